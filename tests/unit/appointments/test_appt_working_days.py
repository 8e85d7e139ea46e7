"""Working days: right on every day that was announced, silent about the others."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from bot.appointments.working_days import Change, WorkingDays, known_through


def test_every_day_of_2020_to_2026_is_as_announced() -> None:
    calendar, day = WorkingDays(), date(2020, 1, 1)
    while day <= date(2026, 12, 31):
        assert calendar.on(day).works is chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "works", "why"),
    [
        (date(2026, 2, 14), True, "调休上班"),
        (date(2026, 2, 17), False, "春节放假"),
        (date(2026, 2, 23), False, "春节放假"),
        (date(2026, 3, 2), True, "工作日"),
        (date(2026, 3, 7), False, "周末休息"),
    ],
)
def test_it_says_why(day: date, works: bool, why: str) -> None:
    known = WorkingDays().on(day)
    assert (known.works, known.why) == (works, why)


def test_beyond_what_was_announced_nothing_is_known() -> None:
    calendar = WorkingDays()
    assert calendar.confirmed_through == known_through() == date(2026, 12, 31)
    known = calendar.on(date(2027, 1, 4))
    assert known.works is None
    assert "只核对到 2026年12月31日" in known.why


def test_where_the_two_packages_disagree_a_day_is_unconfirmed() -> None:
    known = WorkingDays().on(date(2005, 12, 31))
    assert known.works is None
    assert "说法不一" in known.why


def test_the_bureaus_table_stands_above_both() -> None:
    snow = Change(False, "大雪停止办公")
    calendar = WorkingDays({date(2026, 3, 2): snow, date(2005, 12, 31): Change(True, "调休上班")})
    assert calendar.on(date(2026, 3, 2)).why == "大雪停止办公"
    assert calendar.works(date(2005, 12, 31))
    assert not calendar.works(date(2026, 3, 2))


def test_a_year_that_the_bureau_has_confirmed_is_counted_by_its_table() -> None:
    table = {date(2027, 2, 14): Change(True, "调休上班"), date(2027, 2, 11): Change(False, "春节放假")}
    calendar = WorkingDays(table, date(2027, 12, 31))
    assert calendar.works(date(2027, 2, 14))
    assert calendar.on(date(2027, 2, 11)).works is False
    assert calendar.works(date(2027, 3, 1))
    assert calendar.on(date(2027, 3, 6)).works is False
    # The holiday's own date, which the table forgot: doubtful, not worked.
    assert calendar.on(date(2027, 10, 1)).works is None


def test_counting_working_days_jumps_over_holidays() -> None:
    calendar = WorkingDays()
    assert calendar.after(date(2026, 2, 13), 2) == date(2026, 2, 24)  # the 14th is worked
    assert calendar.after(date(2026, 9, 30), 1) == date(2026, 10, 8)
    with pytest.raises(ValueError, match="只核对到"):
        calendar.after(date(2026, 12, 30), 5)
    with pytest.raises(ValueError, match="count"):
        calendar.after(date(2026, 12, 30), 0)
