"""Which nouns can be what somebody says something of: claims, plans and qualities, not people and things."""

from __future__ import annotations

from spacy.tokens import Token

from summaries.analysis.cues import NOUNS, SPEECH_NOUNS, words
from summaries.analysis.roles import HOLDERS, role_of
from summaries.model import Role

_SUFFIXES = (
    *("ency", "ancy", "tion", "sion", "ment", "ness", "ity", "ism", "ure", "ence", "ance", "sis", "ship"),
    *("talk", "claim", "dom", "acy", "th", "ing", "al", "ty"),
)
_ABSTRACT = words(
    """plan policy idea law bill move offer fact role need risk danger failure threat deal strategy approach
    effort attempt war conflict peace crisis problem issue matter question point attack strike murder abuse
    violence right law rule ruling vote budget tax sanction reform change step call case lie myth hoax rumour
    rumor slander smear gossip joke nonsense fake theory thing comparison stance use lack rise fall increase
    decline progress work help support aid record handling regime system way exchange release arrest return"""
)
"""Nouns for what people argue about that no ending shows; our own list."""


def is_sayable(noun: Token) -> bool:
    """Whether the head of an object is a claim, a plan, a quality or a clause: something to speak of.

    False for people, places and things, and for the time.
    """
    if noun.pos_ in ("VERB", "AUX", "ADJ"):
        return True
    if any(c.dep_ in ("acl", "relcl", "ccomp") for c in noun.rights):
        return True
    lemma = noun.lemma_.lower()
    if noun.pos_ != "NOUN" or lemma in HOLDERS or role_of(lemma) is Role.ANONYMOUS:
        return False
    return lemma in NOUNS | SPEECH_NOUNS | _ABSTRACT or lemma.endswith(_SUFFIXES)
