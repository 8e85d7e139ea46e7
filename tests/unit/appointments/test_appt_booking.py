"""One citizen's appointment, from hold to end; nothing lost, nothing done twice."""

import asyncio
from datetime import date, datetime

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from bot.appointments.errors import (
    AppointmentNotFound,
    HoldExpired,
    NotOffered,
    NotPossibleNow,
    NotYours,
    RequestReused,
    TimeSlotTaken,
)
from bot.appointments.hours import OtherHours
from bot.appointments.model import Actor, Appointment, Contact
from bot.appointments.states import Event, Role, State
from bot.appointments.tables import appointment_cells, appointments
from bot.conversations.model import Channel
from bot.conversations.transcript import Transcript
from bot.database import Database
from tests.unit.appointments.office import WANG, Clock, Office, demand, here, resource, schedule

STAFF = Actor(Role.STAFF, "李调解")


async def cells(database: Database) -> int:
    async with database.reading() as connection:
        return int(
            (await connection.execute(select(func.count()).select_from(appointment_cells))).scalar_one()
        )


async def test_held_confirmed_found(office: Office, clock: Clock) -> None:
    held = await office.hold(here(3), contact=Contact(phone=WANG.phone))
    assert held.state is State.HELD
    assert held.held_until
    assert (held.held_until - clock()).total_seconds() == 600
    booked = await office.booking.confirm("c", held.id, Contact(details=WANG.details))
    assert booked.state is State.BOOKED
    assert booked.contact == WANG
    assert WANG.phone
    assert await office.booking.find(booked.code, WANG.phone) == booked
    for code, phone in ((booked.code, "+8613800000000"), ("2222222E", WANG.phone)):
        with pytest.raises(AppointmentNotFound):
            await office.booking.find(code, phone)
    happened = await office.booking.history(booked.id)
    assert [one.event for one in happened] == [Event.HOLD, Event.CONFIRM]


async def test_nothing_personal_lies_unsealed(office: Office, database: Database) -> None:
    booked = await office.book(here(3), contact=WANG)
    await office.booking.cancel("x", booked.id, "孩子发烧了")
    async with database.reading() as connection:
        row = (await connection.execute(select(appointments))).one()
    for told in ("王小明", "13812341234", "遗产", "发烧"):
        assert told not in str(tuple(row))
    assert (await office.booking.get(booked.id)).reason == "孩子发烧了"


async def test_the_same_request_again_does_nothing_twice(office: Office, database: Database) -> None:
    held = await office.booking.hold("h", "will", demand(), here(3))
    assert await office.booking.hold("h", "will", demand(), here(3)) == held
    booked = await office.booking.confirm("c", held.id)
    assert await office.booking.confirm("c", held.id) == booked
    moved = await office.booking.change("m", held.id, demand(), here(4))
    assert await office.booking.change("m", held.id, demand(), here(4)) == moved
    gone = await office.booking.cancel("x", held.id)
    assert await office.booking.cancel("x", held.id) == gone
    assert (moved.sequence, gone.sequence) == (1, 2)
    assert len(await office.booking.history(held.id)) == 4
    assert await cells(database) == 0


async def test_a_request_id_belongs_to_one_request(office: Office) -> None:
    held = await office.booking.hold("h", "will", demand(), here(3))
    with pytest.raises(RequestReused):
        await office.booking.hold("h", "adoption", demand(), here(3))
    with pytest.raises(RequestReused):
        await office.booking.cancel("h", held.id)
    await office.booking.confirm("c", held.id)
    other = await office.hold(here(4))
    with pytest.raises(RequestReused):
        await office.booking.confirm("c", other.id)


async def test_a_taken_time_names_the_nearest(office: Office) -> None:
    await office.book(here(3))
    with pytest.raises(TimeSlotTaken) as error:
        await office.hold(here(3))
    assert [one.starts_at for one in error.value.alternatives] == [
        here(3, 10),
        here(3, 10, 30),
        here(3, 14),
    ]
    assert "3月3日（周二）09:00 刚刚约满了" in error.value.detail
    assert "3月3日（周二）10:00" in error.value.detail


