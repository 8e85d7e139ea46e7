"""The waitlist: a place in the queue, offered what becomes free, first come first."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from bot.appointments import queue_rows, wording
from bot.appointments.availability import Demand
from bot.appointments.errors import NoLongerWaiting, RequestReused, WaitlistEntryNotFound
from bot.appointments.model import CITIZEN, NOBODY, Actor, Contact, Entry, Offer, Waiting
from bot.appointments.states import Event, State
from bot.appointments.steps import Steps
from bot.appointments.tables import appointments, waitlist, waitlist_offers, waitlist_resources


class Waitlist(Steps):
    """Join, leave, and what is to be told. An offer is a held appointment: ``Booking.confirm`` takes it,
    ``Booking.cancel`` declines it, and time lets it expire; then the next in the queue is offered it."""

    async def join(
        self,
        request_id: str,
        matter_id: str,
        demand: Demand,
        *,
        conversation_id: str | None = None,
        contact: Contact = NOBODY,
    ) -> Entry:
        """Stand at the end of the queue; what is free is offered at once. Repeated, gives the entry as it is.

        Raises:
            RequestReused, TooBusy: nobody was put into the queue.
        """
        sealed = self.ledger.sealed(contact)

        async def attempt() -> Row[Any] | None:
            moment = self.now()
            async with self.locks.held(demand.resources) as connection:
                row = await queue_rows.entry_row(connection, waitlist.c.request_id == request_id)
                if row is not None:
                    return row
                await self.places.settle(connection, demand.resources, moment)
                row = await queue_rows.put_entry(
                    connection,
                    request_id=request_id,
                    matter_id=matter_id,
                    demand=demand,
                    contact=sealed,
                    conversation_id=conversation_id,
                    moment=moment,
                )
                await self.places.offer(connection, demand.resources, moment)
                return await queue_rows.entry_row(connection, waitlist.c.id == row.id)

        row = await self.again(attempt)
        if (row.matter_id, row.conversation_id) != (matter_id, conversation_id):
            raise RequestReused(wording.REQUEST_REUSED)
        return queue_rows.entry_of(row)

    async def leave(self, entry_id: str, by: Actor = CITIZEN) -> Entry:
        """Wait no longer; an open offer is declined with it. Twice is as once.

        Raises:
            WaitlistEntryNotFound, TooBusy.
            NoLongerWaiting: it has led to a booking, which can be cancelled by itself.
        """

        async def attempt() -> Row[Any] | None:
            entry = await self.get(entry_id)
            moment = self.now()
            mine = (appointments.c.id == entry.appointment_id, appointments.c.state == State.HELD)
            async with self.database.reading() as connection:
                offered = await self.ledger.row(connection, *mine)
            places = [offered.resource_id] if offered else []
            async with self.locks.held(places) as connection:
                await self.places.settle(connection, places, moment)
                row = await queue_rows.entry_row(connection, waitlist.c.id == entry_id)
                if row is None or row.state not in queue_rows.OPEN:
                    return row
                held = await self.ledger.row(connection, *mine)
                if row.appointment_id != entry.appointment_id or (held and [held.resource_id] != places):
                    return None  # offered or moved meanwhile: look again
                left = await queue_rows.end(connection, entry_id, Waiting.LEFT, moment, appointment_id=None)
                if left and held is not None:
                    await self.ledger.free(connection, held.id)
                    await self.ledger.step(
                        connection, held, Event.CANCEL, State.CANCELLED, by, moment, held_until=None
                    )
                    await self.places.offer(connection, {held.resource_id}, moment)
                return await queue_rows.entry_row(connection, waitlist.c.id == entry_id)

        row = await self.again(attempt)
        if row.state == Waiting.BOOKED:
            raise NoLongerWaiting(wording.NO_LONGER_WAITING)
        return queue_rows.entry_of(row)

    async def get(self, entry_id: str) -> Entry:
        """One place in the queue; raises ``WaitlistEntryNotFound``."""
        async with self.database.reading() as connection:
            row = await queue_rows.entry_row(connection, waitlist.c.id == entry_id)
        if row is None:
            raise WaitlistEntryNotFound(wording.ENTRY_NOT_FOUND)
        return queue_rows.entry_of(row)

    async def of_conversation(self, conversation_id: str) -> list[Entry]:
        """Who still waits in a conversation, first come first."""
        query = (
            select(waitlist)
            .where(waitlist.c.conversation_id == conversation_id, waitlist.c.state.in_(queue_rows.OPEN))
            .order_by(waitlist.c.number)
        )
        async with self.database.reading() as connection:
            return [queue_rows.entry_of(row) for row in await connection.execute(query)]

    async def untold(self) -> list[Offer]:
        """Open offers of which nobody has been told yet, the oldest first: tell, then call ``told``."""
        query = (
            select(waitlist_offers.c.appointment_id)
            .where(waitlist_offers.c.told_at.is_(None))
            .order_by(waitlist_offers.c.offered_at)
        )
        found = []
        moment = self.now()
        async with self.database.reading() as connection:
            for appointment_id in (await connection.execute(query)).scalars().all():
                row = await self.ledger.row(connection, appointments.c.id == appointment_id)
                if row is None or row.state != State.HELD or row.held_until <= moment:
                    continue
                entry = await queue_rows.entry_row(connection, waitlist.c.id == row.waitlist_id)
                if entry is not None:
                    found.append(Offer(queue_rows.entry_of(entry), self.ledger.appointment(row)))
        return found

    async def told(self, appointment_id: str) -> None:
        """Whoever waited has been told of this offer."""
        async with self.locks.held(()) as connection:
            await connection.execute(
                update(waitlist_offers)
                .where(waitlist_offers.c.appointment_id == appointment_id)
                .values(told_at=self.now())
            )

    async def offer_all(self) -> int:
        """Offer whatever is free to those who wait, resource by resource: what a process that died had freed,
        a new day, new hours. Returns how many offers were made."""
        query = select(waitlist_resources.c.resource_id).distinct().order_by(waitlist_resources.c.resource_id)
        async with self.database.reading() as connection:
            ids = (await connection.execute(query)).scalars().all()
        return sum([await self._offer_of(one) for one in ids])

    async def lapse(self) -> int:
        """End the waiting whose window is over; returns how many."""
        moment = self.now()
        query = select(waitlist.c.id).where(waitlist.c.state == Waiting.WAITING, waitlist.c.latest <= moment)
        async with self.locks.held(()) as connection:
            ids = (await connection.execute(query)).scalars().all()
            ended = [
                await queue_rows.end(connection, one, Waiting.LAPSED, moment, came_from=(Waiting.WAITING,))
                for one in ids
            ]
        return sum(ended)

    async def _offer_of(self, resource_id: str) -> int:
        async def attempt() -> int:
            moment: datetime = self.now()
            async with self.locks.held([resource_id]) as connection:
                await self.places.settle(connection, [resource_id], moment)
                return await self.places.offer(connection, [resource_id], moment)

        return await self.again(attempt)
