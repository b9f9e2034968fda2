"""How well copies of one text are told from other articles on the same event.

Usage: python -m benchmarks.stories [--curve]

Copies are made by dice from invented articles and the two bundled ones (``newsroom.editing``): 10 to 40% of
the words cut, added or changed. Beside them stand independent accounts of the same events, which quote the
same statements word for word, copies of those, and accounts that have borrowed a paragraph. Sizes and
thresholds were chosen on every other event ("chosen on"); the figures that count are those of the rest.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

from benchmarks.newsroom import Telling, tellings
from benchmarks.newsroom.editing import edited
from benchmarks.tables import percent, table
from summaries.articles.likeness import Print, copies, fingerprint, likeness

_COPIES = 12  # of each text and kind of editing
_KINDS = ("words", "blocks", "mixed")
_BUNDLED = Path(__file__).parent.parent / "seeds" / "venezuela" / "articles"
HEADS = ("half", "pairs", "copies", "precision", "recall", "of that, marks alone")


class Pair(NamedTuple):
    """Two texts of one event: ``copy`` says whether one is made from the other; ``how`` says how."""

    event: str
    how: str
    copy: bool
    one: str
    other: str

    @property
    def prints(self) -> tuple[Print, Print]:
        """What the two are recognised by."""
        return fingerprint(self.one), fingerprint(self.other)


@cache
def texts() -> tuple[Telling, ...]:
    """The invented articles, and the bundled ones as two accounts of one event."""
    bundled = (file.read_text("utf-8").split("\n", 1) for file in sorted(_BUNDLED.glob("*.txt")))
    return (*tellings(), *(Telling("bundled", "venezuela", *parts) for parts in bundled))


def pairs(among: Sequence[Telling]) -> Iterator[Pair]:
    """Every pair that is judged, of these texts."""
    for text in among:
        for kind in _KINDS:
            yield from (
                Pair(text.event, kind, True, text.text, _copy(text, kind, number))
                for number in range(_COPIES)
            )
        yield from (
            Pair(
                text.event,
                "two copies of one",
                True,
                _copy(text, "mixed", number, 0.25),
                _copy(text, kind, number, 0.25),
            )
            for number, kind in enumerate(_KINDS)
        )
    for one, other in permutations(among, 2):
        if one.event == other.event:
            yield from _apart(one, other)


def _apart(one: Telling, other: Telling) -> Iterator[Pair]:
    yield Pair(one.event, "independent", False, one.text, other.text)
    for number in range(_COPIES // 2):
        yield Pair(one.event, "copy of another", False, one.text, _copy(other, "mixed", number))
    borrowed = other.body.split("\n\n")[1]
    yield Pair(one.event, "borrowed paragraph", False, f"{one.text}\n\n{borrowed}", other.text)


def _copy(text: Telling, kind: str, number: int, most: float = 0.4) -> str:
    seed = f"{text.title} {kind} {number}"
    share = random.Random(seed).uniform(0.1, most)
    return edited(text.text, share, seed, kind)


@cache
def halves() -> dict[str, list[Pair]]:
    """The pairs by whether the sizes and thresholds were chosen on their event."""
    chosen_on = sorted({text.event for text in texts()})[::2]
    found: dict[str, list[Pair]] = {"chosen on": [], "held out": []}
    for pair in pairs(texts()):
        found["chosen on" if pair.event in chosen_on else "held out"].append(pair)
    return found


def report() -> str:
    """The table of both halves, and of each sort of pair of the half held out."""
    split = halves()
    whole = table(HEADS, [[name, *_scores(found)] for name, found in split.items()])
    sorts = dict.fromkeys(pair.how for pair in split["held out"])
    rows = [_sort(how, [pair for pair in split["held out"] if pair.how == how]) for how in sorts]
    by_sort = table(("pairs held out", "number", "taken for copies", "likeness"), rows)
    return f"{whole}\n\n{by_sort}\n\n{_speed()}"


def curve() -> str:
    """Precision and recall by threshold, on the half that thresholds are chosen on."""
    scored = [(likeness(*pair.prints), pair.copy) for pair in halves()["chosen on"]]
    rows = []
    for threshold in range(20, 80, 5):
        taken = [copy for value, copy in scored if 100 * value >= threshold]
        made = sum(copy for _, copy in scored)
        rows.append([threshold, percent(sum(taken), len(taken)), percent(sum(taken), made)])
    return table(("threshold, %", "precision", "recall"), rows)


def _scores(found: list[Pair]) -> list[object]:
    taken = [pair for pair in found if copies(*pair.prints)]
    right = [pair for pair in taken if pair.copy]
    made = [pair for pair in found if pair.copy]
    marked = [pair for pair in right if set(pair.prints[0].marks) & set(pair.prints[1].marks)]
    return [
        len(found),
        len(made),
        percent(len(right), len(taken)),
        percent(len(marked), len(made)),
        percent(
            sum(bool(set(one.marks) & set(other.marks)) for one, other in (p.prints for p in made)), len(made)
        ),
    ]


def _sort(how: str, found: list[Pair]) -> list[object]:
    likenesses = sorted(likeness(*pair.prints) for pair in found)
    middle = f"{likenesses[len(found) // 2]:.2f} ({likenesses[0]:.2f} to {likenesses[-1]:.2f})"
    return [how, len(found), sum(copies(*pair.prints) for pair in found), middle]


def _speed() -> str:
    fingerprint.cache_clear()
    began = time.perf_counter()
    for text in texts():
        fingerprint(text.text)
    spent = (time.perf_counter() - began) / len(texts())
    return f"A print takes {1000 * spent:.1f} ms for texts of some 180 words."


if __name__ == "__main__":
    print(curve() if "--curve" in sys.argv else report())
