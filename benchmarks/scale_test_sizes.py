"""How much of what the scale test does, and how long that takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.jobs.names import MOST_AHEAD

PARTS = ("store", "analysis", "digests", "costs")
CHANNELS = 1_000
"""Channels with a digest each whose cost is told."""
_FEWEST, _EACH = 600, 20


def enough(kills: int) -> int:
    """Pages to be analysed while so many workers are killed: two in three are on topic, and a worker that is
    killed after some seconds leaves a dozen. No more are retrieved than may wait to be analysed.
    """
    return min(max(_FEWEST, _EACH * kills), MOST_AHEAD)


@dataclass(frozen=True)
class Sizes:
    """What is done. ``pace``: seconds between two kills, in the mean; ``longest``: of a timed run (s)."""

    articles: int
    kills: int
    subscriptions: int
    pages: int
    workers: Sequence[int]
    pace: float
    longest: float
    rate: float
    channels: int
    seed: int
    parts: Sequence[str]
    quick: bool

    @property
    def minutes(self) -> int:
        """In how many minutes digests become due: as long as there are kills."""
        return max(1, round(self.kills * self.pace / 60))

    def seconds(self) -> float:
        """About how long it takes, from runs on two processors that had nothing else to do."""
        runs = sum(20 + min(self.longest, self.pages / (7 * min(each, 2))) for each in self.workers)
        took = {
            "store": 20 + self.articles / 2_000,
            "analysis": self.pages / 15 + runs + self.kills * self.pace + self.pages / 20 + 60,
            "digests": 40 + max(self.kills * self.pace, self.subscriptions / 15) + 150,
            "costs": 60 + self.channels / 15,
        }
        return sum(took[part] for part in self.parts)
