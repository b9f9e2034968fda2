"""Which days a date in a text means: from the publication or from the text before, never more exactly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from summaries.analysis.dates.days import (
    MOST_DAYS,
    Range,
    inferred,
    latest_months,
    months,
    possible,
    shifted,
    stated,
    weekday_near,
    year_near,
)
from summaries.analysis.dates.expressions import Calendar, Expression, Months, Shift, Stretch, Unit, Weekday
from summaries.analysis.dates.tense import DEADLINE, SENTENCE_END, tense
from summaries.when import Precision, When

REACH = 1200
"""How far back, in code points, "two days later" may look for the date it counts from."""

RECENT = 60
"""A day of the year is no part of older history when it passed by at most this many days ago."""

HISTORY = 300
"""How far, in code points, a stated earlier year reaches in its paragraph."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written from ``start`` to ``end`` (code points) and when that is."""

    start: int
    end: int
    when: When


@dataclass(frozen=True, slots=True)
class Resolver:
    """What a date can be resolved from: the publication, and what the text told before."""

    text: str
    published: When
    before: Sequence[DateMention]
    quoted: Sequence[tuple[int, int]]

    def resolve(self, found: Expression) -> When | None:
        """When it is, unknown with its words where it can't be told; None where it is no date at all."""
        words = " ".join(self.text[found.start : found.end].split())
        try:
            return self._resolved(found, words)
        except (ValueError, OverflowError):  # before the year 1 or after 9999
            return When.unknown(words)

    def _resolved(self, found: Expression, words: str) -> When | None:
        match found.meaning:
            case Calendar() as meaning:
                return self._calendar(meaning, found, words)
            case Stretch() as meaning:
                return self._stretch(meaning, found, words)
            case Months(year=int(year), first=first):
                return When.interval(*months(year, first), words=words)
            case Months(first=first):
                return self._relative(lambda day: latest_months(first, day), words)
            case Weekday() as meaning:
                return self._weekday(meaning, found, words)
            case Shift(told=True) as meaning:
                return self._from_told(meaning, found, words)
            case Shift(amount=0, unit=Unit.WEEKEND) if self._is_coming_weekend(found, words):
                return self._relative(lambda day: shifted(day, int(day.weekday() < 5), Unit.WEEKEND), words)
            case Shift(amount=amount, unit=unit):
                return self._relative(lambda day: shifted(day, amount, unit), words)
            case _:
                return When.unknown(words)

    def _is_coming_weekend(self, found: Expression, words: str) -> bool:
        return words.startswith("this") and tense(self.text, found.start, found.end) != "last"

    def _relative(self, to_range: Callable[[date], Range], words: str) -> When:
        """What ``to_range`` makes of the publication day.

        Each such function grows with the day, so that the first and last possible days bound the answer.
        """
        if self.published.start is None or self.published.end is None:
            return When.unknown(words)
        return inferred(to_range(self.published.start), to_range(self.published.end), words)

    def _calendar(self, meaning: Calendar, found: Expression, words: str) -> When | None:
        if meaning.year is not None:
            return stated(meaning, meaning.year, words)
        if not possible(meaning):
            return None
        year = self._year(meaning, found)
        when = stated(meaning, year, words) if year else When.unknown(words)
        return when.model_copy(update={"inferred": bool(year)}) if when else None

    def _stretch(self, meaning: Stretch, found: Expression, words: str) -> When:
        """From one day, or year, to another: a year told of either end holds for both."""
        first, last = meaning.first, meaning.last
        turns = (first.month or 1, first.day or 1) > (last.month or 1, last.day or 1)
        told = last.year is not None or first.year is not None
        year = last.year or (first.year + turns if first.year else self._year(last, found))
        if year is None:
            return When.unknown(words)
        start = stated(replace(first, year=None), first.year or year - turns, words)
        end = stated(replace(last, year=None), year, words)
        if not (start and end and start.start and end.end) or start.start > end.end:
            return When.unknown(words)
        return When.interval(start.start, end.end, inferred=not told, words=words)

    def _year(self, meaning: Calendar, found: Expression) -> int | None:
        """The year that a day or a month leaves out."""
        if self.published.start is None or self.published.end is None:
            return self._year_told(meaning)
        way = meaning.which or self._tense_of_day(found)
        first, last = (year_near(meaning, day, way) for day in (self.published.start, self.published.end))
        if first != last and self.published.span_of_days > MOST_DAYS:
            return None
        passed = stated(meaning, last, "")
        recent = passed and passed.end and (self.published.end - passed.end).days <= RECENT
        return last if recent else self._history(found) or last

    def _tense_of_day(self, found: Expression) -> str:
        """The tense that a day without its year goes with: a past verb counts only beside "on" that day."""
        way = tense(self.text, found.start, found.end)
        if way == "last" and DEADLINE.search(self.text, max(0, found.start - 20), found.start):
            return ""
        return way

    def _year_told(self, meaning: Calendar) -> int | None:
        """The year of the same day or month where the text has stated it before."""
        for mention in reversed(self.before):
            start = mention.when.start
            same = (
                start and start.month == meaning.month and (meaning.day is None or start.day == meaning.day)
            )
            if start and same and mention.when.precision in (Precision.DAY, Precision.MONTH):
                return start.year
        return None

    def _history(self, found: Expression) -> int | None:
        """The earlier year that was just stated and is told of on: "In March 2011 ... on 5 April"."""
        last = self.before[-1] if self.before else None
        if last is None or last.when.inferred or last.when.start is None or self.published.start is None:
            return None
        near = found.start - last.end < HISTORY and "\n" not in self.text[last.end : found.start]
        exact = last.when.precision in (Precision.DAY, Precision.MONTH, Precision.INTERVAL)
        same_sentence = SENTENCE_END.search(self.text, last.end, found.start) is None
        past = last.when.start.year < self.published.start.year - (not same_sentence)
        return last.when.start.year if near and exact and past else None

    def _weekday(self, meaning: Weekday, found: Expression, words: str) -> When:
        which = meaning.which
        if which in ("previous", "following"):
            return self._weekday_told(meaning, found, words)
        if which in ("", "this"):
            way = tense(self.text, found.start, found.end)
            which = "coming" if way == "next" or (which == "this" and way != "last") else "latest"
        return self._relative(lambda day: weekday_near(day, meaning.weekday, which), words)

    def _weekday_told(self, meaning: Weekday, found: Expression, words: str) -> When:
        anchor = self._anchor(Unit.DAY, found.start)
        if anchor is None or anchor.start is None or anchor.end is None:
            return When.unknown(words)
        which = "last" if meaning.which == "previous" else "coming"
        days = (day + timedelta(which == "coming") for day in (anchor.start, anchor.end))
        first, last = (weekday_near(day, meaning.weekday, which) for day in days)
        return inferred(first, last, words)

    def _from_told(self, meaning: Shift, found: Expression, words: str) -> When:
        anchor = self._anchor(meaning.unit, found.start)
        if anchor is None or anchor.start is None or anchor.end is None:
            return When.unknown(words)
        first = shifted(anchor.start, meaning.amount, meaning.unit)[0]
        last = shifted(anchor.end, meaning.amount, meaning.unit)[1]
        end = self.published.end
        if meaning.amount > 0 and end:
            if first > end and tense(self.text, found.start, found.end) != "next":
                return When.unknown(words)  # counted from another date than the last one told
            last = min(last, end) if first <= end else last
        return inferred((first, last), (first, last), words)

    def _anchor(self, unit: Unit, start: int) -> When | None:
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
