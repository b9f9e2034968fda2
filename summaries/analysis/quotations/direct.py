"""Words in quotation marks that are quoted: which marks, which go together, and who answers for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from summaries.analysis.attribution import Attribution, Place
from summaries.analysis.cues import type_of
from summaries.analysis.document import Document, Paragraph
from summaries.analysis.marks import Marks
from summaries.analysis.passage import SPACE, trim
from summaries.analysis.quotations.introductions import introduced, stands_alone
from summaries.analysis.quotations.surroundings import NO_CUE, Cue, Word, cue_after, cue_before
from summaries.model import Kind

_PRONOUNS = frozenset(("he", "she", "they", "it"))
_LISTING = ("and", "or", "and the", "and a")
_JOINED = re.compile(r"[,;]\s+(?:and|but|yet|so|because|then)\s+$")
"""What may stand between a cue and the rest of its quotation, up to the opening mark."""
_GOES_ON = Cue(None, None, "say", 0.9)


def find_direct(document: Document) -> tuple[Attribution, ...]:
    """The quotations whose whole content is in quotation marks, in order.

    A quotation that its cue splits, or that goes on in the next sentence or paragraph, has several content
    places. A fragment inside a reported clause is left to ``reported``; marks nobody answers for (titles,
    scare quotes) are left out.
    """
    found: list[Attribution] = []
    carried = False
    for paragraph in document.paragraphs:
        marks = document.marks_touching(paragraph.start, paragraph.end)
        reading = _Paragraph(document, paragraph, marks, found[-1] if found else None, carried)
        reading.answers = len(found) > 1 and _exchange(document, found[-2], found[-1])
        for attribution, joins in reading.attributions():
            if joins and found:
                found[-1] = _joined(found[-1], attribution)
                continue
            if carried and found and attribution.content[0][0] <= paragraph.start + 3:
                found[-1] = _cut(document, found[-1])
            found.append(attribution)
        carried = bool(marks) and not marks[-1].closed
    return tuple(found)


def _exchange(document: Document, first: Attribution, second: Attribution) -> bool:
    """Whether two quotations of neighbouring paragraphs are of two speakers, who may go on taking turns."""
    here, there = (document.paragraph_at(a.content[-1][0]) for a in (first, second))
    if here is None or there is None or there.index - here.index != 1:
        return False
    if first.source is None or second.source is None:
        return False
    return _are_two(*(document.text[slice(*source)] for source in (first.source, second.source)))


def _are_two(first: str, second: str) -> bool:
    """Whether two sources are written as two people's: a pronoun beside a name may well mean the same."""
    one, other = first.rsplit(maxsplit=1)[-1].casefold(), second.rsplit(maxsplit=1)[-1].casefold()
    return one != other and ({one, other}.isdisjoint(_PRONOUNS) or {one, other} <= _PRONOUNS)


def _joined(first: Attribution, more: Attribution) -> Attribution:
    """One quotation of two parts; a cue after the last part counts where the first had none of its own."""
    content = first.content + more.content
    if more.source is not None and (first.source is None or first.confidence < more.confidence):
        return replace(more, content=content)
    return replace(first, content=content)


def _cut(document: Document, one: Attribution) -> Attribution:
    """A quotation whose last mark nothing closes, without what follows its last part's first sentence.

    How far it goes on, nobody can tell, where the next paragraph's marks are somebody else's.
    """
    start, end = one.content[-1]
    first = document.sentence_at(start)
    return replace(one, content=(*one.content[:-1], (start, min(end, first.end if first else end))))


