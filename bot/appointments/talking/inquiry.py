"""A booking as an interview: matter, its questions, papers, place and time, consent, name and phone."""

import re
from collections.abc import Iterator
from typing import Any

from bot.appointments.talking import matter_choice, time_choice, wording
from bot.appointments.talking.case import PREFIX, Case
from bot.appointments.talking.endings import ending
from bot.appointments.talking.matter_choice import MatterChoice
from bot.appointments.talking.questions import ask, picked, said_of
from bot.appointments.talking.spoken_choices import read_answer, told_besides
from bot.appointments.talking.spoken_steps import MOBILE, read_step
from bot.appointments.talking.time_choice import TimeChoice
from bot.appointments.talking.vacancies import Vacancies
from bot.interviews.model import Answers, Asked, Told, Unreadable
from bot.interviews.personal_answers import name_told
from bot.masking import mask_name, mask_phone
from bot.personal_fields import plain_text
from bot.replies import Reply
from knowledge_base.bookable.catalogue import Catalogue
from knowledge_base.bookable.matters import PLACE_TITLES

_WITH_CHECKLIST = frozenset({"notarization"})
_DIGITS = re.compile(r"\d(?:[\s\-]?\d){5,}")


class BookingInquiry:
    """The questions of one service. All answers are kept sealed.

    Args:
        title, intent: the service's.
        catalogue: what can be booked.
        matters: the question which matter it is.
        vacancies: what is free.
        waits: whether one can wait for a time that is taken.
    """

    welcome = wording.WELCOME
    finish_title = wording.FINISH
    private = True

    def __init__(
        self,
        title: str,
        intent: str,
        catalogue: Catalogue,
        matters: MatterChoice,
        vacancies: Vacancies,
        *,
        waits: bool = False,
    ) -> None:
        self.title = title
        self.intent = intent
        self._catalogue = catalogue
        self._matters = matters
        self._vacancies = vacancies
        self._waits = waits
        self._kinds: dict[str, str] = {
            PREFIX + one.id: one.answers for matter in catalogue.matters.values() for one in matter.questions
        }

    def case(self, answers: Answers) -> Case | None:
        """The matter with what was told; None while it is open."""
        matter = self._matters.of(answers)
        return Case(self._catalogue, matter, answers) if matter else None

    def times(self, case: Case) -> TimeChoice:
        """The question of the time."""
        return TimeChoice(self._vacancies, case.demand(), waits=self._waits)

    def opening(self, text: str) -> Answers:
        """Matter, time and whatever else the message tells beyond doubt; nothing that tells who it is."""
        return self._with_besides(dict(self._matters.read(text)), text) if text else {}

    def next(self, answers: Answers) -> Asked | None:
        """The first step that is open."""
        name = next(self._open(answers), None)
        return self.again(name, answers) if name else None

    def ended(self, answers: Answers) -> bool:
        """Whether it will not be booked."""
        if answers.get("consent") == "no" or "later" in (answers.get("gather"), answers.get("notice")):
            return True
        case = self.case(answers)
        return case is not None and case.blocked() is not None

    def again(self, question: str, answers: Answers) -> Asked:
        """A step as it is asked."""
        case = self.case(answers)
        if question == matter_choice.QUESTION or case is None:
            return self._matters.asked(answers)
        if question == time_choice.QUESTION:
            return self.times(case).asked(answers)
        return ask(question, case)

    def read(self, question: str, text: str, answers: Answers) -> Answers | None:
        """The answers with what a text tells.

        Raises:
            Unreadable: it is meant for the question, and something is wrong with it.
        """
        case = self.case(answers)
        found: dict[str, Any]
        if question == matter_choice.QUESTION or case is None:
            found = dict(self._matters.read(text))
            return {**answers, **self._with_besides(found, text, answers)} if found else None
        if question == time_choice.QUESTION:
            found = dict(self.times(case).read(text))
        elif question.startswith(PREFIX):
            asked = case.matter.question(question.removeprefix(PREFIX))
            moment, days = self._vacancies.moment, self._vacancies.schedule.working_days
            value = read_answer(asked, text, moment, days) if asked else None
            found = {} if value is None else {question: value}
        else:
            found = read_step(question, text, case)
        return {**answers, **found} if found else None

    def shown(self, question: str, text: str) -> str:
        """Masked; what was written freely is not shown at all."""
        plain = plain_text(text)
        kind = self._kinds.get(question, question)
        if kind in {"name", "phone"}:
            phone = MOBILE.search(plain)
            try:
                name = name_told(MOBILE.sub("", text).strip(" ，,。"))
            except Unreadable:
                name = None
            parts = [
                f"称呼：{mask_name(name)}" if name else "",
                f"电话：{mask_phone(_bare(phone[0]))}" if phone else "",
            ]
            return "，".join(part for part in parts if part) or _DIGITS.sub("****", plain)
        if kind in {"text", "address"}:
            return wording.WRITTEN
        return _DIGITS.sub("****", plain) if _DIGITS.search(plain) else text

    def choose(self, question: str, value: str, answers: Answers) -> Answers | None:
        """The answers with a choice that was offered."""
        case = self.case(answers)
        found: dict[str, Any] | None
        if question == matter_choice.QUESTION:
            found = self._matters.chosen(value)
        elif case is None:
            found = None
        elif question == time_choice.QUESTION:
            found = self.times(case).chosen(value)
        else:
            found = picked(question, value, case)
        return None if found is None else {**answers, **found}

    def stays(self, question: str, value: str, answers: Answers) -> bool:
        """While several are being picked, while looking for the matter, and if the time was gone."""
        if question == matter_choice.QUESTION:
            return self._matters.stays(value)
        if question == time_choice.QUESTION:
            return time_choice.QUESTION not in answers
        case = self.case(answers)
        several = question == "at_hand" or (case is not None and _is_several(question, case))
        return several and value not in {"done", "none", "all"}

    def without(self, question: str, answers: Answers) -> Answers:
        """Without this step; another matter begins anew, but for when, who and the consent."""
        if question == matter_choice.QUESTION:
            kept = {"consent", "name", "phone", "wish"}
            return {name: value for name, value in answers.items() if name in kept}
        gone = {question, "gather"} if question == "at_hand" else {question}
        return {name: value for name, value in answers.items() if name not in gone}

    def review(self, answers: Answers) -> list[Told]:
        """Everything told; names and numbers masked."""
        case = self.case(answers)
        if case is None:
            return []
        told = [Told(matter_choice.QUESTION, "要办的事", case.matter.title)]
        for question in case.matter.questions:
            if PREFIX + question.id in answers:
                said = said_of(question, answers[PREFIX + question.id])
                told.append(Told(PREFIX + question.id, question.text.split("？")[0], said))
        place = case.place()
        if place and (len(case.places()) > 1 or "place" in answers or answers.get("time")):
            told.append(Told("place", "在哪里办", PLACE_TITLES[place]))
        if answers.get(time_choice.QUESTION):
            told.append(Told(time_choice.QUESTION, "时间", self.times(case).said(answers)))
        if "name" in answers:
            told.append(Told("name", "称呼", mask_name(answers["name"])))
        if "phone" in answers:
            told.append(Told("phone", "电话", mask_phone(answers["phone"])))
        return told

    def conclusion(self, answers: Answers) -> list[Reply]:
        """What is said where nothing is booked; booking says its own."""
        return [ending(self.case(answers), answers)]

    def _open(self, answers: Answers) -> Iterator[str]:
        """The steps that are still to be taken, in order."""
        case = self.case(answers)
        if case is None:
            yield matter_choice.QUESTION
            return
        if case.notices() and "notice" not in answers:
            yield "notice"
        yield from (PREFIX + one.id for one in case.open_questions(personal=False))
        if case.matter.service in _WITH_CHECKLIST and case.needed():
            if "at_hand" not in answers:
                yield "at_hand"
            elif case.missing() and "gather" not in answers:
                yield "gather"
        if case.place() is None and case.places():
            yield "place"
        if not self.times(case).settled(answers):
            yield time_choice.QUESTION
        if "consent" not in answers:
            yield "consent"
        yield from (PREFIX + one.id for one in case.open_questions(personal=True))
        asked = {one.id for one in case.matter.questions}
        yield from (
            name for name in ("name", "phone") if name not in answers and f"caller_{name}" not in asked
        )

    def _with_besides(
        self, found: dict[str, Any], text: str, answers: Answers | None = None
    ) -> dict[str, Any]:
        """What else a sentence tells that names the matter: the time, and choices beyond doubt."""
        case = self.case({**(answers or {}), **found})
        if case is None:
            wish = TimeChoice(self._vacancies, None).read(text).get("wish")
            return {**found, "wish": wish} if wish else found
        besides = {
            PREFIX + question.id: value
            for question in case.matter.questions
            if (value := told_besides(question, text)) is not None
        }
        told = Case(self._catalogue, case.matter, {**case.answers, **besides})
        if told.blocked() and not re.search(r"家暴|打(了)?我|被打|威胁", text):
            return {**found, **self.times(case).read(text)}
        return {**found, **besides, **self.times(told).read(text)}


def _is_several(question: str, case: Case) -> bool:
    asked = case.matter.question(question.removeprefix(PREFIX))
    return asked is not None and asked.answers == "several"


def _bare(phone: str) -> str:
    return re.sub(r"[^\d]", "", phone)
