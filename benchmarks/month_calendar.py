"""When digests are to run, found another way than the engine's: by looking at a zone's clock each minute.

A clock that is looked at each minute of a month shows most local times once; a time that it skips is counted
at the minute at which it jumps, one that it shows again not at all. The engine goes from days of the calendar
to instants; this goes from instants to what the clock shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
CLOSEST = timedelta(minutes=5)
"""Of two runs that a change of clocks brings closer than this, the later is left out."""

Shown = Mapping[datetime, datetime]
"""Local times, by the wall, and the instants at which they count."""


class Plan(NamedTuple):
    """Local times on days of the week (0 is Monday), without those between ``quiet``'s two, if any."""

    zone: str
    times: tuple[time, ...]
    weekdays: frozenset[int]
    quiet: tuple[time, time] | None = None


@cache
def shown(zone: str, first: datetime, last: datetime) -> Shown:
    """What a zone's clock shows, looked at each minute from one instant to another."""
    clock, found = ZoneInfo(zone), dict[datetime, datetime]()
    latest = first.astimezone(clock).replace(tzinfo=None) - MINUTE
    instant = first
    while instant <= last:
        wall = instant.astimezone(clock).replace(tzinfo=None)
        while latest < wall:  # one minute, or all those that were skipped; none while times come again
            latest += MINUTE
            found[latest] = instant
        instant += MINUTE
    return found


def runs(plan: Plan, first: datetime, last: datetime) -> list[datetime]:
    """The instants of a plan's runs between two instants, both whole minutes and both included."""
    at = sorted(_instants(plan, shown(plan.zone, first, last)))
    apart = [run for number, run in enumerate(at) if not number or run - at[number - 1] >= CLOSEST]
    return [run for run in apart if not is_quiet(plan, run)]


def _instants(plan: Plan, clock: Shown) -> set[datetime]:
    days = sorted({wall.date() for wall in clock})
    walls = (datetime.combine(day, at) for day in days if day.weekday() in plan.weekdays for at in plan.times)
    return {clock[wall] for wall in walls if wall in clock}


def is_quiet(plan: Plan, instant: datetime) -> bool:
    """Whether nothing is to run then."""
    if plan.quiet is None:
        return False
    start, end = plan.quiet
    wall = instant.astimezone(ZoneInfo(plan.zone)).time()
    return start <= wall < end if start < end else wall >= start or wall < end


def changes(zone: str, first: datetime, last: datetime) -> Iterator[tuple[datetime, timedelta]]:
    """When a zone's clock is set between two instants, and by how much."""
    clock, instant = ZoneInfo(zone), first.astimezone(UTC)
    before = instant.astimezone(clock).utcoffset()
    while instant <= last:
        now = instant.astimezone(clock).utcoffset()
        if now is not None and before is not None and now != before:
            yield instant, now - before
        before, instant = now, instant + MINUTE
