"""Lines → articles, the same for every format. All statutes here are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.importers.lines import Line
from knowledge_base.importers.structure import WHOLE_TEXT, Body, parse
from knowledge_base.models import ArticleText
from knowledge_base.numerals import article_label


def read(*texts: str) -> Body:
    """``## `` marks a heading, as a format does."""
    return parse([Line(text.lstrip("# "), text.count("#")) for text in texts])


def labels(*texts: str) -> list[str]:
    body = read(*texts)
    return [article.label for article in body.articles + body.annexes]


def found(*texts: str) -> dict[str, str]:
    body = read(*texts)
    return {article.label: article.text for article in body.articles + body.annexes}


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("第一条 好公园。", "第一条"),
        ("第一条好公园。", "第一条"),
        ("第 一 条 好公园。", "第一条"),
        ("第一 条好公园。", "第一条"),
        ("第一条　好公园。", "第一条"),
        ("第1条 好公园。", "第一条"),
        ("第１条：好公园。", "第一条"),
        ("笫一条 好公园。", "第一条"),
        ("第一条之二 好公园。", "第一条之二"),
        ("第一条 之二 好公园。", "第一条之二"),
    ],
)
def test_an_article_opens_however_it_is_written(line: str, label: str) -> None:
    assert found(line) == {label: "好公园。"}


def test_a_sentence_that_begins_with_the_name_of_an_article_is_no_article() -> None:
    assert found("第一条 罚款。", "第九条规定的游人，不适用前款。", "第二条 免费。") == {
        "第一条": "罚款。\n第九条规定的游人，不适用前款。",
        "第二条": "免费。",
    }


def test_articles_that_stand_in_one_line_are_told_apart_where_their_numbers_go_on() -> None:
    assert found("第一条 开放。 第二条 游园。 湖边不得垂钓。 第三条 附则。", "第四条 施行。") == {
        "第一条": "开放。",
        "第二条": "游园。 湖边不得垂钓。",
        "第三条": "附则。",
        "第四条": "施行。",
    }
    assert list(found("第一条 适用下列规定。 第九条 的规定除外。")) == ["第一条"]


@pytest.mark.parametrize("marked", [True, False])
def test_headings_build_the_path_whether_marked_or_not(marked: bool) -> None:
    kinds = ["第一编 总则", "第一分编 通则", "第一章 规定", "第一节 目的"]
    lines = [("#" * depth + " " if marked else "") + text for depth, text in enumerate(kinds, 1)]
    body = read(*lines, "第一条 一。", ("### " if marked else "") + "第二章 游园", "第二条 二。")
    assert [article.path for article in body.articles] == [
        tuple(kinds),
        ("第一编 总则", "第一分编 通则", "第二章 游园"),
    ]


def test_a_heading_without_a_mark_takes_the_place_of_the_marked_one_of_its_kind() -> None:
    body = read("## 第一章 总则", "### 第一节 目的", "第一条 一。", "第二章 游园", "第二条 二。")
    assert body.articles[1].path == ("第二章 游园",)


def test_a_heading_needs_no_space_after_its_number() -> None:
    body = read("第一章总则", "第一条 一。", "第二章规定的事项另行公布。", "第二条 二。")
    assert [(article.text, article.path) for article in body.articles] == [
        ("一。\n第二章规定的事项另行公布。", ("第一章总则",)),
        ("二。", ("第一章总则",)),
    ]


def test_a_heading_glued_to_the_end_of_an_article_goes_to_the_next() -> None:
    body = read(
        "## 一、开放",
        "第一条 公园开放的时间：",
        "（一）夏季六时；",
        "（二）冬季七时。",
        "二、收费和退费的处理",
        "（一）收费",
        "第二条 不收费。",
        "（二）退费",
        "第三条 不退费。",
        "附　则",
        "第四条 施行。",
    )
    assert [(article.text.splitlines()[-1], article.path) for article in body.articles] == [
        ("（二）冬季七时。", ("一、开放",)),
        ("不收费。", ("二、收费和退费的处理", "（一）收费")),
        ("不退费。", ("二、收费和退费的处理", "（二）退费")),
        ("施行。", ("附 则",)),
    ]


