"""The headings above an article, and headings that nothing marks but what stands around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge_base.importers import marks
from knowledge_base.importers.lines import Line, ends_sentence

_BASE = 10  # depth of a marked heading of no known kind where nothing stands above it
_LONGEST = 40
_NO_HEADING = re.compile("[。；;！？=＝÷×＋|]|：$|:$|^[0-9０-９]")
_JOINS = re.compile("^[和与及或的]")


@dataclass(frozen=True, slots=True)
class _Heading:
    name: str
    depth: int
    kind: str
    level: int = 0


class Headings:
    """The headings in force while a text is read from top to bottom."""

    def __init__(self) -> None:
        self._stack: list[_Heading] = []

    @property
    def path(self) -> tuple[str, ...]:
        """Their names, the highest first."""
        return tuple(heading.name for heading in self._stack)

    def push(self, line: Line) -> None:
        """A heading that the file marks, or that is one by its words."""
        kind = marks.division(line.text) or marks.subdivision(line.text) or ""
        depth = self._depth_of_level(line.level) if not kind and line.level else self._depth_of_kind(kind)
        self._push(_Heading(" ".join(line.text.split()), depth, kind, line.level))

    def push_loose(self, text: str) -> None:
        """A heading that nothing marks: a sibling of the last one unless its number tells its depth."""
        kind = marks.division(text) or marks.subdivision(text) or ""
        sibling = not kind and bool(self._stack)
        depth = self._stack[-1].depth if sibling else self._depth_of_kind(kind)
        self._push(_Heading(" ".join(text.split()), depth, kind))

    def extend(self, text: str) -> None:
        """The rest of the last heading, which was broken in two."""
        last = self._stack.pop()
        gap = "" if last.name.endswith("、") or _JOINS.match(text) else " "
        name = last.name + gap + " ".join(text.split())
        self._stack.append(_Heading(name, last.depth, last.kind, last.level))

    def _push(self, new: _Heading) -> None:
        self._stack = [
            heading
            for heading in self._stack
            if heading.depth < new.depth and not (new.level and heading.level >= new.level)
        ]
        self._stack.append(new)

    def _depth_of_kind(self, kind: str) -> int:
        same = next((heading.depth for heading in self._stack if heading.kind == kind), None)
        if same is not None:
            return same
        if kind in marks.DIVISIONS:
            return _BASE + 1 + marks.DIVISIONS.index(kind)
        return self._stack[0].depth if self._stack else _BASE + 1 + marks.DIVISIONS.index("章")

    def _depth_of_level(self, level: int) -> int:
        for heading in self._stack:
            if heading.level >= level:
                return heading.depth
        return self._stack[-1].depth + 1 if self._stack else _BASE


def loose_run(texts: Sequence[str], opens: Sequence[bool], position: int) -> int:
    """How many lines from here on look like headings and stand directly before an article."""
    end = position
    while end < len(texts) and end - position < 3 and not opens[end] and _may_be_heading(texts[end]):
        end += 1
    return end - position if end < len(texts) and opens[end] else 0


def follows_items(text: str, paragraphs: Sequence[str]) -> bool:
    """Whether the line goes on numbering （一）（二） or 一、二、 where the paragraphs above stopped."""
    if not paragraphs:
        return False
    if marks.subdivision(paragraphs[-1]) == marks.subdivision(text):
        return _number(text) == _number(paragraphs[-1]) + 1
    return _number(text) == 1 and paragraphs[-1].endswith(("：", ":"))


def _number(text: str) -> int:
    opening = marks.numbered(text)
    return opening.number if opening else marks.item(text)


def _may_be_heading(text: str) -> bool:
    return (
        len(text) <= _LONGEST
        and not ends_sentence(text)
        and not _NO_HEADING.search(text)
        and not marks.division(text)
    )
