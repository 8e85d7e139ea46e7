"""Appointments made and changed: each use case one transaction, each done once for its request id."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.appointments import queue_rows, wording
from bot.appointments.availability import Demand
from bot.appointments.errors import RequestReused, TimeSlotTaken
from bot.appointments.finding import Finding
from bot.appointments.model import CITIZEN, NOBODY, Actor, Appointment, Contact, Waiting
from bot.appointments.states import Event, Rule
from bot.appointments.tables import appointments
from bot.errors import FawenError


class Booking(Finding):
    """Hold, confirm, change, cancel, complete, no-show. See ``Steps`` for what it is
    made of.

    A request id is the caller's, the same when it tries again, at most 128 characters, and belongs to one
    request for ever. Repeated, it does nothing and gives the appointment as it is now.
    """

    async def hold(
        self,
        request_id: str,
        matter_id: str,
        demand: Demand,
        starts_at: datetime,
        *,
        conversation_id: str | None = None,
        contact: Contact = NOBODY,
        by: Actor = CITIZEN,
    ) -> Appointment:
        """Keep a place for ``Terms.hold_minutes``, with the least busy resource that fits.

        Raises:
            NotOffered: nobody can be met then; with why and alternatives.
            TimeSlotTaken: all places are taken; with alternatives.
            RequestReused, TooBusy: nothing was held.
            ValueError: the moment is naive.
        """
        whose = (matter_id, conversation_id)
        async with self.database.reading() as connection:
            # Looking first decides nothing; it spares those who come too late the wait for the lock.
            full = await self.places.find(connection, demand, starts_at, self.now()) is None
            # Asked after it: the same request, sent twice, may have been what filled the place.
            known = await self.ledger.row(connection, appointments.c.request_id == request_id)
        if known is not None:
            return self._once_more(known, whose)
        if full:
            await self.checked(demand, starts_at, self.now())
            raise await self.taken(demand, starts_at)
        sealed = self.ledger.sealed(contact)

        async def attempt() -> Row[Any] | _NoPlace | None:
            moment = self.now()
            async with self.locks.held(demand.resources) as connection:
                known = await self.ledger.row(connection, appointments.c.request_id == request_id)
                if known is not None:
                    return known
                await self.places.settle(connection, demand.resources, moment)
                place = await self.places.find(connection, demand, starts_at, moment)
                if place is None:
                    return _NoPlace()  # what was settled stays
                return await self.ledger.put(
                    connection,
                    request_id=request_id,
                    event=Event.HOLD,
                    matter_id=matter_id,
                    slot=place.slot,
                    seat=place.seat,
                    resource=place.resource,
                    held_until=min(moment + timedelta(minutes=self.terms.hold_minutes), starts_at),
                    contact=sealed,
                    conversation_id=conversation_id,
                    waitlist_id=None,
                    by=by,
                    moment=moment,
                )

        found: Row[Any] | _NoPlace = await self.again(attempt)
        if isinstance(found, _NoPlace):
            raise await self.taken(demand, starts_at)
        return self._once_more(found, whose)

    async def confirm(
        self, request_id: str, appointment_id: str, contact: Contact = NOBODY, by: Actor = CITIZEN
    ) -> Appointment:
        """Book what is held (or offered to somebody who waits). ``contact`` stands in for what was told when
        it was held, as far as it says anything.

        Raises:
            HoldExpired: with alternatives, the same time first if it is still free.
            AppointmentNotFound, NotPossibleNow, NotYours, RequestReused, TooBusy: nothing was changed.
        """

        async def act(connection: AsyncConnection, row: Row[Any], rule: Rule) -> Row[Any]:
            moment = self.now()
            if row.waitlist_id:
                await queue_rows.end(connection, row.waitlist_id, Waiting.BOOKED, moment)
            told = self.ledger.sealed(self.ledger.contact(row).with_(contact))
            return await self.ledger.step(
                connection, row, Event.CONFIRM, rule.to, by, moment, request_id, held_until=None, **told
            )

        return await self.step(request_id, appointment_id, Event.CONFIRM, by, act)

    async def change(
        self,
        request_id: str,
        appointment_id: str,
        demand: Demand,
        starts_at: datetime,
        by: Actor = CITIZEN,
    ) -> Appointment:
        """Move it; the old time slot is given back in the same transaction that takes the new one.

        Raises:
            NotOffered, TimeSlotTaken: the old one stays; with alternatives.
            HoldExpired, AppointmentNotFound, NotPossibleNow, NotYours, RequestReused, TooBusy: as above.
        """
        kept = (await self.get(appointment_id)).slot
        if not await self._was_asked(request_id):
            await self.checked(demand, starts_at, self.now(), kept)

        async def act(connection: AsyncConnection, row: Row[Any], rule: Rule) -> Row[Any] | FawenError:
            moment = self.now()
            place = await self.places.find(connection, demand, starts_at, moment, moving=row)
            if place is None:
                return TimeSlotTaken("")
            await self.ledger.move(connection, row, place.resource, place.slot, place.seat)
            moved = await self.ledger.step(
                connection,
                row,
                Event.CHANGE,
                rule.to,
                by,
                moment,
                request_id,
                resource_id=place.slot.resource_id,
                starts_at=place.slot.starts_at,
                ends_at=place.slot.ends_at,
                held_until=min(row.held_until, starts_at) if row.held_until else None,
                sequence=row.sequence + 1,
            )
            await self.places.offer(connection, {row.resource_id}, moment)
            return moved

        try:
            return await self.step(request_id, appointment_id, Event.CHANGE, by, act, demand.resources)
        except TimeSlotTaken:
            raise await self.taken(demand, starts_at, kept) from None

    async def cancel(
        self, request_id: str, appointment_id: str, reason: str = "", by: Actor = CITIZEN
    ) -> Appointment:
        """Give the place back; whoever waits for it is offered it in the same transaction. Declines an offer.

        Raises:
            AppointmentNotFound, NotPossibleNow, NotYours, RequestReused, TooBusy: nothing was changed.
        """
        sealed = self.vault.seal_json(reason) if reason else None

        async def act(connection: AsyncConnection, row: Row[Any], rule: Rule) -> Row[Any]:
            moment = self.now()
            await self.ledger.free(connection, row.id)
            gone = await self.ledger.step(
                connection,
                row,
                Event.CANCEL,
                rule.to,
                by,
                moment,
                request_id,
                held_until=None,
                sealed_reason=sealed,
                sequence=row.sequence + 1,
            )
            await queue_rows.release(connection, row, moment)
            await self.places.offer(connection, {row.resource_id}, moment)
            return gone

        return await self.step(request_id, appointment_id, Event.CANCEL, by, act)

    async def complete(self, request_id: str, appointment_id: str, by: Actor) -> Appointment:
        """It took place; raises as ``cancel``."""
        return await self._ended(request_id, appointment_id, Event.COMPLETE, by)

    async def no_show(self, request_id: str, appointment_id: str, by: Actor) -> Appointment:
        """Nobody came; raises as ``cancel``, also before it has begun."""
        return await self._ended(request_id, appointment_id, Event.NO_SHOW, by)

    async def _ended(self, request_id: str, appointment_id: str, event: Event, by: Actor) -> Appointment:
        async def act(connection: AsyncConnection, row: Row[Any], rule: Rule) -> Row[Any]:
            return await self.ledger.step(connection, row, event, rule.to, by, self.now(), request_id)

        return await self.step(request_id, appointment_id, event, by, act)

    async def _was_asked(self, request_id: str) -> bool:
        async with self.database.reading() as connection:
            return await self.ledger.asked(connection, request_id) is not None

    def _once_more(self, row: Row[Any], whose: tuple[str, str | None]) -> Appointment:
        if (row.matter_id, row.conversation_id) != whose:
            raise RequestReused(wording.REQUEST_REUSED)
        return self.ledger.appointment(row)


class _NoPlace:
    """Nothing free."""
