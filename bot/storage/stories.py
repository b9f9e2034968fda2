"""Which documents tell one story: copies of one text, whoever published them and in whatever order they came.

A story is what holds together by copying: documents of which each is linked to the next by two texts that are
copies of each other (``summaries.articles.likeness``), superseded versions among them. That is a fact about
the texts stored, whenever each of them came; its name is the smallest name of its documents. So a text
between two stories makes them one, and nothing parts what was once found to be one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, TextClause, bindparam, insert, select, text, update

from bot.storage import tables
from bot.storage.database import Dialect
from summaries.articles.likeness import Print, copies, fingerprint
from summaries.model import Article

_article, _story, _mark = tables.articles.c, tables.stories.c, tables.fingerprints.c

# Bounds, so that saving takes no longer however many texts share a mark (a paper's own boxes, say): the
# oldest of each mark are looked at, and of those the ones that share most. Beyond that order may count.
_OF_A_MARK = 48
_CANDIDATES = 96
_COMPARED = 32
_OF_A_STORY = 4

_TWIN = (
    select(_article.document)
    .join(tables.fingerprints, _mark.article == _article.key)
    .where(_mark.mark == bindparam("equal"))
    .order_by(_article.key)
    .limit(1)
)
_TEXT = select(_article.text).where(_article.key == bindparam("candidate"))


def join(connection: Connection, dialect: Dialect, key: int, article: Article) -> None:
    """Put the document of a text just stored (under ``key``) into the story of the texts it resembles."""
    found = fingerprint(article.text)
    if found.equal is None:
        return
    twin = connection.scalar(_TWIN, {"equal": found.equal})
    if twin is not None:  # the same words: whatever resembles them has been found, or will find the twin
        _unite(connection, {article.document, twin})
        return
    _unite(connection, {article.document, *_copied(connection, found, article.document)})
    _keep(connection, dialect, key, (found.equal, *found.marks))


def _copied(connection: Connection, found: Print, document: str) -> Iterator[str]:
    """The documents that the text is a copy of; one of each story suffices."""
    compared, tried, joined = 0, dict[str, int](), {document}
    for row in _candidates(connection, found.marks):
        story = row.story or row.document
        if story in joined or row.document in joined or tried.get(story, 0) >= _OF_A_STORY:
            continue
        if compared >= _COMPARED:
            return
        compared += 1
        tried[story] = tried.get(story, 0) + 1
        if copies(found, fingerprint(_text(connection, row.key))):
            joined.add(story)
            yield row.document


def _candidates(connection: Connection, marks: Sequence[int]) -> Sequence[Row[Any]]:
    """The stored texts that share marks, those that share most first."""
    if not marks:
        return ()
    asked = {f"mark_{number}": mark for number, mark in enumerate(marks)}
    return connection.execute(_sharing(len(marks)), asked).all()


def _sharing(count: int) -> TextClause:
    """One statement for all marks: a round trip costs more than the search."""
    parts = (
        f"SELECT article FROM (SELECT article FROM fingerprints WHERE mark = :mark_{number} "  # noqa: S608 our own names only
        f"ORDER BY article LIMIT {_OF_A_MARK}) AS of_mark_{number}"
        for number in range(count)
    )
    return text(
        f"SELECT a.key AS key, a.document AS document, s.story AS story FROM ("  # noqa: S608 our own names only
        f"SELECT article, count(*) AS shared FROM ({' UNION ALL '.join(parts)}) AS found "
        f"GROUP BY article ORDER BY count(*) DESC, article LIMIT {_CANDIDATES}) AS most "
        "JOIN articles AS a ON a.key = most.article LEFT JOIN stories AS s ON s.document = a.document "
        "ORDER BY most.shared DESC, a.key"
    )


def _text(connection: Connection, key: int) -> str:
    return bytes(connection.scalars(_TEXT, {"candidate": key}).one()).decode("utf-8")


def _unite(connection: Connection, documents: set[str]) -> None:
    """Make one story of the documents and of all the stories they are in."""
    if len(documents) < 2:
        return
    known = select(_story.document, _story.story).where(_story.document.in_(documents))
    stories = {row.document: row.story for row in connection.execute(known)}
    name = min(*documents, *stories.values())
    old = set(stories.values()) - {name}
    if old:
        connection.execute(update(tables.stories).where(_story.story.in_(old)).values(story=name))
    fresh = [{"document": document, "story": name} for document in sorted(documents - set(stories))]
    if fresh:
        connection.execute(insert(tables.stories), fresh)


def _keep(connection: Connection, dialect: Dialect, key: int, marks: Iterable[int]) -> None:
    values = ", ".join(dialect.placeholder for _ in range(2))
    connection.exec_driver_sql(
        f"INSERT INTO fingerprints (mark, article) VALUES ({values}) ON CONFLICT DO NOTHING",  # noqa: S608 our own names only
        [(mark, key) for mark in dict.fromkeys(marks)],
    )
