"""What the tagger reads: neighbouring paragraphs as word pieces, with quotation marks made plain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from summaries.analysis.attribution import Place
from summaries.analysis.marks import Marks

START, END = 101, 102
"""The pieces [CLS] and [SEP] of the BERT vocabulary: before a window, and after each of its paragraphs."""

USUAL, MOST = 160, 254
"""Pieces in a window: paragraphs are put together up to ``USUAL``, and cut beyond ``MOST``."""

_NOWHERE = (-1, -1)
_STOPS = frozenset((".", "?", "!", "…", ";"))


@dataclass(frozen=True, slots=True)
class Window:
    """Word pieces of neighbouring paragraphs: ``ids`` of the vocabulary and ``places`` in the text.

    ``places`` are code points; (-1, -1) for the pieces that stand for no words.
    """

    ids: tuple[int, ...]
    places: tuple[Place, ...]


def curled(text: str, marks: Sequence[Marks]) -> str:
    """The text, of the same length, with each pair of quotation marks as “ ” or, inside others, ‘ ’.

    So the tagger sees which marks open and which close, whatever marks a publisher uses.
    """
    letters = list(text)
    for pair in marks:
        single = pair.depth > 0 or text[pair.start] in "‘'"
        letters[pair.start : pair.inner_start] = _padded(
            "‘" if single else "“", pair.inner_start - pair.start
        )
        if pair.closed:
            letters[pair.inner_end : pair.end] = _padded("’" if single else "”", pair.end - pair.inner_end)
    return "".join(letters)


def _padded(mark: str, length: int) -> list[str]:
    return [mark, *" " * (length - 1)]


def windows(
    text: str, paragraphs: Sequence[Place], marks: Sequence[Marks], tokenizer: Tokenizer
) -> list[Window]:
    """Cut a text into windows. ``paragraphs`` are places in order; what lies between them is left out."""
    plain = curled(text, marks)
    # One by one: a batch would start threads beside those of the other analysing process.
    encoded = [tokenizer.encode(plain[start:end], add_special_tokens=False) for start, end in paragraphs]
    made: list[Window] = []
    ids: list[int] = []
    places: list[Place] = []
    for (offset, _), pieces in zip(paragraphs, encoded, strict=True):
        all_ids, all_places = pieces.ids, pieces.offsets  # each access copies the whole list
        for first, last in cuts(pieces.tokens):
            if ids and len(ids) + last - first > USUAL:
                made.append(_window(ids, places))
                ids, places = [], []
            ids += [*all_ids[first:last], END]
            places += [(offset + a, offset + b) for a, b in all_places[first:last]]
            places.append(_NOWHERE)
    return [*made, _window(ids, places)] if ids else made


def _window(ids: Sequence[int], places: Sequence[Place]) -> Window:
    return Window((START, *ids), (_NOWHERE, *places))


def cuts(pieces: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where to cut a paragraph's pieces into parts of at most ``MOST``: at the ends of sentences, if any."""
    first = 0
    while len(pieces) - first > MOST:
        half = first + MOST // 2
        stops = (at + 1 for at in range(first + MOST - 1, half, -1) if pieces[at] in _STOPS)
        last = next(stops, first + MOST)
        yield first, last
        first = last
    if first < len(pieces):
        yield first, len(pieces)
