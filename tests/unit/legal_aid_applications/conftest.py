"""Applications over a real database of each kind, with a clock that tests turn."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.database import Database
from bot.legal_aid.applications.service import Applications
from tests.unit.legal_aid_applications.samples import Calendar, service

KEY = Fernet.generate_key().decode()


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def keys() -> list[str]:
    return [KEY]


@pytest.fixture
def papers_folder(tmp_path: Path) -> Path:
    return tmp_path / "papers"


@pytest.fixture
def applications(
    database: Database, papers_folder: Path, calendar: Calendar, keys: list[str]
) -> Applications:
    return service(database, papers_folder, calendar, keys)
