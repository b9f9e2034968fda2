"""Single questions about a noun: the name round it, what a relative stands for, whether it names a nation."""

from __future__ import annotations

from spacy.tokens import Token

from summaries.analysis.cues import words
from summaries.analysis.grammar import is_relative
from summaries.analysis.roles import BODIES, HE, NATIONAL, PRESS, SHE

_PARTICLES = words(
    "de da di do dos das del von van der den ter bin bint ibn al el la le y e as ad ar an ash at ul -"
)
_OF_NATIONS = ("ian", "ean", "ese", "man", "woman")


def antecedent(relative: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    node = relative
    while node.dep_ != "relcl":
        if node.dep_ == "ccomp" and node.head.lemma_ == "be":  # a cleft: "it was X who said"
            return next((c for c in node.head.children if c.dep_ == "attr"), None)
        if node.head == node:
            return None
        node = node.head
    return node.head if not is_relative(node.head) else None


def is_national(head: Token) -> bool:
    """Whether "the Frenchman", "the Swede": one word after "the" for one of a nation."""
    word = head.lower_
    alone = not any(c.dep_ in ("compound", "nmod") for c in head.lefts)
    national = word in NATIONAL or (word.endswith(_OF_NATIONS) and word not in BODIES)
    return alone and national and any(c.lower_ in ("the", "a", "an") for c in head.lefts)


def is_press(head: Token) -> bool:
    """Whether a noun is for a paper or station that is not said to be the state's."""
    beside = {t.lower_ for t in head.lefts} | {t.lower_ for c in head.lefts for t in c.subtree}
    news = head.lemma_.lower() == "agency" and "news" in beside
    return (head.lemma_.lower() in PRESS or news) and not beside & {"state", "official", "government"}


def name_of(head: Token) -> str:
    """The name with this head as written: the capitalised words before it that belong to it."""
    first = head
    while first.i > 0:
        before = first.nbor(-1)
        particle = before.lower_ in _PARTICLES
        if not particle and not (
            before.dep_ in ("compound", "flat", "nmod", "amod") and before.text[:1].isupper()
        ):
            break
        first = before
    return str(head.doc[first.i : head.i + 1].text)


def pronoun_of(head: Token) -> str:
    """The pronoun that a noun's own words tell ("spokeswoman"); "" where none does."""
    lemmas = {t.lemma_.lower() for t in head.subtree if t.dep_ in ("compound", "appos") or t == head}
    return "she" if lemmas & SHE else "he" if lemmas & HE else ""
