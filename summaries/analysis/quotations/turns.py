"""Speakers' labels: where a text names who speaks next ("MR. PRICE:", "Q:", a name on a line of its own)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from summaries.analysis.attribution import Place
from summaries.analysis.document import Document
from summaries.analysis.quotations.label_words import (
    ADDRESS,
    ANSWERING,
    ASKING,
    NAMELESS,
    NUMBERS,
    STANDING,
    TITLES,
)
from summaries.articles.cues import has_cue

_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d){0,2}(?:\s?[ap]\.?m\.?)?"
_STAMP = rf"(?:[\[(]{_CLOCK}[\])]|{_CLOCK}(?=\s))(?:\s?[-–—|])?"
_LEAD = rf"(?:[*_>#“\"•·\s]|[-–—]\s)*(?:{_STAMP}\s*)?[*_]*"
_WORD = r"[^\W\d_][\w.'’-]*|\d{1,2}(?=[\s:*])"
_NAME = rf"(?:{_WORD})(?:[ \xa0](?:{_WORD})){{0,7}}?"
_ROLE = r"(?:,?[ \xa0]?[(\[][^()\[\]\n]{1,60}[)\]]){0,2}(?:,[ \xa0][^:\n.!?“”\"]{2,80}?)?"
_INLINE = re.compile(rf"{_LEAD}(?P<name>{_NAME})(?P<role>{_ROLE})[*_]*\s?(?P<cue>[:：])[*_]*\s*(?=\S)")
_LETTER = re.compile(
    rf"{_LEAD}(?P<name>[QA])(?P<role>)(?:(?P<cue>\.)[*_]*\s+(?=\S)|(?<=Q)\s+(?=[^\W\d_a-z]|[“\"(—–-]))"
)
_BARE = re.compile(r"(?<=[.?!…)\]”\"–—-][ \xa0\n])(?P<name>Q)(?P<role>)\s+(?=(?P<cue>)[A-Z“\"(—–-])")
_INSIDE = re.compile(
    r"(?:(?<=[.?!…\])”\"—–-][ \xa0\n])|(?<=\n))"
    rf"(?P<name>{_NAME})(?P<role>{_ROLE})(?P<cue>[:：])[*_]*\s+(?=\S)"
)
_ALONE = re.compile(
    rf"{_LEAD}(?P<name>{_NAME})(?P<role>{_ROLE})(?P<cue>:?)[*_]*(?:\s*[-–—|]?\s*{_STAMP})?[*_\s]*"
)
_SMALL = frozenset(
    ("de", "del", "da", "di", "du", "la", "le", "van", "von", "der", "bin", "al", "el", "y", "of")
)
_THE = frozenset(("the", "an", "a", "and", "for"))
_FULL = re.compile(
    r"(?=\b([^\W\d_a-z][\w’'-]+)[ \xa0]((?:[^\W\d_a-z][\w.’'-]*[ \xa0]){0,2}[^\W\d_a-z][\w’'-]+))"
)


class Sort(IntEnum):
    """What a label is taken for, from none to surest."""

    STANDING = 0
    WORD = 1
    NAME = 2
    NAMELESS = 3
    ANSWERING = 4
    ASKING = 5
    TITLED = 6
    ADDRESSED = 7
    KNOWN = 8


@dataclass(frozen=True, slots=True)
class Label:
    """A label: the place of its words, its colon (None on a line of its own), and where its turn begins.

    ``opens`` is where its line begins, with a time stamp if there is one. ``name`` is for comparing: the last
    word of a name, in lower case, or all words of another label. ``paragraph`` is its paragraph's number.
    """

    opens: int
    place: Place
    cue: Place | None
    begins: int
    paragraph: int
    name: str
    sort: Sort
    shouted: bool


class Labels:
    """Finds labels in one document."""

    def __init__(self, document: Document) -> None:
        self.document, self.text = document, document.text
        self._surnames = {match[2].split()[-1].casefold() for match in _FULL.finditer(self.text)}

    def inline(self) -> Iterator[Label]:
        """The labels with a colon: at the start of a paragraph or, if they are sure, after a sentence."""
        for paragraph in self.document.paragraphs:
            at = paragraph.start
            first = _LETTER.match(self.text, at, paragraph.end) or _INLINE.match(self.text, at, paragraph.end)
            label = self._label(first, paragraph.index) if first is not None else None
            if label is not None:
                yield label
                at = label.begins
            inside = [
                *_INSIDE.finditer(self.text, at, paragraph.end),
                *_BARE.finditer(self.text, at, paragraph.end),
            ]
            for match in sorted(inside, key=lambda found: found.start()):
                label = self._label(match, paragraph.index)
                if label is not None and (label.sort >= Sort.NAMELESS):
                    yield label

    def alone(self) -> Iterator[Label]:
        """The labels that are a paragraph of their own, before the paragraph in which the turn is."""
        for paragraph in self.document.paragraphs[:-1]:
            if paragraph.end - paragraph.start < 150 and self.text[paragraph.end - 1] not in ".!?…":
                match = _ALONE.fullmatch(self.text, paragraph.start, paragraph.end)
                label = self._label(match, paragraph.index) if match is not None else None
                if label is not None:
                    yield label

    def _label(self, match: re.Match[str], paragraph: int) -> Label | None:
        words = match["name"].split()
        said = self.text[match.start("name") : match.end("role")]
        if not _is_capital(words) or has_cue(said.lower() if said.isupper() else said):
            return None
        cue = match.span("cue") if match["cue"] else None
        place = match.start("name"), match.end("role")
        sort = self._sort(words, place, bool(match["role"]))
        shouted = match["name"].isupper() and (len(match["name"]) > 1 or sort > Sort.WORD)
        whole = sort in (Sort.STANDING, Sort.WORD, Sort.NAMELESS, Sort.ASKING, Sort.ANSWERING)
        name = match["name"].casefold() if whole else words[-1].casefold()
        return Label(match.start(), place, cue, match.end(), paragraph, name, sort, shouted)

    def _sort(self, words: list[str], place: Place, described: bool) -> Sort:
        keys = [word.casefold().strip(".'’") for word in words]
        bare = [key for key in keys if key not in _THE | _SMALL and not key.isdigit()] or keys[:1]
        nameless = self._nameless(bare)
        if nameless is not None:
            return nameless
        if bare[0] in ADDRESS and len(bare) > 1:
            return Sort.ADDRESSED
        if not STANDING.isdisjoint(keys):
            return Sort.STANDING
        mentions = self.document.mentions_in(*place)
        if any(m.kind == "person" for m in mentions):
            return Sort.KNOWN
        if keys[0] == "the" and TITLES.issuperset(bare):
            return Sort.NAMELESS
        if any(m.kind == "actor" and m.start == place[0] for m in mentions):
            return Sort.STANDING
        if bare[0] in TITLES and not TITLES.issuperset(bare):
            return Sort.TITLED
        if bare[-1] in self._surnames and (len(bare) == 1 or described):
            return Sort.KNOWN
        return Sort.NAME if 1 < len(bare) < 5 else Sort.WORD

    def _nameless(self, bare: list[str]) -> Sort | None:
        """The sort of a label that names nobody; None where it may name somebody."""
        rest = [key for key in bare if key not in NUMBERS and key not in ("mr", "madam", "madame", "mme")]
        if not rest or not NAMELESS.issuperset(rest):
            return None
        if ASKING.intersection(rest):
            return Sort.ASKING
        return Sort.ANSWERING if ANSWERING.intersection(rest) else Sort.NAMELESS


def _is_capital(words: list[str]) -> bool:
    """Whether every word but particles begins with a capital, as in a name."""
    first = words[0][:1]
    return first.isupper() and all(w[0].isupper() or w[0].isdigit() or w in _SMALL | _THE for w in words)
