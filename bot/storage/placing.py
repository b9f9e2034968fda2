"""Judging what an article offered to the store is: new, a new version, known text, or nothing new."""

from __future__ import annotations

from sqlalchemy import Connection, Row, select

from bot.storage import tables
from bot.storage.contract import Outcome, Place
from summaries.model import Article

_article, _reading, _topic = tables.articles.c, tables.readings.c, tables.topics.c


def decide(connection: Connection, topic: str, article: Article, analyser: str) -> Place:
    """See ``Store.place``.

    The text offered last is the current one: a document that goes back to an earlier text gets that
    version back, under its id of then.
    """
    versions = _versions(connection, topic, article.document)
    same = next((row for row in versions if row.hash == article.hash), None)
    if same is None:
        outcome = Outcome.REVISED if any(row.current for row in versions) else Outcome.NEW
        return Place(article=_named(article, _free_id(connection, article, versions)), outcome=outcome)
    return Place(article=_named(article, same.id), outcome=_known(same, versions, analyser))


def _known(same: Row[tuple[object, ...]], versions: list[Row[tuple[object, ...]]], analyser: str) -> Outcome:
    if not same.current:
        return Outcome.REVISED if any(row.current for row in versions) else Outcome.NEW
    return Outcome.DUPLICATE if same.analyser == analyser else Outcome.REANALYSED


def _versions(connection: Connection, topic: str, document: str) -> list[Row[tuple[object, ...]]]:
    """Each version of the document, with what this topic made of it (None: nothing)."""
    key = select(_topic.key).where(_topic.id == topic).scalar_subquery()
    mine = (_reading.article == _article.key) & (_reading.topic == key)
    joined = tables.articles.outerjoin(tables.readings, mine)
    columns = (_article.id, _article.version, _article.hash, _reading.current, _reading.analyser)
    query = select(*columns).select_from(joined).where(_article.document == document)
    return list(connection.execute(query.order_by(_article.version)))


def _free_id(connection: Connection, article: Article, versions: list[Row[tuple[object, ...]]]) -> str:
    number = max((row.version for row in versions), default=0) + 1
    id = article.id if number == 1 else f"{article.document}@{number}"
    while connection.scalar(select(_article.key).where(_article.id == id)) is not None:
        number += 1
        id = f"{article.document}@{number}"
    return id


def _named(article: Article, id: str) -> Article:
    return article if article.id == id else article.model_copy(update={"id": id})
