"""Word documents: order, frames, tracked changes, and files that mean harm. All statutes are invented."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfWriter

from knowledge_base.importers import word
from knowledge_base.importers.files import UnreadableStatute
from knowledge_base.importers.word import read_word
from knowledge_base.models import StatuteText
from tests.support.statute_files import write_docx

TITLE = "青山市公园管理条例"


def made(path: Path, build: Callable[[docx.document.Document], object]) -> StatuteText:
    document = docx.Document()
    document.add_paragraph(TITLE)
    build(document)
    document.save(str(path))
    return read_word(path)


def texts(statute: StatuteText) -> dict[str, str]:
    return {article.label: article.text for article in statute.articles}


def append(document: docx.document.Document, xml: str) -> None:
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(xml.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))


def test_tables_stand_where_they_stand(tmp_path: Path) -> None:
    def build(document: docx.document.Document) -> None:
        document.add_paragraph("第一条　门票如下：")
        table = document.add_table(rows=3, cols=2)
        cells = [cell for row in table.rows for cell in row.cells]
        for cell, words in zip(cells, ["票种", "价钱", "成人", "十元", "票价一年一定", ""], strict=True):
            cell.text = words
        document.add_paragraph("第二条　儿童免费。")

    assert texts(made(tmp_path / "a.docx", build)) == {
        "第一条": "门票如下：\n票种 | 价钱\n成人 | 十元\n票价一年一定",
        "第二条": "儿童免费。",
    }


def test_a_statute_set_in_a_frame_is_read_like_any_other(tmp_path: Path) -> None:
    def build(document: docx.document.Document) -> None:
        cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
        cell.text = "第一条　好公园。"
        cell.add_paragraph("第二条　好湖。")

    assert texts(made(tmp_path / "a.docx", build)) == {"第一条": "好公园。", "第二条": "好湖。"}


def test_a_line_break_is_a_line_and_a_tab_is_a_space(tmp_path: Path) -> None:
    statute = made(
        tmp_path / "a.docx", lambda document: document.add_paragraph("第一条\t好公园。\n第二条\t好湖。")
    )
    assert texts(statute) == {"第一条": "好公园。", "第二条": "好湖。"}


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    changed = (
        "<w:p><w:r><w:t>第一条 公园</w:t></w:r>"
        f'<w:ins w:id="1" w:author="a">{run.format("每日")}</w:ins>'
        '<w:del w:id="2" w:author="a"><w:r><w:delText>从不</w:delText></w:r></w:del>'
        f"{run.format('开放。')}</w:p>"
    )
    statute = made(tmp_path / "a.docx", lambda document: append(document, changed))
    assert texts(statute) == {"第一条": "公园每日开放。"}


def test_text_in_a_control_is_text_and_in_a_floating_box_is_none(tmp_path: Path) -> None:
    words = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    inside = words.format("第一条 好公园。")
    control = f"<w:sdt {nsdecls('w')}><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    box = (
        f"<w:p><w:r><w:pict><w:txbxContent>{words.format('第九条 印章')}</w:txbxContent></w:pict></w:r>"
        "<w:r><w:t>第二条 好湖。</w:t></w:r></w:p>"
    )

    def build(document: docx.document.Document) -> None:
        append(document, control)
        append(document, box)

    assert texts(made(tmp_path / "a.docx", build)) == {"第一条": "好公园。", "第二条": "好湖。"}


def test_a_style_of_headings_does_not_make_an_article_a_heading(tmp_path: Path) -> None:
    def build(document: docx.document.Document) -> None:
        document.add_heading("第一章 总则", 1)
        document.add_heading("第一条　好公园。", 2)
        document.add_heading("公园是市民的公园，湖是市民的湖。", 2)
        document.add_heading("游园", 1)
        document.add_paragraph("第二条　好湖。")

    statute = made(tmp_path / "a.docx", build)
    assert [(article.text, article.path) for article in statute.articles] == [
        ("好公园。\n公园是市民的公园，湖是市民的湖。", ("第一章 总则",)),
        ("好湖。", ("游园",)),
    ]


def test_numbers_that_word_counts_by_itself_are_said_to_be_missing(tmp_path: Path) -> None:
    def build(document: docx.document.Document) -> None:
        for words in ("好公园。", "好湖。"):
            append(
                document,
                '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
                f"<w:r><w:t>{words}</w:t></w:r></w:p>",
            )

    with pytest.raises(UnreadableStatute, match="自动编"):
        made(tmp_path / "a.docx", build)


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The document with its parts changed."""
    with zipfile.ZipFile(path) as package:
        parts = {name: change(name, package.read(name)) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "好公园"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY file SYSTEM "file:///etc/hostname">]>'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declared_entities_are_refused(tmp_path: Path, encoding: str) -> None:
    def change(name: str, content: bytes) -> bytes:
        if name != "word/document.xml":
            return content
        text = content.decode().split("?>", 1)[1].replace("好公园", "&c;&file;")
        return (BOMB.replace("1.0", f'1.0" encoding="{encoding}', 1) + text).encode(encoding)

    with pytest.raises(UnreadableStatute, match="DOCTYPE"):
        read_word(rewritten(write_docx(tmp_path / "a.docx"), change))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "_MAX_XML", 1_000_000)
    monkeypatch.setattr(word, "_MAX_ALL", 2_000_000)
    for name in ("word/more.xml", "word/media/image.png"):
        path = write_docx(tmp_path / "a.docx")
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
            package.writestr(name, b"\0" * 2_000_000)
        with monkeypatch.context() as patch:
            patch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("unpacked"))
            with pytest.raises(UnreadableStatute, match="解压后太大"):
                read_word(path)


def test_a_package_of_too_many_parts_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "_MAX_PARTS", 3)
    with pytest.raises(UnreadableStatute, match="太大"):
        read_word(write_docx(tmp_path / "a.docx"))


def _pdf() -> bytes:
    out = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (_pdf(), "完整"),
        ("第一条 好公园。".encode(), "完整"),
    ],
)
def test_what_is_no_document_of_today_says_what_it_is(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    with pytest.raises(UnreadableStatute, match=why):
        read_word(path)


def test_a_document_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx")
    content = path.read_bytes()
    for length in (100, len(content) // 2, len(content) - 10):
        path.write_bytes(content[:length])
        with pytest.raises(UnreadableStatute, match="完整"):
            read_word(path)


@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml", "_rels/.rels"]
)
def test_a_document_with_a_broken_part_is_refused(tmp_path: Path, part: str) -> None:
    path = write_docx(tmp_path / "a.docx")
    with pytest.raises(UnreadableStatute):
        read_word(rewritten(path, lambda name, content: b"<broken" if name == part else content))


def test_an_empty_document_is_refused(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.docx"))
    with pytest.raises(UnreadableStatute, match="没有文字"):
        read_word(tmp_path / "a.docx")
