"""Which window has come for a digest: decided from its schedule, where it stands and the clock.

Windows follow each other without gap or overlap, whatever the clock does: each begins where the channel was
last told and ends at a run, and no run is dealt with twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Protocol

from pydantic import AwareDatetime

from bot.storage.digest_contract import OpenedWindow
from summaries.model import Value

GRACE = timedelta(hours=6)
"""How late a digest is still useful."""

_FIRST_LOOK = timedelta(
    hours=1
)  # how far back the latest run is looked for first; then twice as far, and so on


Hushed = Callable[[datetime], datetime | None]
"""From when on nothing may be posted, at an instant or next after it; None where never."""


class Runs(Protocol):
    """When a digest is due, as ``Digest.runs`` tells."""

    def after(self, instant: datetime) -> Iterator[datetime]:
        """The runs after that instant, in order."""
        ...


class Decision(Value):
    """What has come, if anything, and the next run: None where there will be none."""

    window: OpenedWindow | None = None
    due: AwareDatetime | None


def _never(_: datetime) -> datetime | None:
    return None


def decide(
    runs: Runs,
    *,
    cutoff: datetime,
    ran: datetime,
    now: datetime,
    grace: timedelta = GRACE,
    hushed: Hushed = _never,
) -> Decision:
    """What has come by ``now`` for a digest whose channel was told up to ``cutoff``.

    ``ran`` is the last run that was dealt with, or when the digest was made, edited or resumed. After a down
    time the whole span is one window, if its latest run is at most ``grace`` ago; else that run is missed, as
    it is where the quiet hours came first: nothing is posted in them, and nothing waits for their end.
    A clock that was set back gives nothing until it has passed ``ran`` again.
    """
    end = latest(runs, ran, now)
    due = first(runs, max(now, ran))
    if end is None:
        return Decision(due=due)
    quiet = hushed(now)
    if now - end > grace or (quiet is not None and quiet <= now):
        return Decision(window=_missed(cutoff, end, now, _why(end, now, grace)), due=due)
    deadline = min(moment for moment in (now + grace, due, quiet) if moment)
    return Decision(window=OpenedWindow(since=cutoff, cutoff=end, end=end, deadline=deadline), due=due)


def first(runs: Runs, instant: datetime) -> datetime | None:
    """The first run after an instant: when a digest that is made, edited or resumed then is due."""
    return next(runs.after(instant), None)


def latest(runs: Runs, after: datetime, until: datetime) -> datetime | None:
    """The latest run after one instant and up to another.

    Looked for from the end backwards, so that a year of five-minute runs costs no more than an hour of them.
    """
    look, start = _FIRST_LOOK, until
    while start > after:
        start = max(until - look, after)
        found = None
        for run in runs.after(start):
            if run > until:
                break
            found = run
        if found is not None:
            return found
        look *= 2
    return None


def _why(end: datetime, now: datetime, grace: timedelta) -> str:
    if now - end > grace:
        hours = (now - end) / timedelta(hours=1)
        return f"It was noticed {hours:.0f} hours after its time, too late to be sent."
    return "It was noticed only in the quiet hours that followed."


def _missed(cutoff: datetime, end: datetime, now: datetime, why: str) -> OpenedWindow:
    """A run that is only noted: what it would have told is told by the next."""
    return OpenedWindow(since=cutoff, cutoff=cutoff, end=end, deadline=now, missed=True, why=why)
