"""What a job finds on its desk: the store, the network, and processes that read and analyse."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Protocol

from bot.crews import Bench
from bot.digests.delivering import Delivering
from bot.jobs.names import ANALYSE, POLL, RETRIEVE
from bot.jobs.queue import LaneOf, one_lane
from bot.sources import parsing
from bot.sources.analysing import NICE, Analysts
from bot.sources.manners import Watch
from bot.sources.one_feed import OneFeed
from bot.sources.retrieving import Getter, Retrieving
from bot.sources.taking import Elsewhere, Taking
from bot.sources.working import Threads
from bot.storage.contract import Store
from summaries.topics import Topic

_THREADS = 4


class Counts(Watch, Protocol):
    """Where jobs are counted, and what comes of them."""

    def job(self, queue: str, outcome: Literal["done", "failed", "set_aside"], seconds: float) -> None:
        """A job took so long."""
        ...


@dataclass(frozen=True)
class Desk:
    """To be used from one event loop. ``pause`` is how long a host is left alone after it was asked (s).

    ``polls``: feeds are to be offered for polling. ``engine`` delivers digests, where this process does.
    ``counts`` is told what is done, for figures.
    """

    store: Store
    topics: tuple[str, ...]
    feed: OneFeed
    taking: Taking
    elsewhere: Elsewhere
    now: Callable[[], datetime]
    pause: float = 0.0
    polls: bool = True
    engine: Delivering | None = None
    lane_of: LaneOf = one_lane
    counts: Counts | None = None


@asynccontextmanager
async def laid(
    store: Store,
    topics: Sequence[Topic],
    getter: Getter,
    *,
    queues: Collection[str],
    folders: Sequence[Path] = (),
    pause: float = 0.0,
    polls: bool = True,
    engine: Delivering | None = None,
    lane_of: LaneOf = one_lane,
    counts: Counts | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> AsyncIterator[Desk]:
    """A desk for jobs of these queues; processes start when there is work for them, and end with it."""
    threads = Threads(_THREADS)
    parser = Bench(1, parsing.start, tuple(topics), memory=parsing.MEMORY, nice=NICE)
    analysts = Analysts(topics)
    analysing = asyncio.create_task(analysts.run()) if {POLL, RETRIEVE, ANALYSE} & set(queues) else None
    try:
        yield Desk(
            store,
            tuple(topic.id for topic in topics),
            OneFeed(store, Retrieving(getter, parser, now), threads, now, folders=folders, watch=counts),
            Taking(store, topics, getter, parser, analysts, threads, now, watch=counts),
            threads,
            now,
            pause,
            polls,
            engine,
            lane_of,
            counts,
        )
    finally:
        if analysing:
            analysing.cancel()
            await asyncio.gather(analysing, return_exceptions=True)
        parser.close()
        analysts.close()
        threads.close()
