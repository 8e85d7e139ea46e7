"""Where an appointment can stand, what may happen to it there, and by whose hand: one explicit table."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where an appointment stands."""

    HELD = "held"  # a place kept for a few minutes, or offered to somebody who waited
    BOOKED = "booked"
    EXPIRED = "expired"  # the hold ran out
    CANCELLED = "cancelled"
    COMPLETED = "completed"
    NO_SHOW = "no_show"


LIVE = frozenset({State.HELD, State.BOOKED})
"""A place is kept for these; the others have given theirs back or have taken place."""


class Role(StrEnum):
    """Whose hand."""

    CITIZEN = "citizen"
    STAFF = "staff"
    SYSTEM = "system"


class Event(StrEnum):
    """What happens to an appointment."""

    HOLD = "hold"
    OFFER = "offer"  # a hold made for somebody who waited
    CONFIRM = "confirm"
    CHANGE = "change"
    CANCEL = "cancel"
    EXPIRE = "expire"
    COMPLETE = "complete"
    NO_SHOW = "no_show"


class When(StrEnum):
    """At what time an event is possible."""

    ANY = "any"
    BEFORE_START = "before_start"
    AFTER_START = "after_start"


@dataclass(frozen=True, slots=True)
class Rule:
    """One cell of the table: where it leads, by whom, and when. Staff may put things right at any time,
    except that nothing can be missed before it begins."""

    to: State
    by: frozenset[Role]
    when: When = When.ANY


_ANYONE = frozenset({Role.CITIZEN, Role.STAFF})  # staff at the counter, for someone who cannot type
_STAFF = frozenset({Role.STAFF})
_SYSTEM = frozenset({Role.SYSTEM})

TABLE: Mapping[State, Mapping[Event, Rule]] = {
    State.HELD: {
        Event.CONFIRM: Rule(State.BOOKED, _ANYONE),
        Event.CHANGE: Rule(State.HELD, _ANYONE),
        Event.CANCEL: Rule(State.CANCELLED, _ANYONE),
        Event.EXPIRE: Rule(State.EXPIRED, _SYSTEM),
    },
    State.BOOKED: {
        Event.CHANGE: Rule(State.BOOKED, _ANYONE, When.BEFORE_START),
        Event.CANCEL: Rule(State.CANCELLED, _ANYONE, When.BEFORE_START),
        Event.COMPLETE: Rule(State.COMPLETED, _STAFF),
        Event.NO_SHOW: Rule(State.NO_SHOW, _STAFF, When.AFTER_START),
    },
    State.NO_SHOW: {Event.COMPLETE: Rule(State.COMPLETED, _STAFF)},  # came after all
    State.EXPIRED: {},
    State.CANCELLED: {},
    State.COMPLETED: {},
}
