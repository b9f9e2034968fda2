"""Channels with digests, as many as a plan asks for: where, when, in how many messages; always the same.

Invented, but not arbitrarily: zones have the shares of the people who live by them, most digests come at
eight and nine in the morning, and a few workspaces have very many. Every choice is in a table here.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from random import Random

from benchmarks.capacity_simulation import Digest

ZONES: Mapping[float, int] = {
    -8: 60, -7: 25, -6: 240, -5: 300, -4: 110, -3: 260, 0: 350, 1: 780, 2: 560, 3: 680, 3.5: 90, 4: 50,
    5: 300, 5.5: 1440, 6: 190, 6.5: 55, 7: 410, 8: 1750, 9: 210, 10: 40,
}  # fmt: skip
"""Hours from UTC, and millions of people (United Nations, World Population Prospects 2024, added up by the
countries' zones in winter, to the nearest five or ten)."""

TIMES: Sequence[tuple[float, float]] = (
    (8.0, 0.50), (9.0, 0.25), (7.0, 0.05), (12.0, 0.05), (17.0, 0.05), (18.0, 0.05),
)  # fmt: skip
"""Local hours, and the share of the digests that come then; the rest comes at any full five minutes."""

MOST, SLOPE = 2_000, 2.0
"""A workspace has k channels with a digest, at most ``MOST``; probably so as k to the minus ``SLOPE``."""

DAY = 86_400


class _Drawn:
    """Draws keys by their weights."""

    def __init__(self, weights: Mapping[float, float]) -> None:
        self._keys, self._sums = tuple(weights), tuple(accumulate(weights.values()))

    def __call__(self, dice: Random) -> float:
        return self._keys[bisect(self._sums, dice.random() * self._sums[-1])]


def world(
    channels: int,
    parts: Mapping[bool, Sequence[float]],
    *,
    discord: float = 0.5,
    spread: float = 0.0,
    seed: int = 1,
) -> Iterator[Digest]:
    """A digest a day for each of so many channels, in workspaces of which a share is on Discord.

    ``parts`` are, of Discord (True) and of Slack, the shares of digests with one message, with two and more.
    ``spread`` moves each to a second of its own within so many after its time.
    """
    dice = Random(seed)
    zones, times = _Drawn(ZONES), _Drawn(dict(TIMES) | {-1.0: 1 - sum(share for _, share in TIMES)})
    sizes = _Drawn({size: size**-SLOPE for size in range(1, MOST + 1)})
    pages = {key: _Drawn(dict(enumerate(given, 1))) for key, given in parts.items()}
    made = number = 0
    while made < channels:
        here, on_discord, number = min(int(sizes(dice)), channels - made), dice.random() < discord, number + 1
        zone = zones(dice)
        for _ in range(here):
            due = _due(times(dice), zone, dice) + spread * dice.random()
            yield Digest(due, number, on_discord, int(pages[on_discord](dice)))
        made += here


def _due(local: float, zone: float, dice: Random) -> float:
    """Seconds from midnight UTC."""
    hour = int(dice.random() * 288) / 12 if local < 0 else local
    return (hour - zone) * 3600 % DAY
