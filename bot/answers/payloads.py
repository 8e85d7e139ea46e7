"""What the buttons of an answer send. Who types the words on one that judges means the latest answer."""

import re
from dataclasses import dataclass

from bot import payloads

ASK = "ask_legal_question"
NOT_ASKED = "not_what_i_asked"
RATE = "rate_answer"
PERSON = "request_person"

NONE_CHOSEN = "none"
"""The entry that stands for "none of these"."""

_TYPED: tuple[tuple[re.Pattern[str], str, dict[str, str]], ...] = (
    (re.compile(r"[这那]?个?都?不是我[想要]?问的(问题|事)?[。！!]*"), NOT_ASKED, {}),
    (re.compile(r"没(有|什么|啥)?帮助[。！!]*"), RATE, {"useful": "no"}),
    (re.compile(r"[很挺]?有帮助[。！!]*"), RATE, {"useful": "yes"}),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Tells one answer of a conversation from the others.

    ``shown`` is the FAQ entry or the articles that it gave; ``follows`` that it leaned on the answer before.
    """

    answer: str
    shown: str
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Payload:
    """A payload taken apart."""

    intent: str
    values: dict[str, str]

    @property
    def mark(self) -> Mark | None:
        """The answer that this 「不是我想问的」 belongs to; None if it is another button."""
        if self.intent != NOT_ASKED:
            return None
        return Mark(self.values.get("answer", ""), self.values.get("shown", ""), "follows" in self.values)


def entry(entry_id: str) -> str:
    """Asks for an FAQ entry."""
    return payloads.spell(ASK, faq=entry_id)


def not_asked(mark: Mark) -> str:
    """This answer is not what was asked."""
    follows = {"follows": "yes"} if mark.follows else {}
    return payloads.spell(NOT_ASKED, answer=mark.answer, shown=mark.shown, **follows)


def rate(mark: Mark, *, useful: bool) -> str:
    """This answer helped, or did not."""
    return payloads.spell(RATE, answer=mark.answer, useful="yes" if useful else "no")


def read(sent: str) -> Payload | None:
    """The payload that was sent; None if it was words."""
    found = payloads.read(sent)
    return Payload(*found) if found else None


def judgement(sent: str) -> Payload | None:
    """What judges an answer, pressed or typed; None if it is anything else."""
    payload = read(sent)
    if payload is None:
        found = ((intent, values) for words, intent, values in _TYPED if words.fullmatch(sent.strip()))
        payload = next((Payload(intent, dict(values)) for intent, values in found), None)
    return payload if payload and payload.intent in {NOT_ASKED, RATE} else None


def is_rating(payload: str) -> bool:
    """Whether a button rates an answer: channels set these side by side."""
    return payload.startswith(f"/{RATE}")
