"""The dates that an article or a bare text names, in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from summaries.analysis.dates.expressions import expressions
from summaries.analysis.dates.resolution import DateMention, Resolver
from summaries.analysis.document import Document
from summaries.when import When


def find_dates(document: Document) -> tuple[DateMention, ...]:
    """The dates named in an article, in order; relative ones as far as its publication is known."""
    places = [(p.start, p.end) for p in document.paragraphs]
    quoted = [(mark.inner_start, mark.inner_end) for mark in document.marks]
    return _find(document.text, document.article.published, places, quoted)


def dates_in(text: str, published: When, start: int = 0, end: int | None = None) -> tuple[DateMention, ...]:
    """The dates named in ``text`` between two offsets, for a text published at some time in ``published``."""
    return _find(text, published, [(start, len(text) if end is None else end)], [])


def _find(
    text: str, published: When, places: Iterable[tuple[int, int]], quoted: Sequence[tuple[int, int]]
) -> tuple[DateMention, ...]:
    mentions: list[DateMention] = []
    resolver = Resolver(text, published, mentions, quoted)
    for start, end in places:
        for found in expressions(text, start, end):
            when = resolver.resolve(found)
            if when is not None:
                mentions.append(DateMention(found.start, found.end, when))
    return tuple(mentions)
