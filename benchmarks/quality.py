"""How well quotations are found and sources named, in all and by halves so that overfitting shows.

Run `READOUT_EVAL=DIR python -m benchmarks.quality`, or give the folder as the argument. The folder holds
`quotes_*.jsonl` (rows of id, text, date and quotes with content, source and cue) and `score_quotes.py`.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from summaries.analysis import quotations, speakers
from summaries.analysis.document import Document, prepare
from summaries.analysis.parsing import parse
from summaries.analysis.relevance import can_matter
from summaries.model import Article, Quotation
from summaries.names import NameFinder
from summaries.topics import Actor, Topic
from summaries.when import When

Row = dict[str, Any]
TOPIC = Topic(id="none", title="No topic", actors=(Actor(id="nobody", name="Nobodyland"),))
"""Names play no part: what is measured is how words are tied to a source."""


def main(arguments: Sequence[str]) -> int:
    """Print the table; 0 also where there is nothing to measure."""
    console = Console()
    folder = Path(arguments[0] if arguments else os.environ.get("READOUT_EVAL", ""))
    files = sorted(folder.glob("quotes_*.jsonl")) if folder.name else []
    if not files or not (folder / "score_quotes.py").exists():
        console.print(
            "No labelled quotations: set READOUT_EVAL to a folder with quotes_*.jsonl and its scorer."
        )
        return 0
    sys.path.insert(0, str(folder))
    score = importlib.import_module("score_quotes").score
    for file in files:
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        console.print(_table(file.name, rows, score))
    return 0


def _table(name: str, rows: list[Row], score: Callable[[list[Row], list[Row]], Row]) -> Table:
    predicted, speed = _predict(rows)
    table = Table(title=f"{name}: {len(rows)} texts; {speed}")
    for head in (
        "texts",
        "all",
        "direct",
        "mixed",
        "indirect",
        "speech",
        "source",
        "of direct",
        "end to end",
    ):
        table.add_column(head, justify="right")
    for label, part in (("even", rows[::2]), ("odd", rows[1::2]), ("all", rows)):
        table.add_row(label, *_figures(score(part, [predicted[row["id"]] for row in part])))
    return table


def _figures(scored: Row) -> list[str]:
    f1 = [scored[f"iou50_{kind}"]["F1"] for kind in ("direct", "mixed", "indirect", "speech")]
    source = [scored[f"speaker_given_match_{kind}"]["head_acc"] for kind in ("all", "direct")]
    return [str(v) for v in (scored["content_iou50"]["F1"], *f1, *source, scored["end_to_end_all"]["F1"])]


def _predict(rows: list[Row]) -> tuple[dict[str, Row], str]:
    names = NameFinder(TOPIC)
    documents = [prepare(_article(row), TOPIC, names) for row in rows]
    words = sum(len(row["text"].split()) for row in rows)
    start = time.perf_counter()
    parse((d, s) for d in documents for s in d.sentences if can_matter(d, s))
    parsed = time.perf_counter()
    found = [_quotations(document) for document in documents]
    done = time.perf_counter()
    speed = f"{words / (parsed - start):,.0f} words/s parsing, {words / (done - parsed):,.0f} in the rules"
    return {row["id"]: _row(row["id"], quoted) for row, quoted in zip(rows, found, strict=True)}, speed


def _article(row: Row) -> Article:
    return Article(
        id=row["id"], document=row["id"], text=row["text"], published=When.parse(row.get("date") or "")
    )


def _quotations(document: Document) -> tuple[Quotation, ...]:
    return speakers.resolve(document, quotations.find(document), ())


def _row(id: str, quoted: Sequence[Quotation]) -> Row:
    return {
        "id": id,
        "quotations": [
            {
                "kind": q.kind.value,
                "content": [[span.start, span.end] for span in q.content],
                "source": [q.speaker.start, q.speaker.end] if q.speaker else None,
                "cue": [q.cue.start, q.cue.end] if q.cue else None,
                "speaker": q.name,
            }
            for q in quoted
        ],
    }


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
