"""The PostgreSQL that the store is tried on, for digests that several processes deliver."""

from __future__ import annotations

from tests.bot.storage.conftest import emptied, migrated, postgres, server

__all__ = ["emptied", "migrated", "postgres", "server"]
