"""What the forms say that count from another day: weekdays, "yesterday", "last week", "two days later"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from summaries.analysis.dates.forms import (
    AGE_AFTER,
    BEFORE_THAT,
    COUNTS,
    ENDS,
    IN_A_NAME,
    LONG,
    NO_DAY_AFTER,
    NO_DAY_BEFORE,
    ROUGHLY,
    SOME_OF,
    WEEKDAYS,
)
from summaries.analysis.dates.meanings import Meaning, Shift, Unit, Vague, Weekday

_PARTS_OF_DAYS = ("morning", "afternoon", "evening", "night")
_AMOUNTS = {"last": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_TOLD = {"following": 1, "next": 1, "previous": -1, "same": 0, "that": 0}


def before(found: re.Match[str], width: int = 24) -> str:
    """The words before a match, up to so many code points."""
    return found.string[max(0, found.start() - width) : found.start()]


def count(words: str) -> int | None:
    """The number that a word or figures say; None for "several"."""
    return int(words) if words.isdecimal() else COUNTS.get(words.lower())


def weekday(name: str | None) -> int | None:
    """The weekday of a name or its short form, 0 for Monday."""
    if not name:
        return None
    return next((n for n, day in enumerate(WEEKDAYS) if day.startswith(name[:3].lower())), None)


def of_year(found: re.Match[str], form: str) -> Shift | None:
    """Which year the words after a day or month tell: "last year", "of that year", "two years ago"."""
    if which := found[f"{form}_of"]:
        return Shift(_AMOUNTS[which], Unit.YEAR)
    if told := found[f"{form}_told"]:
        return Shift(_TOLD[told.split()[-1]], Unit.YEAR, told=True)
    number = count(found[f"{form}_ago"]) if found[f"{form}_ago"] else None
    return Shift(-number, Unit.YEAR) if number else None


# ---- days and weeks from the publication -------------------------------------------------------------------


def _named_weekday(found: re.Match[str]) -> Meaning | None:
    named = not found["wd_which"] and NO_DAY_BEFORE.search(before(found))
    if named or NO_DAY_AFTER.match(found.string, found.end()):
        return None
    day = WEEKDAYS.index(found["wd_n"].lower())
    if found["wd_week"]:
        return Weekday(day, weeks=_AMOUNTS[found["wd_week"]])
    if found["wd_on"]:
        return Weekday(day, "coming", weeks=1, roughly=True)
    if found["wd_ago"]:
        return _weeks_ago(day, found["wd_ago"])
    which = (found["wd_which"] or "").lower().split()
    return Weekday(day, which[-1].replace("past", "last") if which else "")


def _week_day(found: re.Match[str]) -> Meaning:
    day = WEEKDAYS.index(found["wk_day"].lower())
    if found["wk_week"]:
        return Weekday(day, weeks=_AMOUNTS[found["wk_week"].lower()])
    if found["wk_ago"]:
        return _weeks_ago(day, found["wk_n"])
    number = count(found["wk_n"])
    return Vague() if number is None else Weekday(day, "coming", weeks=number, roughly=True)


def _weeks_ago(day: int, words: str) -> Meaning:
    number = count(words)
    return Vague() if number is None else Weekday(day, "latest", weeks=-number, roughly=True)


def _today(found: re.Match[str]) -> Meaning | None:
    named = found[0].startswith("Today") and IN_A_NAME.search(before(found))
    if named or AGE_AFTER.match(found.string, found.end()) or SOME_OF.search(before(found)):
        return None
    return Shift(0, Unit.DAY)


def _yesterday(found: re.Match[str]) -> Meaning:
    return Shift(-2 if found["yd_before"] else -1, Unit.DAY)


def _tomorrow(found: re.Match[str]) -> Meaning | None:
    if before(found).endswith(" of ") and not before(found).endswith("as of "):
        return None
    return Shift(2 if found["tm_after"] else 1, Unit.DAY)


def _twice(found: re.Match[str]) -> Meaning:
    return Shift(-2 if found["tw_back"] else 2, Unit(found["tw_u"]))


def _exact(found: re.Match[str]) -> Meaning:
    number = count(found["ex_n"])
    return Vague() if number is None else Shift(-number, Unit(found["ex_u"]), exact=True)


def _period(found: re.Match[str]) -> Meaning | None:
    if LONG.match(found.string, found.end()):
        return None
    return _shift_of(found["pe_which"].lower(), found["pe_u"])


def _shift_of(which: str, unit: str) -> Meaning | None:
    amounts = {"last": -1, "this": 0, "next": 1, "coming": 1, "current": 0}
    return Shift(amounts[which], Unit(unit)) if which in amounts else None


def _end(found: re.Match[str]) -> Meaning:
    return Shift(0, Unit(found["en_u"] or "year"))


def _weekend(_: re.Match[str]) -> Meaning:
    return Shift(0, Unit.WEEKEND)


# ---- from the publication or from what the text told before ------------------------------------------------


def _distance(found: re.Match[str]) -> Meaning | None:
    how, number = found["di_how"], count(found["di_n"])
    of_event = how in ("before", "after") and not ENDS.match(found.string, found.end())
    if number is None or of_event or ROUGHLY.search(before(found)):
        return Vague()
    sign = 1 if how in ("later", "after") else -1
    unit, many = _unit(found["di_u"])
    return Shift(sign * number * many, unit, told=how != "ago")


def _unit(word: str) -> tuple[Unit, int]:
    """What a word counts in, and how many of it: a fortnight is two weeks, an evening is its day."""
    if word == "fortnight":
        return Unit.WEEK, 2
    return (Unit.DAY if word in _PARTS_OF_DAYS else Unit(word)), 1


def _told(found: re.Match[str]) -> Meaning | None:
    if found["to_in"]:
        return Shift(0, _unit(found["to_in"])[0], told=True)
    if found["to_that"]:
        unit = _unit(found["to_that"])[0]
        part = found["to_that"] in _PARTS_OF_DAYS or found[0][0] == "T"
        return Shift(0, unit, told=True) if part or BEFORE_THAT.search(before(found)) else None
    which, unit = found["to_which"].lower(), _unit(found["to_u"])[0]
    if unit is Unit.DAY or re.search(r"\b(?:the|that)\s+(?:very\s+)?$", before(found), re.IGNORECASE):
        return Shift(_TOLD[which], unit, told=True)
    return _shift_of(which, found["to_u"])


READERS: Mapping[str, Callable[[re.Match[str]], Meaning | None]] = {
    "weekday": _named_weekday,
    "week_day": _week_day,
    "today": _today,
    "yesterday": _yesterday,
    "tomorrow": _tomorrow,
    "twice": _twice,
    "exact": _exact,
    "distance": _distance,
    "told": _told,
    "period": _period,
    "end": _end,
    "weekend": _weekend,
}
"""For each form of a relative date what it says; None where it is no date after all."""
