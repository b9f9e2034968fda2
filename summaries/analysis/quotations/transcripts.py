"""Transcripts: whose turn each paragraph is, from one speaker's label to the next, and what is said in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summaries.analysis.attribution import Attribution, Place
from summaries.analysis.document import Document, Paragraph
from summaries.analysis.passage import trim
from summaries.analysis.quotations.label_words import STAGE
from summaries.analysis.quotations.turns import Label, Labels, Sort
from summaries.model import Kind, QuotationType

_SURE = 0.9
"""How sure a label is: transcripts mix up speakers now and then."""

_NAMING = (Sort.NAME, Sort.TITLED, Sort.ADDRESSED, Sort.KNOWN)
_STAGED = re.compile(r"[(\[]([^()\[\]\n]{1,80})[)\]]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_CLOCK = re.compile(r"\d{1,2}(?:[:.]\d\d){1,3}")
_MARKUP = " \t\n\r\xa0*_#>–—-"
_SPEAKS = re.compile(
    r"\b(?:I|I[’'](?:m|ve|d|ll)|[Ww]e|[Ww]e[’'](?:re|ve|d|ll)|[Mm]y|[Oo]ur|[Yy]ou|[Yy]our|me|us)\b"
)
_EDITED = re.compile(
    r"\b(?:edited|condensed|abridged|transcribed|translated|interviewed|recorded)\b.{0,60}\b(?:for|from|by|length|clarity|on|in)\b"
)
_BREAK = re.compile(r"#|\*|={2}|_{3}|-{3}|\bEND\b|\bEnds?\b")


def find_turns(document: Document) -> tuple[Attribution, ...]:
    """What is said in the turns of a transcript; () where the text is none.

    Two labels in capitals make a transcript, one of whoever asks and one of whoever answers, or two names
    that alternate. Each paragraph is a quotation of its own, verbatim though without marks. A turn lasts to
    the next label; where more paragraphs follow that may be the reporter's again, they are nobody's.
    """
    found = Labels(document)
    for inline, labels in ((True, list(found.inline())), (False, list(found.alone()))):
        transcript = _established(labels, inline=inline)
        if transcript is not None:
            return tuple(_Reader(document, transcript).turns())
    return ()


@dataclass(frozen=True, slots=True)
class _Transcript:
    """Labels in order; ``speakers`` are the names of those that count.

    ``strict`` is False where the labels are plain names, so that a paragraph without one may well be the
    reporter's; ``inline`` is False where each label is a line of its own.
    """

    labels: Sequence[Label]
    speakers: frozenset[str]
    strict: bool
    inline: bool


def _established(labels: Sequence[Label], *, inline: bool) -> _Transcript | None:
    usable = [label for label in labels if label.sort > Sort.STANDING]
    counts = Counter(label.name for label in usable)
    repeated = {name for name, count in counts.items() if count > 1}
    shouted = [label for label in usable if label.shouted and label.sort >= Sort.NAMELESS]
    asking = any(label.sort is Sort.ASKING for label in usable)
    answering = any(label.sort in (Sort.ANSWERING, *_NAMING) for label in usable)
    strict = (asking and answering) or (inline and len(shouted) > 1)
    named = {label.name for label in usable if label.sort >= Sort.NAME}
    addressed = sum(label.sort is Sort.ADDRESSED for label in usable)
    strict = (
        strict or addressed > 2 or (addressed > 1 and any(label.sort is Sort.NAMELESS for label in usable))
    )
    alternating = len(repeated) > 1 and not repeated.isdisjoint(named)
    if not (alternating or (strict and (inline or repeated))):
        return None
    sure = {label.name for label in usable if label.sort >= (Sort.NAME if inline else Sort.NAMELESS)}
    return _Transcript(labels, frozenset(sure | repeated), strict, inline)


class _Reader:
    """One transcript, read from its first label on."""

    def __init__(self, document: Document, transcript: _Transcript) -> None:
        self.document, self.text, self.transcript = document, document.text, transcript
        self.labels: dict[int, list[Label]] = {}
        for label in transcript.labels:
            self.labels.setdefault(label.paragraph, []).append(label)
        self.last = max(self.labels)
        self.turn: Label | None = None

    def turns(self) -> Iterator[Attribution]:
        """The words of each turn, paragraph by paragraph."""
        before: Paragraph | None = None
        for paragraph in self.document.paragraphs:
            if before is not None and _BREAK.search(self.text, before.end, paragraph.start):
                self.turn = None
            yield from self._paragraph(paragraph)
            before = paragraph

    def _paragraph(self, paragraph: Paragraph) -> Iterator[Attribution]:
        labels = self.labels.get(paragraph.index, [])
        until = labels[0].opens if labels else paragraph.end
        if (
            self.turn is not None
            and until > paragraph.start
            and self.text[paragraph.start : until].strip(_MARKUP)
        ):
            if self._goes_on(paragraph, (paragraph.start, until)):
                if not self._is_stage(self.text[paragraph.start : until]):
                    yield from self._said(paragraph.start, until)
            elif not labels:
                self.turn = None
        ends = [*(label.opens for label in labels[1:]), paragraph.end]
        for label, end in zip(labels, ends, strict=bool(labels)):
            self.turn = label if label.name in self.transcript.speakers else None
            yield from self._said(label.begins, end)

    def _goes_on(self, paragraph: Paragraph, place: Place) -> bool:
        """Whether a paragraph without a label of its own is still of the turn."""
        words = self.text[place[0] : place[1]]
        if (
            paragraph.kind != "paragraph"
            and self.turn is not None
            and self.turn.paragraph != paragraph.index - 1
        ):
            return False
        if self._is_stage(words):
            return "end" not in words.casefold() and "conclu" not in words.casefold()
        if is_edited(words) or self._tells_of_speaker(words):
            return False
        follows_name = (
            self.turn is not None
            and not self.transcript.inline
            and self.turn.paragraph == paragraph.index - 1
        )
        sure = self.transcript.strict and paragraph.index < self.last
        return follows_name or sure or _SPEAKS.search(words) is not None

    def _tells_of_speaker(self, words: str) -> bool:
        """Whether it names the one whose turn it is, as a reporter does ("Lund paused")."""
        last = self.turn.name.split()[-1] if self.turn is not None else ""
        named = len(last) > 2 and self.turn is not None and self.turn.sort in _NAMING
        return named and re.search(rf"\b{re.escape(last.title())}\b", words) is not None

    @staticmethod
    def _is_stage(words: str) -> bool:
        bare = words.strip(_MARKUP)
        return bare[:1] in "([" and bare[-1:] in ")]" and len(bare) < 200

    def _said(self, start: int, end: int) -> Iterator[Attribution]:
        """What is said between two places, without marks round all of it and without stage directions."""
        if self.turn is None:
            return
        content = tuple(without_directions(self.document, start, end))
        if content:
            yield Attribution(
                Kind.DIRECT,
                QuotationType.STATEMENT,
                content,
                self.turn.place,
                self.turn.cue,
                _SURE,
                turn=True,
            )


def without_directions(document: Document, start: int, end: int) -> Iterator[Place]:
    """What is said between two places: without stage directions, and without marks round all of it."""
    directions = [m for m in _STAGED.finditer(document.text, start, end) if _is_direction(m[1])]
    for begin, stop in zip(
        [start, *(m.end() for m in directions)], [*(m.start() for m in directions), end], strict=True
    ):
        place = _without_marks(document, trim(document.text, begin, stop, marks=_MARKUP))
        if place is not None and any(map(str.isalnum, document.text[place[0] : place[1]])):
            yield place


def _without_marks(document: Document, place: Place | None) -> Place | None:
    if place is None:
        return None
    start, end = place
    for mark in document.marks_touching(start, end):
        if mark.start < start and mark.end <= end and mark.closed:
            end = mark.inner_end
        elif (mark.start, mark.end) == (start, end):
            start, end = mark.inner_start, mark.inner_end
    return trim(document.text, start, end, marks=_MARKUP)


def is_edited(words: str) -> bool:
    """Whether a paragraph tells how the transcript was made."""
    return _EDITED.search(words) is not None


def _is_direction(words: str) -> bool:
    return _CLOCK.fullmatch(words) is not None or any(w.casefold() in STAGE for w in _WORD.findall(words))
