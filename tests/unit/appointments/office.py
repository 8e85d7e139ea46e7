"""An office that does not exist: its people, rooms and clock."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from bot.appointments.availability import Demand
from bot.appointments.booking import Booking
from bot.appointments.hours import Hours, Span
from bot.appointments.model import Appointment, Contact
from bot.appointments.resources import Resource, Schedule
from bot.appointments.terms import Terms
from bot.appointments.upkeep import Upkeep
from bot.appointments.working_days import WorkingDays
from bot.clock import LOCAL
from bot.database import Database
from bot.vault import Vault

MORNING = Span(time(8, 30), time(11, 30))
AFTERNOON = Span(time(14), time(17, 30))
WEEK = Hours(dict.fromkeys(range(5), (MORNING, AFTERNOON)))
WANG = Contact(phone="+8613812341234", details={"name": "王小明", "about": "分割遗产"})


class Clock:
    """Monday, 2 March 2026, noon here."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 4, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **units: float) -> None:
        self.at += timedelta(**units)


def here(day: date | int, hour: int = 9, minute: int = 0) -> datetime:
    """A local moment; a number is a day of March 2026."""
    if isinstance(day, int):
        day = date(2026, 3, day)
    return datetime.combine(day, time(hour, minute), LOCAL).astimezone(UTC)


def resource(name: str = "notary", **changes: Any) -> Resource:
    fields: dict[str, Any] = {"title": "公证员", "hours": WEEK, **changes}
    return Resource(id=name, **fields)


def schedule(*resources: Resource, **calendar: Any) -> Schedule:
    known = resources or (
        resource("notary"),
        resource("mediator", buffer_minutes=15, step_minutes=15),
        resource("hall", capacity=3),
    )
    return Schedule({one.id: one for one in known}, WorkingDays(**calendar))


def demand(*resources: str, minutes: int = 60, **window: Any) -> Demand:
    return Demand(minutes=minutes, resources=resources or ("notary",), **window)


class Office:
    """Booking and waitlist over one database."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        keys: Sequence[str],
        plan: Schedule,
        terms: Terms | None = None,
    ) -> None:
        self.database = database
        self.clock = clock
        self.plan = plan
        made = (database, Vault(keys), lambda: self.plan, clock, terms)
        self.booking = Booking(*made)
        self.waitlist = Upkeep(*made)
        self._numbers = count(1)

    def request(self) -> str:
        return f"r{next(self._numbers)}"

    async def hold(self, starts_at: datetime, wish: Demand | None = None, **more: Any) -> Appointment:
        return await self.booking.hold(self.request(), "will", wish or demand(), starts_at, **more)

    async def book(self, starts_at: datetime, wish: Demand | None = None, **more: Any) -> Appointment:
        held = await self.hold(starts_at, wish, **more)
        return await self.booking.confirm(self.request(), held.id)
