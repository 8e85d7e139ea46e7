"""What is free: pure, from hours and occupied quarter hours to time slots."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from bot.appointments.cells import (
    A_DAY,
    begins_cell,
    cell_of,
    count_of,
    first_of,
    moment_of,
    row,
    runs,
    set_bits,
)
from bot.appointments.hours import Span
from bot.appointments.resources import Resource, Schedule
from bot.clock import local_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What is looked for.

    Args:
        minutes: how long it takes.
        resources: ids of whom it can be with, the preferred first.
        lead_hours: how long before it must be made, where the matter asks for more than the resource.
        earliest, latest: it begins at or after, and ends at or before.
        between: it lies within this part of the day.
        weekdays: on one of these days (Monday is 0).

    Raises:
        ValueError: no resources, or a length that cannot be.
    """

    minutes: int
    resources: tuple[str, ...]
    lead_hours: float = 0
    earliest: datetime | None = None
    latest: datetime | None = None
    between: Span | None = None
    weekdays: frozenset[int] | None = None

    def __post_init__(self) -> None:
        if not self.resources or not 0 < self.minutes <= 24 * 60:
            raise ValueError("a demand has resources and takes up to a day")


@dataclass(frozen=True, slots=True)
class TimeSlot:
    """A place in time with one resource; moments in UTC."""

    resource_id: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Horizon:
    """The days that are looked at: ``count`` of them from ``day``."""

    day: date
    count: int

    @property
    def base(self) -> int:
        """The first quarter hour."""
        return first_of(self.day)

    @property
    def cells(self) -> int:
        """How many quarter hours, a day more than offered: what begins in the evening may run over."""
        return (self.count + 1) * A_DAY

    def days(self) -> Iterator[date]:
        """Each of them."""
        return (self.day + timedelta(days=number) for number in range(self.count))


Occupied = dict[str, dict[int, int]]
"""By resource and seat: the occupied quarter hours, as bits from the horizon's base."""


class Openings:
    """Where the appointment may begin. Iterating gives every time slot: by moment, then as preferred."""

    def __init__(self, demand: Demand, base: int, starts: Mapping[str, int]) -> None:
        self._length = timedelta(minutes=demand.minutes)
        self._base = base
        self._starts = {key: bits for key, bits in starts.items() if bits}
        self._union = 0
        for bits in self._starts.values():
            self._union |= bits

    def __bool__(self) -> bool:
        return bool(self._union)

    def __len__(self) -> int:
        return sum(bits.bit_count() for bits in self._starts.values())

    def __iter__(self) -> Iterator[TimeSlot]:
        for place in set_bits(self._union):
            yield from self._at(place)

    def moments(self) -> list[datetime]:
        """Every moment at which something is free, in order."""
        return [moment_of(self._base + place) for place in set_bits(self._union)]

    def first(self, count: int) -> tuple[TimeSlot, ...]:
        """The next moments, one time slot each."""
        return tuple(next(self._at(place)) for place in islice(set_bits(self._union), count))

    def at(self, moment: datetime) -> tuple[TimeSlot, ...]:
        """The time slots that begin at a moment."""
        place = cell_of(moment) - self._base
        return tuple(self._at(place)) if place >= 0 and begins_cell(moment) else ()

    def on(self, day: date) -> tuple[TimeSlot, ...]:
        """The moments of a local day, one time slot each."""
        begin = first_of(day) - self._base
        if begin < 0:
            return ()
        return tuple(
            next(self._at(begin + place)) for place in set_bits(self._union >> begin & row(0, A_DAY))
        )

    def days(self) -> dict[date, int]:
        """How many moments each local day has, days without any left out."""
        found: dict[date, int] = {}
        for place in set_bits(self._union):
            day = local_day(moment_of(self._base + place))
            found[day] = found.get(day, 0) + 1
        return found

    def nearest(self, moment: datetime, count: int) -> tuple[TimeSlot, ...]:
        """The moments closest to a wished one, the closest first, the earlier of two; one time slot each."""
        wished = cell_of(moment) - self._base
        places = sorted(set_bits(self._union), key=lambda place: (abs(place - wished), place))
        return tuple(next(self._at(place)) for place in places[:count])

    def _at(self, place: int) -> Iterator[TimeSlot]:
        moment = moment_of(self._base + place)
        for key, bits in self._starts.items():
            if bits >> place & 1:
                yield TimeSlot(key, moment, moment + self._length)


