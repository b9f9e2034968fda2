"""Whether one text is an edited copy of another, judged by their words: same story, or only the same event.

What tells a copy from another account of the same event is the reporter's own prose: names, numbers and what
people said are the same in both. So only words outside quotation marks are compared, three at a time; titles,
captions, bylines, datelines and the like, which every desk writes anew, are left out. Translations are other
texts. Sizes and thresholds are measured, see docs/benchmarks.md ("Same story").
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from summaries.articles.layout import BlockKind, layout
from summaries.folding import flatten

_SHINGLE = 3  # words
_BANDS, _ROWS = 64, 2  # how many marks a text has, and of how many hash values each is made
_WINDOW, _IN_WINDOW = 12, 2  # shingles in a row, and how many of them must be shared
_SHARED = 0.55  # share of the shorter text's windows from which on it is a copy
_CUT = 0.4  # of the longer text's length: what is shorter than that is a part of it, such as a brief
_FEWEST = 30  # words; shorter texts are copies only where they are equal
_FEWEST_EQUAL = 12  # words; shorter texts are never copies
_AT_ONCE = 4096  # shingles hashed together: long texts must not take memory in proportion

# A letter of a script that writes no spaces is a word.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
_QUOTED = re.compile(r"“[^”\n]*”|«[^»\n]*»|„[^“”\n]*[“”]|\"[^\"\n]*\"")
_DATELINE = re.compile(r"[^\W\d_][^.!?\n]{1,60}?\s*(?:—|–|--| - )\s*(?=[\"“«]?[^\W\d_])")


class Print(NamedTuple):
    """What a text is recognised by.

    ``equal`` is the same number for texts of the same words, None for a text too short to tell; ``marks`` are
    numbers of which copies share at least one with hardly an exception, and other texts hardly ever. They
    have 63 bits. ``shingles`` are what ``copies`` compares. All are the same on every machine.
    """

    equal: int | None
    marks: tuple[int, ...]
    shingles: tuple[int, ...]


@lru_cache(maxsize=256)  # a story's copies come together, and each is compared with those before
def fingerprint(text: str) -> Print:
    """The print of an article's text."""
    words = _words(text)
    equal = _number(" ".join(words)) if len(words) >= _FEWEST_EQUAL else None
    if len(words) < _FEWEST:
        return Print(equal, (), ())
    shingles = tuple(_shingles(words))
    return Print(equal, tuple(_marks(shingles)), shingles)


def copies(one: Print, other: Print) -> bool:
    """Whether one of two texts is an edited copy of the other, or both are of a third.

    Symmetric; it depends on the two texts alone.
    """
    if one.equal is not None and one.equal == other.equal:
        return True
    shorter, longer = sorted((len(one.shingles), len(other.shingles)))
    return shorter >= _CUT * longer > 0 and likeness(one, other) >= _SHARED


def likeness(one: Print, other: Print) -> float:
    """The share of the shorter text's windows that hold words of the longer, 0 to 1.

    Copies have words in common all over. An account that has borrowed a paragraph has them in one place,
    though perhaps as many.
    """
    shorter, longer = sorted((one, other), key=lambda text: (len(text.shingles), text.shingles))
    there = frozenset(longer.shingles)
    shared = [shingle in there for shingle in shorter.shingles]
    windows = [sum(shared[at : at + _WINDOW]) for at in range(0, len(shared), _WINDOW)]
    return sum(count >= _IN_WINDOW for count in windows) / len(windows) if windows else 0.0


def _words(text: str) -> list[str]:
    """The reporter's own words; all the words of a text that is little but quotation."""
    prose = [text[block.start : block.end] for block in layout(text) if block.kind is BlockKind.PARAGRAPH]
    told = [_DATELINE.sub("", passage, count=1) if i == 0 else passage for i, passage in enumerate(prose)]
    own = list(_folded(_QUOTED.sub(" ", "\n".join(told))))
    return own if len(own) >= _FEWEST else list(_folded("\n".join(told)))


def _folded(text: str) -> Iterator[str]:
    return (match[0] for match in _WORD.finditer(flatten(text)[0].casefold()))


def _shingles(words: Sequence[str]) -> Iterator[int]:
    for at in range(len(words) - _SHINGLE + 1):
        yield zlib.crc32(" ".join(words[at : at + _SHINGLE]).encode("utf-8", "replace"))


def _marks(shingles: Iterable[int]) -> Iterator[int]:
    from datasketch import MinHash  # takes a second to import, and is needed only where articles are stored

    sketch = MinHash(_BANDS * _ROWS, seed=1, hashfunc=int, scheme="affine32")
    rest = iter(shingles)
    while batch := list(islice(rest, _AT_ONCE)):
        sketch.update_batch(batch)
    values = [int(value) for value in sketch.hashvalues]
    for band in range(_BANDS):
        yield _number(f"{band} {values[band * _ROWS : (band + 1) * _ROWS]}")


def _number(words: str) -> int:
    digest = hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1
