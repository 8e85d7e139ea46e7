"""The record of a conversation as the answers look back on it."""

from collections import defaultdict

from sqlalchemy import func, select

from bot.answers.past import Exchange
from bot.clock import local_day
from bot.conversations.model import Author
from bot.conversations.rows import message_of
from bot.conversations.tables import messages, turns
from bot.database import Database
from bot.replies import Reply

MOST = 100
"""Turns that are looked back on."""


class Recall:
    """Reads what was said before the turn that is being answered."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def before(self, conversation_id: str) -> list[Exchange]:
        """The latest answered turns before the first unanswered one, oldest first."""
        here = turns.c.conversation_id == conversation_id
        unanswered = select(func.min(turns.c.id)).where(here, turns.c.answered.is_(False)).scalar_subquery()
        wanted = (
            select(turns.c.id, turns.c.sent, turns.c.answered_at)
            .where(here, turns.c.id < func.coalesce(unanswered, 2**31 - 1))
            .order_by(turns.c.id.desc())
            .limit(MOST)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(wanted)).all()
            if not rows:
                return []
            said = await connection.execute(
                select(messages)
                .where(
                    messages.c.conversation_id == conversation_id,
                    messages.c.turn_id >= rows[-1].id,
                    messages.c.turn_id <= rows[0].id,
                    messages.c.author != Author.CITIZEN,
                )
                .order_by(messages.c.seq)
            )
            replies: dict[int, list[Reply]] = defaultdict(list)
            for row in said:
                message = message_of(row)
                replies[row.turn_id].append(Reply(message.text, message.citations, message.buttons))
        return [
            Exchange(
                row.sent, tuple(replies[row.id]), local_day(row.answered_at) if row.answered_at else None
            )
            for row in reversed(rows)
        ]
