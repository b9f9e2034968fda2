"""Alembic runs this file: the steps run on the connection and in the transaction they are given."""

from __future__ import annotations

from alembic import context

from bot.storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
