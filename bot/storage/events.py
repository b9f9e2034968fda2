"""What happened to sources, for ``status``; old news is thrown away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

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
    """Who withheld or restored what, newest first."""
    names = ("at", "citation", "action", "who", "why", "pieces")
    query = select(*(_review[name] for name in names)).order_by(_review.key.desc()).limit(limit)
    if citation is not None:
        query = query.where(_review.citation == citation)
    return tuple(Review(**row._mapping) for row in connection.execute(query))
