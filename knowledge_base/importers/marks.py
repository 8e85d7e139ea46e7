"""What the beginning of a line says of it: an article, a number, a heading, an annex, a table of contents."""

import re
from dataclasses import dataclass

from knowledge_base.numerals import NUMERAL, article_label, to_chinese, to_int

_ORDINAL = "[第笫]"  # the second is a slip of the pen that occurs in official texts
_ARTICLE = re.compile(rf"^{_ORDINAL}\s*({NUMERAL})\s*条(?:\s*之\s*({NUMERAL}))?([\s　:：]*)(.*)$", re.DOTALL)
_REFERENCE = re.compile("^(?:第|和|或|、|，|至|的|规定|所|中|及|与|到)")
_NUMBERED = re.compile(r"^([一二三四五六七八九十百]+)、\s*(.+)$", re.DOTALL)
_DIVISION = re.compile(rf"^{_ORDINAL}\s*({NUMERAL})\s*(编|分编|章|节)(\s+|$)(.*)$", re.DOTALL)
_DIVISION_WITHOUT_SPACE = re.compile(
    rf"^{_ORDINAL}\s*({NUMERAL})\s*(编|分编|章|节)(?![规的第至和、，中所另内及与或])([^\s。；：，,;:！？]{{1,30}})$"
)
_ITEM = re.compile(r"^[（(]\s*([一二三四五六七八九十百]+)\s*[）)]\s*(.+)$", re.DOTALL)
_ALONE = {"总则", "分则", "附则", "序言", "前言"}
_NUMBER = "([一二三四五六七八九十百]{1,4}|[0-9０-９]{1,3})"
_ANNEX = re.compile(
    rf"^(附\s*[件录表图])\s*(?:[（(]\s*{_NUMBER}\s*[）)]|{_NUMBER}(?=\s*[:：.．、《（(]|\s|$))?"
    r"(?(2)|(?=[:：.．、《（(\s]|$))\s*[:：.．、]?\s*(.*)$",
    re.DOTALL,
)
_ANNEX_BARE = re.compile(r"^附\s*(?:[:：]\s*(.*)|)$", re.DOTALL)
_CONTENTS = re.compile(r"^目\s*[录錄次]\s*$")

DIVISIONS = ("编", "分编", "章", "节", "一、", "（一）")
"""Kinds of headings, from the highest to the lowest."""
ALONE = "总则"
"""The kind of a heading without number: 总则, 附则, 序言."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A line that opens a provision. ``spaced``: something stands between its number and its text."""

    label: str
    number: int
    rest: str
    suffix: int = 0
    spaced: bool = True

    @property
    def refers(self) -> bool:
        """Whether the line reads on as a sentence that only mentions an article."""
        return not self.spaced and bool(_REFERENCE.match(self.rest))


@dataclass(frozen=True, slots=True)
class Annex:
    """A line that opens an annex."""

    label: str
    rest: str
    numbered: bool


def article(text: str) -> Opening | None:
    """The article that the line opens (第X条, 第X条之一), if any."""
    match = _ARTICLE.match(text)
    if match is None:
        return None
    try:
        number, suffix = to_int(match[1]), to_int(match[2]) if match[2] else 0
        label = article_label(number, suffix or None)
    except ValueError:  # 第0条, 第十0条
        return None
    return Opening(label, number, match[4].strip(), suffix, bool(match[3]) or not match[4])


def numbered(text: str) -> Opening | None:
    """The provision that the line opens with 一、, if any."""
    match = _NUMBERED.match(text)
    return Opening(match[1], to_int(match[1]), match[2].strip()) if match else None


def item(text: str) -> int:
    """The number of the item （一） that the line is, or 0."""
    match = _ITEM.match(text)
    return to_int(match[1]) if match else 0


def division(text: str) -> str | None:
    """编, 分编, 章 or 节 if the line is such a heading, :data:`ALONE` if it is 总则, 附则 and the like."""
    match = _DIVISION.match(text) or _DIVISION_WITHOUT_SPACE.match(text)
    if match:
        return match[2]
    return ALONE if "".join(text.split()) in _ALONE else None


def subdivision(text: str) -> str | None:
    """一、 or （一） if the line begins so; whether it is a heading depends on what surrounds it."""
    if _NUMBERED.match(text):
        return "一、"
    return "（一）" if _ITEM.match(text) else None


def annex(text: str) -> Annex | None:
    """The annex that the line opens (附件, 附件一：…, 附录, 附：), if any."""
    bare = _ANNEX_BARE.match(text)
    if bare:
        return Annex("附件", (bare[1] or "").strip(), numbered=False)
    match = _ANNEX.match(text)
    if match is None:
        return None
    number = to_int(match[2] or match[3] or "0")
    label = "".join(match[1].split()) + (to_chinese(number) if number else "")
    return Annex(label, match[4].strip(), numbered=bool(number))


def is_contents(text: str) -> bool:
    """Whether the line is the heading of a table of contents."""
    return bool(_CONTENTS.match(text))
