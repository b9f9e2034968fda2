"""Reading articles back: their texts, and the places cited in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from bot.storage import order, tables
from bot.storage.listing import revive
from summaries.model import Article, Source, Span

_article, _citation = tables.articles.c, tables.citations.c
_story = tables.stories.c
TOPIC_KEY = select(tables.topics.c.key).where(tables.topics.c.id == bindparam("topic")).scalar_subquery()
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
    """Every place of that citation id, its words cut from the stored article anew.

    Of a long id that is one at most; of a short one they may be several, that only long ids tell apart.
    """
    number = order.number(id)
    topics = connection.scalars(select(tables.topics.c.key)).all()
    query = (
        select(_article.id, _citation.start, _citation.stop, _article.text)
        .join(tables.articles, _article.key == _citation.article)
        .where(_citation.topic.in_(topics), _citation.number == order.short(number or 0))
        .distinct()
        .order_by(_article.id, _citation.start, _citation.stop)
    )
    rows = connection.execute(query).all() if number is not None else []
    found = (_cut(row.id, bytes(row.text).decode("utf-8"), row.start, row.stop) for row in rows)
    return tuple(span for span in found if number in (order.number(span.id), order.number(span.long_id)))


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
