"""Reading articles back: their texts, the places cited in them, and what they cover."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, select

from bot.storage import order, tables
from bot.storage.contract import Window
from bot.storage.listing import revive
from summaries.model import Article, Coverage, Source, Span
from summaries.when import When

_article, _reading, _citation = tables.articles.c, tables.readings.c, tables.citations.c
_story = tables.stories.c
TOPIC_KEY = select(tables.topics.c.key).where(tables.topics.c.id == bindparam("topic")).scalar_subquery()
_NEVER = 2**31 - 1  # an ordinal later than every day
_CHUNK = 500


def sources(connection: Connection, ids: Sequence[str]) -> dict[str, Source]:
    """The articles of these ids without their texts, in the order asked."""
    found = {row.id: _described(row) for row in _rows(connection, ids, _article.id, _article.source)}
    return {id: found[id] for id in ids if id in found}


def articles(connection: Connection, ids: Sequence[str]) -> dict[str, Article]:
    """The articles of these ids, in the order asked."""
    found = {
        row.id: _whole(row) for row in _rows(connection, ids, _article.id, _article.source, _article.text)
    }
    return {id: found[id] for id in ids if id in found}


def _described(row: Row[Any]) -> Source:
    source = revive(Source, row.source)
    return source.model_copy(update={"story": row.story}) if row.story else source


def _whole(row: Row[Any]) -> Article:
    source = _described(row)  # validated: once more would be half of the time that this takes
    return Article.model_construct(
        source.model_fields_set, **vars(source), text=bytes(row.text).decode("utf-8")
    )


def _rows(connection: Connection, ids: Sequence[str], *columns: Any) -> list[Row[Any]]:
    wanted = list(dict.fromkeys(ids))
    told = tables.articles.outerjoin(tables.stories, _story.document == _article.document)
    query: Select[Any] = select(*columns, _story.story).select_from(told)
    return [
        row
        for i in range(0, len(wanted), _CHUNK)
        for row in connection.execute(query.where(_article.id.in_(wanted[i : i + _CHUNK]))).all()
    ]


def citation(connection: Connection, id: str) -> tuple[Span, ...]:
    """Every place of that citation id, its words cut from the stored article anew."""
    number = order.number(id)
    topics = connection.scalars(select(tables.topics.c.key)).all()
    query = (
        select(_article.id, _citation.start, _citation.stop, _article.text)
        .join(tables.articles, _article.key == _citation.article)
        .where(_citation.topic.in_(topics), _citation.number == number)
        .distinct()
        .order_by(_article.id, _citation.start, _citation.stop)
    )
    rows = connection.execute(query).all() if number is not None else []
    return tuple(_cut(row.id, bytes(row.text).decode("utf-8"), row.start, row.stop) for row in rows)


def _cut(article: str, text: str, start: int, end: int) -> Span:
    return Span(article=article, start=start, end=end, text=text[start:end])


def citation_ids(connection: Connection, topic: str, prefix: str, limit: int) -> tuple[str, ...]:
    """The ids that begin so, in alphabetical order."""
    first, last = order.numbers(prefix)
    query = (
        select(_citation.number)
        .where(_citation.topic == TOPIC_KEY, _citation.number.between(first, last))
        .distinct()
        .order_by(_citation.number)
        .limit(limit)
    )
    return tuple(map(order.spelled, connection.scalars(query, {"topic": topic})))


# ---- coverage


def coverage(connection: Connection, topic: str, window: Window) -> Coverage:
    """See ``Store.coverage``; an article counts from the day by which it was surely published."""
    held = (
        _reading.topic == TOPIC_KEY,
        _reading.current,
        _reading.known >= (window.since.toordinal() if window.since else 0),
        _reading.known <= (window.as_of.toordinal() if window.as_of else _NEVER),
    )
    return covered(connection, topic, held)


def covered(connection: Connection, topic: str, held: tuple[Any, ...]) -> Coverage:
    """What the readings for which all of ``held`` is true cover; they name the topic as ``TOPIC_KEY``."""
    columns = (_reading.publisher, _reading.language)
    query = select(*columns, func.count(), func.min(_reading.first), func.max(_reading.last))
    groups = connection.execute(query.where(*held).group_by(*columns), {"topic": topic}).all()
    firsts = [first for *_, first, _ in groups if first is not None]
    lasts = [last for *_, last in groups if last is not None]
    return Coverage(
        articles=sum(count for _, _, count, *_ in groups),
        publishers=tuple(sorted({publisher for publisher, *_ in groups if publisher})),
        languages=tuple(sorted({language for _, language, *_ in groups if language})),
        first=_published(connection, topic, held, _reading.first == min(firsts)) if firsts else When(),
        last=_published(connection, topic, held, _reading.last == max(lasts)) if lasts else When(),
        copies=_copies(connection, topic, held),
    )


def _copies(connection: Connection, topic: str, held: tuple[Any, ...]) -> int:
    """How many of those that hold only tell again what another tells."""
    query = (
        select(func.count() - func.count(_story.story.distinct()))
        .select_from(tables.stories)
        .join(tables.articles, _article.document == _story.document)
        .join(tables.readings, _reading.article == _article.key)
    )
    return connection.scalar(query.where(*held), {"topic": topic}) or 0


def _published(connection: Connection, topic: str, held: tuple[Any, ...], there: Any) -> When:
    """The most exact date of publication of those that hold; of several, that of the first article by id."""
    query = (
        select(_article.source)
        .join(tables.readings, _reading.article == _article.key)
        .where(*held, there)
        .order_by(_reading.last - _reading.first, _article.id)
        .limit(1)
    )
    return revive(Source, connection.scalars(query, {"topic": topic}).one()).published
