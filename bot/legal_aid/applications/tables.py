"""Tables of applications. What is personal stands in columns named ``sealed_…``, sealed by the vault."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text

from bot.database import Moment, metadata

applications = Table(
    "applications",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("request_id", String(128), nullable=False, unique=True),
    Column("number", String(24), nullable=True, unique=True),  # a draft has none
    Column(
        "conversation_id",
        String(32),
        ForeignKey("conversations.id", ondelete="SET NULL"),
        nullable=True,
        index=True,
    ),
    Column("state", String(24), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("matter", String(64), nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("green_channel", String(32), nullable=True),
    Column("aid_first", Boolean, nullable=False),
    Column("sealed_fields", Text, nullable=False),
    Column("sealed_assessment", Text, nullable=True),
    Column("phone_index", String(64), nullable=True),
    Column("consent_version", String(16), nullable=False),
    Column("consented_at", Moment, nullable=False),
    Column("consent_by_guardian", Boolean, nullable=False),
    Column("promised_decide_days", Integer, nullable=True),
    Column("promised_assign_days", Integer, nullable=True),
    Column("handed_in_at", Moment, nullable=True),
    Column("forward_by", Moment, nullable=True),
    Column("received_at", Moment, nullable=True),
    Column("decide_by", Date, nullable=True),
    Column("supplement_asked_at", Moment, nullable=True),
    Column("supplement_by", Date, nullable=True),
    Column("review_stopped", Boolean, nullable=False),
    Column("decided_at", Moment, nullable=True),
    Column("assign_by", Date, nullable=True),
    Column("assigned_at", Moment, nullable=True),
    Column("objected_at", Moment, nullable=True),
    Column("object_by", Date, nullable=True),
    Column("ended_at", Moment, nullable=True),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("ix_applications_state_ended_at", "state", "ended_at"),
)

application_events = Table(
    "application_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column(
        "application_id",
        String(32),
        ForeignKey("applications.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("at", Moment, nullable=False),
    Column("event", String(24), nullable=False),
    Column("role", String(16), nullable=False),
    Column("name", String(64), nullable=False),  # a staff member's; empty for citizens
    Column("from_state", String(24), nullable=False),
    Column("to_state", String(24), nullable=False),
    Column("sealed_note", Text, nullable=True),
)

application_papers = Table(
    "application_papers",
    metadata,
    Column("id", String(32), primary_key=True),
    Column(
        "application_id",
        String(32),
        ForeignKey("applications.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("sealed_name", Text, nullable=False),
    Column("media_type", String(96), nullable=True),  # None: will be brought to the counter
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=True),
    Column("storage_key", String(32), nullable=True, unique=True),
    Column("created_at", Moment, nullable=False),
)

application_counters = Table(
    "application_counters",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

application_statistics = Table(
    "application_statistics",
    metadata,
    # All that is left of an erased application: nothing in it leads back to a person or a number.
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("year", Integer, nullable=False),
    Column("matter", String(64), nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("green_channel", String(32), nullable=True),
    Column("final_state", String(24), nullable=False),
    Column("days_to_decide", Integer, nullable=True),
    Column("days_to_assign", Integer, nullable=True),
)
