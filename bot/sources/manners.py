"""How polling goes about it: how much at once, how fast, and who is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from bot.storage.feed_contract import Backlog

PollOutcome = Literal["read", "unchanged", "failed", "gone"]


@dataclass(frozen=True)
class Manners:
    """Times are in seconds.

    ``feeds`` and ``items`` are how many are in work at once, ``each`` how many pages of one host; ``lease``
    is how long a claim lasts after its process has died; ``spread`` over how long a start stretches what is
    overdue, at most; ``tick`` how often is looked for what is due; ``grace`` how long what is under way may
    take after a stop; ``parsers`` and ``analysts`` are processes.
    """

    feeds: int = 8
    items: int = 16
    each: int = 2
    lease: float = 60.0
    spread: float = 60.0
    tick: float = 1.0
    grace: float = 3.0
    parsers: int = 1
    analysts: int = 1


class Watch(Protocol):
    """Who is told what happens, for figures."""

    def polled(self, outcome: PollOutcome) -> None:
        """A feed was polled."""
        ...

    def taken(self, outcome: str) -> None:
        """An item was taken in, with that outcome, or put off."""
        ...

    def answerable(self, since: Literal["published", "listed"], seconds: float) -> None:
        """An article can be asked about, so long after that."""
        ...

    def behind(self, backlog: Backlog) -> None:
        """So much is to be done."""
        ...
