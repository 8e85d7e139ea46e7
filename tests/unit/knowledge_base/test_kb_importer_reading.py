"""The same statute in every format, and files that are none. All statutes here are invented."""

import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge_base.importers import files
from knowledge_base.importers.reading import SUFFIXES, UnreadableStatute, read_statute
from tests.support.statute_files import (
    printed,
    set_in_pages,
    write_docx,
    write_html,
    write_md,
    write_pdf,
    write_txt,
)

WRITERS: dict[str, Callable[[Path], Path]] = {
    "utf-8.txt": write_txt,
    "utf-8 with its mark.txt": lambda path: write_txt(path, "utf-8-sig"),
    "gb18030.txt": lambda path: write_txt(path, "gb18030"),
    "utf-16.txt": lambda path: write_txt(path, "utf-16"),
    "plain.docx": write_docx,
    "styled.DOCX": lambda path: write_docx(path, styled=True),
    "page.html": write_html,
    "page.htm": write_html,
    "pages.pdf": lambda path: write_pdf(path, set_in_pages(printed())),
}


@pytest.mark.parametrize("name", list(WRITERS))
def test_every_format_gives_the_same_statute(tmp_path: Path, name: str) -> None:
    expected = read_statute(write_md(tmp_path / "青山市公园管理条例.md"))
    assert [article.label for article in expected.articles] == [
        "第一条",
        "第二条",
        "第三条",
        "第三条之一",
        "第四条",
        "附件一",
        "附件二",
    ]
    assert read_statute(WRITERS[name](tmp_path / name)) == expected


def test_every_suffix_has_a_reader() -> None:
    assert frozenset({".md", ".docx", ".html", ".htm", ".pdf", ".txt"}) == SUFFIXES
    assert {Path(name).suffix.lower() for name in WRITERS} | {".md"} == SUFFIXES


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n \t\n",
        b"\x00\x01\x02\xff" * 50,
        b"PK\x03\x04 broken",
        b"%PDF-1.7 broken",
        b"<html>",
        b"\xff\xfe\x00",
    ],
)
def test_a_broken_file_is_refused_by_name_and_with_a_reason_in_chinese(
    tmp_path: Path, suffix: str, content: bytes
) -> None:
    path = tmp_path / f"坏文件{suffix}"
    path.write_bytes(content)
    with pytest.raises(UnreadableStatute) as caught:
        read_statute(path)
    assert caught.value.path == path
    assert str(caught.value).startswith(f"{path.name}：")
    assert re.search("[一-龥]", caught.value.reason)


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_a_file_that_is_too_large_is_not_even_read(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_SIZE", 100)
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"x" * 101)
    with pytest.raises(UnreadableStatute, match="太大"):
        read_statute(path)


def test_the_limit_is_twenty_megabytes() -> None:
    assert files.MAX_SIZE == 20 * 1024 * 1024


@pytest.mark.parametrize(("name", "why"), [("a.doc", "不支持"), ("无后缀", "不支持"), ("none.txt", "打开")])
def test_what_has_no_reader_or_is_not_there_says_so(tmp_path: Path, name: str, why: str) -> None:
    if "none" not in name:
        (tmp_path / name).write_text("第一条 好公园。", encoding="utf-8")
    with pytest.raises(UnreadableStatute, match=why):
        read_statute(tmp_path / name)


def test_reading_opens_no_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a reader went to the network")

    monkeypatch.setattr(socket, "socket", refuse)
    page = write_html(tmp_path / "a.html")
    linked = '<link rel="stylesheet" href="http://127.0.0.1:9/a.css"><img src="http://127.0.0.1:9/a.png">'
    page.write_text(page.read_text(encoding="utf-8").replace("<body>", f"<body>{linked}"), encoding="utf-8")
    assert read_statute(page).title == "青山市公园管理条例"
    assert read_statute(write_docx(tmp_path / "a.docx")).title == "青山市公园管理条例"
