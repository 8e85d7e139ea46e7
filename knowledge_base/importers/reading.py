"""Any statute file → the statute: the reader is picked by the file's suffix."""

from collections.abc import Callable
from pathlib import Path

from knowledge_base.importers.files import UnreadableStatute
from knowledge_base.importers.markdown import read_markdown
from knowledge_base.importers.plain import read_plain
from knowledge_base.models import StatuteText

__all__ = ["SUFFIXES", "UnreadableStatute", "read_statute"]


# The libraries behind these take a third of a second to import, which most commands would wait for in vain.
def _word(path: Path) -> StatuteText:
    from knowledge_base.importers.word import read_word

    return read_word(path)


def _html(path: Path) -> StatuteText:
    from knowledge_base.importers.html import read_html

    return read_html(path)


def _pdf(path: Path) -> StatuteText:
    from knowledge_base.importers.pdf import read_pdf

    return read_pdf(path)


_READERS: dict[str, Callable[[Path], StatuteText]] = {
    ".md": read_markdown,
    ".docx": _word,
    ".html": _html,
    ".htm": _html,
    ".pdf": _pdf,
    ".txt": read_plain,
}

SUFFIXES = frozenset(_READERS)
"""The formats that can be read, as suffixes in lower case."""


def read_statute(path: Path) -> StatuteText:
    """Read one file.

    Raises:
        UnreadableStatute: names the file and says in Chinese why it cannot be read.
    """
    reader = _READERS.get(path.suffix.lower())
    try:
        if reader is None:
            raise UnreadableStatute(f"不支持这种格式；能读的有 {'、'.join(_READERS)}")
        return reader(path)
    except UnreadableStatute as fault:
        raise UnreadableStatute(fault.reason, path) from fault
