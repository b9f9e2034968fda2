"""Jobs that were tried too often: kept with their cause, for ``status``, for some days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from pydantic import AwareDatetime

from bot.storage.contract import Store
from summaries.model import Value

KEPT = timedelta(days=7)

_SPACE = "jobs set aside"


class Aside(Value):
    """A job that was set aside: its queue, what it was about, how often it was tried, why it failed."""

    at: AwareDatetime
    queue: str
    what: str
    tries: int
    why: str


def keep(store: Store, key: int, aside: Aside) -> None:
    """Keep one for some days; setting it aside again replaces it."""
    until = aside.at + KEPT
    store.keep(_SPACE, f"{aside.queue} {key}", aside.model_dump_json(), at=aside.at, until=until)


def kept(store: Store, at: datetime) -> Sequence[Aside]:
    """Those that are kept, the latest first."""
    found = map(Aside.model_validate_json, store.kept(_SPACE, at=at).values())
    return sorted(found, key=lambda one: one.at, reverse=True)
