"""The forms in which a text names a date: what each says, before anybody asks which day that is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


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

    ``last_day`` ends a range of days; ``which`` is the "last", "next" or "this" before a month.
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    weekday: int | None = None
    which: str = ""


@dataclass(frozen=True, slots=True)
class Months:
    """A quarter or a season: three months from ``first`` (1 to 12), which may run into the next year."""

    year: int | None
    first: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 0 for Monday; ``which`` is "", "last", "this", "coming" or "next"."""

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


Meaning = Calendar | Months | Weekday | Shift | Vague


@dataclass(frozen=True, slots=True)
class Expression:
    """A date as written, from ``start`` to ``end`` (code points)."""

    start: int
    end: int
    meaning: Meaning


_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
_COUNTS = {word: n for n, word in enumerate(_NUMBERS, 1)} | {"a": 1, "an": 1, "the": 1, "twenty": 20, "thirty": 30}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}

_FULL = "|".join(name.title() for name in _MONTHS)
_ANY = (
    rf"(?:{_FULL}|{_FULL.upper()}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAYNAME = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAYNAME_SHORT = rf"(?:{_DAYNAME}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_TO = r"\s?(?:[-–—]|to|and|through)\s?"
_NUMBER = r"(?:" + "|".join(sorted(_COUNTS, key=len, reverse=True)) + r"|\d{1,3})"

# A number of things is told from a year by what is counted.
_COUNTED = (
    r"(?!\s+(?:people|persons|men|women|children|civilians|troops|soldiers|police|officers|protest[eo]rs|refugees|"
    r"migrants|jobs|workers|members|families|homes|houses|villages|miles|kilomet\w+|km|metres|meters|feet|tons|"
    r"tonnes|barrels|dollars|euros|pounds|points|shares|hours|days|weeks|months|years|percent|per|times|"
    r"million|billion|others?|more|dead|deaths|cases|votes|seats|units|copies|cars|megawatts|MW)\b|[.,]\d|\d|%)"
)

_FORMS: Mapping[str, str] = {
    "iso": r"(?P<iso_y>\d{4})-(?P<iso_m>[01]\d)-(?P<iso_d>[0-3]\d)(?=\b|T\d)",
    "figures": r"(?<![\d/.])(?P<fi_a>\d{1,2})(?P<fi_sep>[/.])(?P<fi_b>\d{1,2})(?P=fi_sep)(?P<fi_y>(?:19|20)\d\d)(?![\d/])",
    "day_month": (
        rf"(?:(?P<dm_w>{_DAYNAME_SHORT}),?\s+(?:the\s+)?)?(?P<dm_d>{_DAY})(?:{_TO}(?P<dm_e>{_DAY}))?"
        rf"(?:\s+day)?(?:\s+of)?\s+(?P<dm_m>{_ANY})(?!\w)(?:,?\s+(?P<dm_y>{_YEAR})\b{_COUNTED})?"
    ),
    "month_day": (
        rf"(?:(?P<md_w>{_DAYNAME_SHORT}),?\s+)?(?P<md_m>{_ANY})\s+(?:the\s+)?(?P<md_d>{_DAY})\b(?![.,:]\d|%)"
        rf"(?:{_TO}(?P<md_e>{_DAY})\b(?![.,:]\d|%))?(?:,?\s+(?P<md_y>{_YEAR})\b{_COUNTED})?"
    ),
    "month_year": rf"(?P<my_m>{_ANY})(?:\s+of)?,?\s+(?P<my_y>{_YEAR})\b",
    "quarter": (
        r"(?:Q(?P<q_n>[1-4])|(?P<q_o>first|second|third|fourth|last)[- ]quarter)"
        rf"(?:(?:\s+of)?\s+(?P<q_y>{_YEAR})\b)?(?!\s?-?final)"
    ),
    "season": rf"(?P<s_n>spring|summer|autumn|fall|winter)(?:\s+of)?\s+(?P<s_y>{_YEAR})\b",
    "decade": r"(?:1[5-9]|20)\d0['’]?s\b",
    "weekday": rf"(?:(?P<wd_which>last|past|this\s+past|this\s+coming|this|coming|next|previous)\s+)?(?P<wd_n>{_DAYNAME})\b",
    "today": r"(?:[Tt]oday|[Tt]onight|[Tt]his\s+(?:morning|afternoon|evening))\b",
    "yesterday": r"(?P<yd_before>[Tt]he\s+day\s+before\s+)?(?:[Yy]esterday|[Ll]ast\s+night)\b",
    "tomorrow": r"(?P<tm_after>[Tt]he\s+day\s+after\s+)?[Tt]omorrow\b",
    "distance": (
        rf"(?P<di_n>{_NUMBER}|[Aa]\s+few|[Ss]everal|[Mm]any|[Ss]ome|(?:[Aa]\s+)?[Cc]ouple\s+of)[\s-]+"
        r"(?P<di_u>day|week|month|quarter|year)s?\s+(?P<di_how>ago|earlier|later|before|after)\b"
    ),
    "told": r"(?P<to_which>following|next|previous|same)\s+(?P<to_u>day|week|weekend|month|year)\b|(?P<to_that>[Tt]hat)\s+day\b",
    "period": (
        r"(?P<pe_which>[Ll]ast|[Tt]his|[Nn]ext|[Cc]oming|[Pp]ast|[Cc]urrent)\s+"
        r"(?P<pe_u>weekend|week|month|quarter|year)\b"
    ),
    "end": r"(?P<en_the>end\s+of\s+(?:the|this)\s+(?P<en_u>week|month|year))\b|year[-\s]end\b",
    "weekend": r"[Tt]he\s+weekend\b",
    "month": rf"(?P<mo_m>{_FULL}|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.)(?![\w-])",
    "years": r"(?P<ys_a>(?:19|20)\d\d)\s?[-–—]\s?(?P<ys_b>(?:19|20)\d\d)\b",
    "year": rf"(?P<yr>(?:19|20)\d\d)\b{_COUNTED}",
}
# Every form begins with one of these, which spares most words the long alternation.
_FIRST = (
    r"\b(?=\d|[JFMASOND][a-zA-Z]{2}|[TW][a-z]{2}|Q\d|(?:[Tt]o|[Yy]es|[Ll]a|[Tt]h|[Aa]n?\s|[Oo]ne|[Tt]w|[Ff]|[Ss]|[Ee]|"
    r"[Nn]|[Cc]o|[Cc]u|[Pp]|[Mm]any|ye|w))"
)
_PATTERN = re.compile(_FIRST + "(?:" + "|".join(f"(?P<{name}>{form})" for name, form in _FORMS.items()) + ")")

_NO_DAY_BEFORE = re.compile(
    r"(?:\b(?:[Bb]lack|[Gg]ood|[Bb]loody|[Pp]alm|[Ss]uper|[Aa]sh|[Ff]at|[Cc]yber|[Hh]oly|[Ee]very|[Ee]ach|"
    r"Maundy|Shrove|Easter|Sheffield|Ruby|The|[Oo]n\s+a)|day\s+(?:to|through))\s+$"
)
_NO_DAY_AFTER = re.compile(r"s\b|\s+(?:Times|Mirror|Telegraph|Mail|Express|Herald|Post|Night\s+(?:Live|Football)|Review)\b")
_WHICH_MONTH = re.compile(
    r"\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Cc]oming)\s+(?:(?:early|mid|late)[\s-]+)?$"
    r"|\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Dd]uring|[Tt]hroughout|[Ee]arly|[Ll]ate|[Mm]id|[Ee]nd\s+of)[\s-]+$"
    r"|(?P<name>\b(?:[Bb]y|[Ff]rom|[Bb]etween|[Bb]efore|[Aa]fter|[Oo]f|[Ff]or|[Tt]o|[Aa]nd)\s+)$"
    r"|(?P<noun>\b(?:[Tt]he|[Aa]n?|[Tt]heir|[Hh]is|[Ii]ts|[Ww]ith|[Aa]t)\s+)$"
)
_NAMED_AFTER = re.compile(r"['’]?\s+[A-Z][a-z]|['’]s?\b|-\w")
_EVENT_AFTER = re.compile(r"\s+(?!(?:on|of|in|for|to|and|was|is|had|has|said|says)\b)[a-z]{4,}|['’]s\s+[a-z]")
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|by|of|from|until|till|during|before|after|between|for|to|through|throughout|and|early|late|"
    r"mid|fiscal|year|its|his|her|their|the|around|about|spring|summer|autumn|fall|winter|last)[\s-]+|\()$",
    re.IGNORECASE,
)
_COUNT_AFTER = re.compile(r"['’]?s\b|\s*[-–—/]\s*\d|-\w+-old")
_ENDS = re.compile(r"\s*(?:[.,;:)]|$)", re.MULTILINE)
_LONG = re.compile(r"['’]?s?[\s-]+(?:old|long)\b")


def expressions(text: str, start: int, end: int) -> Iterator[Expression]:
    """The dates named between two offsets, in order, none inside another."""
    for found in _PATTERN.finditer(text, start, end):
        meaning = _READERS[found.lastgroup or ""](found)
        if meaning is not None:
            yield Expression(found.start(), found.end(), meaning)


def _month(name: str) -> int:
    return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(name[:3].lower()))


