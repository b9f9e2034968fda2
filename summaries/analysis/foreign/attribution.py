"""Whose the words in marks are: which verb of saying goes with which words, and with which that go on."""

from __future__ import annotations

import re
from dataclasses import replace

from summaries.analysis.foreign.attributed import Attributed, Cue, Spoken
from summaries.analysis.foreign.leading import Leading
from summaries.analysis.foreign.marks import Marked, Place, count_words
from summaries.analysis.foreign.names import key_of

FEWEST = 3
"""Words in marks beside a verb of saying; fewer are a name or a scare quote."""
FEWEST_INSIDE = 4
"""Words in marks in the middle of a reported sentence."""


class Attribution(Leading):
    """Reads the marked passages of one article in order."""

    def all(self) -> list[Attributed]:
        """What is attributed, in order."""
        found: list[Attributed] = []
        before: tuple[Marked, Cue | None] | None = None
        for number, unit in enumerate(self._marked):
            following = self._marked[number + 1] if number + 1 < len(self._marked) else None
            self._tell(unit.first, unit.start)
            one, cue = self._attributed(unit, before, following)
            if one is None:
                self._doubt(unit)
            if one is not None and cue is None and found:  # goes on after "said X."
                found[-1] = replace(
                    found[-1],
                    pieces=(*found[-1].pieces, *one.pieces),
                    context=(found[-1].context[0], one.context[1]),
                )
                cue = before[1] if before else None
            elif one is not None:
                found.append(one)
            before = (unit, cue)
        return found

    def _attributed(
        self, unit: Marked, before: tuple[Marked, Cue | None] | None, following: Marked | None
    ) -> tuple[Attributed | None, Cue | None]:
        if unit.dash:
            return self._inside(unit)
        words = count_words(self._text, unit.pieces)
        cue = self._after(unit, following)
        if cue is not None and words >= (FEWEST if self._begins(unit) else FEWEST_INSIDE):
            return self._made(unit, cue), cue
        if words >= FEWEST and self._goes_on(unit, before):
            return Attributed(unit.pieces, (unit.start, unit.end)), None
        cue = self._before(unit, before)
        if cue is not None and words >= (FEWEST if self._leads(unit, cue) else FEWEST_INSIDE):
            return (None, None) if self._is_title(unit) else (self._made(unit, cue), cue)
        return self._inside(unit)

    def _made(self, unit: Marked, cue: Cue, pieces: tuple[Place, ...] = ()) -> Attributed:
        self._last = Spoken(cue.speaker, unit.last if cue.after else unit.first)
        start, end = min(unit.start, cue.clause[0]), max(unit.end, cue.clause[1])
        return Attributed(
            pieces or unit.pieces,
            (start, end),
            (cue.start, cue.end),
            cue.source,
            cue.speaker,
            self._said(cue, unit),
        )

    def _begins(self, unit: Marked) -> bool:
        """Whether a passage begins a sentence or follows a colon."""
        start = self._cast.paragraphs[unit.first].start
        before = self._text[start : unit.start].rstrip()
        return not before or before[-1] in '.!?…:—–»”"'

    def _leads(self, unit: Marked, cue: Cue) -> bool:
        """Whether the verb of saying stands right before the passage, but for a colon or a comma."""
        return not self._text[cue.clause[1] : unit.start].strip(" \xa0\u202f") and (
            self._text[: unit.start].rstrip()[-1:] in ":," or unit.start - cue.end < 4
        )

    def _is_title(self, unit: Marked) -> bool:
        """Whether the marks hold the title of a work, what something is called, or somebody else's words."""
        words = self._text[max(0, unit.start - 40) : unit.start].split()
        of = re.match(r"\s+(?:de|del|da|do|du|des|d['’]|dos|das)\b", self._text[unit.end : unit.end + 8])
        if of and words and key_of(words[-1]) in self._tongue.openers:
            return True
        return bool(words) and words[-1].lower().strip(",:(") in self._tongue.works

    def _inside(self, unit: Marked) -> tuple[Attributed | None, Cue | None]:
        if len(unit.pieces) != 1:
            return None, None
        start, end = unit.pieces[0]
        paragraph = self._cast.paragraphs[unit.first]
        for dash in re.finditer(self._opening(dash=unit.dash), self._text[start:end]):
            at = start + dash.end()
            found = self._tongue.after.match(self._text, at, end)
            if found is None or self._start_of(found) - at > 30:
                continue
            closing = re.compile(self._closing()).search(self._text, found.end(), end)
            stop = closing.start() if closing else self._inside_end(found.end(), end, unit)
            source, speaker = self._subject_after(found, stop, paragraph, unit.first)
            if source is None and not speaker.known and self._tongue.code == "fr":
                continue
            cue = Cue(self._start_of(found), found.end(), (at, stop), source, speaker, after=True)
            said = self._text[start : start + dash.start()].rstrip(" ,\xa0\u202f")
            pieces = [(start, start + len(said))]
            if closing and (rest := self._rest(closing.end(), end)):
                pieces.append(rest)
            if count_words(self._text, pieces) < FEWEST:
                return None, None
            return self._made(unit, cue, tuple(pieces)), cue
        return None, None

    def _opening(self, *, dash: bool) -> str:
        if self._tongue.code == "ru":
            return (
                r"(?<=[,!?…])\s*[—–-]\s+(?=[^\W\d_])" if not dash else r"(?<=[,!?….])\s*[—–-]\s+(?=[^\W\d_])"
            )
        if self._tongue.code == "fr":
            return r"(?<=[,!?])\s+|,\s+" if not dash else r"[,!?]?\s*[—–]\s?|,\s+"
        return r"[,!?]?\s*[—–]\s?(?=[^\W\d_])|(?<=\s)-\s?(?=[^\W\d_])"

    def _closing(self) -> str:
        if self._tongue.code == "ru":
            return r"[.,!?…]?\s*[—–-]\s+"
        if self._tongue.code == "fr":
            return r"(?:,\s+\d+\s+ans)?(?:,\s+|(?<!\bM)(?<!\bMme)[.!]\s+(?=[A-ZÀ-Þ]))"
        return r"[.,]?\s*[—–][.,;:]?\s*|\s-[.,;:]?\s"

    def _inside_end(self, at: int, end: int, unit: Marked) -> int:
        return min(end, self._sentence_end(at, end))

    def _rest(self, start: int, end: int) -> Place | None:
        while start < end and not (self._text[start].isalnum() or self._text[start] in '¿¡«“"„('):
            start += 1
        return (start, end) if start < end else None

    def _goes_on(self, unit: Marked, before: tuple[Marked, Cue | None] | None) -> bool:
        """Whether nothing but "said X" stands between a passage and the one before."""
        if before is None or before[1] is None or not before[1].after or before[0].last != unit.first:
            return False
        cue = before[1]
        if re.match(r"\s*(?:,|[—–-])\s*[—–-]?\s*[^\W\d_A-ZÀ-ÞА-ЯЁ]", self._text[unit.end : unit.end + 12]):
            return False  # whose it is stands after it, in words that are not known
        end = max(cue.clause[1], before[0].end)
        between = self._text[end : unit.start]
        if ":" in between or cue.start < before[0].start:
            return False
        return not between.strip(" .,;—–-\xa0\u202f\n") or self._only_where(end, unit)

    def _only_where(self, start: int, unit: Marked) -> bool:
        """Whether what stands between two passages is no more than where and when: nobody else, no verb."""
        if self._text[start : unit.start].rstrip()[-1:] != "." or self._tongue.cue.search(
            self._text, start, unit.start
        ):
            return False
        if self._sentence_end(start, unit.start) < unit.start:
            return False
        found = self._candidates(self._cast.paragraphs[unit.first], start, unit.start)
        return not any(c.mention is not None and not c.governed for c in found)
