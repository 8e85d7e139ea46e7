"""Tables of appointments. What is personal stands in columns named ``sealed_…``, sealed by the vault."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text

from bot.database import Moment, metadata


def _conversation() -> Column[str]:
    return Column(
        "conversation_id",
        String(32),
        ForeignKey("conversations.id", ondelete="SET NULL"),
        nullable=True,
        index=True,
    )


waitlist = Table(
    "waitlist",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),  # the order of the queue
    Column("id", String(32), nullable=False, unique=True),
    Column("request_id", String(128), nullable=False, unique=True),
    Column("state", String(16), nullable=False),
    Column("matter_id", String(64), nullable=False),
    Column("demand", JSON, nullable=False),
    Column("latest", Moment, nullable=True),
    _conversation(),
    Column("sealed_details", Text, nullable=True),
    Column("phone_index", String(64), nullable=True),
    Column("appointment_id", String(32), nullable=True),
    Column("missed", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("ix_waitlist_state_latest", "state", "latest"),
)

waitlist_resources = Table(
    "waitlist_resources",
    metadata,
    # Only of those who wait: rows go when the place in the queue ends.
    Column("resource_id", String(64), primary_key=True),
    Column(
        "waitlist_id", String(32), ForeignKey("waitlist.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
)

waitlist_offers = Table(
    "waitlist_offers",
    metadata,
    # The key: nobody is offered the same time twice.
    Column("waitlist_id", String(32), ForeignKey("waitlist.id", ondelete="CASCADE"), primary_key=True),
    Column("cell_start", Integer, primary_key=True, autoincrement=False),
    Column("appointment_id", String(32), nullable=False, index=True),
    Column("offered_at", Moment, nullable=False),
    Column("told_at", Moment, nullable=True, index=True),
)

appointments = Table(
    "appointments",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("code", String(8), nullable=False, unique=True),
    Column("request_id", String(128), nullable=False, unique=True),
    Column("state", String(16), nullable=False),
    Column("matter_id", String(64), nullable=False),
    Column("resource_id", String(64), nullable=False),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("held_until", Moment, nullable=True),
    _conversation(),
    Column("waitlist_id", String(32), nullable=True),
    Column("sealed_details", Text, nullable=True),
    Column("sealed_reason", Text, nullable=True),
    Column("phone_index", String(64), nullable=True),
    Column("sequence", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("ix_appointments_resource_id_starts_at", "resource_id", "starts_at"),
    Index("ix_appointments_state_starts_at", "state", "starts_at"),
    Index("ix_appointments_state_held_until", "state", "held_until"),
)

appointment_cells = Table(
    "appointment_cells",
    metadata,
    # This key is what prevents double booking: one row a quarter hour, seat and resource.
    Column("resource_id", String(64), primary_key=True),
    Column("cell_start", Integer, primary_key=True, autoincrement=False),  # see bot.appointments.cells
    Column("seat", Integer, primary_key=True, autoincrement=False),
    Column(
        "appointment_id",
        String(32),
        ForeignKey("appointments.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sqlite_with_rowid=False,  # the key is the table: half the room, one look
)

appointment_events = Table(
    "appointment_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column(
        "appointment_id",
        String(32),
        ForeignKey("appointments.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("request_id", String(128), nullable=True, unique=True),  # none for what happens by itself
    Column("at", Moment, nullable=False),
    Column("event", String(16), nullable=False),
    Column("role", String(16), nullable=False),
    Column("name", String(64), nullable=False),  # a staff member's; empty for others
    Column("from_state", String(16), nullable=True),
    Column("to_state", String(16), nullable=False),
    Column("resource_id", String(64), nullable=False),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
)
