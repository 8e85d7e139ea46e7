"""Interviews in the database, within the caller's transaction; private answers sealed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.interviews.engine import Step
from bot.interviews.model import Answers, Interview, Stage
from bot.interviews.tables import interviews
from bot.replies import Reply
from bot.vault import Vault

OPEN = (Stage.ASKING, Stage.REVIEWING)
"""The stages in which an answer is awaited."""

_SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class Kept:
    """An interview as it is stored, with the turn that moved it last and what was said to it."""

    id: int
    interview: Interview
    last_turn: int | None
    last_replies: list[Reply]
    last_aside: bool
    updated_at: datetime


class InterviewStore:
    """Reads and writes rows.

    Args:
        vault: seals private answers; None where no subject is private.
        private_subjects: whose answers are sealed.
    """

    def __init__(self, vault: Vault | None, private_subjects: frozenset[str]) -> None:
        self._vault = vault
        self._private = private_subjects

    def private(self, subject: str) -> bool:
        """Whether answers on a subject are personal data."""
        return subject in self._private

    async def latest(
        self,
        connection: AsyncConnection,
        conversation_id: str,
        subject: str | None = None,
        stage: Stage | None = None,
        *,
        lock: bool = False,
    ) -> Kept | None:
        """The interview (on a subject, in a stage) that moved last, or None.

        Raises:
            CannotOpen: sealed with a key that is not among ours.
        """
        found = await self.row(connection, conversation_id, subject, stage, lock=lock)
        if found is None:
            return None
        interview = Interview(
            found.subject, Stage(found.stage), self._opened(found.answers), tuple(found.trail), found.current
        )
        replies = [Reply.from_dict(one) for one in found.last_replies]
        return Kept(found.id, interview, found.last_turn, replies, bool(found.last_aside), found.updated_at)

    async def row(
        self,
        connection: AsyncConnection,
        conversation_id: str,
        subject: str | None = None,
        stage: Stage | None = None,
        *,
        lock: bool = False,
    ) -> Row[Any] | None:
        """As ``latest``, unopened."""
        wanted = select(interviews).where(interviews.c.conversation_id == conversation_id)
        if subject:
            wanted = wanted.where(interviews.c.subject == subject)
        if stage:
            wanted = wanted.where(interviews.c.stage == stage.value)
        wanted = wanted.order_by(interviews.c.updated_at.desc(), interviews.c.id.desc()).limit(1)
        if lock:  # PostgreSQL; on SQLite the transaction holds the write lock already
            wanted = wanted.with_for_update()
        return (await connection.execute(wanted)).first()

    async def bring(
        self,
        connection: AsyncConnection,
        row: Row[Any],
        conversation_id: str,
        moment: datetime,
        stage: Stage,
    ) -> None:
        """Copy a row into another conversation, or move it if it is private; what is sealed stays so."""
        values = {
            "conversation_id": conversation_id,
            "updated_at": moment,
            "stage": stage.value,
            "last_turn": None,  # turns of another conversation
            "last_replies": [],
        }
        if row.subject in self._private:
            await connection.execute(update(interviews).where(interviews.c.id == row.id).values(**values))
            return
        copied = dict(row._mapping) | values
        del copied["id"]
        await connection.execute(insert(interviews).values(**copied))

    async def add(
        self,
        connection: AsyncConnection,
        conversation_id: str,
        step: Step,
        turn: int | None,
        moment: datetime,
    ) -> None:
        """A new interview."""
        values = self._values(step, turn, moment)
        await connection.execute(
            insert(interviews).values(conversation_id=conversation_id, created_at=moment, **values)
        )

    async def keep(
        self, connection: AsyncConnection, row: Kept, step: Step, turn: int | None, moment: datetime
    ) -> None:
        """An interview that moved on."""
        values = self._values(step, turn, moment)
        await connection.execute(update(interviews).where(interviews.c.id == row.id).values(**values))

    async def set_aside(self, connection: AsyncConnection, conversation_id: str, subject: str) -> str:
        """Leave whatever else is open while ``subject`` is seen to; returns what that was, or ""."""
        left = await connection.execute(
            update(interviews)
            .where(
                interviews.c.conversation_id == conversation_id,
                interviews.c.subject != subject,
                interviews.c.stage.in_(OPEN),
            )
            .values(stage=Stage.LEFT)
            .returning(interviews.c.subject)
        )
        subjects = list(left.scalars())
        return str(subjects[-1]) if subjects else ""

    async def erase(self, connection: AsyncConnection, before: datetime) -> int:
        """Delete what has not moved since; returns how many."""
        done: CursorResult[Any] = await connection.execute(
            delete(interviews).where(interviews.c.updated_at < before)
        )
        return done.rowcount

    def _values(self, step: Step, turn: int | None, moment: datetime) -> dict[str, Any]:
        interview = step.interview
        return {
            "subject": interview.subject,
            "stage": interview.stage.value,
            "answers": self._sealed(interview),
            "trail": list(interview.trail),
            "current": interview.current,
            "last_turn": turn,
            "last_replies": [reply.as_dict() for reply in step.replies],
            "last_aside": int(step.aside),
            "updated_at": moment,
        }

    def _sealed(self, interview: Interview) -> dict[str, Any]:
        answers = dict(interview.answers)
        if not answers or interview.subject not in self._private:
            return answers
        if self._vault is None:
            raise LookupError("a private subject needs a vault")
        return {_SEALED: self._vault.seal_json(answers)}

    def _opened(self, answers: Answers) -> Answers:
        if _SEALED not in answers or self._vault is None:
            return answers
        opened: Answers = self._vault.open_json(answers[_SEALED])
        return opened
