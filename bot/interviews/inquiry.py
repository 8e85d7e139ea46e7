"""What a service must know to be interviewed for: the engine knows none by name."""

from collections.abc import Sequence
from typing import Protocol

from bot.interviews.model import Answers, Asked, Told
from bot.replies import Reply


class Inquiry(Protocol):
    """Questions of one service. Pure: the same answers give the same questions."""

    title: str
    """What the citizen takes it for: 法律援助初步查看."""

    intent: str
    """What the dialogue calls the wish for it."""

    welcome: str
    """Said before the first question."""

    finish_title: str
    """The button below the review that ends it: 都对，看结果."""

    private: bool
    """Whether answers are personal data: then they are kept sealed, and the record shows them masked."""

    def opening(self, text: str) -> Answers:
        """What the message that asked for the service told already."""
        ...

    def next(self, answers: Answers) -> Asked | None:
        """The most telling question that is still open; None when nothing more can change the outcome."""
        ...

    def ended(self, answers: Answers) -> bool:
        """Whether an answer has ended it before its time, so that there is nothing to look over."""
        ...

    def again(self, question: str, answers: Answers) -> Asked:
        """One question as it is put now, also if it was answered before."""
        ...

    def read(self, question: str, text: str, answers: Answers) -> Answers | None:
        """The answers with what a text tells; the same if that settles nothing; None if it is no answer.

        Raises:
            Unreadable: it is meant as one, and cannot be taken.
        """
        ...

    def shown(self, question: str, text: str) -> str:
        """How the record shows an answer given in words; as it is unless answers are private."""
        ...

    def choose(self, question: str, value: str, answers: Answers) -> Answers | None:
        """The answers with a choice that was offered; None if it is none."""
        ...

    def stays(self, question: str, value: str, answers: Answers) -> bool:
        """Whether a choice leaves the question open, because more than one may apply."""
        ...

    def without(self, question: str, answers: Answers) -> Answers:
        """The answers as if the question had not been asked."""
        ...

    def review(self, answers: Answers) -> Sequence[Told]:
        """Everything told, to be looked over."""
        ...

    def conclusion(self, answers: Answers) -> list[Reply]:
        """What comes of it. Always with a way to a person."""
        ...
