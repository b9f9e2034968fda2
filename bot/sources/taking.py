"""One item of a feed: retrieved, read, weighed, placed, analysed and stored; only then is it done with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from bot.crews import Bench, Lost, TooLong
from bot.sources import folders, parsing
from bot.sources.analysing import Analysts
from bot.sources.intervals import item_after_failure
from bot.sources.listing import listed
from bot.sources.manners import Watch
from bot.sources.retrieved import Unretrievable
from bot.sources.retrieving import Getter
from bot.storage.contract import Outcome, Place, Store
from bot.storage.errors import UnstorableArticle
from bot.storage.feed_contract import Counts, Feeds, ItemOutcome, Settled, StoredFeed, StoredItem
from bot.workers import Failed
from summaries.analysis import analyser
from summaries.articles.feed_values import FeedReading
from summaries.topics import Topic

AGAIN = (timedelta(hours=1), timedelta(hours=6))
"""When a page of today is looked at again, counted from when it was listed: news pages are written on."""

YOUNG = timedelta(days=1)

OUTCOMES: tuple[ItemOutcome, ...] = ("new", "revised", "duplicate", "off topic", "refused", "feed")

_BEST: tuple[ItemOutcome, ...] = ("new", "revised", "duplicate", "off topic", "refused")
_COUNTED = {"new": "stored", "revised": "stored", "off topic": "off_topic"}
_TOO_LONG = "Reading it took too long."
_LOST = "What reads and analyses it broke down over it."
_MOST_GIVEN = 3  # tries for an address that somebody is waiting for
_SOON = timedelta(seconds=5)

R = TypeVar("R")
Elsewhere = Callable[..., Awaitable[Any]]
"""Runs a function with its arguments in a thread."""


@dataclass(frozen=True)
class PutOff:
    """An item that could not be read now: when to try again, and why it could not."""

    due: datetime
    why: str


async def note(
    feeds: Feeds, elsewhere: Elsewhere, item: StoredItem, became: Settled | PutOff, at: datetime
) -> None:
    """Have the store know what became of an item, and let go of it."""
    if isinstance(became, PutOff):
        await elsewhere(feeds.postpone, item.key, due=became.due, why=became.why)
    else:
        await elsewhere(feeds.settle, item.key, became, at=at)


@dataclass(frozen=True)
class _Became:
    """What became of one article."""

    outcome: ItemOutcome
    article: str = ""
    why: str = ""
    published: datetime | None = None


class Taking:
    """Takes items in. Synchronous work goes through ``elsewhere``; ``now`` is the clock."""

    def __init__(
        self,
        store: Store,
        topics: Sequence[Topic],
        getter: Getter,
        parser: Bench,
        analysts: Analysts,
        elsewhere: Elsewhere,
        now: Callable[[], datetime],
        *,
        anew: bool = False,
        everything: bool = False,
        watch: Watch | None = None,
    ) -> None:
        """``anew``: what is stored is retrieved all the same; ``everything``: what is off topic is stored."""
        self._watch = watch
        self._everything = everything
        self._store, self._getter, self._parser, self._analysts = store, getter, parser, analysts
        self._elsewhere, self._now, self._anew = elsewhere, now, anew
        self._analysers = {topic.id: analyser(topic) for topic in topics}

    async def take(self, item: StoredItem) -> Settled | PutOff:
        """What became of the item; raises what is wrong with ourselves only (StorageError, ModelMissing)."""
        try:
            if known := await self._known(item):
                return Settled(outcome="duplicate", article=known, counts=Counts(duplicate=1))
            if item.body is not None:
                return await (self._brought if item.host else self._carried)(item, item.body)
            if item.kind == "folder":
                return await self._file(item)
            return await self._page(item)
        except Unretrievable as error:
            return self._failed(item, error)
        except TooLong:
            return _refused(_TOO_LONG)
        except Lost:  # it may be the item's doing or not: what kills a process for want of memory doesn't ask
            return self._failed(item, Unretrievable("garbled", _LOST))

    async def bring(self, item: StoredItem) -> Settled | PutOff | StoredItem:
        """The item with the bytes that its address gives, for ``take``; or what became of it without them."""
        try:
            if known := await self._known(item):
                return Settled(outcome="duplicate", article=known, counts=Counts(duplicate=1))
            return await self._came(item)
        except Unretrievable as error:
            return self._failed(item, error)

    # ---- bytes

    async def _page(self, item: StoredItem) -> Settled | PutOff:
        came = await self._came(item)
        return came if isinstance(came, Settled) else await self._brought(came, came.body or b"")

    async def _came(self, item: StoredItem) -> Settled | StoredItem:
        came = await self._getter.get(item.told.url, etag=item.etag, modified=item.modified)
        marks = {"etag": came.etag, "modified": came.modified}
        if came.unchanged:
            return _as_before(item).model_copy(update=marks | {"again": self._again(item)})
        told = item.told.model_copy(update={"url": came.url, "content_type": came.content_type})
        return item.model_copy(update=marks | {"body": came.data, "told": told})

    async def _brought(self, item: StoredItem, data: bytes) -> Settled:
        """What became of bytes that its address gave."""
        settled = await self._read(item, data, item.told)
        again = self._again(item) if settled.article else None
        return settled.model_copy(update={"etag": item.etag, "modified": item.modified, "again": again})

    async def _carried(self, item: StoredItem, data: bytes) -> Settled:
        """What became of a text that its feed carried."""
        return await self._read(item, data, item.told)

    async def _read(self, item: StoredItem, data: bytes, told: Any) -> Settled:
        if not data:
            return _refused("It has neither a text nor an address that leads to one.")
        given = parsing.Bytes(topic=item.topic, data=data, told=told, now=self._now().timestamp())
        read = parsing.read_either if item.kind == "given" else parsing.read_page_of
        found = await self._parser.do(read, given, parsing.PATIENCE)
        if isinstance(found, FeedReading):
            return await self._listed(item, found, told.url)
        return await self._stored(item, found)

    async def _file(self, item: StoredItem) -> Settled:
        """A file of a folder; one that has gone since is no loss: what it held stays."""
        given = await self._elsewhere(folders.read, item.topic, item.told.id)
        if isinstance(given, str):
            return _refused(given)
        return await self._stored(item, await self._parser.do(parsing.read_file_of, given, folders.PATIENCE))

    async def _listed(self, item: StoredItem, reading: FeedReading, came_from: str) -> Settled:
        """An address that is a feed: its items are read, and it is not read again by itself."""
        now = self._now()
        feed = StoredFeed(
            key=item.feed,
            topic=item.topic,
            url=item.told.url,
            origin=item.told.url,
            added=now,
            due=now,
            interval=0,
        )
        items = listed(reading, feed, came_from)
        unread: tuple[ItemOutcome, ...] = ("refused", "off topic") if self._everything else ("refused",)
        again = OUTCOMES if self._anew else unread
        new = await self._elsewhere(self._store.feeds.list_items, item.feed, items, again=again, at=now)
        return Settled(outcome="feed", why=reading.title, counts=Counts(duplicate=len(items) - new))

    # ---- articles

    async def _stored(self, item: StoredItem, found: parsing.Page | parsing.Refused) -> Settled:
        if isinstance(found, parsing.Refused):
            return _refused(str(found)) if not item.article else _as_before(item)
        became = [await self._one(item.topic, weighed) for weighed in found.articles]
        became += [_Became("refused", why=fault) for fault in found.faults]
        self._note_lag(item, became)
        return _settled(item, became)

    def _note_lag(self, item: StoredItem, became: Sequence[_Became]) -> None:
        """Tell how long new articles took. What was old when it was listed is no news that came late."""
        now = self._now()
        for one in became if self._watch and item.kind != "given" else ():
            if one.outcome != "new" or self._watch is None:
                continue
            self._watch.answerable("listed", (now - item.listed).total_seconds())
            if one.published and one.published > item.listed - YOUNG:
                self._watch.answerable("published", (now - one.published).total_seconds())

    async def _one(self, topic: str, weighed: parsing.Weighed) -> _Became:
        article = weighed.article
        place: Place = await self._elsewhere(self._store.place, topic, article, self._analysers[topic])
        if not (weighed.concerns or self._everything) and place.outcome is Outcome.NEW:
            return _Became("off topic", why=weighed.why)
        if place.outcome is Outcome.DUPLICATE:
            return _Became("duplicate", place.article.id)
        evidence = await self._analysts.analyse(topic, place.article)
        if isinstance(evidence, Failed):
            return _Became("refused", why=str(evidence.error))
        try:
            outcome: Outcome = await self._elsewhere(
                self._store.save, topic, place, evidence, analyser=self._analysers[topic], at=self._now()
            )
        except UnstorableArticle as error:
            return _Became("refused", why=str(error))
        return _Became(_named(outcome), place.article.id, published=place.article.published.at)

    async def _known(self, item: StoredItem) -> str:
        """The article that an item is; "" where it has to be read.

        Two feeds may list one page, one with the text and one without: neither is a new version of the other.
        """
        if self._anew or item.read or item.kind in {"page", "folder"}:
            return ""
        found: str = await self._elsewhere(self._store.feeds.known, item.topic, item.document)
        return found

    # ---- again, later, never

    def _again(self, item: StoredItem) -> datetime | None:
        """When to look at the page again; None for old ones, and where somebody asked for it once."""
        if item.kind == "given" or item.read >= len(AGAIN):
            return None
        published = item.told.published
        if published.end is not None and published.end < (item.listed.astimezone(UTC) - YOUNG).date():
            return None
        return max(item.listed + AGAIN[item.read], self._now() + AGAIN[0])

    def _failed(self, item: StoredItem, error: Unretrievable) -> Settled | PutOff:
        if item.article and item.body is None:  # it is stored; not to look at it again is no loss
            return _as_before(item)
        now = self._now()
        waited = (now - item.listed).total_seconds()
        tries = item.tries + 1
        pause = item_after_failure(
            error.kind, tries, waited, retry_after=error.retry_after, lasting=error.lasting
        )
        if pause is not None and item.kind == "given":
            return PutOff(now + _SOON * tries, str(error)) if tries < _MOST_GIVEN else _refused(str(error))
        if pause is None:
            return _as_before(item) if item.article else _refused(str(error))
        return PutOff(now + timedelta(seconds=pause), error.problem)


def _named(outcome: Outcome) -> ItemOutcome:
    """A known text that was analysed anew is no news."""
    match outcome:
        case Outcome.NEW:
            return "new"
        case Outcome.REVISED:
            return "revised"
        case _:
            return "duplicate"


def _settled(item: StoredItem, became: Sequence[_Became]) -> Settled:
    """One outcome of all the articles of an item, the best of them; each counts, but nothing twice."""
    counts = Counter(_COUNTED.get(one.outcome, one.outcome) for one in became)
    if item.read:
        counts = Counter({"stored": counts["stored"]})
    best = min(became, key=lambda one: _BEST.index(one.outcome), default=_Became("refused"))
    if item.article and best.outcome not in {"new", "revised"}:
        return _as_before(item).model_copy(update={"counts": Counts(**counts)})
    article = best.article or item.article
    return Settled(outcome=best.outcome, why=best.why, article=article, counts=Counts(**counts))


def _as_before(item: StoredItem) -> Settled:
    outcome = item.outcome or "duplicate"
    return Settled(outcome=outcome, article=item.article, etag=item.etag, modified=item.modified)


def _refused(why: str) -> Settled:
    return Settled(outcome="refused", why=why, counts=Counts(refused=1))
