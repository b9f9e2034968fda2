"""Datelines: where news comes from ("GENEVA, May 19 (AP) — "), which is no part of the sentence after it."""

from __future__ import annotations

import re

_SHOUTED = r"[^\W\d_a-zß-ÿ][^\W\d_a-zß-ÿ.'’-]+(?:[ \xa0/][^\W\d_a-zß-ÿ][^\W\d_a-zß-ÿ.'’-]*){0,3}"
_NAMED = r"[^\W\d_a-z][\w.'’-]+(?:[ \xa0/][^\W\d_a-z][\w.'’-]*){0,2}"
_MONTH = r"(?i:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:,?\s+(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:,?\s\d{{4}})?\.?)"
_AGENCY = r"(?:,?\s+\([^()\n]{2,40}\))"
_DASH = r"\s*(?:—|–|--|\s-(?=\s))\s*"
_DATELINE = re.compile(
    rf"(?:{_SHOUTED}(?:,\s{_NAMED})?{_DATE}?{_AGENCY}?|{_NAMED}(?:,\s{_NAMED})?(?:{_DATE}{_AGENCY}?|{_AGENCY}))"
    rf"{_DASH}(?=[\"“‘«]?[^\W\d_a-z])"
)


def dateline_end(text: str, start: int, end: int) -> int:
    """Where the paragraph ``text[start:end]`` begins to tell: after its dateline, else at ``start``.

    A place alone is taken for one only in capitals; with a date or an agency in brackets in any letters.
    """
    match = _DATELINE.match(text, start, end)
    return match.end() if match is not None else start
