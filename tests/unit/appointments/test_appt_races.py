"""Many at once: exactly as many are booked as there are places, and everybody is told something useful."""

import asyncio
from collections import Counter

import pytest
from sqlalchemy import func, select

from bot.appointments.errors import TimeSlotTaken
from bot.appointments.model import Waiting
from bot.appointments.states import State
from bot.appointments.tables import appointment_cells, appointments
from bot.database import Database
from tests.unit.appointments.office import Clock, Office, demand, here, resource, schedule

ROUNDS = 2  # benchmarks.appointments runs twenty


async def test_three_hundred_want_the_last_five_places(office: Office, database: Database) -> None:
    office.plan = schedule(resource("hall", capacity=5))
    wish = demand("hall")

    async def one(number: int, day: int) -> str:
        try:
            held = await office.booking.hold(f"{day}/{number}", "will", wish, here(day))
        except TimeSlotTaken as error:
            return "told" if error.alternatives else "left alone"
        await office.booking.confirm(f"{day}/{number}/c", held.id)
        return "booked"

    for day in (3, 4, 5)[:ROUNDS]:
        ended = Counter(await asyncio.gather(*(one(number, day) for number in range(300))))
        assert ended == {"booked": 5, "told": 295}
    async with database.reading() as connection:
        states = await connection.execute(select(appointments.c.state, func.count()).group_by("state"))
        cells = await connection.execute(select(func.count()).select_from(appointment_cells))
        assert dict(tuple(row) for row in states) == {State.BOOKED: 5 * ROUNDS}
        assert cells.scalar_one() == 4 * 5 * ROUNDS


async def test_one_request_sent_fifty_times_books_once(office: Office) -> None:
    office.plan = schedule(resource("a"), resource("b"))
    wishes = (demand("a"), demand("b"))
    made = await asyncio.gather(
        *(office.booking.hold("same", "will", wishes[number % 2], here(3)) for number in range(50))
    )
    assert len({one.id for one in made}) == 1


async def test_crossing_wishes_do_not_wait_in_a_circle(office: Office, clock: Clock) -> None:
    names = ("a", "b", "c")
    office.plan = schedule(*(resource(name, buffer_minutes=15) for name in names))
    wish = demand(*names)
    mine = [
        await office.book(here(day, hour), wish) for day in (3, 4) for hour in (9, 14, 16) for _ in range(2)
    ]
    queue = [
        await office.waitlist.join(f"w{number}", "will", demand(*names[number % 3 :], latest=here(5, 23)))
        for number in range(6)
    ]

    async def shift(number: int) -> None:
        order = demand(*names[number % 3 :], *names[: number % 3])
        try:
            await office.booking.change(f"m{number}", mine[number].id, order, mine[-number].slot.starts_at)
        except TimeSlotTaken:
            await office.booking.cancel(f"x{number}", mine[number].id)

    work = [shift(number) for number in range(len(mine))]
    await asyncio.gather(*work, *(office.waitlist.sweep() for _ in range(4)))
    assert all([(await office.waitlist.get(one.id)).state is Waiting.OFFERED for one in queue])


@pytest.mark.parametrize("other", ["cancel", "confirm"])
async def test_of_two_steps_at_once_one_is_first(office: Office, other: str) -> None:
    held = await office.hold(here(3))
    steps = [office.booking.cancel("x", held.id), getattr(office.booking, other)("y", held.id)]
    await asyncio.gather(*steps, return_exceptions=True)
    state = (await office.booking.get(held.id)).state
    assert state is State.CANCELLED
    assert (await office.hold(here(3))).state is State.HELD
