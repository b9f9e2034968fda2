"""What the store promises about feeds and their items: nothing read twice, nothing listed forgotten."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal, Protocol

from pydantic import AwareDatetime, Field, field_validator

from summaries.articles.told import Told
from summaries.model import Value

FeedKind = Literal["", "feed", "sitemap", "index", "page", "folder", "given"]
"""What an address turned out to be; "" while nobody has looked. ``given`` holds what a person named once."""

FeedState = Literal["active", "gone", "removed"]

ItemOutcome = Literal["", "new", "revised", "duplicate", "off topic", "refused", "feed"]
"""What became of an item; "" while it waits. ``feed``: the address was a feed, whose items were listed."""


class GivenFeed(Value):
    """A feed as a topic pack or a person names it."""

    url: str
    kind: FeedKind = ""
    title: str = ""
    publisher: str = ""
    language: str = ""


class Counts(Value):
    """What a feed has brought so far. ``stored`` are new articles and new versions."""

    stored: int = 0
    duplicate: int = 0
    off_topic: int = 0
    refused: int = 0


class StoredFeed(Value):
    """A feed as it stands. ``origin`` is the address as given, ``url`` where it has moved to since.

    ``who`` added it ("" for the topic pack, then ``pack`` is set). ``due`` is the next try; ``interval`` the
    seconds between two readings while all is well, ``every`` what the feed itself asks for. ``failures`` in a
    row began at ``failing``; ``cause`` is their kind and ``trouble`` one sentence. ``waiting`` are the items
    not yet read.
    """

    key: int
    topic: str
    url: str
    origin: str
    kind: FeedKind = ""
    title: str = ""
    publisher: str = ""
    language: str = ""
    who: str = ""
    pack: bool = False
    added: AwareDatetime
    state: FeedState = "active"
    etag: str = ""
    modified: str = ""
    hash: str = ""
    tried: AwareDatetime | None = None
    succeeded: AwareDatetime | None = None
    due: AwareDatetime
    interval: float
    every: float = 0.0
    failures: int = 0
    failing: AwareDatetime | None = None
    cause: str = ""
    trouble: str = ""
    counts: Counts = Counts()
    waiting: int = 0


class Added(Value):
    """What adding a feed found there. ``known``: it is read already, and nothing was changed.

    ``items`` is how many it lists at the moment, ``concerning`` how many of these seem to concern the topic.
    """

    feed: StoredFeed
    known: bool = False
    items: int = 0
    concerning: int = 0


class Polled(Value):
    """How a feed stands after a try.

    ``succeeded`` says whether it was read; what it was then (``kind`` to ``every``) replaces what was known,
    except for empty titles, publishers and languages. ``moved`` is its new address, "" where it stayed.
    ``gone`` ends it. After a failure what was read before stays known.
    """

    succeeded: bool
    due: AwareDatetime
    interval: float
    kind: FeedKind = ""
    title: str = ""
    publisher: str = ""
    language: str = ""
    etag: str = ""
    modified: str = ""
    hash: str = ""
    every: float = 0.0
    moved: str = ""
    gone: bool = False
    cause: str = ""
    trouble: str = ""


class ListedItem(Value):
    """An item as a feed lists it. ``key`` is stable within the feed, ``document`` names the text it leads to.

    ``mark`` changes with the item. ``body`` is its text where that need not be retrieved, with
    ``told.content_type``; None where it has to be.
    """

    key: str = Field(min_length=1)
    told: Told
    document: str = ""
    host: str = ""
    mark: str = ""
    body: bytes | None = None

    @field_validator("key", mode="before")
    @classmethod
    def _storable(cls, key: object) -> object:
        """What no database keeps would not be found again under its key."""
        return (
            key.encode("utf-8", "replace").decode().replace("\0", "\ufffd") if isinstance(key, str) else key
        )


class StoredItem(Value):
    """An item that is to be read now. ``read`` counts how often it was, ``tries`` the failures since."""

    key: int
    feed: int
    topic: str
    kind: FeedKind
    name: str
    told: Told
    document: str
    host: str
    body: bytes | None
    outcome: ItemOutcome
    article: str
    tries: int
    read: int
    listed: AwareDatetime
    etag: str
    modified: str


class Settled(Value):
    """What became of an item that was read. ``again`` is when to look whether it has changed; None for never.

    ``counts`` is added to its feed's.
    """

    outcome: ItemOutcome
    why: str = ""
    article: str = ""
    etag: str = ""
    modified: str = ""
    again: AwareDatetime | None = None
    counts: Counts = Counts()


class Backlog(Value):
    """How much there is to do: feeds due and how late the latest of them is (seconds), items to be read."""

    feeds: int = 0
    late: float = 0.0
    items: int = 0


class DueItem(Value):
    """An item that is to be read now, by its key. ``host`` is asked for it, "" where nobody has to be.

    ``feed`` is the key of its feed.
    """

    key: int
    feed: int
    host: str


class Feeds(Protocol):
    """Feeds and their items. Synchronous; safe to call from several threads and several processes.

    Whoever works on a feed or an item claims it first, for a while that can be lengthened (``renew``). What a
    dead process had claimed is free again when its time has run out. All times have a zone.
    """

    # ---- what is read
    def merge(self, topic: str, given: Sequence[GivenFeed], *, at: AwareDatetime, interval: float) -> None:
        """Make the pack's feeds those of the topic: add new ones, remove those the pack has dropped.

        One that a person removed stays removed, and one that a person added stays.
        """
        ...

    def add(
        self, topic: str, given: GivenFeed, *, who: str, at: AwareDatetime, interval: float
    ) -> StoredFeed:
        """Add a feed, or take a removed or ended one up again; it is due at once."""
        ...

    def remove(self, topic: str, url: str, *, who: str, at: AwareDatetime) -> bool:
        """Read it no more; whether it was read. Its articles stay, what waits of it is forgotten."""
        ...

    def refresh(self, topic: str, url: str = "", *, at: AwareDatetime) -> int:
        """Make that feed, or all of the topic, due now; how many feeds that were."""
        ...

    def listing(self, topic: str) -> tuple[StoredFeed, ...]:
        """The feeds that are read or have ended, by address; those removed are left out."""
        ...

    def find(self, topic: str, url: str) -> StoredFeed | None:
        """The feed of that address, or which moved from it; removed ones too."""
        ...

    # ---- reading feeds
    def claim(
        self, topics: Collection[str], *, at: AwareDatetime, holder: str, until: AwareDatetime, limit: int
    ) -> tuple[StoredFeed, ...]:
        """Feeds that are due, the longest overdue first, claimed for ``holder``."""
        ...

    def polled(self, feed: int, poll: Polled, items: Sequence[ListedItem] = (), *, at: AwareDatetime) -> int:
        """Keep how a feed stands and what it lists, in one transaction, and let go of it.

        The number of new items. A known item whose mark has changed is to be read again.
        """
        ...

    def list_items(
        self, feed: int, items: Sequence[ListedItem], *, again: Collection[ItemOutcome], at: AwareDatetime
    ) -> int:
        """Add items to a feed without a poll; how many are to be read now.

        Known ones are read again where what became of them is among ``again``.
        """
        ...

    # ---- reading items
    def claim_items(
        self,
        topics: Collection[str],
        *,
        at: AwareDatetime,
        holder: str,
        until: AwareDatetime,
        limit: int,
        busy: Collection[str] = (),
        each: int = 4,
        feed: int | None = None,
    ) -> tuple[StoredItem, ...]:
        """Items to be read now, claimed for ``holder``: at most ``each`` of a host, none of a ``busy`` one.

        Of that ``feed`` only, where it is given; else of all but what persons gave.
        """
        ...

    def settle(self, item: int, settled: Settled, *, at: AwareDatetime) -> None:
        """Note what became of an item, after its articles were stored, and let go of it."""
        ...

    def postpone(self, item: int, *, due: AwareDatetime, why: str, failed: bool = True) -> None:
        """Note that an item could not be read now, and let go of it."""
        ...

    def known(self, topic: str, document: str) -> str:
        """The id of the topic's article that this document already is, or that an item led to; else ""."""
        ...

    def left(self, feed: int) -> int:
        """How many items of a feed were never read."""
        ...

    # ---- one by one, for whoever is told which
    def due_feeds(self, topics: Collection[str], *, at: AwareDatetime, limit: int) -> tuple[int, ...]:
        """The keys of what ``claim`` would give."""
        ...

    def due_items(
        self, topics: Collection[str], *, at: AwareDatetime, limit: int, each: int, ahead: int
    ) -> tuple[DueItem, ...]:
        """What ``claim_items`` would give, at most ``limit`` of it to be retrieved, and less the more was
        retrieved already and has only to be read, of which the host is "": ``ahead`` in all.
        """
        ...

    def claim_feed(
        self, key: int, *, at: AwareDatetime, holder: str, until: AwareDatetime
    ) -> StoredFeed | None:
        """That feed, where it is due and nobody else's; what ``holder`` had claimed before is still his."""
        ...

    def claim_item(
        self, key: int, *, at: AwareDatetime, holder: str, until: AwareDatetime
    ) -> StoredItem | None:
        """That item, as ``claim_feed``."""
        ...

    def bring(self, item: StoredItem) -> None:
        """Keep the body that was retrieved for an item, and let go of it: it has only to be read now."""
        ...

    # ---- keeping house
    def renew(
        self, holder: str, *, until: AwareDatetime, feeds: Collection[int], items: Collection[int]
    ) -> None:
        """Lengthen what ``holder`` has claimed and works on still: of the rest the time runs out."""
        ...

    def release(self, holder: str) -> None:
        """Let go of everything that ``holder`` has claimed."""
        ...

    def mend(self, topics: Collection[str], *, at: AwareDatetime) -> int:
        """Put right what a clock set back has spoilt: what was tried "in the future" is due within its pause.

        How many feeds and items were put right.
        """
        ...

    def prune(self, *, at: AwareDatetime) -> int:
        """Forget what is done and was listed by no feed for 60 days; how many items that were."""
        ...

    def backlog(self, topics: Collection[str], *, at: AwareDatetime) -> Backlog:
        """How much there is to do now."""
        ...
