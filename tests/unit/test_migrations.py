"""The migrations make exactly the tables that the code declares."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

import bot.answers.gaps
import bot.appointments.tables
import bot.conversations.tables
import bot.interviews.tables
import bot.legal_aid.applications.tables  # noqa: F401
from bot import migrations
from bot.database import Database, metadata


async def test_a_migrated_database_differs_in_nothing_from_the_declared_tables(database: Database) -> None:
    def differences(connection: Connection) -> list:
        return compare_metadata(MigrationContext.configure(connection), metadata)

    async with database.reading() as connection:
        assert await connection.run_sync(differences) == []


async def test_upgrading_again_changes_nothing(database: Database) -> None:
    await migrations.upgrade(database)
    await database.check()