class _Paragraph:
    """One paragraph's marks, attributed from left to right."""

    def __init__(
        self,
        document: Document,
        paragraph: Paragraph,
        marks: Sequence[Marks],
        before: Attribution | None,
        carried: bool,
    ) -> None:
        self.document, self.paragraph, self.text = document, paragraph, document.text
        self.marks, self.before, self.carried = marks, before, carried
        self.answers = False
        self.last: Attribution | None = None
        self.last_mark: Marks | None = None

    def attributions(self) -> Iterator[tuple[Attribution, bool]]:
        """Each attribution, and whether it goes on with the one before it."""
        for number, mark in enumerate(self.marks):
            found = self._attribute(number, mark)
            if found is None:
                continue
            cue, joins = found
            attribution = self._made(mark, cue)
            self.last = _joined(self.last, attribution) if joins and self.last is not None else attribution
            self.last_mark = mark
            yield attribution, joins

    def _attribute(self, number: int, mark: Marks) -> tuple[Cue, bool] | None:
        head, tail = self._head(number, mark), self._tail(number, mark)
        if self._carries_on(number, mark):
            after = self._after(tail, mark)
            return after or _GOES_ON, after is None or not self._is_anothers(after)
        cue = cue_before(self.document, head, tail, mark)
        if cue is not None and cue.source is None:
            later = self._after(tail, mark)  # a heading before the marks, and who says it behind them
            cue = later if later is not None and later.source is not None else cue
        if cue is not None:
            return cue, self.last is not None and cue.place is not None and cue.place == self.last.cue
        starts = self._starts_sentence(mark) or not any(token.is_alpha for _, token in head)
        if self._goes_on(number, mark, head, tail):
            cue = self._after(tail, mark) if starts else None
            return (cue, False) if cue is not None else (_GOES_ON, True)
        if not starts and any(t.pos_ not in ("CCONJ", "PUNCT", "SPACE", "SCONJ") for _, t in head):
            return None
        if not starts and self._is_listed(number, mark):
            return None
        cue = self._after(tail, mark)
        alone = starts and not any(token.is_alpha for _, token in tail) and stands_alone(self.text, mark)
        if cue is None and alone:
            turn = self.answers and self.last is None  # whose, only the order of turns would tell
            cue = NO_CUE if turn else introduced(self.document, mark, self.last or self.before)
        return (cue, False) if cue is not None else None

    def _after(self, tail: Sequence[Word], mark: Marks) -> Cue | None:
        return cue_after(self.document, tail, mark, self.paragraph.end)

    def _made(self, mark: Marks, cue: Cue) -> Attribution:
        confidence = cue.confidence * (1.0 if mark.closed else 0.9)
        inner = mark.inner_start, mark.inner_end
        content = (trim(self.text, *inner, marks=SPACE) or inner,)
        source = self._outside(cue.source, mark)
        return Attribution(Kind.DIRECT, type_of(cue.lemma), content, source, cue.place, confidence)

    def _outside(self, source: Place | None, mark: Marks) -> Place | None:
        """A source without the quoted words that the parser took for a part of its noun phrase."""
        if source is None or source[0] >= mark.end or source[1] <= mark.start:
            return source
        after = trim(self.text, max(mark.end, source[0]), max(mark.end, source[1]))
        return after if after is not None else trim(self.text, source[0], max(source[0], mark.start))

    # ---- the words round a pair of marks ----

    def _words(self, start: int, end: int) -> Sequence[Word]:
        first = self.document.sentence_at(start)
        sentences = self.document.sentences[first.index if first is not None else 0 : self.paragraph.last]
        return [
            (sentence, token)
            for sentence in takewhile(lambda s: s.start < end, sentences)
            if sentence.parse is not None
            for token in sentence.parse
            if start <= sentence.start + token.idx < end and not token.is_space
        ]

    def _head(self, number: int, mark: Marks) -> Sequence[Word]:
        sentence = self.document.sentence_at(mark.start)
        start = sentence.start if sentence else self.paragraph.start
        return self._words(max(start, self.marks[number - 1].end) if number else start, mark.start)

    def _tail(self, number: int, mark: Marks) -> Sequence[Word]:
        sentence = self.document.sentence_at(mark.end - 1)
        end = sentence.end if sentence else self.paragraph.end
        following = self.marks[number + 1].start if number + 1 < len(self.marks) else end
        return self._words(mark.end, min(end, following))

    def _starts_sentence(self, mark: Marks) -> bool:
        sentence = self.document.sentence_at(mark.start)
        return sentence is not None and not self.text[sentence.start : mark.start].strip(" \t\n\r\xa0-–—•*")

    # ---- quotations of several parts ----

    def _carries_on(self, number: int, mark: Marks) -> bool:
        """Whether the paragraph or line before left its marks open for this one to go on."""
        if number == 0:
            return self.carried and mark.start == self.paragraph.start and self.before is not None
        previous = self.marks[number - 1]
        open_ = not previous.closed and previous is self.last_mark
        return open_ and self.text[previous.end : mark.start].isspace()

    def _is_anothers(self, cue: Cue) -> bool:
        """Whether marks left open, which already have a source, are followed by somebody else's words."""
        before = self.last or self.before
        if before is None or before.source is None or cue.source is None:
            return False
        first, second = (self.text[slice(*place)] for place in (before.source, cue.source))
        return _are_two(first, second)

    def _is_listed(self, number: int, mark: Marks) -> bool:
        """Whether it is the next in a list of words in marks that are nobody's by themselves.

        So it is in "he went on about “ruin,” and “shame,” Vela said": what Vela said is not “shame”.
        """
        before = self.marks[number - 1] if number else None
        if before is None or before is self.last_mark:
            return False
        return self.text[before.end : mark.start].strip(" \t\n\r\xa0,") in ("", *_LISTING)

    def _goes_on(self, number: int, mark: Marks, head: Sequence[Word], tail: Sequence[Word]) -> bool:
        """Whether only the cue of the quotation before stands between it and these marks.

        A word that joins them may follow it, where the sentence ends with them: “...,” she said, but “...”
        """
        if self.last is None or self.last_mark is None or self.marks[number - 1] is not self.last_mark:
            return False
        if not self.text[self.last_mark.end : mark.start].strip(" \t\n\r\xa0,.…-–—"):
            return True
        cue = self.last.cue
        sentence = self.document.sentence_at(cue[0]) if cue is not None else None
        if cue is None or sentence is None or cue[0] < self.last_mark.end:
            return False
        if sentence.end <= mark.start:
            return not self.text[sentence.end : mark.start].strip()
        verbs = [t for _, t in head if t.pos_ == "VERB" and t.dep_ not in ("amod", "acl", "relcl")]
        joined = _JOINED.search(self.text, self.last_mark.end, mark.start)
        if joined is not None and any(token.is_alpha for _, token in tail):
            return False
        pause = joined.start() + 1 if joined is not None else mark.start
        return self.text[:pause].rstrip()[-1:] in ",—–-:;" and len(verbs) <= 2
