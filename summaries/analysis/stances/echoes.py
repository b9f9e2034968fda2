"""Words that take up what somebody else has just said: "agreed", "we share that view"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from summaries.analysis.clauses import FIRST, THIRD, Tree
from summaries.analysis.modality import is_former, is_negated, is_supposed

_SHORT = 4
"""Words: "we agree with him" takes up what was said before; "we agree that ..." says something else."""

_VIEWS = frozenset(
    {"view", "opinion", "position", "assessment", "conviction", "mind", "sentiment", "stance", "line", "idea"}
)
_POINTING = frozenset({"that", "this", "same"}) | THIRD
_HOLDING = frozenset({"share", "take", "hold", "have", "express", "echo"})


@dataclass(frozen=True, slots=True)
class Echo:
    """The ``verb`` that takes up another's words, its ``subject``, and who is agreed ``with`` where told."""

    verb: int
    subject: int
    agreed_with: int | None = None


def echoes(tree: Tree) -> Iterator[Echo]:
    """Whoever in the sentence is told, or says, to be of the opinion just given."""
    for verb, kind in enumerate(tree.kinds):
        subject = tree.child(verb, "nsubj")
        if kind not in ("VERB", "AUX") or subject is None:
            continue
        if is_negated(tree, verb) or is_supposed(tree, verb) or is_former(tree, verb):
            continue
        if tree.lemmas[verb] in ("agree", "concur"):
            yield from _agreement(tree, verb, subject)
        elif _holds_it(tree, verb):
            yield Echo(verb, subject)


def _agreement(tree: Tree, verb: int, subject: int) -> Iterator[Echo]:
    """Read "agreed" and "agrees with X", but not "agreed to", "agreed on" or "agreed that"."""
    if any(tree.deps[c] in ("aux", "auxpass") and tree.words[c] != "do" for c in tree.children[verb]):
        return
    agreed_with = None
    for child in tree.children[verb]:
        if tree.deps[child] in ("xcomp", "dobj", "relcl", "mark"):
            return
        if tree.deps[child] == "ccomp" and child > verb and ":" not in tree.words[verb:child]:
            return
        if tree.deps[child] == "prep":
            agreed_with = tree.child(child, "pobj")
            named = agreed_with is not None and tree.kinds[agreed_with] in ("PROPN", "PRON")
            if tree.words[child] != "with" or not named:
                return
    yield Echo(verb, subject, agreed_with)


def _holds_it(tree: Tree, verb: int) -> bool:
    """Whether it is "shares that view", "takes the same line", "is of the same opinion"."""
    thing = tree.child(verb, "dobj") if tree.lemmas[verb] in _HOLDING else None
    if tree.lemmas[verb] == "be":
        of = next((c for c in tree.children[verb] if tree.words[c] == "of"), None)
        thing = tree.child(of, "pobj") if of is not None else None
    if thing is None or tree.lemmas[thing] not in _VIEWS or tree.child(thing, "prep", "relcl", "acl"):
        return False
    same = [tree.words[child] for child in tree.children[thing]]
    return "same" in same or (tree.lemmas[verb] in ("share", "echo") and bool(_POINTING & {*same}))


def feels_the_same(tree: Tree, verb: int) -> bool:
    """Whether the verb is that of "I feel the same way", "we agree", "we share that view"."""
    own = tree.child(verb, "nsubj")
    if own is None or tree.words[own] not in FIRST or is_negated(tree, verb) or is_supposed(tree, verb):
        return False
    if tree.lemmas[verb] in ("agree", "concur"):
        return len(tree) - verb <= _SHORT
    same = any(tree.words[t] == "same" for t in tree.below(verb)[:_SHORT])
    return tree.lemmas[verb] in ("feel", "think", "believe", "want", "see", "share") and same


def points_back(tree: Tree, noun: int) -> bool:
    """Whether the noun is one told before: "these claims"."""
    return any(
        tree.words[c] in ("the", "these", "those", "such", "this", "that", "all") for c in tree.children[noun]
    )
