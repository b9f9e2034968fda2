"""When a feed is read next: as often as it publishes, gently after failures, never in step with others. Pure.

All figures are seconds. The bounds are our own: a wire is read every few minutes, a ministry twice a day.
What the feed asks for (``ttl``) can only lengthen them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0

SHORTEST, LONGEST = 5 * MINUTE, 12 * HOUR
"""Between two readings, while all is well."""

FIRST = 30 * MINUTE
"""For a feed of which nothing is known yet."""

BACKOFF = 30 * MINUTE
"""The longest pause after failures of some hours: an outage of an hour costs half an hour more, not a day."""

LONGEST_ASKED = DAY
"""The longest that a host may send us away for (Retry-After)."""

_WIDENED = 1.25  # how much longer it is left alone each time there was nothing new
_LATELY = 20  # publications that tell how often it publishes
_PER_GAP = 2.0  # readings in the usual time between two publications
_AWAY_FOR_HOURS = 24  # a feed that fails for a day is tried every half hour, for two days every hour, ...
_SETTLED = frozenset({"address", "robots", "refused", "missing", "too-large"})
"""Failures that asking again soon does not mend; "missing" and the like may be a slip of some minutes."""

_SLIPS = 2
_FEW_TRIES = {"missing": (10 * MINUTE, HOUR), "garbled": (MINUTE, 10 * MINUTE)}


def clamped(seconds: float, floor: float = 0.0) -> float:
    """An interval within bounds. ``floor`` is what the feed or its host asks for: it can only lengthen it."""
    return min(max(seconds, SHORTEST, floor), LONGEST)


def after_news(before: float, published: Sequence[datetime], now: datetime, *, floor: float = 0.0) -> float:
    """The interval after a reading with something new: half the usual time between two publications.

    ``published`` are the times of what it lists, as far as they are known; ``now`` bounds them. With fewer
    than three, what is known is that ``before`` was not too short: it is halved.
    """
    times = sorted((at for at in published if at <= now), reverse=True)[:_LATELY]
    if len(times) < 3:
        return clamped(before / 2, floor)
    gap = (times[0] - times[-1]).total_seconds() / (len(times) - 1)
    silence = (now - times[0]).total_seconds()
    return clamped(max(gap, silence / 2) / _PER_GAP, floor)


def after_silence(before: float, *, floor: float = 0.0) -> float:
    """The interval after a reading without anything new: a quarter longer than before."""
    return clamped(before * _WIDENED, floor)


def after_failure(
    kind: str,
    failures: int,
    failing_for: float,
    *,
    retry_after: float | None = None,
    lasting: bool = False,
) -> float | None:
    """The pause after the ``failures``-th failure in a row (1 for the first); None ends the feed.

    ``kind`` is that of ``Unretrievable``; ``failing_for`` how long it has failed by now. A host's Retry-After
    is obeyed, up to a day. What lasts is tried once a day; the rest after 1, 2, 4, ... minutes, half an hour
    at most, and longer only when it has failed for more than a day.
    """
    if kind == "gone":
        return None
    if retry_after is not None and retry_after > 0:
        return min(max(retry_after, MINUTE), LONGEST_ASKED)
    if lasting or (kind in _SETTLED and failures > _SLIPS):
        return DAY
    if kind in _SETTLED:
        return BACKOFF
    longest = min(max(BACKOFF, failing_for / (2 * _AWAY_FOR_HOURS)), LONGEST)
    return min(MINUTE * 2.0 ** min(max(failures - 1, 0), 16), longest)


def item_after_failure(
    kind: str, failures: int, waited: float, *, retry_after: float | None = None, lasting: bool = False
) -> float | None:
    """The pause before a page is tried again; None where it is given up.

    ``waited`` is how long ago it was listed. A host that fails may do so for a week before its pages are
    given up; a page that is missing or garbled has three tries, for some are announced before they are there.
    """
    if lasting or kind in {"gone", "address", "robots", "refused", "too-large"} or waited > 7 * DAY:
        return None
    if kind in _FEW_TRIES:
        return _FEW_TRIES[kind][failures - 1] if failures <= len(_FEW_TRIES[kind]) else None
    return after_failure(kind, failures, waited, retry_after=retry_after)


def jittered(seconds: float, chance: float) -> float:
    """Up to a fifth longer, so that feeds read together drift apart; ``chance`` is from 0 to 1.

    Never shorter: what a host asks for is kept to.
    """
    return seconds * (1 + 0.2 * chance)
