"""Conversations taken along: a one-time code opens them again elsewhere. Nothing ever flows back."""

import hmac
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversations import queries
from bot.conversations.continuation_codes import make_code, read_code
from bot.conversations.copying import add_reply, copy_history
from bot.conversations.model import Channel
from bot.conversations.opening import digest, insert_conversation
from bot.conversations.tables import continuations, conversations
from bot.database import Database
from bot.errors import (
    ContinuationExpired,
    ContinuationNotHere,
    ContinuationUnknown,
    ContinuationUsed,
)
from bot.replies import Reply


class Carrier(Protocol):
    """Brings its part of one conversation into another."""

    async def __call__(self, connection: AsyncConnection, old: str, new: str, *, whole: bool) -> None:
        """Within the transaction. ``whole``: the messages come along too."""
        ...


Arrival = Callable[[AsyncConnection, str], Awaitable[Reply]]
"""What is said last in a conversation that has just been opened elsewhere."""

RETRY = timedelta(minutes=10)
"""How long whoever opened a conversation may ask again, because the answer was lost on the way."""

_TOLD = timedelta(days=7)
"""How long it is still known of a code that its time is over."""

_AGAIN = "请回到原来的对话里，再要一个新的。原来的对话都还在。"
_UNKNOWN = "没有找到这个链接或接续码。可能有一位打错了，也可能后来又要过新的：只有最新的一个管用。" + _AGAIN
_USED = "这个链接或接续码已经用过了，只能用一次。" + _AGAIN
_EXPIRED = "这个链接或接续码已经过了有效期。" + _AGAIN
_SAME = "这个接续码就是这个对话的，不用在这里输。请到另一台手机或电脑上用它；它还没有用掉。"
_ABROAD = (
    "网页上的对话可能有您的姓名、电话，不能接到Telegram里来，它的服务器在境外。"
    "请在司法局网页的咨询窗口里接着办；这个接续码还没有用掉。"
)


@dataclass(frozen=True, slots=True)
class Issued:
    """A code as it is told once, and until when it is good."""

    code: str
    expires_at: datetime


