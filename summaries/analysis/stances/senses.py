"""Verbs that are for or against by what else stands with them: "gave them weapons", "held it responsible"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from summaries.analysis.clauses import Tree
from summaries.analysis.modality import is_negated, is_neither
from summaries.analysis.stances.climbing import Climb, carried, negatable
from summaries.analysis.stances.holders import asked_of
from summaries.analysis.stances.nouns import NOUNS
from summaries.analysis.stances.verdicts import blamed, is_option, reacted, stays_out
from summaries.analysis.word_classes import (
    AIDS,
    BAD,
    DOING,
    FAILURES,
    GIVING,
    LEAVING,
    PRACTISING,
    TO_MEET,
    UNDOING,
)
from summaries.model import Act

_KEEPING = frozenset({"have", "keep", "retain", "reserve", "maintain"})
_COMPARING = frozenset({"compare", "liken", "equate"})


def by_sense(tree: Tree, climb: Climb, place: int, slot: str) -> Iterator[Climb]:
    """Past a verb that no lexicon has for this slot; empty where the way ends."""
    verb, loaded = tree.verb(place), climb.act is not None or climb.matter
    taking = slot == ("obj" if verb == "join" else "in") and verb in ("take", "join", "participate")
    if taking and loaded and climb.act is None and stays_out(tree, place):
        yield carried(climb, place, Act.REJECTS, -1, 0.8)
    elif slot in ("obj", "on", "in", "with", "to") and verb in DOING and loaded:
        yield from _practised(tree, climb, place, verb)
    elif climb.act is None and (judged := _judged(tree, climb, place, slot)) is not None:
        yield from negatable(tree, judged, place)
    elif not loaded:
        yield from _with_party(tree, climb, place, slot)


def _judged(tree: Tree, climb: Climb, place: int, slot: str) -> Climb | None:
    """For or against in several words: "is against it", "held it responsible", "reacted angrily to"."""
    if slot == "against" and tree.lemmas[place] == "be":
        neither = any(is_neither(tree, at) for at in tree.below(place) if tree.words[at] == "against")
        return None if neither else carried(climb, place, Act.REJECTS, -1)
    if slot == "obj" and blamed(tree, place):
        return carried(climb, place, Act.ACCUSES, -1, 0.9)
    if slot in ("to", "of") and (how := reacted(tree, place)):
        return carried(climb, place, Act.PRAISES if how > 0 else Act.CRITICISES, how)
    if slot == "obj" and tree.lemmas[place] == "question" and (climb.matter or climb.depth):
        return carried(climb, place, Act.CRITICISES, -1, 0.9)
    if slot == "obj" and tree.lemmas[place] in _COMPARING and _is_likened_to_bad(tree, place):
        return carried(climb, place, Act.CRITICISES, -1, 0.8)
    return None


def _with_party(tree: Tree, climb: Climb, place: int, slot: str) -> Iterator[Climb]:
    """What is done to or with a party: given it, refused it, or to meet it."""
    verb = tree.verb(place)
    if slot == "to" and verb in GIVING:
        yield from _given(tree, climb, place)
    elif slot == "obj" and verb in GIVING and _is_equipped(tree, place):
        yield from negatable(tree, carried(climb, place, Act.HELPS, 1, 0.8), place)
    elif verb in TO_MEET and slot in ("obj", "with", "to"):
        yield replace(climb, at=place, matter=True, deed=True)
    elif slot == "against" and verb != "be":
        yield carried(climb, place, Act.REJECTS, -1, 0.7)


def _is_likened_to_bad(tree: Tree, verb: int) -> bool:
    for child in tree.children[verb]:
        to = tree.child(child, "pobj") if tree.words[child] in ("to", "with") else None
        if to is not None and tree.lemmas[to] in BAD | FAILURES:
            return True
    return False


def _is_equipped(tree: Tree, verb: int) -> bool:
    """Whether the verb's object is given help: "provided them with weapons"."""
    return any(
        tree.words[c] == "with" and any(tree.lemmas[t] in AIDS for t in tree.below(c)[:6])
        for c in tree.children[verb]
    )


def _practised(tree: Tree, climb: Climb, place: int, verb: str) -> Iterator[Climb]:
    act = climb.act
    if act is None and verb in PRACTISING:
        act = Act.BACKS
    elif act is None and verb in _KEEPING and is_option(tree, climb.at):
        act = Act.CONSIDERS
    for step in negatable(tree, replace(climb, act=act), place):
        yield replace(step, place=place if climb.act is None else climb.place)


def _given(tree: Tree, climb: Climb, place: int) -> Iterator[Climb]:
    thing = tree.child(place, "dobj", "obj")
    if thing is None:
        return
    lemma = tree.lemmas[thing]
    frames = tuple(f for f in NOUNS.get(lemma, ()) if f.slot in ("to", "on", "for"))
    if frames or lemma in AIDS:
        act, sign = (frames[0].act, frames[0].sign) if frames else (Act.HELPS, 1)
        yield from negatable(tree, carried(climb, place, act, sign, 0.8), place)


def requested(tree: Tree, climb: Climb, place: int) -> Iterator[Climb]:
    """Past a request: a reproach when it asks to stop, drop or leave; else the position stays open."""
    if is_negated(tree, place):
        return
    asked = asked_of(tree, place)
    against = asked is not None and (tree.verb(asked) in UNDOING | LEAVING or is_negated(tree, asked))
    yield carried(climb, place, Act.CALLS_FOR, -1 if against else 0, 0.9)
