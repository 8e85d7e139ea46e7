"""Where an application can stand, what may happen to it there, and by whose hand: one explicit table."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    TO_FORWARD = "to_forward"  # handed to a duty lawyer or a place of custody (法律援助法 39)
    SUBMITTED = "submitted"
    SUPPLEMENT_ASKED = "supplement_asked"
    WITHDRAWN = "withdrawn"
    GRANTED = "granted"
    REFUSED = "refused"
    ASSIGNED = "assigned"
    TERMINATED = "terminated"
    CLOSED = "closed"
    OBJECTED = "objected"
    UPHELD = "upheld"
    CHANGED = "changed"  # the bureau has ordered the institution to put its decision right


ENDED = frozenset({State.WITHDRAWN, State.REFUSED, State.TERMINATED, State.CLOSED, State.UPHELD})
"""Nothing is under way: the time after which personal data is erased runs from here. An objection may still
come after a refusal or termination; the law sets no limit for it (49)."""


class Role(StrEnum):
    """Whose hand. The institution decides on aid; the justice bureau that set it up decides on objections."""

    CITIZEN = "citizen"
    STAFF = "staff"
    BUREAU = "bureau"
    SYSTEM = "system"


class Event(StrEnum):
    """What happens to an application."""

    SUBMIT = "submit"
    HAND_IN_CUSTODY = "hand_in_custody"
    FORWARD = "forward"
    ASK_SUPPLEMENT = "ask_supplement"
    ANSWER_SUPPLEMENT = "answer_supplement"
    LAPSE = "lapse"  # deemed withdrawn: the supplement was not answered in time
    WITHDRAW = "withdraw"
    REMOVE_PAPER = "remove_paper"
    GRANT = "grant"
    REFUSE = "refuse"
    ASSIGN = "assign"
    TERMINATE = "terminate"
    CLOSE = "close"
    OBJECT = "object"
    UPHOLD = "uphold"
    ORDER_CORRECTION = "order_correction"


@dataclass(frozen=True, slots=True)
class Rule:
    """One cell of the table: where it leads, who may, and what must be said with it.

    ``needs`` is one of ``""``, ``"reasons"``, ``"papers"``, ``"lawyer"``.
    """

    to: State
    by: frozenset[Role]
    needs: str = ""


_CITIZEN = frozenset({Role.CITIZEN})
_APPLICANT = frozenset({Role.CITIZEN, Role.STAFF})  # staff at the counter, for someone who cannot type
_STAFF = frozenset({Role.STAFF})
_BUREAU = frozenset({Role.BUREAU})

_WITHDRAW = Rule(State.WITHDRAWN, _APPLICANT)
_GRANT = Rule(State.GRANTED, _STAFF)
_TERMINATE = Rule(State.TERMINATED, _STAFF, "reasons")  # 48
_OBJECT = Rule(State.OBJECTED, _APPLICANT)  # 49, after a refusal and after a termination alike

# Taking a paper back moves nothing. After the decision it cannot be done: the decision rests on the papers.
TABLE: Mapping[State, Mapping[Event, Rule]] = {
    State.DRAFT: {
        Event.SUBMIT: Rule(State.SUBMITTED, _APPLICANT),
        Event.HAND_IN_CUSTODY: Rule(State.TO_FORWARD, _APPLICANT),
        Event.WITHDRAW: _WITHDRAW,
    },
    State.TO_FORWARD: {
        Event.FORWARD: Rule(State.SUBMITTED, _STAFF),  # 39
        Event.REMOVE_PAPER: Rule(State.TO_FORWARD, _CITIZEN),
        Event.WITHDRAW: _WITHDRAW,
    },
    State.SUBMITTED: {
        Event.ASK_SUPPLEMENT: Rule(State.SUPPLEMENT_ASKED, _STAFF, "papers"),  # 43: once, all together
        Event.GRANT: _GRANT,
        Event.REFUSE: Rule(State.REFUSED, _STAFF, "reasons"),  # 43: in writing
        Event.REMOVE_PAPER: Rule(State.SUBMITTED, _CITIZEN),
        Event.WITHDRAW: _WITHDRAW,
    },
    State.SUPPLEMENT_ASKED: {
        # The system answers for a citizen who has sent papers and forgot to say so.
        Event.ANSWER_SUPPLEMENT: Rule(State.SUBMITTED, _APPLICANT | {Role.SYSTEM}),
        Event.LAPSE: Rule(State.WITHDRAWN, _STAFF | {Role.SYSTEM}),  # 43
        # Aid may come before the papers (44); a refusal waits until they came or the day has passed.
        Event.GRANT: _GRANT,
        Event.REMOVE_PAPER: Rule(State.SUPPLEMENT_ASKED, _CITIZEN),
        Event.WITHDRAW: _WITHDRAW,
    },
    State.GRANTED: {
        Event.ASSIGN: Rule(State.ASSIGNED, _STAFF, "lawyer"),  # 43
        Event.TERMINATE: _TERMINATE,
    },
    State.ASSIGNED: {
        Event.CLOSE: Rule(State.CLOSED, _STAFF),  # 50
        Event.TERMINATE: _TERMINATE,
    },
    State.REFUSED: {Event.OBJECT: _OBJECT},
    State.TERMINATED: {Event.OBJECT: _OBJECT},
    State.OBJECTED: {
        Event.UPHOLD: Rule(State.UPHELD, _BUREAU, "reasons"),
        Event.ORDER_CORRECTION: Rule(State.CHANGED, _BUREAU, "reasons"),
        Event.WITHDRAW: _WITHDRAW,
    },
    State.CHANGED: {Event.GRANT: _GRANT},
    State.WITHDRAWN: {},
    State.CLOSED: {},
    State.UPHELD: {},  # what is left is reconsideration or a suit (49), both elsewhere
}
