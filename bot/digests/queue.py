"""Claimed deliveries that wait for a place, of each channel one under way at a time."""

from __future__ import annotations

from typing import NamedTuple

from bot.digests.delivering_one import Hold
from bot.storage.digest_contract import StoredDelivery

PLACES = 64
"""Deliveries under way at once. Most of them wait for a platform: one takes as long as its channel's limit
says, and that must not keep others from being sent."""

WAITING = 128
"""Deliveries that are claimed beforehand, so that a claim serves many: some megabytes of content."""


class Claimed(NamedTuple):
    """A delivery, and how long it is surely ours."""

    delivery: StoredDelivery
    hold: Hold

    @property
    def channel(self) -> tuple[str, str, str]:
        """The channel it goes to."""
        digest = self.delivery.digest
        return digest.platform, digest.workspace, digest.channel


class Queue:
    """Hands out claimed deliveries, the longest claimed first whose channel is free."""

    def __init__(self) -> None:
        self._waiting: list[Claimed] = []
        self._under_way: set[tuple[str, str, str]] = set()

    @property
    def room(self) -> int:
        """How many more are to be claimed: none until it is worth a claim."""
        if len(self._waiting) > WAITING // 2:
            return 0
        return PLACES + WAITING - len(self._under_way) - len(self._waiting)

    def put(self, claimed: Claimed) -> None:
        """Have one wait for its turn."""
        self._waiting.append(claimed)

    def take(self) -> Claimed | None:
        """The next one to begin with, which is under way from now on; None: no place, or nothing to do."""
        if len(self._under_way) >= PLACES:
            return None
        for number, claimed in enumerate(self._waiting):
            if claimed.channel not in self._under_way:
                self._under_way.add(claimed.channel)
                return self._waiting.pop(number)
        return None

    def over(self, claimed: Claimed) -> None:
        """It is not under way any more."""
        self._under_way.discard(claimed.channel)

    def clear(self) -> list[Claimed]:
        """Let go of all that waits."""
        waiting, self._waiting = self._waiting, []
        return waiting
