"""A worker that composes and posts digests, in a process of its own: URL of the database, file of the posts.

Each line of the file is a post's key. ``DIES`` in the environment names a number: at that post the process
kills itself, after it was posted and before anybody noted it.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import sys
from datetime import datetime, timedelta
from pathlib import Path

from bot.digests import delivering, delivering_one
from bot.digests.delivering import Delivering
from bot.digests.ticking import keep
from bot.jobs.desk import laid
from bot.jobs.names import COMPOSE, of_platform
from bot.jobs.worker import work
from bot.messages import Place, Post, Posted
from bot.sources.addresses import Allowed
from bot.sources.fetching import Fetcher
from bot.storage import open_store
from tests.bot.digests.channel import Channel, Line, Process
from tests.bot.digests.test_delivering import TOPIC
from tests.bot.jobs.clerk import TEMPO

QUEUES = (COMPOSE, of_platform("slack"))


class Written(Line):
    """A channel whose posts stand in a file, for all processes to see."""

    def __init__(self, file: Path, dies: int) -> None:
        super().__init__(Channel(), Process())
        self._file, self._left = file, dies

    async def post(self, place: Place, post: Post) -> Posted:
        """Write it down; die, if it is time to."""
        with self._file.open("a") as file:
            file.write(f"{post.key}\n")
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return Posted(message=post.key, thread=place.thread)

    async def find(self, place: Place, key: str, since: datetime) -> Posted | None:
        """Look for it."""
        there = key in self._file.read_text().split()
        return Posted(message=key, thread=place.thread) if there else None


async def main(url: str, file: str) -> None:
    delivering.LEASE, delivering_one.AT_LEAST = timedelta(seconds=4), 1.0
    store, stopping = open_store(url), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    line = Written(Path(file), int(os.environ.get("DIES", "0")))
    engine = Delivering(
        store, {TOPIC.id: TOPIC}, lambda: {"slack": line}, holder=secrets.token_hex(4), by_store=True
    )
    getter = Fetcher(Allowed(()), "Readout/0.1")
    async with laid(store, [TOPIC], getter, queues=QUEUES, engine=engine) as desk:
        keeping = asyncio.create_task(keep(engine, stopping))
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await work(url, desk, stopping, queues=QUEUES, concurrency=4, tempo=TEMPO)
        await keeping
    store.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
