"""Where quotation marks open and close in four languages: « », “ ”, „ “, " ", ‹ ›, and dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

Place = tuple[int, int]
"""Code points of the text: start, end (excluded)."""


class Marked(NamedTuple):
    """Words in one pair of marks, from ``start`` to ``end`` with them.

    ``pieces`` are the words without marks and the spaces inside them: one, or one a paragraph. ``first`` and
    ``last`` are the paragraphs' numbers. A ``dash`` at the beginning of a paragraph opens speech that has no
    closing mark.
    """

    start: int
    end: int
    pieces: tuple[Place, ...]
    first: int
    last: int
    dash: bool = False


_MARK = re.compile('[«»“”„"‹›]')
_OPENING = {"«": "»", "“": "”", "„": "“”", '"': '"', "‹": "›"}
_CLOSING = frozenset("»”›")
_DASH = re.compile(r"\s*[—–-]\s?(?=[^\W\d_]|[¿¡])")
_BEFORE_OPENING = re.compile(r"[\s(\[«“—–\-]|^")


class _Open(NamedTuple):
    mark: str
    at: int


def find_marked(text: str, paragraphs: Sequence[Place]) -> tuple[Marked, ...]:
    """The outermost marked passages of the paragraphs, in order; what never closes is left out."""
    found: list[Marked] = []
    waiting: Marked | None = None  # open at the end of the last paragraph
    for number, (start, end) in enumerate(paragraphs):
        begin = start
        if waiting is not None:
            again = _MARK.match(text, start, end)
            if again is None:
                waiting = None
            else:
                begin = again.end()
        following = paragraphs[number + 1][0] if number + 1 < len(paragraphs) else len(text)
        goes_on = _MARK.match(text, following) is not None
        here, left = _scan(text, begin, end, number, waiting, goes_on=goes_on)
        found += here
        if waiting is None and not here and (dash := _DASH.match(text, start, end)):
            found.append(Marked(start, end, (_trim(text, dash.end(), end),), number, number, dash=True))
            left = None
        waiting = left if number + 1 < len(paragraphs) else None
    return tuple(unit for unit in found if unit.pieces and all(s < e for s, e in unit.pieces))


def _scan(
    text: str, start: int, end: int, number: int, waiting: Marked | None, *, goes_on: bool
) -> tuple[list[Marked], Marked | None]:
    """The passages that close in a paragraph, and the one that stays open at its end."""
    found: list[Marked] = []
    stack: list[_Open] = [_Open(text[waiting.start], waiting.start)] if waiting else []
    closed = -1  # where a mark inside the outermost pair closed last
    for match in _MARK.finditer(text, start, end):
        mark, at = match[0], match.start()
        if stack and _closes(text, mark, at, end, stack[-1].mark):
            opened = stack.pop()
            closed = at
            if not stack:
                found.append(_marked(text, opened.at, at, start, number, waiting))
                waiting = None
        elif mark in _OPENING and (mark != '"' or _BEFORE_OPENING.match(text[at - 1 : at] if at else "")):
            stack.append(_Open(mark, at))
        elif len(stack) > 1 and mark in _CLOSING and mark in _OPENING[stack[0].mark]:
            found.append(
                _marked(text, stack[0].at, at, start, number, waiting)
            )  # an inner mark was forgotten
            stack, waiting = [], None
    if stack and not goes_on and closed > stack[0].at and text[closed] in _OPENING[stack[0].mark]:
        found.append(_marked(text, stack[0].at, closed, start, number, waiting))  # one mark closes both
        return found, None
    if not stack:
        return found, None
    pieces = waiting.pieces if waiting else ()
    first = waiting.first if waiting else number
    inner = start if waiting else stack[0].at + 1
    return found, Marked(stack[0].at, end, (*pieces, _trim(text, inner, end)), first, number)


def _closes(text: str, mark: str, at: int, end: int, opened: str) -> bool:
    if mark not in _OPENING[opened]:
        return False
    return mark != '"' or at + 1 >= end or not text[at + 1].isalnum() or not text[at - 1].isspace()


def _marked(text: str, opened: int, at: int, start: int, number: int, waiting: Marked | None) -> Marked:
    if waiting is None:
        return Marked(opened, at + 1, (_trim(text, opened + 1, at),), number, number)
    last = _trim(text, start, at)
    pieces = (*waiting.pieces, last) if last[0] < last[1] else waiting.pieces
    return Marked(waiting.start, at + 1, pieces, waiting.first, number)


def _trim(text: str, start: int, end: int) -> Place:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def count_words(text: str, pieces: Sequence[Place]) -> int:
    """How many words some pieces of a text hold."""
    return sum(len(list(_words(text, start, end))) for start, end in pieces)


def _words(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    return re.finditer(r"[^\W_]+(?:[-’'][^\W_]+)*", text[start:end])
