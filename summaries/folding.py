"""Letters made comparable: accents, apostrophes, dashes and spaces in one shape."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_UNDECOMPOSED = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ħ": "h", "Ħ": "H"}
_LATIN = (range(0xC0, 0x250), range(0x1E00, 0x1F00))  # Latin-1 Supplement to Extended-B, Extended Additional
_MARK = re.compile("[\u0300-\u036f]")
_ACRONYM_DOT = re.compile(r"(?<=\b[^\W\d_])\.(?=[^\W\d_]\b|$|\W)")
_DROPPED = re.compile(r"['’‘ʼ]")
_BREAK = re.compile(r"[\W_]+")


def _letters() -> dict[int, str]:
    """One code point to one code point, so that offsets survive."""
    table = dict.fromkeys(map(ord, "’‘ʼ＇"), "'")
    table |= dict.fromkeys(map(ord, "‐‑−"), "-")
    table |= dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u200a\u202f\t"), " ")
    table |= {ord(letter): plain for letter, plain in _UNDECOMPOSED.items()}
    for code in (code for block in _LATIN for code in block):
        plain = _MARK.sub("", unicodedata.normalize("NFD", chr(code)))
        if len(plain) == 1 and plain != chr(code):
            table.setdefault(code, plain)
    return table


_LETTERS = _letters()


def flatten(text: str) -> tuple[str, Sequence[int]]:
    """The text with plain letters, straight apostrophes, hyphens and spaces; case is kept.

    The second value gives, for every offset into the flat text (its end included), the offset into ``text``,
    in code points. The two texts are as long as each other unless ``text`` holds combining marks.
    """
    flat = text if text.isascii() and "\t" not in text else text.translate(_LETTERS)
    if flat.isascii() or not _MARK.search(flat):
        return flat, range(len(flat) + 1)
    kept = [place for place, letter in enumerate(flat) if not "\u0300" <= letter <= "\u036f"]
    return "".join(flat[place] for place in kept), [*kept, len(flat)]


@lru_cache(maxsize=8192)  # the same few names again and again, in every text
def fold(text: str) -> str:
    """A key under which spellings of one name meet; not as long as ``text``.

    Casefolded, accents and punctuation gone, a leading "the" dropped, acronyms without dots: "The U.S." and
    "us", "Guaidó" and "guaido" are equal.
    """
    if not text.isascii():
        text = _MARK.sub("", unicodedata.normalize("NFKD", flatten(text)[0]))
    plain = text.casefold()
    plain = _BREAK.sub(" ", _ACRONYM_DOT.sub("", _DROPPED.sub("", plain))).strip()
    return plain.removeprefix("the ")
