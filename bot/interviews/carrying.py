"""Interviews that come along into another conversation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.interviews import payloads
from bot.interviews.engine import KEPT_DAYS
from bot.interviews.model import Stage
from bot.interviews.store import OPEN, InterviewStore
from bot.interviews.subjects import Subject


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An interview that can be gone on with: its title, and what a button must send for it."""

    title: str
    payload: str


class Carrying:
    """What a desk does when a citizen goes on elsewhere."""

    def __init__(
        self, subjects: Mapping[str, Subject], store: InterviewStore, clock: Callable[[], datetime]
    ) -> None:
        self._subjects = subjects
        self._store = store
        self._now = clock

    async def carry(self, connection: AsyncConnection, old: str, new: str, *, whole: bool) -> None:
        """Bring the latest interview on each subject, and the latest that is finished, unless ``new`` has a
        later one. One that is finished does not count as later than one that can still be gone on with.

        Private ones are moved: nobody's data lies twice, and what is handed in is handed in once. Others are
        copied.

        Args:
            connection: of the transaction.
            old, new: the conversations.
            whole: whether the messages come along. Where they do not, the question that was being asked is
                not to be seen, so nothing that is said next may be taken for its answer.
        """
        asking = await self._open(connection, new)
        for subject in self._subjects:
            finished = await self._store.row(connection, old, subject, Stage.FINISHED)
            latest = await self._store.row(connection, old, subject)
            for theirs in [finished, latest] if finished != latest else [latest]:
                if theirs is None or not self._fresh(theirs.updated_at):
                    continue
                only = Stage.FINISHED if theirs is finished else None
                ours = await self._store.row(connection, new, subject, only)
                moment = _moment(theirs, ours, asking)
                if moment is not None:
                    left = theirs.stage in OPEN and (asking is not None or not whole)
                    stage = Stage.LEFT if left else Stage(theirs.stage)
                    await self._store.bring(connection, theirs, new, moment, stage)

    async def _open(self, connection: AsyncConnection, conversation_id: str) -> Row[Any] | None:
        """The interview that awaits an answer: of one conversation there is at most one."""
        asking = await self._store.row(connection, conversation_id, stage=Stage.ASKING)
        return asking or await self._store.row(connection, conversation_id, stage=Stage.REVIEWING)

    async def unfinished(self, connection: AsyncConnection, conversation_id: str) -> list[Unfinished]:
        """What can be gone on with in a conversation; at most one on a subject."""
        found = []
        for name, subject in self._subjects.items():
            row = await self._store.row(connection, conversation_id, name)
            if row is not None and row.stage != Stage.FINISHED and self._fresh(row.updated_at):
                found.append(Unfinished(subject.title, payloads.spell("resume", subject=name)))
        return found

    def _fresh(self, updated_at: datetime) -> bool:
        return self._now() - updated_at < timedelta(days=KEPT_DAYS)


def _moment(theirs: Row[Any], ours: Row[Any] | None, asking: Row[Any] | None) -> datetime | None:
    """When an interview moved last, as its new conversation is to see it; None: it need not come along."""
    moment: datetime = theirs.updated_at
    if ours is not None and ours.updated_at >= moment:
        if ours.stage != Stage.FINISHED or theirs.stage == Stage.FINISHED:
            return None
        moment = ours.updated_at  # else the finished one would still be the latest
    if asking is not None and asking.subject != theirs.subject:  # what is being asked here stays the latest
        moment = min(moment, asking.updated_at - timedelta(microseconds=1))
    return moment
