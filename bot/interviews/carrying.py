"""Interviews that come along into another conversation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.interviews import payloads
from bot.interviews.engine import KEPT_DAYS
from bot.interviews.model import Stage
from bot.interviews.store import InterviewStore
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

    async def carry(self, connection: AsyncConnection, old: str, new: str) -> None:
        """Copy the latest interview on each subject, unless ``new`` has a later one.

        One that is finished does not count as later than one that can still be gone on with.
        """
        for subject in self._subjects:
            theirs = await self._store.row(connection, old, subject)
            ours = await self._store.row(connection, new, subject)
            if theirs is None or not self._fresh(theirs.updated_at):
                continue
            updated_at = theirs.updated_at
            if ours is not None and ours.updated_at >= updated_at:
                if ours.stage != Stage.FINISHED or theirs.stage == Stage.FINISHED:
                    continue
                updated_at = ours.updated_at  # else the finished one would still be the latest
            await self._store.copy(connection, theirs, new, updated_at)

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
