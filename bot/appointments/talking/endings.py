"""What is said where nothing is booked: always with what to do instead, and a way to a person."""

from bot.appointments.talking import wording
from bot.appointments.talking.case import Case
from bot.appointments.talking.receipts import citations
from bot.interviews.model import Answers
from bot.replies import Reply


def ending(case: Case | None, answers: Answers) -> Reply:
    """Why it ended, and what then."""
    blocked = case.blocked() if case else None
    if blocked:
        offers = [wording.OFFERS[one] for one in blocked.offers if one in wording.OFFERS]
        buttons = tuple(dict.fromkeys((*offers, wording.PERSON)))
        return Reply(blocked.text, citations=citations(blocked.citations), buttons=buttons)
    if answers.get("consent") == "no":
        text = wording.REFUSED
    else:
        text = wording.LATER if answers.get("gather") == "later" else wording.STOPPED
    return Reply(text, buttons=(wording.PERSON,))
