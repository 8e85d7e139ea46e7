"""Counting legal periods: the day of the event does not count, months and years end on the matching day.

Sources: 民法典 第二百条 to 第二百零三条; 民事诉讼法 第八十五条. Which holidays there are is set anew each
year, and the lunar ones wander; only weekends and the fixed feasts are known here (全国年节及纪念日放假办法
第二条), so a day carried over a holiday is always told as "in general".
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

Unit = Literal["小时", "日", "工作日", "月", "年"]

# National feasts with the days that are usually put together with them.
_FEASTS = {(1, 1), *((5, day) for day in range(1, 6)), *((10, day) for day in range(1, 8))}
_DAY = timedelta(days=1)


def shift_months(day: date, months: int) -> date:
    """The matching day so many months later (or earlier), else the month's last (民法典 202).

    Raises:
        ValueError: outside the years that ``date`` knows.
    """
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def last_day(start: date, length: int, unit: Unit) -> date:
    """The last day of a period that an event on ``start`` sets off (民法典 201, 202; 民事诉讼法 85).

    Hours are told as the day on which they run out at the latest. Holidays at the end are not looked at.
    """
    if unit == "月" or unit == "年":
        return shift_months(start, length * (12 if unit == "年" else 1))
    if unit == "小时":
        return start + timedelta(days=-(-length // 24))
    if unit == "日":
        return start + timedelta(days=length)
    day = start
    for _ in range(length):
        day = working_day(day + _DAY)
    return day


def rests(day: date) -> bool:
    """Whether a day is a weekend or lies in one of the fixed feasts."""
    return day.weekday() >= 5 or (day.month, day.day) in _FEASTS


def working_day(day: date) -> date:
    """This day, or the first one after it that is no known holiday (民法典 203; 民事诉讼法 85)."""
    while rests(day):
        day += _DAY
    return day