async def test_when_the_window_is_full_the_nearest_outside_are_named(office: Office) -> None:
    await office.book(here(3))
    wish = demand(earliest=here(3, 9), latest=here(3, 10))
    with pytest.raises(TimeSlotTaken) as error:
        await office.hold(here(3), wish)
    assert error.value.alternatives[0].starts_at == here(3, 10)


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        (here(2, 11), "已经过去"),
        (here(2, 14), "要提前约"),
        (here(3, 9, 10), "不是开始的时间"),
        (here(3, 11), "剩下的时间不够"),
        (here(4), "全员培训"),
        (here(7), "周末休息"),
        (here(date(2026, 4, 20)), "最多只能提前 30 天"),
        (here(date(2027, 1, 4)), "只核对到 2026年12月31日"),
    ],
)
async def test_what_is_not_offered_says_why(office: Office, moment: datetime, why: str) -> None:
    office.plan = schedule(resource(lead_hours=3, exceptions={date(2026, 3, 4): OtherHours((), "全员培训")}))
    with pytest.raises(NotOffered, match=why) as error:
        await office.hold(moment)
    assert len(error.value.alternatives) == 3


async def test_outside_the_window_and_with_nobody(office: Office) -> None:
    with pytest.raises(NotOffered, match="时间范围"):
        await office.hold(here(3), demand(earliest=here(4)))
    with pytest.raises(NotOffered, match="不接受预约") as error:
        await office.hold(here(3), demand("nobody"))
    assert "候补" in error.value.detail


async def test_the_least_busy_of_several_is_taken(office: Office) -> None:
    office.plan = schedule(resource("a"), resource("b"))
    wish = demand("a", "b")
    taken = [
        (await office.book(moment, wish)).slot.resource_id for moment in (here(3, 9), here(3, 10), here(3, 9))
    ]
    assert taken == ["a", "b", "b"]


async def test_a_hold_that_ran_out_blocks_nobody_even_if_no_sweep_runs(office: Office, clock: Clock) -> None:
    held = await office.hold(here(3))
    clock.forward(minutes=10)
    assert here(3) in (await office.booking.openings(demand())).moments()
    other = await office.hold(here(3))
    assert other.state is State.HELD
    with pytest.raises(HoldExpired) as error:
        await office.booking.confirm("c", held.id)
    assert "放开" in error.value.detail
    assert here(3) not in [one.starts_at for one in error.value.alternatives]


async def test_who_confirms_too_late_is_told_that_the_time_is_still_free(
    office: Office, clock: Clock
) -> None:
    held = await office.hold(here(3))
    clock.forward(minutes=11)
    with pytest.raises(HoldExpired, match="现在还空着") as error:
        await office.booking.confirm("c", held.id)
    assert error.value.alternatives[0].starts_at == here(3)
    assert (await office.booking.get(held.id)).state is State.EXPIRED


async def test_a_change_keeps_the_old_time_until_the_new_one_is_certain(
    office: Office, database: Database
) -> None:
    mine = await office.book(here(3))
    await office.book(here(4))
    with pytest.raises(TimeSlotTaken, match="3月3日（周二）09:00 还在") as error:
        await office.booking.change("m", mine.id, demand(), here(4))
    assert error.value.alternatives
    with pytest.raises(NotOffered, match="还在，没有动"):
        await office.booking.change("n", mine.id, demand(), here(7))
    assert (await office.booking.get(mine.id)) == mine
    moved = await office.booking.change("m", mine.id, demand(), here(5))
    assert (moved.slot.starts_at, moved.state, moved.code) == (here(5), State.BOOKED, mine.code)
    assert await cells(database) == 8
    await office.book(here(3))


