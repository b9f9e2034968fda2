"""Quotation marks: which ones belong together, and what lies between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_PAIR = re.compile(r"“([^”]*)”|\"([^\"]*)\"|«([^»]*)»", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Marks:
    """A pair of quotation marks: ``start`` to ``end`` with them, ``inner_start`` to ``inner_end`` without.

    ``closed`` is False where a paragraph ends before the closing mark (a quotation goes on in the next
    paragraph, or the mark is missing). ``depth`` is 0 for outermost marks, 1 for marks inside marks.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True
    depth: int = 0


def find_marks(text: str, paragraphs: Sequence[tuple[int, int]]) -> tuple[Marks, ...]:
    """Pair the quotation marks of each paragraph (start, end); sorted by start."""
    return tuple(
        Marks(found.start(), found.end(), found.start() + 1, found.end() - 1)
        for start, end in paragraphs
        for found in _PAIR.finditer(text, start, end)
    )