def test_a_heading_that_is_broken_in_two_is_one() -> None:
    body = read("## 第一章 茶叶、咖啡、", "糖果的出售", "第一条 一。", "湖面的", "保护", "第二条 二。")
    assert [article.path for article in body.articles] == [
        ("第一章 茶叶、咖啡、糖果的出售",),
        ("湖面的 保护",),
    ]


@pytest.mark.parametrize(
    "last", ["（三）其他", "应交的费用＝人数×票价", "25元", "管理单位：", "湖边、桥上、"]
)
def test_the_last_words_of_an_article_are_no_heading(last: str) -> None:
    body = read("第一条 下列情形：", "（一）烧烤；", "（二）垂钓", last, "第二条 二。")
    assert body.articles[0].text.endswith(last)


def test_a_table_of_contents_holds_no_articles_and_no_headings() -> None:
    contents = ["目　录", "第一章 总则 …… 1", "第二章 游园……2", "附则 3"]
    text = ["第一章　总则", "第一条 一。", "第二章　游园", "第二条 二。", "附则", "第三条 三。"]
    assert read(*contents, *text) == read(*text)
    assert read("某年公布。", *contents, *text).preamble == ("某年公布。",)


def test_contents_that_list_articles_are_no_articles() -> None:
    text = ["第一条 目的", "为了公园。", "第二条 开放", "六时开放。"]
    assert labels("目录", "第一条 目的", "第二条 开放", *text) == ["第一条", "第二条"]


def test_contents_before_the_preamble_and_without_a_heading_of_their_own_are_known() -> None:
    contents = ["## 二、开放", "## 三、收费", "## 四、附则"]
    text = ["为了公园，制定本规定。", "## 一、目的", "第一条 一。"]
    for number, heading in enumerate(contents, 2):
        text += [heading, f"{article_label(number)} 好公园。"]
    body = read(*contents, *text)
    assert body.preamble == ("为了公园，制定本规定。",)
    assert [article.path for article in body.articles] == [
        ("一、目的",),
        ("二、开放",),
        ("三、收费",),
        ("四、附则",),
    ]


def test_the_word_contents_alone_takes_nothing_away() -> None:
    assert labels("目录", "第一章 总则", "第一条 一。") == ["第一条"]
    assert read("目录", "第一章 总则", "第一条 一。").articles[0].path == ("第一章 总则",)


def test_text_before_the_first_article_is_the_preamble() -> None:
    body = read("为了公园，制定本条例。", "第一章 总则", "第一条 一。")
    assert body.preamble == ("为了公园，制定本条例。",)
    assert [article.label for article in body.articles] == ["第一条"]


def test_text_under_a_heading_of_its_own_is_cited_by_the_heading() -> None:
    body = read("序　言", "青山是座老城。", "湖是后来挖的。", "第一章 总则", "第一条 一。")
    assert body.articles == (
        ArticleText("序 言", "青山是座老城。\n湖是后来挖的。"),
        ArticleText("第一条", "一。", ("第一章 总则",)),
    )


def test_annexes_stand_beside_the_articles() -> None:
    assert found(
        "第一条 一。",
        "第二条 本条例施行。",
        "附件1：不得带入的东西",
        "一、炭火；",
        "第一条 清单里也有条。",
        "第二章 也有章",
        "附 件 2",
        "（略）",
        "附件：写在样式里的话",
        "附录　路线",
    ) == {
        "第一条": "一。",
        "第二条": "本条例施行。",
        "附件一": "不得带入的东西\n一、炭火；\n第一条 清单里也有条。\n第二章 也有章",
        "附件二": "（略）\n附件：写在样式里的话\n附录　路线",
    }


