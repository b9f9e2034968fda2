"""Composes the digests that are due: those that say the same once, the others from what was read once."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

from bot.digests.asked import Asked
from bot.digests.composing import Composed, Gathered, gather, sharing_key, tell
from bot.digests.delivering_content import kept
from bot.digests.missed import MOST, with_missed
from bot.digests.shelf import Shelf
from bot.digests.telling import covered
from bot.digests.values import Digest
from bot.storage.contract import Review, Store
from bot.storage.digest_contract import Channel, StoredDelivery, StoredDigest
from summaries.topics import Topic

MOST_GATHERED = 32
"""Windows of which everything is kept that was read: some megabytes each."""

MOST_MADE, MOST_ALIKE = 200, 8
"""Contents and windows of which texts are kept, and texts of each, by what their channels were told: of some
15 to 50 KB. The digests of one content follow each other."""

MOST_TOLD = 100_000
"""Keys that are read at once of what channels were told: some 20 MB. Channels of many years have more."""

FRESH = 30.0
"""Seconds for which anything that was read is remembered: others may change it meanwhile, and tell nobody."""

K = TypeVar("K")
T = TypeVar("T")


class Dish(NamedTuple):
    """What a digest says, as ``kept`` writes it.

    ``keys`` are of what it tells anew, ``shown`` the citation ids in it. ``empty``: nothing is new, and then
    it says so in one line, or is not sent at all.
    """

    content: str
    keys: frozenset[str]
    shown: frozenset[str]
    empty: bool


class Looked(NamedTuple):
    """What was read at once for some deliveries: the digests that are ``behind``, and what each of their
    channels was ``told``, by topic, platform, workspace and channel; None where that is too much.
    """

    behind: frozenset[str]
    told: Mapping[Channel, frozenset[str]] | None


Gathering = tuple[str, datetime, datetime]
"""A topic, and between which moments what is told was stored."""

Variant = tuple[frozenset[str], frozenset[str], Dish]
"""The keys asked for, those of them that were told, and what a digest says then."""


class Kitchen:
    """Composes digests; equal ones, which are due together, once. To be used from threads.

    It remembers for as long as digests are due that were due together, and not for long. Whenever somebody
    has reviewed a passage it begins anew: what is withdrawn must not be in the next. ``clock`` is in seconds.
    """

    def __init__(
        self, store: Store, topics: Mapping[str, Topic], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._store = store
        self._topics = topics
        self._clock = clock
        self._turn = threading.Lock()
        self._seen: tuple[Review, ...] = ()
        self._forget()
        self.made = 0
        """How many digests were composed, and not taken from what was composed already."""

    def compose(self, delivery: StoredDelivery, digest: Digest, looked: Looked | None = None) -> Dish:
        """What the delivery tells its channel, as it has been told until now. KeyError: no such topic.

        ``looked``: what ``look`` has just found of it and others.
        """
        with self._turn:
            if looked is None:
                self._look_whether_fresh()
            gathered = self._gather(digest.topic, delivery.since, delivery.cutoff)
            told = self._told(digest, gathered, looked)
            covers = covered(digest, delivery.since, delivery.digest)
            key = sharing_key(digest.contents, delivery.since, delivery.cutoff, (), covers)
            alike = _remembered(self._made, key, MOST_MADE) or []
            dish = next((made for asked, of_them, made in alike if told & asked == of_them), None)
            if dish is None:
                answers, dish = self._make(digest, gathered, told, covers)
                self._made[key] = [(*answers, dish), *alike[: MOST_ALIKE - 1]]
        if looked and digest.id not in looked.behind:
            return dish
        unsaid = self._store.digests.unsaid(digest.id, MOST)
        return dish._replace(content=with_missed(dish.content, unsaid, digest.schedule.zone))

    def look(self, deliveries: Sequence[StoredDelivery]) -> Looked:
        """Read at once what is asked of each of these, which are then composed within seconds."""
        with self._turn:
            self._look_whether_fresh()
        behind = self._store.digests.behind({each.digest.id for each in deliveries})
        channels = {_channel(each.digest) for each in deliveries}
        return Looked(behind, self._store.digests.told_in(channels, MOST_TOLD))

    def _told(self, digest: Digest, gathered: Gathered, looked: Looked | None) -> frozenset[str]:
        """Which of the candidates its channel was told."""
        if looked and looked.told is not None:
            return looked.told.get(_channel(digest), frozenset()) & gathered.candidates
        return self._store.digests.told(*_channel(digest), gathered.candidates)

    def clear(self) -> None:
        """Forget what was composed."""
        with self._turn:
            self._forget()

    def _forget(self) -> None:
        self._begun = self._clock()
        self._shelf = Shelf(self._store)
        self._gathered: OrderedDict[Gathering, Gathered] = OrderedDict()
        self._made: OrderedDict[str, list[Variant]] = OrderedDict()

    def _look_whether_fresh(self) -> None:
        latest = self._store.reviews(limit=1)
        if latest != self._seen or self._clock() - self._begun > FRESH:
            self._seen = latest
            self._forget()

    def _gather(self, topic: str, since: datetime, cutoff: datetime) -> Gathered:
        key = (topic, since, cutoff)
        found = _remembered(self._gathered, key, MOST_GATHERED)
        if found is None:
            found = gather(self._shelf, self._topics[topic], since, cutoff)
            self._gathered[key] = found
        return found

    def _make(
        self, digest: Digest, gathered: Gathered, told: frozenset[str], covers: str
    ) -> tuple[tuple[frozenset[str], frozenset[str]], Dish]:
        """What is asked of the keys told, what of them was told, and what the digest says then."""
        self.made += 1
        known = Asked(told)
        made: Composed = tell(self._shelf, digest.contents, gathered, lambda _: known, covers)
        shown = frozenset(span.id for line in made.brief.lines() for span in line.citations)
        return known.answers, Dish(kept(made.reply), made.keys, shown, made.empty)


def _channel(digest: Digest | StoredDigest) -> Channel:
    return digest.topic, digest.platform, digest.workspace, digest.channel


def _remembered(known: OrderedDict[K, T], key: K, most: int) -> T | None:
    """What is known by that key; before another is added, what was not asked for longest is forgotten."""
    if key in known:
        known.move_to_end(key)
        return known[key]
    while len(known) >= most:
        known.popitem(last=False)
    return None
