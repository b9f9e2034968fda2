"""Labels for free text: a labelling model's probabilities, averaged with the given ones if there are any."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from summaries.analysis.tagging.windows import END, Window
from training.data import Pieces, Row, read_windows, softmax
from training.examples import UNKNOWN, Example
from training.learning import padded
from training.network import Network
from training.progress import Progress

SHARES = {
    "Voice of America": 0.9,
    "US Senate press release (foreign": 1.0,
    "US Senate press release (other": 0.2,
    "White House": 0.3,
    "re3d": 1.0,
}
"""How much of each source is learned from: foreign news and statements on foreign affairs above all."""

_ROWS = 16


def chosen(documents: Sequence[Row], seed: int) -> list[Row]:
    """A share of the documents of each source, by chance."""
    chance = random.Random(seed)
    shares = [next((s for name, s in SHARES.items() if d["source"].startswith(name)), 0.0) for d in documents]
    return [document for document, share in zip(documents, shares, strict=True) if chance.random() < share]


def tell(documents: Sequence[Row]) -> None:
    """Print how many words of each source are learned from."""
    for name in SHARES:
        texts = [row["text"] for row in documents if row["source"].startswith(name)]
        print(f"{name}: {len(texts):,} documents, {sum(len(t.split()) for t in texts):,} words", flush=True)


def label(
    teacher: Network,
    documents: Sequence[Row],
    given: Mapping[Pieces, NDArray[np.float16]],
    tokenizer: Tokenizer,
) -> list[Example]:
    """The documents' windows with soft labels. ``given`` are other labels by a paragraph's pieces."""
    read = [window for row in documents for window in read_windows(row["text"], tokenizer)]
    read.sort(key=lambda window: len(window.ids))
    groups = [read[first : first + _ROWS] for first in range(0, len(read), _ROWS)]
    progress = Progress("label", [sum(len(window.ids) for window in batch) for batch in groups])
    made: list[Example] = []
    for batch in groups:
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            scores = teacher(padded([window.ids for window in batch])).numpy()
        made += [
            _example(window, softmax(row[: len(window.ids)]), given)
            for window, row in zip(batch, scores, strict=True)
        ]
        progress.step()
    return made


def _example(
    window: Window, found: NDArray[np.float32], given: Mapping[Pieces, NDArray[np.float16]]
) -> Example:
    soft = found.copy()
    for first, last in _paragraphs(window):
        other = given.get(window.ids[first:last])
        if other is not None:
            soft[first:last] = (soft[first:last] + other) / 2
    hard = np.full(len(window.ids), UNKNOWN, dtype=np.int64)
    return Example(window.ids, hard, soft.astype(np.float16))


def _paragraphs(window: Window) -> Iterator[tuple[int, int]]:
    first = 1
    for number, piece in enumerate(window.ids):
        if piece == END:
            yield first, number
            first = number + 1
