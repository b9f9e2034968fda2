"""Citations that outlive the period for which articles are kept, since they were posted or reported.

What a delivery shows stands in ``shown`` for as long as the delivery is remembered; it is pinned when that is
forgotten, a year after it was over. What is reported is pinned at once. Pins are never taken out.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Insert, Select, exists, insert, literal, or_, select

from bot.storage import tables
from bot.storage.correction_tables import shown
from bot.storage.digest_tables import deliveries

_pin, _shown, _delivery, _citation = tables.pins.c, shown.c, deliveries.c, tables.citations.c


def pin(connection: Connection, number: int) -> None:
    """Keep what the citation of that number stands in."""
    known = exists().where(_pin.number == number)
    connection.execute(_pinning(select(literal(number)).where(~known)))


def pin_shown(connection: Connection, settled_before: str) -> None:
    """Keep what is shown by deliveries that were over before that stamp, and are to be forgotten."""
    query = (
        select(_shown.number)
        .join(deliveries, _delivery.key == _shown.delivery)
        .where(_delivery.settled < settled_before, ~exists().where(_pin.number == _shown.number))
        .distinct()
    )
    connection.execute(_pinning(query))


def kept(articles: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether any citation of the articles that meet a condition is pinned, or shown by a delivery."""
    cited = or_(
        exists().where(_pin.number == _citation.number), exists().where(_shown.number == _citation.number)
    )
    return exists().where(articles, cited)


def _pinning(query: Select[int]) -> Insert:
    return insert(tables.pins).from_select(["number"], query)
