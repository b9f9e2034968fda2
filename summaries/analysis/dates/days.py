"""The arithmetic of dates: which days a weekday, a week or a day of the year means, seen from a day."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from summaries.analysis.dates.meanings import Calendar, Unit
from summaries.when import When

MOST_DAYS = 31
"""A relative date that can mean more days than this is left in the article's words."""

AHEAD, FAR_AHEAD = 100, 330
"""A day of the year without its year is taken to lie ahead when it does so by at most this many days and no
past tense goes with it, or by at most ``FAR_AHEAD`` when the verb looks ahead: news gives the year of days
that are nearly a year past.
"""

LONG_OVER = 120
"""When a season was over for so many days, "this summer" is the one to come."""

Range = tuple[date, date]


def stated(meaning: Calendar, year: int, words: str) -> When | None:
    """The date with its year; None where the calendar has no such day."""
    if meaning.month is None:
        return When.year(year, words=words)
    if meaning.day is None:
        return When.month(year, meaning.month, words=words)
    try:
        first = date(year, meaning.month, meaning.day)
        last = first.replace(day=meaning.last_day or meaning.day)
    except ValueError:
        return None
    return When.interval(first, last, words=words) if first <= last else When.day(first, words=words)


def possible(meaning: Calendar) -> bool:
    """Whether some year has this day: 29 February, but not the 30th."""
    return meaning.month is not None and (meaning.day or 1) <= calendar.monthrange(2000, meaning.month)[1]


def year_near(meaning: Calendar, day: date, tense: str) -> int:
    """The year of the occurrence before ``day``, or of the one after it where tense or nearness tell so."""
    month = meaning.month or 1
    that, now = (month, meaning.day or day.day), (day.month, day.day)
    latest = day.year if that <= now else day.year - 1
    if tense == "this":
        return day.year
    tomorrow = day + timedelta(1) if day < date.max else day
    if meaning.day is not None and that == (tomorrow.month, tomorrow.day):
        return tomorrow.year  # a day that had begun where the news comes from
    if that == now:
        return latest - 1 if meaning.which == "last" else latest
    if meaning.weekday is not None and _falls_on(meaning, latest) != _falls_on(meaning, latest + 1):
        return latest + _falls_on(meaning, latest + 1)
    ahead = (date(latest + 1, month, min(meaning.day or 1, 28)) - day).days
    return latest + (ahead <= {"next": FAR_AHEAD, "": AHEAD}.get(tense, 0))


def _falls_on(meaning: Calendar, year: int) -> bool:
    day = stated(meaning, year, "")
    return bool(day and day.start and day.start.weekday() == meaning.weekday)


def weekday_near(day: date, weekday: int, which: str) -> Range:
    """That weekday seen from ``day``: latest or coming (``day`` included), last (before it), next (week)."""
    back = (day.weekday() - weekday) % 7
    match which:
        case "latest":
            found = day - timedelta(back)
        case "last":
            found = day - timedelta(back or 7)
        case "next":
            found = day - timedelta(day.weekday()) + timedelta(7 + weekday)
        case _:
            found = day + timedelta(-back % 7)
    return found, found


def shifted(day: date, amount: int, unit: Unit) -> Range:
    """The day, ISO week, weekend, month, quarter or year so many of them from that of ``day``.

    Weekend 0 is the latest that has begun, -1 the latest that is over.
    """
    match unit:
        case Unit.DAY:
            return day + timedelta(amount), day + timedelta(amount)
        case Unit.WEEK:
            monday = day - timedelta(day.weekday()) + timedelta(7 * amount)
            return monday, monday + timedelta(6)
        case Unit.WEEKEND:
            amount += amount < 0 and day.weekday() < 5
            saturday = day - timedelta((day.weekday() - 5) % 7) + timedelta(7 * amount)
            return saturday, saturday + timedelta(1)
        case Unit.YEAR:
            return date(day.year + amount, 1, 1), date(day.year + amount, 12, 31)
        case Unit.MONTH | Unit.QUARTER:
            size = 1 if unit is Unit.MONTH else 3
            first = (day.year * 12 + day.month - 1) // size * size + amount * size
            return _whole_months(first, size)


def months(year: int, first: int, count: int) -> Range:
    """``count`` months from ``first`` (1 to 12)."""
    return _whole_months(year * 12 + first - 1, count)


def months_near(first: int, count: int, day: date, which: str) -> Range:
    """The latest such months that had begun on ``day``; those that were over ("last"), the ones after
    ("next"), those that were not over yet ("coming"); "this" is the latest unless it is over since long.
    """
    latest = months(day.year if day.month >= first else day.year - 1, first, count)
    if which == "last" and latest[1] >= day:
        return months(latest[0].year - 1, first, count)
    over = (day - latest[1]).days
    coming = which == "next" or (which == "coming" and over > 0) or (which == "this" and over > LONG_OVER)
    return months(latest[0].year + coming, first, count)


def day_of_week(day: date, weekday: int, weeks: int) -> Range:
    """That weekday of the ISO week so many weeks from that of ``day``."""
    found = day - timedelta(day.weekday()) + timedelta(7 * weeks + weekday)
    return found, found


def weeks_from(day: date, weekday: int, which: str, weeks: int) -> Range:
    """So many weeks from that weekday next to ``day``, or that weekday in the week so many weeks from it.

    Writers mean the one or the other by "two weeks ago on Friday", so that both bound the answer.
    """
    near = weekday_near(day, weekday, which)[0] + timedelta(7 * weeks)
    other = near if which == "coming" else day_of_week(day, weekday, weeks)[0]
    return min(near, other), max(near, other)


def same_day(day: date, amount: int, unit: Unit) -> Range:
    """The day that lies so many weeks or years from ``day``; ValueError where that year has none."""
    found = day + timedelta(7 * amount) if unit is Unit.WEEK else date(day.year + amount, day.month, day.day)
    return found, found


def day_in(day: date, number: int, count: int) -> Range:
    """The numbered day of the month so many months from that of ``day``; ValueError where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    found = date(year, month + 1, number)
    return found, found


def day_from(day: date, number: int) -> date:
    """The first day of that number on or after ``day``; ValueError where neither month has it."""
    return day_in(day, number, int(number < day.day))[0]


def day_near(day: date, number: int, *, ahead: bool) -> Range:
    """The latest day of that number, or the coming one; ``day`` itself is either."""
    if ahead:
        found = day_from(day, number)
        return found, found
    return day_in(day, number, -int(number > day.day))


def _whole_months(first: int, count: int) -> Range:
    """``count`` months from the month numbered ``first`` (year times twelve, plus the month less one)."""
    last_year, last_month = divmod(first + count - 1, 12)
    last = calendar.monthrange(last_year, last_month + 1)[1]
    return date(first // 12, first % 12 + 1, 1), date(last_year, last_month + 1, last)


def inferred(first: Range, last: Range, words: str) -> When:
    """An inferred date in either range or between: exact where they agree, unknown where too far apart."""
    start, end = first[0], last[1]
    if first != last and (end - start).days >= MOST_DAYS:
        return When.unknown(words)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return When.year(start.year, inferred=True, words=words)
    if start == start.replace(day=1) and _whole_months(start.year * 12 + start.month - 1, 1) == (start, end):
        return When.month(start.year, start.month, inferred=True, words=words)
    return When.interval(start, end, inferred=True, words=words)
