"""Words sought on PostgreSQL: first among the newest, one by one; then, by the index, among the rest.

Its full-text index gives all that matches, in no order: of common words far too much. Whoever walks from the
newest on finds common words at once, and rare ones late. PostgreSQL chooses by how common it believes each
word to be; of words that go together, and of a grade, it believes wrongly. So a walk of fixed length comes
first, and ends most questions. What it doesn't find enough of is rare, which the index is good at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, text

PASSAGES = 20_000
"""Paragraphs walked by before the index is asked: some 10 ms."""

QUOTATIONS = 1_000
"""The same of quotations, each of which is looked up on its own: some 10 ms."""

_WALKED = """SELECT position, words FROM paragraph_words
WHERE position >= :from_position AND position <= :to_position ORDER BY position LIMIT :walk"""
_PASSAGES = text(
    "SELECT article.id, article.text, hit.start, hit.stop, hit.position FROM ("  # noqa: S608 our own words only
    "SELECT walked.position, paragraphs.article, paragraphs.start, paragraphs.stop "
    f"FROM ({_WALKED}) AS walked JOIN paragraphs ON paragraphs.position = walked.position "
    "WHERE walked.words @@ CAST(:query AS tsquery) AND paragraphs.live ORDER BY walked.position LIMIT :limit"
    ") AS hit JOIN articles AS article ON article.key = hit.article ORDER BY hit.position"
)
_END = text(
    "SELECT position FROM paragraph_words WHERE position >= :from_position AND position <= :to_position "
    "ORDER BY position OFFSET :walk - 1 LIMIT 1"
)

_OF_A_FACET = """SELECT facet, position FROM listing
WHERE (facet, position) >= (:facet, :from_position) AND (facet, position) <= (:facet, :to_position)
ORDER BY facet, position """
_OF_A_GRADE = """SELECT facet, rank, position FROM listing
WHERE (facet, rank, position) >= (:facet, :grade, :from_position)
AND (facet, rank, position) <= (:facet, :grade, :to_position)
ORDER BY facet, rank, position """


# Each is looked up on its own (OFFSET 0 sees to that), or the index would be asked for the words after all.
_QUOTATIONS = """SELECT evidence.payload, evidence.position FROM ({of} LIMIT :walk) AS walked
CROSS JOIN LATERAL (
    SELECT words FROM quotation_words WHERE quotation_words.position = walked.position OFFSET 0
) AS told
JOIN evidence ON evidence.position = walked.position
WHERE told.words @@ CAST(:query AS tsquery) AND evidence.known <= :known {only}
ORDER BY walked.facet, {first} walked.position LIMIT :limit"""


def passages(connection: Connection, values: dict[str, Any]) -> tuple[Sequence[Row[Any]], int | None]:
    """The newest passages that match, of those walked by, and where to go on; None: that is all."""
    asked = values | {"walk": PASSAGES}
    rows = connection.execute(_PASSAGES, asked).all()
    if len(rows) >= values["limit"]:
        return rows, None
    end = connection.scalar(_END, asked)
    return rows, None if end is None else end + 1


def quotations(
    connection: Connection, facet: int, grade: int | None, values: dict[str, Any]
) -> tuple[Sequence[Row[Any]], int | None]:
    """The same of a facet's quotations, or of those of one grade."""
    asked = values | {"facet": facet, "grade": grade, "walk": QUOTATIONS}
    of, first = (_OF_A_FACET, "") if grade is None else (_OF_A_GRADE, "walked.rank, ")
    only = "AND evidence.actor = :only_actor" if "only_actor" in values else ""
    found = text(_QUOTATIONS.format(of=of, only=only, first=first))
    rows = connection.execute(found, asked).all()
    if len(rows) >= values["limit"]:
        return rows, None
    end = connection.execute(text(f"{of} OFFSET :walk - 1 LIMIT 1"), asked).first()
    return rows, None if end is None else end.position + 1
