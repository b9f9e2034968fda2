"""What a topic took in within a window of storing, and what those articles tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from bot.storage import tables
from bot.storage.contract import Arrivals
from bot.storage.covering import covered
from bot.storage.events import stamp
from bot.storage.filing import DEVELOPMENT, QUOTATION, REMARK, STANCE, UNDATED
from bot.storage.listing import revive
from bot.storage.reading import TOPIC_KEY
from summaries.model import Development, Evidence, Quotation, Remark, StanceStatement

_article, _reading, _evidence = tables.articles.c, tables.readings.c, tables.evidence.c
_CHUNK = 500  # values in one IN list: SQLite's oldest limit is 999


def stored(connection: Connection, topic: str, ids: Sequence[str]) -> dict[str, datetime]:
    """See ``Store.stored``; in the order asked."""
    query = (
        select(_article.id, _reading.stored)
        .join(tables.readings, _reading.article == _article.key)
        .where(_reading.topic == TOPIC_KEY)
    )
    found = {
        row.id: datetime.fromisoformat(row.stored)
        for some in _chunks(ids)
        for row in connection.execute(query.where(_article.id.in_(some)), {"topic": topic})
    }
    return {id: found[id] for id in ids if id in found}


def arrivals(connection: Connection, topic: str, after: datetime, until: datetime, limit: int) -> Arrivals:
    """See ``Store.arrivals``."""
    held = (
        _reading.topic == TOPIC_KEY,
        _reading.current,
        _reading.stored > stamp(after),
        _reading.stored <= stamp(until),
    )
    query = (
        select(_article.id, _article.document)
        .join(tables.readings, _reading.article == _article.key)
        .where(*held)
        .order_by(_reading.stored.desc(), _article.id)
        .limit(limit)
    )
    rows = connection.execute(query, {"topic": topic}).all()
    return Arrivals(
        ids=tuple(row.id for row in rows),
        coverage=covered(connection, topic, held),
        replaced=_replaced(connection, topic, after, {row.document: row.id for row in rows}),
    )


def _replaced(connection: Connection, topic: str, after: datetime, came: dict[str, str]) -> dict[str, str]:
    """The id that each document's text had last before the window, by the id it has now."""
    query = (
        select(_article.document, _article.id)
        .join(tables.readings, _reading.article == _article.key)
        .where(_reading.topic == TOPIC_KEY, _reading.stored <= stamp(after))
        .order_by(_reading.stored, _article.version)
    )
    return {
        came[row.document]: row.id
        for some in _chunks(sorted(came))
        for row in connection.execute(query.where(_article.document.in_(some)), {"topic": topic})
    }


def told_by(connection: Connection, topic: str, ids: Sequence[str]) -> tuple[Evidence, ...]:
    """See ``Store.told_by``; the pieces of each kind in the order of their positions."""
    query = (
        select(_article.id, _evidence.kind, _evidence.payload)
        .join(tables.evidence, _evidence.article == _article.key)
        .where(_evidence.topic == TOPIC_KEY, ~_evidence.withheld)
        .order_by(_evidence.position)
    )
    rows: dict[str, list[Any]] = {}
    for some in _chunks(ids):
        for row in connection.execute(query.where(_article.id.in_(some)), {"topic": topic}):
            rows.setdefault(row.id, []).append(row)
    return tuple(_told(id, rows[id]) for id in ids if id in rows)


def _told(article: str, rows: Sequence[Any]) -> Evidence:
    def of(*kinds: str) -> Iterable[str]:
        return (row.payload for row in rows if row.kind in kinds)

    return Evidence(
        article=article,
        quotations=tuple(revive(Quotation, payload) for payload in of(QUOTATION)),
        stances=tuple(revive(StanceStatement, payload) for payload in of(STANCE)),
        developments=tuple(revive(Development, payload) for payload in of(DEVELOPMENT, UNDATED)),
        remarks=tuple(revive(Remark, payload) for payload in of(REMARK)),
    )


def _chunks(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    once = list(dict.fromkeys(ids))
    return (once[i : i + _CHUNK] for i in range(0, len(once), _CHUNK))
