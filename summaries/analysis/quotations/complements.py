"""What a verb of saying takes, and where it begins and ends; read off the parse of one sentence."""

from __future__ import annotations

from spacy.tokens import Token

from summaries.analysis.attribution import Place
from summaries.analysis.cues import (
    ACTING,
    CLAUSE,
    GERUND,
    INFINITIVE,
    NAMING,
    OBJECT,
    PREPOSITION,
    QUOTING,
    SPEECH_NOUNS,
    VERBS,
    words,
)
from summaries.analysis.grammar import SUBJECTS, is_relative, is_time, joined_above, own_subject
from summaries.analysis.passage import Passage
from summaries.analysis.quotations.refusals import (
    gives_reason,
    is_circumstance,
    is_met,
    names_source,
    says_nothing,
    sends,
    telephones,
)
from summaries.analysis.quotations.sayable import is_sayable
from summaries.analysis.quotations.surroundings import is_bare_cue
from summaries.model import Kind

_VERBS = ("VERB", "AUX")
_DASHES = ("—", "–", "--")
_CONTRASTS = frozenset(("while", "whilst", "whereas", "although", "though"))
_WHEN = frozenset(("when", "after", "before", "since", "once", "until"))
_NAMES = frozenset(("oprd", "attr", "acomp", "ccomp"))
_OCCASIONS = words(
    """meeting summit rally conference debate hearing visit briefing event forum ceremony press session talk
    call conversation appearance show programme program podcast broadcast"""
)
_SET_OFF = frozenset(("advcl", "prep", "npadvmod", "xcomp", "advmod"))

Complement = tuple[list[Place], Token]
"""The places of what is attributed, and the last word of the cue ("called for")."""


def complement(passage: Passage, verb: Token, lemma: str) -> Complement | None:
    """What the verb takes on its right: a clause, a preposition's object, an infinitive, an object."""
    rights = [c for c in verb.rights if c.dep_ != "punct"]
    if (lemma == "call" and telephones(rights)) or is_circumstance(verb) or is_met(verb):
        return None
    if names_source(verb.head, verb):
        return None
    return (
        (_clause(passage, verb, rights) if lemma in CLAUSE else None)
        or _prepositional(passage, verb, rights, PREPOSITION.get(lemma, frozenset()))
        or (_infinitive(passage, verb, rights) if lemma in INFINITIVE else None)
        or (_gerund(passage, verb, rights) if lemma in GERUND else None)
        or (_named_before(passage, verb, rights) if lemma in NAMING else None)
        or (_named(passage, verb, rights) if lemma in NAMING else None)
        or (_object(passage, verb, rights) if lemma in OBJECT else None)
    )


def _clause(passage: Passage, verb: Token, rights: list[Token]) -> Complement | None:
    clause = next((c for c in rights if c.dep_ == "ccomp" or _bare_clause(c)), None)
    if clause is None or names_source(verb, clause):
        return None
    if is_bare_cue(clause) and _quotes_before(passage, verb):
        return None
    lefts = [c for c in clause.lefts if c.i > verb.i and c.dep_ != "punct"]
    first = clause.left_edge if clause.left_edge.i > verb.i else passage.doc[verb.i + 1]
    if len(lefts) > 1 and lefts[0].dep_ == "npadvmod":
        first = lefts[1].left_edge  # "said this week he would": when it was said
    return _stretch(passage, verb, first, clause), verb


def _quotes_before(passage: Passage, verb: Token) -> bool:
    """Whether quoted words end before a verb in its sentence."""
    return any(mark.end <= passage.start(verb) for mark in passage.marks)


def _prepositional(
    passage: Passage, verb: Token, rights: list[Token], prepositions: frozenset[str]
) -> Complement | None:
    found = next(
        (c for c in rights if c.lower_ in prepositions and c.dep_ in ("prep", "prt", "advmod")), None
    )
    first = _object_of(found) if found is not None else None
    if found is None or first is None or is_time(first) or sends(verb):
        return None
    return _stretch(passage, verb, first.left_edge, found), found if found.i == verb.i + 1 else verb


