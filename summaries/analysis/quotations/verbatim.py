"""What quotation marks decide about marked words: where they end, and whether they are verbatim."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from summaries.analysis.attribution import Place
from summaries.analysis.document import Document
from summaries.analysis.marks import Marks
from summaries.analysis.passage import SPACE, trim
from summaries.analysis.tagging.decoding import Marked
from summaries.model import Kind

_WORD = re.compile(r"[^\W_]+")
_HALF = 0.5


class Verbatim:
    """The outermost quotation marks of a document."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self._document = document
        self.outer = [m for m in document.marks if m.depth == 0]

    def whole(self, contents: Sequence[Marked]) -> list[Marked]:
        """Contents, in order, that end at quotation marks rather than among the words inside them.

        Where half of the words in a pair of marks are content, all of them are. Contents that then overlap
        become one, and one that goes on after a sentence's end outside marks becomes two. Those without words
        are left out.
        """
        joined: list[Marked] = []
        cut = [part for content in contents for part in self._sentences(content)]
        worded = [c for c in cut if _WORD.search(self.text, c.start, c.end)]
        for content in sorted((self._grown(c, worded) for c in worded), key=lambda c: (c.start, -c.end)):
            if joined and content.start < joined[-1].end:
                last = joined[-1]
                sure = max(last.confidence, content.confidence)
                joined[-1] = replace(last, end=max(last.end, content.end), confidence=sure)
            else:
                joined.append(content)
        return joined

    def _sentences(self, content: Marked) -> Iterator[Marked]:
        """A content cut where sentences end, but for those that end inside marks."""
        start = content.start
        sentence = self._document.sentence_at(start)
        for other in self._document.sentences[sentence.index if sentence is not None else 0 :]:
            if other.end >= content.end:
                break
            if start < other.end and self._document.inside_marks(other.end, other.end + 1) is None:
                yield replace(content, start=start, end=other.end)
                start = other.end
        yield replace(content, start=start)

    def _grown(self, content: Marked, contents: Sequence[Marked]) -> Marked:
        start, end = content.start, content.end
        for pair in self._touching(start, end):
            inside = (
                min(c.end, pair.inner_end) - max(c.start, pair.inner_start) for c in _touched(contents, pair)
            )
            if sum(max(0, length) for length in inside) >= _HALF * (pair.inner_end - pair.inner_start):
                start = pair.start if pair.start < start < pair.end else start
                end = pair.end if pair.start < end < pair.end else end
        return replace(content, start=start, end=end)

    def _touching(self, start: int, end: int) -> Sequence[Marks]:
        first = bisect_right(self.outer, start, key=lambda pair: pair.end)
        return self.outer[first : bisect_left(self.outer, end, key=lambda pair: pair.start)]

    def kind(self, places: Iterable[Place]) -> Kind:
        """Direct where all words are in quotation marks, indirect where none is, else mixed."""
        inside = [
            bool(self._touching(*word.span()))
            for start, end in places
            for word in _WORD.finditer(self.text, start, end)
        ]
        if not any(inside):
            return Kind.INDIRECT
        return Kind.DIRECT if all(inside) else Kind.MIXED

    def places(self, contents: Iterable[Marked]) -> tuple[Kind, tuple[Place, ...]]:
        """The kind and the places of contents: for direct ones, all that is within their marks."""
        trimmed = (trim(self.text, c.start, c.end) for c in contents)
        found = [place for place in trimmed if place is not None]
        kind = self.kind(found)
        if kind is Kind.DIRECT:
            inner = {(pair.inner_start, pair.inner_end) for p in found for pair in self._touching(*p)}
            found = [trim(self.text, *place, marks=SPACE) or place for place in sorted(inner)]
        return kind, tuple(found)


def _touched(contents: Sequence[Marked], pair: Marks) -> Sequence[Marked]:
    first = bisect_right(contents, pair.start, key=lambda content: content.end)
    return contents[first : bisect_left(contents, pair.end, key=lambda content: content.start)]
