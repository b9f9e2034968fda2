"""Reading spaCy's parse: who is the subject of a verb, where a noun phrase ends."""

from __future__ import annotations

import re

from spacy.tokens import Token

from summaries.analysis.attribution import Place
from summaries.analysis.cues import words
from summaries.analysis.document import Sentence

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_PARTS = frozenset(("appos", "prep", "case", "amod", "compound", "nummod", "npadvmod", "nmod"))
_LINKS = frozenset(
    ("xcomp", "advcl", "conj", "ccomp", "pcomp", "prep", "aux", "parataxis", "dep", "acl", "relcl")
)
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM"))
_AFTER_VERB = frozenset(
    ("nsubj", "nsubjpass", "dobj", "npadvmod", "attr", "oprd", "dative", "appos", "dep", "ROOT")
)
_FINITE = ("VBD", "VBZ", "VBP")
_BEING = ("be", "have")
"""Gerunds that tell how somebody sees a thing, not what it says: "dismissed the island as being a rock"."""
_YEAR = re.compile(r"1[89]\d\d|20\d\d")
TIMES = words(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december morning noon afternoon evening night midnight dawn dusk day
    week weekend month year spring summer autumn winter today tomorrow yesterday easter christmas ramadan
    eid passover nowruz"""
)
"""Nouns that tell when."""
RELATIVES = frozenset(("who", "which", "that", "whom"))


def place(sentence: Sentence, first: Token, last: Token) -> Place:
    """From the start of ``first`` to the end of ``last``."""
    return sentence.start + first.idx, sentence.start + last.idx + len(last.text)


def start_of(sentence: Sentence, token: Token) -> int:
    """Where the token begins in the article."""
    return sentence.start + token.idx


def end_of(sentence: Sentence, token: Token) -> int:
    """Where the token ends in the article."""
    return sentence.start + token.idx + len(token.text)


def own_subject(verb: Token) -> Token | None:
    """The verb's grammatical subject, where the parse gives it one of its own."""
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def agent(verb: Token) -> Token | None:
    """Who does what a passive verb tells: "was accused by X"; not when: "was promised by Friday"."""
    for child in verb.children:
        if child.dep_ == "agent":
            found = (c for c in child.children if c.dep_ == "pobj" and not is_time(c))
            return next(found, None)
    return None


def is_time(noun: Token) -> bool:
    """Whether a noun tells when: a day, a month, a season, a feast, a year."""
    return noun.lower_ in TIMES or bool(_YEAR.fullmatch(noun.text))


def quoted_one(verb: Token) -> Token | None:
    """Whose a gerund after "as" is: "X quoted Y as saying" and "Y was quoted by X as saying" are Y's."""
    if verb.tag_ != "VBG" or verb.dep_ != "pcomp" or verb.head.lower_ != "as" or verb.lemma_ in _BEING:
        return None
    quoting = verb.head.head
    if quoting.pos_ != "VERB":
        return None
    if is_passive(quoting):
        return own_subject(quoting) or (quoting.head if quoting.dep_ == "acl" else None)
    named = [c for c in quoting.rights if c.i < verb.i and c.dep_ in ("dobj", "oprd", "dative", "nsubj")]
    return named[-1] if named else None


def quoting_as(verb: Token) -> Token | None:
    """The gerund with which a verb quotes somebody else: "saying" of "quoted Y as saying"."""
    for child in verb.rights:
        if child.lower_ == "as":
            return next((c for c in child.rights if quoted_one(c) is not None), None)
    return None


def joined_above(verb: Token) -> Token | None:
    """The verb that a verb goes on with where the parser joins it to a clause in between.

    "Warned that it could be closed and urged them to go": "urged" cannot go on with "could be closed", nor
    can "urge" with "being closed" in "to accuse the port of being closed and urge them to go".
    """
    inner = verb.head
    if verb.dep_ != "conj" or own_subject(verb) is not None:
        return None
    if verb.tag_ == "VB" and inner.tag_ in ("VBG", "VBN") and not (_has_auxiliary(verb) or _has_modal(inner)):
        return next((t for t in inner.ancestors if t.tag_ == "VB" and not is_passive(t)), None)
    if verb.tag_ not in _FINITE:
        return None
    if inner.tag_ not in ("VB", "VBN") or inner.dep_ not in ("ccomp", "advcl", "xcomp"):
        return None
    outer = inner.head
    return outer if outer.tag_ == verb.tag_ and not is_passive(outer) and outer.i < inner.i else None


def _has_auxiliary(verb: Token) -> bool:
    return any(c.dep_ == "aux" for c in verb.lefts)


def _has_modal(verb: Token) -> bool:
    return any(c.tag_ in ("MD", "TO") for c in verb.lefts)


def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive with its auxiliary, or a bare participle ("asked about it, he left").

    The parser's past tense is a participle where a clause that depends on another has no subject.
    """
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return True
    bare = verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod", "advcl", "relcl")
    mistaken = verb.tag_ == "VBD" and verb.dep_ == "advcl" and own_subject(verb) is None
    return (bare or mistaken) and not any(c.dep_ == "aux" for c in verb.children)


def possessor(noun: Token) -> Token | None:
    """Whose it is: "Lavrov's warning"."""
    return next((c for c in noun.children if c.dep_ == "poss"), None)


def _owner_before(verb: Token) -> Token | None:
    """The owner before a gerund ("Lavrov's stating it"), however the parser takes it."""
    if verb.tag_ == "VBG" and verb.i > 1 and verb.nbor(-1).tag_ == "POS":
        return verb.nbor(-2)
    return possessor(verb) if verb.tag_ == "VBG" else None


def subject(verb: Token) -> Token | None:
    """Who does what the verb tells, through what is left out: "came and said", "smiled, saying".

    None where the parse shows nobody.
    """
    if is_passive(verb):
        return agent(verb)
    quoted = quoted_one(verb) or _letting(verb)
    if quoted is not None:
        return quoted
    owner = _owner_before(verb)
    if owner is not None:
        return owner
    node, apart = verb, _set_apart(verb)
    for _ in range(6):
        found = own_subject(node)
        if found is not None:
            return found
        if node.dep_ in ("acl", "relcl") and node.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return node.head
        if node.dep_ not in _LINKS or node.head == node or (_controlled(node) and not apart):
            return None
        if node.dep_ == "ccomp" and node == verb and node.tag_ not in ("VBG", "VB"):
            return None
        node = joined_above(node) or node.head
        if node != verb and is_passive(node) and node.dep_ != "acl" and agent(node) is not None:
            return agent(node)
    return None


def _letting(verb: Token) -> Token | None:
    """Who tells what others come to know: "she let them know that"."""
    told = verb.lemma_ == "know" and verb.dep_ == "ccomp" and verb.head.lemma_ == "let"
    return subject(verb.head) if told else None


def _set_apart(verb: Token) -> bool:
    """Whether a participle after a comma is the main subject's: "urged them to go, saying it was time"."""
    before = verb.nbor(-1) if verb.i else verb
    return verb.tag_ == "VBG" and before.text in (",", ";", "—", "–")


def _controlled(verb: Token) -> bool:
    """Whether another than the subject does it: "urged them to go", "called on the army to go"."""
    if verb.dep_ != "xcomp" or not any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.lefts):
        return False
    between = [c for c in verb.head.rights if c.i < verb.i]
    return any(
        c.dep_ in ("dobj", "dative") or (c.dep_ == "prep" and c.lower_ in ("on", "upon")) for c in between
    )


