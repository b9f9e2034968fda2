"""A worker in a process of its own, for tests that kill it: URL of the database, queues, concurrency.

A page whose address ends in "poison" kills it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from bot.jobs.desk import laid
from bot.jobs.names import Tempo
from bot.jobs.worker import work
from bot.loading import load_topic
from bot.settings import BUNDLED
from bot.sources.addresses import Allowed
from bot.sources.fetching import Fetcher
from bot.sources.retrieved import Retrieved
from bot.storage import open_store

TEMPO = Tempo(
    heartbeat=0.3, lost=1.5, look="* * * * * *", take_over="* * * * * *", pause=0.2, longest=1.0, grace=3.0
)


class Deadly(Fetcher):
    """Retrieves; what is poison kills this process."""

    async def get(
        self, url: str, *, etag: str = "", modified: str = "", most: int | None = None
    ) -> Retrieved:
        """What an address gives."""
        if url.endswith("poison"):
            os.kill(os.getpid(), signal.SIGKILL)
        return await super().get(url, etag=etag, modified=modified, most=most)


async def main(url: str, queues: str, concurrency: str) -> None:
    topic = load_topic(BUNDLED / "venezuela")
    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    store = open_store(url)
    named = queues.split(",")
    async with (
        Deadly(Allowed(["127.0.0.0/8"]), "Readout/0.1", pause=0) as fetcher,
        laid(store, [topic], fetcher, queues=named) as desk,
    ):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await work(url, desk, stopping, queues=named, concurrency=int(concurrency), tempo=TEMPO)
    store.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
