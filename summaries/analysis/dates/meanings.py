"""What a named date says: a place in the calendar, or a way to count from another day."""

from __future__ import annotations

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
class Shift:
    """So many units from the publication or, if ``told``, from the date that the text told before.

    An ``exact`` one names the day that so many years or weeks lie from: "three years ago today".
    """

    amount: int
    unit: Unit
    told: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """A place in the calendar; what the text leaves out is None.

    ``last_day`` ends a range of days; ``which`` is the "last", "next" or "this" before a month; ``of_year``
    says which year is meant, counted from another: "in May last year", "on 3 March of the following year".
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    weekday: int | None = None
    which: str = ""
    of_year: Shift | None = None


@dataclass(frozen=True, slots=True)
class EitherOrder:
    """Two figures of which either may be the month (both at most 12): 3/4/2019."""

    year: int
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day without its month: "on the 14th". ``months`` counts from that of the publication where told."""

    day: int
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time from one place in the calendar to another: "28 October to 3 November", "2015 to 2017"."""

    first: Calendar
    last: Calendar


@dataclass(frozen=True, slots=True)
class Months:
    """A quarter, a half or a season: ``count`` months from ``first`` (1 to 12), maybe into the next year.

    Without ``year`` and ``of_year`` it is the latest, or as ``which`` says ("last", "this", "next").
    """

    year: int | None
    first: int
    count: int = 3
    which: str = ""
    of_year: Shift | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 0 for Monday; ``which`` is "", "last", "this", "coming", "next", or told
    of another day: "previous" or "following". ``weeks`` names its week, counted from that of the publication;
    where ``roughly``, from the day: "a week ago Tuesday" and "Tuesday two weeks ago".
    """

    weekday: int
    which: str = ""
    weeks: int | None = None
    roughly: bool = False


@dataclass(frozen=True, slots=True)
class Vague:
    """A time that no calendar can hold: "the 1990s", "several weeks ago"."""


Meaning = Calendar | EitherOrder | DayOfMonth | Stretch | Months | Weekday | Shift | Vague


@dataclass(frozen=True, slots=True)
class Expression:
    """A date as written, from ``start`` to ``end`` (code points)."""

    start: int
    end: int
    meaning: Meaning