def _infinitive(passage: Passage, verb: Token, rights: list[Token]) -> Complement | None:
    to = next((c for c in rights if c.dep_ in ("ccomp", "xcomp") and _has_to(c)), None)
    if to is None or says_nothing(to):
        return None
    first = next((c for c in rights if c.dep_ in ("dobj", "dative") and c.i < to.i), to)
    return _stretch(passage, verb, first.left_edge, to), verb


def _gerund(passage: Passage, verb: Token, rights: list[Token]) -> Complement | None:
    found = next((c for c in rights if c.tag_ == "VBG" and c.dep_ == "xcomp" and c.i == verb.i + 1), None)
    return (_stretch(passage, verb, found, found), verb) if found is not None else None


def _named(passage: Passage, verb: Token, rights: list[Token]) -> Complement | None:
    named = next((c for c in rights if c.dep_ in ("dobj", "oprd", "attr", "ccomp", "nsubj")), None)
    if named is None:  # "dismissed as “fantasy” a claim that"
        named = next(
            (c for c in rights if c.lower_ == "as" and c.i == verb.i + 1 and verb.lemma_ in ACTING), None
        )
    if named is None:
        return None
    found = _stretch(passage, verb, named.left_edge, named)
    return (found, verb) if _is_said(passage, verb, named, found) else None


def _named_before(passage: Passage, verb: Token, rights: list[Token]) -> Complement | None:
    """What a relative clause calls the noun before it: "a blast that Moen described as “deliberate”".

    The noun is a part of what is said: "a blast … “deliberate”".
    """
    noun = verb.head
    which = next((c for c in verb.lefts if c.dep_ == "dobj" and is_relative(c)), None)
    name = rights[0] if rights else None
    if verb.dep_ != "relcl" or which is None or name is None:
        return None
    if name.i != verb.i + 1 and name.dep_ not in _NAMES:
        return None
    last = name if name.lower_ == "as" else verb
    first = passage.doc[last.i + 1]
    found = [passage.phrase(noun), *_stretch(passage, verb, first, name)]
    return (found, verb) if passage.kind(found) is Kind.MIXED else None


def _object(passage: Passage, verb: Token, rights: list[Token]) -> Complement | None:
    first = next((c for c in rights if c.dep_ in ("dobj", "oprd", "attr")), None)
    first = first or next((c for c in rights if c.dep_ == "ccomp" and c.pos_ not in _VERBS), None)
    if first is None or (first.pos_ == "PRON" and len(rights) == 1):
        return None
    found = _stretch(passage, verb, first.left_edge, first)
    return (found, verb) if _is_said(passage, verb, first, found) else None


def _is_said(passage: Passage, verb: Token, noun: Token, found: list[Place]) -> bool:
    """Whether a verb that also tells of deeds has an object of which something can be said."""
    if verb.lemma_.lower() not in ACTING or is_sayable(noun):
        return True
    reasoned = any(c.lower_ == "as" or gives_reason(c) for c in verb.rights)
    return reasoned or passage.kind(found) is not Kind.INDIRECT


def _bare_clause(token: Token) -> bool:
    """A clause that the parser took for an open complement although it has a subject."""
    return token.dep_ == "xcomp" and own_subject(token) is not None and not _has_to(token)


def _has_to(token: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in token.lefts)


def _object_of(preposition: Token) -> Token | None:
    """The object of a preposition, or of the one after it: "out at the press"."""
    for child in preposition.rights:
        if child.dep_ in ("pobj", "pcomp", "dobj"):
            return child
        if child.dep_ == "prep":
            return _object_of(child)
    if preposition.dep_ not in ("prt", "advmod"):
        return None
    for sibling in preposition.head.rights:
        if sibling.i > preposition.i and sibling.dep_ in ("dobj", "ccomp"):
            return sibling
        if sibling.i > preposition.i and sibling.dep_ == "prep":
            return _object_of(sibling)
    return None


# ---- from where to where ---------------------------------------------------------------------------


