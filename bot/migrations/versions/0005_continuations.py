"""continuations"""

import sqlalchemy as sa
from alembic import op

from bot.database import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "continuations",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.Column("claim_digest", sa.String(length=64), nullable=True),
        sa.Column("into_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_continuations_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["into_id"],
            ["conversations.id"],
            name=op.f("fk_continuations_into_id_conversations"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_continuations")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_continuations_code_digest")),
    )
    with op.batch_alter_table("continuations", schema=None) as batch_op:
        batch_op.create_index("ix_continuations_conversation_id", ["conversation_id"], unique=False)
        batch_op.create_index("ix_continuations_into_id", ["into_id"], unique=False)
        batch_op.create_index("ix_continuations_expires_at", ["expires_at"], unique=False)


def downgrade() -> None:
    op.drop_table("continuations")
