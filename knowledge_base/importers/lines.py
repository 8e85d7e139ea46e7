"""What every reader makes of its file: lines of text, some marked as headings by the file itself."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge_base.titles import strip_invisible

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_SENTENCE_END = re.compile("[。；：！？…;:!?][”’」』》）)】]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph. ``level`` is its depth (1 is the highest) where the file marks it as a heading."""

    text: str
    level: int = 0


def clean(text: str) -> str:
    """The text without invisible characters and without white space around it."""
    return _CONTROL.sub("", strip_invisible(text)).strip()


def to_lines(texts: Iterable[str]) -> list[Line]:
    """Unmarked lines; empty ones are left out."""
    return [Line(text) for raw in texts if (text := clean(raw))]


def ends_sentence(text: str) -> bool:
    """Whether the line ends as a sentence, an item or an introduction to items does."""
    return bool(_SENTENCE_END.search(text))
