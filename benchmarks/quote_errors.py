"""Differences from what people marked in the labelled sets, all or a sample drawn with a seed, for reading.

Run `READOUT_EVAL=DIR python -m benchmarks.quote_errors [NUMBER [SEED]]`: of each set, all of them or NUMBER.
Their classes and counts are in docs/error-analysis.md; the sets' own words stay out of the project.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.quality import NOTHING, Reading, readings
from benchmarks.quote_set import Row
from summaries.model import Quotation

SEED = 20190514
_ALIKE = 0.5
"""Two contents are the same attribution from this Jaccard index of their words on, as in the sets' scorer."""


class Difference(NamedTuple):
    """One thing found otherwise: ``kind`` is missing, extra or source; ``text`` is the labelled text's id."""

    kind: str
    text: str
    marked: str
    found: str


def differences(reading: Reading) -> Iterator[Difference]:
    """Every difference of a labelled set, text by text."""
    for row, quoted in zip(reading.labelled.rows, reading.quotations, strict=True):
        yield from _of_text(reading, row, quoted)


def _of_text(reading: Reading, row: Row, quoted: tuple[Quotation, ...]) -> Iterator[Difference]:
    text = row["text"]
    places = [[[span.start, span.end] for span in one.content] for one in quoted]
    seen = [reading.labelled.tokens(text, spans) for spans in places]
    gold = [reading.labelled.tokens(text, one["content"]) for one in row["quotes"]]
    pairs = _pairs(gold, seen)
    for number, one in enumerate(row["quotes"]):
        if number not in pairs:
            yield Difference("missing", row["id"], _marked(text, one), "")
        elif not _same_source(reading, text, one["source"], quoted[pairs[number]]):
            yield Difference("source", row["id"], _marked(text, one), _found(quoted[pairs[number]]))
    for number, other in enumerate(quoted):
        if number not in pairs.values():
            yield Difference("extra", row["id"], "", _found(other))


def _pairs(gold: list[set[int]], seen: list[set[int]]) -> dict[int, int]:
    """Which of gold goes with which of what was found, one to one, the most alike first."""
    ranked = sorted(
        (-len(one & other) / len(one | other), a, b)
        for a, one in enumerate(gold)
        for b, other in enumerate(seen)
        if one & other
    )
    pairs: dict[int, int] = {}
    for negative, a, b in ranked:
        if -negative >= _ALIKE and a not in pairs and b not in pairs.values():
            pairs[a] = b
    return pairs


def _same_source(reading: Reading, text: str, marked: list[int] | None, found: Quotation) -> bool:
    """Whether each source's head lies in the other; any source is right where none is marked."""
    if marked is None:
        return True
    if found.speaker is None:
        return False
    place = [found.speaker.start, found.speaker.end]
    one, other = reading.labelled.head(text, marked), reading.labelled.head(text, place)
    if one is None or other is None:
        return False
    return place[0] <= one < place[1] and marked[0] <= other < marked[1]


def _marked(text: str, one: Row) -> str:
    source, cue = (text[slice(*one[part])] if one[part] else "nobody" for part in ("source", "cue"))
    return f"{source} | {cue} | " + " … ".join(text[start:end] for start, end in one["content"])


def _found(one: Quotation) -> str:
    source, cue = (span.text if span else "nobody" for span in (one.speaker, one.cue))
    return f"{source} | {cue} | {one.words}"


def main() -> None:
    """Print each set's differences."""
    number, seed = (int(word) if word else None for word in [*sys.argv[1:3], "", ""][:2])
    for reading in readings():
        found = list(differences(reading))
        kinds = ", ".join(f"{many} {kind}" for kind, many in sorted(Counter(d.kind for d in found).items()))
        print(f"{reading.labelled.name}: {len(found)} differences ({kinds})")
        if number is not None:
            found = random.Random(seed or SEED).sample(found, min(number, len(found)))
        for one in found:
            print(f"\n{one.kind}  {one.text}\n  marked: {one.marked}\n  found:  {one.found}")
        print()
    if not readings():
        print(NOTHING)


if __name__ == "__main__":
    main()
