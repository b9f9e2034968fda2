"""What the parse says about a tagged cue: its type, its subject, and whether the thing was said at all."""

from __future__ import annotations

from spacy.tokens import Token

from summaries.analysis.attribution import Place
from summaries.analysis.cues import NOUNS, VERBS, type_of
from summaries.analysis.document import Document
from summaries.analysis.grammar import is_passive, is_relative, own_subject
from summaries.analysis.passage import Passage
from summaries.analysis.reported import sureness
from summaries.model import QuotationType


class TaggedCue:
    """A cue's main word in the parse of its sentence: the last known word of saying, thinking or wanting.

    Without a parse, or without such a word, a cue is taken as a plain statement.
    """

    def __init__(self, document: Document, cue: Place) -> None:
        sentence = document.sentence_at(cue[0])
        self._word: Token | None = None
        if sentence is None or sentence.parse is None:
            return
        self._passage = Passage(document, sentence, sentence.parse)
        words = [t for t in sentence.parse if cue[0] <= self._passage.start(t) < cue[1]]
        full = [t for t in words if t.pos_ in ("VERB", "NOUN", "AUX")]
        known = [t for t in full if t.lemma_.lower() in VERBS or t.lemma_.lower() in NOUNS]
        self._word = next(reversed(known or full), None)

    @property
    def type(self) -> QuotationType:
        """Whether it tells of something said, thought or wanted."""
        return type_of(self._word.lemma_.lower()) if self._word is not None else QuotationType.STATEMENT

    @property
    def sureness(self) -> float:
        """Below a half where the cue is denied, supposed, asked or yet to come; else 1."""
        found = sureness(self._passage, self._word) if self._word is not None else 1.0
        return found if found < 0.5 else 1.0

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
