"""How well dates are found and resolved, on a development set of news texts with dated expressions.

Usage: READOUT_EVAL=FOLDER python -m benchmarks.dates_quality [even|odd]

FOLDER holds dates_dev.jsonl (rows of id, text, date, dates) and its scorer, score_dates.py; neither is part
of the project. "even" and "odd" score one half of the rows, to see whether rules made on one half hold on the
other.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from summaries.analysis.dates import dates_in
from summaries.when import When


def main() -> None:
    """Print the scores by day and for all values, and the speed."""
    folder = os.environ.get("READOUT_EVAL", "")
    if not (Path(folder) / "dates_dev.jsonl").is_file():
        print("No labelled dates: set READOUT_EVAL to a folder with dates_dev.jsonl and score_dates.py.")
        return
    lines = (Path(folder) / "dates_dev.jsonl").read_text("utf8").splitlines()
    rows = [json.loads(line) for line in lines if line]
    if half := sys.argv[1:]:
        rows = rows[("even", "odd").index(half[0]) :: 2]
    began = time.perf_counter()
    found = [_answer(row) for row in rows]
    seconds = time.perf_counter() - began
    sys.path.insert(0, folder)
    scorer = importlib.import_module("score_dates")
    for day in (True, False):
        print("day" if day else "all", scorer.run(rows, found, day))
    words = sum(len(row["text"].split()) for row in rows)
    print(f"{words / seconds:,.0f} words a second")


def _answer(row: dict[str, Any]) -> dict[str, Any]:
    dates = dates_in(row["text"], When.parse(row["date"]))
    return {"id": row["id"], "dates": [{"span": [d.start, d.end], "value": d.when.iso()} for d in dates]}


if __name__ == "__main__":
    main()