class Continuations:
    """Issues codes and opens conversations by them; a code works once, whoever else tries at the same time.

    Args:
        database: where they are kept, as digests only.
        carriers: what else comes along, in this order.
        clock: this moment.
        valid_for: how long a code is good.
        arrival: what is said where the whole conversation has come along; None: nothing.
    """

    def __init__(
        self,
        database: Database,
        carriers: Sequence[Carrier],
        clock: Callable[[], datetime],
        valid_for: timedelta,
        arrival: Arrival | None = None,
    ) -> None:
        self._database = database
        self._carriers = carriers
        self._now = clock
        self._valid_for = valid_for
        self._arrival = arrival

    async def issue(self, conversation_id: str) -> Issued:
        """A new code for a conversation; older ones that were not used are good no longer."""
        code, moment = make_code(), self._now()
        expires_at = moment + self._valid_for
        here = continuations.c.conversation_id == conversation_id
        async with self._database.transaction() as connection:
            await _lock(connection, conversation_id)
            await connection.execute(delete(continuations).where(here, continuations.c.used_at.is_(None)))
            await connection.execute(
                insert(continuations).values(
                    code_digest=digest(code),
                    conversation_id=conversation_id,
                    created_at=moment,
                    expires_at=expires_at,
                )
            )
        return Issued(code, expires_at)

    async def open(self, code: str, claim: str) -> tuple[str, str]:
        """A new web conversation with all that was said; its number and the token that opens it.

        Args:
            code: as it was typed or stood in the link.
            claim: a secret of the caller's making. The same one again, for ten minutes, gives the same
                conversation and a fresh token; the one before opens nothing any more.

        Raises:
            ContinuationRefused: its subclass and its text say why.
        """
        token = secrets.token_urlsafe(32)
        async with self._database.transaction() as connection:
            row = await self._taken(connection, read_code(code))
            if row.used_at is not None:
                return await self._opened_again(connection, row, claim, token), token
            self._check_time(row)
            new = await insert_conversation(connection, Channel.WEB, None, token)
            await copy_history(connection, row.conversation_id, new)
            await self._carry(connection, row.conversation_id, new, whole=True)
            if self._arrival:
                await add_reply(connection, new, await self._arrival(connection, new))
            await self._use(connection, row, new, digest(claim))
        return new, token

    async def take_over(self, code: str, into: str) -> str:
        """What a code typed in a conversation brings into it: all but the messages.

        The same code again in the same conversation changes nothing.

        Returns:
            The number of the conversation it was issued in.

        Raises:
            ContinuationRefused: its subclass and its text say why.
        """
        async with self._database.transaction() as connection:
            row = await self._taken(connection, read_code(code), into)
            old = str(row.conversation_id)
            if row.used_at is not None:
                if row.into_id != into or row.claim_digest is not None:
                    raise ContinuationUsed(_USED)
                return old
            self._check_time(row)
            if old == into:
                raise ContinuationNotHere(_SAME)
            if await _channel(connection, into) != Channel.WEB == await _channel(connection, old):
                raise ContinuationNotHere(_ABROAD)
            await self._carry(connection, old, into)
            await self._use(connection, row, into, None)
        return old

    async def begin_after(self, previous: str) -> tuple[str, str]:
        """A new web conversation of whoever had ``previous``: all but the messages comes along."""
        token = secrets.token_urlsafe(32)
        async with self._database.transaction() as connection:
            new = await insert_conversation(connection, Channel.WEB, None, token)
            await self._carry(connection, previous, new)
        return new, token

    async def erase_old(self) -> int:
        """Forget codes whose time has been over for a week; returns how many."""
        before = self._now() - _TOLD
        async with self._database.transaction() as connection:
            done = await connection.execute(delete(continuations).where(continuations.c.expires_at < before))
        return done.rowcount

    async def _taken(self, connection: AsyncConnection, code: str, *others: str) -> Any:
        """The row of a code, held until the transaction ends."""
        wanted = select(continuations).where(continuations.c.code_digest == digest(code))
        row = (await connection.execute(wanted)).first()
        if row is not None:  # always the conversations first, or two of us might wait for each other
            await _lock(connection, row.conversation_id, *others)
            row = (await connection.execute(wanted.with_for_update())).first()
        if row is None:
            raise ContinuationUnknown(_UNKNOWN)
        return row

    async def _opened_again(self, connection: AsyncConnection, row: Any, claim: str, token: str) -> str:
        mine = row.claim_digest is not None and hmac.compare_digest(row.claim_digest, digest(claim))
        if not mine or row.into_id is None or self._now() - row.used_at > RETRY:
            raise ContinuationUsed(_USED)
        await connection.execute(
            update(conversations).where(conversations.c.id == row.into_id).values(token_digest=digest(token))
        )
        return str(row.into_id)

    def _check_time(self, row: Any) -> None:
        if self._now() >= row.expires_at:
            raise ContinuationExpired(_EXPIRED)

    async def _carry(self, connection: AsyncConnection, old: str, new: str, *, whole: bool = False) -> None:
        for carry in self._carriers:
            await carry(connection, old, new, whole=whole)

    async def _use(self, connection: AsyncConnection, row: Any, into: str, claim: str | None) -> None:
        await connection.execute(
            update(continuations)
            .where(continuations.c.id == row.id)
            .values(used_at=self._now(), claim_digest=claim, into_id=into)
        )


async def _lock(connection: AsyncConnection, *conversation_ids: str) -> None:
    """One writer a conversation on PostgreSQL; on SQLite the transaction is the only writer already."""
    for one in sorted(conversation_ids):
        await connection.execute(queries.LOCK, {"conversation": one})


async def _channel(connection: AsyncConnection, conversation_id: str) -> str | None:
    wanted = select(conversations.c.channel).where(conversations.c.id == conversation_id)
    return await connection.scalar(wanted)
