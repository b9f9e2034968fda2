"""Reading without supervision: feeds polled when they are due, and every item they list stored once.

What is to do stands in the store, and what was done is noted there after it was done: whatever is killed in
between is done again, and saving the same text twice is nothing. So nothing is lost, nor stored twice.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from bot.errands import of_feeds
from bot.messages import on_errand
from bot.sources.intake import Intake
from bot.sources.intervals import FIRST
from bot.sources.manners import Manners, Watch
from bot.sources.one_feed import OneFeed
from bot.sources.retrieving import Getter, Retrieving
from bot.sources.service import given_feeds
from bot.sources.working import keep_busy, not_reached, sleep, until_it_works
from bot.storage.contract import Store
from bot.storage.errors import StorageError
from bot.storage.feed_contract import StoredFeed
from summaries.topics import Topic

_HOUSEKEEPING, _PRUNING, _IDLE = 15.0, 3_600.0, 600.0  # seconds between two times, and without work
_PAUSE = 1.0  # seconds between two polls at a start, at most: somebody may wait for what was just added
_JUMP = 30.0  # seconds by which the clock has to leap before anything is put right


class Polling:
    """Polls the feeds of ``topics`` until it is told to stop. Several processes may share the work."""

    def __init__(
        self,
        store: Store,
        topics: Sequence[Topic],
        getter: Getter,
        *,
        manners: Manners | None = None,
        folders: Sequence[Path] = (),
        watch: Watch | None = None,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        """``getter`` is an opened Fetcher; ``folders`` are watched for every topic."""
        self._store, self._feeds, self._topics = store, store.feeds, tuple(topics)
        self._ids = tuple(topic.id for topic in topics)
        self._manners = manners or Manners()
        self._folders = tuple(folders)
        self._watch = watch
        self._now = now or _now
        self._intake = Intake(store, topics, getter, self._now, manners=self._manners, watch=watch)
        self._elsewhere = self._intake.elsewhere
        retrieving = Retrieving(getter, self._intake.parser, self._now)
        self._one = OneFeed(store, retrieving, self._elsewhere, self._now, folders=self._folders, watch=watch)
        self._busy_at, self._working = time.monotonic(), set[int]()

    async def run(self, stopping: asyncio.Event) -> None:
        """Poll until ``stopping``; what does not finish within the grace then is done at the next start."""
        try:
            await until_it_works(self._merge, stopping)
            await until_it_works(self._mend, stopping)
            async with asyncio.TaskGroup() as group:
                house = group.create_task(self._keep_house())
                work = [group.create_task(one) for one in (self._polls(stopping), self._intake.run(stopping))]
                await asyncio.wait(work)
                house.cancel()
        finally:
            with suppress(StorageError):  # the lease runs out by itself
                await self._intake.close()

    async def _merge(self) -> None:
        """Make the pack's feeds, and the folders to be watched, those of the topics."""
        for topic in self._topics:
            given = given_feeds(topic, self._folders)
            await self._elsewhere(self._feeds.merge, topic.id, given, at=self._now(), interval=FIRST)

    # ---- feeds

    async def _polls(self, stopping: asyncio.Event) -> None:
        gap, began = await self._gap(), time.monotonic()

        async def claim(free: int) -> Sequence[StoredFeed]:
            if gap and time.monotonic() - began < self._manners.spread:
                await sleep(stopping, gap * 2 * random.random())  # noqa: S311 no secret
                free = 1
            return await self._intake.claimed(self._feeds.claim, free)

        await keep_busy(
            claim,
            self._poll,
            stopping,
            places=self._manners.feeds,
            tick=self._manners.tick,
            grace=self._manners.grace,
        )

    async def _gap(self) -> float:
        """Seconds between two polls while what is overdue at the start is gone through."""
        with suppress(StorageError):
            backlog = await self._elsewhere(self._feeds.backlog, self._ids, at=self._now())
            return float(min(self._manners.spread / backlog.feeds, _PAUSE)) if backlog.feeds else 0.0
        return 0.0

    async def _poll(self, feed: StoredFeed) -> None:
        self._busy_at = time.monotonic()
        self._working.add(feed.key)
        try:
            errands = await self._elsewhere(of_feeds, self._store, self._now())
            with on_errand(errands.get(feed.key, "")):
                await self._one.poll(feed)
        finally:
            self._working.discard(feed.key)

    # ---- keeping house

    async def _keep_house(self) -> None:
        """Lengthen claims, put right what the clock's jumps have spoilt, forget what is long done."""
        ahead, pruned = self._ahead(), float("-inf")
        while True:
            try:
                await self._intake.renew(tuple(self._working))
                if abs(self._ahead() - ahead) > _JUMP:
                    ahead = self._ahead()
                    await self._mend()
                if time.monotonic() - pruned > _PRUNING:
                    pruned = time.monotonic()
                    await self._elsewhere(self._feeds.prune, at=self._now())
                if self._watch:
                    self._watch.behind(await self._elsewhere(self._feeds.backlog, self._ids, at=self._now()))
            except StorageError as error:
                not_reached(error)
            self._rest()
            await asyncio.sleep(min(_HOUSEKEEPING, self._manners.lease / 4))

    def _rest(self) -> None:
        if time.monotonic() - self._busy_at > _IDLE:
            self._busy_at = time.monotonic()
            self._intake.rest()

    async def _mend(self) -> None:
        await self._elsewhere(self._feeds.mend, self._ids, at=self._now())

    def _ahead(self) -> float:
        """By how much the clock is ahead of time that only goes on."""
        return self._now().timestamp() - time.monotonic()


def _now() -> datetime:
    return datetime.now(UTC)
