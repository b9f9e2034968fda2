"""What a command needs to be answered: the topics, the store and the day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from bot.commands.recent import RecentAnswers
from bot.storage.contract import Store
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


@dataclass(frozen=True)
class Context:
    """``topics`` by id; ``today`` is the day that "yesterday" counts from; ``now`` stamps reports, in UTC.

    ``platforms`` tells how the platforms stand that this process serves. ``recent`` are the answers given
    lately: of these topics and this store, so that another context begins with none. ``reviewers`` alone
    decide about what was reported, as ``platform:user`` or ``platform:workspace/user``; where there are none,
    administrators do.
    """

    topics: Mapping[str, Topic]
    store: Store
    today: Callable[[], date]
    now: Callable[[], datetime] = _now
    platforms: Callable[[], Sequence[Standing]] = _none
    reviewers: frozenset[str] = frozenset()
    recent: RecentAnswers = field(default_factory=RecentAnswers, init=False, compare=False)
