"""Forgetting articles that are older than what is to be kept, with all that was made of them.

A document is forgotten with all its versions, or not at all: when every topic that read any of them took it
in before the day, and knew it to be published before. What is pinned (see ``pinning``) is kept whole, since
a citation without its article, or an article without its evidence, would be worth nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, exists, func, or_, select, text

from bot.storage import tables
from bot.storage.cabinet import topic_form
from bot.storage.database import Dialect
from bot.storage.events import stamp
from bot.storage.pinning import kept
from bot.storage.words import forms
from bot.storage.writing import count_change

_article, _reading, _evidence = tables.articles.c, tables.readings.c, tables.evidence.c
_paragraph, _story = tables.paragraphs.c, tables.stories.c

_version, _versions_reading = tables.articles.alias("version"), tables.readings.alias("read")
_same_document = _version.c.document == _article.document
_RECENT = (
    exists()
    .where(_same_document, _versions_reading.c.article == _version.c.key)
    .where(
        or_(
            _versions_reading.c.known >= bindparam("day"),
            _versions_reading.c.stored >= bindparam("instant"),
        )
    )
)
_KEPT = exists().where(_same_document, kept(tables.citations.c.article == _version.c.key))
_OLD = (
    select(_article.document)
    .join(tables.readings, _reading.article == _article.key)
    .where(_reading.topic == bindparam("topic"), _reading.current == bindparam("current"))
    .where(_reading.known < bindparam("day"), ~_RECENT, ~_KEPT)
    .order_by(_reading.known, _article.key)
    .limit(bindparam("limit"))
)


def forget(connection: Connection, dialect: Dialect, before: date, limit: int) -> int:
    """Forget up to ``limit`` documents that are of before that day, the oldest first; how many articles.

    0 means that there is nothing left to forget.
    """
    instant = stamp(datetime(before.year, before.month, before.day, tzinfo=UTC))
    values = {"day": before.toordinal(), "instant": instant, "limit": limit}
    for topic in connection.scalars(select(tables.topics.c.key)).all():
        for current in (True, False):
            asked = values | {"topic": topic, "current": current}
            if documents := connection.scalars(_OLD, asked).all():
                return _forgotten(connection, dialect, documents)
    return 0


def _forgotten(connection: Connection, dialect: Dialect, documents: Sequence[str]) -> int:
    query = select(_article.key, _article.text).where(_article.document.in_(documents))
    rows = connection.execute(query).all()
    keys = [row.key for row in rows]
    _forget_paragraphs(connection, dialect, rows)
    _forget_evidence(connection, dialect, keys)
    # Readings, citations and fingerprints go with their article.
    connection.execute(delete(tables.articles).where(_article.key.in_(keys)))
    _leave_stories(connection, documents)
    count_change(connection)
    return len(keys)


def _forget_paragraphs(connection: Connection, dialect: Dialect, articles: Sequence[Row[Any, Any]]) -> None:
    """An index may have to be told once more which words it is to forget."""
    texts = {row.key: bytes(row.text).decode("utf-8") for row in articles}
    found = connection.execute(
        select(tables.paragraphs).where(_paragraph.article.in_(list(texts))).order_by(_paragraph.position)
    ).all()
    gone = [
        {
            "position": row.position,
            "words": " ".join((topic_form(row.topic), *forms(texts[row.article][row.start : row.stop]))),
        }
        for row in found
    ]
    if gone:
        connection.execute(text(dialect.words("paragraph_words").forget), gone)
    connection.execute(delete(tables.paragraphs).where(_paragraph.article.in_(list(texts))))


def _forget_evidence(connection: Connection, dialect: Dialect, articles: Sequence[int]) -> None:
    mine = _evidence.article.in_(articles)
    positions = connection.scalars(select(_evidence.position).where(mine)).all()
    if positions:
        gone = [{"position": position} for position in positions]
        connection.execute(text(dialect.words("quotation_words").delete), gone)
    # What is listed goes with its evidence.
    connection.execute(delete(tables.evidence).where(mine))


def _leave_stories(connection: Connection, documents: Sequence[str]) -> None:
    """Take the documents out of their stories; who is left alone has none any more."""
    mine = _story.document.in_(documents)
    stories = connection.scalars(select(_story.story).where(mine).distinct()).all()
    connection.execute(delete(tables.stories).where(mine))
    alone = (
        select(_story.story).where(_story.story.in_(stories)).group_by(_story.story).having(func.count() == 1)
    )
    if lonely := connection.scalars(alone).all():
        connection.execute(delete(tables.stories).where(_story.story.in_(lonely)))
