"""Who a noun phrase names: a person of the topic or of the article, an office's holder, a side, experts."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from summaries.analysis.attribution import Place
from summaries.analysis.document import Document, Sentence
from summaries.analysis.grammar import is_relative, phrase, place, possessor
from summaries.analysis.quotations.label_words import ANSWERING
from summaries.analysis.roles import (
    ANONYMITY,
    BODIES,
    HOLDERS,
    NAMED_BODIES,
    OF_STATE,
    PRIVATE,
    SPOKESPEOPLE,
    WRITINGS,
    role_of,
)
from summaries.analysis.speakers.bearers import Bearers
from summaries.analysis.speakers.bodies import Bodies, is_acronym
from summaries.analysis.speakers.cast import Cast, Named
from summaries.analysis.speakers.descriptions import Descriptions, Recent, is_no_longer_or_not_yet
from summaries.analysis.speakers.mentioned import mention_at, only_side
from summaries.analysis.speakers.nouns import antecedent, is_national, is_press, name_of, pronoun_of
from summaries.analysis.speakers.places import is_state
from summaries.analysis.speakers.speaker import NOBODY, Speaker
from summaries.analysis.speakers.strangers import Strangers
from summaries.analysis.speakers.titles import is_title
from summaries.model import Role
from summaries.names import Form, Mention


class Identities:
    """Names of one article, resolved. ``recent`` tells who was spoken of before, for "the senator"."""

    def __init__(self, document: Document, recent: Recent) -> None:
        self.document = document
        self.topic = document.topic
        self.cast = Cast(document)
        self._bearers = Bearers(document, self.cast)
        self._bodies = Bodies(document)
        self._strangers = Strangers(document, self.cast)
        self._descriptions = Descriptions(document, self.cast, recent)

    def of(self, sentence: Sentence, head: Token) -> Speaker:
        """Whoever the noun phrase with this head names; pronouns but relative ones are not for here."""
        acronym = is_acronym(head.text) and not head.doc.text.isupper()
        if is_relative(head) and not acronym:
            meant = antecedent(head)
            return self.of(sentence, meant) if meant is not None else NOBODY
        source = place(sentence, *phrase(head))
        at = place(sentence, head, head)
        joint = any(c.dep_ == "conj" and c.pos_ in ("PROPN", "NOUN") for c in head.children)
        mention = self.cast.person_at(*at)
        if joint and (mention is not None or head.pos_ == "PROPN"):
            return Speaker(actor=only_side(self.document, source), role=_joint_role(mention), confidence=0.8)
        if mention is not None:
            return self._person(mention)
        proper = head.pos_ == "PROPN" or acronym or self._is_name(head, at[0])
        title = proper and _is_title(head)
        if proper and not title and mention_at(self.document, at, "office") is None:
            named = self._apposed_to_any(sentence, head, source) if is_national(head) else None
            return named or self._proper(head, at, source)
        apposed = None if joint else self._apposed(sentence, head, source) or self._named_after(head, source)
        return apposed or self._described(head, at, source, joint=joint)

    def _is_name(self, head: Token, at: int) -> bool:
        """Whether a noun is a name that the article gives in full elsewhere, whatever the parse says."""
        return head.text[:1].isupper() and self.cast.known_stranger(name_of(head), at) is not None

    def answers(self, label: Place | None) -> bool:
        """Whether a turn is that of whoever is interviewed: without a label, or "A:"."""
        return label is None or self.document.text[slice(*label)].casefold().strip(".") in ANSWERING

    def label(self, source: Place) -> Speaker:
        """A speaker of a transcript, by the label; Q and A are nobody's names."""
        bearer = self._bearers.bearer(source)
        if isinstance(bearer, Mention):
            return self._person(bearer)
        if bearer is None:
            return Speaker(role=Role.ANONYMOUS, confidence=0.9)
        return Speaker(bearer.name, role=Role.PERSON, pronoun=bearer.pronoun, single=True)

    # ---- people ----

    def _person(self, mention: Mention) -> Speaker:
        named = self.cast.known(mention)
        if named is None:
            return Speaker(actor=mention.actor, role=Role.PERSON, confidence=0.6, single=True)
        return self.person(named)

    def person(self, named: Named) -> Speaker:
        """The speaker whom a name stands for, with office and side where the topic knows them."""
        when = self.document.article.published
        person = self.topic.person(named.person) if named.person else None
        held = [o.title for o in person.offices if o.held(when)] if person is not None and when.start else []
        return Speaker(
            name=named.name,
            person=named.person,
            actor=self.topic.side(person, when) if person is not None else None,
            office=held[0] if held else "",
            role=Role.PERSON,
            pronoun=named.pronoun,
            single=True,
        )

    def _apposed(self, sentence: Sentence, head: Token, source: Place) -> Speaker | None:
        """A name in apposition to a noun: "the minister, Sergei Lavrov,", "their envoy Ann Cole"."""
        lemma = head.lemma_.lower()
        if lemma not in HOLDERS:
            return self._apposed_to_any(sentence, head, source)
        for child in head.subtree:
            if child.pos_ != "PROPN" or child.i < head.i or not (child.dep_ == "appos" or child.head == head):
                continue
            mention = self.cast.person_at(*place(sentence, child, child))
            if mention is not None:
                return self._person(mention)
            named = self.cast.stranger(name_of(child), place(sentence, child, child)[0])
            alone = named is not None and not is_state(named.name) and child.head == head
            if named is not None and (named.likely or alone):
                found = self._strangers.speaker(child, named, source)
                found = replace(found, pronoun=found.pronoun or pronoun_of(head))
                state = head.lemma_.lower() in OF_STATE
                side = self._strangers.side_of(found.name or "", head, source) if state else found.actor
                return replace(found, actor=side)
        return self._strangers.named_behind(head, source)

    def _apposed_to_any(self, sentence: Sentence, head: Token, source: Place) -> Speaker | None:
        """A name in apposition to any noun for one: "one of them, Ann Cole", "the watchdog Open Water"."""
        if head.tag_ in ("NNS", "NNPS") or not (head.pos_ in ("NOUN", "PROPN") or head.lower_ == "one"):
            return None
        child = next((c for c in head.rights if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
        named = self.cast.stranger(name_of(child), source[0]) if child is not None else None
        if child is None or named is None or len(named.name.split()) < 2:
            return None
        mention = self.cast.person_at(*place(sentence, child, child))
        if mention is not None:
            return self._person(mention)
        if mention_at(self.document, place(sentence, child, child), "actor") is not None:
            return None
        if head.lemma_.lower() in NAMED_BODIES or not named.likely:
            return Speaker(named.name, role=Role.INSTITUTION)
        return self._strangers.speaker(child, named, source)

    def _named_after(self, head: Token, source: Place) -> Speaker | None:
        """The topic's person at the end of a description: "the head of the union Ann Cole"."""
        text = self.document.text
        named = [m for m in self.document.mentions_in(*source) if m.kind == "person"]
        if head.lemma_.lower() not in (HOLDERS | {"head"}) - SPOKESPEOPLE or len(named) != 1:
            return None
        before, after = text[source[0] : named[0].start].split(), text[named[0].end : source[1]]
        if (
            not before
            or after[:1] not in ("", ",")
            or is_title(before[-1])
            or before[-1].endswith(("’s", "'s"))
        ):
            return None
        last = before[-1]
        if not (last.endswith(",") or last[:1].isupper()):
            return None
        return replace(self._person(named[0]), confidence=0.75)

    # ---- sides and bodies ----

    def _proper(self, head: Token, at: Place, source: Place) -> Speaker:
        """A proper name that is none of the topic's people: a side, a stranger, a body."""
        mention = mention_at(self.document, at, "actor")
        if mention is not None and mention.form is not Form.ADJECTIVE:
            return self._side(mention, source)
        if mention is not None or is_national(head):
            return self._national(mention, source)
        named = self.cast.stranger(name_of(head), at[0])
        if head.doc.text.isupper() and self.cast.known_stranger(name_of(head), at[0]) is None:
            return Speaker(confidence=0.4)  # among capitals only, no capital makes a name
        if is_acronym(name_of(head)) and (named is None or not named.likely):
            return Speaker(self._bodies.spelled_out(head.text) or head.text, role=Role.INSTITUTION)
        if named is None:
            return Speaker(confidence=0.5)
        if is_state(named.name):
            return Speaker(named.name, role=Role.ACTOR)
        definite = any(c.dep_ == "det" for c in head.children)
        body = definite or named.name.split()[-1].lower() in BODIES
        if named.likely and not body:
            return self._strangers.speaker(head, named, source)
        name = self._bodies.in_full(at) or named.name if body else named.name
        return Speaker(name, role=Role.INSTITUTION if body else Role.UNKNOWN, single=not body)

    def _national(self, mention: Mention | None, source: Place) -> Speaker:
        """One of a nation ("the American"): the only one of that side named shortly before, or nobody."""
        here = self.document.paragraph_at(source[0])
        if mention is None or mention.actor is None or here is None:
            return Speaker(confidence=0.5, single=True)
        first = self.document.paragraphs[max(0, here.index - 1)].start
        before = self.document.mentions_in(first, source[0])
        people = [m for m in before if m.kind == "person" and m.actor == mention.actor]
        if len({m.ids for m in people}) != 1:
            return Speaker(confidence=0.5, single=True)
        return replace(self._person(people[0]), confidence=0.7)

    def _side(self, mention: Mention, source: Place) -> Speaker:
        if mention.actor is None or only_side(self.document, source) is None:
            return Speaker(role=Role.ACTOR, confidence=0.6)
        if mention.form is Form.INSTITUTION:
            name = self.document.text[mention.start : mention.end]
            return Speaker(name, None, mention.actor, role=Role.INSTITUTION)
        return Speaker(self.topic.actor(mention.actor).name, None, mention.actor, role=Role.ACTOR)

    # ---- by office or description ----

    def _described(self, head: Token, at: Place, source: Place, *, joint: bool) -> Speaker:
        """Somebody named by a common noun: an office, a spokesperson, experts, officials."""
        plural = head.tag_ in ("NNS", "NNPS") or joint
        office = mention_at(self.document, at, "office")
        if office is not None and not plural:
            return self._holder_or_stranger(office, head, source)
        mention = mention_at(self.document, at, "actor")
        if mention is not None and mention.form is not Form.ADJECTIVE:
            return self._side(mention, source)
        lemma = head.lemma_.lower()
        role = role_of(lemma)
        single = lemma in HOLDERS and not plural
        found = None if plural else self._descriptions.of(head, source) or self._short(lemma, head, source)
        if found is not None:
            return found
        owned = self._owned(lemma, head, at[0] - head.idx)
        if owned is not None:
            return owned
        private = lemma in PRIVATE or (role is Role.UNKNOWN and lemma not in HOLDERS | BODIES)
        private = private or is_press(head)
        actor = None if role is Role.ANALYST or private else only_side(self.document, source)
        if role is not Role.ANALYST and ANONYMITY & {t.lower_ for t in head.subtree}:
            role = Role.ANONYMOUS
        if role is Role.INSTITUTION and single and actor is not None and lemma in OF_STATE:
            role = Role.PERSON
        return Speaker(None, None, actor, role=role, pronoun=pronoun_of(head), single=single)

    def _holder_or_stranger(self, office: Mention, head: Token, source: Place) -> Speaker:
        """An office's holder; a stranger of that title where only one was spoken of; nobody for both."""
        strangers = [s for s, _ in self._descriptions.fitting(head, source) if s.person not in office.ids]
        if not strangers:
            return self._holder(office, head)
        if set(office.ids) & self.cast.present or len(strangers) > 1:
            return Speaker(confidence=0.4)
        return replace(strangers[0], confidence=0.8)

    def _holder(self, office: Mention, head: Token) -> Speaker:
        """Who held an office when the article appeared.

        Nobody's name where several did, where the article has no date and names nobody, and for who holds it
        no longer, not yet or for the time being.
        """
        title = self.document.text[office.start : office.end]
        dated = self.document.article.published.start is not None
        ids = (
            office.ids
            if dated and len(office.ids) == 1
            else tuple(id for id in office.ids if id in self.cast.present)
        )
        if len(ids) == 1 and not is_no_longer_or_not_yet(head):
            return replace(self.person(self.cast.of(ids[0])), office=title, confidence=0.9)
        return Speaker(None, None, office.actor, office=title, role=Role.PERSON, confidence=0.9, single=True)

    def _short(self, noun: str, head: Token, source: Place) -> Speaker | None:
        """The body named in full before that "the ministry" stands for."""
        if [c.lower_ for c in head.lefts] != ["the"]:
            return None
        at = self._bodies.short_for(noun, source[0])
        if at is None:
            return None
        mention = mention_at(self.document, at, "actor")
        if mention is not None and mention.form is Form.INSTITUTION:
            return replace(self._side(mention, at), confidence=0.8)
        actor = only_side(self.document, at)
        return Speaker(self.document.text[slice(*at)], None, actor, role=Role.INSTITUTION, confidence=0.8)

    def _owned(self, noun: str, head: Token, sentence: int) -> Speaker | None:
        """Whose words a noun stands for ("Cole's memoirs suggest"), in a sentence that starts there."""
        owner = possessor(head) if noun in WRITINGS else None
        if owner is None or owner.pos_ != "PROPN":
            return None
        start = sentence + owner.idx
        mention = self.cast.person_at(start, start + len(owner.text))
        return self._person(mention) if mention is not None else None


def _is_title(head: Token) -> bool:
    """Whether a word with a capital is an office, not a name: "the Governor", "X's Trade Minister"."""
    alone = [c.lower_ for c in head.lefts] == ["the"] or any(c.lower_ == "for" for c in head.rights)
    apart = any(c.lower_ == "of" or c.dep_ == "appos" for c in head.rights)
    owned = head.lower_ in OF_STATE and any(c.dep_ == "poss" or c.lower_ == "the" for c in head.lefts)
    return owned or ((alone or apart) and head.lower_ in HOLDERS)


def _joint_role(mention: Mention | None) -> Role:
    return Role.PERSON if mention is not None else Role.UNKNOWN
