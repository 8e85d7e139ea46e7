"""What a citizen can be interviewed for, and what is done when all answers are there."""

from dataclasses import dataclass, field
from typing import Protocol

from bot.interviews.engine import Step
from bot.interviews.inquiry import Inquiry
from bot.interviews.model import Answers
from bot.replies import Reply


@dataclass(frozen=True, slots=True)
class Instead:
    """No interview now: ``replies`` say why. ``first`` names the subject that has to be seen to before it."""

    replies: list[Reply] = field(default_factory=list)
    first: str = ""


class Subject(Protocol):
    """One thing to be interviewed for. Unlike its inquiry it may look things up and change them."""

    @property
    def title(self) -> str:
        """What the citizen takes it for."""
        ...

    @property
    def intent(self) -> str:
        """What the dialogue calls the wish for it."""
        ...

    @property
    def private(self) -> bool:
        """Whether its answers are personal data."""
        ...

    async def open(self, conversation_id: str, answers: Answers | None) -> Inquiry | Instead:
        """The inquiry as it stands for a conversation; ``answers``: of the interview, None if it begins."""
        ...

    async def finish(self, request_id: str, conversation_id: str, step: Step) -> Step:
        """Do what the citizen wanted, once: the same ``request_id`` does nothing twice.

        The step that would end the interview is given, and the one that does is returned. Called outside of
        any transaction.

        Raises:
            FawenError: it could not be done; nothing was changed.
        """
        ...


class Plain:
    """An inquiry that needs nothing from outside and changes nothing."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._inquiry = inquiry

    @property
    def title(self) -> str:
        """The inquiry's."""
        return self._inquiry.title

    @property
    def intent(self) -> str:
        """The inquiry's."""
        return self._inquiry.intent

    @property
    def private(self) -> bool:
        """The inquiry's."""
        return self._inquiry.private

    async def open(self, conversation_id: str, answers: Answers | None) -> Inquiry:  # noqa: ARG002
        """Always the same."""
        return self._inquiry

    async def finish(self, request_id: str, conversation_id: str, step: Step) -> Step:  # noqa: ARG002
        """Its conclusion is all."""
        return step
