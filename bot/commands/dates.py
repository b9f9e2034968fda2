"""Reading the dates people type, relative to a given day: ISO, "14 May 2019", "3d", "last week", "monday"."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

from summaries.when import When

EXAMPLES = ("2019-05-14", "14 May 2019", "May 2019", "yesterday", "3d", "last week")
"""Forms to show to somebody whose date was not understood."""

LONGEST = 4
"""The most words that one date takes ("the last 3 days")."""

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_WEEKDAYS |= {name[:3]: number for name, number in _WEEKDAYS.items()} | {"tues": 1, "thur": 3, "thurs": 3}

_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")"
_WEEKDAY = "(" + "|".join(sorted(_WEEKDAYS, key=len, reverse=True)) + ")"
_UNIT = r"(h|hrs?|hours?|d|days?|w|wks?|weeks?|mo|months?|y|yrs?|years?)"
_DAY = r"([0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"([0-9]{4})"


def read_date(text: str, today: date) -> When | None:
    """Read one date, or None when ``text`` is none.

    A day gives that day, a month, a year or "last week" all its days: take ``start`` for "since" and ``end``
    for "as of". A day or month without a year is the latest one that has begun by ``today``; a weekday is
    the latest one, today included. Figures such as "5/6/2019", which people read in two ways, are no date.
    """
    folded = " ".join(unicodedata.normalize("NFKC", text).lower().replace(",", " ").split())
    folded = re.sub(r"^the (?=last|past)", "", folded).rstrip(".")
    for pattern, read in _FORMS:
        if found := pattern.fullmatch(folded):
            try:
                return read(found, today)
            except (ValueError, OverflowError):
                return None
    return None


def _iso(found: re.Match[str], _: date) -> When:
    return When.parse(found[0])


def _day(year: str, month: str | int, day: str) -> When:
    return When.day(date(int(year), _number(month), int(day)))


def _number(month: str | int) -> int:
    return _MONTHS.get(str(month)) or int(month)


def _dayless_year(month: int, day: int, today: date) -> When:
    begun = date(today.year, month, day) if day <= calendar.monthrange(today.year, month)[1] else None
    if begun and begun <= today:
        return When.day(begun)
    earlier = (
        y for y in range(today.year - 1, today.year - 9, -1) if day <= calendar.monthrange(y, month)[1]
    )
    return When.day(date(next(earlier, 0), month, day))


def _figures(found: re.Match[str], _: date) -> When:
    """Day and month in figures: only where one of them can't be a month."""
    first, separator, second, year = int(found[1]), found[2], int(found[3]), int(found[4])
    if separator == "." or first > 12:
        return When.day(date(year, second, first))
    if second > 12:
        return When.day(date(year, first, second))
    raise ValueError("two readings")


def _month(found: re.Match[str], today: date) -> When:
    month = _MONTHS[found[1]]
    return When.month(today.year if month <= today.month else today.year - 1, month)


def _ago(found: re.Match[str], today: date) -> When:
    return When.day(_back(today, int(found[1]), found[2]))


def _back(today: date, count: int, unit: str) -> date:
    if unit.startswith("h"):
        return today - timedelta(days=-(-count // 24))
    if unit.startswith("d"):
        return today - timedelta(days=count)
    if unit.startswith("w"):
        return today - timedelta(weeks=count)
    months = today.year * 12 + today.month - 1 - (count if unit.startswith("mo") else 12 * count)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(today.day, calendar.monthrange(year, month)[1]))


def _weekday(found: re.Match[str], today: date) -> When:
    back = (today.weekday() - _WEEKDAYS[found[2]]) % 7
    return When.day(today - timedelta(days=back or (7 if found[1] else 0)))


def _period(found: re.Match[str], today: date) -> When:
    last = found[1] in ("last", "past", "previous")
    if found[2] == "year":
        return When.year(today.year - last)
    if found[2] == "month":
        first = today.replace(day=1) - timedelta(days=1) if last else today
        return When.month(first.year, first.month)
    monday = today - timedelta(days=today.weekday() + 7 * last)
    return When.interval(monday, monday + timedelta(days=6))


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], When]], ...] = tuple(
    (re.compile(pattern, re.ASCII), read)
    for pattern, read in (
        (r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", _iso),
        (_YEAR + r"[-/]([0-9]{1,2})[-/]([0-9]{1,2})", lambda f, _: _day(f[1], f[2], f[3])),
        (r"([0-9]{1,2})([./-])([0-9]{1,2})\2" + _YEAR, _figures),
        (_DAY + " (?:of )?" + _MONTH + " " + _YEAR, lambda f, _: _day(f[3], f[2], f[1])),
        (_MONTH + " " + _DAY + " " + _YEAR, lambda f, _: _day(f[3], f[1], f[2])),
        (_MONTH + " " + _YEAR, lambda f, _: When.month(int(f[2]), _MONTHS[f[1]])),
        (_DAY + " (?:of )?" + _MONTH, lambda f, t: _dayless_year(_MONTHS[f[2]], int(f[1]), t)),
        (_MONTH + " " + _DAY, lambda f, t: _dayless_year(_MONTHS[f[1]], int(f[2]), t)),
        (_MONTH, _month),
        ("today|now", lambda _, t: When.day(t)),
        ("yesterday", lambda _, t: When.day(t - timedelta(days=1))),
        ("tomorrow", lambda _, t: When.day(t + timedelta(days=1))),
        (r"(?:(?:last|past) )?([0-9]{1,6}) ?" + _UNIT + "(?: ago)?", _ago),
        (r"(last |on )?" + _WEEKDAY, _weekday),
        ("(last|past|previous|this) (week|month|year)", _period),
    )
)
