"""Speakers: who said the words found, in which office and for which side; unknown rather than guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from summaries.analysis.acts import act_of
from summaries.analysis.attribution import Attribution, Place
from summaries.analysis.cast import Cast, Named
from summaries.analysis.dates import DateMention, date_of
from summaries.analysis.document import Document, Sentence
from summaries.analysis.grammar import SUBJECTS, is_relative, start_of
from summaries.analysis.roles import BODIES, HE, HOLDERS, SHE, role_of
from summaries.model import Grade, Kind, Quotation, Role, Span
from summaries.names import Form, Mention
from summaries.when import When

SURE_ENOUGH = 0.5
"""Below this confidence a speaker is unknown: a real quote on the wrong speaker is worse than none."""

_SINGULAR = {"he": "he", "she": "she", "him": "he", "her": "she", "his": "he"}
_GROUP = frozenset(("they", "it", "them"))
_GRADES = {Kind.DIRECT: Grade.DIRECT, Kind.MIXED: Grade.MIXED, Kind.INDIRECT: Grade.INDIRECT}
_ROLE_GRADES = {
    Role.SPOKESPERSON: Grade.INSTITUTION,
    Role.INSTITUTION: Grade.INSTITUTION,
    Role.ACTOR: Grade.INSTITUTION,
    Role.ANALYST: Grade.ANALYST,
    Role.ANONYMOUS: Grade.REPORTED,
    Role.UNKNOWN: Grade.REPORTED,
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks. ``single`` is False for several people or a body, whom "he" cannot mean."""

    name: str | None = None
    person: str | None = None
    actor: str | None = None
    office: str = ""
    role: Role = Role.UNKNOWN
    confidence: float = 1.0
    pronoun: str = ""
    single: bool = False


NOBODY = Speaker(confidence=0.0)


def resolve(
    document: Document, attributions: Sequence[Attribution], dates: Sequence[DateMention]
) -> tuple[Quotation, ...]:
    """The attributions with their speakers, acts, dates and issues, in the same order."""
    resolver = _Resolver(document, attributions)
    spoken = [_quiet(resolver.speaker(attribution)) for attribution in attributions]
    return tuple(
        _quotation(document, attribution, speaker, attributions, dates)
        for attribution, speaker in zip(attributions, spoken, strict=True)
    )


def _quiet(speaker: Speaker) -> Speaker:
    if speaker.confidence >= SURE_ENOUGH:
        return speaker
    return Speaker(confidence=speaker.confidence)


# ---- from a place to somebody --------------------------------------------------------------------


