"""Appointments over a real database of each kind, with a clock that tests turn."""

import pytest
from cryptography.fernet import Fernet

from bot.appointments.upkeep import Upkeep
from bot.database import Database
from tests.unit.appointments.office import Clock, Office, schedule


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(database: Database, clock: Clock) -> Office:
    return Office(database, clock, [Fernet.generate_key().decode()], schedule())


@pytest.fixture
def waitlist(office: Office) -> Upkeep:
    return office.waitlist
