"""Whom an article tells of last: who "he" is, and whom a verb without a subject goes on about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summaries.analysis.foreign.attributed import Spoken
from summaries.analysis.foreign.cast import Cast, Paragraph
from summaries.analysis.foreign.clauses import Clauses
from summaries.analysis.foreign.dates import Dates
from summaries.analysis.foreign.marks import Marked, Place
from summaries.analysis.foreign.speakers import NOBODY, Speaker
from summaries.model import Article


class Telling(Clauses):
    """Follows who spoke or was told of last, from passage to passage."""

    def __init__(self, article: Article, cast: Cast, dates: Dates, marked: Sequence[Marked]) -> None:
        super().__init__(article, cast, dates)
        self._marked = marked
        self._last = Spoken(NOBODY, -2)
        self._read_to = (-1, 0)  # the paragraph and the offset up to which the telling is known

    def _pronoun(self, gender: str, number: int) -> Speaker:
        """Whom "he" or "she" means: who spoke last or was spoken of last, where that is sure."""
        last = self._last.speaker
        if number - self._last.paragraph > 1 or gender in ("", "they") or last.role.value != "person":
            return NOBODY
        return last if last.gender in ("", gender) else NOBODY

    def _recent(self, number: int) -> Speaker | None:
        """Who spoke last, where that was in this paragraph or the one before."""
        return self._last.speaker if number - self._last.paragraph <= 1 else None

    def _nobody_named(self, verb: str, number: int) -> Speaker:
        """Who a verb without a subject goes on about."""
        if number - self._last.paragraph > 1 or verb.lower().startswith(self._tongue.answers):
            return NOBODY
        return self._last.speaker

    def _tell(self, number: int, end: int) -> None:
        """Take note of whom the telling up to ``end`` is about."""
        first, at = self._read_to
        for current in range(max(first, 0), number + 1):
            paragraph = self._cast.paragraphs[current]
            low = at if current == first else paragraph.start
            high = end if current == number else paragraph.end
            for start, stop in self._telling(paragraph, low, high):
                self._told(paragraph, start, stop, current)
        self._read_to = (number, end)

    def _doubt(self, unit: Marked) -> None:
        """Take note of whom a sentence is about whose words in marks stay nobody's."""
        paragraph = self._cast.paragraphs[unit.first]
        low = self._sentence_start(paragraph.start, unit.start)
        self._told(paragraph, low, unit.start, unit.first)

    def _telling(self, paragraph: Paragraph, low: int, high: int) -> Iterator[Place]:
        """The whole sentences between two offsets that hold no passage in marks."""
        at = low
        while at < high:
            end = min(self._sentence_end(at, paragraph.end), high)
            marked = any(unit.start < end and unit.end > at for unit in self._marked)
            if not marked and (
                end < high or high == paragraph.end or self._text[at:end].rstrip()[-1:] in ".!?…"
            ):
                yield at, end
            at = max(end, at + 1)

    def _told(self, paragraph: Paragraph, start: int, end: int, number: int) -> None:
        candidates = self._candidates(paragraph, start, end)
        people = [
            c for c in candidates if not c.governed and c.mention and c.mention.kind in ("person", "stranger")
        ]
        free = [c for c in candidates if not c.governed and not c.pronoun]
        if not free or not self._text[start:end].strip():
            return
        names = {self._speakers.of(c).name for c in people}
        if free[0] in people and len(names) == 1 and not free[0].joint:
            self._last = Spoken(self._speakers.of(free[0], self._recent(number)), number)
        elif self._last.speaker.name not in names or len(names) > 1 or free[0] not in people:
            self._last = Spoken(NOBODY, number)
