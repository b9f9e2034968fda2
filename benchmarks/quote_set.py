"""Quotations labelled by people, with their scorer: not part of the project, READOUT_EVAL names them.

The folder holds `quotes_*.jsonl` (rows of id, text, date and quotes with content, source, cue and speech),
`score_quotes.py` and `common.py`.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summaries.model import Article
from summaries.topics import Actor, Topic
from summaries.when import When

Row = dict[str, Any]
Spans = list[list[int]]

TOPIC = Topic(id="none", title="No topic", actors=(Actor(id="nobody", name="Nobodyland"),))
"""Names play no part: what is measured is how words are tied to a source."""


@dataclass(frozen=True)
class QuoteSet:
    """The rows of one labelled file, and what its scorer offers.

    ``score`` compares labelled rows with found ones; ``tokens`` are the places of the words in spans;
    ``head`` is the place of a noun phrase's head; ``same_person`` compares two names; ``is_cue`` knows words
    of saying, which now and then are marked as a source by mistake.
    """

    name: str
    rows: list[Row]
    score: Callable[[Sequence[Row], Sequence[Row]], Row]
    tokens: Callable[[str, Spans], set[int]]
    head: Callable[[str, Sequence[int]], int | None]
    same_person: Callable[[str, str], bool]
    is_cue: Callable[[str], bool]

    @property
    def words(self) -> int:
        """How many words its texts hold."""
        return sum(len(row["text"].split()) for row in self.rows)


def quote_sets(folder: Path | None = None) -> list[QuoteSet]:
    """The labelled sets of a folder, READOUT_EVAL's by default; none where there is no such folder."""
    folder = folder or Path(os.environ.get("READOUT_EVAL") or "/nonexistent")
    if not (folder / "score_quotes.py").is_file():
        return []
    sys.path.insert(0, str(folder))
    scorer, common = (importlib.import_module(name) for name in ("score_quotes", "common"))
    return [
        QuoteSet(
            name=file.name,
            rows=json_lines(file),
            score=scorer.score,
            tokens=common.tokens,
            head=common.head,
            same_person=scorer.same_person,
            is_cue=lambda words: " " not in words and common.is_speech(words),
        )
        for file in sorted(folder.glob("quotes_*.jsonl"))
    ]


def json_lines(file: Path) -> list[Row]:
    """The rows of a file with one JSON object a line."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def article(row: Row) -> Article:
    """A row as an article."""
    return Article(
        id=row["id"], document=row["id"], text=row["text"], published=When.parse(row.get("date") or "")
    )
