"""Tables of conversations. ``turns`` is also the inbox: a pending turn is work not yet answered."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.database import Moment, metadata

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("token_digest", String(64), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("external_id", String(64), nullable=True),
    Column("state", String(16), nullable=False),
    Column("last_seq", Integer, nullable=False, default=0),
    Column("delivered_seq", Integer, nullable=False, default=0),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    UniqueConstraint("channel", "external_id"),
)

turns = Table(
    "turns",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("client_message_id", String(128), nullable=False),
    Column("text", Text, nullable=False),
    Column("sent", Text, nullable=False),
    Column("answered", Boolean, nullable=False, default=False),
    Column("limited", Boolean, nullable=False, default=False),
    Column("claimed_until", Moment, nullable=True),
    Column("created_at", Moment, nullable=False),
    Column("answered_at", Moment, nullable=True),
    UniqueConstraint("conversation_id", "client_message_id"),
    Index("ix_turns_pending", "answered", "conversation_id", "id"),
)

messages = Table(
    "messages",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("turn_id", ForeignKey("turns.id", ondelete="CASCADE"), nullable=True, index=True),
    Column("author", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("citations", JSON, nullable=False),
    Column("buttons", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
)

continuations = Table(
    "continuations",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("code_digest", String(64), nullable=False, unique=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment, nullable=True),
    Column("claim_digest", String(64), nullable=True),
    Column("into_id", ForeignKey("conversations.id", ondelete="SET NULL"), nullable=True),
    Index("ix_continuations_conversation_id", "conversation_id"),
    Index("ix_continuations_into_id", "into_id"),
    Index("ix_continuations_expires_at", "expires_at"),
)
"""``claim_digest``: of whoever opened a new conversation by it; null where a code was typed in one."""
