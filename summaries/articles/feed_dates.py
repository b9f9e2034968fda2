"""Dates as feeds write them, right and wrong: no more exact than they are, unknown where not sure."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from summaries.articles.feed_months import MONTHS
from summaries.folding import fold
from summaries.when import When

EARLIEST = date(1990, 1, 1)
"""Before it there were no feeds, and articles only in archives: such a date is a wrong one."""
AHEAD = timedelta(days=1)
"""How far ahead of the clock a true date can be: half a day of time zones, and clocks that are not right."""

_LONGEST = 80
_YEARS = range(1900, 2200)
_TIME = r"(?P<hour>\d{1,2})[:h](?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
_HALF = r"(?:\s?(?P<half>[ap])\.?m(?:\.|(?![a-z])))?"
_AFTER = rf"(?:[T\s,|–—-]{{0,4}}(?:(?:a las|às|as|à|at|в|в\.)\s)?{_TIME}{_HALF}\s?(?P<zone>[^\s].{{0,20}})?)?"
_ISO = re.compile(
    rf"(?P<year>\d{{4}})(?P<sep>[-/.])(?P<month>\d{{1,2}})(?:(?P=sep)(?P<day>\d{{1,2}}){_AFTER})?",
    re.IGNORECASE,
)
_WORD = r"[^\W\d_]{2,12}\.?"
_DAY_FIRST = re.compile(
    rf"(?:{_WORD}(?:-feira)?(?:,\s?|\s))?(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|°)?[\s-](?:(?:de|of)\s)?(?P<name>{_WORD})"
    rf"[\s,-]{{1,2}}(?:(?:de|del)\s)?(?P<year>\d{{4}}|\d\d)(?!\d)(?:\s?г\.?)?,?{_AFTER}",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?:{_WORD},?\s)?(?P<name>{_WORD})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})(?!\d),?{_AFTER}",
    re.IGNORECASE,
)
_ASCTIME = re.compile(
    rf"(?:{_WORD},?\s)?(?P<name>{_WORD})\s(?P<day>\d{{1,2}})\s{_TIME}\s(?P<zone>\S{{1,9}}\s)?(?P<year>\d{{4}})",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    rf"(?P<one>\d{{1,2}})(?P<sep>[/.-])(?P<two>\d{{1,2}})(?P=sep)(?P<year>\d{{4}})(?!\d),?{_AFTER}",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:T?\d{4,6}(?P<zone>Z)?)?")
_EPOCH = re.compile(r"\d{10}(?:\.\d{1,9})?|\d{13}")
_OFFSET = re.compile(
    r"(?:(?:GMT|UTC|UT|Z)\s?)?([+-])\s?(\d{1,2})(?::?(\d\d))?(?:\s?\(.{0,20}\)?)?", re.IGNORECASE
)
# The names of RFC 822, and European ones that mean one thing only. What means several (IST, BST, CST) or
# has changed its meaning (VET, MSK) is not here: then the day is all that is known.
_ZONES = {
    **dict.fromkeys(("z", "ut", "utc", "gmt"), 0.0),
    "est": -5,
    "edt": -4,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    "wet": 0,
    "west": 1,
    "cet": 1,
    "cest": 2,
    "mez": 1,
    "mesz": 2,
    "eet": 2,
    "eest": 3,
}


def feed_date(words: str) -> When:
    """When ``words`` say it was: an instant where time and zone are given, else the day, month or year.

    Weekdays are ignored, being wrong as often as right. A time without a zone that is understood gives its
    day, and so does a time that no clock shows. What has no such day (31 June), or may be either of two
    (03/04/2019), is unknown.
    """
    text = " ".join(words[:_LONGEST].split())
    try:
        if text.isdigit() or _EPOCH.fullmatch(text):
            return _figures_only(text)
        for form in (_ISO, _DAY_FIRST, _MONTH_FIRST, _ASCTIME, _FIGURES):
            if found := form.fullmatch(text):
                return _when(found)
        return _only_compact(text)
    except (ValueError, OverflowError):
        return When()


def plausible(when: When, now: datetime) -> When:
    """The date itself, or unknown if it is before 1990 or more than a day after ``now``."""
    if when.start is None:
        return When()
    late = when.at > now + AHEAD if when.at else when.start > (now + AHEAD).date()
    return When() if late or when.start < EARLIEST else when


def _figures_only(text: str) -> When:
    """Seconds or milliseconds since 1970, or a date without any mark between."""
    if _EPOCH.fullmatch(text):
        seconds = int(text) / 1000 if len(text) == 13 and text.isdigit() else float(text)
        at = datetime.fromtimestamp(seconds, UTC)
        return When.instant(at) if at.date() >= EARLIEST and at.year in _YEARS else When()
    if len(text) == 4 and int(text) in _YEARS:
        return When.year(int(text))
    return _only_compact(text)


def _only_compact(text: str) -> When:
    found = _COMPACT.fullmatch(text)
    if not found or int(found["year"]) not in _YEARS:
        return When()
    day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    if found["zone"]:
        return When.instant(datetime.fromisoformat(text))
    return When.day(day)


def _when(found: re.Match[str]) -> When:
    parts = found.groupdict()
    if "month" in parts and parts["day"] is None:
        year = _year(parts["year"])
        return When.month(year, int(parts["month"]))
    day = _day_of(parts)
    zone = _zone(parts["zone"] or "") if parts["hour"] else None
    return _instant(day, parts, zone) if zone else When.day(day)


def _day_of(parts: dict[str, str | None]) -> date:
    """The day; ValueError where there is none such or it could be another."""
    year = _year(parts["year"] or "")
    if "one" in parts:
        month, day = _month_and_day(int(parts["one"] or 0), int(parts["two"] or 0), parts["sep"] == ".")
        return date(year, month, day)
    if "name" in parts:
        return date(year, MONTHS[_name(parts["name"] or "")], int(parts["day"] or 0))
    return date(year, int(parts["month"] or 0), int(parts["day"] or 0))


def _name(word: str) -> str:
    name = fold(word)
    if name not in MONTHS:
        raise ValueError(f"{word!r} is no month")
    return name


def _month_and_day(one: int, two: int, dotted: bool) -> tuple[int, int]:
    """With points the day comes first everywhere; with strokes only where the figures leave no choice."""
    if dotted or one > 12 or one == two:
        return two, one
    if two > 12:
        return one, two
    raise ValueError("the day may be the month")


def _year(figures: str) -> int:
    """Two figures as RFC 2822 has them: 00 to 49 are of this century."""
    year = int(figures)
    if len(figures) == 2:
        year += 2000 if year < 50 else 1900
    if year not in _YEARS:
        raise ValueError(f"{figures} is no year of any article")
    return year


def _zone(words: str) -> tzinfo | None:
    """The zone that the words after a time name; None where they name none that is sure."""
    words = words.strip()
    if (named := _ZONES.get(words.lower().strip("()"))) is not None:
        return timezone(timedelta(hours=named))
    found = _OFFSET.fullmatch(words)
    if not found:
        return None
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    if minutes > 14 * 60:
        return None
    return timezone(timedelta(minutes=minutes if found[1] == "+" else -minutes))


def _instant(day: date, parts: dict[str, str | None], zone: tzinfo) -> When:
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    if parts.get("half"):
        hour = hour % 12 + (12 if parts["half"] in ("p", "P") else 0)
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    if (hour, minute, second) == (24, 0, 0):
        return When.instant(midnight + timedelta(days=1))
    if hour > 23 or minute > 59 or second > 60:
        return When.day(day)
    return When.instant(midnight.replace(hour=hour, minute=minute, second=min(second, 59)))
