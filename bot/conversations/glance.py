"""Single facts of a conversation that other services ask for."""

from sqlalchemy import select

from bot.conversations.model import Author
from bot.conversations.tables import messages
from bot.database import Database


class Glance:
    """Reads, and changes nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def last_said(self, conversation_id: str, before_turn: int | None = None) -> str:
        """The citizen's latest message (before a turn), as the record shows it; "" if there is none."""
        query = select(messages.c.text).where(
            messages.c.conversation_id == conversation_id, messages.c.author == Author.CITIZEN
        )
        if before_turn is not None:
            query = query.where(messages.c.turn_id < before_turn)
        async with self._database.reading() as connection:
            return await connection.scalar(query.order_by(messages.c.seq.desc()).limit(1)) or ""
