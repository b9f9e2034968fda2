"""Whose the words in marks are: the verb of saying beside them, and the subject of that verb."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from summaries.analysis.foreign.cast import Cast, Paragraph
from summaries.analysis.foreign.dates import Dates
from summaries.analysis.foreign.marks import Marked, Place, count_words
from summaries.analysis.foreign.names import key_of
from summaries.analysis.foreign.phrases import Candidate, Phrases
from summaries.analysis.foreign.speakers import NOBODY, Speaker, Speakers
from summaries.model import Article
from summaries.when import When

FEWEST = 3
"""Words in marks beside a verb of saying; fewer are a name or a scare quote."""
FEWEST_INSIDE = 4
"""Words in marks in the middle of a reported sentence."""

_BOUNDARY = re.compile(r"[.!?…]+[\"»”)\]]*\s+(?=[«“\"„¿¡—–\-(]?\s*[A-ZÀ-ÞА-ЯЁ\d])|\n")
_HARD = re.compile(r"[:;]|\s[—–-](?=\s|[^\W\d_])|[—–](?=[\s.,;:])|[?!…]+(?=\s|$)|[«“„\"]")
_SMALL = frozenset(
    [
        "no",
        "ne",
        "n'",
        "l'",
        "lo",
        "le",
        "les",
        "se",
        "nos",
        "me",
        "m'",
        "ya",
        "ja",
        "também",
        "tambem",
        "tambien",
        "ademas",
        "aussi",
        "egalement",
        "ainda",
        "a",
        "ha",
        "le",
        "lui",
        "не",
        "также",
        "ранее",
        "уже",
        "здесь",
        "он",
        "hoy",
        "así",
        "assim",
        "então",
        "depois",
        "luego",
        "ainsi",
        "asimismo",
        "igualmente,",
        "ao",
    ]
)
_ADVERB = re.compile(r".*(?:mente|ment|но|ски)$")


@dataclass(frozen=True, slots=True)
class Attributed:
    """Words in marks (``pieces``) with their ``cue``, the words for who speaks (``source``), and who that is."""

    pieces: tuple[Place, ...]
    context: Place
    cue: Place | None = None
    source: Place | None = None
    speaker: Speaker = NOBODY
    said: When = When()


class _Cue(NamedTuple):
    """A verb of saying or a "according to", the clause it stands in, and where the next words may go on."""

    start: int
    end: int
    clause: Place
    source: Place | None
    speaker: Speaker
    after: bool


class _Said(NamedTuple):
    """Who spoke last, and in which paragraph."""

    speaker: Speaker
    paragraph: int


class Attribution:
    """Reads the marked passages of one article in order."""

    def __init__(self, article: Article, cast: Cast, dates: Dates, marked: Sequence[Marked]) -> None:
        self._text, self._cast, self._dates = article.text, cast, dates
        self._tongue, self._marked = cast.tongue, marked
        self._phrases = Phrases(cast.tongue)
        self._speakers = Speakers(article, cast)
        self._last = _Said(NOBODY, -2)
        self._read_to = (-1, 0)  # the paragraph and the offset up to which the telling is known

    def all(self) -> list[Attributed]:
        """What is attributed, in order."""
        found: list[Attributed] = []
        before: tuple[Marked, _Cue | None] | None = None
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

    # ---- one passage ----

    def _attributed(
        self, unit: Marked, before: tuple[Marked, _Cue | None] | None, following: Marked | None
    ) -> tuple[Attributed | None, _Cue | None]:
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

    def _made(self, unit: Marked, cue: _Cue, pieces: tuple[Place, ...] = ()) -> Attributed:
        self._last = _Said(cue.speaker, unit.last if cue.after else unit.first)
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

    def _leads(self, unit: Marked, cue: _Cue) -> bool:
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

    # ---- a verb after the words ----

    def _after(self, unit: Marked, following: Marked | None) -> _Cue | None:
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

    def _verb_after(self, found: re.Match[str], paragraph: Paragraph, end: int, unit: Marked) -> _Cue | None:
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
        return _Cue(start, found.end(), (start, stop), source, speaker, after=True)

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

    def _subject_then_verb(self, at: int, end: int, paragraph: Paragraph, unit: Marked) -> _Cue | None:
        """ "...", he said: a name or a pronoun right after the marks, then the verb."""
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
        return _Cue(cue.start(), cue.end(), (at, stop), (one.start, one.end), speaker, after=True)

    # ---- a verb before the words ----

    def _before(self, unit: Marked, before: tuple[Marked, _Cue | None] | None) -> _Cue | None:
        paragraph = self._cast.paragraphs[unit.first]
        low = before[0].end if before and before[0].last == unit.first else paragraph.start
        low = self._sentence_start(max(low, paragraph.start), unit.start)
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
    ) -> _Cue | None:
        cue = self._telling_verb(cues, low, unit, paragraph)
        source, speaker = self._subject_before(cue, low, unit, paragraph)
        if cue is not cues[-1] and cues[-1]["one"]:
            _, other = self._subject_before(cues[-1], cue.end(), unit, paragraph)
            speaker = (
                speaker if other.person in (None, speaker.person) and other.role.value != "person" else NOBODY
            )
        return _Cue(cue.start(), cue.end(), (low, unit.start), source, speaker, after=False)

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

    def _label(self, low: int, unit: Marked, paragraph: Paragraph) -> _Cue | None:
        """A name, perhaps what somebody did, and a colon."""
        found = [c for c in self._candidates(paragraph, low, unit.start) if not c.governed]
        one = self._only_named(found)
        if one is None or one.mention is None or one.mention.kind == "single":
            return None
        colon = self._text.rindex(":", low, unit.start)
        place = (one.start, one.end)
        return _Cue(colon, colon + 1, (low, unit.start), place, self._speakers.of(one), after=False)

    # ---- according to ----

    def _source(
        self, found: re.Match[str], paragraph: Paragraph, end: int, number: int, *, after: bool
    ) -> _Cue | None:
        stop = self._stop(found.end(), end) if after else end
        clause = (found.start(), stop)
        if found["his"]:
            his = key_of(found["pronoun"]) if "pronoun" in found.re.groupindex and found["pronoun"] else ""
            gender = {"el": "he", "lui": "he", "ele": "he", "его": "he"}.get(his, "she" if his else "")
            if his == "él":
                gender = "he"
            return _Cue(found.start(), found.end(), clause, None, self._pronoun(gender, number), after=after)
        comma = self._first_comma(paragraph, found.end(), stop)
        candidates = [c for c in self._candidates(paragraph, found.end(), stop) if c.start < comma]
        if not candidates:
            return _Cue(found.start(), found.end(), clause, None, NOBODY, after=after)
        first = next((c for c in candidates if c.mention or c.head), candidates[0])
        if self._tongue.cases:
            named = [
                c for c in candidates if c.mention and c.mention.kind in ("person", "stranger", "single")
            ]
            first = named[0] if named else first
        direct = first._replace(governed=False)
        if self._tongue.cases and direct.mention and direct.mention.kind == "stranger":
            direct = direct._replace(mention=direct.mention._replace(nominative=False))
        if direct.pronoun:
            return _Cue(
                found.start(), found.end(), clause, None, self._pronoun(direct.pronoun, number), after=after
            )
        return _Cue(
            found.start(),
            found.end(),
            clause,
            (first.start, first.end),
            self._speakers.of(direct),
            after=after,
        )

    # ---- a verb between the words of one passage ----

    def _inside(self, unit: Marked) -> tuple[Attributed | None, _Cue | None]:
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
            cue = _Cue(self._start_of(found), found.end(), (at, stop), source, speaker, after=True)
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

    # ---- the same speaker ----

    def _goes_on(self, unit: Marked, before: tuple[Marked, _Cue | None] | None) -> bool:
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
            self._last = _Said(self._speakers.of(free[0], self._recent(number)), number)
        elif self._last.speaker.name not in names or len(names) > 1 or free[0] not in people:
            self._last = _Said(NOBODY, number)

    # ---- clauses ----

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

    def _said(self, cue: _Cue, unit: Marked) -> When:
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
