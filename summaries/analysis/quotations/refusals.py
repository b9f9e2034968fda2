"""Why a cue attributes nothing: nothing is said, it is not said yet, or what is told is a deed."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from summaries.analysis.cues import ACTING, BARE, NOUNS, OBJECT, PREPOSITION, QUOTING, type_of, words
from summaries.analysis.grammar import agent, is_passive, is_time
from summaries.analysis.quotations.sayable import is_sayable
from summaries.model import QuotationType

_ASKING = words("ask question press quiz grill query")
_QUESTIONS = words("question query inquiry enquiry")
"""Verbs that, in the passive, tell what somebody is to speak about, and nouns for the same."""
_PRESENTING = words("explain announce discuss outline detail report recount mention introduce present")
_MENTAL = frozenset(
    ("threaten", "promise", "fear", "oppose", "support", "welcome", "back", "challenge", "explain", "reflect")
)
_ABSTRACT = (
    *("ency", "ancy", "tion", "ment", "ness", "ity", "ism", "ure", "ence", "ance", "sis"),
    *("talk", "claim"),
)
_MEETING = frozenset(("respond", "react", "answer", "reply"))
"""Verbs that in the infinitive are oftener done than said: "ships to respond to the threat"."""
_BODIES = words(
    """administration delegation government parliament department organization organisation opposition
    coalition commission nation federation union majority community city association institution
    military leadership ministry company authority party university audience"""
)
_LINKING = words("remain stay seem appear become grow look prove")
"""Verbs that, with an adjective, tell what somebody is like."""
_WORDED = frozenset(("NOUN", "PROPN", "VERB", "AUX", "ADJ", "NUM", "X", "SYM"))


def names_source(verb: Token, clause: Token) -> bool:
    """Whether a clause is none that is said: "citing what he called a report", "said this receiving them"."""
    first = clause.left_edge
    this = "this" in (first.lower_, first.nbor(-1).lower_ if first.i else "")
    gerund = clause.tag_ == "VBG" and not any(c.dep_ in ("aux", "nsubj") for c in clause.lefts)
    return (verb.lemma_ == "cite" and first.lower_ == "what") or (gerund and this)


def says_nothing(to: Token) -> bool:
    """Whether an infinitive only says that one speaks: declined "to comment", likes "to say"."""
    return to.lemma_.lower() in BARE and all(c.dep_ in ("punct", "advmod") for c in to.rights)


def telephones(rights: Sequence[Token]) -> bool:
    """Whether somebody is called and not called something: "called Hale twice on Sunday"."""
    called = [c for c in rights if c.dep_ in ("dobj", "oprd", "attr", "ccomp", "xcomp", "nsubj")]
    prepositions = [c for c in rights if c.dep_ == "prep"]
    timed = any(is_time(c) for p in prepositions for c in p.rights) or not prepositions
    return [c.pos_ for c in called] == ["PROPN"] and timed


def sends(verb: Token) -> bool:
    """Whether somebody is sent and nothing spoken of: "referred reporters to the ministry"."""
    return verb.lemma_ == "refer" and any(c.dep_ == "dobj" for c in verb.rights)


def is_whatever(spoken: Sequence[Token]) -> bool:
    """Whether the words before a cue leave open what is said: "whatever X says, the meters rise"."""
    return bool(spoken) and spoken[0].tag_[0] == "W" and spoken[0].lower_.endswith("ever")


def is_asked(cue: Token) -> bool:
    """Whether it only tells what was asked about: "was asked about the lane", "a question about the lane"."""
    if cue.pos_ == "NOUN":
        return cue.lemma_.lower() in _QUESTIONS
    return cue.lemma_.lower() in _ASKING and is_passive(cue) and agent(cue) is None


def can_mean(who: Token, lemma: str) -> bool:
    """Whether a subject can think, want or threaten: a relative pronoun or an abstract noun cannot."""
    if lemma not in _MENTAL and type_of(lemma) is QuotationType.STATEMENT:
        return True
    if who.lower_ in ("that", "which", "this", "what", "there"):
        return False
    noun = who.lemma_.lower()
    return not (who.pos_ == "NOUN" and noun.endswith(_ABSTRACT) and noun not in _BODIES)


def is_circumstance(verb: Token) -> bool:
    """Whether a participle only tells on what occasion a thing was said: "explaining her vote, she said"."""
    presents = verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.lemma_.lower() in _PRESENTING
    says = verb.head.lemma_.lower() in QUOTING and verb.i < verb.head.i
    return presents and says and not any(c.dep_ == "ccomp" for c in verb.rights)


def is_met(cue: Token) -> bool:
    """Whether a thing is to be met by deeds: "ships to respond to the threat"."""
    to = any(c.lower_ == "to" and c.pos_ == "PART" for c in cue.lefts)
    return to and cue.lemma_.lower() in _MEETING and any(c.dep_ == "prep" for c in cue.rights)


def is_state(cue: Token) -> bool:
    """Whether it tells in what state somebody is: "remain unable to pay", "seemed content with the text"."""
    return cue.lemma_.lower() in _LINKING and any(c.dep_ in ("acomp", "oprd") for c in cue.rights)


def is_done_by(verb: Token, heads: Sequence[Token]) -> bool:
    """Whether the content would be what does the deed: "is appalled by the attack"."""
    return agent(verb) in heads


def is_empty(content: Sequence[Token]) -> bool:
    """Whether words hold nothing that is said: "otherwise", "so", "him", "to comment"."""
    worded = [t for t in content if t.pos_ in _WORDED and t.dep_ not in ("aux", "auxpass")]
    return all(t.lemma_.lower() in BARE for t in worded)


def tells_a_deed(cue: Token, heads: Sequence[Token]) -> bool:
    """Whether a cue with such objects tells what was done, not said: "dismissed two consuls".

    ``heads`` are the main words of what would be its content. A verb of saying that takes no object, and a
    verb that is none of saying, say nothing of a person or a thing ("observed the truce"); the verbs of
    ``ACTING`` neither, unless they give the reason ("attacked the mayor for her silence"). After "for" and
    "to", a noun of saying names whom it is for ("had a warning for the port").
    """
    lemma = cue.lemma_.lower()
    speaks_of = lemma not in ACTING and (lemma in OBJECT or lemma in PREPOSITION)
    if cue.pos_ == "NOUN":
        speaks_of = lemma in NOUNS and not any(c.lower_ in ("for", "to") for c in cue.rights)
    return not speaks_of and not any(is_sayable(head) or gives_reason(head) for head in heads)


def gives_reason(head: Token) -> bool:
    """Whether a phrase tells what somebody is attacked or praised for: "for her silence"."""
    of = (c for c in head.rights if c.dep_ in ("pobj", "pcomp") and not is_time(c))
    return head.lower_ == "for" and any(c.tag_ == "VBG" or is_sayable(c) for c in of)
