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

_LAST = date.max.toordinal()
_TIE_BITS = 35
_RANK_BITS = 6
_DAY_BITS = _TIE_BITS + _RANK_BITS
_ID_LETTERS = 8
_ID_CUT = 5 * _ID_LETTERS - _TIE_BITS
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LETTERS = {letter: value for value, letter in enumerate(_ALPHABET)} | {"i": 1, "l": 1, "o": 0}

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

    None for what is no citation id.
    """
    first, last = numbers(citation)
    return first if first == last else None


def numbers(prefix: str) -> tuple[int, int]:
    """The first and last number of the citation ids that begin with ``prefix``; (1, 0) when none can."""
    letters = [_LETTERS.get(letter, -1) for letter in prefix.lower()]
    if len(letters) > _ID_LETTERS or -1 in letters:
        return 1, 0
    value = 0
    for letter in letters:
        value = value << 5 | letter
    free = 5 * (_ID_LETTERS - len(letters))
    return value << free, (value + 1 << free) - 1


def spelled(number: int) -> str:
    """The citation id of a number."""
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))
