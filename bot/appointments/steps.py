"""What every use case needs: one step under locks, tried again where the database gave way."""

import re
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.appointments import reasons, wording
from bot.appointments.availability import Demand, Openings, TimeSlot, horizon, openings
from bot.appointments.errors import (
    AppointmentNotFound,
    HoldExpired,
    NotOffered,
    NotPossibleNow,
    NotYours,
    RequestReused,
    TimeSlotTaken,
    TooBusy,
)
from bot.appointments.ledger import Ledger, minutes_of, slot_of
from bot.appointments.locks import Locks
from bot.appointments.model import Actor, Appointment
from bot.appointments.occupancy import occupied
from bot.appointments.places import Places
from bot.appointments.resources import Schedule
from bot.appointments.states import TABLE, Event, Role, Rule, State, When
from bot.appointments.tables import appointments
from bot.appointments.terms import Terms
from bot.database import Database
from bot.errors import FawenError
from bot.vault import Vault

Result = TypeVar("Result")

_TRIES = 6
_GAVE_WAY = re.compile("deadlock|locked", re.IGNORECASE)

Act = Callable[[AsyncConnection, Row[Any], Rule], Awaitable["Row[Any] | FawenError"]]


class Steps:
    """One place for everything that bookings, the waitlist and the nightly work share.

    Args:
        database: migrated.
        vault: seals what is personal.
        schedule: resources and calendar as they are now.
        clock: this moment, aware.
        terms: what the bureau has set.
    """

    def __init__(
        self,
        database: Database,
        vault: Vault,
        schedule: Callable[[], Schedule],
        clock: Callable[[], datetime],
        terms: Terms | None = None,
    ) -> None:
        self.database = database
        self.vault = vault
        self.schedule = schedule
        self.now = clock
        self.terms = terms or Terms()
        self.locks = Locks(database)
        self.ledger = Ledger(vault)
        self.places = Places(self.ledger, schedule, self.terms)

    async def openings(self, demand: Demand) -> Openings:
        """What is free for a demand, from now to the end of the horizon."""
        moment, schedule = self.now(), self.schedule()
        days = horizon(demand, schedule, moment)
        async with self.database.reading() as connection:
            taken = await occupied(connection, demand.resources, days, moment)
        return openings(demand, schedule, taken, days, moment)

    async def nearest(self, demand: Demand, wished: datetime) -> tuple[TimeSlot, ...]:
        """Free moments closest to a wished one: inside the demand's window, else wherever there are any."""
        for one in (demand, reasons.relaxed(demand)):
            found = (await self.openings(one)).nearest(wished, self.terms.alternatives)
            if found:
                return found
        return ()

    async def checked(
        self, demand: Demand, starts_at: datetime, moment: datetime, kept: TimeSlot | None = None
    ) -> None:
        """Raise unless somebody could be met then, were nobody else there.

        Raises:
            NotOffered: with why, and what is free.
            ValueError: the moment is naive.
        """
        schedule = self.schedule()
        if not reasons.offers(demand, schedule, starts_at, moment):
            near = await self.nearest(demand, starts_at)
            why = reasons.why_not(demand, schedule, starts_at, moment)
            raise NotOffered(wording.not_offered(starts_at, why, near, kept), near)

    async def taken(self, demand: Demand, starts_at: datetime, kept: TimeSlot | None = None) -> TimeSlotTaken:
        """The error, with what is still free."""
        near = await self.nearest(demand, starts_at)
        return TimeSlotTaken(wording.taken(starts_at, near, kept), near)

    async def again(self, attempt: Callable[[], Awaitable[Result | None]]) -> Result:
        """Try until something comes of it: another writer may get in between (the key refuses), the code may
        be known already, or the appointment may have moved elsewhere (``attempt`` gives None).

        Raises:
            TooBusy: several times in a row.
        """
        last: Exception | None = None
        for _ in range(_TRIES):
            try:
                found = await attempt()
            except (IntegrityError, OperationalError) as error:
                if isinstance(error, OperationalError) and not _GAVE_WAY.search(str(error)):
                    raise
                last = error
                continue
            if found is not None:
                return found
        raise TooBusy(wording.TOO_BUSY) from last

    async def need(self, connection: AsyncConnection, *where: ColumnElement[bool]) -> Row[Any]:
        """The row that fits; raises ``AppointmentNotFound``."""
        row = await self.ledger.row(connection, *where)
        if row is None:
            raise AppointmentNotFound(wording.NOT_FOUND)
        return row

    async def step(
        self,
        request_id: str,
        appointment_id: str,
        event: Event,
        by: Actor,
        act: Act,
        resources: Iterable[str] = (),
    ) -> Appointment:
        """Take a step in one transaction, once for each request id. ``act`` writes it, under the locks of
        the appointment's resource and of ``resources``, after holds that ran out have been cleared.

        Raises:
            AppointmentNotFound, NotPossibleNow, NotYours, RequestReused, TooBusy: nothing was changed.
            HoldExpired: with what is free.
        """
        mine = appointments.c.id == appointment_id

        async def attempt() -> Row[Any] | FawenError | None:
            async with self.database.reading() as connection:
                resource_id = (await self.need(connection, mine)).resource_id
            moment = self.now()
            async with self.locks.held({resource_id, *resources}) as connection:
                known = await self.ledger.asked(connection, request_id)
                if known is not None:
                    if (known.appointment_id, known.event) != (appointment_id, event):
                        return RequestReused(wording.REQUEST_REUSED)
                    return await self.need(connection, mine)
                await self.places.settle(connection, {resource_id, *resources}, moment)
                row = await self.need(connection, mine)
                if row.resource_id != resource_id:
                    return None
                rule = _allowed(row, event, by, moment)
                # An error is returned, not raised: what was settled stays.
                return rule if isinstance(rule, FawenError) else await act(connection, row, rule)

        found: Row[Any] | FawenError = await self.again(attempt)
        if isinstance(found, _Lapsed):
            near = await self.nearest(_same_again(found.slot), found.slot.starts_at)
            raise HoldExpired(wording.expired(found.slot.starts_at, near), near)
        if isinstance(found, FawenError):
            raise found
        return self.ledger.appointment(found)


class _Lapsed(FawenError):
    def __init__(self, slot: TimeSlot) -> None:
        super().__init__("")
        self.slot = slot


def _allowed(row: Row[Any], event: Event, by: Actor, moment: datetime) -> Rule | FawenError:
    state, slot = State(row.state), slot_of(row)
    rule = TABLE[state].get(event)
    if rule is None:
        if state is State.EXPIRED and event in {Event.CONFIRM, Event.CHANGE}:
            return _Lapsed(slot)
        return NotPossibleNow(wording.not_possible(event, state), state)
    if by.role not in rule.by:
        return NotYours(wording.NOT_YOURS)
    if rule.when is When.BEFORE_START and by.role is Role.CITIZEN and slot.starts_at <= moment:
        return NotPossibleNow(wording.already_begun(slot), state)
    if rule.when is When.AFTER_START and moment < slot.starts_at:
        return NotPossibleNow(wording.not_begun(slot), state)
    return rule


def _same_again(slot: TimeSlot) -> Demand:
    return Demand(minutes=minutes_of(slot), resources=(slot.resource_id,))
