"""Appointments, their quarter hours, the waitlist and what happened."""

import sqlalchemy as sa
from alembic import op

from bot.database import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appointments",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("request_id", sa.String(length=128), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("matter_id", sa.String(length=64), nullable=False),
        sa.Column("resource_id", sa.String(length=64), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("held_until", Moment(), nullable=True),
        sa.Column("conversation_id", sa.String(length=32), nullable=True),
        sa.Column("waitlist_id", sa.String(length=32), nullable=True),
        sa.Column("sealed_details", sa.Text(), nullable=True),
        sa.Column("sealed_reason", sa.Text(), nullable=True),
        sa.Column("phone_index", sa.String(length=64), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_appointments_conversation_id_conversations"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
        sa.UniqueConstraint("code", name=op.f("uq_appointments_code")),
        sa.UniqueConstraint("request_id", name=op.f("uq_appointments_request_id")),
    )
    with op.batch_alter_table("appointments", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_appointments_conversation_id"), ["conversation_id"], unique=False
        )
        batch_op.create_index(
            "ix_appointments_resource_id_starts_at", ["resource_id", "starts_at"], unique=False
        )
        batch_op.create_index("ix_appointments_state_held_until", ["state", "held_until"], unique=False)
        batch_op.create_index("ix_appointments_state_starts_at", ["state", "starts_at"], unique=False)

    op.create_table(
        "waitlist",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("request_id", sa.String(length=128), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("matter_id", sa.String(length=64), nullable=False),
        sa.Column("demand", sa.JSON(), nullable=False),
        sa.Column("latest", Moment(), nullable=True),
        sa.Column("conversation_id", sa.String(length=32), nullable=True),
        sa.Column("sealed_details", sa.Text(), nullable=True),
        sa.Column("phone_index", sa.String(length=64), nullable=True),
        sa.Column("appointment_id", sa.String(length=32), nullable=True),
        sa.Column("missed", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_waitlist_conversation_id_conversations"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_waitlist")),
        sa.UniqueConstraint("id", name=op.f("uq_waitlist_id")),
        sa.UniqueConstraint("request_id", name=op.f("uq_waitlist_request_id")),
    )
    with op.batch_alter_table("waitlist", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waitlist_conversation_id"), ["conversation_id"], unique=False)
        batch_op.create_index("ix_waitlist_state_latest", ["state", "latest"], unique=False)

    op.create_table(
        "appointment_cells",
        sa.Column("resource_id", sa.String(length=64), nullable=False),
        sa.Column("cell_start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seat", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("appointment_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointments.id"],
            name=op.f("fk_appointment_cells_appointment_id_appointments"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("resource_id", "cell_start", "seat", name=op.f("pk_appointment_cells")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("appointment_cells", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_appointment_cells_appointment_id"), ["appointment_id"], unique=False
        )

    op.create_table(
        "appointment_events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("appointment_id", sa.String(length=32), nullable=False),
        sa.Column("request_id", sa.String(length=128), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("event", sa.String(length=16), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("from_state", sa.String(length=16), nullable=True),
        sa.Column("to_state", sa.String(length=16), nullable=False),
        sa.Column("resource_id", sa.String(length=64), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointments.id"],
            name=op.f("fk_appointment_events_appointment_id_appointments"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment_events")),
        sa.UniqueConstraint("request_id", name=op.f("uq_appointment_events_request_id")),
    )
    with op.batch_alter_table("appointment_events", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_appointment_events_appointment_id"), ["appointment_id"], unique=False
        )

    op.create_table(
        "waitlist_offers",
        sa.Column("waitlist_id", sa.String(length=32), nullable=False),
        sa.Column("cell_start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("appointment_id", sa.String(length=32), nullable=False),
        sa.Column("offered_at", Moment(), nullable=False),
        sa.Column("told_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["waitlist_id"],
            ["waitlist.id"],
            name=op.f("fk_waitlist_offers_waitlist_id_waitlist"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("waitlist_id", "cell_start", name=op.f("pk_waitlist_offers")),
    )
    with op.batch_alter_table("waitlist_offers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_waitlist_offers_appointment_id"), ["appointment_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_waitlist_offers_told_at"), ["told_at"], unique=False)

    op.create_table(
        "waitlist_resources",
        sa.Column("resource_id", sa.String(length=64), nullable=False),
        sa.Column("waitlist_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["waitlist_id"],
            ["waitlist.id"],
            name=op.f("fk_waitlist_resources_waitlist_id_waitlist"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("resource_id", "waitlist_id", name=op.f("pk_waitlist_resources")),
    )
    with op.batch_alter_table("waitlist_resources", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waitlist_resources_waitlist_id"), ["waitlist_id"], unique=False)


def downgrade() -> None:
    for name in (
        "waitlist_resources",
        "waitlist_offers",
        "appointment_events",
        "appointment_cells",
        "waitlist",
        "appointments",
    ):
        op.drop_table(name)
