"""Whether words break off in the middle of what grammar holds together, or run on into another's words."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from summaries.analysis.attribution import Place
from summaries.analysis.cues import VERBS, words
from summaries.analysis.grammar import own_subject
from summaries.analysis.passage import Passage

_NEEDED = words(
    """nsubj nsubjpass csubj expl aux auxpass neg prt dobj dative attr acomp oprd ccomp xcomp pobj pcomp
    compound case"""
)
"""What a word cannot do without; appositions, relative clauses and circumstances are left to the tagger."""
_BOUND = words("nsubj nsubjpass aux auxpass neg det poss amod nummod compound mark prt case")
"""Words that are nothing without the word they belong to."""
_NOUNS = ("NOUN", "PROPN")


def breaks_off(passage: Passage, part: Sequence[Place], whole: Sequence[Place]) -> bool:
    """Whether ``part`` leaves words of ``whole`` out that it cannot do without.

    So it is where a verb lacks its subject or object, a preposition its noun, an article or an adjective what
    it belongs to, a verb the second thing that its subject did ("had fuel but was stopped"), and a noun the
    next one of the same list ("pay for the crews, and a pension").
    """
    inside = {token.i for token in passage.tokens(list(part))}
    left_out = [token for token in passage.tokens(list(whole)) if token.i not in inside]
    missing = {token.i for token in left_out}
    if any(token.head.i in inside and _is_needed(token) for token in left_out):
        return True
    if any(token.head.i not in missing and _is_next(token) for token in left_out):
        return True
    return hangs(passage, part, whole)


def hangs(passage: Passage, part: Sequence[Place], whole: Sequence[Place]) -> bool:
    """Whether ``part`` has a word that is nothing without one of ``whole`` left out: an article, "that"."""
    inside = {token.i for token in passage.tokens(list(part))}
    missing = {token.i for token in passage.tokens(list(whole))} - inside
    return any(_is_bound(passage.doc[i]) and passage.doc[i].head.i in missing for i in inside)


def _is_bound(token: Token) -> bool:
    """Whether a word is nothing without its head: an article, a subject, "when"."""
    return token.dep_ in _BOUND or token.tag_ == "WRB"


def runs_on(passage: Passage, whole: Sequence[Place], part: Sequence[Place]) -> bool:
    """Whether ``whole`` goes on, after ``part``, with what else is said: "and she promised", "denying"."""
    inside = {token.i for token in passage.tokens(list(part))}
    more = [token for token in passage.tokens(list(whole)) if token.i not in inside]
    cues = [token for token in more if token.lemma_.lower() in VERBS]
    return any(
        _is_set_apart(cue) or (cue.dep_ in ("conj", "ROOT") and own_subject(cue) in more) for cue in cues
    )


def _is_set_apart(cue: Token) -> bool:
    """Whether it is a participle after a comma or a dash."""
    return cue.tag_ == "VBG" and cue.i > 0 and cue.nbor(-1).text in (",", ";", "—", "–")


def _is_next(token: Token) -> bool:
    """Whether a noun is the next of a list and begins no clause of its own: "and the crews refused".

    The parser often joins it to the verb.
    """
    edge = token.right_edge
    begins = edge.i + 1 < len(token.doc) and edge.nbor(1).pos_ in ("VERB", "AUX")
    verbs = any(t.tag_ in ("VBD", "VBP", "VBZ", "MD") for t in token.subtree)
    joined = token.dep_ == "conj" and token.head.pos_ in (*_NOUNS, "VERB")
    return joined and token.pos_ in _NOUNS and not begins and not verbs


def _is_needed(token: Token) -> bool:
    """Whether a word left out belongs to its head, or is its second verb, and no cue of its own."""
    second = token.dep_ == "conj" and token.pos_ in ("VERB", "AUX") and own_subject(token) is None
    return token.dep_ in _NEEDED or (second and token.lemma_.lower() not in VERBS)
