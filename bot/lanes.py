"""In which lane of a platform something is delivered, and which lanes' queues a process works on.

A scheduler serves no platform, so its settings need not say how many lanes there are: who serves one signs
for it. And a queue may be left behind when another number of lanes is chosen, or lanes at all: the process
of the first lane works on it, too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime

import structlog

from bot.digests.delivering import Elsewhere
from bot.jobs.names import of_platform
from bot.jobs.queue import figures, queue_of
from bot.messages import Adapter
from bot.roster import counts
from bot.storage.contract import Store
from bot.storage.errors import StorageError

EVERY = 5.0
"""Seconds between two looks at how many lanes there are."""


class Lanes:
    """Tells the lane of a workspace, by how many lanes were signed for last; ``run`` keeps it up to date."""

    def __init__(self, store: Store, adapters: Mapping[str, Adapter], elsewhere: Elsewhere) -> None:
        self._store, self._adapters, self._elsewhere = store, adapters, elsewhere
        self._counts: Mapping[str, int] = {}

    def __call__(self, platform: str, workspace: str) -> str:
        """The lane."""
        adapter = self._adapters.get(platform)
        if adapter is None:
            return ""
        return adapter.lane(workspace, self._counts.get(platform, adapter.shared_out))

    async def look(self) -> None:
        """Look how many there are."""
        try:
            self._counts = await self._elsewhere(lambda: counts(self._store, datetime.now(UTC)))
        except StorageError as error:
            structlog.get_logger().debug("lanes not counted", cause=error.problem)

    async def run(self, stopping: asyncio.Event) -> None:
        """Look again and again until ``stopping``."""
        while not stopping.is_set():
            await self.look()
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), EVERY)


def lanes_of(name: str, adapter: Adapter) -> list[str]:
    """The queues of the lanes that a process has of a platform."""
    return [of_platform(name, lane) for lane in adapter.lanes]


async def left_behind(database: str, adapters: Mapping[str, Adapter]) -> Sequence[str]:
    """The queues of lanes that there are no more, of platforms of whose lanes this process has the first."""
    async with queue_of(database).open_async() as queue:
        there = await figures(queue)
    return [
        old
        for name, adapter in adapters.items()
        if adapter.shared_out and adapter.lanes[0] in ("", "0")
        for old in {of_platform(name), *there} - _all(name, adapter)
        if old == of_platform(name) or old.startswith(f"{of_platform(name)}-")
    ]


def _all(name: str, adapter: Adapter) -> set[str]:
    """The queues of all lanes that there are."""
    if adapter.lanes[0] == "":
        return {of_platform(name)}
    return {of_platform(name, str(lane)) for lane in range(adapter.shared_out)}
