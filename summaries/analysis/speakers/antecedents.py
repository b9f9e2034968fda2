"""Whom "he", "she", "they" and other sources mean, from the subjects before them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from summaries.analysis.attribution import Attribution, Place
from summaries.analysis.cues import QUOTING
from summaries.analysis.document import Document, Sentence
from summaries.analysis.grammar import SUBJECTS, is_relative, start_of
from summaries.analysis.speakers.identity import Identities
from summaries.analysis.speakers.interviews import interviewee
from summaries.analysis.speakers.speaker import NOBODY, Speaker
from summaries.model import Role

_SINGULAR = {"he": "he", "she": "she", "him": "he", "her": "she", "his": "he"}
_GROUP = frozenset(("they", "it", "them", "their", "its"))
_REACH = 4
"""How many paragraphs back a pronoun looks; "they" and "the senator" look less far."""
_GROUP_REACH, _TITLE_REACH = 2, 6
_BESIDE = frozenset(("with", "by", "to", "opposite", "beside", "alongside", "near", "at", "against"))
_VOTES, _AGREEMENT = 2, 0.8
"""A name's pronoun is known when so many follow it, and this share of them is the same."""
_NOMINAL = ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET")


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject outside quotation marks: where, who, whether of a main clause and of a verb of saying."""

    start: int
    sentence: int
    paragraph: int
    speaker: Speaker
    main: bool
    says: bool

    @property
    def can_be_meant(self) -> bool:
        """Whether "he" or "she" can mean it: a person, or a bare name that speaks."""
        return self.speaker.single and (
            self.speaker.role is not Role.UNKNOWN or self.says or not self.speaker.name
        )


class Speakers:
    """Resolves the sources of one article."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.identities = Identities(document, self._recent)
        self._subjects: list[Subject] = []
        self._starts: list[int] = []
        for start, sentence, token in _nouns(document):
            self._add(start, sentence, self.identities.of(sentence, token), token)
        self._pronouns = self._agreeing()
        self._known: dict[Place, Speaker] = {}
        self._interviewed: Speaker | None = None

    def _add(self, start: int, sentence: Sentence, speaker: Speaker, token: Token) -> None:
        if speaker.role is not Role.UNKNOWN or speaker.single:
            says = token.head.lemma_.lower() in QUOTING
            where = start, sentence.index, sentence.paragraph
            self._subjects.append(Subject(*where, speaker, _is_main(token), says))
            self._starts.append(start)

    def speaker(self, attribution: Attribution) -> Speaker:
        """Who is named as the source; nobody where the text names none."""
        if attribution.turn and self.identities.answers(attribution.source):
            found = self._interviewee(attribution.content[0][0])
            return replace(found, confidence=round(found.confidence * attribution.confidence, 3))
        if attribution.source is None:
            return NOBODY
        if attribution.source not in self._known:
            find = self.identities.label if attribution.turn else self._find
            self._known[attribution.source] = find(attribution.source)
        found = self._known[attribution.source]
        return replace(found, confidence=round(found.confidence * attribution.confidence, 3))

    def _interviewee(self, at: int) -> Speaker:
        if self._interviewed is None:
            self._interviewed = interviewee(self.document, self.identities, at)
        return self._interviewed

    def _find(self, source: Place) -> Speaker:
        sentence = self.document.sentence_at(source[0])
        head = _head(sentence, source) if sentence is not None else None
        if sentence is None or head is None:
            return NOBODY
        if head.lower_ in _SINGULAR:
            return self._he_or_she(_SINGULAR[head.lower_], sentence, source[0])
        if head.lower_ in _GROUP:
            return self._group(source[0])
        if head.pos_ == "PRON" and not is_relative(head):
            return Speaker(confidence=0.5)
        return self.identities.of(sentence, head)

    def _he_or_she(self, pronoun: str, here: Sentence, at: int) -> Speaker:
        """The last subject before it that the pronoun can mean, in the same sentence or a main clause.

        Where no subject of a sentence fits, whoever else it names, if the pronoun fits only one of them.
        """
        named, other = self._other_than_subject(pronoun, here, at)
        for subject in self._before(at, _REACH):
            if subject.sentence < named:
                break
            speaker = subject.speaker
            if not subject.can_be_meant or not (subject.main or subject.sentence == here.index):
                continue
            known = speaker.pronoun or self._pronouns.get(speaker.name or "", "")
            if known and known != pronoun:
                continue
            sure = 0.9 - 0.1 * max(0, here.paragraph - subject.paragraph - 1)
            return replace(speaker, confidence=round(sure * speaker.confidence, 3), pronoun=pronoun)
        return other

    def _other_than_subject(self, pronoun: str, here: Sentence, at: int) -> tuple[int, Speaker]:
        """The one known man or woman whom this sentence or the one before names, not as a subject."""
        for index in range(here.index, max(-1, here.index - 2), -1):
            sentence = self.document.sentences[index]
            found = {
                speaker.name: speaker
                for token in sentence.parse or ()
                if start_of(sentence, token) < at and _is_party(token)
                for speaker in (self._outside_marks(sentence, token),)
                if speaker.pronoun == pronoun
            }
            if found:
                [first, *more] = found.values()
                return index, NOBODY if more else replace(first, confidence=0.75)
        return -1, NOBODY

    def _outside_marks(self, sentence: Sentence, token: Token) -> Speaker:
        start = start_of(sentence, token)
        if self.document.inside_marks(start, start + len(token.text)) is not None:
            return NOBODY
        return self.identities.of(sentence, token)

    def _group(self, at: int) -> Speaker:
        """The last body or group that was a subject."""
        for subject in self._before(at, _GROUP_REACH):
            if subject.main and not subject.speaker.single:
                return replace(subject.speaker, confidence=round(0.8 * subject.speaker.confidence, 3))
        return Speaker(confidence=0.5)

    def _recent(self, at: int) -> Iterator[Speaker]:
        return (subject.speaker for subject in self._before(at, _TITLE_REACH))

    def _before(self, at: int, paragraphs: int) -> Iterator[Subject]:
        """The subjects before an offset, last first, at most so many paragraphs back."""
        here = self.document.sentence_at(at)
        floor = (here.paragraph if here is not None else 0) - paragraphs
        for place in range(bisect_left(self._starts, at) - 1, -1, -1):
            if self._subjects[place].paragraph < floor:
                return
            yield self._subjects[place]

    def _agreeing(self) -> dict[str, str]:
        """The pronoun of each name that the text nearly always follows up with the same one."""
        votes: dict[str, Counter[str]] = {}
        for start, sentence, pronoun in _pronouns(self.document):
            last = next(self._before(start, 1), None)
            near = last is not None and last.main and last.sentence >= sentence.index - 1
            if last is not None and near and last.can_be_meant and last.speaker.name:
                votes.setdefault(last.speaker.name, Counter())[pronoun] += 1
        best = {name: count.most_common(1)[0] for name, count in votes.items()}
        return {
            name: pronoun
            for name, (pronoun, times) in best.items()
            if times >= _VOTES and times >= _AGREEMENT * votes[name].total()
        }


