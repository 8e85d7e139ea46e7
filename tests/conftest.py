"""Fixtures that several test folders share."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from bot import migrations
from bot.conversations.events import Bell
from bot.conversations.transcript import Transcript
from bot.database import Database
from tests.support.postgres import server
from tests.support.stack import Citizen, Stack

PROJECT = Path(__file__).resolve().parent.parent
LAWS = PROJECT.parent / "shared" / "laws"
QUESTIONS = PROJECT.parent / "shared" / "stard" / "train.jsonl"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A real PostgreSQL server for the whole run."""
    with server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A migrated database, empty, of each kind that we support."""
    if request.param == "sqlite":
        database = Database(f"sqlite+aiosqlite:///{tmp_path / 'test.db'}")
    else:
        database = Database(request.getfixturevalue("postgres"))
        async with database.transaction() as connection:
            await connection.execute(text("DROP SCHEMA public CASCADE"))
            await connection.execute(text("CREATE SCHEMA public"))
    await migrations.upgrade(database)
    yield database
    await database.close()


@pytest.fixture
def transcript(database: Database) -> Transcript:
    return Transcript(database)


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    keys = {"FAWEN_DATA_KEYS": Fernet.generate_key().decode()}
    running = Stack(tmp_path_factory.mktemp("stack"), keys)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def citizen(stack: Stack) -> Iterator[Citizen]:
    one = stack.citizen()
    yield one
    one.client.close()
