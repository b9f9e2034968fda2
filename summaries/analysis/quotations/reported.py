"""Words attributed in the reporter's own sentence, wholly or partly outside quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from summaries.analysis.attribution import Attribution, Place
from summaries.analysis.cues import (
    ACTING,
    CLAUSE,
    NOUNS,
    OBJECT,
    PHRASES,
    PREPOSITION,
    QUOTING,
    VERBS,
    type_of,
    words,
)
from summaries.analysis.document import Document
from summaries.analysis.grammar import (
    agent,
    is_passive,
    is_relative,
    is_time,
    own_subject,
    possessor,
    quoting_as,
    subject,
)
from summaries.analysis.passage import Passage
from summaries.analysis.quotations.asides import aside
from summaries.analysis.quotations.complements import complement
from summaries.analysis.quotations.enumerations import enumeration
from summaries.analysis.quotations.parentheses import parenthesis
from summaries.analysis.quotations.refusals import can_mean, is_empty
from summaries.analysis.quotations.sayable import is_sayable
from summaries.model import Kind

_PROMPTING = words(
    "advise ask beg call encourage expect instruct invite order press pressure push request require suppose"
    " tell urge want warn"
)
"""Verbs that, in the passive, only say what others want of somebody."""
_MODALS = frozenset(("would", "could", "might", "may", "should", "can", "must", "if", "unless", "never"))
_HOPES = dict.fromkeys(("hopes", "hoped", "hoping"), "hope")
"""Words that the lemmatiser takes for those of another verb ("hop")."""
_CHARGED = frozenset(("of", "for", "as", "with"))
_HAVING = words(
    """make have issue express voice offer release repeat give raise send deliver reiterate hold announce
    share"""
)


def find_reported(document: Document) -> Iterator[Attribution]:
    """Indirect and mixed attributions, sentence by sentence; also fragments in marks that a clause holds."""
    for sentence in document.sentences:
        if sentence.parse is not None:
            passage = Passage(document, sentence, sentence.parse)
            for token in passage.doc:
                yield from _by(passage, token)


def _by(passage: Passage, token: Token) -> Iterator[Attribution]:
    """What a word attributes, if it is a cue outside quotation marks."""
    if passage.quoted(token):
        return
    put = aside(passage, token)
    if put is not None:
        yield from _made(passage, *put)
        return
    listed = enumeration(passage, token) if token.pos_ in ("VERB", "AUX") else None
    if listed is not None:
        yield from _made(passage, (token, token), "say", *listed)
        return
    lemma = _HOPES.get(token.lower_, token.lemma_.lower())
    if token.pos_ in ("VERB", "AUX") and lemma in VERBS:
        yield from _by_verb(passage, token, lemma)
    elif token.pos_ == "NOUN" and lemma in NOUNS:
        yield from _by_noun(passage, token, lemma)
    elif token.pos_ == "VERB" and (last := _closing(token)) is not None:
        inserted = parenthesis(passage, token, subject(token))
        if inserted is not None:
            yield from _made(passage, (token, last), "say", *inserted)


def _by_verb(passage: Passage, verb: Token, lemma: str) -> Iterator[Attribution]:
    if verb.dep_ in ("aux", "auxpass", "amod", "compound"):
        return
    saying = quoting_as(verb)
    if saying is not None:
        yield from _quoted_as(passage, verb, saying)
        return
    slip = _takes_object(verb, lemma)
    if is_passive(verb) and not slip:
        yield from _passive(passage, verb, lemma)
        return
    who = own_subject(verb) if slip else subject(verb)
    if who is not None and not can_mean(who, lemma):
        return
    found = complement(passage, verb, lemma) if who is not None else None
    if found is not None and who is not None:
        yield from _made(passage, (verb, found[1]), lemma, who, found[0])
    elif lemma in CLAUSE and (inserted := parenthesis(passage, verb, who)) is not None:
        yield from _made(passage, (verb, verb), lemma, *inserted)


def _closing(verb: Token) -> Token | None:
    """The word that makes a verb one of saying, set off by a comma: "the port, she made clear, is shut"."""
    after = verb.nbor(1) if verb.i + 2 < len(verb.doc) else verb
    phrase = after.lower_ in PHRASES.get(verb.lemma_.lower(), ()) and after.nbor(1).text in (",", ".")
    return after if phrase and verb.lemma_ == "make" else None


def _quoted_as(passage: Passage, verb: Token, saying: Token) -> Iterator[Attribution]:
    """What stands before "X quoted Y as saying" is Y's; what stands after it is found at "saying"."""
    lemma, who = saying.lemma_.lower(), subject(saying)
    if who is None or complement(passage, saying, lemma) is not None:
        return
    inserted = parenthesis(passage, verb, None)
    if inserted is not None:
        yield from _made(passage, (saying, saying), lemma, who, inserted[1])


