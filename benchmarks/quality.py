"""How well quotations are found and sources named, in all and by halves so that overfitting shows.

Run `READOUT_EVAL=DIR python -m benchmarks.quality [--baselines]`; see `benchmarks.quote_set` for the folder.
With ``--baselines`` two other ways to find quotations (`benchmarks.baselines`) are measured beside it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from benchmarks.quote_set import TOPIC, QuoteSet, Row, article, quote_sets
from benchmarks.tables import table
from summaries.analysis import quotations, speakers
from summaries.analysis.attribution import Attribution
from summaries.analysis.document import Document
from summaries.analysis.pipeline import Analyser
from summaries.model import Quotation

HEADS = (
    "",
    "all",
    "direct",
    "mixed",
    "indirect",
    "speech",
    "source",
    "of direct",
    "end to end",
    "verbatim",
    "words/s",
)
BATCH = 16
"""Texts read together: some hundred thousand code points."""

NOTHING = "No labelled quotations: set READOUT_EVAL to a folder with quotes_*.jsonl and its scorer."


@dataclass(frozen=True)
class Reading:
    """A labelled set as Readout reads it, row by row, and how fast it did."""

    labelled: QuoteSet
    documents: tuple[Document, ...]
    attributions: tuple[tuple[Attribution, ...], ...]
    quotations: tuple[tuple[Quotation, ...], ...]
    speed: float


def read(labelled: QuoteSet) -> Reading:
    """Everything up to the speakers, in batches as at run time; timed once the models are loaded."""
    analyser = Analyser(TOPIC)
    quotations.find_all(analyser.prepare([article(labelled.rows[0])]))
    documents: list[Document] = []
    attributions: list[tuple[Attribution, ...]] = []
    resolved: list[tuple[Quotation, ...]] = []
    begun = time.perf_counter()
    for first in range(0, len(labelled.rows), BATCH):
        batch = analyser.prepare(article(row) for row in labelled.rows[first : first + BATCH])
        found = quotations.find_all(batch)
        resolved += [speakers.resolve(d, a, ()) for d, a in zip(batch, found, strict=True)]
        documents += batch
        attributions += found
    speed = labelled.words / (time.perf_counter() - begun)
    return Reading(labelled, tuple(documents), tuple(attributions), tuple(resolved), speed)


@lru_cache
def readings() -> tuple[Reading, ...]:
    """Every labelled set, read once."""
    return tuple(read(labelled) for labelled in quote_sets())


def report(reading: Reading, *, baselines: bool) -> str:
    """The set's table."""
    labelled, found = reading.labelled, found_rows(reading)
    rows = [
        _line("Readout", labelled, found, reading.speed),
        _line("Readout, even texts", labelled, found, None, slice(0, None, 2)),
        _line("Readout, odd texts", labelled, found, None, slice(1, None, 2)),
        *(_baselines(labelled) if baselines else ()),
    ]
    return f"{labelled.name}: {len(found)} texts, {labelled.words:,} words\n\n{table(HEADS, rows)}"


def _line(
    name: str, labelled: QuoteSet, found: Sequence[Row], speed: float | None, part: slice = slice(None)
) -> list[object]:
    scored = figures(labelled.rows[part], found[part], labelled)
    return [name, *(scored[head] for head in HEADS[1:-1]), speed and f"{speed:,.0f}"]


def figures(rows: Sequence[Row], found: Sequence[Row], labelled: QuoteSet) -> dict[str, float]:
    """The scorer's figures in percent, by column of the table."""
    scored = labelled.score(rows, found)
    return {
        "all": scored["content_iou50"]["F1"],
        **{kind: scored[f"iou50_{kind}"]["F1"] for kind in ("direct", "mixed", "indirect", "speech")},
        "source": scored["speaker_given_match_all"]["head_acc"],
        "of direct": scored["speaker_given_match_direct"]["head_acc"],
        "end to end": scored["end_to_end_all"]["F1"],
        "verbatim": scored["verbatim"]["text_equals_source_at_offsets"],
    }


def found_rows(reading: Reading) -> list[Row]:
    """What was found, as the scorer takes it."""
    return [_row(row["id"], q) for row, q in zip(reading.labelled.rows, reading.quotations, strict=True)]


def _row(id: str, quoted: Sequence[Quotation]) -> Row:
    """As `readout extract` puts it, with the words, so that they are compared with the text."""
    return {
        "id": id,
        "quotes": [
            {
                "kind": q.kind.value,
                "content": [[span.start, span.end] for span in q.content],
                "text": [span.text for span in q.content],
                "source": [q.speaker.start, q.speaker.end] if q.speaker else None,
                "cue": [q.cue.start, q.cue.end] if q.cue else None,
                "speaker": q.name,
            }
            for q in quoted
        ],
    }


def _baselines(labelled: QuoteSet) -> Iterator[list[object]]:
    # textacy, and with it this module, is installed by `make bench-quality` alone.
    import spacy

    from benchmarks.baselines import nearest_said, textacy_found
    from summaries.analysis.parsing import MODEL

    language = spacy.load(MODEL)
    ways: dict[str, Callable[[str], list[Row]]] = {
        "marks and nearest “X said”": nearest_said,
        "textacy, each paragraph": lambda text: textacy_found(language, text),
    }
    for name, find in ways.items():
        begun = time.perf_counter()
        found = [{"id": row["id"], "quotes": find(row["text"])} for row in labelled.rows]
        yield _line(name, labelled, found, labelled.words / (time.perf_counter() - begun))


def main() -> None:
    """Print a table for each set."""
    print("\n\n".join(report(r, baselines="--baselines" in sys.argv) for r in readings()) or NOTHING)


if __name__ == "__main__":
    main()