def _weekday(name: str | None) -> int | None:
    return next((n for n, day in enumerate(_WEEKDAYS) if day.startswith(name[:3].lower())), None) if name else None


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


def _day_month(found: re.Match[str]) -> Meaning:
    return Calendar(
        _figure(found["dm_y"]),
        _month(found["dm_m"]),
        _figure(found["dm_d"]),
        _figure(found["dm_e"]),
        _weekday(found["dm_w"]),
    )


def _month_day(found: re.Match[str]) -> Meaning:
    return Calendar(
        _figure(found["md_y"]),
        _month(found["md_m"]),
        _figure(found["md_d"]),
        _figure(found["md_e"]),
        _weekday(found["md_w"]),
    )


def _month_year(found: re.Match[str]) -> Meaning:
    return Calendar(int(found["my_y"]), _month(found["my_m"]))


def _quarter(found: re.Match[str]) -> Meaning:
    number = int(found["q_n"] or _QUARTERS[found["q_o"]])
    return Months(_figure(found["q_y"]), 3 * number - 2)


def _season(found: re.Match[str]) -> Meaning:
    return Months(int(found["s_y"]), _SEASONS[found["s_n"]])


def _named_weekday(found: re.Match[str]) -> Meaning | None:
    if _NO_DAY_BEFORE.search(_before(found)) or _NO_DAY_AFTER.match(found.string, found.end()):
        return None
    which = (found["wd_which"] or "").split()
    word = {"past": "last", "previous": "last"}.get(which[-1], which[-1]) if which else ""
    return Weekday(_WEEKDAYS.index(found["wd_n"].lower()), word)


