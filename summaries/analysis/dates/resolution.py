"""Which days a date in a text means: from the publication or from the text before, never more exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from summaries.analysis.dates.context import Context
from summaries.analysis.dates.days import (
    MOST_DAYS,
    Range,
    day_from,
    day_in,
    day_near,
    day_of_week,
    inferred,
    months,
    months_near,
    possible,
    same_day,
    shifted,
    stated,
    weekday_near,
    weeks_from,
    year_near,
)
from summaries.analysis.dates.figures import day_first
from summaries.analysis.dates.forms import EARLY, NAMES_AN_EVENT
from summaries.analysis.dates.meanings import (
    Calendar,
    DayOfMonth,
    EitherOrder,
    Expression,
    Months,
    Shift,
    Stretch,
    Unit,
    Weekday,
)
from summaries.analysis.dates.tense import DEADLINE, tense
from summaries.when import When

RECENT = 60
"""A day of the year is no part of older history when it passed by at most this many days ago."""


@dataclass(frozen=True, slots=True)
class Resolver(Context):
    """Which days a named date means in its context."""

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
            case EitherOrder() as meaning:
                return self._either(meaning, words)
            case Months() as meaning:
                return self._months(meaning, found, words)
            case DayOfMonth() as meaning:
                return self._day_of_month(meaning, found, words)
            case Weekday() as meaning:
                return self._weekday(meaning, found, words)
            case Shift() as meaning:
                return self._shift(meaning, found, words)
            case _:
                return When.unknown(words)

    def _shift(self, meaning: Shift, found: Expression, words: str) -> When:
        amount, unit = meaning.amount, meaning.unit
        if meaning.told:
            return self._from_told(meaning, found, words)
        if meaning.exact:
            return self._relative(lambda day: same_day(day, amount, unit), words)
        if amount == 0 and unit is Unit.WEEKEND and self._is_coming_weekend(found):
            return self._relative(lambda day: shifted(day, int(day.weekday() < 5), Unit.WEEKEND), words)
        base = self.written if unit is Unit.DAY else None
        return self._relative(lambda day: shifted(day, amount, unit), words, base)

    def _is_coming_weekend(self, found: Expression) -> bool:
        way = tense(self.text, found.start, found.end)
        return way == "next" or (way == "" and self.text[found.start : found.start + 4].lower() == "this")

    def _relative(self, to_range: Callable[[date], Range], words: str, base: When | None = None) -> When:
        """What ``to_range`` makes of the publication day, or of ``base``.

        Each such function grows with the day, so that the first and last possible days bound the answer.
        """
        base = base or self.published
        if base.start is None or base.end is None:
            return When.unknown(words)
        return inferred(to_range(base.start), to_range(base.end), words)

    def _calendar(self, meaning: Calendar, found: Expression, words: str) -> When | None:
        if meaning.year is not None:
            return stated(meaning, meaning.year, words)
        if not possible(meaning):
            return None
        year = self._year(meaning, found)
        when = stated(meaning, year, words) if year else When.unknown(words)
        return when.model_copy(update={"inferred": bool(year)}) if when else None

    def _either(self, meaning: EitherOrder, words: str) -> When:
        """A day in figures, in the order of the text; else the one that is the day of publication."""
        orders = [(meaning.second, meaning.first), (meaning.first, meaning.second)]
        days = [date(meaning.year, month, day) for month, day in orders]
        first = day_first(self.text, self.url)
        if first is not None:
            return When.day(days[not first], words=words)
        now = [day for day in days if day == self.published.start == self.published.end]
        return When.day(now[0], words=words) if now else When.unknown(words)

    def _day_of_month(self, meaning: DayOfMonth, found: Expression, words: str) -> When:
        """In the month told of last or the one after, else in that of the publication or next to it."""
        if (months := meaning.months) is not None:
            return self._relative(lambda day: day_in(day, meaning.day, months), words)
        way = tense(self.text, found.start, found.end)
        told = self.anchor(Unit.MONTH, found.start)
        if told is not None and told.start is not None:
            day = day_from(told.start, meaning.day)
            if way == "next" or self.published.end is None or day <= self.published.end:
                return inferred((day, day), (day, day), words)
        return self._relative(lambda day: day_near(day, meaning.day, ahead=way == "next"), words)

    def _months(self, meaning: Months, found: Expression, words: str) -> When:
        first, count = meaning.first, meaning.count
        year = meaning.year or self.of_year(meaning.of_year, found)
        if year is not None:
            inferred_so = meaning.year is None
            return When.interval(*months(year, first, count), inferred=inferred_so, words=words)
        if meaning.of_year is not None:
            return When.unknown(words)
        way = tense(self.text, found.start, found.end)
        which = "coming" if meaning.which == "this" and way == "next" else meaning.which
        return self._relative(lambda day: months_near(first, count, day, which), words)

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
        if meaning.of_year is not None:
            return self.of_year(meaning.of_year, found)
        if self.published.start is None or self.published.end is None:
            return self.year_told(meaning)
        way = meaning.which or self._tense_of_day(found)
        if way != "next" and meaning.day is not None and (year := self.year_told(meaning)) is not None:
            return year
        first, last = (year_near(meaning, day, way) for day in (self.published.start, self.published.end))
        if first != last and self.published.span_of_days > MOST_DAYS:
            return None
        passed = stated(meaning, last, "")
        recent = passed and passed.end and (self.published.end - passed.end).days <= RECENT
        if recent:
            return last
        named = meaning.day is not None and NAMES_AN_EVENT.match(self.text, found.end)
        return self.history(found) or (None if named else last)

    def _tense_of_day(self, found: Expression) -> str:
        """The tense that a day without its year goes with: a past verb counts only beside "on" that day."""
        way = tense(self.text, found.start, found.end)
        if way == "last" and DEADLINE.search(self.text, max(0, found.start - 20), found.start):
            return ""
        return way

    def _weekday(self, meaning: Weekday, found: Expression, words: str) -> When:
        which, weeks = meaning.which, meaning.weeks
        if weeks is not None and not meaning.roughly:
            return self._relative(lambda day: day_of_week(day, meaning.weekday, weeks), words)
        if which in ("previous", "following"):
            return self._weekday_told(meaning, found, words)
        if which in ("", "this"):
            way = tense(self.text, found.start, found.end)
            which = "coming" if way == "next" or (which == "this" and way != "last") else "latest"
        if weeks is not None:
            return self._relative(lambda day: weeks_from(day, meaning.weekday, which, weeks), words)
        if which == "latest" and (begun := self.begun_elsewhere(meaning.weekday)) is not None:
            early = EARLY.search(self.text, max(0, found.start - 12), found.end) is not None
            return inferred((begun, begun), (begun, begun), words) if early else When.unknown(words)
        base = self.written if self.written and self.written.start == self.next_day() else None
        return self._relative(lambda day: weekday_near(day, meaning.weekday, which), words, base)

    def _weekday_told(self, meaning: Weekday, found: Expression, words: str) -> When:
        anchor = self.anchor(Unit.DAY, found.start)
        if anchor is None or anchor.start is None or anchor.end is None:
            return When.unknown(words)
        which = "last" if meaning.which == "previous" else "coming"
        days = (day + timedelta(which == "coming") for day in (anchor.start, anchor.end))
        first, last = (weekday_near(day, meaning.weekday, which) for day in days)
        return inferred(first, last, words)

    def _from_told(self, meaning: Shift, found: Expression, words: str) -> When:
        anchor = self.anchor(meaning.unit, found.start)
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
