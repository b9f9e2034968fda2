"""What is said of the target where it is the subject: "is a mistake", "must go", "came under fire from"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from summaries.analysis.clauses import Tree
from summaries.analysis.modality import is_negated
from summaries.analysis.stances.climbing import Climb, carried, negatable
from summaries.analysis.stances.formulas import said_of, whose_line
from summaries.analysis.stances.idioms import under_fire
from summaries.analysis.stances.nouns import NOUNS
from summaries.analysis.stances.verdicts import (
    is_bad,
    is_kept_open,
    is_obliged,
    is_responsible,
    sign_of_verdict,
)
from summaries.analysis.word_classes import DOING, LEAVING, MISDEEDS, RECEIVING, UNDOING
from summaries.model import Act

_ACCUSING = frozenset({"complain", "allege", "accusation", "allegation", "complaint"})
_HARMING = frozenset({"create", "cause", "pose", "spread", "sow", "inflict", "wreak", "commit"})
_REMAINING = frozenset({"be", "remain", "stay"})


def said_of_it(tree: Tree, climb: Climb, place: int) -> Iterator[Climb]:
    """Past the verb of which the target is the subject; empty where nothing is said for or against it."""
    who = tree.child(place, "nsubj")
    if who is not None and tree.words[who] in ("we", "i"):
        return  # "we, the two of us, must": not said of one of them
    if (phrase := _by_phrase(tree, climb, place)) is not None:
        yield phrase
    elif fire := tuple(_under_fire(tree, climb, place)):
        yield from fire
    elif received := tuple(_received(tree, climb, place)):
        yield from received
    else:
        sign, act = _verdict(tree, climb, place)
        if sign and not is_negated(tree, place):
            yield replace(carried(climb, place, act, sign, 0.7), verdict=True)
        elif not sign and climb.act is None and not climb.matter:
            yield from _demanded(tree, climb, place)


def _verdict(tree: Tree, climb: Climb, place: int) -> tuple[int, Act]:
    """Praise (1) or blame (-1) by whoever says it, or neither, and the act."""
    verb, thing = tree.verb(place), tree.child(place, "dobj", "obj")
    if verb in _REMAINING and climb.matter and is_kept_open(tree, place):
        return 1, Act.CONSIDERS
    if tree.lemmas[place] == "be":
        sign = sign_of_verdict(tree, place)
        blamed = sign < 0 and is_responsible(tree, place)
        return sign, Act.PRAISES if sign > 0 else Act.ACCUSES if blamed else Act.CRITICISES
    if verb in MISDEEDS and climb.act is None and not climb.matter:
        return -1, Act.CRITICISES
    if verb in LEAVING | UNDOING and is_obliged(tree, place) and not _undoes_another(tree, climb, place):
        return -1, Act.CALLS_FOR
    bad = (verb in DOING or verb in _HARMING) and thing is not None and is_bad(tree, thing)
    return -1 if bad else 0, Act.CRITICISES


def _by_phrase(tree: Tree, climb: Climb, place: int) -> Climb | None:
    """What a set phrase says of the target: "is out of the question"."""
    phrase = said_of(tree, place) if climb.act is None else None
    if phrase is None:
        return None
    holder = whose_line(tree, place)
    return replace(carried(climb, place, *phrase, 0.8), verdict=holder is None, holder=holder)


def accused_of_it(tree: Tree, climb: Climb, verb: int) -> Iterator[Climb]:
    """Past the noun of "the accusation that Y did it", whose holder is against Y."""
    above = tree.heads[verb]
    if tree.deps[verb] in ("acl", "ccomp") and tree.lemmas[above] in _ACCUSING:
        yield from negatable(tree, carried(climb, above, Act.ACCUSES, -1, 0.8), above)


def _demanded(tree: Tree, climb: Climb, verb: int) -> Iterator[Climb]:
    """What a party is told to have to do, or is complained of: "demanded that Y go", "Y must pay"."""
    above = tree.heads[verb]
    clause = tree.deps[verb] in ("ccomp", "acl") and above != verb
    if clause and tree.lemmas[above] in ("demand", "insist") and tree.tags[verb] in ("VB", "VBP"):
        yield from negatable(tree, carried(climb, above, Act.CALLS_FOR, -1, 0.8), above)
    elif clause and tree.lemmas[above] in _ACCUSING:
        yield from negatable(tree, carried(climb, above, Act.ACCUSES, -1, 0.8), above)
    elif any(tree.deps[c] == "aux" and tree.words[c] == "must" for c in tree.children[verb]):
        yield replace(carried(climb, verb, Act.CALLS_FOR, -1, 0.6), verdict=True)


def _under_fire(tree: Tree, climb: Climb, verb: int) -> Iterator[Climb]:
    """Of "came under fire from Y" and "was the target of criticism by Y": the noun whose holder is Y."""
    noun = under_fire(tree, verb)
    if noun is not None and climb.act is None and not is_negated(tree, verb):
        by = tree.child(verb, "agent") or next(
            (
                c
                for at in (verb, *tree.below(verb))
                for c in tree.children[at]
                if tree.words[c] in ("from", "by")
            ),
            None,
        )
        holder = tree.child(by, "pobj") if by is not None else None
        if holder is not None:
            yield replace(carried(climb, verb, Act.CRITICISES, -1, 0.9), holder=holder)


def _undoes_another(tree: Tree, climb: Climb, verb: int) -> bool:
    """Whether a matter has to end something else: "the treaty must end the war"."""
    return climb.matter and tree.child(verb, "dobj") is not None


def _received(tree: Tree, climb: Climb, place: int) -> Iterator[Climb]:
    thing = tree.child(place, "dobj", "obj") if tree.verb(place) in RECEIVING else None
    if thing is None or climb.act is not None or is_negated(tree, place):
        return
    for frame in NOUNS.get(tree.lemmas[thing], ())[:1]:
        yield replace(carried(climb, thing, frame.act, frame.sign, 0.9), at=thing)
