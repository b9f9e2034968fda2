"""A verb of saying, or a colon, before the words: its subject, where that is sure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from summaries.analysis.foreign.attributed import Cue
from summaries.analysis.foreign.cast import Paragraph
from summaries.analysis.foreign.following import Following
from summaries.analysis.foreign.marks import Marked, Place
from summaries.analysis.foreign.names import key_of
from summaries.analysis.foreign.phrases import Candidate
from summaries.analysis.foreign.speakers import NOBODY, Speaker

_CITING = re.compile(
    r"(?<!\w)(?:cit(?:ó|ou|ando|ant|er|ar|aba|ava)|a cité|parafrase\w+|paraphras\w+|leyó|leu|a lu"
    r"|(?:про)?цитир\w+|зачита\w+)(?!\w)",
    re.IGNORECASE,
)
"""Verbs before somebody else's words."""


class Leading(Following):
    """Reads what stands before a passage."""

    def _before(self, unit: Marked, before: tuple[Marked, Cue | None] | None) -> Cue | None:
        paragraph = self._cast.paragraphs[unit.first]
        low = before[0].end if before and before[0].last == unit.first else paragraph.start
        low = self._sentence_start(max(low, paragraph.start), unit.start)
        if (citing := _CITING.search(self._text, low, unit.start)) is not None:
            colon = self._text[low : unit.start].rstrip().endswith(":")
            return Cue(*citing.span(), (low, unit.start), None, NOBODY, after=False) if colon else None
        cues = [c for c in self._tongue.cue.finditer(self._text, low, unit.start) if self._is_verb(c)]
        source = self._tongue.source.search(self._text, low, unit.start)
        colon = self._text[low : unit.start].rstrip().endswith(":")
        if cues and self._reaches(cues[-1], unit, colon=colon):
            return self._verb_before(cues, low, unit, paragraph)
        if source is not None and not cues:
            return self._source(source, paragraph, unit.start, unit.first, after=False)
        return self._label(low, unit, paragraph) if colon else None

    def _is_verb(self, cue: re.Match[str]) -> bool:
        """Whether a form of a verb of saying is no noun after an article."""
        before = self._text[max(0, cue.start() - 12) : cue.start()].split()
        last = key_of(before[-1]) if before else ""
        article = last in self._tongue.openers and last not in ("lo", "le", "les", "la", "los", "las")
        noun = (
            last in ("la", "las", "una", "uma", "a", "o")
            and self._tongue.code in ("es", "pt")
            and not cue["many"]
        )
        return not article and not (noun and cue[0].islower() and cue[0].endswith("a"))

    def _reaches(self, cue: re.Match[str], unit: Marked, *, colon: bool) -> bool:
        """Whether what is in the marks is what the verb says."""
        between = self._text[cue.end() : unit.start]
        if ";" in between or len(between) > 300:
            return False
        if colon or len(between.strip(" ,\xa0\u202f")) == 0:
            return True
        return not between.rstrip().endswith((".", "!", "?"))

    def _verb_before(
        self, cues: Sequence[re.Match[str]], low: int, unit: Marked, paragraph: Paragraph
    ) -> Cue | None:
        cue = self._telling_verb(cues, low, unit, paragraph)
        source, speaker = self._subject_before(cue, low, unit, paragraph)
        if cue is not cues[-1] and cues[-1]["one"]:
            _, other = self._subject_before(cues[-1], cue.end(), unit, paragraph)
            speaker = (
                speaker if other.person in (None, speaker.person) and other.role.value != "person" else NOBODY
            )
        return Cue(cue.start(), cue.end(), (low, unit.start), source, speaker, after=False)

    def _telling_verb(
        self, cues: Sequence[re.Match[str]], low: int, unit: Marked, paragraph: Paragraph
    ) -> re.Match[str]:
        """Of several verbs the last; the one before it where that one's "that" holds the last."""
        if len(cues) < 2 or cues[-2]["form"]:
            return cues[-1]
        between = self._text[cues[-2].end() : cues[-1].start()]
        return cues[-2] if re.search(rf"(?<!\w)(?:{self._tongue.that})", between) else cues[-1]

    def _subject_before(
        self, cue: re.Match[str], low: int, unit: Marked, paragraph: Paragraph
    ) -> tuple[Place | None, Speaker]:
        candidates = self._candidates(paragraph, low, cue.start())
        if (at := self._follows_relative(cue, paragraph)) is not None:
            named = [c for c in candidates if c.last == at - 2 and c.mention is not None]
            named = named if paragraph.tokens[at - 1].text == "," else []
            return ((named[0].start, named[0].end), self._speakers.of(named[0])) if named else (None, NOBODY)
        free = [c for c in candidates if not c.governed]
        if pronoun := self._inverted(cue):
            return None, self._pronoun(pronoun, unit.first)
        if self._tongue.cases and cue["many"] and re.match(r"[Вв]о?\s", self._text[low : low + 3]):
            return self._in_a_body(low, cue.start(), paragraph)
        inverted = self._inverted_subject(cue, unit, paragraph)
        if cue["form"]:
            chosen = self._only_named(free)
        elif free and self._beside(paragraph, free[-1], cue):
            chosen = free[-1]
        elif inverted is not None:
            chosen = inverted
        else:
            chosen = self._only_named(free)
        if chosen is not None and chosen.pronoun:
            return (chosen.start, chosen.end), self._pronoun(chosen.pronoun, unit.first)
        if chosen is not None:
            last = self._recent(unit.first)
            speaker = self._many(chosen) if cue["many"] else self._speakers.of(chosen, last)
            return (chosen.start, chosen.end), speaker
        if free or not self._tongue.no_subject or cue["many"] or cue["form"]:
            return None, NOBODY
        return None, self._nobody_named(cue[0], unit.first)

    def _only_named(self, free: Sequence[Candidate]) -> Candidate | None:
        """The first of several who may be a subject, where no other one is named or has an office."""
        if not free or any(c.mention is not None or c.pronoun for c in free[1:]):
            return None
        held = any(self._phrases.is_office(word) for c in free[1:] for word in c.head)
        return None if held else free[0]

    def _inverted_subject(self, cue: re.Match[str], unit: Marked, paragraph: Paragraph) -> Candidate | None:
        """The subject between the verb and the colon: "Так заявил Лавров: ..."."""
        that = re.search(rf"(?:{self._tongue.that})", self._text[cue.end() : unit.start])
        end = cue.end() + that.start() if that else unit.start
        stop = min(self._stop(cue.end(), end), end)
        comma = self._first_comma(paragraph, cue.end(), stop)
        free = [c for c in self._candidates(paragraph, cue.end(), stop) if not c.governed and c.start < comma]
        return free[0] if free and free[0].mention is not None else None

    def _follows_relative(self, cue: re.Match[str], paragraph: Paragraph) -> int | None:
        """The token of the "who" right before a verb."""
        first = bisect_left(paragraph.tokens, cue.start(), key=lambda t: t.start)
        return first - 1 if first > 1 and paragraph.tokens[first - 1].key in self._tongue.relative else None

    def _label(self, low: int, unit: Marked, paragraph: Paragraph) -> Cue | None:
        """A name, perhaps what somebody did, and a colon."""
        found = [c for c in self._candidates(paragraph, low, unit.start) if not c.governed]
        one = self._only_named(found)
        if one is None or one.mention is None or one.mention.kind == "single":
            return None
        colon = self._text.rindex(":", low, unit.start)
        place = (one.start, one.end)
        return Cue(colon, colon + 1, (low, unit.start), place, self._speakers.of(one), after=False)
