"""Cutting a typed line into words: quotation marks group, control characters vanish, nothing is refused."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from summaries.folding import fold

_MARKS = {'"': '"“”', "“": '”“"', "”": '”"', "„": '“”"', "«": "»", "'": "'", "‘": "’"}
_SINGLE = "'‘"
_SINGLE_END = re.compile(r"['’](?!\w)")
_STRAY = '"“”„«»'
_NO_MARKS = dict.fromkeys(map(ord, _STRAY), " ")
_BREAK = re.compile(f"[ {_STRAY}]")
_TRIM = " ,;:!?()[]{}<>…`*_~|'‘’"


@dataclass(frozen=True)
class Token:
    """A word of the line, or the words between two quotation marks.

    ``text`` is as typed, ``fold`` its key for comparing (see ``summaries.folding``); ``start`` and ``end``
    are code points of the cleaned line.
    """

    text: str
    fold: str
    start: int
    end: int
    quoted: bool = False


def clean(text: str) -> str:
    """The line without control, format, surrogate and private characters; all white space is blank.

    As long as ``text``, so that offsets stay.
    """
    return "".join(" " if c.isspace() or unicodedata.category(c)[0] == "C" else c for c in text)


def show(text: str, longest: int = 60) -> str:
    """What somebody typed, fit to be shown back to them: clean, and short."""
    shown = " ".join(clean(text).split())
    return shown if len(shown) <= longest else shown[: longest - 1].rstrip() + "…"


def tokenise(text: str) -> tuple[Token, ...]:
    """The words of a line, without what has no letter or digit; a lone quotation mark is a blank."""
    line = clean(text)
    tokens: list[Token] = []
    at = 0
    while at < len(line):
        if line[at] == " ":
            at += 1
        elif (closed := _closing(line, at)) is not None:
            tokens += _token(line, at + 1, closed, quoted=True)
            at = closed + 1
        elif line[at] in _STRAY:
            at += 1
        else:
            end = _word_end(line, at)
            tokens += _token(line, at, end)
            at = end
    return tuple(tokens)


def _closing(line: str, at: int) -> int | None:
    """Where the quotation opened at ``at`` closes; None where nothing opens, or nothing closes it."""
    marks = _MARKS.get(line[at])
    if marks is None:
        return None
    if line[at] in _SINGLE:
        found = _SINGLE_END.search(line, at + 1)
        return found.start() if found else None
    ends = [end for mark in marks if (end := line.find(mark, at + 1)) >= 0]
    return min(ends, default=None)


def _word_end(line: str, at: int) -> int:
    found = _BREAK.search(line, at)
    return found.start() if found else len(line)


def _token(line: str, start: int, end: int, *, quoted: bool = False) -> list[Token]:
    while start < end and line[start] in _TRIM:
        start += 1
    while end > start and line[end - 1] in _TRIM:
        end -= 1
    pieces = line[start:end].translate(_NO_MARKS).split()
    words = " ".join(piece.strip(_TRIM) for piece in pieces if fold(piece))
    key = fold(words)
    return [Token(words, key, start, end, quoted)] if key else []
