"""Table of interviews: of one conversation at most one is open (asking or reviewing)."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table

from bot.database import Moment, metadata

interviews = Table(
    "interviews",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("subject", String(32), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("answers", JSON, nullable=False),
    Column("trail", JSON, nullable=False),
    Column("current", String(64), nullable=False),
    Column("last_turn", Integer, nullable=True),
    Column("last_replies", JSON, nullable=False),
    Column("last_aside", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("ix_interviews_conversation_id_id", "conversation_id", "id"),
    Index("ix_interviews_updated_at", "updated_at"),
)
