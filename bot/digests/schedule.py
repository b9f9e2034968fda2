"""When a digest is due: local times on a zone's clock, each of them once, whatever the clock does.

APScheduler 3's CronTrigger does not do for this: on the night that has no 02:30 it runs at 03:30, on the
night with two it runs twice, and it counts weekdays from Monday where cron counts from Sunday.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice, pairwise
from typing import Protocol, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, model_validator

from bot.digests.cron import read_cron
from bot.errors import BotError
from summaries.model import Value

CLOSEST = timedelta(minutes=5)
"""The least time between two runs: less would be a feed of news and no digest."""


class NoSuchSchedule(BotError):
    """A schedule can't be kept: too close, or in a time zone that doesn't exist."""


class Schedule(Value):
    """Local times: five-field cron expressions, merged without doubles, in one IANA time zone.

    Instants are worked out from the zone's rules as they are when asked, so that a change of the rules moves
    them and nothing needs to be written anew.
    """

    cron: tuple[str, ...] = Field(min_length=1)
    zone: str = Field(min_length=1)

    @model_validator(mode="after")
    def _can_be_kept(self) -> Self:
        if self.zone not in zones():
            problem = f"No time zone is called “{self.zone[:40]}” on this machine."
            raise NoSuchSchedule(problem, "For example: “daily at 08:00 Europe/Oslo”.")
        _check_distance(self.cron)
        return self

    def after(self, instant: datetime) -> Iterator[datetime]:
        """The instants of the runs after ``instant``, in UTC, in order.

        A local time that the clock skips runs at the first valid time after it, one that comes twice at the
        first of the two; so every 30 minutes is 01:30, 03:00 on the one night, and the second 02:00 and
        02:30 of the other stay out. Where clocks bring two runs closer than ``CLOSEST``, the later is left
        out. Raises ValueError where ``instant`` has no zone.
        """
        if instant.utcoffset() is None:
            raise ValueError("an instant has a zone")
        zone = ZoneInfo(self.zone)
        earliest = max(instant, _FIRST).astimezone(zone).date() - timedelta(days=2)
        previous: datetime | None = None
        for local in self._local(earliest):
            run = instant_of(local, zone)
            if run > instant and (previous is None or run - previous >= CLOSEST):
                yield run
            previous = run

    def _local(self, first: date) -> Iterator[datetime]:
        """The local times from a day on, as they stand in the calendar; ends where the calendar does."""
        crons = tuple(read_cron(each) for each in self.cron)
        for ordinal in range(first.toordinal(), date.max.toordinal() - 1):
            day = date.fromordinal(ordinal)
            for at in sorted({at for cron in crons if cron.on(day) for at in cron.times}):
                yield datetime.combine(day, at)


_FIRST = datetime(1, 1, 8, tzinfo=UTC)
"""The earliest instant whose local day, and the two before it, the calendar has in every zone."""


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
    """The names of the time zones there are, old names too: those with a region, and UTC.

    The others are old names of countries, which read as actors do, and abbreviations such as CET.
    """
    return frozenset(name for name in available_timezones() if "/" in name) | {"UTC"}


def instant_of(local: datetime, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which a zone's clocks show ``local`` for the first time, or have skipped it."""
    instant = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == local:
        return instant
    return _change(local.replace(tzinfo=zone, fold=1).astimezone(UTC), instant, zone)


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The second at which the clocks change, between an instant before it and one at or after it."""
    new = after.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        changed = middle.astimezone(zone).utcoffset() == new
        before, after = (before, middle) if changed else (middle, after)
    return after


class Runs(Protocol):
    """What comes by the clock of a zone: a ``Schedule``, or one with quiet hours."""

    @property
    def zone(self) -> str:
        """The IANA name of the zone."""
        ...

    def after(self, instant: datetime) -> Iterator[datetime]:
        """The runs after an instant, in UTC, in order."""
        ...


def next_runs(runs: Runs, after: datetime, count: int = 3) -> tuple[datetime, ...]:
    """The next ``count`` runs after an instant, as local times of their zone."""
    zone = ZoneInfo(runs.zone)
    return tuple(run.astimezone(zone) for run in islice(runs.after(after), count))


def preview(runs: tuple[datetime, ...]) -> str:
    """Runs for people, the day once: "Mon 23 Nov 08:00, 18:00, Tue 24 Nov 08:00"; a year where it changes."""
    told: list[str] = []
    day: date | None = None
    for run in runs:
        year = " %Y" if day is not None and day.year != run.year else ""
        told.append(f"{run:%H:%M}" if run.date() == day else f"{run:%a} {run.day} {run:%b{year} %H:%M}")
        day = run.date()
    return ", ".join(told)


@lru_cache(maxsize=1024)
def _check_distance(crons: tuple[str, ...]) -> None:
    """Raises NoSuchSchedule where two runs are too close on some day, and NoSuchCron for a bad expression."""
    read = tuple(read_cron(each) for each in crons)
    times = sorted({at for cron in read for at in cron.times})
    # A quick look that is surely right for nearly all: times of day that are apart whatever the days.
    if not any(_closer(a, b) for a, b in pairwise((*times, times[0]))):
        return
    previous: datetime | None = None
    for ordinal in range(_CYCLE.toordinal(), _CYCLE.toordinal() + 28 * 366):
        day = date.fromordinal(ordinal)
        for at in sorted({at for cron in read if cron.on(day) for at in cron.times}):
            local = datetime.combine(day, at)
            if previous is not None and local - previous < CLOSEST:
                raise _too_close(previous, local)
            previous = local


_CYCLE = date(2024, 1, 1)
"""From here on 28 years have every date on every weekday."""


def _closer(first: time, second: time) -> bool:
    """Whether a time of day comes too soon after another, over midnight too; the same is a day later."""
    minutes = (second.hour * 60 + second.minute - first.hour * 60 - first.minute) % 1440
    return 0 < minutes < 5


def _too_close(first: datetime, second: datetime) -> NoSuchSchedule:
    return NoSuchSchedule(
        f"{first:%H:%M} and {second:%H:%M} are less than 5 minutes apart.",
        "Leave 5 minutes or more between runs: “every 30 minutes”, or “daily at 08:00 and 18:00”.",
    )
