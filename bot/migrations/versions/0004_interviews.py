"""interviews"""

import sqlalchemy as sa
from alembic import op

from bot.database import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "interviews",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("trail", sa.JSON(), nullable=False),
        sa.Column("current", sa.String(length=64), nullable=False),
        sa.Column("last_turn", sa.Integer(), nullable=True),
        sa.Column("last_replies", sa.JSON(), nullable=False),
        sa.Column("last_aside", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_interviews_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interviews")),
    )
    with op.batch_alter_table("interviews", schema=None) as batch_op:
        batch_op.create_index("ix_interviews_conversation_id_id", ["conversation_id", "id"], unique=False)
        batch_op.create_index("ix_interviews_updated_at", ["updated_at"], unique=False)


def downgrade() -> None:
    op.drop_table("interviews")
