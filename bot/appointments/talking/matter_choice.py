"""Which matter it is: recognised from what is said, else asked in two levels."""

from collections.abc import Sequence

from bot.appointments.talking import wording
from bot.appointments.talking.groups import OTHERWISE, grouped
from bot.interviews.model import Answers, Asked, Choice
from knowledge_base.bookable.matters import Matter
from knowledge_base.bookable.recognition import Recogniser, clear

QUESTION = "matter"
_GROUP = "group:"
_BACK = "back"
_CANDIDATES = 4


class MatterChoice:
    """The question for the matters of one service.

    Args:
        service: its id.
        matters: what can be booked there.
        recogniser: made over these matters.
    """

    def __init__(self, service: str, matters: Sequence[Matter], recogniser: Recogniser) -> None:
        self._matters = {one.id: one for one in matters}
        self._recogniser = recogniser
        self._groups = grouped(service, matters)
        self._otherwise = OTHERWISE.get(service, "")

    def of(self, answers: Answers) -> Matter | None:
        """The matter, None while it is open."""
        if len(self._matters) == 1:
            return next(iter(self._matters.values()))
        return self._matters.get(answers.get(QUESTION, ""))

    def read(self, text: str) -> dict[str, object]:
        """What a text tells of it: the matter, several it may be, or nothing."""
        ranked = self._recogniser.recognise(text)
        if matter := clear(ranked):
            return {QUESTION: matter.id}
        return {"candidates": [one.matter.id for one in ranked[:_CANDIDATES]]} if ranked else {}

    def asked(self, answers: Answers) -> Asked:
        """Candidates first, else groups, else the matters of the group that was chosen."""
        candidates = [self._matters[one] for one in answers.get("candidates", ()) if one in self._matters]
        group = self._groups.get(answers.get("group", ""), ())
        if candidates or group:
            choices = [Choice(one.title, one.id) for one in candidates or group]
            text = wording.WHICH_OF_THESE if candidates else wording.WHICH_MATTER
            choices.append(Choice(wording.NONE_OF_THESE, _BACK))
        else:
            text = wording.WHICH_GROUP
            choices = [Choice(title, _GROUP + title) for title in self._groups]
            if self._otherwise in self._matters:
                choices.append(Choice(wording.NOT_SURE, self._otherwise))
        return Asked(QUESTION, text, wording.WHY_MATTER, tuple(choices))

    def chosen(self, value: str) -> dict[str, object] | None:
        """What a press tells; None if it was not offered."""
        if value in self._matters:
            return {QUESTION: value}
        if value == _BACK:
            return {"candidates": [], "group": ""}
        group = value.removeprefix(_GROUP)
        return {"candidates": [], "group": group} if group in self._groups else None

    def stays(self, value: str) -> bool:
        """Whether a press only leads to other choices."""
        return value not in self._matters
