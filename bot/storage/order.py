"""Numbers that put evidence in order: one integer says how new a piece is, how well sourced, and its id.

A database finds the newest pieces at once if they lie in its indexes newest first, and full-text indexes can
only be read in the order of an integer. So every piece has a *position*, made from its values alone (never
from the order of storing), of 63 bits, whose ascending order is that of the contract:

    22 bits  age: days from the piece's day to 31 December 9999, so that newer is smaller
     6 bits  rank: the grade of a quotation or stance, the length of a development in days
    35 bits  the first seven letters of its citation id
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, case

_LAST = date.max.toordinal()
_TIE_BITS = 35
_RANK_BITS = 6
_DAY_BITS = _TIE_BITS + _RANK_BITS
_ID_LETTERS, _LONG_LETTERS = 8, 12
_ID_CUT = 5 * _ID_LETTERS - _TIE_BITS
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LETTERS = {letter: value for value, letter in enumerate(_ALPHABET)} | {"i": 1, "l": 1, "o": 0}

_LONG = 1 << 5 * _LONG_LETTERS  # marks the number of a long id, so that it is no short one's
OLDEST = (1 << 63) - 1
NEWEST = 0
MAX_RANK = (1 << _RANK_BITS) - 1


def position(day: int, rank: int, citation: int) -> int:
    """Where a piece stands: ``day`` is a proleptic ordinal, ``citation`` the number of its id (40 bits)."""
    return (_LAST - day) << _DAY_BITS | min(rank, MAX_RANK) << _TIE_BITS | citation >> _ID_CUT


def age(position: int) -> int:
    """The part of a position that tells its day."""
    return position >> _DAY_BITS


def rank(position: int) -> int:
    """The rank that a position tells."""
    return position >> _TIE_BITS & MAX_RANK


def until(since: date | None) -> int:
    """The last position of a piece of the day ``since`` or later."""
    return OLDEST if since is None else ((_LAST - since.toordinal() + 1) << _DAY_BITS) - 1


def onwards(as_of: date | None) -> int:
    """The first position of a piece of the day ``as_of`` or earlier."""
    return NEWEST if as_of is None else (_LAST - as_of.toordinal()) << _DAY_BITS


def number(citation: str) -> int | None:
    """The number that a citation id spells, read as forgivingly as Crockford intended (case, i l o).

    None for what is no citation id. That of a long id (see ``Span.long_id``) is larger than any short one's.
    """
    if len(citation) == _LONG_LETTERS:
        value = _read(citation)
        return None if value is None else _LONG | value
    first, last = numbers(citation)
    return first if first == last else None


def short(number: int) -> int:
    """The number of the short id with which a long id begins; a short one's own."""
    return (number ^ _LONG) >> 5 * (_LONG_LETTERS - _ID_LETTERS) if number >= _LONG else number


def short_of(column: ColumnElement[int]) -> ColumnElement[int]:
    """The same of a column, in SQL."""
    cut = (column - _LONG) // (1 << 5 * (_LONG_LETTERS - _ID_LETTERS))
    return case((column >= _LONG, cut), else_=column)


def numbers(prefix: str) -> tuple[int, int]:
    """The first and last number of the citation ids that begin with ``prefix``; (1, 0) when none can."""
    value = _read(prefix)
    if value is None or len(prefix) > _ID_LETTERS:
        return 1, 0
    free = 5 * (_ID_LETTERS - len(prefix))
    return value << free, (value + 1 << free) - 1


def _read(letters: str) -> int | None:
    value = 0
    for letter in letters.lower():
        if letter not in _LETTERS:
            return None
        value = value << 5 | _LETTERS[letter]
    return value


def spelled(number: int) -> str:
    """The citation id of a number."""
    letters = _LONG_LETTERS if number >= _LONG else _ID_LETTERS
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(5 * letters - 5, -1, -5))
