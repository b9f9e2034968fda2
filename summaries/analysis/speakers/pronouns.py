"""Each "he" and "she" of an article: where it stands, and in what place of its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from summaries.analysis.cues import QUOTING
from summaries.analysis.document import Document, Sentence
from summaries.analysis.grammar import SUBJECTS, own_subject, start_of
from summaries.analysis.speakers.prominence import MAIN, SUBORDINATE, opens, weight_of

SINGULAR = {"he": "he", "she": "she", "him": "he", "her": "she", "his": "he", "hers": "she"}
"""Pronouns for one person, by the one that tells he or she."""
Pronoun = tuple[int, Sentence, str, float, bool]
"""Where a pronoun stands, its sentence, whether "he" or "she", its weight, whether it says something."""
_HE_OR_SHE = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
_ANY = re.compile(r"\b(?:he|she|him|hers?|his)\b", re.IGNORECASE)


def pronouns(document: Document) -> Iterator[Pronoun]:
    """Each form of "he" and "she" outside quotation marks, in order."""
    for sentence in document.sentences:
        if not _ANY.search(document.text, sentence.start, sentence.end):
            continue
        for start, pronoun, weight, saying in (
            _in_parse(sentence) if sentence.parse else _in_text(document, sentence)
        ):
            if document.inside_marks(start, start + len(pronoun)) is None:
                yield start, sentence, pronoun, weight, saying


def _in_parse(sentence: Sentence) -> Iterator[tuple[int, str, float, bool]]:
    for token in sentence.parse or ():
        if token.lower_ in SINGULAR:
            yield start_of(sentence, token), SINGULAR[token.lower_], weight_of(token), says(token)


def _in_text(document: Document, sentence: Sentence) -> Iterator[tuple[int, str, float, bool]]:
    for match in _HE_OR_SHE.finditer(document.text, sentence.start, sentence.end):
        first = opens(document.text, sentence.start, match.start())
        yield match.start(), match.group().lower(), MAIN if first else SUBORDINATE, False


def says(token: Token) -> bool:
    """Whether a noun or pronoun is the subject of a verb of saying."""
    return token.dep_ in SUBJECTS and token.head.lemma_.lower() in QUOTING


def other_than(document: Document, at: int) -> int | None:
    """Where the name stands that a repeated subject cannot mean: X told her to stay, and she agreed.

    Were it X, no "she" would be needed; it is the one who is "her" in the clause before.
    """
    sentence = document.sentence_at(at)
    if sentence is None or sentence.parse is None:
        return None
    pronoun = next((t for t in sentence.parse if start_of(sentence, t) == at), None)
    if pronoun is None or pronoun.dep_ not in SUBJECTS or pronoun.head.dep_ != "conj":
        return None
    for above in pronoun.head.ancestors:
        who = own_subject(above)
        objects = [c for c in above.rights if c.dep_ in ("dobj", "dative") and c.i < pronoun.i]
        same = any(SINGULAR.get(c.lower_) == SINGULAR.get(pronoun.lower_) for c in objects)
        if who is not None and same and who.lower_ not in SINGULAR:
            return start_of(sentence, who)
    return None