def _stretch(passage: Passage, verb: Token, first: Token, head: Token) -> list[Place]:
    """From the first word of a complement to the end of what belongs to it."""
    last = head.right_edge
    for child in verb.rights:
        if child.i <= head.i or child.dep_ in ("punct", "cc"):
            continue
        if child.dep_ == "conj" and (child.pos_ not in _VERBS or _continues_infinitive(verb, child)):
            last = child.right_edge
            continue
        if child.dep_ in ("conj", "parataxis", "nsubj") or _cut_off(passage, child):
            break
        last = child.right_edge if child.right_edge.i > last.i else last
    return [(passage.start(first), passage.end(passage.doc[_stop(passage, first, last)]))]


def _continues_infinitive(verb: Token, joined: Token) -> bool:
    """Whether a verb joined to the cue can only go on with an infinitive in between.

    "Said she wanted to thank the crews and let them rest": "let" is no past tense beside "said". Beside
    "we say" it might be a present.
    """
    bare = joined.tag_ == "VB" and not any(c.dep_ in ("aux", *SUBJECTS) for c in joined.lefts)
    return bare and verb.tag_ in ("VBD", "VBZ")


def _cut_off(passage: Passage, child: Token) -> bool:
    """Whether what hangs on the cue after its complement is another matter.

    So is a contrast, what a comma sets off, and when or where it was said: "called for talks at a summit".
    """
    if child.dep_ == "advcl" and any(c.lower_ in _CONTRASTS | _WHEN for c in child.lefts):
        return True
    if _is_occasion(child):
        return True
    before = passage.doc[child.left_edge.i - 1] if child.left_edge.i else child
    return before.text in (",", ";", *_DASHES) and child.dep_ in _SET_OFF


def _is_occasion(child: Token) -> bool:
    """Whether a phrase tells when or where it was said: "on Friday", "during a visit", "in a statement"."""
    if child.dep_ == "npadvmod":
        return is_time(child)
    if child.dep_ != "prep":
        return False
    of = next((c for c in child.rights if c.dep_ in ("pobj", "pcomp")), None)
    if of is None or child.lower_ in _WHEN or child.lower_ == "during":
        return True
    return child.lower_ in ("in", "on", "at") and (
        is_time(of) or of.lemma_.lower() in SPEECH_NOUNS | _OCCASIONS
    )


def _turns_back(token: Token) -> bool:
    """Whether a verb after "and" is joined to the cue, over the clause: "warned that ... and urged ..."."""
    outer = joined_above(token)
    return outer is not None and (token.lemma_.lower() in VERBS or token.head.tag_ == "VB")


def _stop(passage: Passage, first: Token, last: Token) -> int:
    """The last word before another cue takes over: ", adding that", ", according to"."""
    for token in passage.doc[first.i + 1 : last.i + 1]:
        if _turns_back(token):
            before = passage.doc[token.i - 1]
            while before.i > first.i and (before.dep_ in ("cc", "punct", "advmod", "aux")):
                before = before.nbor(-1)
            return int(before.i)
        if passage.doc[token.i - 1].text not in (",", *_DASHES, "and", "but", "while") or passage.quoted(
            token
        ):
            continue
        if token.tag_ in ("WP", "WDT", "WP$") and _adds(passage, first, token, last):
            return max(first.i, token.i - 2)
        participle = token.tag_ == "VBG" and token.dep_ in ("advcl", "conj", "xcomp")
        if token.lower_ == "according" or (participle and token.lemma_.lower() in QUOTING):
            return max(first.i, token.i - 2)
    return last.i


def _adds(passage: Passage, first: Token, relative: Token, last: Token) -> bool:
    """Whether a relative clause after a comma is the reporter's, on a thing that is spoken of.

    Not where the words before it are a clause, or where words in marks stand in it.
    """
    said = any(t.tag_ in ("VBD", "VBP", "VBZ", "MD") for t in passage.doc[first.i : relative.i])
    return not said and not any(passage.quoted(t) for t in passage.doc[relative.i : last.i + 1])
