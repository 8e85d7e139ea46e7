"""Interviews of conversations: begun, heard, left and taken up; every step is stored before it is said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import now
from bot.database import Database
from bot.interviews import engine, payloads
from bot.interviews.engine import KEPT_DAYS, Step
from bot.interviews.inquiry import Inquiry
from bot.interviews.model import Interview, Stage
from bot.interviews.tables import interviews
from bot.replies import Reply

_IDLE = timedelta(hours=12)
"""After so long a silence a message is no longer taken for an answer; the interview can be taken up."""

_OPEN = (Stage.ASKING, Stage.REVIEWING)


@dataclass(frozen=True, slots=True)
class Heard:
    """What an interview says to a message. ``aside``: answer the message first. ``going``: it goes on."""

    replies: list[Reply]
    aside: bool = False
    going: bool = True


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An interview that can be gone on with: its title, and what a button must send for it."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    interview: Interview
    last_turn: int | None
    last: Heard
    updated_at: datetime


class InterviewDesk:
    """Keeps the interviews.

    A turn is applied once: heard again (its answer was stored, but the process died before it was said), it
    gives the same replies. Turns of one interview are applied one after the other, whichever process hears
    them.

    Args:
        database: where they are kept.
        inquiries: what can be interviewed for, by subject.
        clock: this moment.
    """

    def __init__(
        self, database: Database, inquiries: Mapping[str, Inquiry], clock: Callable[[], datetime] = now
    ) -> None:
        self._database = database
        self._inquiries = inquiries
        self._now = clock

    def subject(self, intent: str) -> str | None:
        """The interview that an intent asks for."""
        return next((name for name, one in self._inquiries.items() if one.intent == intent), None)

    async def begin(self, conversation_id: str, subject: str, text: str, turn: int | None = None) -> Heard:
        """Start an interview, or take up the one on this subject that is not finished."""
        inquiry = self._inquiries[subject]
        async with self._database.transaction() as connection:
            row = await self._latest(connection, conversation_id, subject, lock=True)
            if row and turn is not None and row.last_turn == turn:
                return row.last
            if row and row.interview.stage is not Stage.FINISHED and self._fresh(row.updated_at):
                return await self._keep(connection, row, engine.take_up(inquiry, row.interview), turn)
            return await self._new(connection, conversation_id, engine.begin(inquiry, subject, text), turn)

    async def hear(
        self, conversation_id: str, said: str, intent: str = "", turn: int | None = None
    ) -> Heard | None:
        """A message of a citizen who may be being interviewed; None if no interview is to be had by it."""
        press = payloads.read(said)
        async with self._database.transaction() as connection:
            row = await self._latest(connection, conversation_id, lock=True)
            if row is None:
                return None
            if turn is not None and row.last_turn == turn:
                return row.last
            if not press and not (row.interview.stage in _OPEN and self._lively(row)):
                return None
            inquiry = self._inquiries[row.interview.subject]
            if press and press.does == "restart":
                step = engine.begin(inquiry, row.interview.subject, "")
                return await self._new(connection, conversation_id, step, turn)
            return await self._keep(connection, row, engine.hear(inquiry, row.interview, said, intent), turn)

    async def answers(self, conversation_id: str, subject: str) -> Mapping[str, Any] | None:
        """What was told in the latest interview on a subject; None if there was none."""
        async with self._database.reading() as connection:
            row = await self._latest(connection, conversation_id, subject)
        return row.interview.answers if row else None

    async def carry(self, connection: AsyncConnection, old: str, new: str) -> None:
        """Copy the latest interview on each subject, unless ``new`` has a later one.

        One that is finished does not count as later than one that can still be gone on with.
        """
        for subject in self._inquiries:
            theirs = await self._find(connection, old, subject)
            ours = await self._find(connection, new, subject)
            if theirs is None or not self._fresh(theirs.updated_at):
                continue
            updated_at = theirs.updated_at
            if ours is not None and ours.updated_at >= updated_at:
                if ours.stage != Stage.FINISHED or theirs.stage == Stage.FINISHED:
                    continue
                updated_at = ours.updated_at  # else the finished one would still be the latest
            kept = dict(theirs._mapping) | {
                "conversation_id": new,
                "updated_at": updated_at,
                "last_turn": None,  # turns of another conversation
                "last_replies": [],
            }
            del kept["id"]
            await connection.execute(insert(interviews).values(**kept))

    async def unfinished(self, connection: AsyncConnection, conversation_id: str) -> list[Unfinished]:
        """What can be gone on with in a conversation; at most one on a subject."""
        latest = await self._find(connection, conversation_id)
        found = []
        for subject, inquiry in self._inquiries.items():
            row = await self._find(connection, conversation_id, subject)
            if row is None or row.stage == Stage.FINISHED or not self._fresh(row.updated_at):
                continue
            resumes = latest is not None and latest.id == row.id
            found.append(
                Unfinished(inquiry.title, payloads.spell("resume") if resumes else f"/{inquiry.intent}")
            )
        return found

    async def erase_old(self) -> int:
        """Forget what was kept long enough; returns how many."""
        async with self._database.transaction() as connection:
            before = self._now() - timedelta(days=KEPT_DAYS)
            done = await connection.execute(delete(interviews).where(interviews.c.updated_at < before))
        return done.rowcount

    def _lively(self, row: _Row) -> bool:
        return self._now() - row.updated_at < _IDLE

    def _fresh(self, updated_at: datetime) -> bool:
        return self._now() - updated_at < timedelta(days=KEPT_DAYS)

    async def _latest(
        self,
        connection: AsyncConnection,
        conversation_id: str,
        subject: str | None = None,
        *,
        lock: bool = False,
    ) -> _Row | None:
        found = await self._find(connection, conversation_id, subject, lock=lock)
        if found is None:
            return None
        interview = Interview(
            found.subject, Stage(found.stage), found.answers, tuple(found.trail), found.current
        )
        replies = [Reply.from_dict(one) for one in found.last_replies]
        last = Heard(replies, bool(found.last_aside), interview.stage in _OPEN)
        return _Row(found.id, interview, found.last_turn, last, found.updated_at)

    async def _find(
        self,
        connection: AsyncConnection,
        conversation_id: str,
        subject: str | None = None,
        *,
        lock: bool = False,
    ) -> Any:
        """The row last spoken in, which one that was carried over need not be; or None."""
        wanted = select(interviews).where(interviews.c.conversation_id == conversation_id)
        if subject:
            wanted = wanted.where(interviews.c.subject == subject)
        wanted = wanted.order_by(interviews.c.updated_at.desc(), interviews.c.id.desc()).limit(1)
        if lock:  # PostgreSQL; on SQLite the transaction holds the write lock already
            wanted = wanted.with_for_update()
        return (await connection.execute(wanted)).first()

    async def _new(
        self, connection: AsyncConnection, conversation_id: str, step: Step, turn: int | None
    ) -> Heard:
        await connection.execute(
            insert(interviews).values(
                conversation_id=conversation_id,
                created_at=self._now(),
                **self._values(step, turn),
            )
        )
        return _heard(step)

    async def _keep(self, connection: AsyncConnection, row: _Row, step: Step, turn: int | None) -> Heard:
        kept = self._values(step, turn)
        await connection.execute(update(interviews).where(interviews.c.id == row.id).values(**kept))
        return _heard(step)

    def _values(self, step: Step, turn: int | None) -> dict[str, Any]:
        interview = step.interview
        return {
            "subject": interview.subject,
            "stage": interview.stage.value,
            "answers": dict(interview.answers),
            "trail": list(interview.trail),
            "current": interview.current,
            "last_turn": turn,
            "last_replies": [reply.as_dict() for reply in step.replies],
            "last_aside": int(step.aside),
            "updated_at": self._now(),
        }


def _heard(step: Step) -> Heard:
    return Heard(step.replies, step.aside, step.interview.stage in _OPEN)
