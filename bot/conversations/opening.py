"""A new conversation, within a transaction that may do more; what opens it is stored only as a digest."""

import hashlib
import uuid

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import now
from bot.conversations.model import Channel, State
from bot.conversations.tables import conversations


async def insert_conversation(
    connection: AsyncConnection, channel: Channel, external_id: str | None, token: str
) -> str:
    """Its number. ``external_id``: a channel's own number of the citizen, if it has one."""
    conversation_id, moment = uuid.uuid4().hex, now()
    await connection.execute(
        insert(conversations).values(
            id=conversation_id,
            token_digest=digest(token),
            channel=channel,
            external_id=external_id,
            state=State.BOT,
            created_at=moment,
            updated_at=moment,
        )
    )
    return conversation_id


def digest(secret: str) -> str:
    """As secrets are stored: they are long and random, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
