"""Statutory clocks: calendar days, counted from the day after, and never moved for a holiday."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import local_day
from bot.legal_aid.applications.clocks import ClockKind, ClockStatus, status_by_day, status_by_hour
from bot.legal_aid.applications.standing import Actor, Standing, Step
from bot.legal_aid.applications.states import Event, Role, State
from tests.unit.legal_aid_applications.samples import CLOCKS

STOPPING = replace(CLOCKS, supplement_stops_review=True)
MOMENTS = st.datetimes(datetime(2022, 1, 1), datetime(2035, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001
DAYS = st.integers(0, 60)


def at(day: int, hour: int = 12, month: int = 3) -> datetime:
    """A moment of 2026 as clocks here show it."""
    return datetime(2026, month, day, hour, tzinfo=UTC) - timedelta(hours=8)


def go(standing: Standing, event: Event, moment: datetime, clocks=CLOCKS, role: Role = Role.STAFF, **more):
    step = Step(event=event, by=Actor(role, "李四"), at=moment, note="理由", papers=("收入证明",), **more)
    return standing.after(step, clocks)


def submitted(moment: datetime, promised: int | None = None) -> Standing:
    standing = Standing(promised_decide_days=promised, promised_assign_days=promised)
    return go(standing, Event.SUBMIT, moment, role=Role.CITIZEN)


def test_a_decision_is_due_seven_days_after_receipt_not_counting_that_day() -> None:
    assert submitted(at(2)).decide_by == date(2026, 3, 9)


def test_the_day_is_the_day_here_not_in_greenwich() -> None:
    assert submitted(datetime(2026, 3, 2, 16, 30, tzinfo=UTC)).decide_by == date(2026, 3, 10)


def test_a_last_day_on_a_public_holiday_is_not_moved() -> None:
    assert submitted(at(24, month=9)).decide_by == date(2026, 10, 1)


def test_assigning_is_due_three_days_after_granting_however_early_that_was() -> None:
    assert go(submitted(at(2)), Event.GRANT, at(3)).assign_by == date(2026, 3, 6)


def test_in_a_green_channel_both_are_due_the_same_day() -> None:
    green = submitted(at(2), promised=0)
    assert green.decide_by == date(2026, 3, 2)
    assert go(green, Event.GRANT, at(2)).assign_by == date(2026, 3, 2)


def test_a_promise_that_is_slower_than_the_law_counts_for_nothing() -> None:
    assert submitted(at(2), promised=30).decide_by == date(2026, 3, 9)


def test_an_objection_is_due_five_days_after_its_receipt() -> None:
    refused = go(submitted(at(2)), Event.REFUSE, at(5))
    assert go(refused, Event.OBJECT, at(20), role=Role.CITIZEN).object_by == date(2026, 3, 25)


def test_a_detainees_application_is_to_be_forwarded_within_24_hours_and_decided_from_its_arrival() -> None:
    held = go(Standing(), Event.HAND_IN_CUSTODY, at(6, 17), role=Role.CITIZEN)
    (clock,) = held.clocks(at(6, 18))
    assert (clock.kind, clock.at) == (ClockKind.FORWARD, at(7, 17))
    assert [held.clocks(at(7, hour))[0].status for hour in (8, 9, 17, 18)] == [
        "running",
        "amber",
        "amber",
        "red",
    ]
    assert go(held, Event.FORWARD, at(8)).decide_by == date(2026, 3, 15)


def test_waiting_for_papers_does_not_stop_the_decision_by_the_act_alone() -> None:
    asked = go(submitted(at(2)), Event.ASK_SUPPLEMENT, at(3))
    assert [(c.kind, c.due.day, c.status) for c in asked.clocks(at(4))] == [
        (ClockKind.SUPPLEMENT, 8, "running"),
        (ClockKind.DECIDE, 9, "running"),
    ]
    assert go(asked, Event.ANSWER_SUPPLEMENT, at(7)).decide_by == date(2026, 3, 9)


def test_where_the_bureaus_rule_says_so_the_decision_stands_still_and_the_days_are_given_back() -> None:
    asked = go(submitted(at(2)), Event.ASK_SUPPLEMENT, at(4), STOPPING)
    assert {c.kind: c.status for c in asked.clocks(at(20))} == {
        ClockKind.SUPPLEMENT: ClockStatus.RED,
        ClockKind.DECIDE: ClockStatus.STOPPED,
    }
    answered = go(asked, Event.ANSWER_SUPPLEMENT, at(8), STOPPING)
    assert answered.decide_by == date(2026, 3, 13)
    assert answered.clocks(at(8))[0].status is ClockStatus.RUNNING


def test_the_institution_may_set_another_day_for_the_papers() -> None:
    asked = go(submitted(at(2)), Event.ASK_SUPPLEMENT, at(3), answer_by=date(2026, 3, 30))
    assert asked.supplement_by == date(2026, 3, 30)


@pytest.mark.parametrize(
    ("today", "status"),
    [(2, "running"), (6, "running"), (7, "amber"), (9, "amber"), (10, "red")],
)
def test_seven_days_turn_amber_in_their_last_third_and_red_when_over(today: int, status: str) -> None:
    assert status_by_day(date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, today)) == status


@pytest.mark.parametrize(
    "state", [State.WITHDRAWN, State.ASSIGNED, State.CLOSED, State.REFUSED, State.UPHELD]
)
def test_nothing_runs_where_nobody_owes_anything(state: State) -> None:
    assert replace(submitted(at(2)), state=state).clocks(at(30)) == ()


@given(received=MOMENTS, later=DAYS, promised=st.none() | st.integers(0, 9))
def test_a_clock_only_ever_gets_worse(received: datetime, later: int, promised: int | None) -> None:
    order = ["running", "amber", "red"]
    standing = submitted(received, promised)
    seen = [standing.clocks(received + timedelta(days=days))[0].status for days in range(later + 1)]
    assert [order.index(one) for one in seen] == sorted(order.index(one) for one in seen)


@given(received=MOMENTS)
def test_the_whole_last_day_counts_and_the_day_after_is_too_late(received: datetime) -> None:
    standing = submitted(received)
    assert standing.decide_by is not None
    assert (standing.decide_by - local_day(received)).days == 7
    midnight = datetime.combine(standing.decide_by, datetime.min.time(), UTC) + timedelta(hours=16)
    assert standing.clocks(midnight - timedelta(seconds=1))[0].status is ClockStatus.AMBER
    assert standing.clocks(midnight)[0].status is ClockStatus.RED


@given(received=MOMENTS, asked=DAYS, waited=DAYS)
def test_a_stopped_clock_gives_back_exactly_the_days_it_stood(
    received: datetime, asked: int, waited: int
) -> None:
    standing = submitted(received)
    due = standing.decide_by
    moment = received + timedelta(days=asked)
    standing = go(standing, Event.ASK_SUPPLEMENT, moment, STOPPING)
    standing = go(standing, Event.ANSWER_SUPPLEMENT, moment + timedelta(days=waited), STOPPING)
    assert due is not None
    assert standing.decide_by == due + timedelta(days=waited)


@given(received=MOMENTS, hours=st.floats(0, 24))
def test_a_clock_of_hours_is_not_red_within_its_hours(received: datetime, hours: float) -> None:
    due = received + timedelta(hours=24)
    assert status_by_hour(received, due, received + timedelta(hours=hours)) is not ClockStatus.RED
