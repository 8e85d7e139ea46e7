"""Every state against every event: what is legal, by whom, where it leads; all the rest raises."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.legal_aid.applications.clocks import Clocks
from bot.legal_aid.applications.errors import (
    NotPossibleNow,
    NotYours,
    StepIncomplete,
    SupplementAlreadyAsked,
)
from bot.legal_aid.applications.standing import Actor, Standing, Step
from bot.legal_aid.applications.states import ENDED, TABLE, Event, Role, State
from tests.unit.legal_aid_applications.samples import CLOCKS

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)  # Monday 2 March, noon here

# state: {event: (who may, where it leads)}; written out once more, by hand, from the articles.
LEGAL = {
    "draft": {
        "submit": ("citizen staff", "submitted"),
        "hand_in_custody": ("citizen staff", "to_forward"),
        "withdraw": ("citizen staff", "withdrawn"),
    },
    "to_forward": {
        "forward": ("staff", "submitted"),
        "remove_paper": ("citizen", "to_forward"),
        "withdraw": ("citizen staff", "withdrawn"),
    },
    "submitted": {
        "ask_supplement": ("staff", "supplement_asked"),
        "grant": ("staff", "granted"),
        "refuse": ("staff", "refused"),
        "remove_paper": ("citizen", "submitted"),
        "withdraw": ("citizen staff", "withdrawn"),
    },
    "supplement_asked": {
        "answer_supplement": ("citizen staff system", "submitted"),
        "lapse": ("staff system", "withdrawn"),
        "grant": ("staff", "granted"),
        "remove_paper": ("citizen", "supplement_asked"),
        "withdraw": ("citizen staff", "withdrawn"),
    },
    "granted": {"assign": ("staff", "assigned"), "terminate": ("staff", "terminated")},
    "assigned": {"close": ("staff", "closed"), "terminate": ("staff", "terminated")},
    "refused": {"object": ("citizen staff", "objected")},
    "terminated": {"object": ("citizen staff", "objected")},
    "objected": {
        "uphold": ("bureau", "upheld"),
        "order_correction": ("bureau", "changed"),
        "withdraw": ("citizen staff", "withdrawn"),
    },
    "changed": {"grant": ("staff", "granted")},
    "withdrawn": {},
    "closed": {},
    "upheld": {},
}


def standing(state: State) -> Standing:
    asked = NOON - timedelta(days=9) if state is State.SUPPLEMENT_ASKED else None
    return Standing(
        state=state,
        received_at=NOON - timedelta(days=10),
        decide_by=date(2026, 3, 9),
        supplement_asked_at=asked,
        supplement_by=date(2026, 3, 1) if asked else None,
    )


def step(event: Event, role: Role = Role.STAFF, **more: object) -> Step:
    said = {"note": "写明了理由", "papers": ("身份证复印件",), **more}
    return Step(event=event, by=Actor(role, "李四"), at=NOON, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize("event", Event)
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("role", Role)
def test_each_state_meets_each_event_by_each_hand(state: State, event: Event, role: Role) -> None:
    legal = LEGAL[state].get(event)
    if legal is None:
        with pytest.raises(NotPossibleNow) as refused:
            standing(state).after(step(event, role), CLOCKS)
        assert refused.value.state == state
    elif role not in legal[0].split():
        with pytest.raises(NotYours):
            standing(state).after(step(event, role), CLOCKS)
    else:
        assert standing(state).after(step(event, role), CLOCKS).state == legal[1]


def test_every_state_can_be_reached_and_every_event_happens_somewhere() -> None:
    assert {rule.to for row in TABLE.values() for rule in row.values()} | {State.DRAFT} == set(State)
    assert {event for row in TABLE.values() for event in row} == set(Event)
    assert set(TABLE) == set(State)


@pytest.mark.parametrize("state", sorted(ENDED))
def test_an_ended_application_knows_since_when(state: State) -> None:
    for before, row in TABLE.items():
        for event, rule in row.items():
            if rule.to is state:
                role = sorted(rule.by)[0]
                assert standing(before).after(step(event, role), CLOCKS).ended_at == NOON


def test_an_objection_reopens_what_had_ended() -> None:
    refused = standing(State.SUBMITTED).after(step(Event.REFUSE), CLOCKS)
    assert refused.after(step(Event.OBJECT, Role.CITIZEN), CLOCKS).ended_at is None


@pytest.mark.parametrize(
    ("state", "event", "said"),
    [
        (State.SUBMITTED, Event.REFUSE, {"note": " "}),
        (State.ASSIGNED, Event.TERMINATE, {"note": ""}),
        (State.GRANTED, Event.ASSIGN, {"note": ""}),
        (State.SUBMITTED, Event.ASK_SUPPLEMENT, {"papers": ()}),
        (State.SUBMITTED, Event.ASK_SUPPLEMENT, {"papers": ("收入证明", "")}),
        (State.SUBMITTED, Event.ASK_SUPPLEMENT, {"answer_by": date(2026, 3, 2)}),
    ],
)
def test_what_the_law_asks_to_be_said_must_be_said(
    state: State, event: Event, said: dict[str, object]
) -> None:
    with pytest.raises(StepIncomplete, match="没有改动"):
        standing(state).after(step(event, **said), CLOCKS)


@pytest.mark.parametrize("event", [Event.UPHOLD, Event.ORDER_CORRECTION])
def test_the_bureau_gives_reasons_too(event: Event) -> None:
    with pytest.raises(StepIncomplete):
        standing(State.OBJECTED).after(step(event, Role.BUREAU, note=""), CLOCKS)


def test_missing_papers_are_asked_for_once() -> None:
    asked = standing(State.SUBMITTED).after(step(Event.ASK_SUPPLEMENT), CLOCKS)
    answered = asked.after(step(Event.ANSWER_SUPPLEMENT, Role.CITIZEN), CLOCKS)
    with pytest.raises(SupplementAlreadyAsked, match="2026-03-02"):
        answered.after(step(Event.ASK_SUPPLEMENT), CLOCKS)


def test_a_supplement_lapses_only_when_its_last_day_is_over() -> None:
    asked = standing(State.SUBMITTED).after(step(Event.ASK_SUPPLEMENT, answer_by=date(2026, 3, 5)), CLOCKS)
    on_the_day = Step(event=Event.LAPSE, by=Actor(Role.SYSTEM), at=datetime(2026, 3, 5, 15, 59, tzinfo=UTC))
    with pytest.raises(NotPossibleNow, match="还没有过"):
        asked.after(on_the_day, CLOCKS)
    next_day = Step(event=Event.LAPSE, by=Actor(Role.SYSTEM), at=datetime(2026, 3, 5, 16, 0, tzinfo=UTC))
    assert asked.after(next_day, CLOCKS).state is State.WITHDRAWN


def test_a_decision_that_the_bureau_has_set_aside_is_made_anew_and_assigned_in_time() -> None:
    changed = standing(State.OBJECTED).after(step(Event.ORDER_CORRECTION, Role.BUREAU), CLOCKS)
    granted = changed.after(step(Event.GRANT), CLOCKS)
    assert granted.assign_by == date(2026, 3, 5)


def test_clocks_must_make_sense() -> None:
    good = {name: getattr(CLOCKS, name) for name in Clocks.__dataclass_fields__}
    for slip in ({"decide_days": 0}, {"forward_hours": 0}, {"supplement_days": 0}):
        with pytest.raises(ValueError, match=r"clock|applicant"):
            Clocks(**{**good, **slip})
