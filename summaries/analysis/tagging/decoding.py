"""From probabilities of tags to marked words: the best sequence in which every part has a beginning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from summaries.analysis.tagging.tagger import TAGS, Probabilities
from summaries.analysis.tagging.windows import Window


class Part(Enum):
    """What marked words are in an attribution."""

    SOURCE = "S"
    CUE = "U"
    CONTENT = "C"


@dataclass(frozen=True, slots=True)
class Marked:
    """Words from ``start`` to ``end`` (code points); ``confidence`` is their mean probability as the part."""

    part: Part
    start: int
    end: int
    confidence: float


_NEVER = -1e9
_RARE = 1e-6


def _transitions() -> NDArray[np.float32]:
    """What may follow what: the rest of a part only its beginning or its rest."""
    allowed = np.zeros((len(TAGS), len(TAGS)), dtype=np.float32)
    for after, tag in enumerate(TAGS):
        if tag[0] == "I":
            allowed[[before for before, other in enumerate(TAGS) if other[2:] != tag[2:]], after] = _NEVER
    return allowed


_ALLOWED = _transitions()
_INSIDE = {part: [n for n, tag in enumerate(TAGS) if tag[2:] == part.value] for part in Part}


def decode(windows: Sequence[Window], probabilities: Sequence[Probabilities]) -> list[list[Marked]]:
    """The marked words of each window, in order (Viterbi's algorithm, over all windows at once)."""
    paths = _best([_certain(window, p) for window, p in zip(windows, probabilities, strict=True)])
    return [
        list(_marked(window, p, path)) for window, p, path in zip(windows, probabilities, paths, strict=True)
    ]


def _certain(window: Window, probabilities: Probabilities) -> NDArray[np.float32]:
    """Logarithms, with nothing marked between paragraphs."""
    logs: NDArray[np.float32] = np.log(probabilities + _RARE)
    outside = [number for number, place in enumerate(window.places) if place[0] < 0]
    logs[outside, 1:] = _NEVER
    return logs


def _best(scores: Sequence[NDArray[np.float32]]) -> list[list[int]]:
    if not scores:
        return []
    longest = max(map(len, scores))
    padded = np.zeros((len(scores), longest, len(TAGS)), dtype=np.float32)
    for row, score in enumerate(scores):
        padded[row, : len(score)] = score
        padded[row, len(score) :, 1:] = _NEVER
    back = np.zeros(padded.shape, dtype=np.int8)
    best = padded[:, 0]
    for step in range(1, longest):
        ways = best[:, :, None] + _ALLOWED
        back[:, step] = ways.argmax(1)
        best = ways.max(1) + padded[:, step]
    tags = best.argmax(-1)
    paths = np.zeros((len(scores), longest), dtype=np.int8)
    rows = np.arange(len(scores))
    for step in range(longest - 1, -1, -1):
        paths[:, step] = tags
        tags = back[rows, step, tags]
    return [path[: len(score)].tolist() for path, score in zip(paths, scores, strict=True)]


def _marked(window: Window, probabilities: Probabilities, path: Sequence[int]) -> Iterator[Marked]:
    first = 0
    for number in range(len(path) + 1):
        ends = number == len(path) or TAGS[path[number]][0] != "I"
        if ends and first < number and path[first]:
            part = Part(TAGS[path[first]][2:])
            sure = float(probabilities[first:number, _INSIDE[part]].sum(-1).mean())
            yield Marked(part, window.places[first][0], window.places[number - 1][1], sure)
        if ends:
            first = number