def _today(_: re.Match[str]) -> Meaning:
    return Shift(0, Unit.DAY)


def _yesterday(found: re.Match[str]) -> Meaning:
    return Shift(-2 if found["yd_before"] else -1, Unit.DAY)


def _tomorrow(found: re.Match[str]) -> Meaning:
    return Shift(2 if found["tm_after"] else 1, Unit.DAY)


def _distance(found: re.Match[str]) -> Meaning | None:
    how, words = found["di_how"], found["di_n"].lower()
    number = int(words) if words.isdecimal() else _COUNTS.get(words)
    of_event = how in ("before", "after") and not _ENDS.match(found.string, found.end())
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
    return None if _LONG.match(found.string, found.end()) else _period_shift(found["pe_which"].lower(), found["pe_u"])


def _period_shift(which: str, unit: str) -> Meaning | None:
    amounts = {"last": -1, "this": 0, "next": 1, "coming": 1, "current": 0}
    return Shift(amounts[which], Unit(unit)) if which in amounts else None


def _end(found: re.Match[str]) -> Meaning:
    return Shift(0, Unit(found["en_u"] or "year"))


def _weekend(_: re.Match[str]) -> Meaning:
    return Shift(0, Unit.WEEKEND)


def _bare_month(found: re.Match[str]) -> Meaning | None:
    """A month on its own, where the words round it show that it is no name, verb or adjective."""
    before = _WHICH_MONTH.search(_before(found))
    if not before:
        return None
    name = found["mo_m"]
    if before["noun"] and (name in ("May", "March") or not _EVENT_AFTER.match(found.string, found.end())):
        return None
    if before["name"] and name == "May":
        return None
    if name in ("May", "April", "June", "August") and _NAMED_AFTER.match(found.string, found.end()):
        return None
    return Calendar(None, _month(name), which=(before["which"] or "").lower())


def _years(found: re.Match[str]) -> Meaning:
    return Vague()


def _bare_year(found: re.Match[str]) -> Meaning | None:
    if not _BEFORE_YEAR.search(_before(found)) or _COUNT_AFTER.match(found.string, found.end()):
        return None
    return Calendar(int(found["yr"]))


def _decade(_: re.Match[str]) -> Meaning:
    return Vague()


_READERS: Mapping[str, Callable[[re.Match[str]], Meaning | None]] = {
    "iso": _iso,
    "figures": _figures,
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
