"""What a date is resolved from: the publication, the dateline, and the dates told before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from summaries.analysis.dates.meanings import Calendar, Expression, Shift, Unit
from summaries.analysis.dates.tense import SENTENCE_END
from summaries.when import Precision, When

REACH = 1200
"""How far back, in code points, "two days later" may look for the date it counts from."""

FIRST_MIDNIGHT = 12
"""The hour of UTC at which a day begins in the east of the Pacific's islands (UTC+12)."""

HISTORY = 300
"""How far, in code points, a stated earlier year reaches in its paragraph."""


RANGE = re.compile(r"\d\s?[-–—/]\s?\w|\s(?:to|until|till|through|and)\s")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written from ``start`` to ``end`` (code points) and when that is."""

    start: int
    end: int
    when: When

    @property
    def is_range(self) -> bool:
        """Whether it names both ends of a time, so that "from" before it bounds nothing."""
        return self.when.precision is Precision.INTERVAL and RANGE.search(self.when.words) is not None


@dataclass(frozen=True, slots=True)
class Context:
    """What a date can be resolved from: the publication, and what the text told before.

    ``written`` is the day of the dateline, where it is another than that of the publication; ``url`` the
    article's address, if it has one.
    """

    text: str
    published: When
    before: Sequence[DateMention]
    quoted: Sequence[tuple[int, int]]
    written: When | None = None
    url: str = ""

    def of_year(self, shift: Shift | None, found: Expression) -> int | None:
        """The year that is so many years from the publication or from the date told before."""
        if shift is None:
            return None
        day = self.anchor(Unit.YEAR, found.start) if shift.told else self.published
        if day is None or day.start is None or day.end is None or day.start.year != day.end.year:
            return None
        return day.start.year + shift.amount

    def year_told(self, meaning: Calendar) -> int | None:
        """The year of the same day or month where the text has stated it before."""
        exact = (Precision.DAY,) if meaning.day else (Precision.DAY, Precision.MONTH)
        for mention in reversed(self.before):
            start = mention.when.start
            if start is None or mention.when.inferred or mention.when.precision not in exact:
                continue
            if start.month == meaning.month and meaning.day in (None, start.day):
                return start.year
        return None

    def history(self, found: Expression) -> int | None:
        """The earlier year that was just stated and is told of on: "In March 2011 ... on 5 April"."""
        last = self.before[-1] if self.before else None
        if last is None or last.when.inferred or last.when.start is None or self.published.start is None:
            return None
        near = found.start - last.end < HISTORY and "\n" not in self.text[last.end : found.start]
        exact = last.when.precision in (Precision.DAY, Precision.MONTH, Precision.INTERVAL)
        same_sentence = SENTENCE_END.search(self.text, last.end, found.start) is None
        past = last.when.start.year < self.published.start.year - (not same_sentence)
        return last.when.start.year if near and exact and past else None

    def begun_elsewhere(self, weekday: int) -> date | None:
        """The day after the publication where it is that weekday and had begun in some time zone.

        News that appears at 20:00 UTC on a Monday may tell what happened "early Tuesday" in Manila, unless
        its dateline tells its day.
        """
        at, day = self.published.at, self.next_day()
        if at is None or at.utcoffset() or at.hour < FIRST_MIDNIGHT or self.written or day is None:
            return None
        return day if day.weekday() == weekday else None

    def next_day(self) -> date | None:
        """The day after the last possible day of publication."""
        end = self.published.end
        return end + timedelta(1) if end is not None and end < date.max else None

    def anchor(self, unit: Unit, start: int) -> When | None:
        """The last date told before ``start`` outside quotation marks that is as exact as ``unit`` needs."""
        most = {Unit.DAY: 7, Unit.WEEK: 7, Unit.WEEKEND: 7, Unit.MONTH: 31}.get(unit, 366)
        for mention in reversed(self.before):
            if start - mention.end > REACH:
                return None
            marked = any(a <= mention.start and mention.end <= b for a, b in self.quoted)
            loose = mention.when.inferred and mention.when.precision is Precision.YEAR
            if not marked and not loose and 0 < mention.when.span_of_days <= most:
                return mention.when
        return None
