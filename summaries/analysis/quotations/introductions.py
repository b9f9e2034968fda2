"""Who speaks where nothing round the quotation marks says so: whom the sentence before them names."""

from __future__ import annotations

from spacy.tokens import Token

from summaries.analysis.attribution import Attribution
from summaries.analysis.cues import QUOTING, words
from summaries.analysis.document import Document, Sentence
from summaries.analysis.grammar import agent, is_passive, own_subject, place, subject
from summaries.analysis.marks import Marks
from summaries.analysis.quotations.surroundings import NO_CUE, Cue, source_of
from summaries.analysis.roles import HOLDERS, role_of
from summaries.model import Role

_INTRODUCING = QUOTING | words(
    """reiterate restate respond defend reject oppose call appeal back support address talk discuss outline
    lay make issue give deliver release send publish hit lash reaffirm express voice set take strike
    turn disagree react congratulate thank welcome plead sound"""
)
_MINE = frozenset(("i", "we"))
_UNDONE = frozenset(("should", "must", "may", "might", "could", "would", "can", "ought"))
_MAIN = ("ROOT", "conj", "advcl", "xcomp", "parataxis")


def stands_alone(text: str, mark: Marks) -> bool:
    """Whether the words in the marks are whole sentences, not a title or an emphasis."""
    inner = text[mark.inner_start : mark.inner_end].strip()
    after = text[mark.end : mark.end + 1]
    ends = inner[-1:] in (".", "!", "?", "…") or after in (".", "!", "?") or not mark.closed
    return ends and len(inner.split()) > 1


def introduced(document: Document, mark: Marks, previous: Attribution | None) -> Cue:
    """The cue of the sentence before the marks, in their paragraph or at the end of the one before.

    ``previous`` is the direct quotation before, which goes on where it ends that sentence. Less sure than a
    cue beside the marks; ``NO_CUE`` where the sentence before names no one who could speak.
    """
    here = document.sentence_at(mark.start)
    if here is None or here.index == 0:
        return NO_CUE
    before = document.sentences[here.index - 1]
    if before.paragraph < here.paragraph - 1:
        return NO_CUE
    if previous is not None and _is_told_in(previous, before):
        return Cue(previous.cue, previous.source, "say", previous.confidence * 0.8)
    return _by_verb(document, before) or _by_subject(before) or NO_CUE


def _is_told_in(previous: Attribution, before: Sentence) -> bool:
    """Whether the quotation before ends in a sentence, or has its cue there."""
    ends_there = previous.content[-1][1] >= before.start
    return ends_there or (previous.cue is not None and before.start <= previous.cue[0] < before.end)


def _by_verb(document: Document, before: Sentence) -> Cue | None:
    """The last main verb of saying in a sentence, with its subject."""
    for verb in reversed(list(before.parse or ())):
        if verb.pos_ != "VERB" or verb.dep_ not in _MAIN or verb.lemma_.lower() not in _INTRODUCING:
            continue
        if not _is_told(verb):
            continue
        who = _speaks(verb) if document.inside_marks(*place(before, verb, verb)) is None else None
        if who is not None and _can_speak(who):
            return Cue(place(before, verb, verb), source_of(before, who), "say", 0.8)
    return None


def _is_told(verb: Token) -> bool:
    """Whether the sentence itself tells it as done, not what somebody should do, or thinks that others do.

    Nor in the first person: that is somebody's speech already.
    """
    chain = [verb]
    while chain[-1].dep_ in ("conj", "advcl", "xcomp") and chain[-1].head.pos_ in ("VERB", "AUX"):
        chain.append(chain[-1].head)
    if chain[-1].dep_ in ("advcl", "xcomp", "ccomp", "conj"):
        return False
    return not any(
        c.dep_ == "neg" or c.lower_ in _UNDONE or c.lower_ in _MINE for v in chain for c in v.lefts
    )


def _speaks(verb: Token) -> Token | None:
    """Who answers to a verb: its subject, or who "was asked whether" something."""
    if verb.lemma_ in ("ask", "press", "question") and is_passive(verb) and agent(verb) is None:
        return own_subject(verb)
    return subject(verb)


def _by_subject(before: Sentence) -> Cue | None:
    """Whom a sentence without a word of saying is about: a place to look, too little to name a speaker."""
    root = next((t for t in before.parse or () if t.dep_ == "ROOT"), None)
    who = own_subject(root) if root is not None else None
    if root is None or who is None or not _can_speak(who):
        return None
    return Cue(place(before, root, root), source_of(before, who), "say", 0.45)


def _can_speak(who: Token) -> bool:
    """Whether a subject can be somebody: a name, he or she, a noun for people or bodies."""
    if who.pos_ == "PRON":
        return who.lower_ in ("he", "she", "they", "who")
    lemma = who.lemma_.lower()
    return who.pos_ == "PROPN" or lemma in HOLDERS or role_of(lemma) is not Role.UNKNOWN
