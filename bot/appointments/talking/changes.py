"""Moving an appointment: what it can be moved to, and doing it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.appointments.availability import Demand, TimeSlot
from bot.appointments.booking import Booking
from bot.appointments.errors import AppointmentNotFound
from bot.appointments.model import Appointment
from bot.appointments.talking import talk_wording as words
from bot.appointments.talking.receipts import case_of
from bot.appointments.talking.wishes import read_wish
from bot.appointments.wording import when
from knowledge_base.bookable.catalogue import Catalogue

_OFFERED = 5


@dataclass(frozen=True, slots=True)
class Offer:
    """What is said, and the times: how each is named, and the moment as a button sends it."""

    text: str
    times: tuple[tuple[str, str], ...] = ()


class Changes:
    """Looks up other times for an appointment.

    Args:
        booking: where it is moved.
        catalogue: what can be booked.
    """

    def __init__(self, booking: Booking, catalogue: Catalogue) -> None:
        self._booking = booking
        self._catalogue = catalogue

    async def offer(self, appointment: Appointment, said: str) -> Offer:
        """Times near the wish in what was said, else near the time it has now."""
        demand = self._demand(appointment)
        if demand is None:
            return Offer(words.GONE)
        wish = read_wish(said, self._booking.now(), self._booking.schedule().working_days) if said else None
        if wish is not None:
            inside = await self._booking.openings(replace(demand, earliest=wish.first))
            found = [one for one in inside.first(200) if one.starts_at <= wish.last]
            if found:
                step = max(1, len(found) // _OFFERED)
                return _offer(words.CHANGE_TO, found[::step][:_OFFERED])
        wished = wish.first if wish else appointment.slot.starts_at
        near = (await self._booking.openings(demand)).nearest(wished, _OFFERED)
        if not near:
            return Offer(words.NONE_FREE)
        text = words.NOT_THEN.format(said=wish.said) if wish else words.CHANGE_TO
        return _offer(text, sorted(near, key=lambda slot: slot.starts_at))

    async def make(self, appointment: Appointment, starts_at: datetime) -> Appointment:
        """Move it, once for each time it stood at.

        Raises:
            NotOffered, TimeSlotTaken: the old one stays; with alternatives.
            FawenError: nothing was changed.
        """
        demand = self._demand(appointment)
        if demand is None:
            raise AppointmentNotFound(words.GONE)
        request = f"{appointment.id}-change-{appointment.sequence}-{int(starts_at.timestamp())}"
        if appointment.slot.starts_at == starts_at:
            return appointment
        return await self._booking.change(request, appointment.id, demand, starts_at)

    def _demand(self, appointment: Appointment) -> Demand | None:
        case = case_of(self._catalogue, appointment)
        return case.demand() if case else None


def _offer(text: str, slots: Sequence[TimeSlot]) -> Offer:
    return Offer(text, tuple((when(one.starts_at), one.starts_at.isoformat()) for one in slots))
