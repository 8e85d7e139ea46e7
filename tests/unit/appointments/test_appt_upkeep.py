"""What is erased, what is resealed, and that the past is never read."""

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import func, select, text

from bot.appointments.model import NOBODY
from bot.appointments.states import State
from bot.appointments.tables import appointment_cells
from bot.appointments.upkeep import Upkeep
from bot.database import Database
from bot.vault import CannotOpen
from tests.unit.appointments.office import WANG, Clock, Office, demand, here, schedule


async def test_what_is_old_leads_to_nobody(
    office: Office, waitlist: Upkeep, clock: Clock, database: Database
) -> None:
    booked = await office.book(here(3), contact=WANG)
    entry = await waitlist.join("w", "will", demand(), contact=WANG)
    await waitlist.leave(entry.id)
    clock.forward(days=20)
    assert await waitlist.forget(30) == 0
    clock.forward(days=20)
    assert await waitlist.forget(30) == 3  # the offer that was declined too
    kept = await office.booking.get(booked.id)
    assert (kept.contact, kept.slot, kept.state) == (NOBODY, booked.slot, State.BOOKED)
    async with database.reading() as connection:
        count = select(func.count()).select_from(appointment_cells)
        assert (await connection.execute(count)).scalar_one() == 0


async def test_keys_rotate(database: Database, clock: Clock) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    before = Office(database, clock, [old], schedule())
    booked = await before.book(here(3), contact=WANG)
    await before.waitlist.join("w", "will", demand(earliest=here(3), latest=here(3, 10)), contact=WANG)
    both = Office(database, clock, [new, old], schedule())
    assert await both.waitlist.reseal() == 2
    assert await both.waitlist.reseal() == 0
    after = Office(database, clock, [new], schedule())
    assert WANG.phone
    assert (await after.booking.find(booked.code, WANG.phone)).contact == WANG
    with pytest.raises(CannotOpen):
        await before.booking.get(booked.id)


@pytest.mark.parametrize(
    "asked",
    [
        "SELECT * FROM appointment_cells WHERE resource_id IN ('a') AND cell_start > 9 AND cell_start < 99",
        "SELECT * FROM appointments WHERE state = 'held' AND held_until <= '2026' AND resource_id IN ('a')",
        "SELECT * FROM appointments WHERE code = 'x' AND phone_index IN ('y')",
        "SELECT * FROM appointments WHERE state = 'booked' AND starts_at >= '2026' AND starts_at < '2027'",
        "SELECT * FROM appointment_cells WHERE appointment_id = 'x'",
    ],
)
async def test_no_question_reads_the_past(database: Database, asked: str) -> None:
    if not database.is_sqlite:
        pytest.skip("SQLite's planner says which index it takes whatever the tables hold")
    async with database.reading() as connection:
        plan = str((await connection.execute(text(f"EXPLAIN QUERY PLAN {asked}"))).all())
    assert "SCAN" not in plan
    assert any(
        f"{one}" in plan for one in ("cell_start>", "held_until<", "code=", "starts_at>", "appointment_id=")
    )
