"""Finding passages by their words: newest first from the index, then the closest fit of those."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, bindparam, select

from bot.storage import order, tables
from bot.storage.cabinet import facet_form, rank_form, topic_form
from bot.storage.contract import Order, Window
from bot.storage.database import Dialect
from bot.storage.filing import Facet
from bot.storage.reading import bounds, ranked
from bot.storage.words import Term, forms, terms
from summaries.model import Grade, Hit, Quotation, Span

_evidence, _article, _paragraph, _facet = (
    tables.evidence.c,
    tables.articles.c,
    tables.paragraphs.c,
    tables.facets.c,
)
_topic = tables.topics.c

# How many of the newest passages with all the words are compared for how well they fit. A common word
# stands in half of all passages: to rank them all would take longer the more is stored. The bound is on
# positions, which depend on values alone, so the order of storing changes nothing.
CANDIDATES = 64


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
        "limit": max(CANDIDATES, limit),
    }
    rows = connection.execute(passages_query(dialect), values).all()
    found = sorted((_fit(row, wanted) for row in rows), key=lambda fit: fit[:-1])
    return tuple(fit.hit for fit in found[:limit])


class _Fit(NamedTuple):
    width: int  # words in the shortest stretch that holds all those wanted
    age: int
    article: str
    start: int
    hit: Hit


def _fit(row: Row[Any], wanted: Sequence[str]) -> _Fit:
    words = bytes(row.text).decode("utf-8")[row.start : row.stop]
    found = terms(words)
    passage = Span(article=row.id, start=row.start, end=row.stop, text=words)
    matches = tuple(
        Span(article=row.id, start=row.start + t.start, end=row.start + t.end, text=words[t.start : t.end])
        for t in found
        if t.form in wanted
    )
    hit = Hit(passage=passage, matches=matches)
    return _Fit(_width(found, wanted), order.age(row.position), row.id, row.start, hit)


def _width(found: Sequence[Term], wanted: Sequence[str]) -> int:
    """The number of words in the shortest stretch with all of ``wanted``."""
    held: Counter[str] = Counter()
    best, first = len(found), 0
    for last, term in enumerate(found):
        if term.form not in wanted:
            continue
        held[term.form] += 1
        while len(held) == len(wanted):
            best = min(best, last - first + 1)
            form = found[first].form
            if form in held:
                held[form] -= 1
                if not held[form]:
                    del held[form]
            first += 1
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
    topic: str,
    facet: Facet,
    words: Sequence[str],
    window: Window,
    *,
    order_by: Order,
    limit: int,
    actor: str = "",
) -> list[Quotation]:
    """The first quotations of a facet whose content holds all the words."""
    key = connection.scalar(
        select(_facet.key).where(
            _facet.topic == select(_topic.key).where(_topic.id == topic).scalar_subquery(),
            *(_facet[name] == value for name, value in facet._asdict().items()),
        )
    )
    if key is None:
        return []
    marks = [[rank_form(grade)] for grade in Grade] if order_by == "best" else [[]]
    rows: list[Row[Any]] = []
    for mark in marks:  # grade by grade, since the index knows only the newest first
        if len(rows) < limit:
            values = {
                "query": dialect.query([facet_form(key), *mark, *words]),
                **bounds(window, facet.kind),
                "limit": limit - len(rows),
            }
            values |= {"only_actor": actor} if actor else {}
            rows += connection.execute(quotations_query(dialect, bool(actor)), values).all()
    return ranked(Quotation, rows, order_by)


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
