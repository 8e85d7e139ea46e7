"""The days that parts of the calendar cover: years, months and parts of them, weeks, feasts, lengths."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from knowledge_base.periods import shift_months


class Span(NamedTuple):
    """First and last day of a stretch of time."""

    first: date
    last: date


_PARTS = {"初": (1, 10), "上旬": (1, 10), "中": (8, 22), "中旬": (11, 20), "下旬": (21, 31), "底": (20, 31)}
# Months from January; wide, because where one begins is a matter of feeling. Winter has two ends.
_SEASONS = {
    "初": (1, 3), "底": (11, 12), "末": (11, 12), "中": (5, 8), "上半": (1, 6), "下半": (7, 12),
    "春": (2, 5), "夏": (5, 9), "秋": (8, 11), "冬": (1, 14),
}  # fmt: skip
# The first days on which a feast may begin, and how long people are off work. Lunar feasts wander.
_FEASTS = {
    "元旦": ((1, 1), (1, 1), 3), "春节": ((1, 20), (2, 20), 9), "过年": ((1, 20), (2, 20), 9),
    "清明": ((4, 4), (4, 6), 3), "五一": ((5, 1), (5, 1), 5), "劳动节": ((5, 1), (5, 1), 5),
    "端午": ((5, 27), (6, 25), 3), "中秋": ((9, 7), (10, 8), 3),
    "国庆": ((10, 1), (10, 1), 8), "十一": ((10, 1), (10, 1), 8),
}  # fmt: skip
_MONTHS_OF_UNIT = {"月": 1.0, "年": 12.0}
_DAYS_OF_UNIT = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7}


def year(number: int) -> Span:
    """A whole year."""
    return Span(date(number, 1, 1), date(number, 12, 31))


def within_month(number: int, month: int, day: int | None = None, part: str | None = None) -> Span | None:
    """A month, one of its days, or a part of it (初, 中旬, 底); None if it has no such day."""
    length = monthrange(number, month)[1]
    if day is not None:
        return Span(date(number, month, day), date(number, month, day)) if day <= length else None
    first, last = _PARTS["底" if part == "末" else part] if part else (1, length)
    return Span(date(number, month, first), date(number, month, min(last, length)))


def season(number: int, name: str) -> Span:
    """年初, 上半年, 夏天 and the like of a year."""
    first, last = next(months for key, months in _SEASONS.items() if key in name)
    return Span(date(number, first, 1), shift_months(date(number, 1, 31), last - 1))


def feast(number: int, name: str, side: str) -> Span:
    """A feast's days in a year, or the weeks before (前), after (后) or around it (前后)."""
    (month, day), (late_month, late_day), length = _FEASTS[name]
    first, late = date(number, month, day), date(number, late_month, late_day)
    over = late + timedelta(days=length)
    if side.endswith("前后"):
        return Span(first - timedelta(days=10), over + timedelta(days=10))
    if side.endswith("前"):
        return Span(first - timedelta(days=15), late - timedelta(days=1))
    if side.endswith("后"):
        return Span(first + timedelta(days=1), over + timedelta(days=15))
    return Span(first - timedelta(days=1), over)


def week(today: date, back: int, weekday: int | None) -> Span:
    """A week, Monday first, so many back; one day of it (0 to 6), or its end (7)."""
    monday = today - timedelta(days=today.weekday() + 7 * back)
    if weekday is None:
        return Span(monday, monday + timedelta(days=6))
    if weekday == 7:
        return Span(monday + timedelta(days=5), monday + timedelta(days=6))
    day = monday + timedelta(days=weekday)
    return Span(day, day)


def ago(today: date, least: float, most: float, unit: str) -> Span:
    """From ``most`` to ``least`` units before today; months and years by the calendar."""
    return Span(_back(today, most, unit), _back(today, least, unit))


def latest_past(at: Callable[[int], Span | None], today: date) -> Span | None:
    """What ``at`` gives for this year, or else, if that has not begun yet, for the last one."""
    for number in (today.year, today.year - 1):
        span = at(number)
        if span is not None and span.first <= today:
            return span
    return None


def _back(today: date, amount: float, unit: str) -> date:
    if unit in _DAYS_OF_UNIT:
        return today - timedelta(days=round(amount * _DAYS_OF_UNIT[unit]))
    months = amount * _MONTHS_OF_UNIT[unit]
    whole = int(months)
    return shift_months(today, -whole) - timedelta(days=round((months - whole) * 30))
