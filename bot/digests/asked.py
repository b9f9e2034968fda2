"""What was asked of the keys that a channel was told: all else makes no difference to what it is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Any


class Asked(AbstractSet[str]):
    """A set of keys that remembers which it was asked for.

    What is composed with it is the same for any other set that gives the same answers, since the same
    questions follow from them.
    """

    def __init__(self, told: Iterable[str]) -> None:
        self._told = frozenset(told)
        self.asked: set[str] = set()

    def __contains__(self, key: object) -> bool:
        if isinstance(key, str):
            self.asked.add(key)
        return key in self._told

    def isdisjoint(self, other: Iterable[Any]) -> bool:
        """See ``frozenset``."""
        keys = frozenset(other)
        self.asked |= keys
        return self._told.isdisjoint(keys)

    def __iter__(self) -> Iterator[str]:
        self.asked |= self._told
        return iter(self._told)

    def __len__(self) -> int:
        return len(self._told)

    @property
    def answers(self) -> tuple[frozenset[str], frozenset[str]]:
        """Those asked for, and of them those told."""
        return frozenset(self.asked), self._told & self.asked
