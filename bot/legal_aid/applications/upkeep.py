"""What has to be done about many applications: who waits, what lapses, what is erased, what is resealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, Row, func, select

from bot.clock import local_day
from bot.database import Database
from bot.errors import FawenError
from bot.legal_aid.applications.clocks import Clock, Clocks, ClockStatus
from bot.legal_aid.applications.model import Case
from bot.legal_aid.applications.paper_rows import storage_keys
from bot.legal_aid.applications.paper_store import PaperStore
from bot.legal_aid.applications.standing import SYSTEM, Step
from bot.legal_aid.applications.states import ENDED, Event, State
from bot.legal_aid.applications.store import Store, standing_of
from bot.legal_aid.applications.tables import application_papers, applications

log = structlog.get_logger()

_PRESSING = (ClockStatus.RED, ClockStatus.AMBER, ClockStatus.RUNNING, ClockStatus.STOPPED)


@dataclass(frozen=True, slots=True)
class Due:
    """An application that is under way, and its clocks, the next one first."""

    case: Case
    clocks: tuple[Clock, ...]


@dataclass(frozen=True, slots=True)
class Expired:
    """What a run did."""

    lapsed: int
    answered: int
    erased: int
    drafts: int
    swept: int


async def due(database: Database, store: Store, moment: datetime) -> list[Due]:
    """What is under way: urgent ones first, then by how pressing the next clock is, then by its day."""
    under_way = applications.c.state.not_in([*ENDED, State.DRAFT])
    async with database.reading() as connection:
        rows = (await connection.execute(select(applications).where(under_way))).all()
    found = [Due(store.case(row), standing_of(row).clocks(moment)) for row in rows]

    def order(one: Due) -> tuple[bool, int, date, str]:
        next_clock = one.clocks[0] if one.clocks else None
        pressing = _PRESSING.index(next_clock.status) if next_clock else len(_PRESSING)
        return not one.case.urgent, pressing, next_clock.due if next_clock else date.max, one.case.number

    return sorted(found, key=order)


async def expire(
    database: Database,
    store: Store,
    papers: PaperStore,
    moment: datetime,
    clocks: Clocks,
    *,
    retention_days: int,
    draft_days: int,
) -> Expired:
    """One run; each application in a transaction of its own, and one that fails does not stop the others."""
    table = applications.c
    waiting = table.state == State.SUPPLEMENT_ASKED
    lapsed = answered = 0
    for row in await _rows(database, waiting, table.supplement_by < local_day(moment)):
        event = await _overdue(database, store, row, moment, clocks)
        lapsed += event is Event.LAPSE
        answered += event is Event.ANSWER_SUPPLEMENT
    kept_until = moment - timedelta(days=retention_days)
    old = await _rows(database, table.state.in_(list(ENDED)), table.ended_at < kept_until)
    stale = table.updated_at < moment - timedelta(days=draft_days)
    drafts = await _rows(database, table.state == State.DRAFT, stale)
    erased = [await _erase(database, store, papers, row) for row in old]
    dropped = [await _erase(database, store, papers, row) for row in drafts]
    async with database.reading() as connection:
        known = await storage_keys(connection)
    swept = await papers.sweep(known)
    if any(erased) or any(dropped):
        await database.drop_traces()
    return Expired(lapsed, answered, sum(erased), sum(dropped), swept)


async def reseal(database: Database, store: Store, papers: PaperStore) -> int:
    """Everything under the newest key; returns how many applications and files changed."""
    changed = 0
    for row in await _rows(database):
        async with database.transaction() as connection:
            changed += await store.reseal(connection, row)
    async with database.reading() as connection:
        keys = await storage_keys(connection)
    for key in keys:
        changed += await papers.reseal(key)
    return changed


async def _rows(database: Database, *where: ColumnElement[bool]) -> Sequence[Row[Any]]:
    async with database.reading() as connection:
        return (await connection.execute(select(applications).where(*where))).all()


async def _overdue(
    database: Database, store: Store, row: Row[Any], moment: datetime, clocks: Clocks
) -> Event | None:
    """Deem withdrawn (43), unless papers came and only the word that they did is missing: staff decide."""
    sent = select(func.count()).where(
        application_papers.c.application_id == row.id,
        application_papers.c.created_at >= row.supplement_asked_at,
    )
    try:
        async with database.transaction() as connection:
            came = (await connection.execute(sent)).scalar_one()
            event = Event.ANSWER_SUPPLEMENT if came else Event.LAPSE
            step = Step(event=event, by=SYSTEM, at=moment)
            moved = await store.move(connection, row, standing_of(row).after(step, clocks), step)
    except FawenError as error:
        log.warning("application_not_lapsed", error=type(error).__name__)
        return None
    return event if moved else None


async def _erase(database: Database, store: Store, papers: PaperStore, row: Row[Any]) -> bool:
    async with database.transaction() as connection:
        done, keys = await store.erase(connection, row, standing_of(row))
    await papers.remove(keys)
    return done