def _nouns(document: Document) -> Iterator[tuple[int, Sentence, Token]]:
    """The nouns outside quotation marks that are subjects, in order."""
    for sentence in document.sentences:
        for token in sentence.parse or ():
            if token.dep_ in SUBJECTS and token.pos_ in ("PROPN", "NOUN"):
                start = start_of(sentence, token)
                if document.inside_marks(start, start + len(token.text)) is None:
                    yield start, sentence, token


def _pronouns(document: Document) -> Iterator[tuple[int, Sentence, str]]:
    """Each "he" and "she" outside quotation marks that is a subject, in order."""
    for sentence in document.sentences:
        for token in sentence.parse or ():
            if token.dep_ in SUBJECTS and token.lower_ in ("he", "she"):
                start = start_of(sentence, token)
                if document.inside_marks(start, start + len(token.text)) is None:
                    yield start, sentence, token.lower_


def _is_party(token: Token) -> bool:
    """Whether a noun is an object of a verb, or what goes with it: "received X", "was joined by X"."""
    if token.dep_ == "pobj":
        return token.head.head.pos_ == "VERB" and token.head.lower_ in _BESIDE
    return token.dep_ in ("dobj", "dative", "oprd") and token.head.pos_ == "VERB"


def _is_main(subject: Token) -> bool:
    verb = subject.head
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ in ("ROOT", "parataxis")


def _head(sentence: Sentence, source: Place) -> Token | None:
    """The word of a source on which its other words depend."""
    inside = [t for t in sentence.parse or () if source[0] <= start_of(sentence, t) < source[1]]
    heads = [t for t in inside if t.head == t or t.head not in inside]
    return next((t for t in heads if t.pos_ in _NOMINAL), heads[0] if heads else None)
