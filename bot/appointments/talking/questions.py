"""Steps as they are put: a matter's own questions, the papers at hand, place, consent, name and phone."""

from typing import Any

from bot.appointments.talking import wording
from bot.appointments.talking.case import PREFIX, Case
from bot.appointments.talking.spoken_choices import SKIPPED
from bot.interviews.model import Asked, Choice
from bot.masking import mask_address, mask_name, mask_phone
from knowledge_base.bookable.matters import PLACE_TITLES, MatterQuestion
from knowledge_base.interview_questions import NONE_OF_THESE

_DONE, _NONE, _EVERYTHING = "done", "none", "all"
_TICK = "✓ "
_CONSENTS = (Choice(wording.AGREE, "yes"), Choice(wording.REFUSE, "no"))
_GATHER = (Choice(wording.BOOK_NOW, "go"), Choice(wording.BOOK_LATER, "later"))
_NOTICE = (Choice(wording.KNOWN, "go"), Choice(wording.NOT_NOW, "later"))


def ask(step: str, case: Case) -> Asked:
    """A step but for matter and time."""
    question = case.matter.question(step.removeprefix(PREFIX)) if step.startswith(PREFIX) else None
    if question is not None:
        return Asked(step, question.text, question.why, _choices(question, case))
    match step:
        case "at_hand":
            return Asked(step, wording.AT_HAND, wording.WHY_AT_HAND, _papers(case))
        case "gather":
            return Asked(step, wording.gather(case.missing()), wording.WHY_MISSING, _GATHER)
        case "notice":
            text = "\n\n".join(one.text for one in case.notices())
            return Asked(step, text, wording.WHY_NOTICE, _NOTICE)
        case "place":
            places = tuple(Choice(PLACE_TITLES[one], one) for one in case.places())
            return Asked(step, wording.WHERE, wording.WHY_WHERE, places)
        case "consent":
            return Asked(step, wording.CONSENT, wording.WHY_CONSENT, _CONSENTS)
        case "name":
            return Asked(step, wording.NAME, wording.WHY_NAME)
        case _:
            return Asked(step, wording.PHONE, wording.WHY_PHONE)


def picked(step: str, value: str, case: Case) -> dict[str, Any] | None:
    """What a press on such a step tells; None if it was not offered."""
    if value not in {one.value for one in ask(step, case).choices}:
        return None
    if step == "at_hand" and value == _EVERYTHING:
        return {step: [one.id for one in case.needed()]}
    question = case.matter.question(step.removeprefix(PREFIX))
    if step != "at_hand" and (question is None or question.answers != "several" or value == SKIPPED):
        return {step: value}
    given = case.answers.get(step, ())
    before = [one for one in given if one != _NONE] if isinstance(given, list | tuple) else []
    if value == _DONE:
        return {step: before or [_NONE]}
    if value == _NONE:
        return {step: [_NONE]}
    return {step: [one for one in before if one != value] if value in before else [*before, value]}


def said_of(question: MatterQuestion, value: Any) -> str:
    """An answer as it is told back; who somebody is masked, what was written freely not at all."""
    if value == SKIPPED:
        return wording.NOT_FILLED
    if question.choices:
        values = value if isinstance(value, list | tuple) else [value]
        titles = {one.value: one.title for one in question.choices}
        return "、".join(titles.get(one, wording.NONE) for one in values)
    masks = {"name": mask_name, "phone": mask_phone, "address": mask_address}
    if question.answers in masks:
        return masks[question.answers](str(value))
    return wording.WRITTEN if question.answers == "text" else str(value)


def _choices(question: MatterQuestion, case: Case) -> tuple[Choice, ...]:
    choices = [Choice(one.title, one.value) for one in question.choices]
    if question.answers == "several":
        chosen = case.answers.get(PREFIX + question.id, ())
        choices = [_ticked(one, chosen) for one in choices]
        if any(one != NONE_OF_THESE for one in chosen):
            choices.append(Choice(wording.DONE, _DONE))
    if question.optional:
        choices.append(Choice(wording.SKIP, SKIPPED))
    return tuple(choices)


def _papers(case: Case) -> tuple[Choice, ...]:
    chosen = case.answers.get("at_hand", ())
    papers = [_ticked(Choice(one.text, one.id), chosen) for one in case.needed()]
    end = Choice(wording.DONE, _DONE) if chosen else Choice(wording.NOTHING_THERE, _NONE)
    return (*papers, Choice(wording.ALL_THERE, _EVERYTHING), end)


def _ticked(choice: Choice, chosen: Any) -> Choice:
    return Choice(_TICK + choice.title, choice.value) if choice.value in chosen else choice
