"""Whose position a reading is: an actor's own, told or quoted, or what somebody else says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summaries.analysis.clauses import FIRST, THIRD, Tree
from summaries.analysis.document import Document, Sentence
from summaries.analysis.roles import ANALYSTS
from summaries.analysis.stances.holders import accuser
from summaries.analysis.stances.polarity import Reading, held_by
from summaries.analysis.stances.sides import Side, Sides
from summaries.analysis.word_classes import ALLEGING, SPEAKING
from summaries.model import Act, Grade, Kind, Quotation, QuotationType, Role

_SPOKEN = frozenset(
    (Act.CALLS_FOR, Act.WARNS, Act.DENIES, Act.ACCUSES, Act.CRITICISES, Act.PRAISES, Act.PROMISES, Act.OFFERS)
)
"""Acts that are done by speaking, so that telling them is reporting what was said."""

_ITSELF = frozenset(("it", "they", "its", "their"))


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose position it is: ``side``; said of it by ``claimant`` where it is another ("": a stranger)."""

    side: Side
    grade: Grade
    claimant: str | None = None
    quotation: Quotation | None = None
    confidence: float = 1.0


class Voices:
    """Who may speak in one sentence."""

    def __init__(
        self, document: Document, sentence: Sentence, tree: Tree, sides: Sides, quoted: Sequence[Quotation]
    ) -> None:
        self._document, self._tree, self._sides = document, tree, sides
        self._start = sentence.start
        end = sentence.end
        near = [q for q in quoted if q.context.start < end and sentence.start < q.context.end]
        self._telling = [q for q in near if q.cue is not None and sentence.start <= q.cue.start < end]
        self._framing = [q for q in near if self._frames(q, sentence)]

    def _frames(self, quotation: Quotation, sentence: Sentence) -> bool:
        """Whether the content is a clause somebody says, rather than the object of a verb like "backs"."""
        if quotation.kind is not Kind.INDIRECT or quotation.cue is None:
            return True
        if quotation.type is QuotationType.BELIEF and quotation.speaker is None:
            return False  # "is well known": the article says so itself
        cue = quotation.cue
        tokens = self._tree.within(cue.start - sentence.start, cue.end - sentence.start)
        return any(
            self._tree.lemmas[t] in SPEAKING | ALLEGING or self._tree.words[t] == "according" for t in tokens
        )

    def of(self, reading: Reading) -> Iterator[Voice]:
        """Everybody whose position the reading is; nobody where that is not sure."""
        quotation = self.quoted_at(reading.place)
        if reading.alleged:
            yield from self._alleged(reading)
        elif quotation is None:
            yield from self._told(reading)
        else:
            yield from self._quoted(reading, quotation)

    def quoted_at(self, token: int) -> Quotation | None:
        """The innermost quotation with this word in its content."""
        at = self._start + self._tree.starts[token]
        found = [(s.end - s.start, q) for q in self._framing for s in q.content if s.start <= at < s.end]
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def _alleged(self, reading: Reading) -> Iterator[Voice]:
        by = [side for token in accuser(self._tree, reading.top) if (side := self._sides.of(token))]
        for side in self._named(reading.holders):
            yield Voice(side, Grade.REPORTED, by[0].actor if by else "")

    def _named(self, tokens: Sequence[int]) -> Iterator[Side]:
        yield from dict.fromkeys(side for token in tokens if (side := self._sides.of(token)))

    # ---- in the article's own voice --------------------------------------------------------------------

    def _told(self, reading: Reading) -> Iterator[Voice]:
        words = self._tree.words
        pronoun = bool(reading.holders) and all(words[h] in THIRD for h in reading.holders)
        for side in self._named(held_by(self._tree, reading)):
            said = not reading.holders or pronoun
            yield (
                self._by_claimant(reading, side)
                if not said
                else Voice(
                    side, self._told_grade(reading, side, Grade.INDIRECT), confidence=0.8 if pronoun else 1.0
                )
            )

    def _by_claimant(self, reading: Reading, side: Side) -> Voice:
        for token in reading.said:
            speaker = self._sides.of(token)
            if speaker is not None and speaker.actor == side.actor:
                return Voice(speaker, Grade.INDIRECT)
            analyst = self._tree.lemmas[token] in ANALYSTS
            return Voice(side, Grade.ANALYST if analyst else Grade.REPORTED, speaker.actor if speaker else "")
        return Voice(side, self._told_grade(reading, side, Grade.REPORTED))

    def _told_grade(self, reading: Reading, side: Side, otherwise: Grade) -> Grade:
        """The grade of the quotation that the word of saying introduces, for acts done by speaking."""
        at = self._start + self._tree.starts[reading.place]
        for quotation in self._telling:
            cue = quotation.cue
            told = cue is not None and cue.start <= at < cue.end and quotation.actor == side.actor
            if told and reading.act in _SPOKEN:
                return quotation.grade
        return otherwise

    # ---- in somebody's words ---------------------------------------------------------------------------

    def _quoted(self, reading: Reading, quotation: Quotation) -> Iterator[Voice]:
        inside = [h for h in reading.holders if self.quoted_at(h) is quotation]
        words = {self._tree.words[h] for h in inside}
        if not inside and quotation.act is Act.ACCUSES:
            return  # what somebody is accused of is not the accuser's position
        if not inside or words <= FIRST:
            yield from self._own(quotation, 1.0)
        elif words <= THIRD:
            if self._means_speaker(quotation, words):
                yield from self._own(quotation, 0.8)
        else:
            for side in self._named(inside):
                yield from self._said_of(side, quotation)

    def _own(self, quotation: Quotation, confidence: float) -> Iterator[Voice]:
        if quotation.actor is not None and quotation.role is not Role.ANALYST:
            side = Side(quotation.actor, quotation.person)
            yield Voice(side, quotation.grade, None, quotation, confidence * quotation.confidence)

    def _said_of(self, side: Side, quotation: Quotation) -> Iterator[Voice]:
        if side.actor == quotation.actor:
            yield from self._own(quotation, 0.95)
        else:
            analyst = quotation.role is Role.ANALYST
            grade = Grade.ANALYST if analyst else Grade.REPORTED
            yield Voice(side, grade, quotation.actor or "", quotation, quotation.confidence)

    def _means_speaker(self, quotation: Quotation, words: set[str]) -> bool:
        """Whether "he" or "it" in reported speech is its speaker; in a verbatim quote it may be anyone."""
        if quotation.kind is not Kind.INDIRECT:
            return False
        if quotation.person is None:
            return words <= _ITSELF
        return words <= _forms(self._document.topic.person(quotation.person).pronoun)


def _forms(pronoun: str) -> frozenset[str]:
    return {
        "he": frozenset(("he", "his", "him")),
        "she": frozenset(("she", "her")),
    }.get(pronoun, _ITSELF | {"he", "she", "his", "her"})
