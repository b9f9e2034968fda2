"""What a command needs to be answered: the topics, the store and the day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.storage.contract import Store
from summaries.topics import Topic


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Context:
    """``topics`` by id; ``today`` is the day that "yesterday" counts from; ``now`` stamps reports, in UTC."""

    topics: Mapping[str, Topic]
    store: Store
    today: Callable[[], date]
    now: Callable[[], datetime] = _now
