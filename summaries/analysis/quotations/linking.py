"""Sources, cues and contents joined into attributions, the nearest first, within a paragraph."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summaries.analysis.attribution import Attribution, Place
from summaries.analysis.document import Document
from summaries.analysis.grammar import RELATIVES
from summaries.analysis.quotations.pieces import mended
from summaries.analysis.quotations.tagged_cues import TaggedCue
from summaries.analysis.quotations.verbatim import Verbatim
from summaries.analysis.tagging.decoding import Marked, Part
from summaries.model import Kind

_FAR = 250
"""A content further than this from a cue is not its. Costs are in code points; the others were chosen on news
articles with attributions marked by people."""

_SENTENCE, _OTHER_CUE, _OTHER_CONTENT, _REPORTED_BEFORE = 50, 60, 40, 30
"""What costs as much as so many code points: a sentence's end or a semicolon, another cue or content between,
and a content without marks before its cue."""


_ARTICLES = ("the", "a", "an")


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue with its source, if its sentence has one."""

    cue: Marked
    source: Marked | None

    @property
    def places(self) -> Iterator[Place]:
        """Itself, and from the first word of both to the last."""
        yield self.cue.start, self.cue.end
        if self.source is not None:
            yield min(self.cue.start, self.source.start), max(self.cue.end, self.source.end)


def link(document: Document, marked: Sequence[Marked]) -> list[Attribution]:
    """The attributions of a document that the tagger found.

    Each cue takes its nearest content, then what is left goes to the nearest cue whose content it can go on
    with. A content without a cue, or a cue without content, comes to nothing. The confidence is that of the
    tags alone.
    """
    linker = _Linker(document, list(mended(document, marked)))
    return [linker.attribution(cue, contents) for cue, contents in linker.joined()]


class _Linker:
    """The marked words of one document, in the order of the text."""

    def __init__(self, document: Document, marked: Sequence[Marked]) -> None:
        self.document = document
        self.verbatim = Verbatim(document)
        self.contents = self.verbatim.whole([m for m in marked if m.part is Part.CONTENT])
        self.direct = [self.verbatim.kind([(c.start, c.end)]) is Kind.DIRECT for c in self.contents]
        sources = [m for m in marked if m.part is Part.SOURCE]
        self.cues = [_Cue(m, self._source(m, sources)) for m in marked if m.part is Part.CUE]
        self._cue_bounds = _bounds([cue.cue for cue in self.cues])
        self._content_bounds = _bounds(self.contents)

    def _sentence(self, offset: int) -> int:
        sentence = self.document.sentence_at(offset)
        return sentence.index if sentence is not None else -1

    def _paragraph(self, offset: int) -> int:
        sentence = self.document.sentence_at(offset)
        return sentence.paragraph if sentence is not None else -1

    def _source(self, cue: Marked, sources: Sequence[Marked]) -> Marked | None:
        """The nearest source in the cue's sentence; nobody where only an article is marked."""
        here = self._sentence(cue.start)
        around = bisect_left(sources, cue.start, key=lambda s: s.start)
        near = [s for s in sources[max(0, around - 4) : around + 4] if self._sentence(s.start) == here]
        nearest = min(near, default=None, key=lambda s: _gap((s.start, s.end), (cue.start, cue.end)))
        if nearest is None or self.document.text[nearest.start : nearest.end].lower() in _ARTICLES:
            return None
        return nearest

    # ---- which contents go with which cue ----

    def joined(self) -> Iterator[tuple[_Cue, list[Marked]]]:
        """Cues with their contents."""
        pairs = sorted(self._pairs())
        taken: dict[int, list[int]] = {}
        used: set[int] = set()
        for _, cue, content in pairs:
            if cue not in taken and content not in used:
                taken[cue] = [content]
                used.add(content)
        for _, cue, content in pairs:
            if content not in used and cue in taken and self._goes_on(cue, taken[cue][0], content):
                taken[cue].append(content)
                used.add(content)
        for cue, contents in sorted(taken.items()):
            yield self.cues[cue], [self.contents[number] for number in sorted(contents)]

    def _pairs(self) -> Iterator[tuple[float, int, int]]:
        starts, ends = self._content_bounds
        for number, cue in enumerate(self.cues):
            first = bisect_left(ends, cue.cue.start - 2 * _FAR)
            last = bisect_right(starts, cue.cue.end + 2 * _FAR)
            for content in range(first, last):
                if self._paragraph(cue.cue.start) == self._paragraph(starts[content]):
                    cost = self._cost(cue, content)
                    if cost <= _FAR:
                        yield cost, number, content

    def _cost(self, cue: _Cue, number: int) -> float:
        content = self.contents[number]
        place = content.start, content.end
        cost = min(self._distance(place, other) for other in cue.places)
        cost += _OTHER_CUE * self._cues_between(cue.cue, content)
        cost += _OTHER_CONTENT * _between(self._content_bounds, (cue.cue.start, cue.cue.end), place)
        before = content.start < cue.cue.start and not self.direct[number]
        return cost + (_REPORTED_BEFORE if before else 0)

    def _distance(self, one: Place, other: Place) -> int:
        first, second = sorted((one, other))
        gap = _gap(one, other)
        ends = self._sentence(second[0]) - self._sentence(max(first[0], first[1] - 1)) if gap else 0
        ends += self.document.text.count(";", first[1], second[0]) if gap else 0
        return gap + _SENTENCE * max(0, ends)

    def _cues_between(self, cue: Marked, content: Marked) -> int:
        return _between(self._cue_bounds, (cue.start, cue.end), (content.start, content.end))

    def _goes_on(self, number: int, first: int, content: int) -> bool:
        """Whether a further content can be the cue's too: both in marks, or all in one sentence."""
        cue = self.cues[number].cue
        if self._cues_between(cue, self.contents[content]):
            return False
        both_direct = self.direct[first] and self.direct[content]
        return both_direct or self._sentence(cue.start) == self._sentence(self.contents[content].start)

    # ---- making one ----

    def attribution(self, cue: _Cue, contents: Sequence[Marked]) -> Attribution:
        """A cue with its contents as an attribution."""
        kind, places = self.verbatim.places(contents)
        place = cue.cue.start, cue.cue.end
        parsed = TaggedCue(self.document, place)
        sure = sum(c.confidence for c in contents) / len(contents)
        return Attribution(
            kind, parsed.type, places, _who(cue, parsed, self.document.text), place, round(sure, 3)
        )


def _who(cue: _Cue, parsed: TaggedCue, text: str) -> Place | None:
    """The source, or the verb's own subject where that stands between the two or the source is only "who"."""
    if cue.source is None:
        return None
    source, subject = (cue.source.start, cue.source.end), parsed.subject
    if subject is None:
        return source
    between = source[1] <= subject[0] and subject[1] <= cue.cue.start
    return subject if between or text[slice(*source)].lower() in RELATIVES else source


_Bounds = tuple[list[int], list[int]]


def _bounds(parts: Sequence[Marked]) -> _Bounds:
    return [part.start for part in parts], [part.end for part in parts]


def _gap(one: Place, other: Place) -> int:
    first, second = sorted((one, other))
    return max(0, second[0] - first[1])


def _between(bounds: _Bounds, one: Place, other: Place) -> int:
    """How many parts, which do not overlap, lie between two places."""
    first, second = sorted((one, other))
    return max(0, bisect_right(bounds[1], second[0]) - bisect_left(bounds[0], first[1]))
