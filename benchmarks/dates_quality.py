"""How well dates are found and resolved, on a development set of news texts with dated expressions.

Usage: READOUT_EVAL=FOLDER python -m benchmarks.dates_quality [even|odd]

FOLDER holds dates_dev.jsonl (rows of id, text, date, dates) and its scorer, score_dates.py; neither is part
of the project. "even" and "odd" score one half of the rows, to see whether rules made on one half hold on the
other.
"""

from __future__ import annotations

import importlib
import os
import sys
import time
from functools import lru_cache
from pathlib import Path

from benchmarks.quote_set import Row, json_lines
from benchmarks.tables import table
from summaries.analysis.dates import dates_in
from summaries.when import When

NOTHING = "No labelled dates: set READOUT_EVAL to a folder with dates_dev.jsonl and score_dates.py."
HEADS = ("dates", "labelled", "found", "precision", "recall", "F1", "F1 of places alone", "words/s")


@lru_cache
def scores(half: str = "") -> tuple[dict[str, Row], int, float] | None:
    """The scores by day and for all values, the number of texts and the speed; None without a set.

    Of one half of the texts where one is named.
    """
    folder = Path(os.environ.get("READOUT_EVAL") or "/nonexistent")
    if not (folder / "dates_dev.jsonl").is_file():
        return None
    rows = json_lines(folder / "dates_dev.jsonl")
    if half:
        rows = rows[("even", "odd").index(half) :: 2]
    began = time.perf_counter()
    found = [_answer(row) for row in rows]
    speed = sum(len(row["text"].split()) for row in rows) / (time.perf_counter() - began)
    sys.path.insert(0, str(folder))
    scorer = importlib.import_module("score_dates")
    days = {"day values": True, "all values": False}
    return {name: scorer.run(rows, found, day) for name, day in days.items()}, len(rows), speed


def report(half: str = "") -> str:
    """The table."""
    found = scores(half)
    if found is None:
        return NOTHING
    by_day, texts, speed = found
    lines = []
    for name, scored in by_day.items():
        value, place = scored["value"], scored["span"]
        right = [value["P"], value["R"], value["F1"], place["F1"]]
        lines.append([name, scored["gold"], scored["pred"], *right, f"{speed:,.0f}"])
    return f"dates_dev.jsonl{half and ', ' + half}: {texts} texts\n\n{table(HEADS, lines)}"


def _answer(row: Row) -> Row:
    dates = dates_in(row["text"], When.parse(row["date"]))
    return {"id": row["id"], "dates": [{"span": [d.start, d.end], "value": d.when.iso()} for d in dates]}


if __name__ == "__main__":
    print(report(*sys.argv[1:2]))
