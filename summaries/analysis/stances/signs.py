"""What each word on the way from a target to a holder does to the sign: keep, turn, judge or end it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from summaries.analysis.clauses import Tree, is_former, is_negated, is_supposed
from summaries.analysis.stances.formulas import leaves_no_room, rules_out, said_of, taken_side, whose_line
from summaries.analysis.stances.holders import asked_of
from summaries.analysis.stances.verbs import ADJECTIVES, NOUNS, VERBS, Frame, Reach
from summaries.analysis.stances.verdicts import (
    called,
    is_bad,
    is_kept_open,
    is_obliged,
    is_option,
    is_responsible,
    sign_of_verdict,
    stays_out,
)
from summaries.analysis.word_classes import (
    AIDS,
    BAD,
    DEEDS,
    DOING,
    FAILURES,
    GIVING,
    LEAVING,
    MISDEEDS,
    OFFICIALS,
    PEOPLE,
    PRACTISING,
    RECEIVING,
    REQUESTING,
    UNDOING,
)
from summaries.model import Act

_BREAKING = frozenset({"fail", "deny", "forget", "hesitate", "neglect", "pretend", "appear", "seem", "doubt"})
_KEEPING = frozenset({"have", "keep", "retain", "reserve", "maintain"})
_QUANTITIES = frozenset({"set", "range", "series", "number", "list", "kind", "sort", "variety", "package"})
_REMAINING = frozenset({"be", "remain", "stay"})
_CALLING = frozenset(
    {"call", "describe", "label", "brand", "deem", "consider", "dub", "denounce", "regard", "find"}
)
_COMPARING = frozenset({"compare", "liken", "equate"})
_BLAME = frozenset((Act.CRITICISES, Act.ACCUSES, Act.WARNS, Act.DENIES))
_PASSING = frozenset({"of", "including", "for", "about", "on", "rel", "mod", "adj", "poss", "to"})


@dataclass(frozen=True, slots=True)
class Climb:
    """How far the way up has come: ``at`` a token, with the sign and act gathered below it."""

    at: int
    sign: int = 1
    act: Act | None = None
    place: int = -1
    confidence: float = 1.0
    matter: bool = False
    verdict: bool = False  # said of the target rather than done to it: only a speaker can hold it
    depth: int = 0
    holder: int | None = None  # told apart from the grammar: Russia in "a red line for Russia"

    @property
    def reach(self) -> tuple[Reach, ...]:
        """What a word further up may be about: a party only as long as nothing is for or against it."""
        if self.act is not None or self.matter:
            return (Reach.ANY, Reach.MATTER)
        return (Reach.ANY, Reach.PARTY)


def step(tree: Tree, climb: Climb, place: int, slot: str) -> Iterator[Climb]:
    """The way up, one word further: empty where it ends at ``place``, entered by ``slot``."""
    kind = tree.kinds[place]
    if is_former(tree, place):
        return
    if kind in ("VERB", "AUX"):
        if not is_supposed(tree, place):
            yield from _by_verb(tree, climb, place, slot)
    elif kind == "ADJ":
        yield from _by_frames(tree, climb, place, slot, ADJECTIVES.get(tree.lemmas[place], ()))
    else:
        yield from _by_noun(tree, climb, place, slot)


def _by_verb(tree: Tree, climb: Climb, place: int, slot: str) -> Iterator[Climb]:
    verb, loaded = tree.verb(place), climb.act is not None or climb.matter
    if slot == "subj":
        yield from _by_phrase(tree, climb, place) or _as_subject(tree, climb, place)
        return
    frames = VERBS.get(verb, ())
    if verb in REQUESTING and not loaded and slot in ("obj", "on", "to"):
        yield from _requested(tree, climb, place)
    elif slot == "obj" and verb in _CALLING and (judged := called(tree, place)) is not None:
        yield from _negatable(tree, _with(climb, place, *judged, 0.9), place)
    elif any(_fits(frame, climb, slot) for frame in frames):
        yield from _by_frames(tree, climb, place, slot, frames)
    elif climb.matter and climb.act is None and climb.depth == 0 and rules_out(tree, place, climb.at):
        yield replace(_with(climb, place, Act.REJECTS, 1, 0.8), verdict=True)
    elif slot == "against" and verb == "be" and climb.act is None:
        yield from _negatable(tree, _with(climb, place, Act.REJECTS, -1), place)
    elif loaded and (slot == "attr" or (slot == "clause" and verb not in _BREAKING)):
        yield from _negatable(tree, climb, place)
    elif slot == "obj" and verb in UNDOING and loaded:
        act = Act.REJECTS if climb.sign > 0 or climb.act is None else Act.AGREES
        started = place if climb.act is None else climb.place
        yield from _negatable(tree, replace(climb, sign=-climb.sign, act=act, place=started), place)
    else:
        yield from _by_sense(tree, climb, place, slot)


def _by_sense(tree: Tree, climb: Climb, place: int, slot: str) -> Iterator[Climb]:
    """Verbs that are for or against by what else stands with them."""
    verb, loaded = tree.verb(place), climb.act is not None or climb.matter
    if verb == "take" and slot == "in" and loaded and climb.act is None and stays_out(tree, place):
        yield _with(climb, place, Act.REJECTS, -1, 0.8)
    elif slot in ("obj", "on", "in", "with", "to") and verb in DOING and loaded:
        yield from _practised(tree, climb, place, verb)
    elif slot == "to" and verb in GIVING and not loaded:
        yield from _given(tree, climb, place)
    elif slot == "obj" and verb in _COMPARING and climb.act is None:
        yield from _compared(tree, climb, place)
    elif slot == "against" and not loaded:
        yield _with(climb, place, Act.REJECTS, -1, 0.7)


def _fits(frame: Frame, climb: Climb, slot: str) -> bool:
    return frame.slot == slot and frame.reach in climb.reach


def _by_frames(
    tree: Tree, climb: Climb, place: int, slot: str, frames: tuple[Frame, ...], sureness: float = 1.0
) -> Iterator[Climb]:
    for frame in frames:
        if not _fits(frame, climb, slot):
            continue
        act, sign = frame.act, frame.sign
        if act is Act.REJECTS and slot == "clause" and climb.act in _BLAME:
            return  # to refuse to condemn is no support
        if is_negated(tree, place):
            if sign < 0 and act is not Act.REJECTS:
                return
            act, sign, sureness = Act.REJECTS if sign >= 0 else Act.CONSIDERS, -sign or -1, sureness * 0.7
        yield _with(climb, place, act, sign, sureness)
        return


def _with(climb: Climb, place: int, act: Act, sign: int, sureness: float = 1.0) -> Climb:
    return replace(
        climb, at=place, place=place, act=act, sign=climb.sign * sign, confidence=climb.confidence * sureness
    )


def _negatable(tree: Tree, climb: Climb, place: int) -> Iterator[Climb]:
    if not is_negated(tree, place):
        yield replace(climb, at=place)
    elif climb.sign > 0 or climb.act in (None, Act.REJECTS, Act.PROMISES):
        yield replace(climb, at=place, sign=-climb.sign, confidence=climb.confidence * 0.7)


def _practised(tree: Tree, climb: Climb, place: int, verb: str) -> Iterator[Climb]:
    act = climb.act
    if act is None and verb in PRACTISING:
        act = Act.BACKS
    elif act is None and verb in _KEEPING and is_option(tree, climb.at):
        act = Act.CONSIDERS
    for step in _negatable(tree, replace(climb, act=act), place):
        yield replace(step, place=place if climb.act is None else climb.place)


def _compared(tree: Tree, climb: Climb, place: int) -> Iterator[Climb]:
    """Likened to what is bad: blame."""
    for child in tree.children[place]:
        to = tree.child(child, "pobj") if tree.words[child] in ("to", "with") else None
        if to is not None and tree.lemmas[to] in BAD | FAILURES:
            yield from _negatable(tree, _with(climb, place, Act.CRITICISES, -1, 0.8), place)


def _given(tree: Tree, climb: Climb, place: int) -> Iterator[Climb]:
    thing = tree.child(place, "dobj", "obj")
    if thing is None:
        return
    lemma = tree.lemmas[thing]
    frames = tuple(f for f in NOUNS.get(lemma, ()) if f.slot in ("to", "on", "for"))
    if frames or lemma in AIDS:
        act, sign = (frames[0].act, frames[0].sign) if frames else (Act.HELPS, 1)
        yield from _negatable(tree, _with(climb, place, act, sign, 0.8), place)


def _requested(tree: Tree, climb: Climb, place: int) -> Iterator[Climb]:
    """A request is a reproach when it asks to stop, drop or leave; else it leaves the position open."""
    if is_negated(tree, place):
        return
    asked = asked_of(tree, place)
    against = asked is not None and (tree.verb(asked) in UNDOING | LEAVING or is_negated(tree, asked))
    yield _with(climb, place, Act.CALLS_FOR, -1 if against else 0, 0.9)


def _by_phrase(tree: Tree, climb: Climb, place: int) -> tuple[Climb, ...]:
    """What a set phrase says of the target: "is out of the question"."""
    phrase = said_of(tree, place) if climb.act is None else None
    if phrase is None:
        return ()
    holder = whose_line(tree, place)
    return (replace(_with(climb, place, *phrase, 0.8), verdict=holder is None, holder=holder),)


def _as_subject(tree: Tree, climb: Climb, place: int) -> Iterator[Climb]:
    """What is said of the target: praise or blame by whoever says it."""
    verb = tree.verb(place)
    if verb in RECEIVING and climb.act is None:
        yield from _received(tree, climb, place)
        return
    sign, act = 0, Act.CRITICISES
    if verb in _REMAINING and climb.matter and is_kept_open(tree, place):
        sign = 1
    elif tree.lemmas[place] == "be":
        sign = sign_of_verdict(tree, place)
    elif verb in MISDEEDS and climb.act is None and not climb.matter:
        sign = -1
    elif verb in LEAVING | UNDOING and is_obliged(tree, place) and not _undoes_another(tree, climb, place):
        sign, act = -1, Act.CALLS_FOR
    elif verb in DOING and (thing := tree.child(place, "dobj", "obj")) is not None:
        sign = -1 if is_bad(tree, thing) else 0
    if sign == 0 or is_negated(tree, place):
        return
    if sign > 0:
        act = Act.CONSIDERS if climb.matter and is_kept_open(tree, place) else Act.PRAISES
    elif tree.lemmas[place] == "be" and is_responsible(tree, place):
        act = Act.ACCUSES
    yield replace(_with(climb, place, act, sign, 0.7), verdict=True)


def _undoes_another(tree: Tree, climb: Climb, verb: int) -> bool:
    """Whether a matter has to end something else: "the treaty must end the war"."""
    return climb.matter and tree.child(verb, "dobj") is not None


def _received(tree: Tree, climb: Climb, place: int) -> Iterator[Climb]:
    thing = tree.child(place, "dobj", "obj")
    if thing is None or is_negated(tree, place):
        return
    for frame in NOUNS.get(tree.lemmas[thing], ())[:1]:
        yield replace(_with(climb, thing, frame.act, frame.sign, 0.9), at=thing)


def _by_noun(tree: Tree, climb: Climb, place: int, slot: str) -> Iterator[Climb]:
    lemma, loaded = tree.lemmas[_what(tree, place)], climb.act is not None or climb.matter
    frames = NOUNS.get(lemma, ())
    if climb.matter and climb.act is None and leaves_no_room(tree, place, slot):
        yield replace(_with(climb, place, Act.REJECTS, -1, 0.8), verdict=True)
        return
    if (side := taken_side(tree, place, slot)) is not None:
        verb, sign = side
        yield from _negatable(tree, _with(climb, verb, Act.BACKS, sign), verb)
        return
    if not loaded and lemma in BAD and slot in ("by", "poss", "mod", "of") and tree.deps[place] == "nsubj":
        yield replace(_with(climb, place, Act.CRITICISES, -1, 0.7), verdict=True)
    if any(_fits(frame, climb, slot) for frame in frames):
        sureness = 0.7 if slot == "mod" else 0.95
        yield from _by_frames(tree, climb, place, slot, frames, sureness)
    elif slot == "clause" and loaded and lemma not in ("failure", "inability"):
        yield from _negatable(tree, climb, place)
    elif slot in _PASSING and loaded:
        yield from _negatable(tree, replace(climb, confidence=climb.confidence * 0.95), place)
    elif _stands_for(tree, place, slot):
        yield replace(climb, at=place, confidence=climb.confidence * 0.85)


def _what(tree: Tree, noun: int) -> int:
    """What a noun of quantity counts: the options in "a set of options"."""
    if tree.lemmas[noun] in _QUANTITIES:
        for child in tree.children[noun]:
            if tree.words[child] == "of" and (counted := tree.child(child, "pobj")) is not None:
                return counted
    return noun


def _stands_for(tree: Tree, noun: int, slot: str) -> bool:
    """Whether to be for or against the noun is to be so for the party beside it: "their policy"."""
    lemma = tree.lemmas[noun]
    if slot in ("mod", "adj"):
        return lemma in OFFICIALS or lemma in DEEDS or tree.kinds[noun] == "PROPN"
    if slot in ("by", "from", "towards", "toward"):
        return lemma in DEEDS
    return slot in ("poss", "of") and lemma not in PEOPLE
