"""Long text in parts that Telegram takes, cut where a reader would pause.

Telegram allows 4096 UTF-16 units after it has read the HTML. We count the HTML itself, tags and
entities included, so a part is never too long by either count. Text is cut first and escaped
afterwards: no tag, entity or surrogate pair can be torn.
"""

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

LIMIT = 4096
LEAST_LIMIT = 200

_OPEN, _CLOSE = "<blockquote expandable>", "</blockquote>"
_ROOM_WORTH_USING = 40
_ENTITIES = {"&": 5, "<": 4, ">": 4}
_CLOSERS = "”’」』）)】》"
_PAUSES = (
    re.compile(r"(?=\n[^\S\n]*\n)"),
    re.compile(r"(?=\n)"),
    re.compile(f"[。！？；…!?;]+[{_CLOSERS}]*"),
    re.compile(f"[，、：,:]+[{_CLOSERS}]*"),
    re.compile(r"(?=\s)"),
)
"""Places to cut, best first. Only those in the second half of the room count, or parts would be short."""
_LOOKAHEAD = 8
_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of our own, and perhaps a quotation under them.

    ``again`` heads the next part if the quotation does not end in this one.
    """

    text: str
    quote: str = ""
    again: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One Telegram message: as HTML, and without any mark-up in case Telegram refuses the HTML."""

    html: str
    plain: str


def split(passages: Iterable[Passage], limit: int = LIMIT) -> list[Part]:
    """The passages in as few readable parts as will do; nothing but white space at a cut is dropped.

    A passage that would fit into one part is not torn to fill up the part before it.

    Args:
        passages: in reading order, set apart by an empty line.
        limit: UTF-16 units that one part may take, at least ``LEAST_LIMIT``.
    """
    if limit < LEAST_LIMIT:
        raise ValueError(f"a part needs room for at least {LEAST_LIMIT} units")
    pages = _Pages(limit)
    for passage in passages:
        pages.add(passage)
    return pages.close()


def cut(text: str, room: int) -> tuple[str, str]:
    """The longest head that costs at most ``room``, ended at the best pause, and what is left."""
    end = _reach(text, room)
    if end == len(text):
        return text, ""
    for pause in _PAUSES:
        stops = [
            match.end() for match in pause.finditer(text, end // 2, end + _LOOKAHEAD) if match.end() <= end
        ]
        if stops and stops[-1] > 0:
            end = stops[-1]
            break
    else:
        end = _between_characters(text, end)
    return text[:end].rstrip(), text[end:].lstrip()


def cost(text: str) -> int:
    """UTF-16 units of the text once it is escaped."""
    return sum(map(_cost, text))


def _cost(character: str) -> int:
    return _ENTITIES.get(character) or (2 if ord(character) > 0xFFFF else 1)


def _reach(text: str, room: int) -> int:
    for index, character in enumerate(text):
        room -= _cost(character)
        if room < 0:
            return index
    return len(text)


def _between_characters(text: str, end: int) -> int:
    """``end``, or a little before it so that no composed character (an accent, a family) is torn."""
    for place in range(end, max(end - 16, 0), -1):
        joined = unicodedata.category(text[place]) in {"Mn", "Me"} or _JOINER in text[place - 1 : place + 1]
        if not joined:
            return place
    return end


class _Pages:
    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._full: list[Part] = []
        self._html = ""
        self._plain = ""
        self._used = 0

    def add(self, passage: Passage) -> None:
        text, quote = passage.text.strip(), passage.quote.strip()
        whole = cost(text) + (1 + len(_OPEN) + len(_CLOSE) + cost(quote) if quote else 0)
        fits_alone = whole <= self._limit
        if 2 + whole > self._limit - self._used and (fits_alone or self._used > self._limit * 3 // 4):
            self._turn()
        self._flow(text, gap="\n\n")
        self._flow(quote, gap="\n", tags=(_OPEN, _CLOSE), again=passage.again.strip())

    def close(self) -> list[Part]:
        self._turn()
        return self._full

    def _flow(self, text: str, gap: str, tags: tuple[str, str] = ("", ""), again: str = "") -> None:
        while text:
            lead = len(gap) if self._used else 0
            room = self._limit - self._used - lead - len(tags[0]) - len(tags[1])
            if self._used and room < min(_ROOM_WORTH_USING, cost(text)):
                self._turn()
                continue
            head, text = cut(text, room)
            self._write(head, gap, tags)
            if text:
                self._turn()
                if again and cost(again) <= self._limit // 4:
                    self._write(again, gap)

    def _write(self, text: str, gap: str, tags: tuple[str, str] = ("", "")) -> None:
        lead = gap if self._used else ""
        self._html += f"{lead}{tags[0]}{html.escape(text, quote=False)}{tags[1]}"
        self._plain += lead + text
        self._used += len(lead) + len(tags[0]) + cost(text) + len(tags[1])

    def _turn(self) -> None:
        if self._used:
            self._full.append(Part(self._html, self._plain))
        self._html, self._plain, self._used = "", "", 0
