"""Whom "he", "she", "they" and other sources mean, by whom the article has spoken of before."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from summaries.analysis.attribution import Attribution, Place
from summaries.analysis.cues import words
from summaries.analysis.document import Document, Sentence
from summaries.analysis.grammar import SUBJECTS, is_relative, start_of
from summaries.analysis.roles import SPOKESPEOPLE
from summaries.analysis.speakers.bodies import is_acronym
from summaries.analysis.speakers.identity import Identities
from summaries.analysis.speakers.interviews import interviewee
from summaries.analysis.speakers.prominence import (
    MAIN,
    OBJECT,
    OTHER,
    OWNER,
    SUBORDINATE,
    Mention,
    Mentions,
    opens,
    weight_of,
)
from summaries.analysis.speakers.pronouns import SINGULAR, Pronoun, other_than, pronouns, says
from summaries.analysis.speakers.speaker import NOBODY, Speaker
from summaries.model import Role

_GROUP = frozenset(("they", "it", "them", "their", "its"))
_REACH = 5
"""How many paragraphs back a pronoun looks; "they" and "the senator" look less far."""
_OPENING = 80
"""How far into a parsed sentence a name may open it, in code points."""
_GROUP_SURE, _THING_SURE = 0.8, 0.6
_GROUP_REACH, _TITLE_REACH = 2, 6
_VOTES, _AGREEMENT = 2, 0.8
"""A name's pronoun is known when so many follow it, and this share of them is the same."""
_NOMINAL = ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET")
_PLACES = frozenset(("poss", "dobj", "dative", "pobj", "appos", "conj", "attr", "oprd", "nmod"))
"""Where a name is a mention of somebody without being a subject."""
_FOR_OWNERS = SPOKESPEOPLE | words(
    "office government administration ministry campaign team cabinet department aide embassy delegation"
)
"""Nouns for who speaks on behalf of an owner."""
_DOCUMENTS = words("statement note communique communiqué declaration message letter readout tweet release")
_ISSUED, _ISSUER_SURE = 4, 0.75
"""How many sentences back "the statement" was told of, and how sure its issuer is."""
_PEOPLE = (Role.PERSON, Role.SPOKESPERSON)


