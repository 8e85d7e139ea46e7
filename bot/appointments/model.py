"""What an appointment, a line of its history and a place in the queue are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.appointments.availability import Demand, TimeSlot
from bot.appointments.states import Event, Role, State


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes a step; ``name`` is a staff member's, empty for others."""

    role: Role
    name: str = ""


CITIZEN = Actor(Role.CITIZEN)
SYSTEM = Actor(Role.SYSTEM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Who comes.

    Args:
        phone: in one spelling (E.164), by which the appointment is found; None for none.
        details: name, answers: what JSON can hold. All of it is sealed at rest.
    """

    phone: str | None = field(default=None, repr=False)
    details: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def with_(self, newer: "Contact") -> "Contact":
        """This, and over it what ``newer`` says."""
        return Contact(phone=newer.phone or self.phone, details={**self.details, **newer.details})


NOBODY = Contact()


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One appointment; moments in UTC.

    ``held_until`` is set while it is held. ``sequence`` counts changes, as iCalendar wants it (RFC 5545,
    3.8.7.4). ``waitlist_id`` names the place in the queue for which it was offered.
    """

    id: str
    code: str
    state: State
    matter_id: str
    slot: TimeSlot
    held_until: datetime | None
    conversation_id: str | None
    waitlist_id: str | None
    sequence: int
    contact: Contact = field(repr=False)
    reason: str = field(repr=False)
    created_at: datetime
    updated_at: datetime

    def lapsed(self, moment: datetime) -> bool:
        """Held, but no longer kept."""
        return self.state is State.HELD and self.held_until is not None and self.held_until <= moment


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the audit trail; ``slot`` is the time slot after the event."""

    at: datetime
    event: Event
    by: Actor
    came_from: State | None
    led_to: State
    slot: TimeSlot


class Waiting(StrEnum):
    """Where a place in the queue stands."""

    WAITING = "waiting"
    OFFERED = "offered"
    BOOKED = "booked"
    LEFT = "left"
    LAPSED = "lapsed"  # the window is over, or too many offers went unanswered


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place in the queue. ``appointment_id`` is the offer that is open, or what was booked."""

    id: str
    state: Waiting
    matter_id: str
    demand: Demand
    conversation_id: str | None
    appointment_id: str | None
    missed: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """A held place that was offered to somebody who waits."""

    entry: Entry
    appointment: Appointment
