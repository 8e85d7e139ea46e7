"""The record of conversations: what was said, in which order, and what is still to be answered."""

import hmac
import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.answers import gaps
from bot.clock import local_day, now
from bot.conversations import queries
from bot.conversations.incoming import SEALED, Incoming
from bot.conversations.model import Author, Channel, Message, State, Turn, TurnResult
from bot.conversations.opening import digest, insert_conversation
from bot.conversations.rows import message_of, message_row, turn_of
from bot.conversations.tables import conversations, messages, turns
from bot.database import Database
from bot.errors import ConversationNotFound, InvalidInput, NotAuthorised
from bot.replies import Reply

CLAIM = timedelta(seconds=30)
"""How long a process may work on a turn before another takes it over."""

_NO_SUCH = "这个对话不存在，可能已经清除。请重新开始一个对话。"


class Transcript:
    """Reads and writes conversations. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(self, channel: Channel) -> tuple[str, str]:
        """A new conversation; returns its number and the token that opens it (stored only as a digest)."""
        token = secrets.token_urlsafe(32)
        async with self._database.transaction() as connection:
            conversation_id = await insert_conversation(connection, channel, None, token)
        return conversation_id, token

    async def open_external(self, channel: Channel, external_id: str) -> str:
        """The conversation of someone known by a channel's own number (a Telegram chat)."""
        lookup = select(conversations.c.id).where(
            conversations.c.channel == channel, conversations.c.external_id == external_id
        )
        async with self._database.reading() as connection:
            known = (await connection.execute(lookup)).scalar()
        if known:
            return str(known)
        try:
            async with self._database.transaction() as connection:
                return await insert_conversation(connection, channel, external_id, secrets.token_urlsafe(32))
        except IntegrityError:  # another update of the same chat was first
            async with self._database.reading() as connection:
                return str((await connection.execute(lookup)).scalar_one())

    async def authorise(self, conversation_id: str, token: str) -> State:
        """The state of a conversation, for whoever holds its token.

        Raises:
            ConversationNotFound: no such conversation.
            NotAuthorised: the token is another's.
        """
        async with self._database.reading() as connection:
            row = (await connection.execute(queries.KEY, {"conversation": conversation_id})).first()
        if row is None:
            raise ConversationNotFound(_NO_SUCH)
        if not hmac.compare_digest(row.token_digest, digest(token)):
            raise NotAuthorised("凭证和这个对话对不上。请重新开始一个对话。")
        return State(row.state)

    async def channel(self, conversation_id: str) -> Channel:
        """Where a conversation is held.

        Raises:
            ConversationNotFound: no such conversation.
        """
        wanted = select(conversations.c.channel).where(conversations.c.id == conversation_id)
        async with self._database.reading() as connection:
            found = await connection.scalar(wanted)
        if found is None:
            raise ConversationNotFound(_NO_SUCH)
        return Channel(found)

    async def store(self, conversation_id: str, incoming: Incoming) -> tuple[Turn, bool]:
        """Store a citizen's message, once; returns the turn and whether the caller is to answer it now.

        A message stored before gives its turn again. A turn behind an unanswered one is not the
        caller's: it is answered in its order (see ``claim_next``).

        Raises:
            InvalidInput: a payload that no button of this conversation offered.
        """
        async with self._database.transaction() as connection:
            if not self._database.is_sqlite:  # one writer a conversation; SQLite has one writer in all
                await connection.execute(queries.LOCK, {"conversation": conversation_id})
            found = await connection.execute(
                queries.OPEN_TURNS, {"conversation": conversation_id, "message": incoming.client_message_id}
            )
            open_turns = [turn_of(row) for row in found]
            known = [one for one in open_turns if one.client_message_id == incoming.client_message_id]
            if known:
                return known[0], False
            text, sent = await _wording(connection, conversation_id, incoming)
            moment = now()
            values = {
                "conversation_id": conversation_id,
                "client_message_id": incoming.client_message_id,
                "text": text,
                "sent": sent,
                "claimed_until": None if open_turns else moment + CLAIM,
                "created_at": moment,
            }
            turn_id = (await connection.execute(queries.INSERT_TURN, values)).scalar_one()
            (seq, _) = await _take_seqs(connection, conversation_id, 1)
            said = Message(seq, Author.CITIZEN, text, (), (), moment)
            await connection.execute(queries.INSERT_MESSAGE, message_row(conversation_id, int(turn_id), said))
        turn = Turn(turn_id, conversation_id, incoming.client_message_id, text, sent, answered=False)
        return turn, not open_turns

    async def find(self, conversation_id: str, client_message_id: str) -> Turn | None:
        """The turn of a message stored before, or None."""
        async with self._database.reading() as connection:
            return await _find_turn(connection, conversation_id, client_message_id)

    async def claim_next(self, conversation_id: str) -> Turn | None:
        """The oldest unanswered turn, claimed for this process; None if there is none or another has it."""
        oldest = (
            select(turns.c.id)
            .where(turns.c.answered.is_(False), turns.c.conversation_id == conversation_id)
            .order_by(turns.c.id)
            .limit(1)
            .scalar_subquery()
        )
        moment = now()
        async with self._database.transaction() as connection:
            row = (
                await connection.execute(
                    update(turns)
                    .where(
                        turns.c.id == oldest,
                        or_(turns.c.claimed_until.is_(None), turns.c.claimed_until < moment),
                    )
                    .values(claimed_until=moment + CLAIM)
                    .returning(*queries.TURN)
                )
            ).first()
        return turn_of(row) if row else None

    async def finish(
        self, turn: Turn, replies: Sequence[tuple[Author, Reply]], *, limited: bool
    ) -> TurnResult:
        """Store the replies and close the turn; a turn already closed keeps its first replies.

        What was told in confidence is gone then: only what may be shown of it stays.
        """
        moment = now()
        kept = turn.text if turn.sent.startswith(SEALED) else turn.sent
        async with self._database.transaction() as connection:
            closed = await connection.execute(
                queries.CLOSE_TURN, {"turn": turn.id, "kept": kept, "moment": moment, "is_limited": limited}
            )
            if closed.rowcount == 0:
                return await _result(connection, turn)
            first, state = await _take_seqs(connection, turn.conversation_id, len(replies))
            stored = tuple(
                Message(first + offset, author, reply.text, reply.citations, reply.buttons, moment)
                for offset, (author, reply) in enumerate(replies)
            )
            if stored:
                await connection.execute(
                    queries.INSERT_MESSAGE,
                    [message_row(turn.conversation_id, turn.id, message) for message in stored],
                )
            notes = [reply.note for _, reply in replies if reply.note]
            await gaps.record(connection, notes, local_day(moment))
        return TurnResult(state, stored)

    async def result(self, turn: Turn) -> TurnResult | None:
        """The stored replies of a turn, or None while it is unanswered."""
        async with self._database.reading() as connection:
            answered = await connection.scalar(select(turns.c.answered).where(turns.c.id == turn.id))
            return await _result(connection, turn) if answered else None

    async def was_limited(self, turn: Turn) -> bool:
        """Whether the turn before this one was answered with limited services."""
        query = (
            select(turns.c.limited)
            .where(turns.c.conversation_id == turn.conversation_id, turns.c.id < turn.id)
            .order_by(turns.c.id.desc())
            .limit(1)
        )
        async with self._database.reading() as connection:
            return bool(await connection.scalar(query))

    async def history(self, conversation_id: str, after: int = 0, limit: int = 500) -> list[Message]:
        """Messages with ``seq`` greater than ``after``, oldest first."""
        values = {"conversation": conversation_id, "after": after, "most": limit}
        async with self._database.reading() as connection:
            return [message_of(row) for row in await connection.execute(queries.HISTORY, values)]

    async def pending(self) -> list[str]:
        """Conversations with unanswered turns: work that a stopped process left behind."""
        query = select(turns.c.conversation_id).where(turns.c.answered.is_(False)).distinct()
        async with self._database.reading() as connection:
            return [str(row.conversation_id) for row in await connection.execute(query)]

    async def release_claims(self) -> None:
        """Drop all claims; only for a start-up where no other process can hold any."""
        async with self._database.transaction() as connection:
            await connection.execute(
                update(turns).where(turns.c.answered.is_(False)).values(claimed_until=None)
            )

    async def undelivered(self, channel: Channel) -> list[tuple[str, str, int]]:
        """(conversation, external number, last delivered seq) where a pushing channel is behind."""
        query = select(conversations.c.id, conversations.c.external_id, conversations.c.delivered_seq).where(
            conversations.c.channel == channel, conversations.c.delivered_seq < conversations.c.last_seq
        )
        async with self._database.reading() as connection:
            return [(row.id, row.external_id, row.delivered_seq) for row in await connection.execute(query)]

    async def mark_delivered(self, conversation_id: str, seq: int) -> None:
        """Remember that everything up to ``seq`` reached the citizen."""
        async with self._database.transaction() as connection:
            await connection.execute(
                update(conversations)
                .where(conversations.c.id == conversation_id, conversations.c.delivered_seq < seq)
                .values(delivered_seq=seq)
            )


