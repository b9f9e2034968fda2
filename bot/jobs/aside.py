"""Jobs that were tried too often: kept with their cause, for ``status``, for some days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from pydantic import AwareDatetime

from bot.errors import BotError
from bot.storage.contract import Store
from bot.storage.feed_contract import Counts, Settled
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


def cause_of(error: Exception) -> str:
    """Why a job failed, for people to read: nothing of what somebody wrote."""
    return error.problem if isinstance(error, BotError) else f"it broke each time ({type(error).__name__})."


def refusal(why: str) -> Settled:
    """What becomes of an item whose job was set aside."""
    return Settled(outcome="refused", why=f"It was set aside: {why}", counts=Counts(refused=1))


def keep(store: Store, key: int, aside: Aside) -> None:
    """Keep one for some days; setting it aside again replaces it."""
    until = aside.at + KEPT
    store.keep(_SPACE, f"{aside.queue} {key}", aside.model_dump_json(), at=aside.at, until=until)


def kept(store: Store, at: datetime) -> Sequence[Aside]:
    """Those that are kept, the latest first."""
    found = map(Aside.model_validate_json, store.kept(_SPACE, at=at).values())
    return sorted(found, key=lambda one: one.at, reverse=True)