def phrase(token: Token) -> tuple[Token, Token]:
    """The first and last word of the noun phrase round its head, without clauses that hang on it."""
    left, right = token.left_edge, token
    for child in token.rights:
        if (child.dep_ == "conj" and _plain(child)) or child.dep_ in _PARTS:
            right = child.right_edge
        elif child.dep_ not in ("cc", "conj") and child.text not in (",", "(", ")"):
            break
    if (
        right.i + 1 < len(token.doc)
        and right.nbor(1).text == ")"
        and any(t.text == "(" for t in token.subtree)
    ):
        right = right.nbor(1)
    while left.i < token.i and left.dep_ in ("punct", "cc", "prep"):
        left = left.nbor(1)
    return left, right


def _plain(conjunct: Token) -> bool:
    return conjunct.pos_ in _NOMINAL and own_subject(conjunct) is None


def is_relative(token: Token) -> bool:
    """Whether the word is a relative pronoun, which stands for the noun before it."""
    return token.lower_ in RELATIVES and token.tag_ in ("WP", "WDT")


def after_verb(verb: Token) -> Token | None:
    """The subject of an inverted cue (“...,” said the minister), whatever the parser calls it."""
    candidates = [c for c in verb.rights if c.pos_ in _NOMINAL and c.dep_ in _AFTER_VERB]
    if candidates:
        return candidates[0]
    doc = verb.doc
    if verb.i + 1 < len(doc) and doc[verb.i + 1].pos_ in _NOMINAL:
        head = doc[verb.i + 1]
        while (
            head.head.i > head.i and head.head.pos_ in _NOMINAL and head.dep_ in ("compound", "det", "amod")
        ):
            head = head.head
        return head
    return None
