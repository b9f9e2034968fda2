"""Contents without what is no part of them: bullets, and quotation marks that belong to no pair."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from summaries.analysis.attribution import Attribution, Place
from summaries.analysis.document import Document
from summaries.analysis.marks import Marks
from summaries.analysis.passage import SPACE, trim
from summaries.model import Kind

_BULLETS = "•‣▪●◦∙·*"
_MARKS = '“”„‟"«»'
"""Double marks alone: a single one at a word's end may be an apostrophe."""


def without_strays(document: Document, found: Iterable[Attribution]) -> Iterator[Attribution]:
    """The attributions, in order, with each place of their content freed of strays at its ends.

    Marks of a pair stay, unless both are all that stands round a direct quotation. A place without anything
    but strays is left out, and so is an attribution without places.
    """
    for one in found:
        places = (_freed(document, place, one.kind) for place in one.content)
        content = tuple(place for place in places if place is not None)
        if content:
            yield one if content == one.content else replace(one, content=content)


def _freed(document: Document, place: Place, kind: Kind) -> Place | None:
    text, (start, end) = document.text, place
    pairs = _pairs(document, place)
    if kind is Kind.DIRECT:
        doubled = next((m for m in pairs if m.closed and (m.start, m.end) == place), None)
        start, end = (doubled.inner_start, doubled.inner_end) if doubled is not None else place
    bounds = start, end
    paired = {at for m in pairs for at in (*range(m.start, m.inner_start), *range(m.inner_end, m.end))}
    while start < end and (_is_mark(text, start, paired) or _is_bullet(text[start : start + 2])):
        start += 1
    while start < end and (_is_mark(text, end - 1, paired) or _is_bullet(text[start:end][:-3:-1])):
        end -= 1
    if (start, end) == bounds:
        return bounds
    return trim(text, start, end, marks=SPACE) if kind is Kind.DIRECT else trim(text, start, end)


def _pairs(document: Document, place: Place) -> Sequence[Marks]:
    """The pairs of marks round and in a place, inner ones too."""
    first = bisect_left(document.marks, place[0], key=lambda m: m.start)
    last = bisect_left(document.marks, place[1], key=lambda m: m.start)
    return [*document.marks_touching(*place), *document.marks[first:last]]


def _is_mark(text: str, at: int, paired: set[int]) -> bool:
    return text[at] in _MARKS and at not in paired


def _is_bullet(outermost: str) -> bool:
    """Whether the outermost of two characters stands apart, as no star in a word does."""
    return outermost[:1] in _BULLETS and not outermost[1:].strip()
