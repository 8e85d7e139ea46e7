"""aiosqlite with one trip to its thread per statement instead of four.

SQLAlchemy asks the driver for a cursor, runs the statement, fetches and closes, and aiosqlite hands each of
these to its thread: a turn of a conversation makes some sixty such trips, which take longer than the work.
Here a statement is run and its rows fetched in one trip; making and closing a cursor needs none.
"""

import sqlite3
from collections.abc import Iterable
from typing import Any

import aiosqlite
from aiosqlite.cursor import Cursor

LOCK_WAIT_S = 15.0


class _OneTripCursor(Cursor):
    """Holds the rows of its statement."""

    _rows: list[Any]

    async def __aenter__(self) -> "_OneTripCursor":
        return self

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> "_OneTripCursor":
        self._rows = await self._execute(self._run, sql, parameters or ())  # type: ignore[no-untyped-call]
        return self

    async def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        self._cursor.close()

    def _run(self, sql: str, parameters: Iterable[Any]) -> list[Any]:
        self._cursor.execute(sql, tuple(parameters))
        return self._cursor.fetchall() if self._cursor.description else []


class _OneTripConnection(aiosqlite.Connection):
    def cursor(self) -> _OneTripCursor:  # type: ignore[override]  # SQLAlchemy enters it, no more
        return _OneTripCursor(self, self._conn.cursor())


async def connect(path: str) -> aiosqlite.Connection:
    """A connection for SQLAlchemy's ``async_creator``; ``path`` as sqlite3 takes it."""

    def opened() -> sqlite3.Connection:
        # Cursors are made and closed on the event loop's thread, all else happens on the connection's own;
        # SQLAlchemy never lets the two meet.
        return sqlite3.connect(path, timeout=LOCK_WAIT_S, check_same_thread=False)

    connection = _OneTripConnection(opened, iter_chunk_size=64)
    connection._thread.daemon = True  # as SQLAlchemy does for connections that it opens
    return await connection
