"""In which order a text writes days in figures: told by its other dates, or by the land it appears in."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from summaries.analysis.dates.expressions import in_figures
from summaries.analysis.dates.forms import FIGURES
from summaries.analysis.dates.meanings import Calendar

_FIGURES = re.compile(FIGURES)
_DAY_BEFORE_MONTH = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December)\s+\d{4}\b"
)
_MONTH_FIRST = frozenset({"us", "gov", "mil"})
_TELLS_NOTHING = frozenset(
    {"ca", "ph", "io", "co", "tv", "ai", "me", "ly", "fm", "cc", "ws", "to", "la", "eu"}
)
"""Lands where both orders are in use, and ends of addresses that are sold to everybody."""


def day_first(text: str, url: str) -> bool | None:
    """Whether the day stands before the month; None where neither text nor address tell."""
    told = {order for found in _FIGURES.finditer(text) if (order := _order(found)) is not None}
    if told:
        return told.pop() if len(told) == 1 else None
    end = (urlsplit(url).hostname or "").rpartition(".")[2] if "//" in url else ""
    if end in _MONTH_FIRST:
        return False
    if len(end) == 2 and end not in _TELLS_NOTHING:
        return True
    return True if _DAY_BEFORE_MONTH.search(text) else None


def _order(found: re.Match[str]) -> bool | None:
    """The order of a day in figures that can be read in one way only."""
    meaning = in_figures(found)
    if found["fi_sep"] == "." or not isinstance(meaning, Calendar) or found["fi_a"] == found["fi_b"]:
        return None
    return int(found["fi_a"]) > 12
