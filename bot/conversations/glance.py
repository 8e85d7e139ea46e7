"""Single facts of a conversation that other services ask for."""

from sqlalchemy import select

from bot.conversations.model import Author, Channel
from bot.conversations.tables import conversations, messages
from bot.database import Database


class Glance:
    """Reads, and changes nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def channel(self, conversation_id: str) -> Channel | None:
        """Where the citizen writes; None if there is no such conversation."""
        query = select(conversations.c.channel).where(conversations.c.id == conversation_id)
        async with self._database.reading() as connection:
            found = await connection.scalar(query)
        return Channel(found) if found else None

    async def last_said(self, conversation_id: str, before_turn: int | None = None) -> str:
        """The citizen's latest message (before a turn), as the record shows it; "" if there is none."""
        query = select(messages.c.text).where(
            messages.c.conversation_id == conversation_id, messages.c.author == Author.CITIZEN
        )
        if before_turn is not None:
            query = query.where(messages.c.turn_id < before_turn)
        async with self._database.reading() as connection:
            return await connection.scalar(query.order_by(messages.c.seq.desc()).limit(1)) or ""
