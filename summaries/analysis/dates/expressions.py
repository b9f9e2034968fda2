"""The dates named in a text, and what the forms that stand in a calendar say: days, months, years, ranges."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from summaries.analysis.dates import relative
from summaries.analysis.dates.forms import (
    AFTER_ORDINAL,
    BEFORE_HOLIDAY,
    BEFORE_ORDINAL,
    BEFORE_YEAR,
    COUNT_AFTER,
    DAYS,
    EVENT_AFTER,
    FIXED_DAYS,
    MONTHS,
    MOVED,
    NAMED_AFTER,
    ONE_DAY,
    ORDINALS,
    PATTERN,
    QUARTERS,
    SEASONS,
    WHICH_MONTH,
)
from summaries.analysis.dates.meanings import (
    Calendar,
    DayOfMonth,
    EitherOrder,
    Expression,
    Meaning,
    Months,
    Shift,
    Stretch,
    Unit,
    Vague,
)
from summaries.analysis.dates.relative import before, count, of_year, weekday

CENTURY = 70
"""Two figures for a year mean the last century from here on."""


def expressions(text: str, start: int, end: int) -> Iterator[Expression]:
    """The dates named between two offsets, in order, none inside another."""
    for found in PATTERN.finditer(text, start, end):
        form = found.lastgroup or ""
        if form in _LISTS:
            yield from _listed(found, *_LISTS[form])
        elif (meaning := _READERS[form](found)) is not None:
            yield Expression(found.start(), found.end(), meaning)


def _month(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month.startswith(name[:3].lower()))


def _figure(text: str | None) -> int | None:
    return int(re.sub(r"\D", "", text)) if text else None


# ---- days ----------------------------------------------------------------------------------------------


def _iso(found: re.Match[str]) -> Meaning:
    return Calendar(int(found["iso_y"]), int(found["iso_m"]), int(found["iso_d"]))


def _figures(found: re.Match[str]) -> Meaning:
    return in_figures(found)


def in_figures(found: re.Match[str]) -> Calendar | EitherOrder:
    """What a match of ``FIGURES`` says; both orders where either figure may be the month.

    Figures with full stops are a custom of lands that put the day first.
    """
    first, second = int(found["fi_a"]), int(found["fi_b"])
    year = int(found["fi_y"] or found["fi_short"])
    year += 0 if found["fi_y"] else 1900 if year >= CENTURY else 2000
    if found["fi_sep"] == "." or first > 12 or first == second:
        return Calendar(year, second, first)
    return Calendar(year, first, second) if second > 12 else EitherOrder(year, first, second)


_LISTS = {"listed_dm": ("ld", "ld_m"), "listed_md": ("lm", "lm_m")}
"""For each form that lists days: the prefix of its groups, and the group of its month."""


def _listed(found: re.Match[str], prefix: str, month: str) -> Iterator[Expression]:
    """Each of "3, 5 and 7 March" by itself; days that follow on each other are one time."""
    group, year = f"{prefix}_days", _figure(found[f"{prefix}_y"])
    days = list(DAYS.finditer(found.string, found.start(group), found.end(group)))
    place = Calendar(year, _month(found[month]), of_year=of_year(found, prefix))
    numbers = [int(day.group()) for day in days]
    if numbers == list(range(numbers[0], numbers[-1] + 1)):
        yield Expression(found.start(), found.end(), _with_day(place, numbers[0], numbers[-1]))
        return
    for n, day in enumerate(days):
        start = found.start() if n == 0 else day.start()
        end = found.end() if n == len(days) - 1 else day.end()
        yield Expression(start, end, _with_day(place, numbers[n], None))


def _with_day(place: Calendar, day: int, last: int | None) -> Calendar:
    return Calendar(place.year, place.month, day, last, of_year=place.of_year)


def _days(found: re.Match[str]) -> Meaning:
    return Stretch(_one_day(found["ra_first"]), _one_day(found["ra_last"]))


def _one_day(text: str) -> Calendar:
    parts = {part.lastgroup: part.group() for part in ONE_DAY.finditer(text)}
    return Calendar(_figure(parts.get("year")), _month(parts["month"]), _figure(parts["day"]))


def _ago_day(found: re.Match[str]) -> Meaning:
    number = count(found["ag_n"])
    day = _one_day(found["ag_day"])
    year = None if number is None or day.year else Shift(-number, Unit.YEAR)
    return Calendar(day.year, day.month, day.day, of_year=year)


def _small(found: re.Match[str]) -> Meaning:
    return Calendar(int(found["sm_y"]), _month(found["sm_m"]), _figure(found["sm_d"]))


def _day(found: re.Match[str]) -> Meaning:
    form = "dm" if found.lastgroup == "day_month" else "md"
    return Calendar(
        _figure(found[f"{form}_y"]),
        _month(found[f"{form}_m"]),
        _figure(found[f"{form}_d"]),
        _figure(found[f"{form}_e"]),
        weekday(found[f"{form}_w"]),
        of_year=of_year(found, form),
    )


def _in_words(found: re.Match[str]) -> Meaning:
    day = ORDINALS.index(found["mw_d"]) + 1
    return Calendar(None, _month(found["mw_m"]), day, weekday=weekday(found["mw_w"]))


def _fixed(found: re.Match[str]) -> Meaning | None:
    """A holiday as a day; without a year only where a preposition shows that it is none of its topics."""
    told = found["fx_y"] or of_year(found, "fx")
    if not told and not BEFORE_HOLIDAY.search(before(found, 30)):
        return None
    name = " ".join(found["fx_n"].lower().replace("’", "'").replace(".", "").split())
    month, day = FIXED_DAYS[name]
    return Calendar(_figure(found["fx_y"]), month, day, of_year=of_year(found, "fx"))


def _ordinal(found: re.Match[str]) -> Meaning | None:
    which = found["or_w"]
    alone = which is None and not AFTER_ORDINAL.match(found.string, found.end())
    if alone or not BEFORE_ORDINAL.search(before(found)):
        return None
    months = {"last": -1, "this": 0, "next": 1}[which] if which else None
    return DayOfMonth(_figure(found["or_d"]) or 1, months)


# ---- months and parts of years ---------------------------------------------------------------------------


def _span(found: re.Match[str]) -> Meaning:
    if MOVED.search(before(found, 60)):
        return Vague()
    first = Calendar(_figure(found["sp_ay"]), _month(found["sp_a"]))
    return Stretch(
        first, Calendar(_figure(found["sp_y"]), _month(found["sp_b"]), of_year=of_year(found, "sp"))
    )


def _month_year(found: re.Match[str]) -> Meaning:
    return Calendar(_figure(found["mm_y"]), _month(found["mm_m"]), of_year=of_year(found, "mm"))


def _quarter(found: re.Match[str]) -> Meaning:
    number = int(found["q_n"] or QUARTERS[found["q_o"]])
    return Months(_figure(found["q_y"]), 3 * number - 2, of_year=of_year(found, "q"))


def _half(found: re.Match[str]) -> Meaning | None:
    months = count(found["h_m"]) if found["h_m"] else 6
    if months is None or months > 12:
        return None
    second = found["h_o"] in ("second", "latter") or found["h_n"] == "2"
    amount = {"last": -1, "next": 1}.get(found["h_w"] or "", 0)
    year = _figure(found["h_y"] or found["h_hy"])
    return Months(year, 7 if second else 1, months, of_year=None if year else Shift(amount, Unit.YEAR))


def _season(found: re.Match[str]) -> Meaning:
    first = SEASONS[found["s_n"] or found["s_named"]]
    which = "" if found["s_past"] else (found["s_which"] or "").lower()
    return Months(_figure(found["s_y"]), first, which=which, of_year=of_year(found, "s"))


def _bare_month(found: re.Match[str]) -> Meaning | None:
    """A month on its own, where the words round it show that it is no name, verb or adjective."""
    ahead = WHICH_MONTH.search(before(found))
    if not ahead:
        return None
    name = found["mo_m"]
    if ahead["noun"] and (name in ("May", "March") or not EVENT_AFTER.match(found.string, found.end())):
        return None
    if ahead["name"] and name == "May":
        return None
    if name in ("May", "April", "June", "August") and NAMED_AFTER.match(found.string, found.end()):
        return None
    return Calendar(None, _month(name), which=(ahead["which"] or "").lower())


# ---- years -----------------------------------------------------------------------------------------------


def _years(found: re.Match[str]) -> Meaning | None:
    first, last = int(found["ys_a"]), int(found["ys_b"])
    joined = re.fullmatch(r"\d+\W+\d+", found[0]) is not None
    if not joined and not BEFORE_YEAR.search(before(found)):
        return None
    return Stretch(Calendar(first), Calendar(last)) if first < last else Vague()


def _two_years(found: re.Match[str]) -> Meaning | None:
    """A year that runs over new year: "2018-19"."""
    first = int(found["ty_a"])
    follows = int(found["ty_b"]) == (first + 1) % 100
    return Stretch(Calendar(first), Calendar(first + 1)) if follows else None


def _bare_year(found: re.Match[str]) -> Meaning | None:
    if not BEFORE_YEAR.search(before(found)) or COUNT_AFTER.match(found.string, found.end()):
        return None
    return Calendar(int(found["yr"]))


def _decade(_: re.Match[str]) -> Meaning:
    return Vague()


_READERS: Mapping[str, Callable[[re.Match[str]], Meaning | None]] = {
    "iso": _iso,
    "figures": _figures,
    "days": _days,
    "ago_day": _ago_day,
    "small": _small,
    "day_month": _day,
    "month_day": _day,
    "in_words": _in_words,
    "fixed": _fixed,
    "ordinal": _ordinal,
    "span": _span,
    "month_year": _month_year,
    "quarter": _quarter,
    "half": _half,
    "season": _season,
    "decade": _decade,
    "month": _bare_month,
    "years": _years,
    "two_years": _two_years,
    "year": _bare_year,
    **relative.READERS,
}
