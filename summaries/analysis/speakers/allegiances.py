"""For which side a stranger speaks, as an article says it once: "Belgium's minister Ann Cole"."""

from __future__ import annotations

from collections.abc import Iterable

from summaries.analysis.cues import words
from summaries.english import FORMER

_AGAINST = words(
    "opposition rebel dissident insurgent separatist militant guerrilla exile shadow exiled militia"
)
"""Words that put a leader or spokesman against the side whose adjective stands beside them."""


class Allegiances:
    """Remembers, in the order of reading, the side that each full name goes with."""

    def __init__(self) -> None:
        self._sides: dict[str, str] = {}

    def of(self, name: str, side: str | None) -> str | None:
        """The side that a name goes with here, else the only one that it went with before.

        A last name that the article nowhere gives in full is remembered of nobody.
        """
        if " " not in name:
            return side
        if side is None:
            return self._sides.get(name) or None
        if self._sides.setdefault(name, side) != side:
            self._sides[name] = ""
        return side


def speaks_for_another(beside: Iterable[str]) -> bool:
    """Whether the words beside a title take it from the side they name: "former", "opposition"."""
    return any(word.strip(".,-") in FORMER or word in _AGAINST for word in beside)
