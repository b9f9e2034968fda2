"""Dates that can be: nothing was published after it was retrieved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from summaries.model import Article
from summaries.when import When

RETRIEVED = "retrieved"
"""The basis of a date that is that of the retrieval."""

_AHEAD = timedelta(hours=14)  # the zone that is farthest ahead: there it is tomorrow already


def within(article: Article, now: float) -> Article:
    """The article with a date not later than its retrieval, ``now`` (seconds since 1970; 0: not known).

    What claims to be from the future gets the day of the retrieval, by which it was surely published; of a
    month or an interval that is not over, the rest is cut off. An undated article stays undated: the store
    counts it from the day of storing.
    """
    when = article.published
    if not now or when.start is None or when.end is None:
        return article
    at = datetime.fromtimestamp(now, UTC)
    if when.at is not None and when.at <= at:
        return article
    last = at.date() if when.at is not None else (at + _AHEAD).date()
    if when.at is None and when.end <= last:
        return article
    if when.at is not None or when.start > last:
        known = When.day(at.date(), inferred=True)
        return article.model_copy(update={"published": known, "published_basis": RETRIEVED})
    return article.model_copy(update={"published": When.interval(when.start, last, inferred=when.inferred)})
