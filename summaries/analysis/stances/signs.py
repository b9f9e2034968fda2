"""What each word on the way from a target to a holder does to the sign: keep, turn, judge or end it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from summaries.analysis.clauses import Tree
from summaries.analysis.cues import words
from summaries.analysis.modality import is_doubted, is_former, is_negated, is_supposed
from summaries.analysis.stances.climbing import DONE, Climb, by_frames, carried, fits, negatable
from summaries.analysis.stances.formulas import leaves_no_room, rules_out
from summaries.analysis.stances.idioms import by_object, by_phrase, is_idle
from summaries.analysis.stances.lexicon import Frame, Reach
from summaries.analysis.stances.nouns import ADJECTIVES, NOUNS
from summaries.analysis.stances.senses import by_sense, requested
from summaries.analysis.stances.subjects import accused_of_it, said_of_it
from summaries.analysis.stances.verbs import VERBS
from summaries.analysis.stances.verdicts import called, is_warned_of
from summaries.analysis.word_classes import (
    BAD,
    CALLING,
    DEEDS,
    LOCAL,
    MEETING,
    MOVES,
    OFFICIALS,
    PEOPLE,
    REQUESTING,
    SPEAKING,
    UNDOING,
    WARES,
)
from summaries.model import Act

_BREAKING = frozenset({"fail", "deny", "forget", "hesitate", "neglect", "pretend", "appear", "seem", "doubt"})
_MOVING = frozenset(
    {"withdraw", "remove", "pull", "pull_out", "pull_back", "evacuate", "expel", "bring", "move"}
)
_UNDOING_IT = words("withholding ending suspending halting stopping withdrawing dropping cutting freezing")
"""Gerunds that the parser takes for a part of the noun after them: "began *withholding* support"."""
_QUANTITIES = frozenset({"set", "range", "series", "number", "list", "kind", "sort", "variety", "package"})
_PASSING = frozenset({"of", "including", "for", "about", "on", "rel", "mod", "adj", "poss", "to"})


def step(tree: Tree, climb: Climb, place: int, slot: str) -> Iterator[Climb]:
    """The way up, one word further: empty where it ends at ``place``, entered by ``slot``."""
    kind = tree.kinds[place]
    if is_former(tree, place) or is_doubted(tree, place):
        return
    if kind in ("VERB", "AUX"):
        if not is_supposed(tree, place):
            yield from _by_verb(tree, climb, place, slot)
        elif slot == "subj" and climb.act is None and not climb.matter:
            yield from accused_of_it(tree, climb, place)
        elif slot == "subj" and climb.matter and climb.act is None and is_warned_of(tree, place):
            yield replace(carried(climb, place, Act.WARNS, -1, 0.7), verdict=True)
    elif kind == "ADJ":
        yield from by_frames(tree, climb, place, slot, ADJECTIVES.get(tree.lemmas[place], ()))
    elif not any(tree.words[c] in _UNDOING_IT for c in tree.children[place]):
        yield from _by_noun(tree, climb, place, slot)


def _by_verb(tree: Tree, climb: Climb, place: int, slot: str) -> Iterator[Climb]:
    verb, loaded = tree.verb(place), climb.act is not None or climb.matter
    if slot == "subj":
        yield from said_of_it(tree, climb, place)
        return
    idiom = tuple(frame for frame in by_object(tree, place, slot) if fits(frame, climb, slot))
    frames = idiom or VERBS.get(verb, ())
    if verb in REQUESTING and not loaded and slot in ("obj", "on", "to"):
        yield from requested(tree, climb, place)
    elif slot == "obj" and verb in CALLING and (judged := called(tree, place)) is not None:
        yield from negatable(tree, carried(climb, place, *judged, 0.9), place)
    elif any(fits(frame, climb, slot) for frame in frames):
        yield from by_frames(tree, climb, place, slot, frames)
    elif climb.matter and climb.act is None and climb.depth == 0 and rules_out(tree, place, climb.at):
        yield replace(carried(climb, place, Act.REJECTS, 1, 0.8), verdict=True)
    elif _only_tells(tree, climb, place):
        return
    elif loaded and (slot == "attr" or (slot == "clause" and verb not in _BREAKING)):
        yield from negatable(tree, climb, place)
    elif loaded and slot == "clause" and verb in ("hesitate", "fail") and is_negated(tree, place):
        yield replace(climb, at=place)
    elif slot == "obj" and verb in UNDOING and loaded:
        act = Act.REJECTS if climb.sign > 0 or climb.act is None else Act.AGREES
        started = place if climb.act is None else climb.place
        yield from negatable(tree, replace(climb, sign=-climb.sign, act=act, place=started), place)
    else:
        yield from by_sense(tree, climb, place, slot)


def _only_tells(tree: Tree, climb: Climb, verb: int) -> bool:
    """Whether the verb only tells what was done to a party: "was arrested, she said"."""
    return tree.deps[climb.at] == "ccomp" and tree.lemmas[verb] in SPEAKING and climb.act in DONE


def _by_noun(tree: Tree, climb: Climb, place: int, slot: str) -> Iterator[Climb]:
    lemma, loaded = tree.lemmas[_what(tree, place)], climb.act is not None or climb.matter
    frames = NOUNS.get(lemma, ()) if not is_idle(tree, place) else ()
    if climb.matter and climb.act is None and leaves_no_room(tree, place, slot):
        yield replace(carried(climb, place, Act.REJECTS, -1, 0.8), verdict=True)
        return
    phrase, told_of = by_phrase(tree, place, slot)
    if any(fits(frame, climb, slot) for frame in phrase):
        yield from _by_idiom(tree, climb, place, told_of, phrase)
        return
    if not loaded and lemma in BAD and slot in ("by", "poss", "mod", "of") and tree.deps[place] == "nsubj":
        yield replace(carried(climb, place, Act.CRITICISES, -1, 0.7), verdict=True)
    if any(fits(frame, climb, slot) for frame in frames):
        sureness = 0.7 if slot == "mod" else 0.95
        yield from by_frames(tree, climb, place, slot, frames, sureness)
    elif slot == "clause" and loaded and lemma not in ("failure", "inability"):
        yield from negatable(tree, climb, place)
    elif loaded and _passes(climb, frames, slot):
        yield from negatable(tree, replace(climb, confidence=climb.confidence * 0.95), place)
    elif _stands_for(tree, place, slot):
        yield replace(climb, at=place, confidence=climb.confidence * 0.85)
    elif slot == "in" and lemma in LOCAL and not loaded:
        yield replace(climb, at=place, confidence=climb.confidence * 0.8, deed=True)
    elif slot in ("with", "to") and lemma in MEETING and not loaded:
        yield replace(climb, at=place, matter=True, deed=True)


def _passes(climb: Climb, frames: tuple[Frame, ...], slot: str) -> bool:
    """Whether what is done with a noun is done with the matter in that slot.

    Not where the noun does harm to it: "imposed sanctions on the oil company", "an oil embargo", is for the
    sanctions, and nothing is said for oil.
    """
    harms = any(f.slot == slot and f.sign < 0 and f.reach is Reach.PARTY for f in frames)
    return slot in _PASSING and not (harms and climb.act is None)


def _by_idiom(
    tree: Tree, climb: Climb, noun: int, told_of: int, frames: tuple[Frame, ...]
) -> Iterator[Climb]:
    """Of "at odds with": told of a verb's subject, or of the name right before it."""
    if tree.kinds[told_of] in ("VERB", "AUX"):
        if not is_former(tree, told_of) and not is_supposed(tree, told_of):
            yield from by_frames(tree, climb, told_of, frames[0].slot, frames)
    elif tree.names[told_of]:
        for step in by_frames(tree, climb, noun, frames[0].slot, frames, 0.8):
            yield replace(step, holder=told_of)


