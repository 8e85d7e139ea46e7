"""The whole visible record of one conversation, copied into another, within the caller's transaction."""

from sqlalchemy import func, insert, literal, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import now
from bot.conversations.model import Author, Message
from bot.conversations.rows import message_row
from bot.conversations.tables import conversations, messages, turns
from bot.replies import Reply

_TURN = ("client_message_id", "text", "sent", "answered", "limited", "created_at", "answered_at")
_MESSAGE = ("author", "text", "citations", "buttons", "created_at")


async def copy_history(connection: AsyncConnection, old: str, new: str) -> None:
    """Every message in its place, and the turns behind them; ``new`` has said nothing yet.

    Answered turns come along, so that buttons which look back on an answer find it. One that is not answered
    yet is answered where it was asked and only there: it may be the one that hands something in.
    """
    there = select(
        literal(new).label("conversation_id"),
        *(turns.c[name] for name in _TURN),
        null().label("claimed_until"),
    ).where(turns.c.conversation_id == old, turns.c.answered.is_(True))
    await connection.execute(
        insert(turns).from_select(["conversation_id", *_TURN, "claimed_until"], there.order_by(turns.c.id))
    )
    was, became = turns.alias("was"), turns.alias("became")
    said = (
        select(literal(new), messages.c.seq, became.c.id, *(messages.c[name] for name in _MESSAGE))
        .select_from(
            messages.outerjoin(was, was.c.id == messages.c.turn_id).outerjoin(
                became,
                (became.c.conversation_id == new) & (became.c.client_message_id == was.c.client_message_id),
            )
        )
        .where(messages.c.conversation_id == old)
    )
    await connection.execute(
        insert(messages).from_select(["conversation_id", "seq", "turn_id", *_MESSAGE], said)
    )
    await _count(connection, new)


async def add_reply(connection: AsyncConnection, conversation_id: str, reply: Reply) -> None:
    """Something the bot says unasked, behind everything else."""
    seq = 1 + await _count(connection, conversation_id)
    said = Message(seq, Author.BOT, reply.text, reply.citations, reply.buttons, now())
    values = message_row(conversation_id, 0, said) | {"turn_id": None}
    await connection.execute(insert(messages).values(**values))
    await _count(connection, conversation_id)


async def _count(connection: AsyncConnection, conversation_id: str) -> int:
    """The last number that is taken, noted in the conversation as said and as delivered."""
    here = messages.c.conversation_id == conversation_id
    last = int(await connection.scalar(select(func.coalesce(func.max(messages.c.seq), 0)).where(here)) or 0)
    await connection.execute(
        update(conversations)
        .where(conversations.c.id == conversation_id)
        .values(last_seq=last, delivered_seq=last)
    )
    return last
