"""Why a cue attributes nothing: nothing is said, it is not said yet, or what is told is a deed."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from summaries.analysis.cues import ACTING, BARE, OBJECT, PREPOSITION, words
from summaries.analysis.grammar import agent, is_passive, is_time
from summaries.analysis.quotations.sayable import is_sayable

_ASKING = words("ask question press quiz grill query")
"""Verbs that, in the passive, tell what somebody is to speak about, not what anybody said."""
_WORDED = frozenset(("NOUN", "PROPN", "VERB", "AUX", "ADJ", "NUM", "X", "SYM"))


def names_source(verb: Token, clause: Token) -> bool:
    """Whether a clause is none that is said: "citing what he called a report", "said this receiving them"."""
    first = clause.left_edge
    gerund = clause.tag_ == "VBG" and not any(c.dep_ in ("aux", "nsubj") for c in clause.lefts)
    return (verb.lemma_ == "cite" and first.lower_ == "what") or (gerund and first.lower_ == "this")


def says_nothing(to: Token) -> bool:
    """Whether an infinitive only says that one speaks: declined "to comment", likes "to say"."""
    return to.lemma_.lower() in BARE and all(c.dep_ in ("punct", "advmod") for c in to.rights)


def telephones(rights: Sequence[Token]) -> bool:
    """Whether somebody is called and not called something: "called Hale twice on Sunday"."""
    called = [c for c in rights if c.dep_ in ("dobj", "oprd", "attr", "ccomp", "xcomp", "nsubj")]
    prepositions = [c for c in rights if c.dep_ == "prep"]
    timed = any(is_time(c) for p in prepositions for c in p.rights) or not prepositions
    return [c.pos_ for c in called] == ["PROPN"] and timed


def is_whatever(spoken: Sequence[Token]) -> bool:
    """Whether the words before a cue leave open what is said: "whatever X says, the meters rise"."""
    return bool(spoken) and spoken[0].tag_[0] == "W" and spoken[0].lower_.endswith("ever")


def is_asked(verb: Token) -> bool:
    """Whether it only tells what somebody was asked about, by nobody who is named."""
    return verb.lemma_.lower() in _ASKING and is_passive(verb) and agent(verb) is None


def is_done_by(verb: Token, heads: Sequence[Token]) -> bool:
    """Whether the content would be what does the deed: "is appalled by the attack"."""
    return agent(verb) in heads


def is_empty(content: Sequence[Token]) -> bool:
    """Whether words hold nothing that is said: "otherwise", "so", "him", "to comment"."""
    worded = [t for t in content if t.pos_ in _WORDED and t.dep_ not in ("aux", "auxpass")]
    return all(t.lemma_.lower() in BARE for t in worded)


def tells_a_deed(cue: Token, heads: Sequence[Token]) -> bool:
    """Whether a cue with such objects tells what was done, not said: "dismissed two consuls".

    ``heads`` are the main words of what would be its content. A noun of saying, a verb of saying that takes
    no object, and a verb that is none of saying, say nothing of a person or a thing ("observed the truce",
    "had a warning for the port"); the verbs of ``ACTING`` neither.
    """
    lemma = cue.lemma_.lower()
    speaks_of = cue.pos_ == "VERB" and lemma not in ACTING and (lemma in OBJECT or lemma in PREPOSITION)
    return not speaks_of and not any(is_sayable(head) for head in heads)