class _Resolver:
    """Resolves the sources of one article; keeps who was the subject where, for pronouns."""

    def __init__(self, document: Document, attributions: Sequence[Attribution]) -> None:
        self.document = document
        self.cast = Cast(document)
        self._known: dict[Place, Speaker] = {}
        self._contents = [place for a in attributions for place in a.content]
        self._subjects: list[tuple[int, Speaker, bool]] | None = None
        self._sources = sorted({a.source for a in attributions if a.source is not None})

    def speaker(self, attribution: Attribution) -> Speaker:
        """Who is named as source; unknown where the text names nobody."""
        if attribution.source is None:
            return NOBODY
        found = self._at(attribution.source)
        return replace(found, confidence=round(found.confidence * attribution.confidence, 3))

    def _at(self, source: Place) -> Speaker:
        if source not in self._known:
            self._known[source] = NOBODY  # a pronoun that leads back to itself leads nowhere
            self._known[source] = self._find(source)
        return self._known[source]

    def _find(self, source: Place) -> Speaker:
        label = self.document.text[source[0] : source[1]]
        if label.isupper() and self.document.text[source[1] : source[1] + 2].lstrip()[:1] == ":":
            return self._label(label, source)
        sentence = self.document.sentence_at(source[0])
        head = _head(sentence, source) if sentence is not None else None
        if sentence is None or head is None:
            return NOBODY
        return self.of(sentence, head, source)

    def _label(self, label: str, source: Place) -> Speaker:
        """A speaker of a transcript, in capitals; Q and A are nobody's names."""
        mention = self.cast.person_at(*source)
        if mention is not None:
            return self._person(mention)
        last = re.sub(r"\(.*", "", label).split()[-1].strip(".")
        if len(last) < 3 or last in ("QUESTION", "REPORTER", "ANSWER", "MODERATOR", "OPERATOR", "HOST"):
            return Speaker(role=Role.ANONYMOUS, confidence=0.9)
        word = last.title()
        known = next((m for m in self.document.mentions if m.kind == "person" and self._ends(m, word)), None)
        if known is not None:
            return self._person(known)
        named = self.cast.stranger(word)
        return Speaker(named.name, role=Role.PERSON, single=True) if named else NOBODY

    def _ends(self, mention: Mention, word: str) -> bool:
        return self.document.text[mention.start : mention.end].split()[-1] == word

    def of(self, sentence: Sentence, head: Token, source: Place) -> Speaker:
        """Whoever the phrase with this head is."""
        word = head.lower_
        if is_relative(head):
            antecedent = _antecedent(head)
            return self._named(sentence, antecedent, _place(sentence, antecedent)) if antecedent else NOBODY
        if head.pos_ == "PRON" or word in _SINGULAR:
            return self._pronoun(word, source[0])
        return self._named(sentence, head, source)

    def _named(self, sentence: Sentence, head: Token, source: Place) -> Speaker:
        start, end = start_of(sentence, head), start_of(sentence, head) + len(head.text)
        joint = any(c.dep_ == "conj" and c.pos_ in ("PROPN", "NOUN") for c in head.children)
        mention = self.cast.person_at(start, end)
        if mention is not None:
            if joint:
                return self._joint(source)
            return self._person(mention)
        apposed = _apposition(self.cast, sentence, head)
        if apposed is not None and not joint:
            return self._person(apposed)
        if head.pos_ == "PROPN" and not self._office_at(start, end):
            return self._proper(sentence, head, source, joint=joint)
        return self._described(sentence, head, source, joint=joint)

    def _person(self, mention: Mention) -> Speaker:
        named = self.cast.known(mention)
        if named is None or named.person is None:
            return Speaker(actor=mention.actor, role=Role.PERSON, confidence=0.6, single=True)
        return self._speaker_of(named)

    def _speaker_of(self, named: Named, confidence: float = 1.0) -> Speaker:
        person = self.document.topic.person(named.person) if named.person else None
        when = self.document.article.published
        offices = (
            [o.title for o in person.offices if o.held(when)] if person is not None and when.start else []
        )
        return Speaker(
            name=named.name,
            person=named.person,
            actor=self.document.topic.side(person, when) if person is not None else None,
            office=offices[0] if offices else "",
            role=Role.PERSON,
            confidence=confidence,
            pronoun=named.pronoun,
            single=True,
        )

    def _joint(self, source: Place) -> Speaker:
        return Speaker(actor=self._only_actor(source), role=Role.PERSON, confidence=0.8)

    def _proper(self, sentence: Sentence, head: Token, source: Place, *, joint: bool) -> Speaker:
        """A proper name that is none of the topic's people: an actor, a body, or a stranger."""
        mention = self._actor_at(start_of(sentence, head), start_of(sentence, head) + len(head.text))
        if mention is not None and mention.form is not Form.ADJECTIVE:
            return self._side(mention, source)
        if joint:
            return Speaker(actor=self._only_actor(source), confidence=0.8)
        named = self.cast.stranger(_name_words(head))
        if named is None:
            return Speaker(role=Role.UNKNOWN, confidence=0.5)
        definite = any(c.dep_ == "det" for c in head.children)
        body = definite or not named.likely or named.name.split()[-1].lower() in BODIES
        role = Role.INSTITUTION if body else Role.PERSON
        if any(role_of(t.lemma_.lower()) is Role.SPOKESPERSON for t in head.subtree):
            role = Role.SPOKESPERSON
        actor = self._only_actor(source) if role is Role.SPOKESPERSON else None
        pronoun = named.pronoun or _pronoun_of(head)
        return Speaker(named.name, None, actor, role=role, pronoun=pronoun, single=not body)

    def _side(self, mention: Mention, source: Place) -> Speaker:
        if mention.actor is None or self._only_actor(source) is None:
            return Speaker(role=Role.ACTOR, confidence=0.6)
        role = Role.INSTITUTION if mention.form is Form.INSTITUTION else Role.ACTOR
        name = self.document.text[mention.start : mention.end]
        if role is Role.ACTOR:
            name = self.document.topic.actor(mention.actor).name
        return Speaker(name, None, mention.actor, role=role)

    # ---- by office or description ----

    def _office_at(self, start: int, end: int) -> Mention | None:
        covering = [m for m in self.document.mentions if m.start < end and start < m.end]
        return next((m for m in covering if m.kind == "office"), None)

    def _actor_at(self, start: int, end: int) -> Mention | None:
        covering = [m for m in self.document.mentions if m.start < end and start < m.end]
        return next((m for m in covering if m.kind == "actor"), None)

    def _described(self, sentence: Sentence, head: Token, source: Place, *, joint: bool) -> Speaker:
        """Somebody named by a common noun: an office, a spokesperson, experts, officials."""
        start = start_of(sentence, head)
        office = self._office_at(start, start + len(head.text))
        plural = head.tag_ in ("NNS", "NNPS") or joint
        if office is not None and not plural:
            return self._holder(office)
        lemma = head.lemma_.lower()
        mention = self._actor_at(start, start + len(head.text))
        if mention is not None and mention.form is not Form.ADJECTIVE:
            return self._side(mention, source)
        role = role_of(lemma)
        if not plural and lemma in HOLDERS and role is not Role.SPOKESPERSON:
            found = self._introduced_as(lemma, head, source)
            if found is not None:
                return found
        actor = None if role is Role.ANALYST else self._only_actor(source)
        if role is Role.UNKNOWN and actor is not None and lemma in HOLDERS:
            role = Role.INSTITUTION
        return Speaker(
            None, None, actor, role=role, pronoun=_pronoun_of(head), single=lemma in HOLDERS and not plural
        )

    def _holder(self, office: Mention) -> Speaker:
        title = self.document.text[office.start : office.end]
        ids = office.ids
        if len(ids) > 1:
            ids = tuple(
                id for id in ids if any(id in m.ids for m in self.document.mentions if m.kind == "person")
            )
        if len(ids) == 1:
            return replace(self._speaker_of(self.cast.of(ids[0]), 0.9), office=title)
        return Speaker(None, None, office.actor, office=title, role=Role.PERSON, confidence=0.9, single=True)

    def _introduced_as(self, lemma: str, head: Token, source: Place) -> Speaker | None:
        """The one person before whom the article has called by this noun: "the senator"."""
        if not any(c.lower_ in ("the", "this", "that") for c in head.lefts) or source[0] < 1:
            return None
        words = {t.lower_ for t in head.subtree if t.dep_ in ("amod", "compound")}
        for _, speaker, main in reversed(self._before(source[0], 3)):
            del main
            if speaker.role is Role.PERSON and speaker.name and lemma in self._titles(speaker.name):
                titles = self._titles(speaker.name)
                if all(word in titles or word not in self._all_titles() for word in words):
                    return replace(speaker, confidence=0.8)
        return None

    def _titles(self, name: str) -> frozenset[str]:
        return self.cast.titles(name)

    def _all_titles(self) -> frozenset[str]:
        return self.cast.all_titles()

    def _only_actor(self, source: Place) -> str | None:
        sides = {
            m.actor or ""
            for m in self.document.mentions_in(*source)
            if m.kind in ("actor", "office", "person")
        }
        return sides.pop() or None if len(sides) == 1 else None

    # ---- pronouns ----

    def _pronoun(self, word: str, at: int) -> Speaker:
        if word in _SINGULAR:
            return self._he_or_she(_SINGULAR[word], at)
        if word in _GROUP:
            return self._group(at)
        return Speaker(confidence=0.5)

    def _he_or_she(self, pronoun: str, at: int) -> Speaker:
        """The last subject before it that the pronoun can mean."""
        here = self.document.sentence_at(at)
        for start, speaker, main in reversed(self._before(at, 4)):
            same = here is not None and start >= here.start
            if not speaker.single or not (main or same):
                continue
            if speaker.pronoun and speaker.pronoun != pronoun:
                continue
            distance = (here.paragraph if here else 0) - self._paragraph(start)
            sure = 0.9 - 0.1 * max(0, distance - 1)
            return replace(speaker, confidence=round(sure * speaker.confidence, 3), pronoun=pronoun)
        return NOBODY

    def _group(self, at: int) -> Speaker:
        for _, speaker, main in reversed(self._before(at, 2)):
            if main and not speaker.single:
                return replace(speaker, confidence=round(0.8 * speaker.confidence, 3))
        return Speaker(confidence=0.5)

    def _paragraph(self, at: int) -> int:
        sentence = self.document.sentence_at(at)
        return sentence.paragraph if sentence else 0

    def _before(self, at: int, paragraphs: int) -> list[tuple[int, Speaker, bool]]:
        """The subjects before an offset, at most so many paragraphs back: where, who, in a main clause."""
        floor = self._paragraph(at) - paragraphs
        return [s for s in self._all_subjects(at) if s[0] < at and self._paragraph(s[0]) >= floor]

    def _all_subjects(self, until: int) -> list[tuple[int, Speaker, bool]]:
        if self._subjects is None:
            self._subjects = []
            self._pending = [
                (start_of(s, t), s, t)
                for s in self.document.sentences
                if s.parse is not None
                for t in s.parse
                if t.dep_ in SUBJECTS and t.pos_ in ("PROPN", "NOUN") and not self._quoted(s, t)
            ]
            self._next = 0
        while self._next < len(self._pending) and self._pending[self._next][0] < until:
            at, sentence, token = self._pending[self._next]
            self._next += 1
            speaker = self.of(sentence, token, _place(sentence, token))
            if speaker.role is not Role.UNKNOWN or speaker.single:
                self._subjects.append((at, speaker, _is_main(token)))
        return self._subjects

    def _quoted(self, sentence: Sentence, token: Token) -> bool:
        at = start_of(sentence, token)
        return self.document.inside_marks(at, at + len(token.text)) is not None


