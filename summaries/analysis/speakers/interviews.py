"""Who is interviewed: the one person of whom an interview's opening says that he or she talks."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from summaries.analysis.cues import words
from summaries.analysis.document import Document, Sentence
from summaries.analysis.grammar import own_subject
from summaries.analysis.speakers.identity import Identities
from summaries.analysis.speakers.speaker import NOBODY, Speaker
from summaries.model import Role

_TALKING = words("speak talk sit answer discuss interview meet join reply explain")
_TALKS = words("interview conversation q&a talk discussion")
_SURE = 0.8


def interviewee(document: Document, identities: Identities, before: int) -> Speaker:
    """The only person who talks or is talked with in what stands before a place; else nobody."""
    found: dict[str, Speaker] = {}
    for sentence in document.sentences:
        if sentence.end > before:
            break
        for token in _talking(sentence):
            speaker = identities.of(sentence, token)
            if speaker.role in (Role.PERSON, Role.SPOKESPERSON, Role.ANALYST, Role.ANONYMOUS):
                found[speaker.name or ""] = speaker
    if len(found) != 1 or "" in found:
        return NOBODY
    [one] = found.values()
    return Speaker(
        one.name, one.person, one.actor, one.office, one.role, min(_SURE, one.confidence), one.pronoun, True
    )


def _talking(sentence: Sentence) -> Iterator[Token]:
    """The nouns of a sentence that are said to talk, or to be talked with."""
    for token in sentence.parse or ():
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and lemma in _TALKING:
            parties = [
                own_subject(token),
                *(c for c in token.rights if c.dep_ == "dobj" and lemma != "discuss"),
            ]
        elif not (token.pos_ in ("NOUN", "PROPN") and lemma in _TALKS):
            continue
        else:
            parties = []
        parties += [
            g for c in token.rights if c.lower_ in ("with", "to") for g in c.rights if g.dep_ == "pobj"
        ]
        yield from (party for party in parties if party is not None and party.pos_ in ("PROPN", "NOUN"))