def _made(
    passage: Passage, cue: tuple[Token, Token], lemma: str, who: Token | None, content: list[Place]
) -> Iterator[Attribution]:
    places = [p for p in (passage.whole(*c) for c in content) if p is not None]
    source = _source(passage, who, places) if who is not None else None
    if (who is not None and passage.quoted(who)) or is_empty(passage.tokens(places)):
        return
    if not places or (source is not None and any(a <= source[0] < b for a, b in places)):
        return
    kind = passage.kind(places)
    if kind is Kind.DIRECT:
        places = [passage.within_marks(p) for p in places]
    yield Attribution(
        kind, type_of(lemma), tuple(places), source, passage.place(*cue), sureness(passage, cue[0])
    )


def _source(passage: Passage, who: Token, content: list[Place]) -> Place:
    """The source's noun phrase, or just its head where the phrase would run into the content."""
    found = passage.phrase(who)
    if len(content) > 1 and any(found[0] < a < found[1] for a, _ in content):
        return passage.place(who.left_edge, who)
    runs_in = len(content) == 1 and any(a < found[1] and found[0] < b for a, b in content)
    return passage.place(who, who) if runs_in else found


def sureness(passage: Passage, cue: Token) -> float:
    """How sure it is that the thing was said: not where the cue is denied, supposed or put as a question."""
    later = any(c.lower_ in ("later", "subsequently", "eventually") for c in cue.lefts)
    if any(
        c.dep_ == "neg"
        or (
            c.dep_ in ("aux", "mark", "advmod")
            and c.lower_ in _MODALS
            and not (later and c.lower_ == "would")
        )
        for c in cue.lefts
    ):
        return 0.4
    if _supposed(cue):
        return 0.4
    future = any(c.dep_ == "aux" and c.lower_ in ("will", "’ll", "'ll") for c in cue.lefts)
    asked = passage.text[: passage.sentence.end].endswith("?") and not passage.quoted(passage.doc[-1])
    return 0.45 if future or asked else 0.9


def _supposed(cue: Token) -> bool:
    """Whether a cue that hangs on other verbs is supposed, denied or asked for: "if she were to say".

    What somebody "was urged to renounce" is not renounced yet.
    """
    node = cue
    while node.dep_ == "xcomp":
        node = node.head
        if is_passive(node) and node.lemma_ in _PROMPTING:
            return True
        if any(c.dep_ == "neg" or (c.dep_ == "mark" and c.lower_ in _MODALS) for c in node.lefts):
            return True
    return False


def _takes_object(verb: Token, lemma: str) -> bool:
    """Whether a seeming passive has the object it should lack ("was called on the army to go"): a slip."""
    if lemma == "ask":
        return False  # "was asked about it": by somebody
    found = [c for c in verb.rights if c.dep_ == "prep" and c.lower_ in PREPOSITION.get(lemma, ())]
    objects = [c for preposition in found for c in preposition.rights if c.dep_ == "pobj"]
    return is_passive(verb) and any(not is_time(c) for c in objects)


