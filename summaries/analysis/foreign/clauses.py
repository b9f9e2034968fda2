"""The clauses of an article: where they begin and end, who is named in them, and when they are set."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from summaries.analysis.foreign.attributed import Cue
from summaries.analysis.foreign.cast import Cast, Paragraph
from summaries.analysis.foreign.dates import Dates
from summaries.analysis.foreign.marks import Marked
from summaries.analysis.foreign.phrases import Candidate, Phrases
from summaries.analysis.foreign.speakers import Speakers
from summaries.analysis.foreign.tongue import words
from summaries.model import Article
from summaries.when import When

_BOUNDARY = re.compile(r"[.!?…]+[\"»”)\]]*\s+(?=[«“\"„¿¡—–\-(]?\s*[A-ZÀ-ÞА-ЯЁ\d])|\n")
_HARD = re.compile(r"[:;]|\s[—–-](?=\s|[^\W\d_])|[—–](?=[\s.,;:])|[?!…]+(?=\s|$)|[«“„\"]")
_SMALL = words(
    "no ne n' l' lo le les se nos me m' ya ja também tambem tambien ademas aussi egalement ainda a ha"
    " le lui не также ранее уже здесь он hoy así assim então depois luego ainsi asimismo igualmente,"
    " ao"
)
_ADVERB = re.compile(r".*(?:mente|ment|но|ски)$")


class Clauses:
    """Reads the clauses of one article."""

    def __init__(self, article: Article, cast: Cast, dates: Dates) -> None:
        self._text, self._cast, self._dates = article.text, cast, dates
        self._tongue = cast.tongue
        self._phrases = Phrases(cast.tongue)
        self._speakers = Speakers(article, cast)

    def _candidates(self, paragraph: Paragraph, start: int, end: int) -> list[Candidate]:
        first = bisect_left(paragraph.tokens, start, key=lambda t: t.start)
        last = bisect_left(paragraph.tokens, end, key=lambda t: t.start)
        dated: set[int] = set()
        for date in self._dates.within(paragraph.start, start, end + 60):
            begin = bisect_left(paragraph.tokens, date.start, key=lambda t: t.start)
            dated.update(range(begin, bisect_right(paragraph.tokens, date.end - 1, key=lambda t: t.start)))
        return self._phrases.read(paragraph, first, last, dated)

    def _beside(self, paragraph: Paragraph, candidate: Candidate, cue: re.Match[str]) -> bool:
        """Whether only small words and dates stand between a subject and its verb."""
        last = bisect_left(paragraph.tokens, cue.start(), key=lambda t: t.start)
        dates = self._dates.within(paragraph.start, candidate.end, cue.start())
        for token in paragraph.tokens[candidate.last + 1 : last]:
            if any(d.start <= token.start < d.end for d in dates):
                continue
            small = token.key in _SMALL or _ADVERB.match(token.key)
            if not small and not (token.text == "," and (candidate.apposed or candidate.head)):
                return False
        return True

    def _first_comma(self, paragraph: Paragraph, start: int, end: int) -> int:
        """The first comma after ``start`` that no name in apposition follows; the end if there is none."""
        first = bisect_left(paragraph.tokens, start, key=lambda t: t.start)
        return next(
            (
                t.start
                for t in paragraph.tokens[first:]
                if t.start >= start and t.text == "," and t.start < end
            ),
            end,
        )

    def _stop(self, start: int, end: int) -> int:
        hard = _HARD.search(self._text, start, end)
        return hard.start() if hard else end

    def _sentence_start(self, low: int, high: int) -> int:
        at = low
        while (end := self._sentence_end(at, high)) < high:
            at = end
        return at

    def _sentence_end(self, start: int, end: int) -> int:
        for found in _BOUNDARY.finditer(self._text, start, end):
            if found[0] == "\n" or not self._abbreviates(found.start()):
                return min(end, found.end())
        return end

    def _abbreviates(self, dot: int) -> bool:
        if self._text[dot] != ".":
            return False
        word = re.split(r"[\s(«“\"'’.]", self._text[max(0, dot - 12) : dot])[-1].lower()
        return word in self._tongue.abbreviations or (len(word) == 1 and word.isalpha())

    def _said(self, cue: Cue, unit: Marked) -> When:
        """When it was said, where the clause of the verb names one day."""
        paragraph = self._cast.paragraphs[unit.last if cue.after else unit.first]
        low = cue.clause[0]
        clause = self._text[cue.end : cue.clause[1]]
        that = None if cue.after else re.search(rf"(?:{self._tongue.that})", clause)
        high = cue.end + that.start() if that else cue.clause[1]
        found = [
            d
            for d in self._dates.within(paragraph.start, low, high + (20 if cue.after else 0))
            if d.start < high
        ]
        told = {d.when.iso(): d.when for d in found if d.when is not None and d.when.start is not None}
        return next(iter(told.values())) if len(told) == 1 else When()
