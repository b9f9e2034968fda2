"""What attribution works with: a verb of saying in its clause, and words in marks that are somebody's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from summaries.analysis.foreign.marks import Place
from summaries.analysis.foreign.speakers import NOBODY, Speaker
from summaries.when import When


@dataclass(frozen=True, slots=True)
class Attributed:
    """Words in marks (``pieces``), their ``cue``, the words for who speaks (``source``) and who that is."""

    pieces: tuple[Place, ...]
    context: Place
    cue: Place | None = None
    source: Place | None = None
    speaker: Speaker = NOBODY
    said: When = field(default_factory=When)


class Cue(NamedTuple):
    """A verb of saying or a "according to", the clause it stands in, and where the next words may go on."""

    start: int
    end: int
    clause: Place
    source: Place | None
    speaker: Speaker
    after: bool


class Spoken(NamedTuple):
    """Who spoke last, and in which paragraph."""

    speaker: Speaker
    paragraph: int
