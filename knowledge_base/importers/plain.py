"""Statutes as plain text: one paragraph a line, in UTF-8 (with or without its mark) or GB18030."""

from pathlib import Path

from knowledge_base.importers.files import decode, read_bytes
from knowledge_base.importers.lines import to_lines
from knowledge_base.importers.statute import from_lines
from knowledge_base.models import StatuteText


def read_plain(path: Path) -> StatuteText:
    """Parse one file.

    Raises:
        UnreadableStatute: it is no text, or no statute.
    """
    return from_lines(to_lines(decode(read_bytes(path)).splitlines()), path)
