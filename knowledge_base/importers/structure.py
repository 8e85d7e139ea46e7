"""Lines of text → the articles of a statute, whatever the format they came from.

A statute that numbers its provisions 一、二、 without 第X条 yields those numbers as labels; one with
neither is one unit labelled 全文. Text under a heading that holds no article (序言) is labelled with
the heading; annexes are units labelled 附件, 附件一, 附录 and so on.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from knowledge_base.importers import marks
from knowledge_base.importers.contents import without_contents
from knowledge_base.importers.headings import Headings, follows_items, loose_run
from knowledge_base.importers.lines import Line, ends_sentence
from knowledge_base.models import ArticleText

WHOLE_TEXT = "全文"

_GLUED = re.compile(r"(?<=[。；！？”）])\s+(?=第[^\s第条]{1,9}条\s)")

Opens = Callable[[str], marks.Opening | None]


@dataclass(frozen=True, slots=True)
class Body:
    """What stands below the title: ``preamble`` is the text before the first heading or article."""

    preamble: tuple[str, ...]
    articles: tuple[ArticleText, ...]
    annexes: tuple[ArticleText, ...] = ()


def parse(lines: Sequence[Line]) -> Body:
    """Group the lines under the articles, headings and annexes that they belong to."""
    opens = way_of_opening(lines)
    if opens is None:
        text = "\n".join(words for line in lines if (words := line.text.lstrip("# ")))
        return Body((), (ArticleText(WHOLE_TEXT, text),) if text else ())
    separate = list(_unglued(without_contents(lines), opens))
    openings = _openings(separate, opens)
    cut = _first_annex(separate, openings)
    reader = _Reader(separate[:cut], openings[:cut], looks_for_headings=opens is marks.article)
    preamble, articles = reader.read()
    return Body(preamble, articles, tuple(_annexes(separate[cut:])))


def way_of_opening(lines: Sequence[Line]) -> Opens | None:
    """How provisions open in this text: 第X条, else 一、, else not at all."""
    for opens in (marks.article, marks.numbered):
        if any(opens(line.text) for line in lines):
            return opens
    return None


def _unglued(lines: Sequence[Line], opens: Opens) -> Iterator[Line]:
    """Articles that stand in one line with the one before, each in a line of its own."""
    for line in lines:
        here = opens(line.text) if opens is marks.article else None
        start, number = 0, here.number if here else 0
        for gap in _GLUED.finditer(line.text) if here else ():
            following = opens(line.text[gap.end() :])
            if following and following.number == number + 1 and not following.suffix:
                yield Line(line.text[start : gap.start()], line.level)
                start, number = gap.end(), following.number
        yield Line(line.text[start:], line.level)


def _openings(lines: Sequence[Line], opens: Opens) -> list[marks.Opening | None]:
    """The article that each line opens; one that a sentence only mentions is none."""
    found: list[marks.Opening | None] = []
    last = 0
    for line in lines:
        here = opens(line.text)
        if here and here.refers and here.number != last + 1:
            here = None
        found.append(here)
        last = here.number if here else last
    return found


def _first_annex(lines: Sequence[Line], openings: Sequence[marks.Opening | None]) -> int:
    """Where the annexes begin: below an article, and no article below goes on with the count."""
    following: list[marks.Opening | None] = [None] * (len(lines) + 1)
    for position in range(len(lines) - 1, -1, -1):
        following[position] = openings[position] or following[position + 1]
    last = 0
    for position, (line, here) in enumerate(zip(lines, openings, strict=True)):
        last = here.number if here else last
        below = following[position + 1]
        goes_on = below and (below.number == last + 1 or (below.number == last and below.suffix))
        if last and not here and not goes_on and marks.annex(line.text):
            return position
    return len(lines)


def _annexes(lines: Sequence[Line]) -> Iterator[ArticleText]:
    """Annexes hold articles and headings of their own, which are their text."""
    label, counted, paragraphs = "", False, list[str]()
    for line in lines:
        opened = marks.annex(line.text)
        if opened and opened.label != label and (opened.numbered or not counted):
            if paragraphs:
                yield ArticleText(label, "\n".join(paragraphs))
            label, counted = opened.label, opened.numbered
            paragraphs = [opened.rest] if opened.rest else []
        else:
            paragraphs.append(line.text)
    if paragraphs:
        yield ArticleText(label, "\n".join(paragraphs))


@dataclass(slots=True)
class _Unit:
    """An article, or what counts as one, while its paragraphs are gathered."""

    label: str
    path: tuple[str, ...]
    paragraphs: list[str] = field(default_factory=list)


class _Reader:
    """Reads a text without annexes from top to bottom."""

    def __init__(
        self, lines: Sequence[Line], openings: Sequence[marks.Opening | None], looks_for_headings: bool
    ) -> None:
        self._texts = [line.text for line in lines]
        self._lines = lines
        self._openings = openings
        self._opens = [opening is not None for opening in openings]
        self._looks_for_headings = looks_for_headings
        self._headings = Headings()
        self._preamble: list[str] = []
        self._articles: list[ArticleText] = []
        self._unit: _Unit | None = None

    def read(self) -> tuple[tuple[str, ...], tuple[ArticleText, ...]]:
        """The preamble and the articles."""
        position = 0
        while position < len(self._lines):
            position += self._take(position)
        self._close()
        return tuple(self._preamble), tuple(self._articles)

    def _take(self, position: int) -> int:
        """Take in the line here and those that belong to it; returns how many they are."""
        line, opening = self._lines[position], self._openings[position]
        if opening:
            self._close()
            self._unit = _Unit(opening.label, self._headings.path, [opening.rest] if opening.rest else [])
        elif line.level or marks.division(line.text):
            self._close()
            self._headings.push(line)
        elif loose := self._loose(position):
            self._read_loose(self._texts[position : position + loose])
            return loose
        else:
            self._append(line.text)
        return 1

    def _loose(self, position: int) -> int:
        """How many lines here are headings though nothing marks them."""
        if not self._looks_for_headings:
            return 0
        run = loose_run(self._texts, self._opens, position)
        first = self._texts[position]
        above = self._unit.paragraphs if self._unit else []
        if marks.subdivision(first):
            return 0 if follows_items(first, above) else run
        if self._unit:
            return run if above and ends_sentence(above[-1]) else 0
        return run if self._headings.path else 0

    def _read_loose(self, texts: Sequence[str]) -> None:
        continues = self._unit is None and bool(self._headings.path)
        self._close()
        for text in texts:
            if continues and not marks.subdivision(text):
                self._headings.extend(text)
            else:
                self._headings.push_loose(text)
            continues = True

    def _append(self, text: str) -> None:
        path = self._headings.path
        if self._unit is None and not path:
            self._preamble.append(text)
            return
        if self._unit is None:
            self._unit = _Unit(path[-1], path[:-1])
        self._unit.paragraphs.append(text)

    def _close(self) -> None:
        if self._unit and self._unit.paragraphs:
            self._articles.append(
                ArticleText(self._unit.label, "\n".join(self._unit.paragraphs), self._unit.path)
            )
        self._unit = None
