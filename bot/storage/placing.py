"""Judging what an article offered to the store is: new, a new version, known text, or nothing new."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, or_, select

from bot.storage import tables
from bot.storage.contract import Outcome, Place
from summaries.model import Article

_article, _reading, _topic = tables.articles.c, tables.readings.c, tables.topics.c
_mine = (_reading.article == _article.key) & (
    _reading.topic == select(_topic.key).where(_topic.id == bindparam("topic")).scalar_subquery()
)
_VERSIONS = (
    select(
        _article.key,
        _article.id,
        _article.document,
        _article.version,
        _article.hash,
        _reading.current,
        _reading.analyser,
    )
    .select_from(tables.articles.outerjoin(tables.readings, _mine))
    .where(or_(_article.document == bindparam("in_document"), _article.id == bindparam("wanted")))
    .order_by(_article.version)
)
_KEY = select(_article.key).where(_article.id == bindparam("wanted"))

_Version = Row[Any, Any, Any, Any, Any, Any, Any]


class Decision(NamedTuple):
    """Where an article belongs, and the key of its row where its text is stored already."""

    place: Place
    key: int | None


def decide(connection: Connection, topic: str, article: Article, analyser: str) -> Decision:
    """See ``Store.place``.

    The text offered last is the current one: a document that goes back to an earlier text gets that
    version back, under its id of then.
    """
    asked = {"topic": topic, "in_document": article.document, "wanted": article.id}
    found = connection.execute(_VERSIONS, asked).all()
    versions = [row for row in found if row.document == article.document]
    same = next((row for row in versions if row.hash == article.hash), None)
    if same is not None:
        return Decision(_placed(article, same.id, _known(same, versions, analyser)), same.key)
    outcome = Outcome.REVISED if any(row.current for row in versions) else Outcome.NEW
    taken = {row.id for row in found}
    id = article.id if article.id not in taken and not versions else _next_id(connection, article, versions)
    return Decision(_placed(article, id, outcome), None)


def _known(same: _Version, versions: list[_Version], analyser: str) -> Outcome:
    if not same.current:
        return Outcome.REVISED if any(row.current for row in versions) else Outcome.NEW
    return Outcome.DUPLICATE if same.analyser == analyser else Outcome.REANALYSED


def _next_id(connection: Connection, article: Article, versions: list[_Version]) -> str:
    """``DOCUMENT@N``, N being the version's number, or the next that nobody else's article is called by."""
    number = max((row.version for row in versions), default=0) + 1
    while connection.scalar(_KEY, {"wanted": f"{article.document}@{number}"}) is not None:
        number += 1
    return f"{article.document}@{number}"


def _placed(article: Article, id: str, outcome: Outcome) -> Place:
    same = article if article.id == id else article.model_copy(update={"id": id})
    return Place(article=same, outcome=outcome)
