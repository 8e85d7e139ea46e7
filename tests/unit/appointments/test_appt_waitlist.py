"""The waitlist: what is freed is offered in order, once to each, and no place is forgotten."""

import pytest

from bot.appointments.availability import Demand
from bot.appointments.errors import (
    HoldExpired,
    NoLongerWaiting,
    RequestReused,
    TimeSlotTaken,
    WaitlistEntryNotFound,
)
from bot.appointments.model import Appointment, Entry, Waiting
from bot.appointments.offer_times import OfferTimes
from bot.appointments.states import Event, State
from bot.appointments.upkeep import Upkeep
from tests.unit.appointments.office import WANG, Clock, Office, demand, here, resource, schedule

HOUR = demand(earliest=here(3, 9), latest=here(3, 10))
"""One place alone fits."""


async def join(waitlist: Upkeep, name: str, wish: Demand = HOUR) -> Entry:
    return await waitlist.join(name, "will", wish, contact=WANG)


async def offered(waitlist: Upkeep, entry: Entry) -> Appointment | None:
    return next((one.appointment for one in await waitlist.untold() if one.entry.id == entry.id), None)


@pytest.fixture
async def mine(office: Office) -> Appointment:
    return await office.book(here(3))


async def test_a_freed_place_is_held_for_the_first_in_the_queue(
    office: Office, waitlist: Upkeep, mine: Appointment, clock: Clock
) -> None:
    first, second = await join(waitlist, "1"), await join(waitlist, "2")
    assert first.state is Waiting.WAITING
    await office.booking.cancel("x", mine.id)
    held = await offered(waitlist, first)
    assert held
    assert held.state is State.HELD
    assert held.contact == WANG
    assert held.held_until
    assert (held.held_until - clock()).total_seconds() == 1800
    assert await offered(waitlist, second) is None
    with pytest.raises(TimeSlotTaken):
        await office.hold(here(3))
    booked = await office.booking.confirm("c", held.id)
    assert booked.state is State.BOOKED
    assert (await waitlist.get(first.id)).state is Waiting.BOOKED
    assert (await waitlist.get(second.id)).state is Waiting.WAITING


async def test_declined_or_expired_it_goes_to_the_next_and_to_nobody_twice(
    office: Office, waitlist: Upkeep, mine: Appointment, clock: Clock
) -> None:
    entries = [await join(waitlist, str(number)) for number in range(3)]
    await office.booking.cancel("x", mine.id)
    one = await offered(waitlist, entries[0])
    assert one
    await office.booking.cancel("no", one.id)
    two = await offered(waitlist, entries[1])
    assert two
    clock.forward(minutes=31)
    with pytest.raises(HoldExpired):
        await office.booking.confirm("late", two.id)
    three = await offered(waitlist, entries[2])
    assert three
    await waitlist.leave(entries[2].id)
    assert [(await waitlist.get(one.id)).state for one in entries] == [
        Waiting.WAITING,
        Waiting.WAITING,
        Waiting.LEFT,
    ]
    assert (await waitlist.sweep()).offered == 0
    assert (await office.hold(here(3))).state is State.HELD


async def test_without_anything_else_happening_the_sweep_moves_the_queue_on(
    office: Office, waitlist: Upkeep, mine: Appointment, clock: Clock
) -> None:
    first, second = await join(waitlist, "1"), await join(waitlist, "2")
    await office.booking.cancel("x", mine.id)
    clock.forward(minutes=30)
    swept = await waitlist.sweep()
    assert swept.expired == 1
    assert await offered(waitlist, first) is None
    assert await offered(waitlist, second)
    assert (await waitlist.get(first.id)).missed == 1


async def test_a_stranger_does_not_overtake_the_queue_when_a_hold_runs_out(
    office: Office, waitlist: Upkeep, clock: Clock
) -> None:
    await office.hold(here(3))
    entry = await join(waitlist, "1")
    clock.forward(minutes=11)
    with pytest.raises(TimeSlotTaken):
        await office.hold(here(3))
    assert await offered(waitlist, entry)


async def test_who_joins_while_something_is_free_is_offered_it_at_once(waitlist: Upkeep) -> None:
    entry = await join(waitlist, "1")
    assert entry.state is Waiting.OFFERED
    assert entry.appointment_id
    assert await join(waitlist, "1") == entry
    with pytest.raises(RequestReused):
        await waitlist.join("1", "adoption", HOUR)


