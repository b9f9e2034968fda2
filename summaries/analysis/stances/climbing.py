"""One step on the way from a target to a holder: its sign, its act, and how words carry or turn them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from summaries.analysis.clauses import Tree
from summaries.analysis.modality import is_negated, is_neither
from summaries.analysis.stances.lexicon import Frame, Reach
from summaries.model import Act

DONE = (Act.ACCUSES, Act.ATTACKS, Act.HELPS, Act.SANCTIONS)
"""Acts that are done to a party, so that whoever only tells of them has no part in them."""

_BLAME = frozenset((Act.CRITICISES, Act.ACCUSES, Act.WARNS, Act.DENIES))


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
    deed: bool = False  # something done, which shows relations but is no position

    @property
    def reach(self) -> tuple[Reach, ...]:
        """What a word further up may be about: a party only as long as nothing is for or against it."""
        if self.act is not None or self.matter:
            return (Reach.ANY, Reach.MATTER)
        return (Reach.ANY, Reach.PARTY, Reach.DEED)


def fits(frame: Frame, climb: Climb, slot: str) -> bool:
    """Whether a use of a word is for what stands in this slot."""
    return frame.slot == slot and frame.reach in climb.reach


def by_frames(
    tree: Tree, climb: Climb, place: int, slot: str, frames: tuple[Frame, ...], sureness: float = 1.0
) -> Iterator[Climb]:
    """Past a word of a lexicon, by the first of its uses that fits; denied ones turn round or end it."""
    for frame in frames:
        if not fits(frame, climb, slot):
            continue
        act, sign = frame.act, frame.sign
        if act is Act.REJECTS and slot == "clause" and climb.act in _BLAME:
            return  # to refuse to condemn is no support
        if act is Act.AGREES and slot == "clause" and climb.act is not None:
            yield from negatable(tree, climb, place)  # "agreed to lift it": what is agreed to says it all
            return
        if act is Act.REJECTS and slot == "clause" and tree.verb(climb.place) == "rule_out":
            act, sign = Act.CONSIDERS, -1 if climb.matter else 0  # keeps it possible
        if is_negated(tree, place):
            if (sign < 0 and act is not Act.REJECTS) or is_neither(tree, place):
                return
            if sign < 0 and tree.kinds[place] == "NOUN" and tree.lemmas[place] != "objection":
                return  # to have no quarrel with somebody is not to be for him
            act, sign, sureness = Act.REJECTS if sign >= 0 else Act.CONSIDERS, -sign or -1, sureness * 0.7
        yield replace(
            carried(climb, place, act, sign, sureness), deed=climb.deed or frame.reach is Reach.DEED
        )
        return


def carried(climb: Climb, place: int, act: Act, sign: int, sureness: float = 1.0) -> Climb:
    """The way up with a word for or against on top."""
    return replace(
        climb, at=place, place=place, act=act, sign=climb.sign * sign, confidence=climb.confidence * sureness
    )


def negatable(tree: Tree, climb: Climb, place: int) -> Iterator[Climb]:
    """Past a word that says what is below it, or denies it."""
    if not is_negated(tree, place):
        yield replace(climb, at=place)
    elif climb.sign > 0 or climb.act in (None, Act.REJECTS, Act.PROMISES):
        yield replace(climb, at=place, sign=-climb.sign, confidence=climb.confidence * 0.7)
