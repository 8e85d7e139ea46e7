"""One interview: what it is about, what was told, what is being asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Answers = Mapping[str, Any]
"""What was told, as the inquiry keeps it: names to what JSON can hold."""


class Unreadable(Exception):
    """What was said is meant as an answer and cannot be taken; ``detail``, in Chinese: how to give it."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class Stage(StrEnum):
    """How far an interview is."""

    ASKING = "asking"
    REVIEWING = "reviewing"
    FINISHED = "finished"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers offered."""

    title: str
    value: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is put: its words, why it is asked, and what can be chosen."""

    id: str
    text: str
    why: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the review: what a question was about and what was said to it."""

    id: str
    title: str
    said: str


@dataclass(frozen=True, slots=True)
class Interview:
    """The state that is stored. ``trail``: the questions answered, in order, each once.

    ``current`` is the question being asked, "" while none is; if it stands in the trail too, its answer is
    being changed, and stays until there is a new one.
    """

    subject: str
    stage: Stage = Stage.ASKING
    answers: Answers = field(default_factory=dict)
    trail: tuple[str, ...] = ()
    current: str = ""
