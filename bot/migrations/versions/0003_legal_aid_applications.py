"""legal aid applications"""

import sqlalchemy as sa
from alembic import op

from bot.database import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "applications",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("request_id", sa.String(length=128), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=True),
        sa.Column("conversation_id", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(length=64), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("green_channel", sa.String(length=32), nullable=True),
        sa.Column("aid_first", sa.Boolean(), nullable=False),
        sa.Column("sealed_fields", sa.Text(), nullable=False),
        sa.Column("sealed_assessment", sa.Text(), nullable=True),
        sa.Column("phone_index", sa.String(length=64), nullable=True),
        sa.Column("consent_version", sa.String(length=16), nullable=False),
        sa.Column("consented_at", Moment(), nullable=False),
        sa.Column("consent_by_guardian", sa.Boolean(), nullable=False),
        sa.Column("promised_decide_days", sa.Integer(), nullable=True),
        sa.Column("promised_assign_days", sa.Integer(), nullable=True),
        sa.Column("handed_in_at", Moment(), nullable=True),
        sa.Column("forward_by", Moment(), nullable=True),
        sa.Column("received_at", Moment(), nullable=True),
        sa.Column("decide_by", sa.Date(), nullable=True),
        sa.Column("supplement_asked_at", Moment(), nullable=True),
        sa.Column("supplement_by", sa.Date(), nullable=True),
        sa.Column("review_stopped", sa.Boolean(), nullable=False),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.Column("assign_by", sa.Date(), nullable=True),
        sa.Column("assigned_at", Moment(), nullable=True),
        sa.Column("objected_at", Moment(), nullable=True),
        sa.Column("object_by", sa.Date(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_applications_conversation_id_conversations"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
        sa.UniqueConstraint("number", name=op.f("uq_applications_number")),
        sa.UniqueConstraint("request_id", name=op.f("uq_applications_request_id")),
    )
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_applications_conversation_id"), ["conversation_id"], unique=False
        )
        batch_op.create_index("ix_applications_state_ended_at", ["state", "ended_at"], unique=False)

    op.create_table(
        "application_events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("application_id", sa.String(length=32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("event", sa.String(length=24), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("from_state", sa.String(length=24), nullable=False),
        sa.Column("to_state", sa.String(length=24), nullable=False),
        sa.Column("sealed_note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_application_events_application_id_applications"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_events")),
    )
    with op.batch_alter_table("application_events", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_application_events_application_id"), ["application_id"], unique=False
        )

    op.create_table(
        "application_papers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("application_id", sa.String(length=32), nullable=False),
        sa.Column("sealed_name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.String(length=96), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("storage_key", sa.String(length=32), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name=op.f("fk_application_papers_application_id_applications"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_papers")),
        sa.UniqueConstraint("storage_key", name=op.f("uq_application_papers_storage_key")),
    )
    with op.batch_alter_table("application_papers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_application_papers_application_id"), ["application_id"], unique=False
        )

    op.create_table(
        "application_counters",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_application_counters")),
    )
    op.create_table(
        "application_statistics",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(length=64), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("green_channel", sa.String(length=32), nullable=True),
        sa.Column("final_state", sa.String(length=24), nullable=False),
        sa.Column("days_to_decide", sa.Integer(), nullable=True),
        sa.Column("days_to_assign", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_statistics")),
    )


def downgrade() -> None:
    op.drop_table("application_statistics")
    op.drop_table("application_counters")
    op.drop_table("application_papers")
    op.drop_table("application_events")
    op.drop_table("applications")
