"""What platforms remember between two starts: small values by space and key, for ever or for a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select

from bot.storage import tables
from bot.storage.events import stamp

_kept = tables.keepsakes.c


def keep(connection: Connection, space: str, key: str, value: str, until: datetime | None) -> None:
    """Keep a value in place of what was there."""
    forget(connection, space, key)
    row = {"space": space, "key": key, "value": value, "until": stamp(until) if until else None}
    connection.execute(insert(tables.keepsakes).values(row))


def kept(connection: Connection, space: str, at: datetime, key: str | None = None) -> Mapping[str, str]:
    """The values of a space that have not run out, by key; of one key where it is given."""
    query = select(_kept.key, _kept.value).where(_kept.space == space, _lasts(at)).order_by(_kept.key)
    if key is not None:
        query = query.where(_kept.key == key)
    return {row.key: row.value for row in connection.execute(query)}


def forget(connection: Connection, space: str, key: str) -> None:
    """Forget a value."""
    connection.execute(delete(tables.keepsakes).where(_kept.space == space, _kept.key == key))


def forget_old(connection: Connection, at: datetime) -> None:
    """Forget whatever has run out."""
    connection.execute(delete(tables.keepsakes).where(_kept.until <= stamp(at)))


def _lasts(at: datetime) -> ColumnElement[bool]:
    return or_(_kept.until.is_(None), _kept.until > stamp(at))
