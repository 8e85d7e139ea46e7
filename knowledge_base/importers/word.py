"""Statutes as Word documents (.docx), as the national database of laws publishes them.

Paragraphs and tables are taken in their order; deleted text, text boxes, headers and footnotes are left
out. Numbers that Word counts by itself (automatic numbering) are not in the text and cannot be read.
Nothing is fetched and no entity is expanded, whatever the file asks for.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.styles.style import BaseStyle

from knowledge_base.importers.files import UnreadableStatute, read_bytes
from knowledge_base.importers.lines import Line, clean, ends_sentence
from knowledge_base.importers.statute import from_lines
from knowledge_base.importers.structure import way_of_opening
from knowledge_base.models import StatuteText

_MAX_XML = 30 * 1024 * 1024
_MAX_ALL = 60 * 1024 * 1024
_MAX_PARTS = 5000
_LONGEST_HEADING = 60
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CONTAINERS = {qn(name) for name in ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml")}
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_LEFT_OUT = {qn(name) for name in ("w:del", "w:moveFrom", "w:txbxContent", "w:pPr", "w:rPr", "w:rt")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_SIGNS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def read_word(path: Path) -> StatuteText:
    """Parse one file.

    Raises:
        UnreadableStatute: no Word document, broken, locked with a password, too large, or no statute.
    """
    content = read_bytes(path)
    _check(content)
    try:
        document = Document(io.BytesIO(content))
        levels = {style.style_id: _level(style) for style in document.styles}
        body: Any = document.element.body
        lines = list(_lines(body, levels))
        counted_by_word = next(body.iter(qn("w:numPr")), None) is not None
    except Exception as error:  # the library raises whatever a broken part makes it stumble over
        raise UnreadableStatute("不是完整的 Word 文档（.docx）") from error
    if lines and counted_by_word and way_of_opening(lines) is None:
        raise UnreadableStatute("条号是 Word 自动编的，不在文字里；请另存为纯文本（.txt）再导入")
    return from_lines(lines, path)


def _check(content: bytes) -> None:
    """Refuse what is no document before anything is unpacked or parsed."""
    if content.startswith(_OLE):
        locked = _ENCRYPTED in content
        raise UnreadableStatute(
            "文档加了密码，请去掉密码再导入" if locked else "是旧版 Word 文档（.doc），请用 Word 另存为 .docx"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            markup = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
            if (
                len(parts) > _MAX_PARTS
                or sum(part.file_size for part in parts) > _MAX_ALL
                or sum(part.file_size for part in markup) > _MAX_XML
            ):
                raise UnreadableStatute("文档解压后太大，不像是法律文件")
            for part in markup:
                # No Office document declares a type; whoever does wants entities expanded or files fetched.
                if b"<!doctype" in package.read(part).replace(b"\0", b"").lower():
                    raise UnreadableStatute("文档里有不该有的 DOCTYPE 声明，可能是恶意文件")
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise UnreadableStatute("不是完整的 Word 文档（.docx）") from error


def _level(style: BaseStyle) -> int:
    """The depth of headings in this style, 0 for text; a style made from another is like it."""
    seen: Any = style
    for _ in range(10):
        if seen is None:
            return 0
        name = (seen.name or "").lower()
        if name in {"title", "标题"}:
            return 1
        for prefix in ("heading ", "标题 "):
            if name.startswith(prefix) and name.removeprefix(prefix).isdigit():
                return int(name.removeprefix(prefix))
        seen = getattr(seen, "base_style", None)
    return 0


def _lines(container: Iterable[Any], levels: dict[str, int]) -> Iterator[Line]:
    for block in container:
        if block.tag == _PARAGRAPH:
            yield from _paragraph(block, levels)
        elif block.tag == _TABLE:
            for row in block.iterchildren(_ROW):
                yield from _row(row, levels)
        elif block.tag in _CONTAINERS:
            yield from _lines(block, levels)


def _paragraph(paragraph: Any, levels: dict[str, int]) -> Iterator[Line]:
    level = levels.get(paragraph.style or "", 0)
    for raw in "".join(_text(paragraph)).splitlines():
        text = clean(raw)
        if text:
            heading = level and len(text) <= _LONGEST_HEADING and not ends_sentence(text)
            yield Line(text, level if heading else 0)


def _row(row: Any, levels: dict[str, int]) -> Iterator[Line]:
    """A row of one cell is text set in a frame; others become a line with their cells side by side."""
    cells = [list(_lines(cell, levels)) for cell in row.iterchildren(_CELL)]
    filled = [cell for cell in cells if cell]
    if len(filled) == 1:
        yield from filled[0]
    elif filled:
        yield Line(clean(" | ".join(" ".join(line.text for line in cell) for cell in cells)))


def _text(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _LEFT_OUT:
            yield from _text(child)
