"""When something happened or was said: as exact as the text allows, and never more exact."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, model_validator

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_YEAR = re.compile(r"\d{4}")
# Named here because strftime's names follow the machine's locale, and a brief must not.
_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class Precision(StrEnum):
    """How exact a date is."""

    INSTANT = "instant"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    INTERVAL = "interval"
    UNKNOWN = "unknown"


class When(BaseModel):
    """A date with its precision, as a closed range of calendar days.

    ``start`` and ``end`` are the first and last possible day (both None when unknown); ``at`` is set for an
    instant only and has a time zone. ``inferred`` marks a date worked out rather than stated. ``words`` are
    the article's own words for it ("last week"), kept for what could not be resolved and to explain what was.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    precision: Precision = Precision.UNKNOWN
    start: date | None = None
    end: date | None = None
    at: AwareDatetime | None = None
    inferred: bool = False
    words: str = ""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        known = self.precision is not Precision.UNKNOWN
        if known != (self.start is not None) or known != (self.end is not None):
            raise ValueError("a known date has a first and a last day, an unknown one has neither")
        if self.start and self.end and self.start > self.end:
            raise ValueError("a date cannot end before it starts")
        if (self.precision is Precision.INSTANT) != (self.at is not None):
            raise ValueError("an instant, and nothing else, has a time")
        return self

    @classmethod
    def day(cls, day: date, *, inferred: bool = False, words: str = "") -> Self:
        """One calendar day."""
        return cls(precision=Precision.DAY, start=day, end=day, inferred=inferred, words=words)

    @classmethod
    def month(cls, year: int, month: int, *, inferred: bool = False, words: str = "") -> Self:
        """One calendar month."""
        last = calendar.monthrange(year, month)[1]
        return cls(
            precision=Precision.MONTH,
            start=date(year, month, 1),
            end=date(year, month, last),
            inferred=inferred,
            words=words,
        )

    @classmethod
    def year(cls, year: int, *, inferred: bool = False, words: str = "") -> Self:
        """One calendar year."""
        return cls(
            precision=Precision.YEAR,
            start=date(year, 1, 1),
            end=date(year, 12, 31),
            inferred=inferred,
            words=words,
        )

    @classmethod
    def interval(cls, start: date, end: date, *, inferred: bool = False, words: str = "") -> Self:
        """Some time from ``start`` to ``end``, both included; one day when they are the same."""
        if start == end:
            return cls.day(start, inferred=inferred, words=words)
        return cls(precision=Precision.INTERVAL, start=start, end=end, inferred=inferred, words=words)

    @classmethod
    def instant(cls, at: datetime, *, inferred: bool = False) -> Self:
        """A moment with a time zone; its day is the day there."""
        return cls(precision=Precision.INSTANT, start=at.date(), end=at.date(), at=at, inferred=inferred)

    @classmethod
    def unknown(cls, words: str = "") -> Self:
        """Nothing is known but, perhaps, the article's words."""
        return cls(words=words)

    @classmethod
    def parse(cls, text: str, *, inferred: bool = False) -> Self:
        """Read ``2019-05-14``, ``2019-05``, ``2019``, ``2019-05-06/2019-05-11``, an ISO instant, or "".

        The forms are those of ISO 8601 and its Extended Date/Time Format, whose intervals may also go from
        month to month or from year to year. A time without a zone gives its day. ValueError for others.
        """
        text = text.strip()
        if not text:
            return cls.unknown()
        if "/" in text:
            first, _, last = text.partition("/")
            return cls.interval(_bounds(first)[0], _bounds(last)[1], inferred=inferred)
        if _DAY.fullmatch(text):
            return cls.day(date.fromisoformat(text), inferred=inferred)
        if found := _MONTH.fullmatch(text):
            return cls.month(int(found[1]), int(found[2]), inferred=inferred)
        if _YEAR.fullmatch(text):
            return cls.year(int(text), inferred=inferred)
        at = datetime.fromisoformat(text)
        if at.tzinfo is None:
            return cls.day(at.date(), inferred=inferred)
        return cls.instant(at, inferred=inferred)

    def iso(self) -> str:
        """The same forms that ``parse`` reads; "" when unknown."""
        if self.start is None or self.end is None:
            return ""
        match self.precision:
            case Precision.INSTANT:
                return self.at.isoformat() if self.at else ""
            case Precision.DAY:
                return self.start.isoformat()
            case Precision.MONTH:
                return self.start.isoformat()[:7]
            case Precision.YEAR:
                return self.start.isoformat()[:4]
            case _:
                return f"{self.start.isoformat()}/{self.end.isoformat()}"

    def __str__(self) -> str:
        """As a reader writes it: "14 May 2019", "May 2019", "6 to 11 May 2019", the words, or "undated"."""
        if self.start is None or self.end is None:
            return f"“{self.words}”, undated" if self.words else "undated"
        match self.precision:
            case Precision.MONTH:
                return f"{_month_name(self.start)} {self.start.year}"
            case Precision.YEAR:
                return str(self.start.year)
            case Precision.INTERVAL:
                return _range(self.start, self.end)
            case _:
                return _day(self.start)

    @property
    def span_of_days(self) -> int:
        """How many days it may be; 0 when unknown."""
        if self.start is None or self.end is None:
            return 0
        return (self.end - self.start) // timedelta(days=1) + 1


def _bounds(text: str) -> tuple[date, date]:
    """The first and last day of one end of an interval: a day, a month or a year."""
    when = When.parse(text)
    if when.start is None or when.end is None:
        raise ValueError(f"an interval has a first and a last date, and {text!r} is none")
    return when.start, when.end


def _month_name(day: date) -> str:
    return _MONTH_NAMES[day.month - 1]


def _day(day: date) -> str:
    return f"{day.day} {_month_name(day)} {day.year}"


def _range(start: date, end: date) -> str:
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {_day(end)}"
    if start.year == end.year:
        return f"{start.day} {_month_name(start)} to {_day(end)}"
    return f"{_day(start)} to {_day(end)}"
