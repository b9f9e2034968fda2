"""Putting articles into the database, each whole with its evidence or not at all."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pydantic_core import PydanticSerializationError
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from bot.storage import stories, tables
from bot.storage.cabinet import Cabinet, Paragraphs
from bot.storage.contract import Outcome, Place
from bot.storage.digests import after_windows
from bot.storage.errors import UnstorableArticle
from bot.storage.filing import Filed, filed, pieces, under
from bot.storage.passages import passages
from bot.storage.placing import Decision, decide
from bot.storage.words import forms
from summaries.model import Article, Evidence, citation_id

_article, _reading = tables.articles.c, tables.readings.c
_LAST = select(func.coalesce(func.max(_article.version), 0)).where(
    _article.document == bindparam("in_document")
)
_INSERT = insert(tables.articles).values(
    id=bindparam("article_id"), document=bindparam("in_document"), version=_LAST.scalar_subquery() + 1
)


def save(
    cabinet: Cabinet, topic: str, place: Place, evidence: Evidence, *, analyser: str, at: datetime
) -> Outcome:
    """See ``Store.save``. What it is, is decided again: another process may have been faster."""
    _check(place.article, evidence, at)
    cabinet.begin(place.article.document)
    decision = decide(cabinet.connection, topic, place.article, analyser)
    article, outcome = decision.place.article, decision.place.outcome
    if outcome is Outcome.DUPLICATE:
        return outcome
    stored = _taken_in(cabinet, decision) or after_windows(cabinet.connection, at.astimezone(UTC))
    known = (article.published.end or stored.date()).toordinal()
    ready = _ready(article, evidence, known)
    found = _paragraphs(article)
    key = _kept(cabinet.connection, decision)
    stories.join(cabinet.connection, cabinet.dialect, key, article)
    if outcome is Outcome.NEW:
        cabinet.put_paragraphs(key, known, found)
    else:
        _supersede(cabinet, key, article.document)
        cabinet.change_paragraphs(key, known, found)
    cabinet.put_reading(_reading_row(key, article, known, analyser, stored))
    cabinet.put(key, known, ready)
    return outcome


def _taken_in(cabinet: Cabinet, decision: Decision) -> datetime | None:
    """When the topic took in a text that is only analysed anew; None for a text that comes now."""
    if decision.place.outcome is not Outcome.REANALYSED:
        return None
    mine = (_reading.topic == cabinet.topic, _reading.article == decision.key)
    stored = cabinet.connection.scalar(select(_reading.stored).where(*mine))
    return datetime.fromisoformat(stored) if stored else None


def count_change(connection: Connection) -> None:
    """Make it known that briefs may be made of other things now."""
    connection.execute(update(tables.revision).values(number=tables.revision.c.number + 1))


def changes(connection: Connection) -> int:
    """How many times that was."""
    return connection.scalar(select(tables.revision.c.number)) or 0


def _check(article: Article, evidence: Evidence, at: datetime) -> None:
    if evidence.article != article.id:
        raise ValueError(f"evidence of {evidence.article} offered with article {article.id}")
    if at.tzinfo is None:
        raise ValueError("the time of storing has a time zone")
    if "\0" in article.id + article.document:
        raise _unstorable(article, "a NUL character in its id")


def _ready(article: Article, evidence: Evidence, known: int) -> list[Filed]:
    if evidence.article != article.id:
        evidence = under(evidence, article.id)
    try:
        article.text.encode("utf-8")
        article.source.model_dump_json()
        return [filed(piece, known) for piece in pieces(evidence)]
    except (UnicodeEncodeError, PydanticSerializationError) as error:
        raise _unstorable(article, "half a character (a lone surrogate)") from error


def _unstorable(article: Article, what: str) -> UnstorableArticle:
    return UnstorableArticle(
        f"The article {article.id!a} holds {what}, which cannot be stored.",
        "Save its text again as UTF-8 and ingest it anew.",
    )


def _kept(connection: Connection, decision: Decision) -> int:
    """The key of the article's row, made where the text is new; metadata follow a new analysis."""
    article = decision.place.article
    source = article.source.model_dump_json(exclude_defaults=True, exclude={"story"})
    if decision.key is None:
        values = {
            "article_id": article.id,
            "in_document": article.document,
            "hash": article.hash,
            "source": source,
            "text": article.text.encode("utf-8"),
        }
        made = connection.execute(_INSERT, values).inserted_primary_key
        return int(made[0]) if made else 0
    if decision.place.outcome is not Outcome.NEW:
        connection.execute(update(tables.articles).where(_article.key == decision.key).values(source=source))
    return decision.key


def _supersede(cabinet: Cabinet, key: int, document: str) -> None:
    """Take the document's versions out of all that is found and shown; texts and citations stay."""
    versions = select(_article.key).where(_article.document == document)
    mine = (_reading.topic == cabinet.topic, _reading.article.in_(versions))
    current = select(_reading.article).where(*mine, _reading.current)
    for article in cabinet.connection.scalars(current).all():
        cabinet.take_out(article)
        if article != key:
            cabinet.change_paragraphs(article, 1, {})
    cabinet.connection.execute(update(tables.readings).where(*mine).values(current=False))
    cabinet.connection.execute(delete(tables.readings).where(*mine, _reading.article == key))


def _reading_row(key: int, article: Article, known: int, analyser: str, stored: datetime) -> dict[str, Any]:
    published = article.published
    return {
        "article": key,
        "analyser": analyser,
        "stored": stored.isoformat(timespec="microseconds"),
        "current": True,
        "known": known,
        "first": published.start.toordinal() if published.start else None,
        "last": published.end.toordinal() if published.end else None,
        "publisher": article.publisher,
        "language": article.language,
    }


def _paragraphs(article: Article) -> Paragraphs:
    return {
        (start, end): (citation_id(article.id, start, end), forms(article.text[start:end]))
        for start, end in passages(article.text)
    }
