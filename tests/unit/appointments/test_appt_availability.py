"""What is free: against the slow and simple way, over random days; and the nearest to a wish."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.appointments.availability import Demand, Horizon, Occupied, horizon, openings
from bot.appointments.cells import cell_of, count_of, moment_of, row, runs, set_bits
from bot.appointments.hours import Hours, OtherHours, Span
from bot.appointments.resources import Resource, Schedule
from bot.clock import LOCAL, local_day
from tests.unit.appointments.office import AFTERNOON, MORNING, demand, here, resource, schedule

NOON = here(2, 12)


def free(
    wish: Demand, plan: Schedule, occupied: Occupied | None = None, now: datetime = NOON
) -> list[datetime]:
    return openings(wish, plan, occupied or {}, horizon(wish, plan, now), now).moments()


def test_hours_breaks_and_steps() -> None:
    wish = demand(minutes=60, latest=here(3, 23))
    found = [one.astimezone(LOCAL).strftime("%d %H:%M") for one in free(wish, schedule())]
    assert found == [
        *("02 14:00", "02 14:30", "02 15:00", "02 15:30", "02 16:00", "02 16:30"),
        *("03 08:30", "03 09:00", "03 09:30", "03 10:00", "03 10:30"),
        *("03 14:00", "03 14:30", "03 15:00", "03 15:30", "03 16:00", "03 16:30"),
    ]


def test_lead_horizon_and_calendar_bound_it() -> None:
    plan = schedule(resource(lead_hours=24, horizon_days=2))
    assert free(demand(), plan)[0] == here(3, 14)
    assert local_day(free(demand(), plan)[-1]) == date(2026, 3, 4)
    assert free(demand(lead_hours=44), plan)[0] == here(4, 8, 30)
    december = datetime(2026, 12, 30, 1, tzinfo=LOCAL)
    assert local_day(free(demand(), schedule(), now=december)[-1]) == date(2026, 12, 31)
    assert not free(demand(), schedule(), now=datetime(2027, 2, 1, tzinfo=LOCAL))


def test_the_demands_window() -> None:
    wish = demand(
        between=Span(time(14), time(16)), weekdays=frozenset({1}), earliest=here(2), latest=here(10, 15)
    )
    assert free(wish, schedule()) == [here(3, 14), here(3, 14, 30), here(3, 15), here(10, 14)]
    assert free(demand(earliest=here(3, 9, 10), latest=here(3, 11)), schedule()) == [
        here(3, 9, 30),
        here(3, 10),
    ]


def test_the_buffer_is_kept_after_but_needs_no_opening() -> None:
    plan = schedule(resource(buffer_minutes=30))
    base = horizon(demand(), plan, NOON).base
    ten = cell_of(here(3, 10)) - base
    found = free(demand(), plan, {"notary": {0: row(ten, ten + 2)}})
    assert here(3, 8, 30) in found  # ends 9:30, buffer until 10:00
    assert here(3, 9) not in found
    assert here(3, 10, 30) in found  # ends 11:30, as the office closes


def test_no_seat_is_shared() -> None:
    plan = schedule(resource(capacity=2))
    base = horizon(demand(), plan, NOON).base
    nine, ten = cell_of(here(3, 9)) - base, cell_of(here(3, 10)) - base
    # Seat 0 is free at ten only, seat 1 at nine only: an hour at 9:30 fits on neither.
    found = free(demand(), plan, {"notary": {0: row(nine, ten), 1: row(ten, ten + 4)}})
    assert here(3, 9) in found
    assert here(3, 10) in found
    assert here(3, 9, 30) not in found


def test_the_nearest_come_first_and_no_moment_twice() -> None:
    plan = schedule(resource("a"), resource("b"))
    wish = demand("b", "a")
    found = openings(wish, plan, {}, horizon(wish, plan, NOON), NOON)
    near = found.nearest(here(3, 12), 3)
    assert [one.starts_at for one in near] == [here(3, 10, 30), here(3, 10), here(3, 14)]
    assert {one.resource_id for one in near} == {"b"}
    assert [one.resource_id for one in found.at(here(3, 9))] == ["b", "a"]
    assert found.at(here(3, 9, 5)) == found.at(here(1, 9)) == ()
    assert found.first(1)[0].starts_at == here(2, 14)
    assert len(found.on(date(2026, 3, 3))) == 11 == found.days()[date(2026, 3, 3)]
    assert len(found) == len(list(found)) == 2 * len(found.moments())
    assert found.on(date(2026, 3, 1)) == ()


def test_a_day_within_a_holiday_week() -> None:
    plan = schedule(resource(exceptions={date(2026, 3, 4): OtherHours((), "培训")}))
    assert date(2026, 3, 4) not in openings(demand(), plan, {}, horizon(demand(), plan, NOON), NOON).days()
    october = datetime(2026, 9, 30, 20, tzinfo=LOCAL)
    assert local_day(free(demand(), schedule(), now=october)[0]) == date(2026, 10, 8)


@settings(max_examples=60, deadline=None)
@given(
    minutes=st.integers(1, 120),
    buffer=st.sampled_from([0, 15, 30]),
    step=st.sampled_from([15, 30, 45, 60]),
    capacity=st.integers(1, 3),
    lead=st.integers(0, 50),
    busy=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 500), st.integers(1, 12)), max_size=25),
)
def test_it_agrees_with_the_slow_and_simple_way(
    minutes: int, buffer: int, step: int, capacity: int, lead: int, busy: list[tuple[int, int, int]]
) -> None:
    one = resource(
        buffer_minutes=buffer, step_minutes=step, capacity=capacity, lead_hours=lead, horizon_days=5
    )
    plan, wish = schedule(one), demand(minutes=minutes)
    days = horizon(wish, plan, NOON)
    taken: dict[int, int] = {}
    for seat, begin, length in busy:
        taken[seat] = taken.get(seat, 0) | row(begin, begin + length)
    assert free(wish, plan, {"notary": taken}) == _slowly(wish, plan, one, taken, days, lead)


def _slowly(
    wish: Demand, plan: Schedule, one: Resource, taken: dict[int, int], days: Horizon, lead: int
) -> list[datetime]:
    found = []
    for day in days.days():
        if not plan.working_days.works(day):
            continue
        for span in (MORNING, AFTERNOON):
            moment = datetime.combine(day, span.opens, LOCAL)
            closes = datetime.combine(day, span.closes, LOCAL)
            need = timedelta(minutes=15 * count_of(wish.minutes))
            while moment + need <= closes:
                if moment >= NOON + timedelta(hours=lead) and _seat(wish, one, taken, days, moment):
                    found.append(moment)
                moment += timedelta(minutes=one.step_minutes)
    return found


def _seat(wish: Demand, one: Resource, taken: dict[int, int], days: Horizon, moment: datetime) -> bool:
    first = cell_of(moment) - days.base
    cells = range(first, first + count_of(wish.minutes) + count_of(one.buffer_minutes))
    return any(not any(taken.get(seat, 0) >> cell & 1 for cell in cells) for seat in range(one.capacity))


@given(st.integers(0, 1 << 300), st.integers(1, 20))
def test_runs_of_bits(bits: int, count: int) -> None:
    expected = [place for place in range(301) if all(bits >> place + one & 1 for one in range(count))]
    assert set_bits(runs(bits, count)) == expected


def test_quarter_hours_and_moments() -> None:
    assert moment_of(cell_of(here(3, 9))) == here(3, 9)
    assert moment_of(cell_of(here(3, 9, 14))) == here(3, 9)
    with pytest.raises(ValueError, match="naive"):
        cell_of(datetime(2026, 3, 3))  # noqa: DTZ001
    with pytest.raises(ValueError, match="demand"):
        Demand(minutes=0, resources=("a",))


@pytest.mark.parametrize(
    "wrong", [{"capacity": 0}, {"step_minutes": 20}, {"buffer_minutes": -1}, {"name": ""}]
)
def test_a_resource_that_cannot_be_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        resource(**{"name": "notary", **wrong})
    assert Hours().week == {}
