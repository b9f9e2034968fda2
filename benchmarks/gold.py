"""How near analysis comes to the gold set: ``python -m benchmarks.gold [--errors] [--record]``.

``--errors`` lists every miss, by class; ``--record`` keeps the figures that the tests hold analysis to.
The worst defects, which put words into a mouth, are counted by themselves.
"""

from __future__ import annotations

import sys
import time
from collections import Counter

from benchmarks.gold_score import Tally, compare
from benchmarks.gold_set import FOLDER, GoldSet, bundled, invented
from summaries.analysis import quotations
from summaries.analysis.dates import find_dates
from summaries.analysis.pipeline import Analyser, find_evidence
from summaries.model import Kind

FIGURES = FOLDER / "figures.toml"
LAYERS = ("quotations", *Kind, "stances", "dates", "developments")
WORST = {"wrong_speakers": "wrong speaker", "unfounded_quotations": "named quotation too many"}
"""The worst defects: real words in the wrong mouth, and words that are nobody's in somebody's mouth."""
ASKED = (
    "speaker",
    "named speaker",
    "quotation type",
    "sign",
    "development date",
    "development type",
    "development nature",
)


def measure(gold: GoldSet) -> Tally:
    """Analyse every text and compare; only the layers that its row carries."""
    analyser = Analyser(gold.topic)
    tally = Tally(gold.topic)
    documents = analyser.prepare(gold.articles)
    for row, document in zip(gold.rows, documents, strict=True):
        evidence = find_evidence(document, quotations.find(document))
        compare(tally, row, evidence, find_dates(document))
    return tally


def figures(tally: Tally) -> dict[str, float]:
    """The figures that are kept: how often somebody is given words, and percent with one decimal."""
    kept = {name: float(tally.counts[defect]) for name, defect in WORST.items()}
    for name in LAYERS:
        measures = zip(("precision", "recall", "f1"), tally.scores(name), strict=True)
        kept |= {f"{name}_{measure}": value for measure, value in measures}
    return kept | {f"{name.replace(' ', '_')}_right": tally.right(name) for name in ASKED}


def _table(tally: Tally) -> list[str]:
    lines = [f"{'':<20} {'precision':>9} {'recall':>9} {'F1':>9} {'gold':>6} {'found':>6}"]
    for name in LAYERS:
        shares = " ".join(f"{value:>9.1f}" for value in tally.scores(name))
        lines.append(
            f"{name:<20} {shares} {tally.counts[f'{name}_gold']:>6} {tally.counts[f'{name}_found']:>6}"
        )
    lines += [
        f"{name + ' right':<26} {tally.right(name):>5.1f} of {tally.counts[f'{name}_asked']}"
        for name in ASKED
    ]
    return [*lines, *(f"{defect:<26} {tally.counts[defect]:>5}" for defect in WORST.values())]


def _errors(gold: GoldSet, tally: Tally) -> list[str]:
    lines: list[str] = []
    for defect, number in Counter(miss.defect for miss in tally.misses).most_common():
        lines += ["", f"{defect}: {number}"]
        lines += [f"  {miss.row:<28} {miss.detail}" for miss in tally.misses if miss.defect == defect]
    constructions = {row.id: row.construction for row in gold.rows}
    lines += ["", "misses by construction"]
    for construction, number in Counter(constructions[miss.row] for miss in tally.misses).most_common():
        lines.append(
            f"  {construction:<28} {number:>3} in {list(constructions.values()).count(construction)} rows"
        )
    return lines


def _report(name: str, gold: GoldSet) -> Tally:
    began = time.perf_counter()
    tally = measure(gold)
    print(
        f"{name}: {len(gold.rows)} texts, read in {time.perf_counter() - began:.1f} s, model loading included"
    )
    print("\n".join(_table(tally)))
    if "--errors" in sys.argv:
        print("\n".join(_errors(gold, tally)))
    print()
    return tally


def _toml(kept: dict[str, float]) -> str:
    return "".join(f"{name} = {value}\n" for name, value in kept.items())


def main() -> None:
    """Print the tables, and what is asked for."""
    paragraphs = figures(_report("Gold set", invented()))
    articles = figures(_report("Bundled articles", bundled()))
    if "--record" in sys.argv:
        heading = (
            "# What analysis reaches on the gold set: written by `python -m benchmarks.gold --record`.\n"
        )
        FIGURES.write_text(heading + _toml(paragraphs) + "\n[bundled]\n" + _toml(articles), encoding="utf-8")


if __name__ == "__main__":
    main()
