"""What the articles of a window cover: how many, by whom, in which languages, from when to when.

Every brief says so, and each article taken in may change it. So nothing here reads all articles: days are
counted by the database (table ``days``), and publishers, languages and the first and last day are found by
leaping through indexes from one value to the next.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, TextClause, func, select, text

from bot.storage import tables
from bot.storage.contract import Window
from summaries.model import Coverage
from summaries.when import When

_NEVER = 2**31 - 1  # an ordinal later than every day
_reading, _article, _story = tables.readings.c, tables.articles.c, tables.stories.c

_HELD = "topic = :topic AND current = :current"
_SAID_BETWEEN = f"{_HELD} AND last BETWEEN :since AND :until"  # what has a date is known from its last day on


def _leaping(column: str) -> TextClause:
    """The values of a column in the window: one look for the next value, one whether it is in the window."""
    return text(
        f"WITH RECURSIVE leap(value) AS (SELECT min({column}) FROM readings WHERE {_HELD} UNION ALL "  # noqa: S608 our own names only
        f"SELECT (SELECT min({column}) FROM readings WHERE {_HELD} AND {column} > leap.value) "
        "FROM leap WHERE leap.value IS NOT NULL) "
        f"SELECT value FROM leap WHERE (SELECT known FROM readings WHERE {_HELD} AND {column} = leap.value "
        "AND known BETWEEN :since AND :until ORDER BY known LIMIT 1) IS NOT NULL"
    )


_COUNT = text("SELECT sum(articles) FROM days WHERE topic = :topic AND known BETWEEN :since AND :until")
_PUBLISHERS, _LANGUAGES = _leaping("publisher"), _leaping("language")
_FIRST_IN = f"SELECT first, last FROM readings WHERE {_SAID_BETWEEN} AND "  # noqa: S608 our own words
# Of those that began before the window only what is of several days can reach into it: an index of its own
# has these, and the plus signs keep away others, that have all articles.
_FIRST = (
    text(f"{_FIRST_IN} first >= :since ORDER BY first, last LIMIT 1"),
    text(f"{_FIRST_IN} first < last AND +first < :since ORDER BY +first, last LIMIT 1"),
)
_LAST = text(
    f"SELECT first, last FROM readings WHERE {_SAID_BETWEEN} ORDER BY last DESC, first DESC LIMIT 1"  # noqa: S608 our own words
)
# Told in this order, since SQLite would begin with the readings: there may be many, and few that are copies.
_COPIES = text(
    "SELECT count(*) - count(DISTINCT s.story) FROM stories AS s CROSS JOIN articles AS a "
    "CROSS JOIN readings AS r WHERE a.document = s.document AND r.article = a.key "
    "AND r.topic = :topic AND r.current = :current AND r.known BETWEEN :since AND :until"
)


def coverage(connection: Connection, topic: str, window: Window) -> Coverage:
    """See ``Store.coverage``, but for the copies; an article counts from the day it was surely published."""
    asked = _asked(connection, topic, window)
    articles = connection.scalar(_COUNT, asked) or 0
    if not articles:
        return Coverage()
    firsts = [row for query in _FIRST for row in connection.execute(query, asked)]
    last = connection.execute(_LAST, asked).first()
    return Coverage(
        articles=articles,
        publishers=_named(connection.scalars(_PUBLISHERS, asked)),
        languages=_named(connection.scalars(_LANGUAGES, asked)),
        first=_published(*min(firsts)) if firsts else When(),
        last=_published(*last) if last else When(),
    )


def copies(connection: Connection, topic: str, window: Window) -> int:
    """How many of the window's articles only tell again what another tells."""
    return connection.scalar(_COPIES, _asked(connection, topic, window)) or 0


def covered(connection: Connection, topic: str, held: tuple[Any, ...]) -> Coverage:
    """What the readings for which all of ``held`` is true cover, by reading them: to be asked of few.

    They name the topic as ``reading.TOPIC_KEY``.
    """
    columns = (_reading.publisher, _reading.language, _reading.first, _reading.last)
    query = select(*columns, func.count()).where(*held).group_by(*columns)
    rows = connection.execute(query, {"topic": topic}).all()
    dated = [(row.first, row.last) for row in rows if row.first is not None]
    last = max(((end, start) for start, end in dated), default=None)
    return Coverage(
        articles=sum(row[-1] for row in rows),
        publishers=_named(row.publisher for row in rows),
        languages=_named(row.language for row in rows),
        first=_published(*min(dated)) if dated else When(),
        last=_published(*reversed(last)) if last else When(),
        copies=_copies(connection, topic, held),
    )


def _copies(connection: Connection, topic: str, held: tuple[Any, ...]) -> int:
    query = (
        select(func.count() - func.count(_story.story.distinct()))
        .select_from(tables.stories)
        .join(tables.articles, _article.document == _story.document)
        .join(tables.readings, _reading.article == _article.key)
    )
    return connection.scalar(query.where(*held), {"topic": topic}) or 0


def _asked(connection: Connection, topic: str, window: Window) -> dict[str, Any]:
    key = connection.scalar(select(tables.topics.c.key).where(tables.topics.c.id == topic))
    return {
        "topic": key or 0,
        "current": True,
        "since": window.since.toordinal() if window.since else 0,
        "until": window.as_of.toordinal() if window.as_of else _NEVER,
    }


def _named(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value}))


def _published(first: int, last: int) -> When:
    """These days as a date, as exact as they are: articles of the same days may say it in several ways."""
    start, end = date.fromordinal(first), date.fromordinal(last)
    if (start.day, start.month, end) == (1, 1, date(start.year, 12, 31)):
        return When.year(start.year)
    if start.day == 1 and end == start.replace(day=calendar.monthrange(start.year, start.month)[1]):
        return When.month(start.year, start.month)
    return When.interval(start, end)
