"""Cron expressions of five fields, as crontab(5) has them, and "1#2" for the second Monday, "5#L" for the
last Friday of a month.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

from bot.errors import BotError

EXAMPLE = "“cron 0 8 * * 1-5” is 08:00 on weekdays"

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name}
_DAYS = {name: n for n, name in enumerate(("sun", "mon", "tue", "wed", "thu", "fri", "sat"))}
_LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_PART = re.compile(r"(?:(\*)|(\w+)(?:-(\w+))?)(?:/([0-9]{1,2}))?", re.ASCII)
_NTH = re.compile(r"(\w+)#([1-5]|l)", re.ASCII)
LAST = 0
"""The number of the last week of a month, in ``Cron.nth``."""


class NoSuchCron(BotError):
    """An expression is no cron expression, or one that never comes true."""


@dataclass(frozen=True)
class Cron:
    """The days and the times of day of one expression, by the local calendar and clock.

    ``weekdays`` count from Sunday, 0; ``nth`` are weekdays with the week of the month they are in. Where both
    days of the month and weekdays are given, either will do, as everywhere with cron.
    """

    times: tuple[time, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    nth: frozenset[tuple[int, int]]
    any_day: bool
    any_weekday: bool

    def on(self, day: date) -> bool:
        """Whether the expression is true on some time of a day."""
        if day.month not in self.months:
            return False
        weekday = day.isoweekday() % 7
        of_week = weekday in self.weekdays or self._numbered(day, weekday)
        if self.any_day:
            return self.any_weekday or of_week
        return day.day in self.days or (not self.any_weekday and of_week)

    def _numbered(self, day: date, weekday: int) -> bool:
        if (weekday, (day.day + 6) // 7) in self.nth:
            return True
        return (weekday, LAST) in self.nth and day.day + 7 > calendar.monthrange(day.year, day.month)[1]


@lru_cache(maxsize=4096)
def read_cron(expression: str) -> Cron:
    """The expression as days and times. Raises NoSuchCron: a field is wrong, or it never fires."""
    fields = expression.lower().split()
    if len(fields) != 5:
        raise NoSuchCron(
            f"A cron expression has five fields (minute, hour, day, month, weekday); this has {len(fields)}.",
            f"For example: {EXAMPLE}.",
        )
    minutes, hours = _numbers(fields[0], "minute", 0, 59), _numbers(fields[1], "hour", 0, 23)
    days, months = _numbers(fields[2], "day", 1, 31), _numbers(fields[3], "month", 1, 12, _MONTHS)
    nth = frozenset(_nth(part) for part in fields[4].split(",") if "#" in part)
    plain = ",".join(part for part in fields[4].split(",") if "#" not in part)
    weekdays = {n % 7 for n in _numbers(plain, "weekday", 0, 7, _DAYS)} if plain else set()
    cron = Cron(
        times=tuple(time(hour, minute) for hour in sorted(hours) for minute in sorted(minutes)),
        days=frozenset(days),
        months=frozenset(months),
        weekdays=frozenset(weekdays),
        nth=nth,
        any_day=fields[2].startswith("*"),
        any_weekday=fields[4].startswith("*"),
    )
    _comes_true(cron)
    return cron


def _comes_true(cron: Cron) -> None:
    """Refuse days that no month has: 31 February, or 30 February among others that don't exist either."""
    weekly = not cron.any_weekday
    if weekly or any(day <= _LONGEST_MONTH[month - 1] for month in cron.months for day in cron.days):
        return
    day, month = min(cron.days), calendar.month_name[min(cron.months)]
    raise NoSuchCron(
        f"This would never run: there is no {day} {month}.",
        "For the last days of a month take the 28th: “cron 0 8 28 * *” is 08:00 on the 28th of every month.",
    )


def _numbers(field: str, name: str, low: int, high: int, words: dict[str, int] | None = None) -> set[int]:
    found: set[int] = set()
    for part in field.split(","):
        match = _PART.fullmatch(part)
        if match is None:
            raise _wrong(field, name, low, high)
        step = int(match[4] or 1)
        first = low if match[1] else _number(match[2], words)
        last = high if match[1] or (match[4] and not match[3]) else _number(match[3] or match[2], words)
        if first is None or last is None or not low <= first <= last <= high or not step:
            raise _wrong(field, name, low, high)
        found |= set(range(first, last + 1, step))
    return found


def _number(text: str, words: dict[str, int] | None) -> int | None:
    return int(text) if text.isdigit() else (words or {}).get(text)


def _nth(part: str) -> tuple[int, int]:
    match = _NTH.fullmatch(part)
    weekday = _number(match[1], _DAYS) if match else None
    if match is None or weekday is None or weekday > 7:
        raise _wrong(part, "weekday", 0, 7)
    return weekday % 7, LAST if match[2] == "l" else int(match[2])


def _wrong(field: str, name: str, low: int, high: int) -> NoSuchCron:
    shown = (
        field if field.isprintable() and len(field) <= 40 else field[:20].encode("ascii", "replace").decode()
    )
    return NoSuchCron(
        f"“{shown}” is no {name} of a cron expression, which goes from {low} to {high}.",
        f"For example: {EXAMPLE}.",
    )
