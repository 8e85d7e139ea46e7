"""Which days are worked in China: statutory holidays (全国年节及纪念日放假办法) and the shifted days (调休)
that the State Council's office announces, a year at a time.

Two packages know what was announced. Where they disagree, or where only a guess can be had, a day is
unconfirmed and nothing is offered on it. The bureau's own table stands above both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

import chinese_calendar
import holidays
from chinese_calendar.constants import Holiday

_SATURDAY: Final = 5
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the bureau's table: the day is worked or not, and why (Chinese, shown to citizens)."""

    works: bool
    why: str


@dataclass(frozen=True, slots=True)
class Day:
    """What is known of a day. ``works`` is None where it is not confirmed; ``why`` is Chinese."""

    works: bool | None
    why: str


class WorkingDays:
    """The calendar of working days.

    Args:
        changes: the bureau's own table, above the packages.
        confirmed_through: nothing after this day counts as known; None for the last day that both
            packages know.
    """

    def __init__(
        self, changes: Mapping[date, Change] | None = None, confirmed_through: date | None = None
    ) -> None:
        self._changes = dict(changes or {})
        self.confirmed_through = confirmed_through or known_through()
        self._days: dict[date, Day] = {}
        self.on(self.confirmed_through)  # the packages take half a second to load: now, not in a turn

    def on(self, day: date) -> Day:
        """Whether a day is worked, and why."""
        known = self._days.get(day)
        if known is None:
            known = self._days[day] = self._look_up(day)
        return known

    def works(self, day: date) -> bool:
        """Whether a day is certainly worked."""
        return self.on(day).works is True

    def after(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``, which itself does not count.

        Raises:
            ValueError: the calendar is not confirmed that far, or ``count`` is below 1.
        """
        if count < 1:
            raise ValueError("count from 1")
        while count:
            day += timedelta(days=1)
            found = self.on(day)
            if found.works is None:
                raise ValueError(found.why)
            count -= found.works
        return day

    def _look_up(self, day: date) -> Day:
        if day > self.confirmed_through:
            return Day(None, self._not_yet(day))
        if day in self._changes:
            change = self._changes[day]
            return Day(change.works, change.why)
        first, second = _announced(day), _counted(day)
        if first is None:
            # Nothing announced is known; the bureau says that its table holds what was. A day that the
            # holidays' own dates make doubtful waits until it stands in that table.
            first = day.weekday() < _SATURDAY
        if first != second:
            return Day(None, f"{told(day)}上不上班，两份日历说法不一，核对清楚以前先不安排预约")
        return Day(first, _why(day, first))

    def _not_yet(self, day: date) -> str:
        return (
            f"{day.year} 年的放假和调休安排，目前只核对到 {told(self.confirmed_through)}，"
            "之后的日子还不能约；国务院办公厅公布放假通知、我们核对以后就会开放"
        )


def told(day: date) -> str:
    """A day as people say it: 2026年11月23日."""
    return f"{day.year}年{day.month}月{day.day}日"


def weekday_told(day: date) -> str:
    """周一 … 周日."""
    return f"周{_WEEKDAYS[day.weekday()]}"


@lru_cache(maxsize=1)
def known_through() -> date:
    """The last day of the last year that was announced to both packages."""
    return date(max(chinese_calendar.constants.holidays).year, 12, 31)


def _announced(day: date) -> bool | None:
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None  # a year that the package does not know


def _counted(day: date) -> bool:
    return bool(_other_calendar().is_working_day(day))


@lru_cache(maxsize=1)
def _other_calendar() -> Any:
    return holidays.country_holidays("CN")


def _why(day: date, works: bool) -> str:
    if works:
        return "调休上班" if day.weekday() >= _SATURDAY else "工作日"
    try:
        name = chinese_calendar.get_holiday_detail(day)[1]
    except NotImplementedError:
        name = None
    if name:
        return f"{Holiday(name).chinese}放假"
    return "周末休息" if day.weekday() >= _SATURDAY else "法定节假日放假"
