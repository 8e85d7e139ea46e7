"""Hours: breaks, exceptions, shifted working days."""

from datetime import date, time

import pytest

from bot.appointments.cells import row
from bot.appointments.hours import Follows, Hours, OtherHours, Span, Timetable, rows_of
from bot.appointments.working_days import Change, WorkingDays
from tests.unit.appointments.office import AFTERNOON, MORNING, WEEK

DAYS = WorkingDays()
USUAL = rows_of((MORNING, AFTERNOON))


def on(hours: Hours, day: date, **exceptions: OtherHours) -> tuple[int, ...]:
    known = {date.fromisoformat(key[1:].replace("_", "-")): one for key, one in exceptions.items()}
    return Timetable(hours, known).on(day, DAYS).rows


def test_a_break_lies_between_two_spans() -> None:
    assert on(WEEK, date(2026, 3, 2)) == (row(34, 46), row(56, 70)) == USUAL


def test_spans_that_touch_are_one() -> None:
    spans = (Span(time(9), time(12)), Span(time(12), time(13)), Span(time(14), time(0)))
    assert rows_of(spans) == (row(36, 52), row(56, 96))


@pytest.mark.parametrize(("opens", "closes"), [((9, 10), (12, 0)), ((12, 0), (9, 0)), ((0, 0), (0, 1))])
def test_a_span_lies_on_quarter_hours_and_ends_after_it_begins(
    opens: tuple[int, int], closes: tuple[int, int]
) -> None:
    with pytest.raises(ValueError, match=r"quarter|span"):
        Span(time(*opens), time(*closes))


def test_on_a_shifted_saturday_what_all_weekdays_share_is_open() -> None:
    short_friday = Hours({**WEEK.week, 4: (MORNING,)})
    saturday = date(2026, 2, 14)
    assert on(WEEK, saturday) == USUAL
    assert on(short_friday, saturday) == rows_of((MORNING,))
    assert on(Hours({1: (MORNING,)}), saturday) == ()
    assert on(Hours({1: (MORNING,), 5: (AFTERNOON,)}), saturday) == rows_of((AFTERNOON,))
    assert on(Hours(WEEK.week, shifted=(AFTERNOON,)), saturday) == rows_of((AFTERNOON,))


def test_saturday_hours_do_not_count_where_working_days_are_followed() -> None:
    every_day = dict.fromkeys(range(7), (MORNING,))
    ordinary = date(2026, 3, 7)
    assert on(Hours(every_day), ordinary) == ()
    assert on(Hours(every_day, Follows.WEEKDAYS), ordinary) == rows_of((MORNING,))


def test_a_holiday_closes_unless_the_week_alone_counts() -> None:
    new_year = date(2026, 2, 17)
    assert on(WEEK, new_year) == ()
    assert on(Hours(WEEK.week, Follows.WEEKDAYS), new_year) == USUAL
    assert Timetable(WEEK, {}).on(new_year, DAYS).why == "春节放假"


def test_an_exception_stands_above_the_week_and_the_calendar() -> None:
    day = date(2026, 3, 3)
    assert on(WEEK, day, _2026_03_03=OtherHours((MORNING,))) == rows_of((MORNING,))
    assert on(WEEK, date(2026, 3, 7), _2026_03_07=OtherHours((MORNING,))) == rows_of((MORNING,))
    closed = Timetable(WEEK, {day: OtherHours((), "全员培训")}).on(day, DAYS)
    assert (closed.rows, closed.why) == ((), "全员培训")


def test_nothing_is_open_beyond_the_confirmed_day_not_even_by_exception() -> None:
    day = date(2027, 1, 4)
    for hours in (WEEK, Hours(WEEK.week, Follows.WEEKDAYS)):
        found = Timetable(hours, {day: OtherHours((MORNING,))}).on(day, DAYS)
        assert found.rows == ()
        assert "只核对到" in found.why


def test_a_day_that_nobody_confirmed_is_closed() -> None:
    doubtful = WorkingDays({}, date(2027, 12, 31))
    assert Timetable(WEEK, {}).on(date(2027, 10, 1), doubtful).rows == ()
    sure = WorkingDays({date(2027, 10, 1): Change(True, "加班")}, date(2027, 12, 31))
    assert Timetable(WEEK, {}).on(date(2027, 10, 1), sure).rows == USUAL
