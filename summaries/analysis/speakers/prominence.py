"""Whom an article has spoken of, where, and how much each mention puts somebody in the reader's mind."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from summaries.analysis.document import Document
from summaries.analysis.grammar import SUBJECTS, own_subject
from summaries.analysis.speakers.speaker import Speaker
from summaries.model import Role

MAIN, SUBORDINATE, OWNER, OBJECT, OTHER = 1.0, 0.75, 0.6, 0.5, 0.35
"""How prominent a mention is: subject of a main or another clause, owner of a subject ("X's speech was"),
object, anything else. The order is that of Lappin and Leass (1994); the weights, here and below, are ours."""

_FADES = 0.7
"""What remains of a mention's weight after each sentence that is not all quotation."""
_NEW_PARAGRAPH = 0.95
_SAYS, _FITS, _SAME, _INTRODUCED = 0.1, 0.2, 0.1, 0.15
"""What is added where the one mentioned speaks there, is known to be what is looked for, is a subject of the
same sentence, or is named there for the first time."""

_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_OBJECTS = frozenset(("dobj", "dative", "oprd", "attr"))
_OPENING = re.compile(
    r"(?:(?:And|But|Yet|So|Still|Then|Now|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|President|Senator|Governor)\.?,? )*"
    r"|(?:On|In|At|By|After|Before|During|For|Last|Earlier|Later|Since|Meanwhile|However)\b[^,:;“”\"]{0,40}, "
)


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Somebody spoken of at a place: who, with what weight, whether speaking there and as a main subject."""

    start: int
    sentence: int = field(compare=False)
    paragraph: int = field(compare=False)
    speaker: Speaker = field(compare=False)
    weight: float = field(compare=False)
    says: bool = field(compare=False, default=False)
    first: bool = field(compare=False, default=False)

    @property
    def is_subject(self) -> bool:
        """Whether it is the subject of a clause."""
        return self.weight >= SUBORDINATE

    @property
    def is_main(self) -> bool:
        """Whether it is the subject of a main clause."""
        return self.weight >= MAIN

    @property
    def can_be_meant(self) -> bool:
        """Whether "he" or "she" can mean it: a person, or a bare name that speaks."""
        return self.speaker.single and (
            self.speaker.role is not Role.UNKNOWN or self.says or not self.speaker.name
        )


class Mentions:
    """All mentions of an article outside quotation marks, in order."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._all: list[Mention] = []
        self._told = list(_told(document))

    def add(self, mention: Mention) -> None:
        """Put a mention in its place."""
        insort(self._all, mention)

    def before(self, at: int, paragraphs: int) -> Iterator[Mention]:
        """Those before an offset, last first, at most so many paragraphs back."""
        here = self._document.sentence_at(at)
        floor = (here.paragraph if here is not None else 0) - paragraphs
        for place in range(bisect_left(self._all, at, key=lambda m: m.start) - 1, -1, -1):
            if self._all[place].paragraph < floor:
                return
            yield self._all[place]

    def of(self, sentence: int) -> Sequence[Mention]:
        """Those of one sentence, by its number."""
        return [mention for mention in self._all if mention.sentence == sentence]

    def weight(self, mention: Mention, at: int, *, fits: bool, alone: bool) -> float:
        """How much a mention is in mind at a later place.

        ``fits`` is whether it is known to be what is looked for, ``alone`` whether an object is as good as a
        subject, since the subject beside it can't be meant.
        """
        here = self._document.sentence_at(at)
        if here is None:
            return 0.0
        introduced = mention.first and mention.weight in (OBJECT, MAIN)
        weight = (MAIN if alone else mention.weight) + _SAYS * mention.says + _INTRODUCED * introduced
        faded = weight * _FADES ** (self._told[here.index] - self._told[mention.sentence])
        if here.paragraph != mention.paragraph:
            faded *= _NEW_PARAGRAPH
        return faded + _FITS * fits + _SAME * (here.index == mention.sentence and mention.is_subject)


def weight_of(token: Token) -> float:
    """The weight of a mention by its place in the parse."""
    if token.dep_ in SUBJECTS:
        return MAIN if _is_main(token) else SUBORDINATE
    if _acts_alone(token):
        return MAIN
    if token.dep_ == "poss":
        owned = token.head
        return OWNER if owned.dep_ in SUBJECTS else OTHER
    if token.dep_ in _OBJECTS:
        return OBJECT
    return OTHER


def opens(text: str, start: int, name: int) -> bool:
    """Whether nothing but an opening ("On Monday, ") stands between a sentence's start and a name."""
    return _OPENING.fullmatch(text, start, name) is not None


def _is_main(subject: Token) -> bool:
    verb = subject.head
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ in ("ROOT", "parataxis")


def _acts_alone(name: Token) -> bool:
    """Whether a name stands before a main verb that the parse leaves without a subject."""
    following = [t for t in name.doc[name.i + 1 : name.i + 3] if not t.is_punct]
    verb = following[0] if following else None
    return verb is not None and verb.dep_ == "ROOT" and verb.tag_ in _FINITE and own_subject(verb) is None


def _told(document: Document) -> Iterator[int]:
    """For each sentence, how many up to it tell something outside quotation marks."""
    count = 0
    for sentence in document.sentences:
        count += document.inside_marks(sentence.start, sentence.end - 1) is None
        yield count