def horizon(demand: Demand, schedule: Schedule, now: datetime) -> Horizon:
    """The days on which the demand can be met at all."""
    today = local_day(now)
    known = [schedule.resources[key] for key in demand.resources if key in schedule.resources]
    last = today + timedelta(days=max((one.horizon_days for one in known), default=0))
    last = min(last, schedule.working_days.confirmed_through)
    first = max(today, local_day(demand.earliest)) if demand.earliest else today
    if demand.latest:
        last = min(last, local_day(demand.latest))
    return Horizon(first, max(0, (last - first).days + 1))


def openings(
    demand: Demand, schedule: Schedule, occupied: Occupied, days: Horizon, now: datetime
) -> Openings:
    """Where the demand can be met, given what is occupied from ``days.base`` on."""
    starts = {}
    allowed = _window(demand, days)
    need = count_of(demand.minutes)
    for key in demand.resources:
        resource = schedule.resources.get(key)
        if resource is None:
            continue
        offered = allowed & _offered(resource, demand, schedule, days, now)
        if not offered:
            continue
        seats = occupied.get(key, {})
        if any(seat not in seats for seat in range(resource.capacity)):
            starts[key] = offered
            continue
        whole, length = row(0, days.cells), need + count_of(resource.buffer_minutes)
        free = 0
        for seat in range(resource.capacity):
            # Behind the last day everything counts as free: nothing can have been booked there.
            free |= runs((whole & ~seats[seat]) | row(days.cells, days.cells + length), length)
        starts[key] = offered & free
    return Openings(demand, days.base, starts)


def free_seat(resource: Resource, minutes: int, place: int, seats: Mapping[int, int]) -> int | None:
    """The first seat that is free for an appointment from bit ``place`` on, its buffer included."""
    needed = row(place, place + count_of(minutes) + count_of(resource.buffer_minutes))
    return next((seat for seat in range(resource.capacity) if not seats.get(seat, 0) & needed), None)


def _offered(resource: Resource, demand: Demand, schedule: Schedule, days: Horizon, now: datetime) -> int:
    """Where it may begin by hours, lead time and horizon, occupied or not."""
    need, step = count_of(demand.minutes), count_of(resource.step_minutes)
    known: dict[tuple[int, ...], bytes] = {}
    parts = []
    last = local_day(now) + timedelta(days=resource.horizon_days)
    for day in days.days():
        rows = schedule.open_on(resource, day).rows if day <= last else ()
        part = known.get(rows)
        if part is None:
            part = known[rows] = starts_in(rows, need, step).to_bytes(A_DAY // 8, "little")
        parts.append(part)
    bits = int.from_bytes(b"".join(parts), "little")
    return _from(bits, days, now + timedelta(hours=max(resource.lead_hours, demand.lead_hours)))


def starts_in(rows: tuple[int, ...], need: int, step: int) -> int:
    """Where in a day something of ``need`` quarter hours may begin, every ``step`` from each opening."""
    bits = 0
    for one in rows:
        begin = (one & -one).bit_length() - 1
        for place in range(begin, one.bit_length() - need + 1, step):
            bits |= 1 << place
    return bits


def _window(demand: Demand, days: Horizon) -> int:
    """Where it may begin by the demand's own window."""
    need = count_of(demand.minutes)
    part = (
        row(demand.between.begin, max(demand.between.begin, demand.between.end - need + 1))
        if demand.between
        else row(0, A_DAY)
    )
    full, none = part.to_bytes(A_DAY // 8, "little"), bytes(A_DAY // 8)
    wanted = demand.weekdays
    bits = int.from_bytes(
        b"".join(full if wanted is None or day.weekday() in wanted else none for day in days.days()), "little"
    )
    if demand.latest:
        end = cell_of(demand.latest - timedelta(minutes=demand.minutes)) - days.base
        bits &= row(0, max(0, end + 1))
    return _from(bits, days, demand.earliest) if demand.earliest else bits


def _from(bits: int, days: Horizon, moment: datetime) -> int:
    """Only what begins at or after a moment."""
    begin = cell_of(moment) - days.base + (not begins_cell(moment))
    return bits >> begin << begin if begin > 0 else bits
