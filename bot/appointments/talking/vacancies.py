"""What is free for a whole service at one moment, so that an inquiry can look without asking anybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.appointments import reasons
from bot.appointments.availability import Demand, Horizon, Occupied, Openings, TimeSlot, horizon, openings
from bot.appointments.booking import Booking
from bot.appointments.occupancy import occupied
from bot.appointments.resources import Schedule
from bot.appointments.wording import when

_A_QUARTER = 15


@dataclass(frozen=True, slots=True)
class Vacancies:
    """A look at the book."""

    schedule: Schedule
    taken: Occupied
    days: Horizon
    moment: datetime

    def openings(self, demand: Demand) -> Openings:
        """What is free for a demand."""
        return openings(demand, self.schedule, self.taken, self.days, self.moment)

    def nearest(self, demand: Demand, wished: datetime, count: int) -> tuple[TimeSlot, ...]:
        """Free moments closest to a wished one, in the order of time."""
        free = self.openings(reasons.relaxed(demand))
        before = [one for one in free.nearest(wished, len(free)) if one.starts_at < wished][: count // 2]
        after = [one for one in free.nearest(wished, len(free)) if one.starts_at >= wished]
        found = [*before, *after[: count - len(before)]]
        return tuple(sorted(found, key=lambda slot: slot.starts_at))

    def why_not(self, demand: Demand, wished: datetime) -> str:
        """Why a moment cannot be had, a whole sentence."""
        if reasons.offers(demand, self.schedule, wished, self.moment):
            return f"{when(wished)} 已经有人约了。"
        return f"{when(wished)} 不能约：{reasons.why_not(demand, self.schedule, wished, self.moment)}。"


async def look(booking: Booking, resources: Iterable[str]) -> Vacancies:
    """What is free now with any of these."""
    moment, schedule = booking.now(), booking.schedule()
    wanted = tuple(one for one in resources if one in schedule.resources)
    days = horizon(Demand(minutes=_A_QUARTER, resources=wanted), schedule, moment)
    async with booking.database.reading() as connection:
        taken = await occupied(connection, wanted, days, moment)
    return Vacancies(schedule, taken, days, moment)
