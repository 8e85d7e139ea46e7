"""PDF: printed lines become paragraphs again. All statutes here are invented."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from knowledge_base.importers import pdf
from knowledge_base.importers.files import UnreadableStatute
from knowledge_base.importers.paragraphs import Row, paragraphs
from knowledge_base.importers.pdf import read_pdf
from tests.support.statute_files import ROWS, TITLE, printed, set_in_pages, write_pdf
from tests.support.statute_files import Row as Line


def joined(*pages: Sequence[str]) -> list[str]:
    return paragraphs([[Row(text) for text in page] for page in pages])


LONG = "公园的湖面由公园的管理单位按照季节和天气决定开放的时间"


def test_a_line_broken_in_the_middle_of_a_sentence_is_joined_again() -> None:
    assert joined([f"第一条 {LONG}", f"，{LONG}，并且", f"{LONG}告示。", "第二条 好湖。"]) == [
        f"第一条 {LONG}，{LONG}，并且{LONG}告示。",
        "第二条 好湖。",
    ]


def test_a_paragraph_ends_with_its_sentence_or_where_another_begins() -> None:
    lines = [
        f"第一条 {LONG}；",
        "游人应当：",
        f"（一）{LONG}",
        f"（二）{LONG}",
        f"1.{LONG}",
        "附件1：清单",
        f"一、{LONG}{LONG}",
        f"二、{LONG}",
    ]
    assert joined(lines) == lines


def test_a_short_line_ends_its_paragraph_and_a_heading_stands_alone() -> None:
    lines = ["第一章 总则", f"第一条 {LONG}，", f"{LONG}。", "第二章 游园", f"第二条 {LONG}。"]
    assert joined(lines) == ["第一章 总则", f"第一条 {LONG}，{LONG}。", "第二章 游园", f"第二条 {LONG}。"]


@pytest.mark.parametrize("mention", ["第三条规定的游人", "第一条、第二条的游人", "第九条 所列的游人"])
def test_an_article_mentioned_at_the_beginning_of_a_line_opens_none(mention: str) -> None:
    lines = [f"第一条 {LONG}，{LONG}", f"{mention}除外。", f"第二条 {LONG}"]
    assert joined(lines) == [f"第一条 {LONG}，{LONG}{mention}除外。", f"第二条 {LONG}"]


def test_an_item_mentioned_at_the_beginning_of_a_line_is_no_item() -> None:
    lines = [f"第一条 {LONG}，适用{LONG}前款第", "（二）项的规定。"]
    assert joined(lines) == ["".join(lines)]


def test_where_articles_are_indented_an_indent_begins_a_paragraph() -> None:
    rows = [
        Row(f"第一条 {LONG}。", indented=True),
        Row(f"{LONG}。{LONG}。"),
        Row("湖面结冰的，不开放。"),
        Row(f"第二条 {LONG}", indented=True),
        Row(f"（一）{LONG}；", indented=True),
        Row(f"{LONG}。", indented=True),
    ]
    assert paragraphs([rows]) == [
        f"第一条 {LONG}。{LONG}。{LONG}。湖面结冰的，不开放。",
        f"第二条 {LONG}",
        f"（一）{LONG}；",
        f"{LONG}。",
    ]


@pytest.mark.parametrize("number", ["1", "- 1 -", "— 12 —", "第 3 页", "第3页 共 12 页", "3/12", "·4·"])
def test_page_numbers_are_no_text(number: str) -> None:
    assert joined([f"第一条 {LONG}", number], [f"{LONG}。", number]) == [f"第一条 {LONG}{LONG}。"]


def test_a_number_in_the_middle_of_a_page_is_text() -> None:
    lines = ["第一条 票价：", "成人：", "10", "儿童：", "0", "附则", "第二条 施行。"]
    assert "10" in joined(lines)


def test_running_heads_and_feet_are_no_text() -> None:
    pages = [["青山公报 第7期", f"第{name}条 {LONG}。", "青山市印制"] for name in "一二三"]
    assert joined(*pages) == [f"第{name}条 {LONG}。" for name in "一二三"]


def test_a_title_that_is_the_running_head_of_the_other_pages_is_kept() -> None:
    pages = [[TITLE, "第一条 一。"], [TITLE, "第二条 二。"], [TITLE, "第三条 三。"]]
    assert joined(*pages) == [TITLE, "第一条 一。", "第二条 二。", "第三条 三。"]


def test_a_line_that_ends_one_page_and_begins_the_next_is_no_head() -> None:
    assert joined(["第一条 一。", "附件：清单"], ["附件：清单", "一、炭火。"]).count("附件：清单") == 2


def test_radicals_are_read_as_the_characters_they_stand_for() -> None:
    assert joined(["第⼀条 公⺠在⻓⻔公园⾥⾛⻢。"]) == ["第一条 公民在长门公园里走马。"]


def test_characters_set_apart_are_brought_together() -> None:
    assert joined(["第 一 条 好 公 园 。", "第一章 总 则"]) == ["第一条好公园。", "第一章 总 则"]


def test_words_in_letters_keep_their_space_and_numbers_have_none() -> None:
    full = "公园的名称是 the Green Hill Park and the"
    assert joined([f"第一条 {full}", "Lake，自2024年1", "2月起用。"])[0].startswith(
        f"第一条 {full} Lake，自2024年1"
    )
    assert joined([f"第一条 {LONG}，自2024年1", "2月起用。"]) == [f"第一条 {LONG}，自2024年12月起用。"]


printable = st.text("公园湖第一二条章（）、。；：附件目录总则 1⼀", max_size=12)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.builds(Row, printable, st.booleans()), max_size=8), max_size=4))
def test_joining_makes_nothing_up(pages: list[list[Row]]) -> None:
    printed_characters = "".join(row.text for page in pages for row in page).replace("⼀", "一")
    made = "".join(paragraphs(pages))
    assert set(made) <= set(printed_characters)
    assert len(made.replace(" ", "")) <= len(printed_characters.replace(" ", ""))


@pytest.mark.parametrize(("width", "height"), [(16, 9), (24, 14), (40, 18)])
def test_the_width_of_the_paper_makes_no_difference(tmp_path: Path, width: int, height: int) -> None:
    wide = read_pdf(write_pdf(tmp_path / "a.pdf", set_in_pages(printed(), 200, 14)))
    assert read_pdf(write_pdf(tmp_path / "b.pdf", set_in_pages(printed(), width, height))) == wide
    assert [article.label for article in wide.articles][-2:] == ["附件一", "附件二"]


def test_a_file_without_its_own_contents_is_read_the_same(tmp_path: Path) -> None:
    pages = set_in_pages(printed(contents=False))
    assert read_pdf(write_pdf(tmp_path / "a.pdf", pages)).articles[0].path == ("第一章 总则", "第一节 目的")
    assert Line(TITLE) not in ROWS


@pytest.mark.parametrize("text", [[], ["— 1 —"]])
def test_a_scan_is_refused_with_what_to_do(tmp_path: Path, text: list[str]) -> None:
    with pytest.raises(UnreadableStatute, match="扫描"):
        read_pdf(write_pdf(tmp_path / "a.pdf", [text, text]))


def test_a_locked_file_is_refused(tmp_path: Path) -> None:
    source = write_pdf(tmp_path / "a.pdf", set_in_pages(printed()))
    writer = PdfWriter(clone_from=PdfReader(source))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "b.pdf")
    with pytest.raises(UnreadableStatute, match="加了密"):
        read_pdf(tmp_path / "b.pdf")


def test_a_book_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_MOST_PAGES", 2)
    with pytest.raises(UnreadableStatute, match="3 页"):
        read_pdf(write_pdf(tmp_path / "a.pdf", [["第一条 一。"]] * 3))


def test_a_file_that_was_cut_off_is_refused_or_read(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", set_in_pages(printed()))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 3])
    with pytest.raises(UnreadableStatute):
        read_pdf(path)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", "第一条 好公园。".encode(), b"%PDF-1.7\n" + b"\0" * 99]
)
def test_what_is_no_pdf_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableStatute):
        read_pdf(path)


def test_a_pdf_without_pages_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    PdfWriter().write(out)
    (tmp_path / "a.pdf").write_bytes(out.getvalue())
    with pytest.raises(UnreadableStatute):
        read_pdf(tmp_path / "a.pdf")
