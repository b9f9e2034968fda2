"""How often the stance rules are right between two marked parties: the figures of a labelled set.

``python -m benchmarks.stance_quality SET.jsonl...``, or folders or sets in READOUT_EVAL. A set has a JSON
object a line: ``text``, ``from`` and ``to`` (places of source and target), ``label`` (positive, negative
or neutral).
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from benchmarks.quote_set import json_lines
from benchmarks.tables import table
from summaries.analysis.clauses import Tree
from summaries.analysis.parsing import load_language
from summaries.analysis.stances.polarity import polarity
from summaries.model import Position

NOTHING = "No labelled stances: set READOUT_EVAL to a folder with stance*.jsonl."
LABELS = {Position.SUPPORTS: "positive", Position.OPPOSES: "negative"}
Row = dict[str, Any]


@dataclass(frozen=True)
class Score:
    """Counts of one set: rows, those that have a polarity, those judged, judged right, and right in sign."""

    rows: int
    polar: int
    fired: int
    right: int
    fired_on_polar: int

    @property
    def precision(self) -> float:
        """The share of judgements that are right, in percent; neutral rows count against it."""
        return 100 * self.right / self.fired if self.fired else 0.0

    @property
    def recall(self) -> float:
        """The share of polar rows judged right, in percent."""
        return 100 * self.right / self.polar if self.polar else 0.0

    @property
    def sign(self) -> float:
        """The share of right signs among judgements on polar rows, in percent."""
        return 100 * self.right / self.fired_on_polar if self.fired_on_polar else 0.0


def score(gold: Sequence[str], found: Sequence[str]) -> Score:
    """Compare labels row by row."""
    pairs = Counter(zip(gold, found, strict=True))
    return Score(
        rows=len(gold),
        polar=sum(n for (g, _), n in pairs.items() if g != "neutral"),
        fired=sum(n for (_, f), n in pairs.items() if f != "neutral"),
        right=sum(n for (g, f), n in pairs.items() if g == f != "neutral"),
        fired_on_polar=sum(n for (g, f), n in pairs.items() if "neutral" not in (g, f)),
    )


def judge(rows: Sequence[Row]) -> tuple[list[str], float]:
    """A label for each row, and how many words a second the rules read apart from the parse."""
    texts = list(dict.fromkeys(row["text"] for row in rows))
    parsed = dict(zip(texts, load_language().pipe(texts, batch_size=128), strict=True))
    began = time.perf_counter()
    trees = {text: Tree.of(doc) for text, doc in parsed.items()}
    labels = [_label(trees[row["text"]], row) for row in rows]
    spent = time.perf_counter() - began
    return labels, sum(len(doc) for doc in parsed.values()) / spent


def _label(tree: Tree, row: Row) -> str:
    found = polarity(tree, tuple(row["from"]), tuple(row["to"]))
    return LABELS.get(found.position, "neutral") if found else "neutral"


def sets(arguments: Iterable[str] = ()) -> list[Path]:
    """The files named, or those of READOUT_EVAL."""
    named = [Path(a) for a in arguments] or [
        Path(p) for p in os.environ.get("READOUT_EVAL", "").split(":") if p
    ]
    return [f for p in named for f in (sorted(p.glob("stance*.jsonl")) if p.is_dir() else [p])]


@lru_cache
def scores(file: Path) -> tuple[dict[str, Score], float]:
    """The figures of a set, in all and by every other pair of rows so that overfitting shows; the speed."""
    rows = json_lines(file)
    labels, speed = judge(rows)
    halves = {file.name: {0, 1}, "half A": {0}, "half B": {1}}
    parts = {name: [n for n in range(len(rows)) if n // 2 % 2 in half] for name, half in halves.items()}
    scored = {name: score([rows[n]["label"] for n in p], [labels[n] for n in p]) for name, p in parts.items()}
    return scored, speed


def report(file: Path) -> str:
    """The table of a set."""
    scored, speed = scores(file)
    lines: list[list[object]] = []
    for name, s in scored.items():
        words = f"{speed:,.0f}" if name == file.name else None
        lines.append([name, s.rows, s.fired, s.precision, s.recall, s.sign, words])
    return table(
        ("stance", "pairs", "judged", "precision", "recall", "sign right", "words/s after parsing"), lines
    )


def main(arguments: Sequence[str]) -> None:
    """Print the figures of each set, if any is named."""
    print("\n\n".join(map(report, sets(arguments))) or NOTHING)


if __name__ == "__main__":
    main(sys.argv[1:])
