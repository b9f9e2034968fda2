"""How words that take a side are written down: an act, a sign, and what stands in which slot."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from summaries.model import Act


class Reach(StrEnum):
    """What a word's sign is about: parties and matters alike, only one, or what is already for or against."""

    ANY = "any"
    MATTER = "matter"  # an issue, or a deed that is itself for or against somebody
    PARTY = "party"
    DEED = "deed"  # a party, by something done that shows relations and is no position anybody takes


@dataclass(frozen=True, slots=True)
class Frame:
    """One use of a word: its subject does ``act``, for (+1) or against (-1) what stands in ``slot``.

    Slots: ``obj`` (object or passive subject), ``clause`` (a verb that depends on it), ``poss``, ``mod``
    (a noun before it), else a preposition. ``sign`` 0 leaves the position open.
    """

    act: Act
    sign: int
    slot: str
    reach: Reach = Reach.ANY


Lexicon = dict[str, tuple[Frame, ...]]
_SIGNS = {"+": 1, "-": -1, "0": 0}


def lexicon(table: str) -> Lexicon:
    """Read rows of "ACT SIGN REACH SLOT/SLOT: words"; a row goes on where the next line is indented deeper.

    A word may stand in several rows; a particle is joined to its verb by "_" ("rule_out").
    """
    found: dict[str, list[Frame]] = {}
    for row in re.findall(r"^    (?=[A-Z])(.*(?:\n {5,}.*)*)", table, re.MULTILINE):
        use, _, words = row.partition(":")
        act, sign, reach, slots = use.split()
        frames = [Frame(Act[act], _SIGNS[sign], slot, Reach(reach)) for slot in slots.split("/")]
        for word in words.split():
            found.setdefault(word, []).extend(frames)
    return {word: tuple(frames) for word, frames in found.items()}
