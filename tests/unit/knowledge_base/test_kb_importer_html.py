"""Web pages: the law without the site around it. All statutes here are invented."""

import contextlib
from pathlib import Path

import pytest

from knowledge_base.importers.files import UnreadableStatute
from knowledge_base.importers.html import read_html
from knowledge_base.models import StatuteText
from tests.support.statute_files import Row, write_html

TITLE = "青山市公园管理条例"
HEAD = f"<h1>{TITLE}</h1>"


def page(path: Path, body: str, encoding: str = "utf-8", head: str = "") -> StatuteText:
    path.write_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding))
    return read_html(path)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.html"


def texts(statute: StatuteText) -> dict[str, str]:
    return {article.label: article.text for article in statute.articles}


def test_words_in_a_line_are_one_line_and_blocks_are_lines(file: Path) -> None:
    body = f"""{HEAD}<p><b>第一条</b>　好<span>公</span><a href="x">园</a>
        。</p>开放。<br/>六时开放。<div>夏季<p>五时</p>开放。</div>"""
    assert texts(page(file, body)) == {"第一条": "好公园 。\n开放。\n六时开放。\n夏季\n五时\n开放。"}


def test_signs_are_read_as_what_they_stand_for(file: Path) -> None:
    assert texts(
        page(file, f"{HEAD}<p>第一条&emsp;甲&lt;乙&gt;&amp;&#20844;&#x56ed;&ZeroWidthSpace;。</p>")
    ) == {"第一条": "甲<乙>&公园。"}


def test_a_row_of_a_table_is_a_line(file: Path) -> None:
    table = "<table><tr><th>票种</th><th>价钱</th></tr><tr><td>成人</td><td><p>十元</p></td></tr></table>"
    body = f"{HEAD}<p>第一条 门票如下：</p>{table}<p>第二条 儿童免费。</p>"
    assert texts(page(file, body)) == {
        "第一条": "门票如下：\n票种 | 价钱\n成人 | 十元",
        "第二条": "儿童免费。",
    }


def test_a_page_laid_out_in_tables_is_read(file: Path) -> None:
    law = f"<table><tr><td>{HEAD}<p>第一条 好公园。</p><p>第二条 好湖。</p></td></tr></table>"
    body = f"<table><tr><td>栏目导航</td><td>{law}</td></tr><tr><td>版权所有</td></tr></table>"
    statute = page(file, body)
    assert (statute.title, texts(statute)) == (TITLE, {"第一条": "好公园。", "第二条": "好湖。"})


def test_what_stands_around_the_law_is_left_out(file: Path) -> None:
    body = f"""<form id="aspnetForm"><div>今天是2024年5月1日 通过首页查找</div><div class="menu">法律</div>
        <div id="zoom">{HEAD}<p>来源：青山市</p><div>（2024年3月1日通过）</div><p>为了公园，制定本条例。</p>
        <p>第一章 总则</p><p>第一条 好公园。</p><p>第二条 好湖。</p><p>附件：清单</p><p>一、炭火。</p>
        <p>【打印】</p></div><div>相关新闻：第三条路通车</div><div>ICP备1号</div></form>"""
    statute = page(file, body)
    assert texts(statute) == {"第一条": "好公园。", "第二条": "好湖。", "附件": "清单\n一、炭火。"}
    assert statute.adopted is not None
    assert statute.adopted.isoformat() == "2024-03-01"
    assert statute.preamble == "为了公园，制定本条例。"


def test_the_title_may_stand_in_the_head_of_the_page_alone(file: Path) -> None:
    statute = page(file, "<p>第一条 好公园。</p>", head=f"<title>{TITLE} - 青山市法规库</title>")
    assert statute.title == TITLE


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030", "utf-8", ""])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_the_encoding_is_found_even_where_the_page_errs(file: Path, declared: str, encoding: str) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    assert texts(page(file, f"{HEAD}<p>第一条 好公园，㐂。</p>", encoding, head)) == {
        "第一条": "好公园，㐂。"
    }


def test_a_reply_without_articles_is_kept_whole(file: Path) -> None:
    body = "<h1>关于能否放风筝的答复</h1><p>（2024年3月1日公布）</p><p>青山公园：</p><p>可以放风筝。</p>"
    assert texts(page(file, body)) == {"全文": "青山公园：\n可以放风筝。"}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<script>第一条 好公园。</script>",
        "<!-- 第一条 好公园。 -->",
        "<h1>登录</h1><p>请输入用户名</p>",
        "<h1>青山新闻</h1><p>公园今天开放，游人如织。</p><p>记者从公园获悉，湖面也开放了。</p>",
        "<h1>隐私规定</h1><p>我们保护您的信息。</p>",
        "<p>第一条 没有标题的条文。</p>",
    ],
)
def test_a_page_without_a_law_is_refused(file: Path, body: str) -> None:
    with pytest.raises(UnreadableStatute):
        page(file, body)


def test_text_without_tags_is_no_page(file: Path) -> None:
    file.write_text("第一条 好公园。", encoding="utf-8")
    with pytest.raises(UnreadableStatute, match="不是网页"):
        read_html(file)


def test_no_entity_is_expanded_and_no_file_is_read(file: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", encoding="utf-8")
    entities = f'<!DOCTYPE html [<!ENTITY a "好公园"><!ENTITY b SYSTEM "{secret.as_uri()}">]>'
    file.write_text(f"{entities}<html><body>{HEAD}<p>第一条 &a;&b;湖。</p></body></html>", encoding="utf-8")
    text = texts(read_html(file))["第一条"]
    assert "湖" in text
    assert "好公园" not in text
    assert "机密" not in text


def test_elements_nested_without_end_do_no_harm(file: Path) -> None:
    body = HEAD + "<div>" * 5_000 + "<p>第一条 好公园。</p>"
    with contextlib.suppress(UnreadableStatute):
        assert "好公园" in texts(page(file, body))["第一条"]


def test_rows_of_the_sample_survive_a_page_of_a_site(tmp_path: Path) -> None:
    rows = [Row(TITLE), Row("第一条　好公园。"), Row("第二条　“好”湖 < 大湖。")]
    assert texts(read_html(write_html(tmp_path / "a.html", rows))) == {
        "第一条": "好公园。",
        "第二条": "“好”湖 < 大湖。",
    }
