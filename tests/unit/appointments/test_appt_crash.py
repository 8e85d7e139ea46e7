"""A process killed on the spot loses nothing and blocks nothing."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.appointments.errors import TimeSlotTaken
from bot.appointments.states import State
from bot.database import Database
from tests.unit.appointments.office import WANG, Clock, Office, demand, here, schedule

PROJECT = Path(__file__).resolve().parents[3]


@pytest.fixture
def key() -> str:
    return Fernet.generate_key().decode()


@pytest.fixture
def office(database: Database, clock: Clock, key: str) -> Office:
    return Office(database, clock, [key], schedule())


@contextmanager
def killed(office: Office, key: str, how: str) -> Iterator[str]:
    """What the process said before it was killed (-9)."""
    url = office.database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.unit.appointments.dying", url, key, how]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            said = process.stdout.readline().strip()
        finally:
            process.kill()
        assert process.wait() == -9
    yield said


async def test_what_was_held_can_be_confirmed_by_another_process(office: Office, key: str) -> None:
    with killed(office, key, "held") as held:
        with pytest.raises(TimeSlotTaken):
            await office.hold(here(3))
        booked = await office.booking.confirm("c", held)
    assert (booked.state, booked.contact) == (State.BOOKED, WANG)
    again = await office.booking.hold("dying", "will", demand(), here(3))
    assert again.id == held


async def test_what_was_held_and_never_confirmed_blocks_nobody_for_long(
    office: Office, key: str, clock: Clock
) -> None:
    with killed(office, key, "held"):
        clock.forward(minutes=10)
        assert (await office.book(here(3))).state is State.BOOKED
    assert (await office.waitlist.sweep()).expired == 0


async def test_killed_in_the_middle_of_writing_nothing_is_left(office: Office, key: str) -> None:
    with killed(office, key, "middle") as said:
        assert said == "in the middle"
        assert (await office.book(here(3))).state is State.BOOKED
    assert (await office.booking.hold("dying", "will", demand(), here(4))).state is State.HELD
