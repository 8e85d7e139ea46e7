"""What went before a press of a button, read from the record of the conversation.

Each press belongs to the question, in the citizen's own words, that its button goes back to. So an old answer
can still be rated after other questions, and what was shown for one question does not count for another.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from bot.answers import payloads
from bot.replies import Reply


@dataclass(frozen=True, slots=True)
class Exchange:
    """One turn as the record has it: what was sent, what came back, and the day on which."""

    sent: str
    replies: tuple[Reply, ...]
    day: date | None


class Record(Protocol):
    """Where conversations are kept."""

    async def before(self, conversation_id: str) -> list[Exchange]:
        """The latest turns before the one that is being answered, oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of the answer that a button stands under.

    ``question`` is what the citizen asked, ``before`` the question that it leaned on, if it did. ``seen``
    holds the FAQ entries and articles that this question has brought up. ``presses`` counts how often it was
    said to have been missed, this time included; ``again``: that was said of the same answer before.
    ``rated`` is the latest rating of the answer, and its day.
    """

    question: str = ""
    before: str = ""
    shown: str = ""
    seen: frozenset[str] = field(default_factory=frozenset)
    presses: int = 1
    again: bool = False
    rated: tuple[str, date | None] | None = None


def past_of(exchanges: Sequence[Exchange], answer: str = "") -> Past:
    """What went before a press under an answer (the latest answer, if none is named).

    An answer that is not in the record gives an empty past.
    """
    place, mark = _find(exchanges, answer)
    if mark is None:
        return Past()
    roots = _roots(exchanges)
    root = roots[place]
    chain = [one for one, its in zip(exchanges, roots, strict=True) if its == root]
    pressed = [payload for one in chain if (payload := payloads.judgement(one.sent))]
    complaints = [payload.mark for payload in pressed if payload.mark]
    own = [number for number, its in enumerate(roots) if its == number and number < (root or 0)]
    return Past(
        question="" if root is None else exchanges[root].sent,
        before=exchanges[own[-1]].sent if mark.follows and own else "",
        shown=mark.shown,
        seen=frozenset(thing for one in chain for thing in _brought_up(one)),
        presses=len(complaints) + 1,
        again=any(complaint.answer == mark.answer for complaint in complaints),
        rated=_rating(chain, mark.answer),
    )


def spell(law: str, article: str) -> str:
    """An article as it is counted among what was seen, and as the gap list names it."""
    return f"《{law}》{article}"


def _find(exchanges: Sequence[Exchange], answer: str) -> tuple[int, payloads.Mark | None]:
    for place in range(len(exchanges) - 1, -1, -1):
        for reply in reversed(exchanges[place].replies):
            for button in reply.buttons:
                payload = payloads.read(button.payload)
                mark = payload.mark if payload else None
                if mark and answer in {"", mark.answer}:
                    return place, mark
    return 0, None


def _roots(exchanges: Sequence[Exchange]) -> list[int | None]:
    """For each turn, the turn in the citizen's own words that led to it."""
    roots: list[int | None] = []
    offered: dict[str, int] = {}
    latest: int | None = None
    for number, exchange in enumerate(exchanges):
        if payloads.read(exchange.sent):
            by = offered.get(exchange.sent)
            roots.append(None if by is None else roots[by])
        elif payloads.judgement(exchange.sent):  # typed: it speaks of the latest answer
            roots.append(latest)
        else:
            roots.append(number)
        buttons = [button.payload for reply in exchange.replies for button in reply.buttons]
        offered.update((payload, number) for payload in buttons)
        if any(map(payloads.is_rating, buttons)):
            latest = roots[number]
    return roots


def _brought_up(exchange: Exchange) -> list[str]:
    things: list[str] = []
    for reply in exchange.replies:
        things += [spell(citation.law, citation.article) for citation in reply.citations]
        for button in reply.buttons:
            payload = payloads.read(button.payload)
            if payload:
                things += [payload.values[name] for name in ("faq", "shown") if name in payload.values]
    return things


def _rating(chain: Sequence[Exchange], answer: str) -> tuple[str, date | None] | None:
    for exchange in reversed(chain):
        payload = payloads.judgement(exchange.sent)
        if payload and payload.intent == payloads.RATE and payload.values.get("answer", answer) == answer:
            return payload.values.get("useful", ""), exchange.day
    return None
