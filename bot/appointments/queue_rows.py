"""The rows behind the waitlist, within the caller's transaction."""

import uuid
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.appointments.availability import Demand
from bot.appointments.cells import cell_of
from bot.appointments.hours import Span
from bot.appointments.model import Entry, Waiting
from bot.appointments.tables import waitlist, waitlist_offers, waitlist_resources

OPEN = (Waiting.WAITING, Waiting.OFFERED)


async def entry_row(connection: AsyncConnection, *where: ColumnElement[bool]) -> Row[Any] | None:
    """The one row that fits, or None."""
    return (await connection.execute(select(waitlist).where(*where))).first()


def entry_of(row: Row[Any]) -> Entry:
    """What a row holds; the details stay sealed."""
    return Entry(
        id=row.id,
        state=Waiting(row.state),
        matter_id=row.matter_id,
        demand=_demand(row.demand),
        conversation_id=row.conversation_id,
        appointment_id=row.appointment_id,
        missed=row.missed,
        created_at=row.created_at,
    )


async def put_entry(
    connection: AsyncConnection,
    *,
    request_id: str,
    matter_id: str,
    demand: Demand,
    contact: dict[str, str | None],
    conversation_id: str | None,
    moment: datetime,
) -> Row[Any]:
    """A new place at the end of the queue."""
    new = uuid.uuid4().hex
    await connection.execute(
        insert(waitlist).values(
            id=new,
            request_id=request_id,
            state=Waiting.WAITING,
            matter_id=matter_id,
            demand=_written(demand),
            latest=demand.latest,
            conversation_id=conversation_id,
            missed=0,
            created_at=moment,
            updated_at=moment,
            **contact,
        )
    )
    rows = [{"resource_id": one, "waitlist_id": new} for one in sorted(set(demand.resources))]
    await connection.execute(insert(waitlist_resources), rows)
    row = await entry_row(connection, waitlist.c.id == new)
    if row is None:
        raise RuntimeError("the row just written is not there")
    return row


async def waiting_for(connection: AsyncConnection, resource_ids: Sequence[str]) -> Sequence[Row[Any]]:
    """Who waits for one of these resources, first come first."""
    ids = select(waitlist_resources.c.waitlist_id).where(waitlist_resources.c.resource_id.in_(resource_ids))
    query = (
        select(waitlist)
        .where(waitlist.c.id.in_(ids), waitlist.c.state == Waiting.WAITING)
        .order_by(waitlist.c.number)
    )
    return (await connection.execute(query)).all()


async def offered_cells(connection: AsyncConnection, waitlist_id: str) -> set[int]:
    """When the times began that somebody was offered before (quarter hours)."""
    query = select(waitlist_offers.c.cell_start).where(waitlist_offers.c.waitlist_id == waitlist_id)
    return set((await connection.execute(query)).scalars())


async def claim(connection: AsyncConnection, waitlist_id: str, moment: datetime) -> bool:
    """Make somebody who waits one who is offered something; False if he no longer waits."""
    done = await connection.execute(
        update(waitlist)
        .where(waitlist.c.id == waitlist_id, waitlist.c.state == Waiting.WAITING)
        .values(state=Waiting.OFFERED, updated_at=moment)
    )
    return done.rowcount == 1


async def note_offer(
    connection: AsyncConnection, waitlist_id: str, appointment: Row[Any], moment: datetime
) -> None:
    """Write down what was offered, to be told."""
    await connection.execute(
        insert(waitlist_offers).values(
            waitlist_id=waitlist_id,
            cell_start=cell_of(appointment.starts_at),
            appointment_id=appointment.id,
            offered_at=moment,
        )
    )
    await connection.execute(
        update(waitlist).where(waitlist.c.id == waitlist_id).values(appointment_id=appointment.id)
    )


async def release(
    connection: AsyncConnection, appointment: Row[Any], moment: datetime, *, missed_most: int | None = None
) -> None:
    """The offer was declined or, where ``missed_most`` is given, ran out: wait on, unless too many did."""
    if appointment.waitlist_id is None:
        return
    mine = (
        waitlist.c.id == appointment.waitlist_id,
        waitlist.c.appointment_id == appointment.id,
        waitlist.c.state == Waiting.OFFERED,
    )
    row = await entry_row(connection, *mine)
    if row is None:
        return
    missed = row.missed + (missed_most is not None)
    if missed_most is not None and missed >= missed_most:
        await end(connection, row.id, Waiting.LAPSED, moment, missed=missed, appointment_id=None)
        return
    values = {"state": Waiting.WAITING, "missed": missed, "appointment_id": None, "updated_at": moment}
    await connection.execute(update(waitlist).where(*mine).values(**values))


async def end(
    connection: AsyncConnection,
    waitlist_id: str,
    state: Waiting,
    moment: datetime,
    *,
    came_from: Sequence[Waiting] = OPEN,
    **values: Any,
) -> bool:
    """Nothing more is offered; False if it stood elsewhere."""
    done = await connection.execute(
        update(waitlist)
        .where(waitlist.c.id == waitlist_id, waitlist.c.state.in_(came_from))
        .values(state=state, updated_at=moment, **values)
    )
    if done.rowcount:
        await connection.execute(
            delete(waitlist_resources).where(waitlist_resources.c.waitlist_id == waitlist_id)
        )
    return done.rowcount == 1


def _written(demand: Demand) -> dict[str, Any]:
    between = demand.between
    return {
        "minutes": demand.minutes,
        "resources": list(demand.resources),
        "lead_hours": demand.lead_hours,
        "earliest": demand.earliest.isoformat() if demand.earliest else None,
        "latest": demand.latest.isoformat() if demand.latest else None,
        "between": [between.opens.isoformat(), between.closes.isoformat()] if between else None,
        "weekdays": sorted(demand.weekdays) if demand.weekdays is not None else None,
    }


def _demand(written: dict[str, Any]) -> Demand:
    between, weekdays = written["between"], written["weekdays"]
    return Demand(
        minutes=written["minutes"],
        resources=tuple(written["resources"]),
        lead_hours=written["lead_hours"],
        earliest=datetime.fromisoformat(written["earliest"]) if written["earliest"] else None,
        latest=datetime.fromisoformat(written["latest"]) if written["latest"] else None,
        between=Span(*(time.fromisoformat(one) for one in between)) if between else None,
        weekdays=frozenset(weekdays) if weekdays is not None else None,
    )