class Speakers:
    """Resolves the sources of one article; whoever is a source is more in mind than others."""

    def __init__(self, document: Document, attributions: Iterable[Attribution] = ()) -> None:
        self._sources = sorted({a.source for a in attributions if a.source is not None})
        self.document = document
        self.mentions = Mentions(document)
        self.identities = Identities(document, self._recent)
        self._known: dict[Place, Speaker] = {}
        self._meant: dict[int, Speaker] = {}
        self._interviewed: Speaker | None = None
        self._named: set[str | None] = set()
        for sentence in document.sentences:
            self._gather(sentence)
        found = list(pronouns(document))
        self._pronouns = self._agreeing(found)
        for start, sentence, pronoun, weight, saying in found:
            meant = self._he_or_she(pronoun, start)
            self._meant[start] = meant
            if meant.name:
                self._add(start, sentence, meant, weight, saying)

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

    # ---- who is spoken of ----

    def _gather(self, sentence: Sentence) -> None:
        seen: set[int] = set()
        for token in _with_dependency(sentence, SUBJECTS | _PLACES):
            subject = token.dep_ in SUBJECTS and token.pos_ in ("PROPN", "NOUN")
            if not subject and not (token.text[:1].isupper() and token.dep_ in _PLACES):
                continue
            start = start_of(sentence, token)
            if self._is_quoted(start, start + len(token.text)):
                continue
            speaker = self.identities.of(sentence, token)
            if subject or (speaker.role in _PEOPLE and speaker.single):
                seen.add(start)
                self._add(start, sentence, speaker, weight_of(token), says(token))
        self._gather_unparsed(sentence, seen)

    def _gather_unparsed(self, sentence: Sentence, seen: set[int]) -> None:
        """Names that the parse does not show, in a sentence without one or at a sentence's start."""
        text = self.document.text
        for start, end, named in self.identities.cast.named_in(sentence.start, sentence.end):
            if sentence.parse is not None and start > sentence.start + _OPENING:
                break
            first = opens(text, sentence.start, start)
            alone = start == sentence.start and end >= sentence.end - 1
            if alone or any(start <= place < end for place in seen) or self._is_quoted(start, end):
                continue
            if sentence.parse is not None and not (first and _acts(sentence, end)):
                continue
            owner = text.startswith(("’s", "'s"), end)
            weight = (OWNER if owner else MAIN) if first else OTHER
            self._add(start, sentence, self.identities.person(named), weight, False)

    def _add(self, start: int, sentence: Sentence, speaker: Speaker, weight: float, saying: bool) -> None:
        if speaker.role is not Role.UNKNOWN or speaker.single:
            full = speaker.person is None and " " in (speaker.name or "")
            first = full and speaker.role in _PEOPLE and speaker.name not in self._named
            self._named.add(speaker.name)
            if self._is_source(start):
                weight, saying = max(weight, MAIN), True
            self.mentions.add(
                Mention(start, sentence.index, sentence.paragraph, speaker, weight, saying, first)
            )

    def _is_source(self, start: int) -> bool:
        place = bisect_right(self._sources, start, key=lambda source: source[0]) - 1
        return place >= 0 and start < self._sources[place][1]

    def _is_quoted(self, start: int, end: int) -> bool:
        return self.document.inside_marks(start, end) is not None

    # ---- what a source means ----

    def _find(self, source: Place) -> Speaker:
        sentence = self.document.sentence_at(source[0])
        if sentence is None:
            return NOBODY
        if sentence.parse is None:
            return self._unparsed(source)
        head = _head(sentence, source)
        if head is None:
            return NOBODY
        if head.lower_ in SINGULAR:
            start = start_of(sentence, head)
            return self._meant.get(start) or self._he_or_she(SINGULAR[head.lower_], start)
        if head.lower_ in _GROUP:
            return self._group(source[0], head.lower_)
        if head.pos_ == "PRON" and not is_relative(head) and not is_acronym(head.text):
            return Speaker(confidence=0.5)
        return self._issuer(sentence, head) or self._with_owner(
            self.identities.of(sentence, head), sentence, head
        )

    def _with_owner(self, speaker: Speaker, sentence: Sentence, head: Token) -> Speaker:
        """A body or spokesperson with the side of whom "her office", "its ministry" names as the owner."""
        owner = next((c for c in head.lefts if c.dep_ == "poss" and c.pos_ == "PRON"), None)
        speaks = speaker.role in (Role.INSTITUTION, Role.SPOKESPERSON) and head.lemma_.lower() in _FOR_OWNERS
        if owner is None or speaker.actor is not None or not speaks:
            return speaker
        start = start_of(sentence, owner)
        group = owner.lower_ in _GROUP
        whose = self._group(start, owner.lower_) if group else self._meant.get(start, NOBODY)
        return replace(speaker, actor=whose.actor, confidence=min(speaker.confidence, whose.confidence))

    def _issuer(self, sentence: Sentence, head: Token) -> Speaker | None:
        """Who issued "the statement": the only main subject of the last sentence that tells of one."""
        if head.lemma_.lower() not in _DOCUMENTS or [c.lower_ for c in head.lefts] != ["the"]:
            return None
        for before in reversed(self.document.sentences[max(0, sentence.index - _ISSUED) : sentence.index]):
            told = [t for t in before.parse or () if t.lemma_.lower() == head.lemma_.lower()]
            if any(t.dep_ == "pobj" and t.head.head.lower_ == "according" for t in told):
                return None  # "according to a release": by whom, the sentence's subject does not tell
            if any(t.dep_ != "nsubj" for t in told):
                issuers = [m.speaker for m in self.mentions.of(before.index) if m.is_main]
                one = len({(speaker.name, speaker.actor) for speaker in issuers}) == 1
                return (
                    replace(issuers[0], confidence=min(_ISSUER_SURE, issuers[0].confidence)) if one else None
                )
        return None

    def _unparsed(self, source: Place) -> Speaker:
        """A source in a sentence without a parse: a pronoun or a known name, else nobody."""
        said = self.document.text[source[0] : source[1]].lower()
        if said in SINGULAR:
            return self._meant.get(source[0]) or self._he_or_she(SINGULAR[said], source[0])
        if said in _GROUP:
            return self._group(source[0], said)
        named = [named for _, _, named in self.identities.cast.named_in(*source)]
        return self.identities.person(named[0]) if len(named) == 1 else NOBODY

    def _he_or_she(self, pronoun: str, at: int) -> Speaker:
        """Whoever is most in mind of those whom the pronoun can mean."""
        before = list(self.mentions.before(at, _REACH))
        other = other_than(self.document, at)
        others = {m.speaker.name for m in before if m.start == other}
        possible = [m for m in before if self._can_mean(m, pronoun) and m.speaker.name not in others]
        weights: dict[str | None, tuple[float, Speaker]] = {}
        for mention in possible:
            speaker = mention.speaker
            fits = bool(self._pronoun_of(speaker))
            weight = self.mentions.weight(mention, at, fits=fits, alone=_is_alone(mention, possible))
            if weight > weights.get(speaker.name, (0.0, speaker))[0]:
                weights[speaker.name] = weight, speaker
        ranked = sorted(weights.values(), key=lambda w: -w[0])
        if not ranked:
            return NOBODY
        best, speaker = ranked[0]
        margin = best - (ranked[1][0] if len(ranked) > 1 else 0.0)
        return replace(speaker, confidence=min(_sureness(best, margin), speaker.confidence), pronoun=pronoun)

    def _can_mean(self, mention: Mention, pronoun: str) -> bool:
        known = self._pronoun_of(mention.speaker)
        return mention.can_be_meant and (known == pronoun if known else mention.is_subject)

    def _pronoun_of(self, speaker: Speaker) -> str:
        return speaker.pronoun or self._pronouns.get(speaker.name or "", "")

    def _group(self, at: int, pronoun: str) -> Speaker:
        """The last body or group that was a subject; "it" may also be a name that is nobody's."""
        for mention in self.mentions.before(at, _GROUP_REACH):
            speaker = mention.speaker
            if mention.is_main and not speaker.single:
                return replace(speaker, confidence=round(_GROUP_SURE * speaker.confidence, 3))
            if mention.is_main and pronoun == "it" and speaker.name and not self._is_somebody(speaker):
                return Speaker(speaker.name, role=Role.INSTITUTION, confidence=_THING_SURE)
        return Speaker(confidence=0.5)

    def _is_somebody(self, speaker: Speaker) -> bool:
        return bool(
            speaker.person or self._pronoun_of(speaker) or speaker.role not in (Role.PERSON, Role.UNKNOWN)
        )

    def _recent(self, at: int) -> Iterator[tuple[Speaker, bool]]:
        return ((m.speaker, m.is_subject) for m in self.mentions.before(at, _TITLE_REACH))

    def _agreeing(self, found: Iterable[Pronoun]) -> dict[str, str]:
        """The pronoun of each name that the text nearly always follows up with the same one."""
        votes: dict[str, Counter[str]] = {}
        for start, sentence, pronoun, weight, _ in found:
            subjects = (m for m in self.mentions.before(start, 1) if m.is_subject)
            last = next(subjects, None) if weight >= SUBORDINATE else None
            near = last is not None and last.is_main and last.sentence >= sentence.index - 1
            if last is not None and near and last.can_be_meant and last.speaker.name:
                votes.setdefault(last.speaker.name, Counter())[pronoun] += 1
        best = {name: count.most_common(1)[0] for name, count in votes.items()}
        return {
            name: pronoun
            for name, (pronoun, times) in best.items()
            if times >= _VOTES and times >= _AGREEMENT * votes[name].total()
        }


