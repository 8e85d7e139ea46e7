"""The table of states, as a table."""

import pytest

from bot.appointments.states import LIVE, TABLE, Event, Role, Rule, State, When

CITIZEN_AND_STAFF = frozenset({Role.CITIZEN, Role.STAFF})

EXPECTED = {
    (State.HELD, Event.CONFIRM): Rule(State.BOOKED, CITIZEN_AND_STAFF),
    (State.HELD, Event.CHANGE): Rule(State.HELD, CITIZEN_AND_STAFF),
    (State.HELD, Event.CANCEL): Rule(State.CANCELLED, CITIZEN_AND_STAFF),
    (State.HELD, Event.EXPIRE): Rule(State.EXPIRED, frozenset({Role.SYSTEM})),
    (State.BOOKED, Event.CHANGE): Rule(State.BOOKED, CITIZEN_AND_STAFF, When.BEFORE_START),
    (State.BOOKED, Event.CANCEL): Rule(State.CANCELLED, CITIZEN_AND_STAFF, When.BEFORE_START),
    (State.BOOKED, Event.COMPLETE): Rule(State.COMPLETED, frozenset({Role.STAFF})),
    (State.BOOKED, Event.NO_SHOW): Rule(State.NO_SHOW, frozenset({Role.STAFF}), When.AFTER_START),
    (State.NO_SHOW, Event.COMPLETE): Rule(State.COMPLETED, frozenset({Role.STAFF})),
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("event", Event)
def test_each_cell(state: State, event: Event) -> None:
    assert TABLE[state].get(event) == EXPECTED.get((state, event))


def test_only_live_states_keep_a_place_and_nothing_leads_back_to_one() -> None:
    assert {State.HELD, State.BOOKED} == LIVE
    for state in set(State) - LIVE:
        assert not any(rule.to in LIVE for rule in TABLE[state].values())
