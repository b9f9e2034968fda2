"""What platforms remember between two starts: small values by space and key, for ever or for a time.

And turns that processes take at what is done so many seconds apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select

from bot.storage import clocks, tables
from bot.storage.events import stamp

_kept = tables.keepsakes.c

_FURTHEST = timedelta(hours=1)
"""Turns that are further off were taken by a clock that was wrong: nobody waits for them."""


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


def turn(
    connection: Connection, space: str, key: str, at: datetime, apart: float, patience: float
) -> float | None:
    """See ``Store.turn``. What is kept is until when the turns last that were taken."""
    query = select(_kept.until).where(_kept.space == space, _kept.key == key)
    taken, at = connection.scalar(query), clocks.now(connection, at)
    free = max(at, datetime.fromisoformat(taken)) if taken else at
    wait = free - at
    if wait > _FURTHEST:
        free, wait = at, timedelta()
    if wait.total_seconds() > patience:
        return None
    keep(connection, space, key, "", free + timedelta(seconds=apart))
    return wait.total_seconds()


def forget_old(connection: Connection, at: datetime) -> None:
    """Forget whatever has run out."""
    connection.execute(delete(tables.keepsakes).where(_kept.until <= stamp(at)))


def _lasts(at: datetime) -> ColumnElement[bool]:
    return or_(_kept.until.is_(None), _kept.until > stamp(at))
