"""Finding evidence by its headings: one index answers a question, with as many rows as are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any, TypeVar

from pydantic import ValidationError
from sqlalchemy import Connection, Executable, Row, Select, bindparam, select, text, union_all

from bot.storage import order, tables
from bot.storage.contract import Order, Window
from bot.storage.errors import DamagedDatabase
from bot.storage.filing import Facet
from bot.storage.leading import first_of_each
from summaries.model import Development, Grade, Quotation, Remark, StanceStatement, Value

P = TypeVar("P", Quotation, StanceStatement, Development, Remark)
V = TypeVar("V", bound=Value)

_evidence, _listing = tables.evidence.c, tables.listing.c
_facet, _topic = tables.facets.c, tables.topics.c
_ASKED = (
    _facet.topic == select(_topic.key).where(_topic.id == bindparam("topic")).scalar_subquery(),
    *(_facet[name] == bindparam(name) for name in ("kind", "actor", "person")),
)
_SOME = select(_facet.about, _facet.key).where(*_ASKED, _facet.about.in_(bindparam("abouts", expanding=True)))
_ALL = select(_facet.key).where(*_ASKED, _facet.about != "").order_by(_facet.about)
_AHEAD = text("listing.position < (CAST(3652059 - listing.known AS BIGINT) << 41)")
_AT_ONCE = 100  # parts of one query; SQLite allows 500
_NEVER = 2**31 - 1  # an ordinal later than every day


class Headings:
    """The keys of facets, remembered: such a row never changes once it is there.

    Asking by key spares most questions a look-up, and lets PostgreSQL plan for a facet that it knows.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, Facet], int] = {}

    def keys(
        self, connection: Connection, topic: str, facet: Facet, abouts: Sequence[str] | None
    ) -> list[int]:
        """The keys of the facet about each of ``abouts`` (None: about everything), where it has one."""
        if abouts is None:
            return list(connection.scalars(_ALL, {"topic": topic, **facet._asdict()}))
        wanted = {about: (topic, facet._replace(about=about)) for about in abouts}
        if missing := [about for about, asked in wanted.items() if asked not in self._known]:
            values = {"topic": topic, **facet._asdict(), "abouts": missing}
            self._known |= {wanted[row.about]: row.key for row in connection.execute(_SOME, values)}
        return [self._known[asked] for asked in wanted.values() if asked in self._known]


def listed(
    connection: Connection,
    model: type[P],
    keys: Sequence[int],
    window: Window,
    *,
    order_by: Order = "newest",
    limit: int,
    actor: str = "",
    type: str = "",
    until: date | None = None,
) -> list[P]:
    """The first ``limit`` pieces of each facet, all in one order.

    ``until`` leaves out what is of a later day, however early that was known. ``actor`` and ``type`` narrow
    facets where none of their own exist.
    """
    values = {**bounds(window), "limit": limit}
    values["from_position"] = max(values["from_position"], order.onwards(until))
    values |= {"only_actor": actor} if actor else {}
    values |= {"only_type": type} if type else {}
    rows: dict[int, Row[Any]] = {}
    for i in range(0, len(keys), _AT_ONCE):
        some = keys[i : i + _AT_ONCE]
        rows |= _first(connection, some, values, order_by)
        if model is Development and window.as_of:
            later = values | {"from_position": order.onwards(until)}
            rows |= _first(connection, some, later, order_by, ahead=True)
    found = ranked(model, rows.values(), order_by)
    return found[:limit] if len(keys) == 1 else found


def bounds(window: Window) -> dict[str, Any]:
    """The window as limits on positions and on the day something was known.

    What was said was said before it was published, so of evidence none of a later day than ``as_of`` need be
    looked at. Developments may lie ahead of their article: these are looked for on their own.
    """
    return {
        "from_position": order.onwards(window.as_of),
        "to_position": order.until(window.since),
        "known": window.as_of.toordinal() if window.as_of else _NEVER,
    }


def _first(
    connection: Connection,
    keys: Sequence[int],
    values: dict[str, Any],
    order_by: Order,
    *,
    ahead: bool = False,
) -> dict[int, Row[Any]]:
    """The first pieces of each facet by their positions."""
    by_actor, by_type = "only_actor" in values, "only_type" in values
    query: Executable
    if connection.dialect.name == "postgresql":
        within = values["from_position"] > order.NEWEST or values["to_position"] < order.OLDEST
        known = values["known"] != _NEVER
        query = first_of_each(
            order_by, within=within, known=known, ahead=ahead, by_actor=by_actor, by_type=by_type
        )
        asked = values | {"facets": list(keys)}
    else:
        query = facets_query(order_by, len(keys), by_actor, by_type, ahead=ahead)
        asked = values | {f"facet_{number}": key for number, key in enumerate(keys)}
    return {row.position: row for row in connection.execute(query, asked)}


@cache
def facets_query(
    order_by: Order, count: int, by_actor: bool, by_type: bool, *, ahead: bool = False
) -> Executable:
    """The first pieces of each of some facets, on SQLite, in one go.

    ``ahead``: of those only that are of a later day than they were known.
    """
    queries = [_query(order_by, f"facet_{number}", by_actor, by_type) for number in range(count)]
    queries = [query.where(_AHEAD) for query in queries] if ahead else queries
    if count == 1:
        return queries[0]
    parts = [query.subquery() for query in queries]
    return union_all(*(select(part.c.payload, part.c.position) for part in parts))


def _query(order_by: Order, facet: str, by_actor: bool, by_type: bool) -> Select[Any]:
    query = (
        select(_evidence.payload, _listing.position)
        .join(tables.evidence, _evidence.position == _listing.position)
        .where(
            _listing.facet == bindparam(facet),
            _listing.position >= bindparam("from_position"),
            _listing.position <= bindparam("to_position"),
            _listing.known <= bindparam("known"),
        )
        .order_by(*((_listing.rank, _listing.position) if order_by == "best" else (_listing.position,)))
        .limit(bindparam("limit"))
    )
    if order_by == "best":  # by grades, so that what is better and out of the window is leapt over
        query = query.where(_listing.rank.in_([int(grade) for grade in Grade]))
    query = query.where(_evidence.actor == bindparam("only_actor")) if by_actor else query
    return query.where(_evidence.type == bindparam("only_type")) if by_type else query


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
        found: V = _revived(model, payload)
    except ValidationError as error:
        raise DamagedDatabase(
            "The database holds evidence that this Readout cannot read.",
            "Move the database away and run `readout ingest` again.",
        ) from error
    return found


# Reading JSON takes most of a question's time, and the same newest pieces answer most questions. They are
# values, found again by their own text, so the memory can't go stale. Some 5 kB each.
@lru_cache(maxsize=4096)
def _revived(model: type[V], payload: str) -> V:
    return model.model_validate_json(payload)
