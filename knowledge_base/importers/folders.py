"""Statute files in folders: which there are, and those that can be read."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from knowledge_base.importers.reading import SUFFIXES, UnreadableStatute, read_statute
from knowledge_base.models import StatuteText


def statute_files(folder: Path) -> list[Path]:
    """Every file under a folder that may be a statute, in order.

    Word leaves a ``~$`` file beside each document that is open; hidden files are none either.
    """
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", "."))
    )


def source_of(path: Path) -> str:
    """How a file is called in the library: with its folder's name."""
    return f"{path.parent.name}/{path.name}"


def readable(
    paths: Iterable[Path], refused: Callable[[Path, str], object] | None = None
) -> Iterator[tuple[StatuteText, str]]:
    """Each file that can be read, with its source; ``refused`` is told of the others and why."""
    for path in paths:
        try:
            yield read_statute(path), source_of(path)
        except UnreadableStatute as fault:
            if refused:
                refused(path, fault.reason)
