"""A matter that can be booked, with everything that is asked, brought and said about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge_base.bookable.conditions import ALWAYS, Answers, Condition, answered
from knowledge_base.interview_questions import ChoiceText
from knowledge_base.models import Reference
from knowledge_base.periods import Unit, last_day

Place = Literal["office", "justice_station", "home_visit", "on_site", "video", "phone"]
Presence = Literal["in_person", "usually_in_person", "agent_allowed"]
AnswerKind = Literal[
    "yes_no", "one", "several", "town", "name", "phone", "address", "text", "number", "amount", "date"
]
PLACE_TITLES: dict[Place, str] = {
    "office": "到窗口当面办",
    "justice_station": "到乡镇（街道）司法所",
    "home_visit": "工作人员上门",
    "on_site": "工作人员到现场",
    "video": "视频",
    "phone": "电话",
}


@dataclass(frozen=True, slots=True)
class MatterQuestion:
    """One question. ``choices`` is empty where a name, a number or words are asked.

    ``personal``: the answer tells who somebody is, so it is asked only where it may be kept.
    """

    id: str
    text: str
    why: str
    answers: AnswerKind
    choices: tuple[ChoiceText, ...]
    when: Condition
    optional: bool
    personal: bool
    citations: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """A paper to bring: what it is and how to get it."""

    id: str
    text: str
    get: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Limit:
    """What the law says about the matter, in our words."""

    id: str
    text: str
    when: Condition
    citations: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Detour:
    """Answers that lead elsewhere. ``blocks``: the matter is not booked; ``offers``: other services."""

    id: str
    kind: Literal["emergency", "explain", "person"]
    text: str
    when: Condition
    blocks: bool
    offers: tuple[str, ...]
    citations: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A date that the matter sets off when it has succeeded."""

    id: str
    title: str
    length: int
    unit: Unit
    text: str
    when: Condition
    citations: tuple[Reference, ...]

    def ends(self, start: date) -> date:
        """The last day by the count alone; ``start`` is the day of the event."""
        return last_day(start, self.length, self.unit)


@dataclass(frozen=True, slots=True)
class Expected:
    """How long it takes as a rule, counted from ``since``."""

    length: int
    unit: Unit
    since: str
    text: str
    citations: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class PlaceRule:
    """Where the matter can be done, and on which answers; ``policy`` names the bureau's own rule."""

    place: Place
    when: Condition
    policy: str
    note: str
    citations: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class HandlerRule:
    """Which kind of resource handles it. ``town``: the question whose answer picks the resource's town."""

    kind: str
    when: Condition
    town: str


@dataclass(frozen=True, slots=True)
class Tier:
    """A grade of mediators; ``rules``: any of them makes a matter need it, none: the ordinary grade.

    ``staff`` is the kind of resource that lends such a person where the handler has none of its own;
    ``room`` the kind that is needed besides. ``minutes`` is added to the matter's length.
    """

    id: str
    title: str
    about: str
    rules: tuple[Condition, ...]
    staff: str
    room: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that can be booked."""

    id: str
    service: str
    title: str
    words: tuple[str, ...]
    about: str
    handled_by: tuple[HandlerRule, ...]
    tiers: tuple[Tier, ...]
    duration_minutes: int
    places: tuple[PlaceRule, ...]
    presence: Presence
    lead_hours: int
    questions: tuple[MatterQuestion, ...]
    materials: tuple[Material, ...]
    limits: tuple[Limit, ...]
    cautions: tuple[str, ...]
    detours: tuple[Detour, ...]
    follow_ups: tuple[FollowUp, ...]
    fee: str
    expected: Expected | None
    as_of: date

    def question(self, name: str) -> MatterQuestion | None:
        """The question of that id, None if this matter does not ask it."""
        return next((one for one in self.questions if one.id == name), None)

    def decides(self, condition: Condition, answers: Answers) -> bool | None:
        """Whether a condition holds; None while a question that it looks at is still open.

        An answer to a question that other answers have since made pointless does not count.
        """
        undecided = False
        for name, values in condition.demands:
            question = self.question(name)
            applies = self.decides(question.when, answers) if question else False
            given = answered(answers, name)
            if applies is False or (given and not given & set(values)):
                return False
            undecided = undecided or not given or applies is None
        return None if undecided else True

    def open_questions(self, answers: Answers) -> Iterator[MatterQuestion]:
        """What is still to be asked, in order."""
        for question in self.questions:
            if not answered(answers, question.id) and self.decides(question.when, answers):
                yield question

    def detour(self, answers: Answers) -> Detour | None:
        """The first detour that the answers lead to."""
        return next((one for one in self.detours if self.decides(one.when, answers)), None)

    def limits_for(self, answers: Answers) -> tuple[Limit, ...]:
        """What the law says on these answers, with what may still turn out to apply."""
        return tuple(one for one in self.limits if self.decides(one.when, answers) is not False)

    def places_for(self, answers: Answers) -> tuple[PlaceRule, ...]:
        """Where it can be done on these answers."""
        return tuple(one for one in self.places if self.decides(one.when, answers))

    def follow_ups_for(self, answers: Answers) -> tuple[FollowUp, ...]:
        """The dates to be kept after success."""
        return tuple(one for one in self.follow_ups if self.decides(one.when, answers) is not False)

    def conditions(self) -> Iterator[tuple[str, Condition]]:
        """Every condition of the matter with the place where it stands."""
        parts: tuple[tuple[str, tuple[object, ...]], ...] = (
            ("questions", self.questions),
            ("materials", self.materials),
            ("limits", self.limits),
            ("detours", self.detours),
            ("follow_ups", self.follow_ups),
            ("places", self.places),
            ("handled_by", self.handled_by),
        )
        for name, items in parts:
            for item in items:
                yield name, getattr(item, "when", ALWAYS)
