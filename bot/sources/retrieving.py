"""One poll of one feed: asked for if it has changed, read elsewhere, and when to ask again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.crews import Bench, Lost, TooLong
from bot.sources import parsing
from bot.sources.intervals import FIRST, HOUR, after_failure, after_news, after_silence, jittered
from bot.sources.listing import hash_of, listed, page_item, times_of
from bot.sources.manners import PollOutcome
from bot.sources.retrieved import Retrieved, Unretrievable
from bot.storage.feed_contract import ListedItem, Polled, StoredFeed
from summaries.articles.feed_values import FeedItem, FeedReading
from summaries.articles.told import Told

_MOST_SITEMAPS = 3  # of an index, the first: its news, where it has any
_TOO_LONG = "Reading it took too long."
_LOST = "It cannot be read: what reads it broke down over it."


class Getter(Protocol):
    """What retrieves: ``bot.sources.fetching.Fetcher``, opened."""

    async def get(
        self, url: str, *, etag: str = "", modified: str = "", most: int | None = None
    ) -> Retrieved:
        """What an address gives; raises Unretrievable."""
        ...


@dataclass(frozen=True)
class Poll:
    """What came of a poll: what to keep of it, and what the feed lists."""

    outcome: PollOutcome
    kept: Polled
    items: tuple[ListedItem, ...] = ()


class Retrieving:
    """Polls feeds. ``now`` is the clock; ``parser`` reads what came in a process of its own."""

    def __init__(self, getter: Getter, parser: Bench, now: Callable[[], datetime]) -> None:
        self._getter, self._parser, self._now = getter, parser, now

    async def poll(self, feed: StoredFeed) -> Poll:
        """Ask for a feed; nothing is raised for what may be wrong with it."""
        try:
            came = await self._getter.get(feed.url, etag=feed.etag, modified=feed.modified)
            if came.unchanged or hash_of(came.data) == feed.hash:
                return self._unchanged(feed, came)
            return await self._read(feed, came)
        except Unretrievable as error:
            return self.failed(feed, error)
        except TooLong:
            return self.failed(feed, Unretrievable("garbled", _TOO_LONG))
        except Lost:
            return self.failed(feed, Unretrievable("garbled", _LOST))

    def failed(self, feed: StoredFeed, error: Unretrievable) -> Poll:
        """What to keep of a poll that gave nothing."""
        now = self._now()
        failing_for = (now - (feed.failing or now)).total_seconds()
        pause = after_failure(
            error.kind,
            feed.failures + 1,
            failing_for,
            retry_after=error.retry_after,
            lasting=error.lasting,
        )
        kept = Polled(
            succeeded=False,
            due=self._in(pause) if pause else now,
            interval=feed.interval,
            gone=pause is None,
            cause=error.kind,
            trouble=error.problem,
        )
        return Poll("gone" if pause is None else "failed", kept)

    async def _read(self, feed: StoredFeed, came: Retrieved) -> Poll:
        given = _bytes(feed, came)
        # What was a page at first may have been an error's in a feed's place; a feed is a feed for good.
        read = parsing.read_either if feed.kind in {"", "page"} else parsing.read_feed_of
        found = await self._parser.do(read, given, parsing.PATIENCE)
        if isinstance(found, parsing.Page):
            return self._page(feed, came)
        if isinstance(found, parsing.Refused):
            return self.failed(feed, Unretrievable("garbled", str(found)))
        items = (*found.items, *[item for url in _sitemaps(found) for item in await self._sitemap(feed, url)])
        return self._found(feed, came, found.model_copy(update={"items": items}))

    async def _sitemap(self, feed: StoredFeed, url: str) -> tuple[FeedItem, ...]:
        """The items of one sitemap of an index; none where it fails, since the others go on."""
        try:
            came = await self._getter.get(url)
            found = await self._parser.do(parsing.read_feed_of, _bytes(feed, came), parsing.PATIENCE)
        except (Unretrievable, TooLong, Lost):
            return ()
        return found.items if isinstance(found, FeedReading) and found.kind == "sitemap" else ()

    # ---- what is kept of it

    def _found(self, feed: StoredFeed, came: Retrieved, reading: FeedReading) -> Poll:
        every = reading.every or 0.0
        floor = _floor(every, came)
        interval = after_news(feed.interval, times_of(reading.items), self._now(), floor=floor)
        known = {
            "kind": reading.kind,
            "title": reading.title,
            "publisher": reading.publisher,
            "language": reading.language,
            "every": every,
        }
        kept = self._kept(feed, came, interval, **known)
        if reading.moved and not kept.moved and reading.moved != feed.url:
            kept = kept.model_copy(update={"moved": reading.moved})
        return Poll("read", kept, listed(reading, feed, came.url))

    def _page(self, feed: StoredFeed, came: Retrieved) -> Poll:
        kept = self._kept(feed, came, FIRST, kind="page")  # its bytes change with every request, news or none
        return Poll("read", kept, (page_item(_bytes(feed, came).told, came.data),))

    def _unchanged(self, feed: StoredFeed, came: Retrieved) -> Poll:
        interval = after_silence(feed.interval, floor=_floor(feed.every, came))
        kept = self._kept(feed, came, interval, hash=feed.hash, every=feed.every)
        return Poll("unchanged", kept)

    def _kept(self, feed: StoredFeed, came: Retrieved, interval: float, **known: object) -> Polled:
        values = {
            "succeeded": True,
            "due": self._in(interval),
            "interval": interval,
            "etag": came.etag,
            "modified": came.modified,
            "hash": hash_of(came.data),
            "moved": came.moved if came.moved != feed.url else "",
        }
        return Polled.model_validate(values | known)

    def _in(self, seconds: float) -> datetime:
        return self._now() + timedelta(seconds=jittered(seconds, random.random()))  # noqa: S311 no secret


def _floor(every: float, came: Retrieved) -> float:
    """What the feed asks for, and what its host says of freshness, an hour at most: caches exaggerate."""
    return max(every, min(came.fresh, HOUR))


def _bytes(feed: StoredFeed, came: Retrieved) -> parsing.Bytes:
    told = Told(
        url=came.url, content_type=came.content_type, publisher=feed.publisher, language=feed.language
    )
    return parsing.Bytes(topic=feed.topic, data=came.data, told=told)


def _sitemaps(found: FeedReading) -> tuple[str, ...]:
    """The sitemaps of an index that are worth asking for: those of news first."""
    return tuple(sorted(found.sitemaps, key=lambda url: "news" not in url.lower())[:_MOST_SITEMAPS])
