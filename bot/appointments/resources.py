"""Whom and what appointments are made with: a person, a counter, a room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.appointments.cells import MINUTES
from bot.appointments.hours import Hours, Open, OtherHours, Timetable
from bot.appointments.working_days import WorkingDays


@dataclass(frozen=True, slots=True)
class Resource:
    """One of them.

    Args:
        id: at most 64 characters; stored with every appointment.
        title: Chinese, as citizens read it.
        capacity: how many appointments at the same time (seats).
        hours, exceptions: when it can be met; see ``Hours`` and ``OtherHours``.
        buffer_minutes: kept free after each appointment; may lie in a break or after closing.
        step_minutes: how far apart appointments may begin, counted from each opening; a multiple of 15.
        lead_hours: how long before it begins an appointment must be made.
        horizon_days: how many days ahead one can be made; 0 is today alone.

    Raises:
        ValueError: one of the numbers cannot be.
    """

    id: str
    title: str
    hours: Hours
    capacity: int = 1
    exceptions: Mapping[date, OtherHours] = field(default_factory=dict)
    buffer_minutes: int = 0
    step_minutes: int = 30
    lead_hours: float = 0
    horizon_days: int = 30
    timetable: Timetable = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not 0 < len(self.id) <= 64:
            raise ValueError("an id has 1 to 64 characters")
        if self.capacity < 1 or self.buffer_minutes < 0 or self.lead_hours < 0 or self.horizon_days < 0:
            raise ValueError(f"{self.id}: capacity, buffer, lead or horizon is too small")
        if self.step_minutes < MINUTES or self.step_minutes % MINUTES:
            raise ValueError(f"{self.id}: appointments begin on quarter hours")
        object.__setattr__(self, "timetable", Timetable(self.hours, self.exceptions))


@dataclass(frozen=True, slots=True)
class Schedule:
    """All resources by id, and the calendar they follow. Replaced whole when something changes."""

    resources: Mapping[str, Resource]
    working_days: WorkingDays

    def open_on(self, resource: Resource, day: date) -> Open:
        """When a resource is open on a day."""
        return resource.timetable.on(day, self.working_days)
