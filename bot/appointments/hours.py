"""When somebody or some room can be met: a week with its breaks, and dated exceptions.

Times are local (Asia/Shanghai) and lie on quarter hours.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from bot.appointments.cells import A_DAY, MINUTES, row
from bot.appointments.working_days import WorkingDays

MONDAY_TO_FRIDAY = range(5)


@dataclass(frozen=True, slots=True)
class Span:
    """From ``opens`` until ``closes`` of one day; ``time(0)`` as ``closes`` is the end of the day.

    Raises:
        ValueError: not on quarter hours, or it closes before it opens.
    """

    opens: time
    closes: time

    def __post_init__(self) -> None:
        for one in (self.opens, self.closes):
            if one.minute % MINUTES or one.second or one.microsecond:
                raise ValueError(f"{one} is not on a quarter hour")
        if self.end <= self.begin:
            raise ValueError(f"{self.opens}–{self.closes} is no span")

    @property
    def begin(self) -> int:
        """Its first quarter hour of the day."""
        return _place(self.opens)

    @property
    def end(self) -> int:
        """The quarter hour after its last."""
        return _place(self.closes) or A_DAY


class Follows(StrEnum):
    """Which days count."""

    WORKING_DAYS = "working_days"  # closed on holidays, open on shifted working days
    WEEKDAYS = "weekdays"  # the week as it stands, holidays or not (a hotline)


@dataclass(frozen=True, slots=True)
class OtherHours:
    """Other hours on one day; no spans means closed. ``why`` is Chinese and shown to citizens."""

    spans: tuple[Span, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Hours:
    """A week.

    Args:
        week: spans by weekday (Monday is 0); a break is what lies between two spans.
        follows: which days count.
        shifted: hours of a Saturday or Sunday that is worked, where ``week`` has none for it; None for
            what Monday to Friday have in common, so that nobody is promised an hour without staff.
    """

    week: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    follows: Follows = Follows.WORKING_DAYS
    shifted: tuple[Span, ...] | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """The spans of one day as bits of its quarter hours, one row a span; ``why`` says why there are none."""

    rows: tuple[int, ...]
    why: str = ""


def rows_of(spans: tuple[Span, ...]) -> tuple[int, ...]:
    """Each span as bits of the day; spans that touch become one, so that an appointment may cross."""
    rows: list[int] = []
    end = -1
    for span in sorted(spans, key=lambda one: one.begin):
        if span.begin <= end:
            rows[-1] |= row(span.begin, span.end)
        else:
            rows.append(row(span.begin, span.end))
        end = max(end, span.end)
    return tuple(rows)


class Timetable:
    """Hours and exceptions together, worked out once."""

    def __init__(self, hours: Hours, exceptions: Mapping[date, OtherHours]) -> None:
        self._follows = hours.follows
        self._week = tuple(Open(rows_of(hours.week.get(day, ())), "这一天不上班") for day in range(7))
        self._shifted = tuple(
            one if one.rows else Open(self._on_shifted(hours), "这个调休上班日没有安排") for one in self._week
        )
        self._exceptions = {
            day: Open(rows_of(one.spans), one.why or "这一天临时不办公") for day, one in exceptions.items()
        }

    def on(self, day: date, working_days: WorkingDays) -> Open:
        """When it is open on a day; nothing beyond what the calendar confirms."""
        if day > working_days.confirmed_through:
            return Open((), working_days.on(day).why)
        exception = self._exceptions.get(day)
        if exception is not None:
            return exception
        weekday = day.weekday()
        if self._follows is Follows.WEEKDAYS:
            return self._week[weekday]
        known = working_days.on(day)
        if not known.works:
            return Open((), known.why)
        return self._week[weekday] if weekday in MONDAY_TO_FRIDAY else self._shifted[weekday]

    def _on_shifted(self, hours: Hours) -> tuple[int, ...]:
        if hours.shifted is not None:
            return rows_of(hours.shifted)
        common = ~0
        for day in MONDAY_TO_FRIDAY:
            common &= sum(self._week[day].rows)
        return _split(common)


def _split(bits: int) -> tuple[int, ...]:
    """A row cut where a quarter hour is missing."""
    rows = []
    while bits:
        begin = (bits & -bits).bit_length() - 1
        end = begin
        while bits >> end & 1:
            end += 1
        rows.append(row(begin, end))
        bits &= ~rows[-1]
    return tuple(rows)


def _place(moment: time) -> int:
    return (moment.hour * 60 + moment.minute) // MINUTES
