"""The data folder, read: which text may be trained on, as windows with their labels."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from summaries.analysis.attribution import Place
from summaries.analysis.marks import find_marks
from summaries.analysis.tagging.tagger import TAGS
from summaries.analysis.tagging.windows import END, START, USUAL, Window, curled, windows
from training.examples import Example

Row = dict[str, Any]
Pieces = tuple[int, ...]

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_SHARE_ALIKE = ("CC BY-SA", "not in LICENSE")
"""Licences that shipped weights are not to depend on: share-alike, and sources that state none."""


def rows(path: Path) -> Iterator[Row]:
    """The rows of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def paragraphs(text: str) -> list[Place]:
    """Where the lines with words are."""
    return [match.span() for match in _PARAGRAPH.finditer(text)]


def read_windows(text: str, tokenizer: Tokenizer) -> list[Window]:
    """A text as the tagger reads it at run time."""
    places = paragraphs(text)
    return windows(text, places, find_marks(text, places), tokenizer)


def allowed(data: Path, aside: frozenset[str]) -> Iterator[Row]:
    """The documents that a shipped model may learn from: of free licence, and not set ``aside`` by id."""
    for row in rows(data / "clean_text.jsonl"):
        if not any(mark in row["licence"] for mark in _SHARE_ALIKE) and row["id"] not in aside:
            yield row


# ---- the given machine labels ---------------------------------------------------------------------------


class Silver:
    """The given machine-labelled paragraphs whose text is among the allowed ones, by their word pieces."""

    def __init__(self, data: Path, texts: Iterable[str], tokenizer: Tokenizer) -> None:
        known = {_plain(line) for text in texts for line in text.split("\n")}
        stored = np.load(data / "silver_logits.npz")
        logits, offsets = stored["logits"], stored["offsets"]
        self.pieces: list[Pieces] = []
        self.hard: list[NDArray[np.int64]] = []
        self.soft: list[NDArray[np.float16]] = []
        for number, row in enumerate(rows(data / "silver.jsonl")):
            if _plain(row["text"]) not in known:
                continue
            pieces = _pieces(row["text"], tokenizer)
            if len(pieces) + 2 == len(row["labels"]):
                self.pieces.append(pieces)
                self.hard.append(np.array(row["labels"][1:-1], dtype=np.int64))
                scores = logits[offsets[number] + 1 : offsets[number + 1] - 1].astype(np.float32)
                self.soft.append(softmax(scores).astype(np.float16))

    def examples(self) -> list[Example]:
        """Neighbouring rows put together to windows of the usual length."""
        made, group, length = [], list[int](), 0
        for number, pieces in enumerate(self.pieces):
            if group and length + len(pieces) > USUAL:
                made.append(self._together(group))
                group, length = [], 0
            group.append(number)
            length += len(pieces) + 1
        return [*made, self._together(group)] if group else made

    def _together(self, group: Sequence[int]) -> Example:
        ids: list[int] = [START]
        hard, soft = [np.zeros(1, dtype=np.int64)], [_outside()]
        for number in group:
            ids += [*self.pieces[number], END]
            hard += [self.hard[number], np.zeros(1, dtype=np.int64)]
            soft += [self.soft[number], _outside()]
        return Example(tuple(ids), np.concatenate(hard), np.concatenate(soft))

    def known(self) -> dict[Pieces, NDArray[np.float16]]:
        """The labels' probabilities by paragraph."""
        return dict(zip(self.pieces, self.soft, strict=True))


def _plain(text: str) -> str:
    return re.sub("[“”]", '"', text).strip()


def _pieces(text: str, tokenizer: Tokenizer) -> Pieces:
    marked = curled(text, find_marks(text, [(0, len(text))]))
    return tuple(tokenizer.encode(marked, add_special_tokens=False).ids)


def _outside() -> NDArray[np.float16]:
    return np.eye(1, len(TAGS), dtype=np.float16)


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Probabilities over the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    total: NDArray[np.float32] = raised / raised.sum(-1, keepdims=True)
    return total


# ---- attributions marked by people ----------------------------------------------------------------------


def marked(path: Path, tokenizer: Tokenizer, keep: Callable[[Row], bool] = lambda row: True) -> list[Example]:
    """The windows of documents with marked attributions: rows of text and quotes (content, source, cue)."""
    return [
        Example(window.ids, _labels(window, letters))
        for row in rows(path)
        if keep(row)
        for letters in [_by_letter(row)]
        for window in read_windows(row["text"], tokenizer)
    ]


def free_to_ship(row: Row) -> bool:
    """Whether a document's licence lets its words shape weights that are passed on."""
    return not any(mark in row["licence"] for mark in _SHARE_ALIKE)


def _by_letter(row: Row) -> NDArray[np.int64]:
    """A tag for each code point. What lies inside another attribution's content is not marked again."""
    letters = np.zeros(len(row["text"]) + 1, dtype=np.int64)
    for quote in sorted(row["quotes"], key=_extent, reverse=True):
        if any(letters[start:end].any() for start, end in quote["content"]):
            continue
        parts = [(place, 5) for place in quote["content"]]
        parts += [(quote[part], tag) for part, tag in (("source", 1), ("cue", 3)) if quote.get(part)]
        for (start, end), tag in parts:
            if not letters[start:end].any():
                letters[start:end] = tag + 1
                letters[start] = tag
    return letters


def _extent(quote: Row) -> int:
    return int(sum(end - start for start, end in quote["content"]))


def _labels(window: Window, letters: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each piece takes the tag of its letters; a beginning is where the first letter of a part is."""
    tags = np.zeros(len(window.ids), dtype=np.int64)
    for number, (start, end) in enumerate(window.places):
        inside = letters[start:end] if start >= 0 else letters[:0]
        found = inside[inside > 0]
        if len(found):
            begins = found[found % 2 == 1]
            tags[number] = begins[0] if len(begins) else found[0]
    return tags
