"""Reading statutes from markdown. All statutes here are invented."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge_base.importers.markdown import WHOLE_TEXT, UnreadableStatute, parse_markdown, read_markdown
from knowledge_base.models import ArticleText
from knowledge_base.numerals import article_label

PARK = """\
# 青山市公园管理条例

2019年5月6日 青山市人民代表大会常务委员会通过

2024年3月1日 青山市人民代表大会常务委员会修正

<!-- INFO END -->

# 第一编 总则

## 第一章　一般规定

### 第一节  目的

第一条　为了让市民有好公园，制定本条例。

### 第二节 开放

第二条 公园每日六时开放。

夏季可以提前一小时开放。

## 第二章 游园

<!-- 游园须知另行公布 -->

第三条：游人应当爱护花木，不得有下列行为：

（一）攀折花木；

（二）在草坪上烧烤：

1.使用炭火的；

2.使用燃气的。

第三条之一 带狗入园的，应当拴好狗绳。

第四条

闭园以后，游人应当离开。

# 第二编 附则

第五条 本条例自2024年6月1日起施行。
"""


def parse(text: str, name: str = "青山市公园管理条例.md") -> list[ArticleText]:
    return list(parse_markdown(text, Path(name)).articles)


def texts(text: str) -> dict[str, str]:
    return {article.label: article.text for article in parse(text)}


def test_articles_are_told_apart_by_their_headings() -> None:
    assert [article.label for article in parse(PARK)] == [
        "第一条",
        "第二条",
        "第三条",
        "第三条之一",
        "第四条",
        "第五条",
    ]


def test_paragraphs_items_and_their_parts_stay_in_their_article() -> None:
    found = texts(PARK)
    assert found["第二条"] == "公园每日六时开放。\n夏季可以提前一小时开放。"
    assert found["第三条"] == (
        "游人应当爱护花木，不得有下列行为：\n（一）攀折花木；\n（二）在草坪上烧烤：\n1.使用炭火的；\n2.使用燃气的。"
    )
    assert found["第三条之一"] == "带狗入园的，应当拴好狗绳。"


def test_text_may_begin_on_the_line_after_the_heading_of_its_article() -> None:
    assert texts(PARK)["第四条"] == "闭园以后，游人应当离开。"


def test_each_article_knows_the_headings_above_it() -> None:
    paths = {article.label: article.path for article in parse(PARK)}
    assert paths["第一条"] == ("第一编 总则", "第一章 一般规定", "第一节 目的")
    assert paths["第二条"] == ("第一编 总则", "第一章 一般规定", "第二节 开放")
    assert paths["第四条"] == ("第一编 总则", "第二章 游园")
    assert paths["第五条"] == ("第二编 附则",)


def test_comments_are_no_text() -> None:
    assert all("须知" not in article.text and "<!--" not in article.text for article in parse(PARK))
    assert texts("# 甲\n第一条 好<!-- 注 -->公园。") == {"第一条": "好公园。"}


@pytest.mark.parametrize(
    "line",
    ["第一条 好公园。", "第一条\u3000好公园。", "第一条：好公园。", "第一条好公园。", "第1条 好公园。"],
)
def test_an_article_may_open_with_any_separator(line: str) -> None:
    assert parse(f"# 甲\n{line}") == [ArticleText("第一条", "好公园。")]


def test_zero_width_characters_and_a_byte_order_mark_are_no_obstacle() -> None:
    marked = "\ufeff# 青山\u200b市公园管理条例\n\u200b第\u200b一条\u200b 好公\u200b园。"
    statute = parse_markdown(marked, Path("a.md"))
    assert statute.title == "青山市公园管理条例"
    assert statute.articles == (ArticleText("第一条", "好公园。"),)


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("# 中华人民共和国公园法", "公园法"),
        ("# 青山市公园管理条例(试行)", "青山市公园管理条例（试行）"),
        ("#   青山市　公园管理条例", "青山市公园管理条例"),
        ("说明\n\n# 公园法", "公园法"),
    ],
)
def test_the_title_has_one_spelling(heading: str, title: str) -> None:
    assert parse_markdown(f"{heading}\n\n第一条 好公园。", Path("a.md")).title == title


def test_lines_of_the_information_block_are_no_articles() -> None:
    text = "# 甲条例\n第九条 只是说明\n<!-- INFO END -->\n第一条 好公园。"
    assert texts(text) == {"第一条": "好公园。"}


def test_without_an_information_block_the_text_begins_after_the_title() -> None:
    statute = parse_markdown("# 甲条例\n2024年3月1日 通过\n第一条 好公园。", Path("甲条例.md"))
    assert statute.articles == (ArticleText("第一条", "好公园。"),)


def test_headings_without_marks_are_headings() -> None:
    articles = parse("# 甲\n第一章 总则\n第一条 一。\n第二章　游园\n第二条 二。")
    assert articles == [
        ArticleText("第一条", "一。", ("第一章 总则",)),
        ArticleText("第二条", "二。", ("第二章 游园",)),
    ]


def test_a_section_without_marks_stands_below_its_chapter() -> None:
    (article,) = parse("# 甲\n第一章 总则\n第一节 目的\n第一条 一。")
    assert article.path == ("第一章 总则", "第一节 目的")


def test_a_part_of_a_code_is_told_by_its_folder() -> None:
    text = "# 青山法典\n\n# 游园编\n\n2024年3月1日 施行\n\n<!-- INFO END -->\n\n第九十条 好公园。"
    part = parse_markdown(text, Path("laws/青山法典/游园编.md"))
    assert (part.title, part.part) == ("青山法典", "游园编")
    assert parse_markdown(text, Path("laws/其他/游园编.md")).part == ""


def test_versions_of_one_part_of_a_code_are_the_same_part() -> None:
    folder = Path("laws/青山法典")
    text = "# 青山法典\n第九十条 好公园。"
    first = parse_markdown(text, folder / "游园编(2020-05-28).md")
    second = parse_markdown(text, folder / "游园编(2026-01-01).md")
    assert first.part == second.part


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("青山市公园管理条例(2024-03-01).md", date(2024, 3, 1)),
        ("青山市公园管理条例（试行）(2019-05-06).md", date(2019, 5, 6)),
        ("青山市公园管理条例_20240301.md", date(2024, 3, 1)),
        ("青山市公园管理条例.md", None),
        ("青山市公园管理条例(2024).md", None),
        ("青山市公园管理条例(2024-13-45).md", None),
        ("(2024-03-01)青山市公园管理条例.md", None),
    ],
)
def test_the_version_stands_in_the_file_name(name: str, version: date | None) -> None:
    assert parse_markdown("# 甲条例\n第一条 好公园。", Path(name)).version == version


def test_the_version_is_else_the_day_of_the_newest_amendment() -> None:
    assert parse_markdown(PARK, Path("青山市公园管理条例.md")).version == date(2024, 3, 1)
    assert parse_markdown(PARK, Path("青山市公园管理条例(2024-13-45).md")).version == date(2024, 3, 1)


NUMBERED = """\
# 青山市人民法院关于审理游园纠纷的解释