# ---- passives and nouns -----------------------------------------------------------------------------


def _passive(passage: Passage, verb: Token, lemma: str) -> Iterator[Attribution]:
    """Said by somebody of somebody: "was praised by X for its work", "were told by X that it was over".

    "It was announced that" is said by nobody who is named.
    """
    who = agent(verb)
    if who is not None and passage.quoted(who):
        return
    of = own_subject(verb) or (verb.head if verb.dep_ == "acl" else None)
    clause = next((c for c in verb.rights if c.dep_ == "ccomp" and _has_that(c)), None)
    if clause is not None and lemma in CLAUSE and (who is not None or (of is not None and of.lower_ == "it")):
        content = [passage.place(clause.left_edge, clause.right_edge)]
    elif who is None or lemma not in OBJECT or of is None or of.pos_ == "PRON":
        return
    else:
        content = [passage.phrase(of), *_said_of(passage, verb, who)]
        if lemma in ACTING and not is_sayable(of):
            return
    yield from _made(passage, (verb, verb), lemma, who, content)


def _has_that(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.lefts)


def _said_of(passage: Passage, verb: Token, who: Token) -> Iterator[Place]:
    """What a passive goes on with after who speaks: "of hiding the logbook", "to release them"."""
    for child in (*who.rights, *verb.rights):
        gerund = child.dep_ == "prep" and any(c.dep_ == "pcomp" for c in child.rights)
        infinitive = child.dep_ == "xcomp" and child.i > who.i
        accused = child.dep_ == "prep" and child.head == verb and child.lower_ in _CHARGED
        if gerund or infinitive or accused:
            yield passage.place(child.left_edge, child.right_edge)
            return


def _by_noun(passage: Passage, noun: Token, lemma: str) -> Iterator[Attribution]:
    """A noun of saying with its clause: "her claim that it rained", "a promise by the minister to help"."""
    clauses = [c for c in noun.rights if c.dep_ in ("acl", "ccomp", "appos") or _is_clause_of(c)]
    clause = next((c for c in clauses if any(m.lower_ in ("that", "to") for m in c.lefts)), None)
    who = possessor(noun) or _maker(noun) or _holder(noun)
    clause = clause or (_predicate(noun) if who is not None else None)
    if clause is None:
        return
    told = noun.head.head
    if who is None and noun.dep_ == "pobj" and noun.head.lower_ == "in" and told.lemma_.lower() in CLAUSE:
        content = passage.place(clause.left_edge, clause.right_edge)  # "confirmed in a statement that"
        yield from _made(passage, (told, told), told.lemma_.lower(), subject(told), [content])
    elif who is not None or any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children):
        content = passage.place(clause.left_edge, clause.right_edge)
        yield from _made(passage, (noun, noun), lemma, who, [content])


def _predicate(noun: Token) -> Token | None:
    """The clause that a noun of saying is said to be: "Delmora's view is that it was wrong"."""
    be = noun.head
    if noun.dep_ != "nsubj" or be.lemma_ != "be" or any(c.dep_ in ("neg", "aux") for c in be.children):
        return None
    return next((c for c in be.rights if c.dep_ == "ccomp" and _has_that(c)), None)


def _is_clause_of(clause: Token) -> bool:
    """Whether a seeming relative clause may be what a noun says; not "a note that read “...”"."""
    own = own_subject(clause)
    describes = own is not None and is_relative(own) and clause.lemma_.lower() in QUOTING
    return clause.dep_ == "relcl" and not describes


def _maker(noun: Token) -> Token | None:
    """Whose words a noun stands for, by a phrase after it: "the claim by X", "a warning from X"."""
    for child in noun.rights:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "of", "among"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _holder(noun: Token) -> Token | None:
    """Who makes or has what the noun names: "X made the claim" is X's, "X rejected the claim" is not."""
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in _HAVING:
        return subject(noun.head)
    return None
