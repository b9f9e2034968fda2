"""The cells of a table as they read in a sentence, on platforms that draw no tables."""

from __future__ import annotations

import re


def named(name: str, cell: str) -> str:
    """A cell with the name of its column where it needs that, as a number and a date do."""
    if _DATE.match(cell):
        return f"{name} {cell}".strip()
    return f"{cell} {name}".strip() if cell.isdecimal() else cell


_DATE = re.compile(r"\d{4}-\d\d-\d\d|[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2}\b")
