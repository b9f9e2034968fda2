"""What happened to sources, for ``status``; old news is thrown away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select

from bot.storage import tables
from bot.storage.contract import Event, Review

KEPT = timedelta(days=90)

_event, _review = tables.events.c, tables.reviews.c


def stamp(at: datetime) -> str:
    """An instant as text whose order is that of time: ISO 8601 in UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def record(connection: Connection, event: Event) -> None:
    """Keep an event, and forget those of more than 90 days before it."""
    connection.execute(delete(tables.events).where(_event.at < stamp(event.at - KEPT)))
    connection.execute(insert(tables.events).values(event.model_dump() | {"at": stamp(event.at)}))


def latest(connection: Connection, limit: int) -> tuple[Event, ...]:
    """The newest events; of one instant, by source, outcome and detail."""
    columns = (_event.at, _event.source, _event.outcome, _event.detail)
    query = select(*columns).order_by(_event.at.desc(), *columns[1:]).limit(limit)
    return tuple(Event(**row._mapping) for row in connection.execute(query))


def reviews(connection: Connection, citation: str | None, limit: int) -> tuple[Review, ...]:
    """Who withheld, restored or confirmed what, newest first."""
    query = select(tables.reviews).order_by(_review.key.desc()).limit(limit)
    return reviewed(connection, query if citation is None else query.where(_review.citation == citation))


def reviewed(connection: Connection, query: Select[Any]) -> tuple[Review, ...]:
    """The reviews that a query on their table gives."""
    rows = connection.execute(query).mappings()
    return tuple(Review(**{name: row[name] for name in Review.model_fields}) for row in rows)
