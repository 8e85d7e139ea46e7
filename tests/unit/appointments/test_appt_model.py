"""Random steps against a model: no seat taken twice, nothing booked lost, nothing freed forgotten."""

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import pytest
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from bot import migrations
from bot.appointments.availability import Demand
from bot.appointments.cells import cell_of, moment_of
from bot.appointments.errors import HoldExpired, NoLongerWaiting, NotOffered, NotPossibleNow, TimeSlotTaken
from bot.appointments.hours import Hours, Span
from bot.appointments.model import Waiting
from bot.appointments.states import LIVE, State
from bot.appointments.tables import appointment_cells, appointments, waitlist, waitlist_offers
from bot.database import Database
from tests.unit.appointments.office import AFTERNOON, MORNING, Clock, Office, here, resource, schedule

Result = TypeVar("Result")

BUFFERS = {"room": 1, "hall": 0}
SEATS = {"room": 1, "hall": 2}
SHORT = Hours(dict.fromkeys(range(5), (MORNING, AFTERNOON)))
STARTS = [here(3, hour, minute) for hour, minute in ((8, 30), (9, 0), (9, 30), (10, 0), (14, 0), (15, 0))]
WISHES = [
    Demand(minutes=minutes, resources=resources, earliest=here(3, 8), latest=here(3, 16), between=part)
    for minutes, resources, part in (
        (60, ("room",), None),
        (30, ("hall", "room"), None),
        (90, ("hall",), MORNING),
        (60, ("room", "hall"), AFTERNOON),
    )
]
PLAN = schedule(
    resource("room", hours=SHORT, buffer_minutes=15, horizon_days=1),
    resource("hall", hours=SHORT, capacity=2, horizon_days=1),
)


@dataclass
class Rows:
    live: list[Any]
    cells: dict[str, list[tuple[str, int, int]]]
    waiting: list[Any]
    offered: dict[str, set[int]]