def _head(sentence: Sentence, source: Place) -> Token | None:
    if sentence.parse is None:
        return None
    inside = [t for t in sentence.parse if source[0] <= start_of(sentence, t) < source[1] and not t.is_space]
    heads = [t for t in inside if t.head not in inside or t.head == t]
    nominal = [t for t in heads if t.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET")]
    return (nominal or heads or [None])[0]


def _antecedent(relative: Token) -> Token | None:
    node = relative
    for _ in range(6):
        if node.dep_ == "relcl":
            return node.head
        if node.head == node:
            return None
        node = node.head
    return None


def _place(sentence: Sentence, token: Token) -> Place:
    last = token
    for child in token.rights:
        if child.dep_ in ("appos", "case", "prep", "flat"):
            last = child.right_edge
    first = token.left_edge
    return sentence.start + first.idx, sentence.start + last.idx + len(last.text)


def _apposition(cast: Cast, sentence: Sentence, head: Token) -> Mention | None:
    """A person of the topic in apposition to a role: "the minister, Sergei Lavrov,"."""
    if head.lemma_.lower() not in HOLDERS:
        return None
    for child in head.children:
        if (
            child.dep_ in ("appos", "compound", "nmod")
            and child.pos_ == "PROPN"
            and (child.dep_ == "appos" or child.i > head.i)
        ):
            at = start_of(sentence, child)
            found = cast.person_at(at, at + len(child.text))
            if found is not None:
                return found
    return None


def _name_words(head: Token) -> str:
    """The name with this head as written: the capitalised words before it that belong to it."""
    first = head
    doc = head.doc
    while first.i > 0:
        before = doc[first.i - 1]
        joined = before.dep_ in ("compound", "flat", "nmod", "amod") or before.lower_ in (
            "de",
            "von",
            "van",
            "al",
            "-",
        )
        if not (joined and (before.text[:1].isupper() or before.lower_ in ("de", "von", "van", "al", "-"))):
            break
        first = before
    return doc[first.i : head.i + 1].text


def _pronoun_of(head: Token) -> str:
    lemmas = {t.lemma_.lower() for t in head.subtree if t.dep_ in ("compound", "appos") or t == head}
    return "she" if lemmas & SHE else "he" if lemmas & HE else ""


def _is_main(subject: Token) -> bool:
    verb = subject.head
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ in ("ROOT", "advcl", "parataxis") or verb.head == verb


# ---- from somebody to a quotation ----------------------------------------------------------------


def _quotation(
    document: Document,
    attribution: Attribution,
    speaker: Speaker,
    attributions: Sequence[Attribution],
    dates: Sequence[DateMention],
) -> Quotation:
    context = _context(document, attribution)
    content = tuple(document.span(start, end) for start, end in attribution.content)
    lemma = _lemma(document, attribution.cue)
    return Quotation(
        kind=attribution.kind,
        type=attribution.type,
        content=content,
        context=context,
        speaker=document.span(*attribution.source) if attribution.source else None,
        cue=document.span(*attribution.cue) if attribution.cue else None,
        name=speaker.name,
        person=speaker.person,
        actor=speaker.actor,
        office=speaker.office,
        role=speaker.role,
        act=act_of(lemma, " ".join(span.text for span in content)),
        grade=_grade(attribution, speaker, attributions),
        confidence=speaker.confidence,
        said=_said(document, attribution, context, dates),
        issues=_issues(document, attribution, context),
    )


def _lemma(document: Document, cue: Place | None) -> str:
    sentence = document.sentence_at(cue[0]) if cue else None
    if cue is None or sentence is None or sentence.parse is None:
        return ""
    words = [t for t in sentence.parse if cue[0] <= start_of(sentence, t) < cue[1]]
    verbs = [t for t in words if t.pos_ in ("VERB", "NOUN")]
    return (verbs or words)[0].lemma_.lower() if words else ""


def _grade(attribution: Attribution, speaker: Speaker, attributions: Sequence[Attribution]) -> Grade:
    grade = _ROLE_GRADES.get(speaker.role, _GRADES[attribution.kind])
    cue = attribution.cue
    told = cue is not None and any(
        start <= cue[0] and cue[1] <= end
        for other in attributions
        if other is not attribution
        for start, end in other.content
    )
    return max(grade, Grade.REPORTED) if told else grade


def _context(document: Document, attribution: Attribution) -> Span:
    places = [*attribution.content]
    places += [place for place in (attribution.source, attribution.cue) if place is not None]
    start = min(place[0] for place in places)
    end = max(place[1] for place in places)
    first, last = document.sentence_at(start), document.sentence_at(end - 1)
    if first is not None:
        start = min(start, first.start)
    if last is not None:
        end = max(end, last.end)
    return document.span(start, end)


def _said(document: Document, attribution: Attribution, context: Span, dates: Sequence[DateMention]) -> When:
    """When it was said, by the dates round the words; dates within them are about something else."""
    outside = [d for d in dates if not any(a <= d.start and d.end <= b for a, b in attribution.content)]
    return date_of(document, outside, context.start, context.end)


def _issues(document: Document, attribution: Attribution, context: Span) -> tuple[str, ...]:
    found = [
        id
        for start, end in attribution.content
        for mention in document.mentions_in(start, end)
        if mention.kind == "issue"
        for id in mention.ids
    ]
    if not found and attribution.kind is Kind.DIRECT:
        mentions = document.mentions_in(context.start, context.end)
        found = [id for mention in mentions if mention.kind == "issue" for id in mention.ids]
    return tuple(dict.fromkeys(found))
