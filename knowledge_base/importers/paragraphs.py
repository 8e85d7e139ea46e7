"""Pages of printed lines → paragraphs: page numbers and running heads dropped, broken lines joined.

Where the articles are indented, an indent begins a paragraph and nothing else does. Otherwise a line that
is nearly full and does not end a sentence goes on in the next one, unless that one begins what always
begins a line: an article, a heading, an item.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.importers import marks
from knowledge_base.importers.lines import clean, ends_sentence

_EDGE = 2  # so many lines at the top and at the bottom of a page may be heads and page numbers
_FULL = 0.75
_LONGEST_BLOCK = 2000
_NUMBER = re.compile(
    r"^[\s\-—–－·.]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:[\s/／，,]*共?\s*\d{1,4}\s*页?)?[\s\-—–－·.]*$"
)
_INDENT = re.compile("^(?:\u3000|[ \xa0]{2})")
_COUNTED = re.compile(r"^(?:[0-9０-９]{1,3}[.．、](?![0-9０-９])|[（(][0-9０-９]{1,3}[）)])")
_DATED = re.compile(r"^[（(]\s*[12][0-9]{3}\s*年")  # the information block under the title
_OPEN = re.compile("[，、（(《〈“‘—]$")
_CLOSES = re.compile("^[，。、；：！？）)》〉”’]")
_POINTS_BACK = re.compile("^[（(][一二三四五六七八九十百]+[）)]\\s*[项款目]")
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—]"
_SPACED = re.compile(f"(?<={_WIDE}) (?={_WIDE})")
_TITLE_END = re.compile("(?:法|条例|规定|办法|细则|解释|规则|决定)$")
# Radicals that some programs write in place of the characters, where Unicode's folding does not help.
_RADICALS = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻥⻦⻧⻨⻩⻬⻮⻰⻳⼾",
    "母民虎西见角贝车长门青页风飞食马骨鱼鸟卤麦黄齐齿龙龟户",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line."""

    text: str
    indented: bool = False


def paragraphs(pages: Sequence[Sequence[Row]]) -> list[str]:
    """The text of the pages, one paragraph each."""
    readable = [[row for raw in page if (row := _readable(raw)).text] for page in pages]
    rows = [row for page in _without_heads(readable) for row in page]
    return list(_joined(rows))


def _readable(row: Row) -> Row:
    """The line with its characters folded, and without spaces between each two of them."""
    folded = "".join(
        unicodedata.normalize("NFKC", character) if "\u2f00" <= character <= "\u2fdf" else character
        for character in row.text.translate(_RADICALS)
    )
    text = clean(folded)
    gaps = len(_SPACED.findall(text))
    if gaps >= 2 and gaps * 5 >= 4 * (len(text.replace(" ", "")) - 1):
        text = _SPACED.sub("", text)
    return Row(text, row.indented or bool(_INDENT.match(folded)))


def _without_heads(pages: Sequence[Sequence[Row]]) -> Iterator[list[Row]]:
    often = Counter(key for page in pages for key in {_key(page, place) for place in _edges(page)})
    heads = {key for key, count in often.items() if count >= 2 and count * 2 >= len(pages)}
    first_page = True
    for page in pages:
        dropped: set[int] = set()
        for place in _edges(page):
            text = page[place].text
            repeats = _key(page, place) in heads
            # The title itself may be the running head of the pages after it.
            is_title = first_page and _TITLE_END.search(text) and [row.text for row in page].count(text) < 2
            if _NUMBER.match(text) or (repeats and not is_title):
                dropped.add(place)
                first_page = first_page and not (repeats and _TITLE_END.search(text))
        yield [row for place, row in enumerate(page) if place not in dropped]
        first_page = False


def _edges(page: Sequence[Row]) -> list[int]:
    size = len(page)
    return sorted({*range(min(_EDGE, size)), *range(max(0, size - _EDGE), size)})


def _key(page: Sequence[Row], place: int) -> tuple[bool, str]:
    """What makes lines of several pages the same head or foot."""
    return place < len(page) // 2, re.sub(r"\d+", "#", "".join(page[place].text.split()))


def _joined(rows: Sequence[Row]) -> Iterator[str]:
    full = _FULL * _usual_width(rows)
    opening = [row for row in rows if marks.article(row.text)]
    by_indent = 0 < len(opening) <= 2 * sum(row.indented for row in opening)
    current, before, last = "", "", 0
    for row in rows:
        goes_on = _goes_on(before, row, full, by_indent) and not _begins(row, before, last)
        if current and (goes_on or _unfinished_block(current)):
            current += _gap(current, row.text) + row.text
        else:
            if current:
                yield current
            current = row.text
            article = marks.article(row.text)
            last = article.number if article else last
        before = row.text
    if current:
        yield current


def _unfinished_block(current: str) -> bool:
    """Whether the information block, which is often centred, still waits for its closing bracket."""
    opened, closed = (sum(map(current.count, signs)) for signs in ("（(", "）)"))
    return bool(_DATED.match(current)) and opened > closed and len(current) < _LONGEST_BLOCK


def _goes_on(before: str, row: Row, full: float, by_indent: bool) -> bool:
    """Whether the paragraph of the line before may go on in this one."""
    if _OPEN.search(before) or _CLOSES.match(row.text):
        return True
    if by_indent:
        return _width(before) >= full * _FULL
    return _width(before) >= full and not ends_sentence(before)


def _begins(row: Row, before: str, last: int) -> bool:
    """Whether the line begins a paragraph though the one before it may go on."""
    text = row.text
    if row.indented or marks.division(text) or marks.is_contents(text) or marks.annex(text):
        return True
    opening = marks.article(text)
    if opening:
        return not opening.refers and opening.number == last + 1 and not before.endswith(("，", "、"))
    if marks.item(text):
        return not (_POINTS_BACK.match(text) or before.endswith("第"))
    return bool(marks.numbered(text) or _COUNTED.match(text) or _DATED.match(text))


def _usual_width(rows: Sequence[Row]) -> int:
    """How wide a line is that goes on in the next one."""
    widths = sorted(_width(row.text) for row in rows if not ends_sentence(row.text)) or [0]
    return widths[len(widths) * 4 // 5]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def _gap(before: str, after: str) -> str:
    """A space between words of letters; Chinese and numbers have none."""
    meeting = before[-1] + after[0]
    return " " if meeting.isascii() and meeting.isalpha() else ""
