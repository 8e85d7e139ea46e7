"""Statutes as markdown: a title, an information block, headings for 编 章 节, then articles.

The information block ends at ``<!-- INFO END -->`` and tells of adoption and amendment.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge_base.importers.files import UnreadableStatute, read_bytes
from knowledge_base.importers.lines import Line, clean
from knowledge_base.importers.statute import assemble
from knowledge_base.importers.structure import WHOLE_TEXT
from knowledge_base.models import StatuteText
from knowledge_base.titles import normalise_title

__all__ = ["WHOLE_TEXT", "UnreadableStatute", "parse_markdown", "read_markdown"]

_INFO_END = "<!-- INFO END -->"
_HEADING = re.compile(r"^(#+)\s+(.+)$")
_COMMENT = re.compile(r"<!--.*?-->")


def read_markdown(path: Path) -> StatuteText:
    """Parse one file.

    Raises:
        UnreadableStatute: not UTF-8, no title, or no text.
    """
    try:
        text = read_bytes(path).decode()
    except UnicodeDecodeError as error:
        raise UnreadableStatute("不是 UTF-8 编码的文本") from error
    return parse_markdown(text, path)


def parse_markdown(text: str, path: Path) -> StatuteText:
    """Parse a statute's markdown; ``path`` gives the version's date, the kind and a Code's part.

    Raises:
        UnreadableStatute: no title, or no text.
    """
    rows = [clean(row) for row in text.splitlines()]
    title_row = next((row for row in rows if row.startswith("# ")), "")
    title = normalise_title(title_row[2:])
    if not title:
        raise UnreadableStatute("没有标题（以“# ”开头的一行）")
    information, body = _split_information(rows)
    return assemble(title, information, list(_lines(body)), path)


def _split_information(rows: list[str]) -> tuple[list[str], list[str]]:
    if _INFO_END in rows:
        cut = rows.index(_INFO_END)
        return rows[:cut], rows[cut + 1 :]
    return [], [row for row in rows if not row.startswith("# ")]


def _lines(rows: Sequence[str]) -> Iterator[Line]:
    for row in rows:
        text = _COMMENT.sub("", row).strip()
        heading = _HEADING.match(text)
        if heading:
            yield Line(heading[2], len(heading[1]))
        elif text.strip("#"):
            yield Line(text)
