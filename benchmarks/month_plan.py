"""What happens in a simulated month: 500 digests, who changes them, and when Readout and its clock fail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random
from typing import NamedTuple

from benchmarks.month_calendar import Plan
from benchmarks.month_news import SPEAKERS

ZONES = (
    "Europe/Oslo",
    "Europe/London",
    "Africa/Casablanca",
    "Asia/Jerusalem",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Pacific/Auckland",
    "America/New_York",
    "America/Santiago",
    "America/St_Johns",
)
"""Of both hemispheres, with changes of an hour, of half an hour, at midnight, in Ramadan, and none."""

_DAILY, _WORK, _MONDAY, _REST = range(7), range(5), (0,), (5, 6)
_NIGHT = ("00:30", "01:30", "02:00", "02:15", "02:30", "03:00", "23:45")
_SHARES = (  # how many in a hundred; the words; local times; days of the week
    (26, "weekdays at 08:00", ("08:00",), _WORK),
    (20, "daily at 08:00 and 18:00", ("08:00", "18:00"), _DAILY),
    (9, "every Monday 07:30", ("07:30",), _MONDAY),
    (5, "weekends at 10:00", ("10:00",), _REST),
    (4, "every 6 hours", tuple(f"{hour:02}:00" for hour in range(0, 24, 6)), _DAILY),
    (1, "every hour", tuple(f"{hour:02}:00" for hour in range(24)), _DAILY),
    (0.4, "every 30 minutes", tuple(f"{m // 60:02}:{m % 60:02}" for m in range(0, 1440, 30)), _DAILY),
    *((34.6 / len(_NIGHT), f"daily at {at}", (at,), _DAILY) for at in _NIGHT),
)


class Asked(NamedTuple):
    """A digest as a channel asks for it: in words, and what they are to mean. No ``actors``: all of them."""

    words: str
    plan: Plan
    actors: frozenset[str] = frozenset()
    silent: bool = False


class Seat(NamedTuple):
    """A channel's place for one digest."""

    number: int
    platform: str
    workspace: str
    channel: str


class Deed(NamedTuple):
    """Something that happens, to a seat (-1: to none).

    "add", "edit", "pause", "resume", "remove" are done to a digest. "die" lets the process die after so many
    more steps, for some seconds; "stop" ends it properly for some seconds. "clock" sets the machine's clock
    by so many seconds with the next start. "away" takes a platform off for some seconds.
    """

    at: datetime
    what: str
    seat: int = -1
    asked: Asked | None = None
    amount: float = 0.0


def asked(dice: Random, *, calm: bool) -> Asked:
    """Some digest; a ``calm`` one runs a few times a day at most."""
    choices = [share for share in _SHARES if not calm or len(share[2]) < 5]
    _, when, times, days = dice.choices(choices, [share[0] for share in choices])[0]
    zone = dice.choice(ZONES)
    sides = dice.sample([actor for actor, _, _ in SPEAKERS], dice.choice((0, 0, 1, 2)))
    silent = dice.random() < 0.3
    quiet = (time(22), time(7)) if len(times) > 1 and dice.random() < 0.5 else None
    words = " ".join(
        (
            f"{when} {zone}",
            *([f"on {', '.join(sorted(sides))}"] if sides else []),
            *(["most 40 lines"] if dice.random() < 0.8 else []),
            *(["silent"] if silent else []),
            *(["quiet 22:00-07:00"] if quiet else []),
        )
    )
    plan = Plan(zone, tuple(map(time.fromisoformat, times)), frozenset(days), quiet)
    return Asked(words, plan, frozenset(sides), silent)


def deeds(seats: list[Seat], start: datetime, days: int, dice: Random) -> list[Deed]:
    """All that happens, in order."""
    found = [*_people(seats, start, days, dice), *_failures(start, days, dice)]
    return sorted(found, key=lambda deed: deed.at)


def _people(seats: list[Seat], start: datetime, days: int, dice: Random) -> Iterator[Deed]:
    """Nine in ten digests are there from the first hour; some are changed, paused, removed, brought back."""
    for seat in seats:
        calm = seat.platform != "chat"
        made = start + timedelta(seconds=dice.randrange(60 if dice.random() < 0.9 else days * 43_200))
        yield Deed(made, "add", seat.number, asked(dice, calm=calm))
        later = made + timedelta(seconds=dice.randrange(3_600, days * 60_000))
        chance = dice.random()
        if chance < 0.10:
            yield Deed(later, "edit", seat.number, asked(dice, calm=calm))
        elif chance < 0.18:
            yield Deed(later, "pause", seat.number)
            if chance < 0.16:
                back = later + timedelta(seconds=dice.randrange(600, 3 * 86_400))
                yield Deed(back, "resume", seat.number)
        elif chance < 0.21:
            yield Deed(later, "remove", seat.number)
            if chance < 0.19:
                yield Deed(later + timedelta(hours=9), "resume", seat.number)


def _failures(start: datetime, days: int, dice: Random) -> Iterator[Deed]:
    """Deaths at random steps, proper stops, two long outages; a clock set wrong, and right again."""
    for _ in range(2 * days):
        at = start + timedelta(seconds=dice.randrange(7_200, days * 86_400))
        yield Deed(at, "die", amount=float(dice.randint(1, 40)))
    for _ in range(max(1, days // 3)):
        at = start + timedelta(seconds=dice.randrange(7_200, days * 86_400))
        yield Deed(at, "stop", amount=dice.uniform(20, 600))
    day = timedelta(days=1)
    for share, hours in ((0.2, 2), (0.55, 9)):
        # over eight in the morning in Europe: at 06:30 UTC, and for the long one from 21:00
        begin = start.replace(hour=6, minute=30) if hours == 2 else start.replace(hour=21, minute=0)
        yield Deed(begin + day * int(days * share), "stop", amount=hours * 3_600.0)
    for share, seconds in ((0.35, 3_600), (0.40, -3_600), (0.70, -3_600), (0.75, 3_600)):
        at = start + day * days * share + timedelta(hours=2.7)
        yield Deed(at, "clock", amount=float(seconds))
    yield Deed(start + day * int(days * 0.8) + timedelta(hours=5.5), "away", amount=3 * 3_600.0)
