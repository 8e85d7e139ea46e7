"""Statutes as PDF files that hold text; scanned pages are pictures and cannot be read."""

import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader

from knowledge_base.importers.files import UnreadableStatute, read_bytes
from knowledge_base.importers.lines import to_lines
from knowledge_base.importers.paragraphs import Row, paragraphs
from knowledge_base.importers.statute import from_lines
from knowledge_base.models import StatuteText

_MOST_PAGES = 1000
_LEAST_INDENT = 8  # points
_LEAST_TEXT = 10  # characters a page; less is a page number on a picture


def read_pdf(path: Path) -> StatuteText:
    """Parse one file.

    Raises:
        UnreadableStatute: no PDF, broken, locked, scanned, too long, or no statute.
    """
    content = read_bytes(path)
    if b"%PDF-" not in content[:1024]:
        raise UnreadableStatute("不是 PDF 文件")
    try:
        reader = PdfReader(io.BytesIO(content))
        locked = reader.is_encrypted
        pages = 0 if locked else len(reader.pages)
        printed = [_printed(page) for page in reader.pages] if pages <= _MOST_PAGES and not locked else []
    except Exception as error:  # the library raises whatever a broken file makes it stumble over
        raise UnreadableStatute("PDF 文件已损坏") from error
    if locked:
        raise UnreadableStatute("PDF 文件加了密，请去掉密码再导入")
    if pages > _MOST_PAGES:
        raise UnreadableStatute(f"PDF 有 {pages} 页，不像是法律文件")
    if sum(len(text) for page in printed for text, _ in page) < _LEAST_TEXT * max(1, pages):
        raise UnreadableStatute("PDF 里没有文字，可能是扫描件；请换成文字版，或者先做文字识别")
    return from_lines(to_lines(paragraphs(_with_indents(printed))), path)


def _printed(page: PageObject) -> list[tuple[str, float]]:
    """Each line of the page, with how far from the left it begins."""
    lines: list[tuple[str, float]] = [("", 0)]

    def take(words: str, base: Sequence[float], place: Sequence[float], *_: Any) -> None:
        for number, part in enumerate(words.split("\n")):
            if number:
                lines.append(("", 0))
            text, left = lines[-1]
            if not text.strip() and part.strip():
                left = base[4] + base[0] * place[4] + base[2] * place[5]
            lines[-1] = (text + part, left)

    page.extract_text(visitor_text=take)
    return [line for line in lines if line[0].strip()]


def _with_indents(pages: Sequence[Sequence[tuple[str, float]]]) -> list[list[Row]]:
    """The lines, marked where they begin to the right of the margin; even and odd pages may differ in it."""
    margins = [_margin([left for page in pages[side::2] for _, left in page]) for side in (0, 1)]
    return [
        [Row(text, left > margins[number % 2] + _LEAST_INDENT) for text, left in page]
        for number, page in enumerate(pages)
    ]


def _margin(lefts: Sequence[float]) -> float:
    often = Counter(round(left) for left in lefts)
    common = [left for left, count in often.items() if count >= 2]
    return min(common or often, default=0)