async def test_a_change_may_overlap_itself(office: Office, database: Database) -> None:
    mine = await office.book(here(3), demand("mediator"))
    moved = await office.booking.change("m", mine.id, demand("mediator", minutes=90), here(3, 9, 15))
    assert (moved.slot.starts_at, moved.slot.ends_at) == (here(3, 9, 15), here(3, 10, 45))
    assert await cells(database) == 7
    await office.booking.change("n", mine.id, demand("hall"), here(3, 9, 30))
    assert await cells(database) == 4
    await office.book(here(3), demand("mediator"))


async def test_a_held_place_can_be_moved_and_keeps_its_end(office: Office, clock: Clock) -> None:
    held = await office.hold(here(3))
    clock.forward(minutes=5)
    moved = await office.booking.change("m", held.id, demand(), here(4))
    assert (moved.state, moved.held_until) == (State.HELD, held.held_until)


async def test_two_that_swap_do_not_wait_for_each_other(office: Office) -> None:
    one, two = await office.book(here(3)), await office.book(here(4))
    results = await asyncio.gather(
        office.booking.change("1", one.id, demand(), here(4)),
        office.booking.change("2", two.id, demand(), here(3)),
        return_exceptions=True,
    )
    assert all(isinstance(one, TimeSlotTaken) for one in results)


async def test_the_key_itself_refuses_a_second_booking(office: Office, database: Database) -> None:
    booked = await office.book(here(3))
    async with database.reading() as connection:
        cell = (await connection.execute(select(appointment_cells))).first()
    assert cell
    with pytest.raises(IntegrityError):
        async with database.transaction() as connection:
            await connection.execute(
                insert(appointment_cells).values(
                    resource_id="notary", cell_start=cell.cell_start, seat=cell.seat, appointment_id=booked.id
                )
            )


async def test_after_it_has_begun_only_staff_change_anything(office: Office, clock: Clock) -> None:
    booked = await office.book(here(3))
    with pytest.raises(NotPossibleNow, match="还没到"):
        await office.booking.no_show("n", booked.id, STAFF)
    with pytest.raises(NotYours):
        await office.booking.complete("z", booked.id, Actor(Role.CITIZEN))
    clock.at = here(3, 9, 5)
    with pytest.raises(NotPossibleNow, match="时间已经到了"):
        await office.booking.cancel("x", booked.id)
    missed = await office.booking.no_show("n", booked.id, STAFF)
    assert missed.state is State.NO_SHOW
    done = await office.booking.complete("z", booked.id, STAFF)
    assert done.state is State.COMPLETED
    assert (await office.booking.history(booked.id))[-1].by == STAFF
    with pytest.raises(NotPossibleNow, match="已办完"):
        await office.booking.cancel("y", booked.id, by=STAFF)


async def test_unknown_ones_are_not_found(office: Office) -> None:
    for use in (office.booking.get("?"), office.booking.confirm("c", "?"), office.booking.cancel("x", "?")):
        with pytest.raises(AppointmentNotFound):
            await use


async def test_what_is_to_come_in_a_conversation_and_on_a_day(office: Office, database: Database) -> None:
    chat, _ = await Transcript(database).open(Channel.WEB)
    later = await office.book(here(4), conversation_id=chat)
    sooner = await office.book(here(3), conversation_id=chat)
    gone = await office.book(here(5), conversation_id=chat)
    await office.booking.cancel("x", gone.id)
    assert await office.booking.of_conversation(chat) == [sooner, later]
    assert await office.booking.booked(here(3, 0), here(4, 0)) == [sooner]
    assert await office.booking.booked(here(3, 0), here(6, 0), ("hall",)) == []


async def test_all_seats_of_a_hall_are_used(office: Office) -> None:
    taken: list[Appointment] = [await office.book(here(3), demand("hall")) for _ in range(3)]
    assert len({one.code for one in taken}) == 3
    with pytest.raises(TimeSlotTaken):
        await office.hold(here(3), demand("hall"))
