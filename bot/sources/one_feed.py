"""One feed polled: asked for, kept with what it lists, and told where something has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from bot.sources import folders as watched
from bot.sources.manners import Watch
from bot.sources.retrieved import Unretrievable
from bot.sources.retrieving import Poll, Retrieving
from bot.sources.taking import Elsewhere
from bot.storage.contract import Event, Store
from bot.storage.feed_contract import StoredFeed


class OneFeed:
    """Polls feeds that are claimed. ``folders`` are those that this process watches."""

    def __init__(
        self,
        store: Store,
        retrieving: Retrieving,
        elsewhere: Elsewhere,
        now: Callable[[], datetime],
        *,
        folders: Sequence[Path] = (),
        watch: Watch | None = None,
    ) -> None:
        self._store, self._feeds = store, store.feeds
        self._retrieving, self._elsewhere, self._now = retrieving, elsewhere, now
        self._folders, self._watch = tuple(folders), watch

    async def poll(self, feed: StoredFeed) -> None:
        """Ask for it, and keep what came. Doing it twice lists nothing twice."""
        poll = await self._folder(feed) if feed.kind == "folder" else await self._retrieving.poll(feed)
        if poll.kept.moved:
            poll = await self._moved(feed, poll)
        await self._elsewhere(self._feeds.polled, feed.key, poll.kept, poll.items, at=self._now())
        await self._tell(feed, poll)

    async def _folder(self, feed: StoredFeed) -> Poll:
        if Path(feed.url) not in self._folders:  # another process's, or of a setting that has changed since
            return self._retrieving.failed(
                feed, Unretrievable("gone", "This folder is not watched any more.")
            )
        try:
            kept, items = await self._elsewhere(watched.poll, feed, self._now())
        except Unretrievable as error:
            return self._retrieving.failed(feed, error)
        return Poll("read" if items else "unchanged", kept, items)

    async def _moved(self, feed: StoredFeed, poll: Poll) -> Poll:
        """A feed that moved to where another is read already has ended."""
        other = await self._elsewhere(self._feeds.find, feed.topic, poll.kept.moved)
        if other is None or other.key == feed.key:
            return poll
        if other.state != "active":
            return Poll(poll.outcome, poll.kept.model_copy(update={"moved": ""}), poll.items)
        ended = {"moved": "", "gone": True, "trouble": "It has moved to an address that is read already."}
        return Poll("gone", poll.kept.model_copy(update=ended))

    async def _tell(self, feed: StoredFeed, poll: Poll) -> None:
        """Figures each time; an event only for a change, or a long failure would fill the status."""
        if self._watch:
            self._watch.polled(poll.outcome)
        trouble = poll.kept.trouble
        if bool(trouble) == bool(feed.failures) and poll.outcome != "gone":
            return
        outcome = "failed" if trouble else "works again"
        event = Event(at=self._now(), source=feed.url, outcome=outcome, detail=trouble)
        await self._elsewhere(self._store.record, event)