def _is_alone(mention: Mention, possible: Sequence[Mention]) -> bool:
    """Whether an object is the only one in its sentence whom a pronoun can mean."""
    name, sentence = mention.speaker.name, mention.sentence
    return mention.weight == OBJECT and all(
        m.speaker.name == name for m in possible if m.sentence == sentence
    )


def _sureness(best: float, margin: float) -> float:
    """How sure a pronoun is understood."""
    return round(min(0.9, 0.08 + 0.5 * best + margin), 3)


def _with_dependency(sentence: Sentence, dependencies: frozenset[str]) -> Iterator[Token]:
    """The words of a sentence in some places of its parse; spaCy is slow to make a token of every word."""
    if sentence.parse is not None:
        wanted = {sentence.parse.vocab.strings[name] for name in dependencies}
        for number, dependency in enumerate(sentence.parse.to_array("DEP").tolist()):
            if dependency in wanted:
                yield sentence.parse[number]


def _acts(sentence: Sentence, at: int) -> bool:
    """Whether a verb follows at a place, whatever the parse makes of the name before it."""
    following = next((t for t in sentence.parse or () if start_of(sentence, t) >= at), None)
    return following is not None and following.pos_ in ("VERB", "AUX")


def _head(sentence: Sentence, source: Place) -> Token | None:
    """The word of a source on which its other words depend."""
    inside = [t for t in sentence.parse or () if source[0] <= start_of(sentence, t) < source[1]]
    heads = [t for t in inside if t.head == t or t.head not in inside]
    return next((t for t in heads if t.pos_ in _NOMINAL), heads[0] if heads else None)
