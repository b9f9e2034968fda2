"""What a command needs to be answered: the topics, the store and the day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Protocol

from bot.commands.recent import RecentAnswers
from bot.places import Channel
from bot.storage.contract import Store
from bot.storage.feed_contract import Added, StoredFeed
from summaries.topics import Topic


def _now() -> datetime:
    return datetime.now(UTC)


def _none() -> Sequence[Standing]:
    return ()


@dataclass(frozen=True)
class Standing:
    """How a platform stands: connected ``since`` then, or not (None); its ``trouble``, where it is known."""

    platform: str
    since: datetime | None = None
    trouble: str = ""


class Sources(Protocol):
    """What is read regularly, for the commands that change it; called from threads that answer."""

    def add(self, topic: str, url: str, *, who: str) -> Added:
        """Retrieve the address once and read it regularly; BotError where it can't be retrieved."""
        ...

    def remove(self, topic: str, url: str, *, who: str) -> bool:
        """Read it no more; whether it was read."""
        ...

    def refresh(self, topic: str, url: str = "") -> int:
        """Read that feed, or all of the topic, now; how many that are."""
        ...

    def listing(self, topic: str) -> Sequence[StoredFeed]:
        """What is read, or has ended, by address."""
        ...


@dataclass(frozen=True)
class Context:
    """``topics`` by id; ``today`` is the day that "yesterday" counts from; ``now`` stamps reports, in UTC.

    ``platforms`` tells how the platforms stand that this process serves. ``sources`` are the feeds; None
    where nothing is retrieved. ``recent`` are the answers given lately: of these topics and this store, so
    that another context begins with none. ``reviewers`` alone decide about what was reported, as
    ``platform:user`` or ``platform:workspace/user``; where there are none, administrators do.
    ``zone`` is the IANA time zone of digests that name none, and ``alerts`` the channels in which whoever
    runs Readout hears of digests that do not come.
    """

    topics: Mapping[str, Topic]
    store: Store
    today: Callable[[], date]
    now: Callable[[], datetime] = _now
    platforms: Callable[[], Sequence[Standing]] = _none
    reviewers: frozenset[str] = frozenset()
    recent: RecentAnswers = field(default_factory=RecentAnswers, init=False, compare=False)
    sources: Sources | None = None
    zone: str = "UTC"
    alerts: tuple[Channel, ...] = ()