class Desk(RuleBasedStateMachine):
    """One office, one day, two resources."""

    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp(prefix="fawen-appointments-"))
        shutil.copy(self.template, self.folder / "a.db")
        self.clock = Clock()
        database = Database(f"sqlite+aiosqlite:///{self.folder / 'a.db'}")
        self.office = Office(database, self.clock, [Fernet.generate_key().decode()], PLAN)
        self.known: list[str] = []
        self.booked: dict[str, Any] = {}
        self.queue: list[str] = []

    def teardown(self) -> None:
        self.do(self.office.database.close())
        self.runner.close()
        shutil.rmtree(self.folder)

    def do(self, work: Awaitable[Result]) -> Result:
        async def run() -> Result:
            return await work

        return self.runner.run(run())

    @rule(wish=st.sampled_from(WISHES), start=st.sampled_from(STARTS))
    def hold(self, wish: Demand, start: Any) -> None:
        before = self.rows()
        try:
            held = self.do(self.office.hold(start, wish))
        except NotOffered:
            assert not self.hours_allow(wish, start)
        except TimeSlotTaken as error:
            assert not self.free(self.rows(), wish, start)
            for one in error.alternatives:
                assert self.free(self.rows(), wish, one.starts_at, lapsed_are_free=True)
        else:
            assert self.free(before, wish, start, lapsed_are_free=True)
            self.known.append(held.id)

    @precondition(lambda self: self.known)
    @rule(data=st.data())
    def confirm(self, data: Any) -> None:
        one = data.draw(st.sampled_from(self.known))
        try:
            made = self.do(self.office.booking.confirm(self.office.request(), one))
        except (HoldExpired, NotPossibleNow):
            assert one in self.booked or self.do(self.office.booking.get(one)).state not in LIVE
        else:
            self.booked[one] = made.slot

    @precondition(lambda self: self.known)
    @rule(data=st.data(), wish=st.sampled_from(WISHES), start=st.sampled_from(STARTS))
    def change(self, data: Any, wish: Demand, start: Any) -> None:
        one = data.draw(st.sampled_from(self.known))
        before = self.do(self.office.booking.get(one))
        try:
            after = self.do(self.office.booking.change(self.office.request(), one, wish, start))
        except (TimeSlotTaken, NotOffered):
            kept = self.do(self.office.booking.get(one))
            assert kept.slot == before.slot
            assert kept.state is before.state or (before.lapsed(self.clock()) and kept.state is State.EXPIRED)
        except (HoldExpired, NotPossibleNow):
            assert one not in self.booked
        else:
            assert after.slot.starts_at == start
            if one in self.booked:
                self.booked[one] = after.slot

    @precondition(lambda self: self.known)
    @rule(data=st.data())
    def cancel(self, data: Any) -> None:
        one = data.draw(st.sampled_from(self.known))
        try:
            self.do(self.office.booking.cancel(self.office.request(), one))
        except NotPossibleNow:
            assert one not in self.booked
        else:
            self.booked.pop(one, None)

    @rule(wish=st.sampled_from(WISHES))
    def join(self, wish: Demand) -> None:
        entry = self.do(self.office.waitlist.join(self.office.request(), "will", wish))
        self.queue.append(entry.id)

    @precondition(lambda self: self.queue)
    @rule(data=st.data())
    def leave(self, data: Any) -> None:
        one = data.draw(st.sampled_from(self.queue))
        try:
            left = self.do(self.office.waitlist.leave(one))
        except NoLongerWaiting:
            assert self.do(self.office.waitlist.get(one)).state is Waiting.BOOKED
        else:
            assert left.state in {Waiting.LEFT, Waiting.LAPSED}

    @rule()
    def hear_of_offers(self) -> None:
        for offer in self.do(self.office.waitlist.untold()):
            self.known.append(offer.appointment.id)
            self.do(self.office.waitlist.told(offer.appointment.id))

    @rule(minutes=st.sampled_from([1, 10, 30]))
    def wait(self, minutes: int) -> None:
        self.clock.forward(minutes=minutes)

    @rule()
    def sweep(self) -> None:
        self.do(self.office.waitlist.sweep())
        rows, now = self.rows(), self.clock()
        assert not [one for one in rows.live if one.state == State.HELD and one.held_until <= now]
        for entry in rows.waiting:
            wish = next(one for one in WISHES if list(one.resources) == entry.demand["resources"])
            for cell in range(cell_of(here(3, 8)), cell_of(here(3, 16)), 2):
                if cell not in rows.offered.get(entry.id, set()) and self.hours_allow(wish, moment_of(cell)):
                    assert not self.free(rows, wish, moment_of(cell)), "a free place was not found again"

    @invariant()
    def every_place_is_taken_once(self) -> None:
        rows = self.rows()
        assert set(rows.cells) == {one.id for one in rows.live}, "a place is kept for nobody"
        for one in rows.live:
            first = cell_of(one.starts_at)
            last = cell_of(one.ends_at) + BUFFERS[one.resource_id]
            taken = rows.cells[one.id]
            assert sorted(cell for _, cell, _ in taken) == list(range(first, last))
            assert {(name, seat) for name, _, seat in taken} == {(one.resource_id, taken[0][2])}
            assert taken[0][2] < SEATS[one.resource_id]
        everything = [cell for taken in rows.cells.values() for cell in taken]
        assert len(everything) == len(set(everything)), "double booking"

    @invariant()
    def nothing_booked_is_lost(self) -> None:
        booked = {one.id: one for one in self.rows().live if one.state == State.BOOKED}
        assert set(booked) == set(self.booked)
        for one, slot in self.booked.items():
            assert (booked[one].resource_id, booked[one].starts_at) == (slot.resource_id, slot.starts_at)

    def rows(self) -> Rows:
        async def read() -> Rows:
            async with self.office.database.reading() as connection:
                live = (
                    await connection.execute(select(appointments).where(appointments.c.state.in_(LIVE)))
                ).all()
                cells: dict[str, list[tuple[str, int, int]]] = {}
                for row in await connection.execute(select(appointment_cells)):
                    cells.setdefault(row.appointment_id, []).append(
                        (row.resource_id, row.cell_start, row.seat)
                    )
                waiting = await connection.execute(
                    select(waitlist).where(waitlist.c.state == Waiting.WAITING)
                )
                offered: dict[str, set[int]] = {}
                for row in await connection.execute(select(waitlist_offers)):
                    offered.setdefault(row.waitlist_id, set()).add(row.cell_start)
                return Rows(list(live), cells, list(waiting), offered)

        return self.do(read())

    def free(self, rows: Rows, wish: Demand, start: Any, lapsed_are_free: bool = False) -> bool:
        """The slow and simple way: is there a seat none of whose quarter hours is taken."""
        now = self.clock()
        lapsed = {one.id for one in rows.live if one.held_until and one.held_until <= now}
        taken = {
            cell
            for one, cells in rows.cells.items()
            for cell in cells
            if not (lapsed_are_free and one in lapsed)
        }
        first = cell_of(start)
        return any(
            not any(
                (name, cell, seat) in taken
                for cell in range(first, first + wish.minutes // 15 + BUFFERS[name])
            )
            for name in wish.resources
            for seat in range(SEATS[name])
        )

    def hours_allow(self, wish: Demand, start: Any) -> bool:
        first, last = cell_of(start), cell_of(start) + wish.minutes // 15
        midnight = cell_of(here(3, 0))
        spans: tuple[Span, ...] = (MORNING, AFTERNOON)
        return (
            start >= self.clock()
            and last <= cell_of(here(3, 16))
            and any(
                midnight + one.begin <= first
                and last <= midnight + one.end
                and (first - one.begin) % 2 == midnight % 2
                for one in spans
            )
            and (
                wish.between is None
                or (midnight + wish.between.begin <= first and last <= midnight + wish.between.end)
            )
        )


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("appointments") / "empty.db"

    async def make() -> None:
        database = Database(f"sqlite+aiosqlite:///{path}")
        await migrations.upgrade(database)
        await database.drop_traces()
        await database.close()

    asyncio.run(make())
    return path


def test_random_steps_never_double_book_lose_or_forget(template: Path) -> None:
    Desk.template = template
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
