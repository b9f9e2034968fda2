"""Finding evidence by its headings: one index answers a question, with as many rows as are shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from pydantic import ValidationError
from sqlalchemy import Connection, Row, Select, bindparam, func, select

from bot.storage import order, tables
from bot.storage.contract import Order, Window
from bot.storage.errors import DamagedDatabase
from bot.storage.filing import QUOTATION, REMARK, STANCE, Facet
from summaries.model import (
    Article,
    Coverage,
    Development,
    Quotation,
    Remark,
    Source,
    Span,
    StanceStatement,
    Value,
)
from summaries.when import When

P = TypeVar("P", Quotation, StanceStatement, Development, Remark)
V = TypeVar("V", bound=Value)

_evidence, _listing, _facet = tables.evidence.c, tables.listing.c, tables.facets.c
_article, _reading, _citation = tables.articles.c, tables.readings.c, tables.citations.c
_topic_key = select(tables.topics.c.key).where(tables.topics.c.id == bindparam("topic")).scalar_subquery()
_NEVER = 2**31 - 1  # an ordinal later than every day
_CHUNK = 500


# ---- evidence


def listed(
    connection: Connection,
    model: type[P],
    topic: str,
    facet: Facet,
    window: Window,
    *,
    order_by: Order = "newest",
    limit: int,
    actor: str = "",
    type: str = "",
) -> list[P]:
    """The first pieces of a facet; ``actor`` and ``type`` narrow it where no facet of its own exists."""
    values = {"topic": topic, **facet._asdict(), **bounds(window, facet.kind), "limit": limit}
    values |= {"only_actor": actor} if actor else {}
    values |= {"only_type": type} if type else {}
    rows = connection.execute(listing_query(order_by, bool(actor), bool(type)), values).all()
    return ranked(model, rows, order_by)


def stances(
    connection: Connection, topic: str, actor: str, window: Window, order_by: Order, limit: int
) -> list[StanceStatement]:
    """The first stances on each target that the actor, or anybody, was found to speak about."""
    query = select(_facet.about).where(
        _facet.topic == _topic_key, _facet.kind == STANCE, _facet.actor == actor, _facet.person == ""
    )
    targets = connection.scalars(query.order_by(_facet.about), {"topic": topic}).all()
    found: list[Row[Any]] = []
    for target in targets:
        facet = Facet(STANCE, actor, about=target)
        values = {"topic": topic, **facet._asdict(), **bounds(window, STANCE), "limit": limit}
        found += connection.execute(listing_query(order_by, False, False), values).all()
    return ranked(StanceStatement, found, order_by)


def bounds(window: Window, kind: str) -> dict[str, int]:
    """The window as limits on positions and on the day something was known.

    What was said was said before it was published, so quotations and stances of a later day than ``as_of``
    need not be looked at; developments may lie ahead of their article.
    """
    ahead = kind not in {QUOTATION, STANCE, REMARK}
    return {
        "from_position": order.NEWEST if ahead else order.onwards(window.as_of),
        "to_position": order.until(window.since),
        "known": window.as_of.toordinal() if window.as_of else _NEVER,
    }


@cache
def listing_query(order_by: Order, by_actor: bool, by_type: bool) -> Select[Any]:
    """The one query behind every list, made once for each form it takes."""
    facet = select(_facet.key).where(
        _facet.topic == _topic_key,
        *(_facet[name] == bindparam(name) for name in ("kind", "actor", "person", "about")),
    )
    query = (
        select(_evidence.payload, _listing.position)
        .join(tables.evidence, _evidence.position == _listing.position)
        .where(
            _listing.facet == facet.scalar_subquery(),
            _listing.position >= bindparam("from_position"),
            _listing.position <= bindparam("to_position"),
            _listing.known <= bindparam("known"),
        )
        .order_by(*((_listing.rank, _listing.position) if order_by == "best" else (_listing.position,)))
        .limit(bindparam("limit"))
    )
    query = query.where(_evidence.actor == bindparam("only_actor")) if by_actor else query
    return query.where(_evidence.type == bindparam("only_type")) if by_type else query


def ranked(model: type[P], rows: Sequence[Row[Any]], order_by: Order) -> list[P]:
    """Rows as values, in the contract's order to the last letter (positions tell only part of an id)."""
    found = [(row, revive(model, row.payload)) for row in rows]
    first = order.rank if order_by == "best" else _alike
    found.sort(
        key=lambda one: (
            first(one[0].position),
            _standing(one[0].position, one[1]),
            one[1].id,
            one[0].payload,
        )
    )
    return [piece for _, piece in found]


def _alike(position: int) -> int:
    return 0


def _standing(position: int, piece: Value) -> tuple[int, int]:
    """Newer days first; of one day, the better grade, or the later first day of a development."""
    if isinstance(piece, Development):
        return order.age(position), piece.when.span_of_days
    return order.age_and_rank(position), 0


def revive(model: type[V], payload: str) -> V:
    """The value that was stored."""
    try:
        return model.model_validate_json(payload)
    except ValidationError as error:
        raise DamagedDatabase(
            "The database holds evidence that this Readout cannot read.",
            "Move the database away and run `readout ingest` again.",
        ) from error


# ---- articles and places


def sources(connection: Connection, ids: Sequence[str]) -> dict[str, Source]:
    """The articles of these ids without their texts, in the order asked."""
    found = {
        row.id: revive(Source, row.source) for row in _rows(connection, ids, _article.id, _article.source)
    }
    return {id: found[id] for id in ids if id in found}


def articles(connection: Connection, ids: Sequence[str]) -> dict[str, Article]:
    """The articles of these ids, in the order asked."""
    found = {
        row.id: _whole(row) for row in _rows(connection, ids, _article.id, _article.source, _article.text)
    }
    return {id: found[id] for id in ids if id in found}


def _whole(row: Row[Any]) -> Article:
    return Article(**dict(revive(Source, row.source)), text=bytes(row.text).decode("utf-8"))


def _rows(connection: Connection, ids: Sequence[str], *columns: Any) -> list[Row[Any]]:
    wanted = [id for id in dict.fromkeys(ids) if "\0" not in id]
    return [
        row
        for i in range(0, len(wanted), _CHUNK)
        for row in connection.execute(select(*columns).where(_article.id.in_(wanted[i : i + _CHUNK])))
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
        .where(_citation.topic == _topic_key, _citation.number.between(first, last))
        .distinct()
        .order_by(_citation.number)
        .limit(limit)
    )
    return tuple(map(order.spelled, connection.scalars(query, {"topic": topic})))


# ---- coverage


def coverage(connection: Connection, topic: str, window: Window) -> Coverage:
    """See ``Store.coverage``; an article counts from the day by which it was surely published."""
    held = (
        _reading.topic == _topic_key,
        _reading.current,
        _reading.known >= (window.since.toordinal() if window.since else 0),
        _reading.known <= (window.as_of.toordinal() if window.as_of else _NEVER),
    )
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
    )


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