def _what(tree: Tree, noun: int) -> int:
    """What a noun of quantity counts: the options in "a set of options"."""
    if tree.lemmas[noun] in _QUANTITIES:
        for child in tree.children[noun]:
            if tree.words[child] == "of" and (counted := tree.child(child, "pobj")) is not None:
                return counted
    return noun


def _is_moved(tree: Tree, noun: int) -> bool:
    """Whether "from" beside the noun tells whence it goes: "a withdrawal of troops from", "pull them out"."""
    above = tree.heads[noun]
    if tree.deps[noun] == "pobj" and tree.words[above] == "of":
        return tree.lemmas[tree.heads[above]] in MOVES
    return tree.deps[noun] in ("dobj", "nsubjpass") and tree.verb(above) in _MOVING


def _stands_for(tree: Tree, noun: int, slot: str) -> bool:
    """Whether to be for or against the noun is to be so for the party beside it: "their policy"."""
    lemma = tree.lemmas[noun]
    if slot == "from" and (lemma in OFFICIALS or lemma in WARES):
        return not _is_moved(tree, noun)
    if slot in ("mod", "adj"):
        return lemma in OFFICIALS or lemma in DEEDS or tree.kinds[noun] == "PROPN"
    if slot in ("by", "from", "towards", "toward"):
        return lemma in DEEDS
    return slot in ("poss", "of") and lemma not in PEOPLE
