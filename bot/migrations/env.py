"""Alembic's environment; the connection comes from ``bot.migrations.upgrade``."""

from alembic import context

import bot.answers.gaps
import bot.appointments.tables
import bot.conversations.tables
import bot.interviews.tables
import bot.legal_aid.applications.tables  # noqa: F401 - these declare the tables
from bot.database import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