<!-- INFO END -->

现就有关问题解释如下：

一、游人在湖里落水的，公园应当救助。

公园不得向游人收取救助的费用。

二、 下列情形不属于落水：

（一）自己跳下去的；

十一、本解释自公布之日起施行。
"""


def test_an_interpretation_without_articles_is_cited_by_its_numbers() -> None:
    assert texts(NUMBERED) == {
        "一": "游人在湖里落水的，公园应当救助。\n公园不得向游人收取救助的费用。",
        "二": "下列情形不属于落水：\n（一）自己跳下去的；",
        "十一": "本解释自公布之日起施行。",
    }


def test_numbers_inside_articles_are_no_articles() -> None:
    found = texts("# 甲\n第一条 下列行为：\n一、烧烤；\n二、遛狗。")
    assert found == {"第一条": "下列行为：\n一、烧烤；\n二、遛狗。"}


def test_a_reply_without_any_numbers_is_kept_whole() -> None:
    reply = "# 关于能否放风筝的答复\n<!-- INFO END -->\n青山公园：\n\n## 答复\n可以放风筝。\n\n此复。"
    assert parse(reply) == [ArticleText(WHOLE_TEXT, "青山公园：\n答复\n可以放风筝。\n此复。")]


def test_provisions_whose_numbers_are_headings_are_not_lost() -> None:
    text = "# 甲规定\n<!-- INFO END -->\n## 一、开放\n1.公园每日开放。\n## 二、收费\n2.公园不收费。\n"
    kept = "\n".join(article.text for article in parse(f"{text}三、本规定试行。"))
    assert "公园每日开放" in kept
    assert "公园不收费" in kept


@pytest.mark.parametrize(
    ("head", "last", "name", "effective"),
    [
        ("2024年6月1日 施行", "好公园。", "甲.md", date(2024, 6, 1)),
        ("自2024年6月1日起施行", "好公园。", "甲.md", date(2024, 6, 1)),
        ("2024年3月1日 通过", "本条例自2024年6月1日起施行。", "甲.md", date(2024, 6, 1)),
        ("", "本条例自2024年6月1日起实施。", "甲(2024-03-01).md", date(2024, 6, 1)),
        ("", "本条例自 2024 年 6 月 1 日起施行，旧条例同时废止。", "甲.md", date(2024, 6, 1)),
        ("2024年6月1日 通过", "本条例自2024年6月1日起施行。", "甲.md", date(2024, 6, 1)),
        ("2024年3月1日 修正", "本条例自1999年1月1日起施行。", "甲.md", None),
        ("", "本条例自1999年1月1日起施行。", "甲(2024-03-01).md", None),
        ("", "本条例自2024年13月45日起施行。", "甲.md", None),
        ("", "本条例自公布之日起施行。", "甲.md", None),
    ],
)
def test_the_first_day_in_force_is_told_only_where_it_is_known(
    head: str, last: str, name: str, effective: date | None
) -> None:
    text = f"# 甲条例\n{head}\n<!-- INFO END -->\n第一条 好公园。\n第二条 {last}"
    assert parse_markdown(text, Path(name)).effective == effective


def test_a_day_in_the_middle_of_a_statute_is_not_its_commencement() -> None:
    rules = "\n".join(f"{article_label(number)} 好公园。" for number in range(2, 9))
    text = f"# 甲条例\n第一条 收费标准自2024年6月1日起施行。\n{rules}"
    assert parse_markdown(text, Path("甲.md")).effective is None


def test_the_commencement_of_the_first_version_is_not_given_out_for_an_amended_one() -> None:
    text = "# 甲条例\n1999年1月1日 施行\n2024年3月1日 修正\n<!-- INFO END -->\n第一条 好公园。"
    assert parse_markdown(text, Path("甲条例(2024-03-01).md")).effective is None


@pytest.mark.parametrize(
    ("title", "path", "kind"),
    [
        ("公园法", "民法商法/公园法.md", "法律"),
        ("青山法典", "a.md", "法律"),
        ("公园法修正案（十二）", "a.md", "法律"),
        ("宪法", "宪法/宪法.md", "宪法"),
        ("宪法修正案（1901年）", "宪法/宪法修正案（1901年）.md", "宪法"),
        ("公园管理条例", "行政法规/公园管理条例.md", "行政法规"),
        ("青山市公园管理条例", "地方性法规/青山/a.md", "地方性法规"),
        ("公园管理办法", "部门规章/a.md", "部门规章"),
        ("关于游园纠纷的解释", "司法解释/a.md", "司法解释"),
        ("最高人民法院关于游园纠纷的解释", "a.md", "司法解释"),
        ("人民检察院游园规则", "a.md", "司法解释"),
        ("关于游园的决定", "经济法/a.md", "其他规范"),
    ],
)
def test_the_kind_follows_from_title_and_folder(title: str, path: str, kind: str) -> None:
    assert parse_markdown(f"# {title}\n第一条 好公园。", Path(path)).kind == kind


def test_the_first_amendment_of_a_law_is_a_law() -> None:
    assert parse_markdown("# 公园法修正案\n一、好公园。", Path("a.md")).kind == "法律"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "没有标题"),
        ("\n \n\u200b\n", "没有标题"),
        ("第一条 没有标题。", "没有标题"),
        ("#青山市公园管理条例\n第一条 井号后没有空格。", "没有标题"),
        ("# \u200b \n第一条 空标题。", "没有标题"),
        ("# 青山市公园管理条例", "没有正文"),
        ("# 甲\n2024年3月1日\n<!-- INFO END -->\n<!-- 无 -->\n", "没有正文"),
    ],
)
def test_what_is_no_statute_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(UnreadableStatute, match=why):
        parse_markdown(text, Path("a.md"))


def test_a_title_that_names_no_law_is_refused() -> None:
    with pytest.raises(UnreadableStatute, match="没有标题"):
        parse_markdown("# 中华人民共和国\n第一条 好公园。", Path("a.md"))


def test_marks_without_words_are_no_text() -> None:
    with pytest.raises(UnreadableStatute, match="没有正文"):
        parse_markdown("# 甲\n#\n##\n", Path("a.md"))


def test_a_file_is_read_as_it_stands_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "青山市公园管理条例(2024-03-01).md"
    path.write_text(PARK, encoding="utf-8")
    assert read_markdown(path) == parse_markdown(PARK, path)


def test_line_ends_of_windows_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(PARK.replace("\n", "\r\n").encode())
    assert [article.text for article in read_markdown(path).articles] == list(texts(PARK).values())


def test_files_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    gbk, empty = tmp_path / "gbk.md", tmp_path / "empty.md"
    gbk.write_bytes(PARK.encode("gbk"))
    empty.touch()
    for path, why in (
        (gbk, "UTF-8"),
        (empty, "没有标题"),
        (tmp_path / "none.md", "打开"),
        (tmp_path, "打开"),
    ):
        with pytest.raises(UnreadableStatute, match=why):
            read_markdown(path)


prose = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="条#"), max_size=30)
lines = st.one_of(
    prose,
    st.sampled_from(
        [
            "# 甲法",
            "## 第一章 总则",
            "### 第一节 目的",
            "第二编",
            "<!-- INFO END -->",
            "<!-- 注 -->",
            "<!--",
            "一、",
        ]
    ),
    st.builds(lambda number, text: f"{article_label(number)} {text}", st.integers(1, 9999), prose),
    st.builds(lambda number, text: f"第{number}条之{number}{text}", st.integers(1, 9999), prose),
    st.builds("十{}、{}".format, st.sampled_from("一二"), prose),
    st.builds("2024年{}月1日 施行".format, st.integers(0, 99)),
    st.builds("{} 本法自{}年6月1日起施行。".format, st.just("第九条"), st.integers(1000, 9999)),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(lines, max_size=12), st.sampled_from(["a.md", "甲法/甲法.md", "甲(2024-03-01).md"]))
def test_any_text_is_either_a_statute_or_refused(written: list[str], name: str) -> None:
    try:
        statute = parse_markdown("\n".join(written), Path(name))
    except UnreadableStatute:
        return
    assert statute.articles
    for article in statute.articles:
        assert article.label
        assert article.text == article.text.strip() != ""
        assert "\u200b" not in article.text


@settings(max_examples=50, deadline=None, report_multiple_bugs=False)
@given(st.text(alphabet="# 第条之零一十百0９、\n公", max_size=40))
@example("# 甲法\n第0条 好公园。")
@example("# 甲法\n第10000条 好公园。")
@example("# 甲法\n第三条之十0 好公园。")
def test_any_number_is_either_an_article_or_refused(text: str) -> None:
    try:
        parse_markdown(text, Path("a.md"))
    except UnreadableStatute:
        return