async def test_a_place_freed_by_a_change_is_offered_too(
    office: Office, waitlist: Upkeep, mine: Appointment
) -> None:
    entry = await join(waitlist, "1")
    await office.booking.change("m", mine.id, demand(), here(4))
    assert await offered(waitlist, entry)


async def test_what_fits_nobody_in_front_goes_to_whom_it_fits(
    office: Office, waitlist: Upkeep, mine: Appointment
) -> None:
    long = await join(waitlist, "1", demand(minutes=90, earliest=here(3, 9), latest=here(3, 10, 30)))
    await office.book(here(3, 10))
    short = await join(waitlist, "2")
    await office.booking.cancel("x", mine.id)
    assert await offered(waitlist, long) is None
    assert await offered(waitlist, short)


async def test_a_freed_long_time_serves_two(office: Office, waitlist: Upkeep) -> None:
    long = await office.book(here(3), demand(minutes=120))
    window = demand(earliest=here(3, 9), latest=here(3, 11))
    entries = [await join(waitlist, str(number), window) for number in range(3)]
    await office.booking.cancel("x", long.id)
    held = [await offered(waitlist, one) for one in entries]
    assert [one and one.slot.starts_at for one in held] == [here(3), here(3, 10), None]


async def test_new_hours_are_found_by_the_sweep(office: Office, waitlist: Upkeep, mine: Appointment) -> None:
    entry = await join(waitlist, "1")
    office.plan = schedule(resource(capacity=2))
    assert (await waitlist.sweep()).offered == 1
    held = await offered(waitlist, entry)
    assert held
    assert [one.event for one in await office.booking.history(held.id)] == [Event.OFFER]


async def test_a_place_that_a_dead_process_freed_is_found(
    office: Office, waitlist: Upkeep, mine: Appointment
) -> None:
    entry = await join(waitlist, "1")
    async with office.booking.locks.held(["notary"]) as connection:
        await office.booking.ledger.free(connection, mine.id)  # and nothing more
    assert await waitlist.offer_all() == 1
    assert await offered(waitlist, entry)


async def test_after_three_unanswered_offers_one_waits_no_longer(waitlist: Upkeep, clock: Clock) -> None:
    entry = await join(waitlist, "1", demand())
    for _ in range(3):
        assert (await waitlist.get(entry.id)).state is Waiting.OFFERED
        clock.forward(minutes=31)
        await waitlist.sweep()
    assert (await waitlist.get(entry.id)).state is Waiting.LAPSED
    assert await waitlist.offer_all() == 0


async def test_waiting_ends_with_its_window(waitlist: Upkeep, mine: Appointment, clock: Clock) -> None:
    entry = await join(waitlist, "1")
    clock.at = here(3, 10)
    assert (await waitlist.sweep()).lapsed == 1
    assert (await waitlist.get(entry.id)).state is Waiting.LAPSED


async def test_an_offer_is_told_once(office: Office, waitlist: Upkeep, mine: Appointment) -> None:
    entry = await join(waitlist, "1")
    await office.booking.cancel("x", mine.id)
    held = await offered(waitlist, entry)
    assert held
    await waitlist.told(held.id)
    assert await waitlist.untold() == []


async def test_leaving(office: Office, waitlist: Upkeep, mine: Appointment) -> None:
    entry = await join(waitlist, "1")
    assert (await waitlist.leave(entry.id)).state is Waiting.LEFT
    assert (await waitlist.leave(entry.id)).state is Waiting.LEFT
    await office.booking.cancel("x", mine.id)
    assert await waitlist.untold() == []
    second = await join(waitlist, "2")
    assert second.appointment_id
    await office.booking.confirm("c", second.appointment_id)
    with pytest.raises(NoLongerWaiting):
        await waitlist.leave(second.id)
    with pytest.raises(WaitlistEntryNotFound):
        await waitlist.leave("?")


def test_nobody_has_to_answer_at_night() -> None:
    times = OfferTimes(minutes=30)
    assert times.until(here(3, 9)) == here(3, 9, 30)
    assert times.until(here(3, 20, 59)) == here(3, 21, 29)
    assert times.until(here(3, 21)) == here(4, 8, 30)
    assert times.until(here(3, 3)) == here(3, 8, 30)
