"""A verb of saying, or "according to", after the words: its subject, where that is sure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from summaries.analysis.foreign.attributed import Cue
from summaries.analysis.foreign.cast import Paragraph
from summaries.analysis.foreign.marks import Marked, Place
from summaries.analysis.foreign.phrases import Candidate
from summaries.analysis.foreign.sources import Sources
from summaries.analysis.foreign.speakers import NOBODY, Speaker


class Following(Sources):
    """Reads what stands after a passage."""

    def _after(self, unit: Marked, following: Marked | None) -> Cue | None:
        paragraph = self._cast.paragraphs[unit.last]
        end = min(
            self._sentence_end(unit.end, paragraph.end), following.start if following else paragraph.end
        )
        if (found := self._tongue.after.match(self._text, unit.end, end)) is not None:
            return self._verb_after(found, paragraph, end, unit)
        comma = re.compile(r"\s*[,.]?\s*(?:[—–-]+\s*)?").match(self._text, unit.end, end)
        at = comma.end() if comma else unit.end
        if (source := self._tongue.source.match(self._text, at, end)) is not None:
            return self._source(source, paragraph, end, unit.last, after=True)
        return self._subject_then_verb(at, end, paragraph, unit) if at > unit.end else None

    def _verb_after(self, found: re.Match[str], paragraph: Paragraph, end: int, unit: Marked) -> Cue | None:
        start = self._start_of(found)
        stop = self._stop(found.end(), end)
        if "." in self._text[unit.end : start] and not found["fill"]:
            return None
        if self._tongue.content.match(self._text, found.end(), end) or self._text[stop : stop + 1] == ":":
            return None
        if self._tongue.cases and re.match(r"\s+в[о]?\s", self._text[found.end() : stop]) and found["many"]:
            source, speaker = self._in_a_body(found.end(), stop, paragraph)
        else:
            source, speaker = self._subject_after(found, stop, paragraph, unit.last)
        if self._text[stop : stop + 1] in '«“„"' and source is not None:
            comma = self._text.find(",", source[1], stop)
            stop = comma + 1 if comma >= 0 and stop - comma > 12 else stop
        return Cue(start, found.end(), (start, stop), source, speaker, after=True)

    def _start_of(self, found: re.Match[str]) -> int:
        return found.start("one") if found["one"] else found.start("many")

    def _subject_after(
        self, found: re.Match[str], stop: int, paragraph: Paragraph, number: int
    ) -> tuple[Place | None, Speaker]:
        if pronoun := self._inverted(found):
            return None, self._pronoun(pronoun, number)
        chunk = self._candidates(paragraph, found.end(), stop)
        comma = self._first_comma(paragraph, found.end(), stop)
        free = [c for c in chunk if not c.governed and c.start < comma]
        if free and free[0].pronoun:
            return (free[0].start, free[0].end), self._pronoun(free[0].pronoun, number)
        if free:
            return (free[0].start, free[0].end), self._speakers.of(
                free[0], self._recent(number)
            ) if not found["many"] else self._many(free[0])
        if found["many"] or not self._tongue.no_subject or not self._bare(paragraph, found.end(), comma):
            return None, self._writing(paragraph, found.end(), stop) if not found["many"] else NOBODY
        return None, self._nobody_named(found["one"], number)

    def _many(self, candidate: Candidate) -> Speaker:
        """A verb in the plural has one speaker only where that is a body ("the United States")."""
        speaker = self._speakers.of(candidate)
        return speaker if speaker.person is None and speaker.actor and candidate.mention else NOBODY

    def _inverted(self, found: re.Match[str]) -> str:
        """The pronoun in "a-t-il déclaré", "dit-elle"."""
        if self._tongue.code != "fr":
            return ""
        told = re.search(r"-(?:t-)?(il|elle|on|ils|elles)\b", found[0], re.IGNORECASE)
        return {"il": "he", "elle": "she"}.get(told[1].lower(), "they") if told else ""

    def _bare(self, paragraph: Paragraph, start: int, end: int) -> bool:
        """Whether nothing after a verb could be its subject: it ends, or a preposition or a date follows."""
        first = bisect_left(paragraph.tokens, start, key=lambda t: t.start)
        if first >= len(paragraph.tokens) or paragraph.tokens[first].start >= end:
            return True
        for at, mention in paragraph.mentions.items():
            loose = mention.kind in ("person", "stranger") and at > 0
            if loose and start <= mention.start < end and not self._is_governed(paragraph, at):
                return False
        token = paragraph.tokens[first]
        dated = any(
            d.start <= token.start < d.end for d in self._dates.within(paragraph.start, start, end + 40)
        )
        small = (
            token.key in self._tongue.governing
            or token.key in self._tongue.joining
            or token.key in ("a", ",", ".")
        )
        return dated or small or token.key.endswith(("mente", "ndo"))

    def _is_governed(self, paragraph: Paragraph, at: int) -> bool:
        before = paragraph.tokens[at - 1].key
        if before in self._tongue.titles or self._phrases.is_office(before):
            before = paragraph.tokens[at - 2].key if at > 1 else ""
        return before in self._tongue.governing or before in self._tongue.openers

    def _writing(self, paragraph: Paragraph, start: int, stop: int) -> Speaker:
        """The body by which a statement is, in "it says in a statement by"."""
        words = self._text[start:stop].lower()
        if not self._tongue.cases or not any(body in words for body in self._tongue.bodies):
            return NOBODY
        return self._one_body(self._candidates(paragraph, start, stop))

    def _in_a_body(self, start: int, stop: int, paragraph: Paragraph) -> tuple[Place | None, Speaker]:
        """Who speaks in Russian "said at the ministry"."""
        found = [
            c for c in self._candidates(paragraph, start, stop) if c.mention and c.mention.kind == "actor"
        ]
        return ((found[0].start, found[0].end), self._one_body(found)) if found else (None, NOBODY)

    def _one_body(self, found: Sequence[Candidate]) -> Speaker:
        bodies = [c for c in found if c.mention is not None and c.mention.kind == "actor"]
        people = [c for c in found if c.mention is not None and c.mention.kind in ("person", "stranger")]
        if len(bodies) != 1 or people:
            return NOBODY
        return self._speakers.of(bodies[0]._replace(governed=False, head=()))

    def _subject_then_verb(self, at: int, end: int, paragraph: Paragraph, unit: Marked) -> Cue | None:
        """A name or a pronoun right after the marks, then the verb: "...", he said."""
        cue = self._tongue.cue.search(self._text, at, end)
        if cue is None or cue["form"] or cue["many"]:
            return None
        stop = self._stop(cue.end(), end)
        found = self._candidates(paragraph, at, cue.start())
        if (
            len(found) != 1
            or found[0].governed
            or found[0].start - at > 1
            or not self._beside(paragraph, found[0], cue)
        ):
            return None
        if self._tongue.content.match(self._text, cue.end(), end) or self._text[stop : stop + 1] == ":":
            return None
        one = found[0]
        speaker = self._pronoun(one.pronoun, unit.last) if one.pronoun else self._speakers.of(one)
        return Cue(cue.start(), cue.end(), (at, stop), (one.start, one.end), speaker, after=True)
