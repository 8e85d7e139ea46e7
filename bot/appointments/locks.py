"""The locks under which places change hands.

Every step that takes or gives back a place runs under the locks of all resources it may touch, taken
together and in one order before anything is written: so steps cannot wait for each other in a circle. What
keeps a place from being given twice is not the lock but the key of ``appointment_cells``.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from weakref import WeakKeyDictionary

from sqlalchemy import BigInteger, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.database import Database

# One by one in the order of the keys: the row order of a sorted subquery is kept.
_LOCK = text(
    "SELECT pg_advisory_xact_lock(key) FROM (SELECT unnest(:keys) AS key ORDER BY 1) AS sorted_keys"
).bindparams(bindparam("keys", type_=ARRAY(BigInteger)))

# SQLite has one writer: waiting here is fair and wakes at once, its own waiting is neither.
_TURNS: WeakKeyDictionary[Database, asyncio.Lock] = WeakKeyDictionary()


class Locks:
    """Of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn = _TURNS.setdefault(database, asyncio.Lock()) if database.is_sqlite else None

    @asynccontextmanager
    async def held(self, resource_ids: Iterable[str]) -> AsyncIterator[AsyncConnection]:
        """A transaction in which nobody else takes or gives back places of these resources."""
        async with AsyncExitStack() as stack:
            if self._turn:
                await stack.enter_async_context(self._turn)
            connection = await stack.enter_async_context(self._database.transaction())
            if not self._turn:
                keys = sorted({_lock_key(one) for one in resource_ids})
                await connection.execute(_LOCK, {"keys": keys})
            yield connection


def _lock_key(resource_id: str) -> int:
    digest = hashlib.blake2b(resource_id.encode(), digest_size=8, person=b"fawen appts").digest()
    return int.from_bytes(digest, "big", signed=True)
