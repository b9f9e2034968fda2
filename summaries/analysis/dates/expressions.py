"""The forms in which a text names a date: what each says, before anybody asks which day that is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from summaries.analysis.dates.forms import (
    AGE_AFTER,
    BEFORE_YEAR,
    COUNT_AFTER,
    COUNTS,
    ENDS,
    EVENT_AFTER,
    LONG,
    MONTHS,
    NAMED_AFTER,
    NO_DAY_AFTER,
    NO_DAY_BEFORE,
    ONE_DAY,
    PATTERN,
    QUARTERS,
    SEASONS,
    WEEKDAYS,
    WHICH_MONTH,
)


class Unit(StrEnum):
    """What a relative date counts in."""

    DAY = "day"
    WEEK = "week"
    WEEKEND = "weekend"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Calendar:
    """A place in the calendar; what the text leaves out is None.

    ``last_day`` ends a range of days; ``which`` is the "last", "next" or "this" before a month, or the
    "last year", "next year" or "this year" after a day or a month.
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    weekday: int | None = None
    which: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time from one place in the calendar to another: "28 October to 3 November", "2015 to 2017"."""

    first: Calendar
    last: Calendar


@dataclass(frozen=True, slots=True)
class Months:
    """A quarter or a season: three months from ``first`` (1 to 12), which may run into the next year."""

    year: int | None
    first: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 0 for Monday; ``which`` is "", "last", "this", "coming", "next", or told
    of another day: "previous" or "following".
    """

    weekday: int
    which: str = ""


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units from the publication or, if ``told``, from the date that the text told before."""

    amount: int
    unit: Unit
    told: bool = False


@dataclass(frozen=True, slots=True)
class Vague:
    """A time that no calendar can hold: "the 1990s", "several weeks ago", 3/4/2019."""


Meaning = Calendar | Stretch | Months | Weekday | Shift | Vague


@dataclass(frozen=True, slots=True)
class Expression:
    """A date as written, from ``start`` to ``end`` (code points)."""

    start: int
    end: int
    meaning: Meaning


def expressions(text: str, start: int, end: int) -> Iterator[Expression]:
    """The dates named between two offsets, in order, none inside another."""
    for found in PATTERN.finditer(text, start, end):
        meaning = _READERS[found.lastgroup or ""](found)
        if meaning is not None:
            yield Expression(found.start(), found.end(), meaning)


def _month(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month.startswith(name[:3].lower()))


def _weekday(name: str | None) -> int | None:
    return (
        next((n for n, day in enumerate(WEEKDAYS) if day.startswith(name[:3].lower())), None)
        if name
        else None
    )


def _figure(text: str | None) -> int | None:
    return int(re.sub(r"\D", "", text)) if text else None


def _before(found: re.Match[str], width: int = 24) -> str:
    return found.string[max(0, found.start() - width) : found.start()]


def _iso(found: re.Match[str]) -> Meaning:
    return Calendar(int(found["iso_y"]), int(found["iso_m"]), int(found["iso_d"]))


def _figures(found: re.Match[str]) -> Meaning:
    first, second, year = int(found["fi_a"]), int(found["fi_b"]), int(found["fi_y"])
    if found["fi_sep"] == "." or first > 12 or first == second:
        return Calendar(year, second, first)
    return Calendar(year, first, second) if second > 12 else Vague()


def _days(found: re.Match[str]) -> Meaning:
    return Stretch(_one_day(found["ra_first"]), _one_day(found["ra_last"]))


def _one_day(text: str) -> Calendar:
    parts = {part.lastgroup: part.group() for part in ONE_DAY.finditer(text)}
    return Calendar(_figure(parts.get("year")), _month(parts["month"]), _figure(parts["day"]))


def _day_month(found: re.Match[str]) -> Meaning:
    return _day(found, "dm", _of_year(found["dy_w"]))


def _month_day(found: re.Match[str]) -> Meaning:
    return _day(found, "md", _of_year(found["my_w"]))


def _day(found: re.Match[str], form: str, which: str) -> Calendar:
    return Calendar(
        _figure(found[f"{form}_y"]),
        _month(found[f"{form}_m"]),
        _figure(found[f"{form}_d"]),
        _figure(found[f"{form}_e"]),
        _weekday(found[f"{form}_w"]),
        which,
    )


def _month_year(found: re.Match[str]) -> Meaning:
    return Calendar(_figure(found["mm_y"]), _month(found["mm_m"]), which=_of_year(found["mm_w"]))


def _of_year(which: str | None) -> str:
    return f"{which.replace('past', 'last')} year" if which else ""


def _quarter(found: re.Match[str]) -> Meaning:
    number = int(found["q_n"] or QUARTERS[found["q_o"]])
    return Months(_figure(found["q_y"]), 3 * number - 2)


def _season(found: re.Match[str]) -> Meaning:
    return Months(int(found["s_y"]), SEASONS[found["s_n"]])


def _named_weekday(found: re.Match[str]) -> Meaning | None:
    named = not found["wd_which"] and NO_DAY_BEFORE.search(_before(found))
    if named or NO_DAY_AFTER.match(found.string, found.end()):
        return None
    which = (found["wd_which"] or "").split()
    word = which[-1].replace("past", "last") if which else ""
    return Weekday(WEEKDAYS.index(found["wd_n"].lower()), word)


def _today(found: re.Match[str]) -> Meaning | None:
    if AGE_AFTER.match(found.string, found.end()):
        return None
    return Shift(0, Unit.DAY)


def _yesterday(found: re.Match[str]) -> Meaning:
    return Shift(-2 if found["yd_before"] else -1, Unit.DAY)


def _tomorrow(found: re.Match[str]) -> Meaning | None:
    if _before(found).endswith(" of ") and not _before(found).endswith("as of "):
        return None
    return Shift(2 if found["tm_after"] else 1, Unit.DAY)


def _distance(found: re.Match[str]) -> Meaning | None:
    how, words = found["di_how"], found["di_n"].lower()
    number = int(words) if words.isdecimal() else COUNTS.get(words)
    of_event = how in ("before", "after") and not ENDS.match(found.string, found.end())
    if number is None or of_event:
        return Vague()
    sign = 1 if how in ("later", "after") else -1
    return Shift(sign * number, Unit(found["di_u"]), told=how != "ago")


def _told(found: re.Match[str]) -> Meaning | None:
    if found["to_that"]:
        return Shift(0, Unit.DAY, told=True) if re.search(r"\b[Oo]n\s+$", _before(found)) else None
    if not re.search(r"\b(?:the|that)\s+(?:very\s+)?$", _before(found), re.IGNORECASE):
        return _period_shift(found["to_which"], found["to_u"])
    amount = {"following": 1, "next": 1, "previous": -1, "same": 0}[found["to_which"]]
    return Shift(amount, Unit(found["to_u"]), told=True)


def _period(found: re.Match[str]) -> Meaning | None:
    return (
        None
        if LONG.match(found.string, found.end())
        else _period_shift(found["pe_which"].lower(), found["pe_u"])
    )


def _period_shift(which: str, unit: str) -> Meaning | None:
    amounts = {"last": -1, "this": 0, "next": 1, "coming": 1, "current": 0}
    return Shift(amounts[which], Unit(unit)) if which in amounts else None


def _end(found: re.Match[str]) -> Meaning:
    return Shift(0, Unit(found["en_u"] or "year"))


def _weekend(_: re.Match[str]) -> Meaning:
    return Shift(0, Unit.WEEKEND)


def _bare_month(found: re.Match[str]) -> Meaning | None:
    """A month on its own, where the words round it show that it is no name, verb or adjective."""
    before = WHICH_MONTH.search(_before(found))
    if not before:
        return None
    name = found["mo_m"]
    if before["noun"] and (name in ("May", "March") or not EVENT_AFTER.match(found.string, found.end())):
        return None
    if before["name"] and name == "May":
        return None
    if name in ("May", "April", "June", "August") and NAMED_AFTER.match(found.string, found.end()):
        return None
    return Calendar(None, _month(name), which=(before["which"] or "").lower())


def _years(found: re.Match[str]) -> Meaning | None:
    first, last = int(found["ys_a"]), int(found["ys_b"])
    joined = re.fullmatch(r"\d+\W+\d+", found[0]) is not None
    if not joined and not BEFORE_YEAR.search(_before(found)):
        return None
    return Stretch(Calendar(first), Calendar(last)) if first < last else Vague()


def _bare_year(found: re.Match[str]) -> Meaning | None:
    if not BEFORE_YEAR.search(_before(found)) or COUNT_AFTER.match(found.string, found.end()):
        return None
    return Calendar(int(found["yr"]))


def _decade(_: re.Match[str]) -> Meaning:
    return Vague()


_READERS: Mapping[str, Callable[[re.Match[str]], Meaning | None]] = {
    "iso": _iso,
    "figures": _figures,
    "days": _days,
    "day_month": _day_month,
    "month_day": _month_day,
    "month_year": _month_year,
    "quarter": _quarter,
    "season": _season,
    "decade": _decade,
    "weekday": _named_weekday,
    "today": _today,
    "yesterday": _yesterday,
    "tomorrow": _tomorrow,
    "distance": _distance,
    "told": _told,
    "period": _period,
    "end": _end,
    "weekend": _weekend,
    "month": _bare_month,
    "years": _years,
    "year": _bare_year,
}
