"""Where articles and their evidence are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.storage.contract import Store


def open_store(
    url: str, *, create: bool = True, patience: float = 10.0, statement: float = 30.0, connections: int = 15
) -> Store:
    """Open the database at ``url``, bringing its tables up to date; see ``bot.storage.sql.open_store``."""
    from bot.storage.sql import open_store  # who needs no database need not load SQLAlchemy

    return open_store(url, create=create, patience=patience, statement=statement, connections=connections)


__all__ = ["open_store"]
