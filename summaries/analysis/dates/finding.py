"""The dates that an article or a bare text names, in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from summaries.analysis.datelines import dateline_end
from summaries.analysis.dates.context import DateMention
from summaries.analysis.dates.expressions import expressions
from summaries.analysis.dates.resolution import Resolver
from summaries.analysis.document import Document
from summaries.when import Precision, When

_LATE = timedelta(days=1)
"""By how much a dateline's day may differ from the publication: news appears later, or in another zone."""


def find_dates(document: Document) -> tuple[DateMention, ...]:
    """The dates named in an article, in order; relative ones as far as its publication is known."""
    places = [(p.start, p.end) for p in document.paragraphs]
    quoted = [(mark.inner_start, mark.inner_end) for mark in document.marks]
    article = document.article
    return _find(Resolver(document.text, article.published, (), quoted, url=article.url), places)


def dates_in(text: str, published: When, start: int = 0, end: int | None = None) -> tuple[DateMention, ...]:
    """The dates named in ``text`` between two offsets, for a text published at some time in ``published``."""
    return _find(Resolver(text, published, (), ()), [(start, len(text) if end is None else end)])


def _find(resolver: Resolver, places: Iterable[tuple[int, int]]) -> tuple[DateMention, ...]:
    mentions: list[DateMention] = []
    resolver = replace(resolver, before=mentions)
    for start, end in places:
        dateline = dateline_end(resolver.text, start, end)
        for found in expressions(resolver.text, start, end):
            when = resolver.resolve(found)
            if when is not None:
                mentions.append(DateMention(found.start, found.end, when))
                if found.end <= dateline:
                    resolver = _written_on(resolver, when)
    return tuple(mentions)


def _written_on(resolver: Resolver, day: When) -> Resolver:
    """With the day of a dateline as "today", where it goes with the publication or stands for one unknown."""
    published = resolver.published
    if day.precision is not Precision.DAY or day.start is None:
        return resolver
    if published.start is None or published.end is None:
        return replace(resolver, published=day.model_copy(update={"inferred": True}), written=day)
    near = published.start - _LATE <= day.start <= published.end + _LATE
    if not near:
        return resolver
    if published.span_of_days > 1:
        return replace(resolver, published=day, written=day)
    return replace(resolver, written=day)
