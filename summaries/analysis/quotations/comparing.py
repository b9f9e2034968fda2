"""Comparing attributions by place: which are of the same words, of the same source, by the same cue."""

from __future__ import annotations

from collections.abc import Sequence

from summaries.analysis.attribution import Attribution, Place
from summaries.analysis.contents import Contents
from summaries.analysis.document import Document

_ALIKE = 0.5
"""Two contents are the same from this share of common letters on (their Jaccard index)."""


def overlap(one: Place, other: Place) -> bool:
    """Whether two places share at least one code point."""
    return one[0] < other[1] and other[0] < one[1]


def agree(one: Attribution, other: Attribution) -> bool:
    """Whether two name the same source."""
    return one.source is not None and other.source is not None and overlap(one.source, other.source)


def share_cue(one: Attribution, other: Attribution) -> bool:
    """Whether two have a word of their cues in common."""
    return one.cue is not None and other.cue is not None and overlap(one.cue, other.cue)


def likeness(one: Attribution, other: Attribution) -> float:
    """The share of common letters in the contents of two, 0 to 1 (Jaccard)."""
    common = _common(sorted(one.content), sorted(other.content))
    length = sum(end - start for a in (one, other) for start, end in a.content)
    return common / (length - common) if common else 0.0


def _common(some: Sequence[Place], more: Sequence[Place]) -> int:
    """How many code points two sorted lists of places share, in one walk along both."""
    common = first = second = 0
    while first < len(some) and second < len(more):
        (a, b), (c, d) = some[first], more[second]
        common += max(0, min(b, d) - max(a, c))
        first, second = (first + 1, second) if b <= d else (first, second + 1)
    return common


def are_alike(one: Attribution, other: Attribution) -> bool:
    """Whether two are of the same words, give or take half."""
    return likeness(one, other) > _ALIKE


def touching(one: Attribution, others: Contents) -> list[Attribution]:
    """The attributions that share a word of their content with one's, each once."""
    found = {id(other): other for place in one.content for other in others.touching(place)}
    return list(found.values())


def most_alike(one: Attribution, others: Contents) -> Attribution | None:
    """The attribution of most nearly the same words, if there is one of the same."""
    best = max(touching(one, others), key=lambda other: likeness(one, other), default=None)
    return best if best is not None and are_alike(one, best) else None


def is_source_named(document: Document, one: Attribution) -> bool:
    """Whether the cue is "according to", which grammar ties to its clause."""
    return one.cue is not None and document.text.startswith(("according", "According"), one.cue[0])
