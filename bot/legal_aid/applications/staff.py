"""What the institution and the bureau do. The face has checked who they are."""

from collections.abc import Sequence
from datetime import date

from bot.legal_aid.applications import upkeep
from bot.legal_aid.applications.model import Case, File
from bot.legal_aid.applications.standing import Actor
from bot.legal_aid.applications.states import Event
from bot.legal_aid.applications.steps import Steps, numbered


class StaffSide(Steps):
    """Steps by number, in the name of whoever takes them.

    Each raises ``ApplicationNotFound``; ``NotPossibleNow`` (``AlreadyHandled`` where a colleague was first);
    ``NotYours``; ``StepIncomplete``.
    """

    async def file_for_staff(self, number: str) -> File:
        """The application, its papers, its history."""
        return await self.file_where(numbered(number))

    async def forward(self, number: str, by: Actor) -> Case:
        """A detainee's application reaches the institution (39)."""
        return await self.step(numbered(number), Event.FORWARD, by)

    async def ask_supplement(
        self, number: str, by: Actor, papers: Sequence[str], answer_by: date | None = None
    ) -> Case:
        """Name everything that is missing, once (43)."""
        return await self.step(
            numbered(number), Event.ASK_SUPPLEMENT, by, papers=tuple(papers), answer_by=answer_by
        )

    async def grant(self, number: str, by: Actor, *, aid_first: bool = False, note: str = "") -> Case:
        """Grant; ``aid_first`` where papers follow later (44)."""
        return await self.step(numbered(number), Event.GRANT, by, note=note, columns={"aid_first": aid_first})

    async def refuse(self, number: str, by: Actor, reasons: str) -> Case:
        """Refuse, with reasons (43)."""
        return await self.step(numbered(number), Event.REFUSE, by, note=reasons)

    async def assign(self, number: str, by: Actor, lawyer: str) -> Case:
        """Name who will help (43)."""
        return await self.step(numbered(number), Event.ASSIGN, by, note=lawyer)

    async def terminate(self, number: str, by: Actor, reasons: str) -> Case:
        """End aid early, with reasons (48)."""
        return await self.step(numbered(number), Event.TERMINATE, by, note=reasons)

    async def close(self, number: str, by: Actor, note: str = "") -> Case:
        """The matter is finished (50)."""
        return await self.step(numbered(number), Event.CLOSE, by, note=note)

    async def decide_objection(self, number: str, by: Actor, *, upheld: bool, reasons: str) -> Case:
        """The bureau upholds the decision or orders the institution to put it right (49)."""
        event = Event.UPHOLD if upheld else Event.ORDER_CORRECTION
        return await self.step(numbered(number), event, by, note=reasons)

    async def due(self) -> list[upkeep.Due]:
        """What waits for somebody, the most pressing first."""
        return await upkeep.due(self.database, self.store, self.now())
