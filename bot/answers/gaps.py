"""The gap list: what citizens asked and did not get, so that the bureau knows what to write next.

A line says what was asked (free of personal data), what was shown for it and on which day. It leads back to
no conversation: nothing of the conversation is stored with it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import structlog
from sqlalchemy import Column, Date, Integer, String, Table, delete, func, insert, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.answers.scrubbing import LONGEST
from bot.database import Database, metadata
from bot.replies import Note
from knowledge_base.retrieval.tokenizer import normalise

log = structlog.get_logger()

_LONGEST_SHOWN = 200
_FILLING = re.compile(
    r"请问|您好|你好|我想问|想问一下|问一下|怎么办|咋办|怎么处理|怎么弄|[^0-9a-z\u3400-\u9fff]"
)
_PARTICLES = "的了吗呢啊呀吧么"


class Kind(StrEnum):
    """What became of a question."""

    UNANSWERED = "unanswered"
    ASKED_BACK = "asked_back"
    NOT_WHAT_I_ASKED = "not_what_i_asked"
    NOT_HELPFUL = "not_helpful"
    HELPFUL = "helpful"


knowledge_gaps = Table(
    "knowledge_gaps",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("day", Date, nullable=False, index=True),
    Column("kind", String(24), nullable=False),
    Column("question", String(LONGEST), nullable=False),
    Column("shown", String(_LONGEST_SHOWN), nullable=False),
)


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that are alike: the newest wording, how often each thing became of them, what was shown."""

    question: str
    counts: Counter[str]
    shown: str
    last: date

    @property
    def misses(self) -> int:
        """How often citizens went without."""
        return self.counts.total() - self.counts[Kind.HELPFUL]


async def record(connection: AsyncConnection, notes: Iterable[Note], day: date) -> None:
    """Store notes within the caller's transaction. A failure is logged and leaves that transaction whole."""
    for note in notes:
        try:
            async with connection.begin_nested():
                await _store(connection, note, day)
        except SQLAlchemyError as error:
            log.warning("gap_not_recorded", kind=note.kind, error=type(error).__name__)


async def erase(database: Database, before: date) -> int:
    """Remove what was recorded before a day; returns how many lines."""
    async with database.transaction() as connection:
        erased = await connection.execute(delete(knowledge_gaps).where(knowledge_gaps.c.day < before))
    return int(erased.rowcount)


async def read(database: Database, since: date) -> list[Gap]:
    """Gaps since a day, the most frequent first; questions that nobody went without are left out."""
    columns = (knowledge_gaps.c.kind, knowledge_gaps.c.question, knowledge_gaps.c.shown)
    query = (
        select(*columns, func.count().label("times"), func.max(knowledge_gaps.c.day).label("last"))
        .where(knowledge_gaps.c.day >= since)
        .group_by(*columns)
    )
    async with database.reading() as connection:
        rows = (await connection.execute(query)).all()
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(likeness(row.question), []).append(row)
    gaps = [_gap(group) for group in groups.values()]
    return sorted((gap for gap in gaps if gap.misses), key=lambda gap: (-gap.misses, -gap.last.toordinal()))


def likeness(question: str) -> str:
    """The same for questions that differ in punctuation, courtesy and particles alone."""
    core = _FILLING.sub("", normalise(question)).strip(_PARTICLES)
    return core or normalise(question)


async def _store(connection: AsyncConnection, note: Note, day: date) -> None:
    values = {"question": note.question[:LONGEST], "shown": note.shown[:_LONGEST_SHOWN]}
    if note.replaces:  # lines that are alike are the same to us, so any of them may go
        alike = (
            select(knowledge_gaps.c.id)
            .filter_by(kind=note.replaces, day=note.replaced_day, **values)
            .limit(1)
            .scalar_subquery()
        )
        await connection.execute(delete(knowledge_gaps).where(knowledge_gaps.c.id == alike))
    await connection.execute(insert(knowledge_gaps).values(day=day, kind=note.kind, **values))


def _gap(rows: Sequence[Any]) -> Gap:
    counts: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for row in rows:
        counts[row.kind] += row.times
        if row.shown:
            shown[row.shown] += row.times
    newest = max(rows, key=lambda row: row.last)
    return Gap(newest.question, counts, shown.most_common(1)[0][0] if shown else "", newest.last)
