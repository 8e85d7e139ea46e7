"""How long an offered place is kept: nobody has to answer at night."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.clock import LOCAL


@dataclass(frozen=True, slots=True)
class OfferTimes:
    """An offer stands for ``minutes``, counted only between ``wakes`` and ``rests`` (local time)."""

    minutes: int = 30
    wakes: time = time(8)
    rests: time = time(21)

    def until(self, moment: datetime) -> datetime:
        """When an offer made at ``moment`` ends, in UTC."""
        local = moment.astimezone(LOCAL)
        if local.time() >= self.rests:
            local = _at(local + timedelta(days=1), self.wakes)
        elif local.time() < self.wakes:
            local = _at(local, self.wakes)
        return local.astimezone(moment.tzinfo) + timedelta(minutes=self.minutes)


def _at(day: datetime, hour: time) -> datetime:
    return datetime.combine(day.date(), hour, LOCAL)
