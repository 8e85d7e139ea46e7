"""The database: one engine, explicit transactions, tables declared where they are used."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from aiosqlite import Connection
from sqlalchemy import DateTime, MetaData, event, make_url, text
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.types import TypeDecorator

from bot.sqlite_driver import connect

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


# secure_delete: what is deleted is overwritten, because citizens may ask for that.
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=15000",
    "secure_delete=ON",
)


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC (SQLite has no time zones)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse naive times: they would be read as the wrong hour."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give UTC back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Database:
    """Connections and transactions.

    ``async with database.transaction() as connection`` commits at the end of the block and undoes
    everything if the block raises.
    """

    def __init__(self, url: str) -> None:
        self.is_sqlite = url.startswith("sqlite")
        # Every connection is used in one of the blocks below, which end their transaction themselves.
        options: dict[str, Any] = (
            {"async_creator": _sqlite_creator(url), "pool_reset_on_return": None}
            if self.is_sqlite
            else {"pool_pre_ping": True}
        )
        options["hide_parameters"] = True  # citizens' words must not reach a log through an error
        self.engine: AsyncEngine = create_async_engine(url, **options)
        if self.is_sqlite:
            event.listen(self.engine.sync_engine, "connect", _tune_sqlite)
            event.listen(self.engine.sync_engine, "begin", _begin_immediate)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that writes; on SQLite it takes the write lock at once, so it cannot deadlock."""
        async with self.engine.begin() as connection:
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """For reading only; each query sees what was committed before it."""
        async with self.engine.connect() as connection:
            if self.is_sqlite:
                connection = await connection.execution_options(fawen_reading=True)
            yield connection

    async def check(self) -> None:
        """Raise if the database cannot be reached or has not been migrated."""
        async with self.reading() as connection:
            await connection.execute(text("SELECT version_num FROM alembic_version"))

    async def drop_traces(self) -> None:
        """Empty SQLite's log, which holds deleted rows until it is written over; elsewhere nothing to do."""
        if self.is_sqlite:
            async with self.reading() as connection:
                await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    async def close(self) -> None:
        """Give all connections back."""
        await self.engine.dispose()


def _sqlite_creator(url: str) -> Callable[[], Awaitable[Connection]]:
    path = make_url(url).database or ":memory:"
    return lambda: connect(path)


def _tune_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Any) -> None:
    if not connection.get_execution_options().get("fawen_reading", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
