"""The buttons under answers."""

import secrets
from dataclasses import replace

from bot.answers import payloads, wording
from bot.answers.answered import Answered
from bot.replies import Button
from knowledge_base.models import FaqEntry

SERVICE_OF_ENTRY = {
    "legal_aid": "apply_legal_aid",
    "mediation": "book_mediation",
    "notarization": "book_notarization",
    "lawyer_callback": "book_lawyer_callback",
}


def entry_button(entry: FaqEntry) -> Button:
    """Asks this entry's question."""
    return Button(entry.question, payloads.entry(entry.id))


def none_button(title: str = wording.NONE_OF_THESE) -> Button:
    """None of the choices offered."""
    return Button(title, payloads.entry(payloads.NONE_CHOSEN))


def person_button() -> Button:
    """A person, please."""
    return Button(wording.PERSON_TITLE, f"/{payloads.PERSON}")


def judged(answered: Answered) -> Answered:
    """With the three buttons that judge an answer at its end; what only asks back stays as it is."""
    if not answered.shown:
        return answered
    mark = payloads.Mark(secrets.token_hex(4), answered.shown, answered.leans)
    buttons = (
        Button(wording.NOT_ASKED_TITLE, payloads.not_asked(mark)),
        Button(wording.USEFUL_TITLE, payloads.rate(mark, useful=True)),
        Button(wording.USELESS_TITLE, payloads.rate(mark, useful=False)),
    )
    *first, last = answered.replies
    return replace(answered, replies=[*first, replace(last, buttons=last.buttons + buttons)])
