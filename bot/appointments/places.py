"""Places changing hands, within the caller's transaction and under its locks: found, freed, offered on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.appointments import queue_rows
from bot.appointments.availability import Demand, Horizon, Occupied, TimeSlot, free_seat, openings
from bot.appointments.cells import cell_of
from bot.appointments.ledger import Ledger, cells_of, minutes_of
from bot.appointments.model import SYSTEM
from bot.appointments.occupancy import occupied
from bot.appointments.resources import Resource, Schedule
from bot.appointments.states import Event, State
from bot.appointments.tables import appointments
from bot.appointments.terms import Terms
from bot.clock import local_day


@dataclass(frozen=True, slots=True)
class Place:
    """A time slot with a seat that is free for it."""

    resource: Resource
    slot: TimeSlot
    seat: int


class Places:
    """See the module."""

    def __init__(self, ledger: Ledger, schedule: Callable[[], Schedule], terms: Terms) -> None:
        self.ledger = ledger
        self.schedule = schedule
        self.terms = terms

    async def find(
        self,
        connection: AsyncConnection,
        demand: Demand,
        starts_at: datetime,
        moment: datetime,
        moving: Row[Any] | None = None,
    ) -> Place | None:
        """A free place at a moment: with the same resource as before, else with the least busy one that day,
        else with the preferred one. ``moving``: the appointment that gives its own place up for it."""
        schedule = self.schedule()
        days = Horizon(local_day(starts_at), 1)
        taken = await occupied(connection, demand.resources, days, moment)
        if moving is not None:
            await self._without(connection, moving, taken, days)

        def order(slot: TimeSlot) -> tuple[bool, float, int]:
            seats = taken.get(slot.resource_id, {})
            busy = sum(bits.bit_count() for bits in seats.values())
            other = moving is not None and slot.resource_id != moving.resource_id
            capacity = schedule.resources[slot.resource_id].capacity
            return other, busy / capacity, demand.resources.index(slot.resource_id)

        slots = openings(demand, schedule, taken, days, moment).at(starts_at)
        if not slots:
            return None
        best = min(slots, key=order)
        resource = schedule.resources[best.resource_id]
        return Place(resource, best, _seat(resource, best, taken, days))

    async def settle(self, connection: AsyncConnection, resource_ids: Iterable[str], moment: datetime) -> int:
        """Let holds that have run out expire and offer their places on; returns how many expired."""
        lapsed = select(appointments).where(
            appointments.c.state == State.HELD,
            appointments.c.held_until <= moment,
            appointments.c.resource_id.in_(sorted(set(resource_ids))),
        )
        rows = (await connection.execute(lapsed)).all()
        for row in rows:
            await self.ledger.free(connection, row.id)
            await self.ledger.step(
                connection, row, Event.EXPIRE, State.EXPIRED, SYSTEM, moment, held_until=None
            )
            await queue_rows.release(connection, row, moment, missed_most=self.terms.missed_offers)
        if rows:
            await self.offer(connection, {row.resource_id for row in rows}, moment)
        return len(rows)

    async def offer(self, connection: AsyncConnection, resource_ids: Iterable[str], moment: datetime) -> int:
        """Offer what is free with these (locked) resources to those who wait, first come first, to nobody the
        same time twice. Whatever freed a place, and whenever, it is found here. Returns how many offers."""
        schedule = self.schedule()
        ids = [one for one in sorted(set(resource_ids)) if one in schedule.resources]
        rows = await queue_rows.waiting_for(connection, ids) if ids else ()
        if not rows:
            return 0
        days = Horizon(local_day(moment), 1 + max(schedule.resources[one].horizon_days for one in ids))
        taken = await occupied(connection, ids, days, moment)
        made = 0
        for row in rows:
            demand = queue_rows.entry_of(row).demand
            demand = replace(demand, resources=tuple(one for one in demand.resources if one in ids))
            before = await queue_rows.offered_cells(connection, row.id)
            free = openings(demand, schedule, taken, days, moment)
            slot = next((one for one in free if cell_of(one.starts_at) not in before), None)
            # Somebody may have been offered something with another resource at this very moment.
            if slot is not None and await queue_rows.claim(connection, row.id, moment):
                await self._offer_to(connection, row, slot, taken, days, moment)
                made += 1
        return made

    async def _offer_to(
        self,
        connection: AsyncConnection,
        row: Row[Any],
        slot: TimeSlot,
        taken: Occupied,
        days: Horizon,
        moment: datetime,
    ) -> None:
        resource = self.schedule().resources[slot.resource_id]
        seat = _seat(resource, slot, taken, days)
        made = await self.ledger.put(
            connection,
            request_id=f"offer:{row.id}:{cell_of(slot.starts_at)}",
            event=Event.OFFER,
            matter_id=row.matter_id,
            slot=slot,
            seat=seat,
            resource=resource,
            held_until=min(self.terms.offers.until(moment), slot.starts_at),
            contact={"sealed_details": row.sealed_details, "phone_index": row.phone_index},
            conversation_id=row.conversation_id,
            waitlist_id=row.id,
            by=SYSTEM,
            moment=moment,
        )
        seats = taken.setdefault(resource.id, {})
        for cell in cells_of(slot, resource):
            seats[seat] = seats.get(seat, 0) | 1 << (cell - days.base)
        await queue_rows.note_offer(connection, row.id, made, moment)

    async def _without(
        self, connection: AsyncConnection, moving: Row[Any], taken: Occupied, days: Horizon
    ) -> None:
        seat, cells = await self.ledger.seat_of(connection, moving.id)
        seats = taken.get(moving.resource_id, {})
        for cell in cells:
            if seat in seats and 0 <= cell - days.base < days.cells:
                seats[seat] &= ~(1 << (cell - days.base))


def _seat(resource: Resource, slot: TimeSlot, taken: Occupied, days: Horizon) -> int:
    place = cell_of(slot.starts_at) - days.base
    seat = free_seat(resource, minutes_of(slot), place, taken.get(resource.id, {}))
    if seat is None:
        raise RuntimeError("an opening without a free seat")
    return seat
