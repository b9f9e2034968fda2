"""What came in within a window of storing: the evidence known before it, and what was found late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from summaries.briefs.material import Material
from summaries.model import Development, Quotation, Remark, Span, StanceStatement
from summaries.when import When

GRACE = timedelta(days=3)
"""News of so long before a window is still news in it; a judgement: a weekend and a slow feed."""

P = TypeVar("P", Quotation, StanceStatement, Development, Remark)


def before(
    now: Material, stored: Mapping[str, datetime], after: datetime, earlier: Mapping[str, str]
) -> Material:
    """The part of ``now`` that was known at ``after``, by when articles were ``stored``.

    ``earlier`` has, for articles that replaced an earlier text of theirs, that text: what stood there in the
    same words was known. An article of which nobody knows when it was stored has always been there.
    """

    def known(pieces: Iterable[P]) -> tuple[P, ...]:
        return tuple(piece for piece in pieces if _was_known(_first(piece), stored, after, earlier))

    return now.model_copy(
        update={
            "quotations": known(now.quotations),
            "stances": known(now.stances),
            "developments": known(now.developments),
            "remarks": known(now.remarks),
        }
    )


def _was_known(
    span: Span, stored: Mapping[str, datetime], after: datetime, earlier: Mapping[str, str]
) -> bool:
    at = stored.get(span.article)
    return at is None or at <= after or span.text in earlier.get(span.article, "")


def _first(piece: Quotation | StanceStatement | Development | Remark) -> Span:
    match piece:
        case Quotation():
            return piece.content[0]
        case Development():
            return piece.spans[0]
        case _:
            return piece.span


def is_late(published: When, after: datetime) -> bool:
    """Whether an article of a window that begins at ``after`` is an old one, found only now.

    Of instants, those of more than three days before; where only days are known, those of earlier days. One
    that bears no date is not called old.
    """
    if published.at is not None:
        return published.at < after - GRACE
    return published.end is not None and published.end < after.astimezone(UTC).date()


def is_earlier(when: When, after: datetime) -> bool:
    """Whether something surely happened, or was said, too long before the window to be news in it."""
    return when.end is not None and when.end < _first_day(after)


def _first_day(after: datetime) -> date:
    return (after.astimezone(UTC) - GRACE).date()
