"""What the parse says about a tagged cue: its type, its subject, and whether anything was said at all."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from summaries.analysis.attribution import Attribution, Place
from summaries.analysis.cues import NOUNS, PHRASES, VERBS, type_of
from summaries.analysis.document import Document
from summaries.analysis.grammar import is_passive, is_relative, own_subject, quoting_as, subject
from summaries.analysis.passage import Passage
from summaries.analysis.quotations.comparing import overlap
from summaries.analysis.quotations.parentheses import is_occasion
from summaries.analysis.quotations.refusals import (
    can_mean,
    is_asked,
    is_circumstance,
    is_done_by,
    is_empty,
    is_met,
    is_state,
    is_whatever,
    names_source,
    sends,
    telephones,
    tells_a_deed,
)
from summaries.analysis.quotations.reported import sureness
from summaries.analysis.quotations.sayable import is_sayable
from summaries.model import Kind, QuotationType

_SURE = 0.85
"""From this confidence of the tagger on, what is said need not be a clause for its source to be borne out."""


class TaggedCue:
    """A cue's main word in the parse of its sentence: the last known word of saying, thinking or wanting.

    Without a parse, or without such a word, a cue is taken as a plain statement.
    """

    def __init__(self, document: Document, cue: Place) -> None:
        sentence = document.sentence_at(cue[0])
        self._word: Token | None = None
        self._phrase: tuple[Token, Token] | None = None
        self._words: Sequence[Token] = ()
        if sentence is None or sentence.parse is None:
            return
        self._passage = Passage(document, sentence, sentence.parse)
        self._words = [t for t in sentence.parse if cue[0] <= self._passage.start(t) < cue[1]]
        full = [t for t in self._words if t.pos_ in ("VERB", "NOUN", "AUX")]
        known = [t for t in full if t.lemma_.lower() in VERBS or t.lemma_.lower() in NOUNS]
        self._phrase = next((pair for t in full if (pair := _phrase(t, self._words))), None)
        self._word = self._phrase[0] if self._phrase else next(reversed(known or full), None)

    @property
    def is_known(self) -> bool:
        """Whether the cue has a word of saying, thinking or wanting that the rules know too."""
        lemma = self._word.lemma_.lower() if self._word is not None else ""
        return self._phrase is not None or lemma in VERBS or lemma in NOUNS

    @property
    def type(self) -> QuotationType:
        """Whether it tells of something said, thought or wanted."""
        word = self._phrase[1] if self._phrase else self._word
        return type_of(word.lemma_.lower()) if word is not None else QuotationType.STATEMENT

    @property
    def sureness(self) -> float:
        """Below a half where the cue is denied, supposed, asked or yet to come; else 1."""
        found = sureness(self._passage, self._word) if self._word is not None else 1.0
        return found if found < 0.5 else 1.0

    @property
    def is_turned(self) -> bool:
        """Whether grammar turns the cue round: a passive, or "quoted Y as saying". The rules know better."""
        return self.quotes_another or any(is_passive(t) for t in self._words if t.pos_ == "VERB")

    @property
    def quotes_another(self) -> bool:
        """Whether the cue is that of "quoted Y as saying": the words are Y's."""
        verbs = [t for t in self._words if t.pos_ == "VERB"]
        saying = any(t.lower_ == "saying" and t.head.lower_ == "as" for t in verbs)
        return saying or any(quoting_as(t) is not None for t in verbs)

    @property
    def subject(self) -> Place | None:
        """The subject of the cue's own verb with its noun phrase, if the verb is active and has one."""
        verb = self._word
        if verb is None or verb.pos_ not in ("VERB", "AUX") or is_passive(verb):
            return None
        who = own_subject(verb)
        if who is None or is_relative(who) or self._passage.quoted(who):
            return None
        return self._passage.phrase(who)

    def bears_out(self, attribution: Attribution) -> bool:
        """Whether the source is the subject of a verb of saying, and the content a clause or sure.

        The subject may be that of the verb before, to which the cue is joined: "thanked her and called for".
        A set phrase ("ruled out", "drew attention to") says so of a noun as well.
        """
        word, source = self._word, attribution.source
        if word is None or source is None or not self.is_known or is_passive(word):
            return False
        who = subject(word) if word.pos_ in ("VERB", "AUX") else None
        if who is None or is_relative(who) or self._passage.quoted(who):
            return False
        if not overlap(self._passage.phrase(who), source):
            return False
        if self._phrase is not None:
            return True
        if word.lemma_.lower() not in VERBS:
            return False
        inside, heads = self._content(attribution)
        is_question = bool(inside) and inside[0].tag_ == "WP"  # "citing what he called a talk"
        said = not is_question and any(_is_finite(head) and is_sayable(head) for head in heads)
        return said or attribution.kind is not Kind.INDIRECT or attribution.confidence >= _SURE

    def allows(self, attribution: Attribution) -> bool:
        """Whether the source may be that of a participle after a comma, which may hang on any verb before it.

        "She denied that they had lied, calling it a tale": who calls it so is who denies or who lied.
        """
        cue, source = self._word, attribution.source
        if cue is None or source is None or cue.tag_ != "VBG" or cue.nbor(-1 if cue.i else 0).text != ",":
            return False
        subjects = [own_subject(above) for above in cue.ancestors]
        return any(who is not None and overlap(self._passage.phrase(who), source) for who in subjects)

    def takes_clause(self, attribution: Attribution) -> bool:
        """Whether the content has a verb with a subject or an auxiliary of its own: something that is so."""
        return self._word is not None and any(_is_clause(head) for head in self._content(attribution)[1])

    def _content(self, attribution: Attribution) -> tuple[list[Token], list[Token]]:
        """The words of the content in the cue's sentence, and which of them hang on no other of them."""
        inside = self._passage.tokens(list(attribution.content))
        return inside, [t for t in inside if t.head not in inside or t.head == t]

    def _tells_when(self, cue: Token, attribution: Attribution) -> bool:
        """Whether a content before its cue only tells when it was said, and what was said stands after it."""
        inside = self._content(attribution)[0]
        return bool(inside) and inside[-1].i < cue.i and is_occasion(inside[0], cue)

    def refuses(self, attribution: Attribution) -> bool:
        """Whether grammar shows that the cue attributes nothing, or not to this source (see ``refusals``).

        Words in marks are somebody's all the same; only "quoted Y as saying" gives them to another, and what
        only tells when is nobody's: "As the radio called it “a feast,” Moen said no".
        """
        if self.quotes_another:
            return True
        cue = self._word
        if cue is None:
            return False
        if attribution.kind is not Kind.INDIRECT:
            return self._tells_when(cue, attribution)
        if self.subject is not None and any(a <= self.subject[0] < b for a, b in attribution.content):
            return True
        content, heads = self._content(attribution)
        before = [t for t in content if t.i < cue.i]
        who = subject(cue) if cue.pos_ == "VERB" else None
        return (
            is_empty(content)
            or is_whatever(before)
            or is_circumstance(cue)
            or is_met(cue)
            or is_state(cue)
            or sends(cue)
            or (who is not None and not can_mean(who, cue.lemma_.lower()))
            or (is_asked(cue) and not any(_is_clause(head) for head in heads))
            or any(is_done_by(verb, heads) for verb in self._words if verb.pos_ == "VERB")
            or any(names_source(cue, head) for head in heads if head.pos_ in ("VERB", "AUX"))
            or (cue.lemma_.lower() == "call" and telephones(list(cue.rights)))
            or (self._phrase is None and tells_a_deed(cue, heads))
        )


def _phrase(verb: Token, others: Sequence[Token]) -> tuple[Token, Token] | None:
    """A verb and the word among the others with which it attributes: "made" and "clear"."""
    closing = PHRASES.get(verb.lemma_.lower(), frozenset())
    return next(((verb, t) for t in others if t.i > verb.i and t.lemma_.lower() in closing), None)


def _is_clause(head: Token) -> bool:
    return head.pos_ in ("VERB", "AUX") and any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in head.lefts)


def _is_finite(verb: Token) -> bool:
    tags = [verb.tag_, *(child.tag_ for child in verb.children if child.dep_ in ("aux", "auxpass"))]
    return any(tag in ("VBD", "VBP", "VBZ", "MD") for tag in tags)
