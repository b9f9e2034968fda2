"""A cue set off among what it attributes, or after it; and where such a clause begins and ends."""

from __future__ import annotations

from spacy.tokens import Token

from summaries.analysis.attribution import Place
from summaries.analysis.grammar import own_subject, phrase
from summaries.analysis.passage import Passage, trim
from summaries.analysis.quotations.refusals import is_whatever

_VERBS = ("VERB", "AUX")
_DASHES = ("—", "–", "--")
_OCCASION = frozenset(("while", "as", "when", "after", "before", "until", "once", "although", "though"))
_SAID = ("ccomp", "dobj", "intj")
_TURNS = frozenset(("who", "which", "while", "whilst", "as", "but"))


def parenthesis(passage: Passage, verb: Token, who: Token | None) -> tuple[Token, list[Place]] | None:
    """A cue set off by commas, its subject and the words round it.

    "The plan, he said, will fail" has two places, "It will fail, officials said" one. None where the cue is
    not set off, or where no clause stands before it.
    """
    own = (
        own_subject(verb) or (who if who is not None and who.i > verb.i else None) or _inverted(passage, verb)
    )
    if own is None or own.head != verb:
        return None
    auxiliaries = [c.i for c in verb.lefts if c.dep_ in ("aux", "advmod", "neg") and c.i > own.i]
    first = min(own.left_edge.i, verb.i, *auxiliaries)
    if not first or passage.doc[first - 1].text not in (",", "”", '"', *_DASHES):
        return None
    places = [(clause_start(passage, first), passage.start(passage.doc[first - 1]))]
    places += _rest(passage, _cue_end(passage, verb, own))
    kept = [p for p in (trim(passage.text, *place) for place in places) if p is not None]
    spoken = passage.tokens(kept)
    if is_whatever(spoken):
        return None
    if spoken and (_is_own_doing(spoken[0], verb) or is_occasion(spoken[0], verb)):
        return None
    clause = any(t.pos_ in _VERBS or passage.quoted(t) for t in spoken)
    return (own, kept) if clause and len(spoken) > 2 else None


def _is_own_doing(first: Token, verb: Token) -> bool:
    """Whether words begin with what whoever speaks did: "Rising from her chair, she said"."""
    return first.tag_ == "VBG" and first.dep_ == "advcl" and first.head == verb


def is_occasion(first: Token, verb: Token) -> bool:
    """Whether words tell when it was said, and what was said follows: "As it rained, he said no"."""
    return first.lower_ in _OCCASION and any(c.dep_ in _SAID for c in verb.rights)


def _inverted(passage: Passage, verb: Token) -> Token | None:
    """The subject after a cue that follows a comma or a closing mark: ", said the minister"."""
    if not verb.i or verb.dep_ == "conj" or passage.doc[verb.i - 1].text not in (",", "”", '"'):
        return None
    return next((c for c in verb.rights if c.pos_ in ("PROPN", "NOUN", "PRON")), None)


def _rest(passage: Passage, end: int) -> list[Place]:
    """What the words before an inserted cue go on with after it."""
    if end + 1 >= len(passage.doc) or passage.doc[end].text != ",":
        return []
    rest = passage.doc[end + 1]
    if rest.tag_ == "VBG" or rest.lower_ in _TURNS:
        return []
    return [(passage.start(rest), passage.sentence.end)]


def _cue_end(passage: Passage, verb: Token, own: Token) -> int:
    """Where an inserted cue ends: at the next comma that is not inside its subject, or with the sentence."""
    inside_subject = own.left_edge.i, own.right_edge.i if own.i > verb.i else own.i
    for token in passage.doc[max(verb.i, phrase(own)[1].i) + 1 :]:
        if token.text in (",", ";", *_DASHES) and not inside_subject[0] < token.i < inside_subject[1]:
            return int(token.i)
    return len(passage.doc) - 1


def clause_start(passage: Passage, before: int) -> int:
    """Where the words before an inserted cue begin: after a semicolon, or with the sentence."""
    for token in reversed(passage.doc[:before]):
        if token.text == ";" and not passage.quoted(token):
            return passage.end(token)
    return passage.sentence.start


def clause_end(passage: Passage, after: int) -> int:
    """Where the words after an opening cue end: at a semicolon, or with the sentence."""
    for token in passage.doc[after + 1 :]:
        if token.text == ";" and not passage.quoted(token):
            return passage.start(token)
    return passage.sentence.end
