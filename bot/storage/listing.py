"""Finding evidence by its headings: one index answers a question, with as many rows as are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, select, union_all
from sqlalchemy.sql.selectable import CompoundSelect

from bot.storage import order, tables
from bot.storage.contract import Order, Window
from bot.storage.errors import DamagedDatabase
from bot.storage.filing import QUOTATION, REMARK, STANCE, Facet
from summaries.model import Development, Quotation, Remark, StanceStatement, Value

P = TypeVar("P", Quotation, StanceStatement, Development, Remark)
V = TypeVar("V", bound=Value)

_evidence, _listing, _facet = tables.evidence.c, tables.listing.c, tables.facets.c
_topic_key = select(tables.topics.c.key).where(tables.topics.c.id == bindparam("topic")).scalar_subquery()
FACET = select(_facet.key).where(
    _facet.topic == _topic_key,
    *(_facet[name] == bindparam(name) for name in ("kind", "actor", "person", "about")),
)
_OF_ALL = (
    select(_facet.key)
    .where(
        _facet.topic == _topic_key,
        *(_facet[name] == bindparam(name) for name in ("kind", "actor", "person")),
        _facet.about != "",
    )
    .order_by(_facet.about)
)
_OF_SOME = _OF_ALL.where(_facet.about.in_(bindparam("abouts", expanding=True)))
_AT_ONCE = 100  # parts of one query; SQLite allows 500
_NEVER = 2**31 - 1  # an ordinal later than every day


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
    rows = connection.execute(facet_query(order_by, bool(actor), bool(type)), values).all()
    return ranked(model, rows, order_by)


def listed_each(
    connection: Connection,
    model: type[P],
    topic: str,
    facet: Facet,
    abouts: Sequence[str] | None,
    window: Window,
    *,
    order_by: Order,
    limit: int,
    actor: str = "",
) -> list[P]:
    """The first ``limit`` pieces on each of ``abouts`` (None: on everything), all in one order."""
    values = {"topic": topic, "kind": facet.kind, "actor": facet.actor, "person": facet.person}
    if abouts is None:
        keys = connection.scalars(_OF_ALL, values).all()
    else:
        keys = connection.scalars(_OF_SOME, values | {"abouts": list(abouts)}).all()
    common = {**bounds(window, facet.kind), "limit": limit} | ({"only_actor": actor} if actor else {})
    rows: dict[int, Row[Any]] = {}
    for i in range(0, len(keys), _AT_ONCE):
        some = keys[i : i + _AT_ONCE]
        facets = {f"facet_{number}": key for number, key in enumerate(some)}
        found = connection.execute(facets_query(order_by, len(some), bool(actor)), common | facets)
        rows |= {row.position: row for row in found}
    return ranked(model, rows.values(), order_by)


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
def facet_query(order_by: Order, by_actor: bool, by_type: bool) -> Select[Any]:
    """The first pieces of one facet."""
    query = _query(order_by, FACET.scalar_subquery())
    query = query.where(_evidence.actor == bindparam("only_actor")) if by_actor else query
    return query.where(_evidence.type == bindparam("only_type")) if by_type else query


@cache
def facets_query(order_by: Order, count: int, by_actor: bool) -> CompoundSelect[Any]:
    """The first pieces of each of several facets, in one go: a round trip costs more than the search."""
    queries = [_query(order_by, bindparam(f"facet_{number}")) for number in range(count)]
    if by_actor:
        queries = [query.where(_evidence.actor == bindparam("only_actor")) for query in queries]
    parts = [query.subquery() for query in queries]
    return union_all(*(select(part.c.payload, part.c.position) for part in parts))


def _query(order_by: Order, facet: ColumnElement[Any]) -> Select[Any]:
    return (
        select(_evidence.payload, _listing.position)
        .join(tables.evidence, _evidence.position == _listing.position)
        .where(
            _listing.facet == facet,
            _listing.position >= bindparam("from_position"),
            _listing.position <= bindparam("to_position"),
            _listing.known <= bindparam("known"),
        )
        .order_by(*((_listing.rank, _listing.position) if order_by == "best" else (_listing.position,)))
        .limit(bindparam("limit"))
    )


def ranked(model: type[P], rows: Iterable[Row[Any]], order_by: Order) -> list[P]:
    """Rows as values, in the contract's order."""
    found = [(row.position, revive(model, row.payload)) for row in rows]
    found.sort(key=lambda one: _standing(one[0], one[1], order_by))
    return [piece for _, piece in found]


def _standing(position: int, piece: Value, order_by: Order) -> tuple[int, int, int]:
    """Positions say it all, but for developments of more days than fit into them."""
    if isinstance(piece, Development):
        return order.age(position), piece.when.span_of_days, position
    return (order.rank(position) if order_by == "best" else 0), position, 0


def revive(model: type[V], payload: str) -> V:
    """The value that was stored."""
    try:
        return model.model_validate_json(payload)
    except ValidationError as error:
        raise DamagedDatabase(
            "The database holds evidence that this Readout cannot read.",
            "Move the database away and run `readout ingest` again.",
        ) from error
