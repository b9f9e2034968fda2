"""Looking up which attributions hold a place, fast enough for articles with thousands of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from summaries.analysis.attribution import Attribution, Place


class Contents:
    """The contents of some attributions, in the order of the text."""

    def __init__(self, attributions: Iterable[Attribution]) -> None:
        found = [(start, end, a) for a in attributions for start, end in a.content]
        self._places = sorted(found, key=lambda place: place[:2])
        self.cues_after = frozenset(
            a.cue for a in {id(a): a for *_, a in found}.values() if a.cue and a.content[0][1] <= a.cue[0]
        )
        self._starts = [place[0] for place in self._places]
        self._reach = list(accumulate((place[1] for place in self._places), max))

    def holding(self, place: Place) -> Iterator[Attribution]:
        """The attributions that have all of a place in one part of their content."""
        return self._before(bisect_right(self._starts, place[0]), place[1])

    def touching(self, place: Place) -> Iterator[Attribution]:
        """The attributions that share at least one code point with a place."""
        return self._before(bisect_left(self._starts, place[1]), place[0] + 1)

    def _before(self, number: int, reach: int) -> Iterator[Attribution]:
        """Of the first so many parts, the owners of those that end at ``reach`` or later."""
        for at in range(number - 1, -1, -1):
            if self._reach[at] < reach:
                return
            if self._places[at][1] >= reach:
                yield self._places[at][2]
