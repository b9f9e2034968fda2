"""Finding passages by their words: newest first from the index, then the closest fit of those."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from bot.storage import order, tables, walking
from bot.storage.cabinet import facet_form, rank_form, topic_form
from bot.storage.contract import Order, Window
from bot.storage.database import Dialect
from bot.storage.listing import bounds, ranked
from bot.storage.words import every_form, forms, terms
from summaries.model import Grade, Hit, Quotation, Span

_evidence, _article, _paragraph = tables.evidence.c, tables.articles.c, tables.paragraphs.c
_topic = tables.topics.c

# How many of the newest passages with all the words are compared for how close together these stand. A
# common word is in half of all passages: to rank them all would take longer the more is stored. The bound
# is on positions, which depend on values alone, so the order of storing changes nothing.
CANDIDATES = 50


def search(
    connection: Connection, dialect: Dialect, topic: str, words: str, window: Window, limit: int
) -> tuple[Hit, ...]:
    """The passages where the words stand closest together; of equals, the newest."""
    wanted = forms(words)
    key = connection.scalar(select(_topic.key).where(_topic.id == topic))
    if not wanted or key is None:
        return ()
    values = {
        "query": dialect.query([topic_form(key), *wanted]),
        "from_position": order.onwards(window.as_of),
        "to_position": order.until(window.since),
        "limit": max(CANDIDATES, limit) if len(wanted) > 1 else limit,
    }
    passages = [_passage(row) for row in _newest(connection, dialect, values)]
    if len(wanted) > 1:
        passages.sort(key=lambda passage: _width(passage.text, wanted))  # stable: of equals, the newest
    return tuple(Hit(passage=passage, matches=_matches(passage, wanted)) for passage in passages[:limit])


def _newest(connection: Connection, dialect: Dialect, values: dict[str, Any]) -> Sequence[Row[Any]]:
    """The newest passages that match."""
    rows: Sequence[Row[Any]] = ()
    if dialect.walks:
        rows, onwards = walking.passages(connection, values)
        if onwards is None:
            return rows
        values = values | {"from_position": onwards, "limit": values["limit"] - len(rows)}
    return [*rows, *connection.execute(passages_query(dialect), values)]


def _passage(row: Row[Any]) -> Span:
    words = bytes(row.text).decode("utf-8")[row.start : row.stop]
    return Span(article=row.id, start=row.start, end=row.stop, text=words)


def _matches(passage: Span, wanted: Sequence[str]) -> tuple[Span, ...]:
    return tuple(
        Span(
            article=passage.article,
            start=passage.start + term.start,
            end=passage.start + term.end,
            text=passage.text[term.start : term.end],
        )
        for term in terms(passage.text)
        if term.form in wanted
    )


def _width(text: str, wanted: Sequence[str]) -> int:
    """The number of words in the shortest stretch of the text that holds all of ``wanted``."""
    last: dict[str, int] = {}
    best = len(text)
    for place, form in enumerate(every_form(text)):
        if form in wanted:
            last[form] = place
            if len(last) == len(wanted):
                best = min(best, place - min(last.values()) + 1)
    return best


@cache
def passages_query(dialect: Dialect) -> Select[Any]:
    """The newest passages that match, walked in the order of the full-text index."""
    index = dialect.words("paragraph_words")
    return (
        select(_article.id, _article.text, _paragraph.start, _paragraph.stop, _paragraph.position)
        .select_from(index.source)
        .join(tables.paragraphs, _paragraph.position == index.position)
        .join(tables.articles, _article.key == _paragraph.article)
        .where(
            index.matches,
            index.position >= bindparam("from_position"),
            index.position <= bindparam("to_position"),
            _paragraph.live,
        )
        .order_by(index.position)
        .limit(bindparam("limit"))
    )


def worded(
    connection: Connection,
    dialect: Dialect,
    keys: Sequence[int],
    words: Sequence[str],
    window: Window,
    *,
    order_by: Order,
    limit: int,
    actor: str = "",
) -> list[Quotation]:
    """The first quotations of each facet whose content holds all the words, all in one order."""
    values = bounds(window) | ({"only_actor": actor} if actor else {})

    def first(
        count: int, facet: int, grade: Grade | None = None, *, walk: bool = dialect.walks
    ) -> tuple[Sequence[Row[Any]], bool]:
        asked = values | {"query": dialect.query(words), "limit": count}
        return _quoted(connection, dialect, facet, grade, words, asked, walk=walk)

    rows: dict[int, Row[Any]] = {}
    for key in keys:
        newest, common = first(limit, key)
        found = list(newest)
        if order_by == "best" and len(found) == limit:
            # There may be better ones: grade by grade, since the index gives the newest only.
            found = []
            for grade in Grade:
                if len(found) < limit:
                    found += first(limit - len(found), key, grade, walk=common)[0]
        rows |= {row.position: row for row in found}
    return ranked(Quotation, rows.values(), order_by)


def _quoted(
    connection: Connection,
    dialect: Dialect,
    facet: int,
    grade: Grade | None,
    words: Sequence[str],
    values: dict[str, Any],
    *,
    walk: bool,
) -> tuple[Sequence[Row[Any]], bool]:
    """The newest quotations of a facet that match, or of those of one grade; whether a walk found them."""
    rows: Sequence[Row[Any]] = ()
    if walk:
        rows, onwards = walking.quotations(connection, facet, grade, values)
        if onwards is None:
            return rows, True
        values = values | {"from_position": onwards, "limit": values["limit"] - len(rows)}
    graded = [] if grade is None else [rank_form(grade)]
    asked = values | {"query": dialect.query([facet_form(facet), *graded, *words])}
    query = quotations_query(dialect, "only_actor" in values)
    return [*rows, *connection.execute(query, asked)], False


@cache
def quotations_query(dialect: Dialect, by_actor: bool) -> Select[Any]:
    """The newest quotations that match, walked in the order of the full-text index."""
    index = dialect.words("quotation_words")
    query = (
        select(_evidence.payload, _evidence.position)
        .select_from(index.source)
        .join(tables.evidence, _evidence.position == index.position)
        .where(
            index.matches,
            index.position >= bindparam("from_position"),
            index.position <= bindparam("to_position"),
            _evidence.known <= bindparam("known"),
        )
        .order_by(index.position)
        .limit(bindparam("limit"))
    )
    return query.where(_evidence.actor == bindparam("only_actor")) if by_actor else query
