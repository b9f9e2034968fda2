"""Figures that the database is asked for: when somebody wants to see them, and not oftener than need be."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection
from datetime import datetime

import structlog

from bot.digests.delivering import LATE
from bot.jobs.figures import lines
from bot.metrics import Metrics
from bot.storage.contract import Store
from bot.storage.errors import StorageError

EVERY = 10.0
"""Seconds between two times that the database is asked by one process, however often it is scraped."""

PATIENCE = 3.0
"""Seconds that whoever scrapes waits for it: a database that is gone must not hide all other figures."""


class Figures:
    """Puts into ``metrics`` what all processes have in common, and how this one stands with its database.

    ``queues`` is the address of the database with the jobs, "" where there are none. From the event loop.
    """

    def __init__(
        self,
        store: Store,
        topics: Collection[str],
        metrics: Metrics,
        *,
        now: Callable[[], datetime],
        queues: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store, self._topics, self._metrics = store, tuple(topics), metrics
        self._now, self._queues, self._clock = now, queues, clock
        self._asked = float("-inf")
        self._asking: asyncio.Task[None] | None = None

    async def refresh(self) -> None:
        """Have the figures up to date, as far as they can be had soon."""
        self._metrics.pulse(self._store.pulse())
        if self._asking is None and self._clock() - self._asked >= EVERY:
            self._asked = self._clock()
            self._asking = asyncio.create_task(self._ask())
        if self._asking is not None:
            done, _ = await asyncio.wait({self._asking}, timeout=PATIENCE)
            if done:
                self._asking = None
            else:
                self._metrics.unknown()

    async def _ask(self) -> None:
        try:
            await self._put()
        except StorageError:  # the store tells its log itself
            self._metrics.unknown()
        except Exception as error:
            structlog.get_logger().error("figures not found out", exc_info=error)
            self._metrics.unknown()

    async def _put(self) -> None:
        now = await asyncio.to_thread(self._store.digests.now, self._now())
        backlog = await asyncio.to_thread(self._store.feeds.backlog, self._topics, at=now)
        late = await asyncio.to_thread(self._store.digests.late, before=now - LATE)
        queues = await lines(self._queues) if self._queues else []
        dues = [*(one.due for one in late.digests if one.due), *(one.end for one in late.deliveries)]
        self._metrics.behind(backlog)
        self._metrics.digests_late(len(dues), (now - min(dues)).total_seconds() if dues else 0.0)
        self._metrics.queued(queues)
        self._metrics.known()
