"""What a first name tells about its bearer: he or she, where nearly everybody of that name is the same."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from summaries.folding import fold

_LIST = Path(__file__).with_suffix(".txt")
"""Made by `training/first_names.py`, which tells the sources: a line "# he" or "# she", then names."""


def pronoun_of_first_name(name: str) -> str:
    """The pronoun told by the first word of a full name; "" where it tells none, as an initial doesn't."""
    first, *rest = name.split()
    return _pronouns().get(fold(first.split("-")[0]).lower(), "") if rest else ""


@cache
def _pronouns() -> dict[str, str]:
    found: dict[str, str] = {}
    pronoun = ""
    for line in _LIST.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            pronoun = line[2:]
        else:
            found.update(dict.fromkeys(line.split(), pronoun))
    return found
