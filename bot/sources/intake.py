"""Items taken in, many at a time: hosts by turns, one text in work once, each settled in the store."""

from __future__ import annotations

import asyncio
import secrets
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

import structlog

from bot.crews import Bench
from bot.jobs.aside import Aside, cause_of, keep, refusal
from bot.jobs.names import ANALYSE, TRIES, Tempo
from bot.jobs.patience import OURS, pause
from bot.sources import parsing
from bot.sources.analysing import NICE, Analysts
from bot.sources.manners import Manners, Watch
from bot.sources.retrieving import Getter
from bot.sources.taking import PutOff, Taking, note
from bot.sources.working import Threads, keep_busy
from bot.storage.contract import Store
from bot.storage.feed_contract import Settled, StoredItem
from summaries.topics import Topic

T = TypeVar("T")

_SAME = timedelta(seconds=10)


class Intake:
    """Takes in what feeds have listed: those that are polled, or only ``feed``. To be closed.

    ``tell`` hears of each item what became of it.
    """

    def __init__(
        self,
        store: Store,
        topics: Sequence[Topic],
        getter: Getter,
        now: Callable[[], datetime],
        *,
        manners: Manners,
        watch: Watch | None = None,
        feed: int | None = None,
        anew: bool = False,
        everything: bool = False,
        tell: Callable[[StoredItem, Settled | PutOff], None] | None = None,
        tempo: Tempo | None = None,
    ) -> None:
        self._feeds, self._now, self._manners, self._watch = store.feeds, now, manners, watch
        self._ids = tuple(topic.id for topic in topics)
        self._feed, self._tell = feed, tell
        self.holder = secrets.token_hex(8)
        self.elsewhere = Threads()
        self.parser = Bench(manners.parsers, parsing.start, tuple(topics), memory=parsing.MEMORY, nice=NICE)
        self.analysts = Analysts(topics, manners.analysts)
        self._taking = Taking(
            store,
            topics,
            getter,
            self.parser,
            self.analysts,
            self.elsewhere,
            now,
            anew=anew,
            everything=everything,
            watch=watch,
        )
        self._hosts: Counter[str] = Counter()
        self._documents, self._working = set[str](), set[int]()
        self._store, self._broken, self._tempo = store, Counter[int](), tempo or Tempo()

    async def run(self, stopping: asyncio.Event) -> None:
        """Take in whatever is to be read, until ``stopping``."""
        analysing = asyncio.create_task(self.analysts.run())
        try:
            await keep_busy(
                self._claim,
                self._take,
                stopping,
                places=self._manners.items,
                tick=self._manners.tick,
                grace=self._manners.grace,
            )
        finally:
            analysing.cancel()
            await asyncio.gather(analysing, return_exceptions=True)

    async def claimed(self, claim: Callable[..., Sequence[T]], free: int, **more: object) -> Sequence[T]:
        """What ``claim`` of the store gives to this process now."""
        now = self._now()
        until = now + timedelta(seconds=self._manners.lease)
        found: Sequence[T] = await self.elsewhere(
            claim, self._ids, at=now, holder=self.holder, until=until, limit=free, **more
        )
        return found

    async def renew(self, feeds: Collection[int] = ()) -> None:
        """Lengthen what is in work, and those ``feeds``; what the store failed over is claimed anew."""
        until = self._now() + timedelta(seconds=self._manners.lease)
        items = tuple(self._working)
        await self.elsewhere(self._feeds.renew, self.holder, until=until, feeds=feeds, items=items)

    def rest(self) -> None:
        """Give back the memory of processes that have nothing to do."""
        self.parser.rest()
        self.analysts.rest()

    async def close(self) -> None:
        """End the processes, and let go of what is claimed; StorageError where that can't be noted."""
        self.parser.close()
        self.analysts.close()
        try:
            await self.elsewhere(self._feeds.release, self.holder)
        finally:
            self.elsewhere.close()

    async def _claim(self, free: int) -> Sequence[StoredItem]:
        each = self._manners.each
        busy = [host for host, count in self._hosts.items() if count >= each]
        return await self.claimed(self._feeds.claim_items, free, busy=busy, each=each, feed=self._feed)

    async def _take(self, item: StoredItem) -> None:
        document = f"{item.topic} {item.document}"
        if document in self._documents:  # another feed's: in a moment it is known, and need not be retrieved
            due = self._now() + _SAME
            await self.elsewhere(self._feeds.postpone, item.key, due=due, why="", failed=False)
            return
        self._documents.add(document)
        self._working.add(item.key)
        self._hosts[item.host] += bool(item.host)
        try:
            await self._settle(item)
        except OURS:
            raise
        except Exception as error:
            await self._broke(item, error)
        finally:
            self._documents.discard(document)
            self._working.discard(item.key)
            self._hosts[item.host] -= bool(item.host)
            if not self._hosts[item.host]:
                del self._hosts[item.host]

    async def _broke(self, item: StoredItem, error: Exception) -> None:
        """Try it again later; after too many tries it is set aside."""
        self._broken[item.key] += 1
        tries, now = self._broken[item.key], self._now()
        structlog.get_logger().error("item not read", item=item.key, tries=tries, exc_info=error)
        if tries < TRIES:
            due = now + timedelta(seconds=pause(self._tempo, tries - 1))
            await self.elsewhere(self._feeds.postpone, item.key, due=due, why=cause_of(error), failed=False)
            return
        what, why = item.told.url or item.name, cause_of(error)
        aside = Aside(at=now, queue=ANALYSE, what=what, tries=tries, why=why)
        await self.elsewhere(keep, self._store, item.key, aside)
        await self.elsewhere(self._feeds.settle, item.key, refusal(why), at=now)
        del self._broken[item.key]

    async def _settle(self, item: StoredItem) -> None:
        became = await self._taking.take(item)
        await note(self._feeds, self.elsewhere, item, became, self._now())
        if self._watch:
            self._watch.taken("put off" if isinstance(became, PutOff) else became.outcome)
        if self._tell:
            self._tell(item, became)
