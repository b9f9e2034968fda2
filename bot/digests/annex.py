"""A kitchen in a process of its own: while thousands of digests are composed, commands are answered here."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import structlog

from bot.crews import Bench, Lost, TooLong
from bot.digests import ahead
from bot.digests.kitchen import Dish, Kitchen
from bot.storage import open_store
from bot.storage.digest_contract import StoredDelivery
from bot.storage.errors import StorageError
from summaries.topics import Topic

FEWEST = 16
"""Digests for which the process is started, which takes a second or two: fewer are composed sooner here."""

IDLE = 300.0
"""Seconds without work after which the process is ended: it holds some 150 MB."""

PATIENCE = 60.0
"""Seconds that it may take for what should take ``ahead.AT_A_TIME``, its start among them."""

NICE = 2
"""So much lower is its priority: whoever waits for an answer goes first."""


class Annex:
    """Composes many digests elsewhere, from the same store. To be used from the event loop.

    ``url`` is the store's. What the process can't do, because it died, hangs or does not reach the store, is
    left to whoever asked; the next work starts it anew. It ends with its parent, however that ends.
    """

    def __init__(self, url: str, topics: Mapping[str, Topic]) -> None:
        self._bench = Bench(1, open_kitchen, url, dict(topics), nice=NICE)
        self._sitting = 0
        self._used: float | None = None

    async def cook(self, taken: Sequence[StoredDelivery], now: datetime) -> ahead.Dishes | None:
        """What ``ahead.cook`` gives; None where it is to be done here."""
        if len(taken) < FEWEST:
            return None
        self._used = time.monotonic()
        try:
            return await self._bench.do(cook, Order(self._sitting, tuple(taken), now), PATIENCE)
        except (Lost, TooLong) as error:
            structlog.get_logger().warning("digests composed here", cause=type(error).__name__)
        return None

    def clear(self) -> None:
        """Forget what was composed; and after a while without work let the process go."""
        self._sitting += 1
        if self._used is not None and time.monotonic() > self._used + IDLE:
            self._used = None
            self._bench.rest()

    def close(self) -> None:
        """End the process."""
        self._bench.close()


class Order(NamedTuple):
    """What is to be composed; in another ``sitting`` nothing is remembered of the ones before."""

    sitting: int
    taken: tuple[StoredDelivery, ...]
    now: datetime


# ---- inside the process ------------------------------------------------------------------------------

_kitchens: list[Kitchen] = []
_sittings: list[int] = []


def open_kitchen(url: str, topics: Mapping[str, Topic]) -> None:
    """Make this process ready to compose: with a connection to the store that is its own."""
    _kitchens[:] = [Kitchen(open_store(url, create=False), topics)]
    _sittings.clear()


def cook(order: Order) -> tuple[Dish | None, ...] | None:
    """See ``ahead.cook``; None where the store could not be read."""
    (kitchen,) = _kitchens
    if _sittings != [order.sitting]:
        kitchen.clear()
        _sittings[:] = [order.sitting]
    try:
        return ahead.cook(kitchen, order.taken, order.now)
    except StorageError:
        return None
