"""The lines of a text, and which of them are one paragraph broken over several lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

SHORTEST_WRAPPED = 40
LONGEST_WRAPPED = 110
"""Old press releases and wire copy are wrapped at 65 to 100 columns; columns outside these bounds are not."""

_RAGGED = 10
_SHARE_BROKEN = 0.3
_FINAL = frozenset(".!?:;…\"'”’»)]")
_BULLET = re.compile(r"(?:[•▪●◦‣■►–—*>·]|-(?=\s)|\d{1,2}[.)](?=\s))")
_WORD = re.compile(r"\S*")


class Line(NamedTuple):
    """A line without its outer white space: code points, and how many columns it is indented."""

    start: int
    end: int
    indent: int

    @property
    def columns(self) -> int:
        """How wide the line is, its indentation included."""
        return self.indent + self.end - self.start


def paragraph_bounds(text: str, stands_alone: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Give the bounds of the text's paragraphs, without outer white space, blank ones left out.

    A blank line ends a paragraph, and so does any line end (those of ``str.splitlines``) unless the text is
    wrapped there: the sentence goes on in lower case, or, in a text of hard-wrapped lines, the line was full.
    A line for which ``stands_alone`` holds is a paragraph of its own.
    """
    lines = _lines(text)
    width = _wrapped_at(text, lines)
    found: list[tuple[int, int]] = []
    before: Line | None = None
    for line in lines:
        if line.start < line.end:
            if before and found and _goes_on(text, before, line, width, stands_alone):
                found[-1] = (found[-1][0], line.end)
            else:
                found.append((line.start, line.end))
        before = line if line.start < line.end else None
    return found


def starts_with_bullet(passage: str) -> bool:
    """Whether a passage opens like an item of a list."""
    return _BULLET.match(passage) is not None


def _lines(text: str) -> list[Line]:
    found = []
    at = 0
    for raw in text.splitlines(keepends=True):
        left = raw.lstrip()
        indent = len(raw) - len(left) if left else 0
        start = at + indent
        found.append(Line(start, start + len(left.rstrip()), indent))
        at += len(raw)
    return found


def _wrapped_at(text: str, lines: list[Line]) -> int | None:
    """The width a text was wrapped at, None when its line ends are ends of paragraphs.

    A wrapped text shows in neighbouring lines of middling width of which the first stops in mid-sentence and
    the second goes on in lower case.
    """
    pairs = [
        (a, b)
        for a, b in pairwise(lines)
        if a.start < a.end and b.start < b.end and SHORTEST_WRAPPED <= a.columns <= LONGEST_WRAPPED
    ]
    broken = [a.columns for a, b in pairs if _breaks_off(text, a, b)]
    if not broken or len(broken) < _SHARE_BROKEN * len(pairs):
        return None
    return max(broken)


def _breaks_off(text: str, line: Line, after: Line) -> bool:
    first = text[after.start]
    return text[line.end - 1] not in _FINAL and (first.islower() or first in ",;)”")


def _goes_on(text: str, line: Line, after: Line, width: int | None, alone: Callable[[str], bool]) -> bool:
    """Whether ``after`` continues the paragraph of ``line``."""
    if starts_with_bullet(text[after.start : after.end]):
        return False
    full = width is not None and line.columns <= LONGEST_WRAPPED and _is_full(text, line, after, width)
    if not full and not _breaks_off(text, line, after):
        return False
    return not alone(text[line.start : line.end]) and not alone(text[after.start : after.end])


def _is_full(text: str, line: Line, after: Line, width: int) -> bool:
    """Whether the next line's first word would not have fitted, give or take a ragged margin."""
    if after.indent > line.indent + 1 or line.columns < SHORTEST_WRAPPED:
        return False
    word = _WORD.match(text, after.start)
    return line.columns + 1 + (word.end() - after.start if word else 0) > width - _RAGGED