async def _find_turn(
    connection: AsyncConnection, conversation_id: str, client_message_id: str
) -> Turn | None:
    values = {"conversation": conversation_id, "message": client_message_id}
    row = (await connection.execute(queries.FIND_TURN, values)).first()
    return turn_of(row) if row else None


async def _wording(connection: AsyncConnection, conversation_id: str, incoming: Incoming) -> tuple[str, str]:
    """(what the transcript shows, what the dialogue is given)."""
    if incoming.payload is None:
        return incoming.text or "", incoming.sent
    query = (
        select(messages.c.buttons)
        .where(messages.c.conversation_id == conversation_id, messages.c.author != Author.CITIZEN)
        .order_by(messages.c.seq.desc())
        .limit(200)
    )
    for row in await connection.execute(query):
        for button in row.buttons:
            if button["payload"] == incoming.payload:
                return button["title"], incoming.payload
    raise InvalidInput("这个按钮已经失效。请直接把您想问的打出来，之前说的都还在。")


async def _take_seqs(connection: AsyncConnection, conversation_id: str, count: int) -> tuple[int, State]:
    """Reserve ``count`` consecutive numbers; returns the first of them and the conversation's state."""
    values = {"conversation": conversation_id, "count": count, "moment": now()}
    row = (await connection.execute(queries.TAKE_SEQS, values)).one()
    return row.last_seq - count + 1, State(row.state)


async def _result(connection: AsyncConnection, turn: Turn) -> TurnResult:
    state = (
        await connection.execute(
            select(conversations.c.state).where(conversations.c.id == turn.conversation_id)
        )
    ).scalar_one()
    query = (
        select(messages)
        .where(messages.c.turn_id == turn.id, messages.c.author != Author.CITIZEN)
        .order_by(messages.c.seq)
    )
    return TurnResult(State(state), tuple(message_of(row) for row in await connection.execute(query)))