@pytest.mark.parametrize(
    ("line", "label", "text"),
    [
        ("附件：清单", "附件", "清单"),
        ("附：清单", "附件", "清单"),
        ("附件一 清单", "附件一", "清单"),
        ("附件（二）清单", "附件二", "清单"),
        ("附表３：清单", "附表三", "清单"),
        ("附录", "附录", "路线。"),
        ("附图：", "附图", "路线。"),
    ],
)
def test_annexes_have_many_names(line: str, label: str, text: str) -> None:
    assert found("第一条 一。", line, "路线。")[label].startswith(text)


@pytest.mark.parametrize(
    "line", ["附则以外的事项。", "附带收费的，退还。", "附件一所列的东西不得带入。", "附图中的湖。"]
)
def test_words_that_only_begin_like_an_annex_are_text(line: str) -> None:
    assert found("第一条 一。", line) == {"第一条": f"一。\n{line}"}


def test_an_annex_named_in_the_middle_ends_nothing() -> None:
    assert labels("第一条 合同样式：", "附件：", "（略）", "第二条 二。", "第三条 三。") == [
        "第一条",
        "第二条",
        "第三条",
    ]


def test_a_decision_with_the_whole_text_annexed_holds_the_articles() -> None:
    assert labels("修改如下。", "附：", "第一条 一。", "第二条 二。") == ["第一条", "第二条"]


def test_numbers_without_articles_are_cited_by_the_number() -> None:
    assert found(
        "现规定如下：", "一、公园开放。", "湖边也开放。", "## 二、收费", "不收费。", "附：", "一、清单。"
    ) == {
        "一": "公园开放。\n湖边也开放。",
        "二": "收费\n不收费。",
        "附件": "一、清单。",
    }


def test_a_text_without_numbers_is_kept_whole() -> None:
    assert found("青山公园：", "## 答复", "可以放风筝。") == {WHOLE_TEXT: "青山公园：\n答复\n可以放风筝。"}


def test_nothing_is_no_statute() -> None:
    assert parse([]) == Body((), ())


words = st.text("公园湖，。；：（）一二三、第条章 　之附件目录总则12.|", min_size=1, max_size=12).filter(
    lambda text: text.strip() == text
)
openings = st.builds(lambda number, text: f"{article_label(number)} {text}", st.integers(1, 40), words)
headings = st.sampled_from(
    ["第一章 总则", "第二章 游园", "第一节 湖", "附则", "目录", "序言", "一、开放", "（一）湖"]
)
annexes = st.sampled_from(["附件", "附件1：清单", "附录", "附：", "附件二"])
written = st.lists(
    st.builds(Line, words | openings | headings | annexes, st.sampled_from([0, 0, 0, 1, 2, 3])), max_size=25
)


@settings(max_examples=150, deadline=None)
@given(written)
def test_any_lines_become_articles_with_text(lines: list[Line]) -> None:
    body = parse(lines)
    for article in body.articles + body.annexes:
        assert article.label
        assert article.text.strip()
        assert all(article.path)


sentences = st.text("公园湖边游人可以", min_size=3, max_size=8)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["article", "text", "heading", "annex"]), sentences), max_size=20))
def test_every_line_of_text_lands_in_one_place(plan: list[tuple[str, str]]) -> None:
    lines, marked, number = [], [], 0
    for place, (what, words) in enumerate(plan):
        tagged = f"{words}{place:03}。"
        marked.append(f"{place:03}")
        if what == "article":
            number += 1
            lines.append(Line(f"{article_label(number)} {tagged}"))
        elif what == "heading":
            lines.append(Line(f"第{place + 1}章 {words}{place:03}"))
        else:
            lines.append(Line(f"附件：{tagged}" if what == "annex" else tagged))
    body = parse(lines)
    units = body.articles + body.annexes
    names = {name for unit in units for name in (*unit.path, unit.label)}
    for (what, _), tag in zip(plan, marked, strict=True):
        holders = sum(unit.text.count(tag) for unit in units) + "\n".join(body.preamble).count(tag)
        if what == "heading":  # one that nothing follows stands above nothing
            assert holders <= 1
            assert holders == 0 or not any(tag in name for name in names)
        else:
            assert holders == 1
