"""Feeds added, removed and made due by commands; called from threads that answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.errands import leave
from bot.errors import BotError
from bot.sources.intervals import FIRST
from bot.storage.contract import Store
from bot.storage.feed_contract import Added, GivenFeed, StoredFeed
from summaries.topics import Topic

if TYPE_CHECKING:  # what an answer needs only when somebody adds a feed
    from bot.crews import Bench
    from bot.sources.fetching import Fetcher
    from bot.sources.parsing import Glance
    from bot.sources.retrieved import Retrieved

PATIENCE = 8.0
"""Seconds that a first retrieval may take while somebody waits for the answer."""

_CURE = "Give the address of a feed (RSS, Atom, JSON), of a news sitemap, or of a page that announces one."


class NothingToRead(BotError):
    """An address that holds nothing which could be read regularly."""


class _Seen(NamedTuple):
    came: Retrieved
    glance: Glance


def given_feeds(topic: Topic, folders: Sequence[Path]) -> list[GivenFeed]:
    """What a topic's pack and the operator name, as it is merged into the store."""
    given = [GivenFeed(**feed.model_dump()) for feed in topic.feeds]
    return given + [GivenFeed(url=str(folder), kind="folder") for folder in folders]


class Subscriptions:
    """What is read regularly for ``topics``. ``fetcher`` makes a Fetcher, opened here for one retrieval.

    The feeds of a topic's pack and the watched ``folders`` are its feeds from the first look on.
    """

    def __init__(
        self,
        store: Store,
        topics: Mapping[str, Topic],
        fetcher: Callable[[], Fetcher],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        folders: Sequence[Path] = (),
    ) -> None:
        self._store, self._feeds = store, store.feeds
        self._topics, self._fetcher, self._now = topics, fetcher, now
        self._folders, self._begun = folders, set[str]()

    def add(self, topic: str, url: str, *, who: str) -> Added:
        """Retrieve the address once, say what is there, and read it regularly from now on.

        A page that announces feeds gives the first of them that is one. Not to be called where an event loop
        runs. Raises BotError (Unretrievable, NothingToRead) with cause and cure.
        """
        self._begin(topic)
        if known := self._active(topic, url):
            return Added(feed=known, known=True)
        seen = asyncio.run(self._seen(topic, url))
        address = seen.came.moved or (url if not seen.came.downgraded else seen.came.url)
        if known := self._active(topic, address):
            return Added(feed=known, known=True)
        return self._added(topic, address, seen, who)

    def remove(self, topic: str, url: str, *, who: str) -> bool:
        """Read it no more; whether it was read."""
        return self._feeds.remove(topic, url, who=who, at=self._now())

    def refresh(self, topic: str, url: str = "") -> int:
        """Make that feed, or all of the topic, due now; how many that are."""
        self._begin(topic)
        named = [feed.key for feed in self._feeds.listing(topic) if url in ("", feed.url, feed.origin)]
        leave(self._store, self._now(), feeds=named)
        return self._feeds.refresh(topic, url, at=self._now())

    def listing(self, topic: str) -> tuple[StoredFeed, ...]:
        """What is read, or has ended, by address; with cause and next try where it fails."""
        self._begin(topic)
        return self._feeds.listing(topic)

    def _begin(self, topic: str) -> None:
        if topic not in self._begun:
            given = given_feeds(self._topics[topic], self._folders)
            self._feeds.merge(topic, given, at=self._now(), interval=FIRST)
            self._begun.add(topic)

    def _active(self, topic: str, url: str) -> StoredFeed | None:
        found = self._feeds.find(topic, url)
        return found if found is not None and found.state == "active" else None

    def _added(self, topic: str, url: str, seen: _Seen, who: str) -> Added:
        from bot.sources.parsing import Page
        from summaries.articles.feed_values import FeedReading

        found = seen.glance.found
        if isinstance(found, FeedReading):
            known = found.model_dump(include={"kind", "title", "publisher", "language"})
            given, items = GivenFeed(url=url, **known), len(found.items)
        else:
            first = next((one.article for one in found.articles), None) if isinstance(found, Page) else None
            given, items = GivenFeed(url=url, kind="page", title=first.title if first else ""), 1
        feed = self._feeds.add(topic, given, who=who or "somebody", at=self._now(), interval=FIRST)
        leave(self._store, self._now(), feeds=(feed.key,))
        return Added(feed=feed, items=items, concerning=seen.glance.concerning)

    # ---- in an event loop of its own

    async def _seen(self, topic: str, url: str) -> _Seen:
        """What the address holds; the feed's, where it is a page that announces one."""
        from bot.crews import Bench
        from bot.sources import parsing

        parser = Bench(1, parsing.start, (self._topics[topic],), memory=parsing.MEMORY)
        try:
            async with self._fetcher() as fetcher:
                seen = await self._glance(fetcher, parser, topic, url)
                for announced in seen.glance.announced[:1]:
                    seen = await self._glance(fetcher, parser, topic, announced)
                    seen = seen._replace(came=seen.came.model_copy(update={"moved": announced}))
        finally:
            parser.close()
        self._check(topic, seen.glance)
        return seen

    async def _glance(self, fetcher: Fetcher, parser: Bench, topic: str, url: str) -> _Seen:
        from bot.crews import Lost, TooLong
        from bot.sources import parsing
        from bot.sources.retrieved import Unretrievable
        from summaries.articles.told import Told

        try:
            async with asyncio.timeout(PATIENCE):
                came = await fetcher.get(url)
        except TimeoutError:
            problem = "It did not answer in time."
            raise Unretrievable("slow", problem, "Try again later, or check the address.") from None
        told = Told(url=came.url, content_type=came.content_type)
        given = parsing.Bytes(topic=topic, data=came.data, told=told)
        try:
            return _Seen(came, await parser.do(parsing.glance, given, parsing.PATIENCE))
        except (Lost, TooLong):
            raise NothingToRead("What is there cannot be read.", _CURE) from None

    def _check(self, topic: str, glance: Glance) -> None:
        """A page is worth reading again and again only if it has a text of its own, about the topic."""
        from bot.sources.parsing import Page, Refused

        if isinstance(glance.found, Page) and not glance.concerning:
            title = self._topics[topic].title
            raise NothingToRead(f"This page announces no feed, and has no text about {title}.", _CURE)
        if isinstance(glance.found, Refused):
            raise NothingToRead("This address holds neither a feed nor a text to be read regularly.", _CURE)
