"""One request at a time and a pause for each host, in the order of asking; a host that wants rest gets it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from yarl import URL

PAUSE = 2.0
"""Seconds between the end of one request to a host and the next: a reader's pace. Thirty new articles of one
host take a minute, which no news service notices, and a crawl-delay of the usual kind (1 to 10 s) is the
host's own to ask for."""

_TIDY_FROM = 512


def host_of(url: URL) -> str:
    """Which host an address is of: its name without ``www.``, whatever the port and the scheme.

    Names, not IP addresses: thousands of sites share the addresses of one delivery network.
    """
    return (url.raw_host or "").removeprefix("www.")


@dataclass(slots=True)
class Turn:
    """A host's attention. ``pauses`` False leaves out the pause after it; ``last``: nobody waits behind."""

    last: bool
    pauses: bool = True


@dataclass(slots=True)
class _Queue:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    free_at: float = 0.0


class Hosts:
    """The queues, one a host. What is idle is forgotten, so that memory follows the hosts in use."""

    def __init__(self, pause: float = PAUSE, clock: Callable[[], float] = time.monotonic) -> None:
        self._pause = pause
        self._clock = clock
        self._queues: dict[str, _Queue] = {}
        self._resting: dict[str, float] = {}
        self._tidy_at = _TIDY_FROM

    def __len__(self) -> int:
        """How many hosts are remembered."""
        return len(self._queues.keys() | self._resting.keys())

    @property
    def queued(self) -> int:
        """How many hosts have somebody waiting, or a pause."""
        return len(self._queues)

    @asynccontextmanager
    async def turn(self, host: str, pause: float = 0.0) -> AsyncIterator[Turn]:
        """Wait for the host to be free and hold it; after that it is left in peace for the longer pause."""
        queue = self._queues.setdefault(host, _Queue())
        queue.waiting += 1
        try:
            async with queue.lock:
                await asyncio.sleep(max(0.0, queue.free_at - self._clock()))
                turn = Turn(last=queue.waiting == 1)
                try:
                    yield turn
                finally:
                    queue.free_at = self._clock() + (max(self._pause, pause) if turn.pauses else 0.0)
        finally:
            queue.waiting -= 1
            self._tidy(host, queue)

    def rest(self, host: str, seconds: float) -> None:
        """The host asked for so much time."""
        self._resting[host] = max(self._clock() + seconds, self._resting.get(host, 0.0))

    def resting(self, host: str) -> float:
        """Seconds for which the host still wants to be left alone; 0 where it doesn't."""
        left = self._resting.get(host, 0.0) - self._clock()
        if left <= 0:
            self._resting.pop(host, None)
        return max(0.0, left)

    def _tidy(self, host: str, queue: _Queue) -> None:
        now = self._clock()
        if not queue.waiting and queue.free_at <= now:
            self._queues.pop(host, None)
        if len(self) <= self._tidy_at:
            return
        for name in [name for name, it in self._queues.items() if not it.waiting and it.free_at <= now]:
            del self._queues[name]
        for name in [name for name, until in self._resting.items() if until <= now]:
            del self._resting[name]
        self._tidy_at = max(_TIDY_FROM, 2 * len(self))
