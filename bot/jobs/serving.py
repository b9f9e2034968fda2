"""``readout worker``: opened, wired, and served until somebody wants an end."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from bot.jobs.desk import laid
from bot.jobs.queue import conninfo
from bot.jobs.schema import prepare
from bot.jobs.worker import work
from bot.settings import Settings
from bot.sources.fetching import Fetcher
from bot.storage.contract import Store
from summaries.topics import Topic


async def serve(
    store: Store,
    topics: Collection[Topic],
    settings: Settings,
    stopping: asyncio.Event,
    *,
    queues: Collection[str],
    concurrency: int,
) -> None:
    """Do jobs of these queues until ``stopping``."""
    await asyncio.to_thread(prepare, conninfo(settings.database))
    async with (
        Fetcher.of(settings) as fetcher,
        laid(
            store,
            tuple(topics),
            fetcher,
            queues=queues,
            folders=settings.watch,
            pause=settings.fetch_pause,
        ) as desk,
    ):
        await work(settings.database, desk, stopping, queues=queues, concurrency=concurrency)
