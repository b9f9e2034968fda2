"""Withholding evidence that somebody reported, and giving it back, with a trace of who, why and when."""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, insert, select

from bot.storage import order, showing, tables
from bot.storage.cabinet import Cabinet
from bot.storage.contract import Review
from bot.storage.database import Dialect
from bot.storage.events import reviewed, stamp
from bot.storage.filing import revived, touched
from bot.storage.pinning import pin
from bot.storage.writing import count_change

_citation, _evidence, _withheld = tables.citations.c, tables.evidence.c, tables.withheld.c
_review = tables.reviews.c


def review(connection: Connection, dialect: Dialect, asked: Review) -> int:
    """Withhold, restore or confirm what ``asked.citation`` names, note it, and count the pieces.

    0, and nothing noted, for an id that no evidence cites or that is not withheld.
    """
    number = order.number(asked.citation)
    if number is None:
        return 0
    asked = asked.model_copy(update={"citation": order.spelled(number)})
    places = _places(connection, number)
    pieces = sum(_concerned(connection, topic, article, asked.citation) for topic, _, article in places)
    if asked.action == "confirm":
        return _confirmed(connection, number, asked.model_copy(update={"pieces": pieces}))
    gone = connection.execute(delete(tables.withheld).where(_withheld.number == number)).rowcount
    if asked.action == "quarantine" and pieces:
        connection.execute(insert(tables.withheld).values(number=number))
    if not pieces or (asked.action == "restore" and not gone):
        return 0
    for _, topic, article in places:
        cabinet = Cabinet(connection, dialect, topic)
        cabinet.settle(article)
        cabinet.finish()
    _note(connection, asked.model_copy(update={"pieces": pieces}))
    _have_corrected(connection, number, asked, places)
    count_change(connection)
    return pieces


def _have_corrected(
    connection: Connection, number: int, asked: Review, places: list[tuple[int, str, int]]
) -> None:
    """What was posted follows: in the same transaction, so that none of it is forgotten."""
    if asked.action == "quarantine":
        showing.withdraw(connection, number, [(topic, article) for topic, _, article in places], asked.at)
    else:
        showing.give_back(connection, number, asked.at)


def _confirmed(connection: Connection, number: int, asked: Review) -> int:
    query = select(_withheld.number).where(_withheld.number == number)
    if not asked.pieces or connection.execute(query).first() is None:
        return 0
    _note(connection, asked)
    return asked.pieces


def waiting(connection: Connection, topic: str, limit: int) -> tuple[Review, ...]:
    """The latest report of each citation of the topic that is withheld and not confirmed, oldest first."""
    numbers = (
        select(_withheld.number)
        .join(tables.citations, tables.citations.c.number == order.short_of(_withheld.number))
        .join(tables.topics, tables.topics.c.key == _citation.topic)
        .where(tables.topics.c.id == topic)
        .distinct()
    )
    ids = [order.spelled(number) for number in connection.scalars(numbers)]
    newest = select(func.max(_review.key)).where(_review.citation.in_(ids)).group_by(_review.citation)
    query = select(tables.reviews).where(_review.key.in_(newest), _review.action == "quarantine")
    return reviewed(connection, query.order_by(_review.key).limit(limit))


def _places(connection: Connection, number: int) -> list[tuple[int, str, int]]:
    """Key and id of the topic, and key of the article, wherever the citation stands."""
    query = (
        select(tables.topics.c.key, tables.topics.c.id, _citation.article)
        .join(tables.citations, _citation.topic == tables.topics.c.key)
        .where(_citation.number == order.short(number))
        .distinct()
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def _concerned(connection: Connection, topic: int, article: int, id: str) -> int:
    query = select(_evidence.kind, _evidence.payload).where(
        _evidence.article == article, _evidence.topic == topic
    )
    return len(touched([revived(row.kind, row.payload) for row in connection.execute(query)], {id}))


def _note(connection: Connection, done: Review) -> None:
    pin(connection, order.short(order.number(done.citation) or 0))
    values = done.model_dump() | {"at": stamp(done.at)}
    connection.execute(insert(tables.reviews).values(values))
