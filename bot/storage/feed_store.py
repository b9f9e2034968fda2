"""Feeds and items on SQLite or PostgreSQL: what ``feed_contract.Feeds`` promises, a transaction a promise."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import update

from bot.storage import feeds, items, tables
from bot.storage.bell import Bell, ring
from bot.storage.database import Database
from bot.storage.events import stamp
from bot.storage.feed_contract import (
    Backlog,
    DueItem,
    Feeds,
    GivenFeed,
    ItemOutcome,
    ListedItem,
    Polled,
    Settled,
    StoredFeed,
    StoredItem,
)


class SqlFeeds(Feeds):
    """See ``Feeds``, which documents the methods."""

    def __init__(self, database: Database, bell: Bell) -> None:
        self._database = database
        self._bell = bell

    # ---- what is read

    def merge(self, topic: str, given: Sequence[GivenFeed], *, at: datetime, interval: float) -> None:
        """See ``Feeds.merge``."""
        with self._database.writing() as connection:
            feeds.merge(connection, topic, given, at, interval)

    def add(self, topic: str, given: GivenFeed, *, who: str, at: datetime, interval: float) -> StoredFeed:
        """See ``Feeds.add``."""
        with self._database.writing() as connection:
            added = feeds.add(connection, topic, given, who, at, interval)
            ring(connection, "feeds")
        self._bell.sound("feeds")
        return added

    def remove(self, topic: str, url: str, *, who: str, at: datetime) -> bool:
        """See ``Feeds.remove``."""
        with self._database.writing() as connection:
            return feeds.remove(connection, topic, url, who)

    def refresh(self, topic: str, url: str = "", *, at: datetime) -> int:
        """See ``Feeds.refresh``."""
        with self._database.writing() as connection:
            refreshed = feeds.refresh(connection, topic, url, at)
            ring(connection, "feeds")
        self._bell.sound("feeds")
        return refreshed

    def listing(self, topic: str) -> tuple[StoredFeed, ...]:
        """See ``Feeds.listing``."""
        with self._database.reading() as connection:
            return feeds.listing(connection, topic)

    def find(self, topic: str, url: str) -> StoredFeed | None:
        """See ``Feeds.find``."""
        with self._database.reading() as connection:
            return feeds.find(connection, topic, url)

    # ---- reading feeds

    def claim(
        self, topics: Collection[str], *, at: datetime, holder: str, until: datetime, limit: int
    ) -> tuple[StoredFeed, ...]:
        """See ``Feeds.claim``. Looking first costs no turn at writing while there is nothing to do."""
        with self._database.reading() as connection:
            if not feeds.due(connection, topics, at, 1):
                return ()
        with self._database.writing() as connection:
            rows = feeds.due(connection, topics, at, limit)
            feeds.claim(connection, rows, holder, until)
        return tuple(map(feeds.revived, rows))

    def polled(self, feed: int, poll: Polled, items_: Sequence[ListedItem] = (), *, at: datetime) -> int:
        """See ``Feeds.polled``."""
        with self._database.writing() as connection:
            feeds.polled(connection, feed, poll, at)
            new, whole = items.put(connection, feed, items_, at)
            if not whole:
                feeds.read_anew(connection, feed)
            return new

    def list_items(
        self, feed: int, items_: Sequence[ListedItem], *, again: Collection[ItemOutcome], at: datetime
    ) -> int:
        """See ``Feeds.list_items``."""
        with self._database.writing() as connection:
            return items.put_given(connection, feed, items_, at, again=again)

    # ---- reading items

    def claim_items(
        self,
        topics: Collection[str],
        *,
        at: datetime,
        holder: str,
        until: datetime,
        limit: int,
        busy: Collection[str] = (),
        each: int = 4,
        feed: int | None = None,
    ) -> tuple[StoredItem, ...]:
        """See ``Feeds.claim_items``."""
        with self._database.reading() as connection:
            if not items.due(connection, topics, at, limit=1, busy=busy, each=each, feed=feed):
                return ()
        with self._database.writing() as connection:
            keys = items.due(connection, topics, at, limit=limit, busy=busy, each=each, feed=feed)
            return items.claim(connection, keys, holder, until)

    def settle(self, item: int, settled: Settled, *, at: datetime) -> None:
        """See ``Feeds.settle``."""
        with self._database.writing() as connection:
            feed = items.settle(connection, item, settled, at)
            if feed is not None:
                feeds.count(connection, feed, settled.counts)

    def postpone(self, item: int, *, due: datetime, why: str, failed: bool = True) -> None:
        """See ``Feeds.postpone``."""
        with self._database.writing() as connection:
            items.postpone(connection, item, due, why, failed=failed)

    def known(self, topic: str, document: str) -> str:
        """See ``Feeds.known``."""
        with self._database.reading() as connection:
            return items.known(connection, topic, document)

    def left(self, feed: int) -> int:
        """See ``Feeds.left``."""
        with self._database.reading() as connection:
            return items.left(connection, feed)

    # ---- one by one

    def due_feeds(self, topics: Collection[str], *, at: datetime, limit: int) -> tuple[int, ...]:
        """See ``Feeds.due_feeds``."""
        with self._database.reading() as connection:
            return tuple(row.key for row in feeds.due(connection, topics, at, limit))

    def due_items(
        self, topics: Collection[str], *, at: datetime, limit: int, each: int, ahead: int
    ) -> tuple[DueItem, ...]:
        """See ``Feeds.due_items``."""
        with self._database.reading() as connection:
            rows = items.due_rows(connection, topics, at, ahead, each=each, brought=True)
            room = min(limit, ahead - len(rows))
            rows += items.due_rows(connection, topics, at, room, each=each, brought=False, besides=rows)
        return tuple(DueItem(key=row.key, feed=row.feed, host=row.host) for row in rows)

    def claim_feed(self, key: int, *, at: datetime, holder: str, until: datetime) -> StoredFeed | None:
        """See ``Feeds.claim_feed``."""
        with self._database.writing() as connection:
            return feeds.claim_one(connection, key, at, holder, until)

    def claim_item(self, key: int, *, at: datetime, holder: str, until: datetime) -> StoredItem | None:
        """See ``Feeds.claim_item``."""
        with self._database.writing() as connection:
            return items.claim_one(connection, key, at, holder, until)

    def bring(self, item: StoredItem) -> None:
        """See ``Feeds.bring``."""
        with self._database.writing() as connection:
            items.bring(connection, item)

    # ---- keeping house

    def renew(self, holder: str, *, until: datetime, feeds: Collection[int], items: Collection[int]) -> None:
        """See ``Feeds.renew``."""
        with self._database.writing() as connection:
            for table, keys in ((tables.feeds, feeds), (tables.items, items)):
                mine = (table.c.holder == holder, table.c.key.in_(keys))
                connection.execute(update(table).where(*mine).values(lease=stamp(until)))

    def release(self, holder: str) -> None:
        """See ``Feeds.release``."""
        with self._database.writing() as connection:
            for table in (tables.feeds, tables.items):
                free = update(table).where(table.c.holder == holder)
                connection.execute(free.values(holder="", lease=None))

    def mend(self, topics: Collection[str], *, at: datetime) -> int:
        """See ``Feeds.mend``."""
        with self._database.writing() as connection:
            return feeds.mend(connection, topics, at) + items.mend(connection, at)

    def prune(self, *, at: datetime) -> int:
        """See ``Feeds.prune``."""
        with self._database.writing() as connection:
            return items.prune(connection, at)

    def backlog(self, topics: Collection[str], *, at: datetime) -> Backlog:
        """See ``Feeds.backlog``."""
        with self._database.reading() as connection:
            found = feeds.backlog(connection, topics, at)
            return found.model_copy(update={"items": items.waiting(connection, topics, at)})
