"""The last day of a limit as people tell it: 11月30日, 下个月5号, 后天, 还有三天."""

import re
from calendar import monthrange
from datetime import date, timedelta

from bot.legal_aid.spoken_numbers import number

_N = r"[\d一二两三四五六七八九十廿]{1,3}"
_FULL = re.compile(rf"(\d{{4}})(?:年|[-/.])({_N})(?:月|[-/.])({_N})")
_MONTH_DAY = re.compile(rf"({_N})(?:月|[-/.])({_N})(?:日|号|$|之前|前|到期|截止)?")
_OF_MONTH = re.compile(rf"(下个?月|这个?月|本月|当月)?({_N})(?:号|日)")
_MONTH_END = re.compile(r"(下个?月|这个?月|本月)?月?底")
_NAMED = (("大后天", 3), ("后天", 2), ("明天", 1), ("明日", 1), ("今天", 0), ("今日", 0), ("当天", 0))
_LEFT = re.compile(
    rf"(?:还|只|就|仅|剩|再过|不到|差|最后)(?:有|剩|下|剩下|差|不到|了)*({_N}|半)个?(天|日|周|"
    rf"星期|礼拜|月)|^({_N}|半)个?(天|日|周|星期|礼拜|月)(?:后|内|以后|之内|左右|吧|了)*$"
)
_WEEKDAY = re.compile(r"(下+)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])")
_LIMIT = re.compile(r"到期|截止|期限|时效|最后一天|上诉期|过期|期满")


def last_day(text: str, on: date | None, *, alone: bool) -> date | None:
    """The day, or None if none is told. Without ``on`` only a full date can be read.

    Args:
        text: even text.
        on: the day of the talk.
        alone: whether a last day was asked; otherwise the words must speak of a limit.
    """
    if not alone and not _LIMIT.search(text):
        return None
    full = _FULL.search(text)
    if full:
        return _day(int(full[1]), _int(full[2]), _int(full[3]))
    if on is None:
        return None
    left = days_left(text)
    if left is not None:
        return on + timedelta(days=left)
    for name, days in _NAMED:
        if name in text:
            return on + timedelta(days=days)
    return _by_calendar(text, on)


def days_left(text: str) -> int | None:
    """还有三天 is 3, 一个星期 7, 两个月 60; None if no length is told."""
    found = _LEFT.search(text)
    if found is None:
        return None
    words, unit = (found[1], found[2]) if found[1] else (found[3], found[4])
    size = {"天": 1, "日": 1, "月": 30}.get(unit, 7)
    if words == "半":
        return size // 2
    count = _int(words)
    return count * size if count else None


def _by_calendar(text: str, on: date) -> date | None:
    found = _MONTH_DAY.search(text)
    if found:
        days = [_day(year, _int(found[1]), _int(found[2])) for year in (on.year - 1, on.year, on.year + 1)]
        near = [day for day in days if day is not None]
        return min(near, key=lambda day: abs(day - on)) if near else None
    found = _OF_MONTH.search(text)
    if found:
        day = _int(found[2])
        return _in_month(on, day, bool(found[1] and found[1].startswith("下")), fixed=found[1] is not None)
    found = _MONTH_END.search(text)
    if found:
        first = _next_month(on) if (found[1] or "").startswith("下") else on
        return first.replace(day=monthrange(first.year, first.month)[1])
    found = _WEEKDAY.search(text)
    if found:
        weekday = min("一二三四五六日天".index(found[2]), 6)
        monday = on - timedelta(days=on.weekday())
        day_of = monday + timedelta(days=7 * len(found[1] or "") + weekday)
        return day_of if found[1] or day_of >= on else day_of + timedelta(days=7)
    return None


def _in_month(on: date, day: int, following: bool, *, fixed: bool) -> date | None:
    first = _next_month(on) if following else on
    found = _day(first.year, first.month, day)
    if found is not None and found < on and not fixed:
        first = _next_month(on)
        return _day(first.year, first.month, day)
    return found


def _next_month(on: date) -> date:
    return (on.replace(day=28) + timedelta(days=4)).replace(day=1)


def _int(words: str) -> int:
    value = number(words)
    return int(value) if value is not None and value == int(value) and value < 400 else 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
