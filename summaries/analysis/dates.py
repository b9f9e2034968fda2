"""Which day a date in a text means: resolved from the publication or the text before, never more exactly."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from summaries.analysis.date_expressions import (
    Calendar,
    Expression,
    Months,
    Shift,
    Unit,
    Weekday,
    expressions,
)
from summaries.analysis.document import Document
from summaries.when import Precision, When

MOST_DAYS = 31
"""A relative date that can mean more days than this is left in the article's words."""

REACH = 1200
"""How far back, in code points, "two days later" may look for the date it counts from."""

AHEAD = 100
"""A day of the year without its year is taken to lie ahead when it does so by at most this many days
and no past tense goes with it: news gives the year of days that are nearly a year past.
"""

HISTORY = 300
"""How far, in code points, a stated earlier year reaches in its paragraph."""

Range = tuple[date, date]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written from ``start`` to ``end`` (code points) and when that is."""

    start: int
    end: int
    when: When


def find_dates(document: Document) -> tuple[DateMention, ...]:
    """The dates named in an article, in order; relative ones as far as its publication is known."""
    places = [(p.start, p.end) for p in document.paragraphs]
    quoted = [(mark.inner_start, mark.inner_end) for mark in document.marks]
    return _find(document.text, document.article.published, places, quoted)


def dates_in(text: str, published: When, start: int = 0, end: int | None = None) -> tuple[DateMention, ...]:
    """The dates named in ``text`` between two offsets, for a text published at some time in ``published``."""
    return _find(text, published, [(start, len(text) if end is None else end)], [])


def _find(
    text: str, published: When, places: Iterable[tuple[int, int]], quoted: Sequence[tuple[int, int]]
) -> tuple[DateMention, ...]:
    mentions: list[DateMention] = []
    for start, end in places:
        for found in expressions(text, start, end):
            when = _Resolver(text, published, mentions, quoted).resolve(found)
            if when is not None:
                mentions.append(DateMention(found.start, found.end, when))
    return tuple(mentions)


@dataclass(frozen=True, slots=True)
class _Resolver:
    """What a date can be resolved from: the publication, and what the text told before."""

    text: str
    published: When
    before: Sequence[DateMention]
    quoted: Sequence[tuple[int, int]]

    def resolve(self, found: Expression) -> When | None:
        """When it is, unknown with its words where it can't be told; None where it is no date at all."""
        words = " ".join(self.text[found.start : found.end].split())
        match found.meaning:
            case Calendar() as meaning:
                return self._calendar(meaning, found, words)
            case Months(year=None) as meaning:
                return self._relative(lambda day: _latest_months(meaning.first, day), words)
            case Months() as meaning:
                return When.interval(*_months(meaning.year or 0, meaning.first), words=words)
            case Weekday() as meaning:
                return self._weekday(meaning, found, words)
            case Shift(told=True) as meaning:
                return self._from_told(meaning, found, words)
            case Shift() as meaning:
                return self._relative(lambda day: _shifted(day, meaning.amount, meaning.unit), words)
            case _:
                return When.unknown(words)

    def _relative(self, to_range: Callable[[date], Range], words: str) -> When:
        """What ``to_range`` makes of the publication day.

        Each such function grows with the day, so that the first and last possible days bound the answer.
        """
        if self.published.start is None or self.published.end is None:
            return When.unknown(words)
        return _when(to_range(self.published.start), to_range(self.published.end), words)

    def _calendar(self, meaning: Calendar, found: Expression, words: str) -> When | None:
        if meaning.year is not None:
            return _stated(meaning, meaning.year, words)
        if not _possible(meaning):
            return None
        year = self._year(meaning, found)
        when = _stated(meaning, year, words) if year else When.unknown(words)
        return when.model_copy(update={"inferred": bool(year)}) if when else None

    def _year(self, meaning: Calendar, found: Expression) -> int | None:
        """The year that a day or a month leaves out."""
        if self.published.start is None or self.published.end is None:
            return self._year_told(meaning)
        if told := self._history(found):
            return told
        tense = meaning.which or _tense(self.text, found.start, found.end)
        first, last = (_year_near(meaning, day, tense) for day in (self.published.start, self.published.end))
        if first == last or self.published.span_of_days <= MOST_DAYS:
            return last
        return None

    def _year_told(self, meaning: Calendar) -> int | None:
        """The year of the same day or month where the text has stated it before."""
        for mention in reversed(self.before):
            start = mention.when.start
            same = start and start.month == meaning.month and (meaning.day is None or start.day == meaning.day)
            if start and same and mention.when.precision in (Precision.DAY, Precision.MONTH):
                return start.year
        return None

    def _history(self, found: Expression) -> int | None:
        """The earlier year that a text is telling of, when it has just stated it: "In March 2011 ... on 5 April"."""
        last = self.before[-1] if self.before else None
        if last is None or last.when.inferred or last.when.start is None or self.published.start is None:
            return None
        near = found.start - last.end < HISTORY and "\n" not in self.text[last.end : found.start]
        exact = last.when.precision in (Precision.DAY, Precision.MONTH)
        past = last.when.start.year < self.published.start.year - 1
        return last.when.start.year if near and exact and past else None

    def _weekday(self, meaning: Weekday, found: Expression, words: str) -> When:
        which = meaning.which
        if which in ("", "this"):
            tense = _tense(self.text, found.start, found.end)
            which = "coming" if tense == "next" or (which == "this" and tense != "last") else "latest"
        return self._relative(lambda day: _weekday_near(day, meaning.weekday, which), words)

    def _from_told(self, meaning: Shift, found: Expression, words: str) -> When:
        anchor = self._anchor(meaning.unit, found.start)
        if anchor is None or anchor.start is None or anchor.end is None:
            return When.unknown(words)
        first = _shifted(anchor.start, meaning.amount, meaning.unit)[0]
        last = _shifted(anchor.end, meaning.amount, meaning.unit)[1]
        if meaning.amount > 0 and self.published.end and first <= self.published.end:
            last = min(last, self.published.end)
        return _when((first, last), (first, last), words)

    def _anchor(self, unit: Unit, start: int) -> When | None:
        """The last date told before ``start`` outside quotation marks, if it is as exact as ``unit`` needs."""
        most = {Unit.DAY: 7, Unit.WEEK: 7, Unit.WEEKEND: 7, Unit.MONTH: 31}.get(unit, 366)
        for mention in reversed(self.before):
            if start - mention.end > REACH:
                return None
            marked = any(a <= mention.start and mention.end <= b for a, b in self.quoted)
            if not marked and 0 < mention.when.span_of_days <= most:
                return mention.when
        return None


def _stated(meaning: Calendar, year: int, words: str) -> When | None:
    """The date with its year; None where the calendar has no such day."""
    if meaning.month is None:
        return When.year(year, words=words)
    if meaning.day is None:
        return When.month(year, meaning.month, words=words)
    try:
        first = date(year, meaning.month, meaning.day)
        last = first.replace(day=meaning.last_day or meaning.day)
    except ValueError:
        return None
    return When.interval(first, last, words=words) if first <= last else When.day(first, words=words)


def _possible(meaning: Calendar) -> bool:
    """Whether some year has this day: 29 February, but not the 30th."""
    return meaning.month is not None and (meaning.day or 1) <= calendar.monthrange(2000, meaning.month)[1]


def _year_near(meaning: Calendar, day: date, tense: str) -> int:
    """The year of the occurrence before ``day``, or after it where tense or nearness tell so."""
    month, of_month = meaning.month or 1, meaning.day
    now = (day.month, day.day) if of_month else (day.month,)
    that = (month, of_month) if of_month else (month,)
    latest = day.year if that <= now else day.year - 1
    if that == now:
        return latest - 1 if tense == "last" and not of_month and meaning.which else latest
    if tense == "next":
        return latest + 1
    ahead = (date(latest + 1, month, min(of_month or 1, 28)) - day).days <= AHEAD
    agrees = meaning.weekday is not None and _falls_on(meaning, latest + 1) and not _falls_on(meaning, latest)
    return latest + 1 if agrees or (ahead and tense != "last") else latest


def _falls_on(meaning: Calendar, year: int) -> bool:
    stated = _stated(meaning, year, "")
    return bool(stated and stated.start and stated.start.weekday() == meaning.weekday)


def _weekday_near(day: date, weekday: int, which: str) -> Range:
    """That day of the week: latest (``day`` included), last (before), coming (``day`` included), next (week)."""
    back = (day.weekday() - weekday) % 7
    match which:
        case "latest":
            found = day - timedelta(back)
        case "last":
            found = day - timedelta(back or 7)
        case "next":
            found = day - timedelta(day.weekday()) + timedelta(7 + weekday)
        case _:
            found = day + timedelta(-back % 7)
    return found, found


def _shifted(day: date, amount: int, unit: Unit) -> Range:
    """The whole day, ISO week, weekend, month, quarter or year that lies ``amount`` of them from that of ``day``."""
    match unit:
        case Unit.DAY:
            return day + timedelta(amount), day + timedelta(amount)
        case Unit.WEEK:
            monday = day - timedelta(day.weekday()) + timedelta(7 * amount)
            return monday, monday + timedelta(6)
        case Unit.WEEKEND:
            saturday = day - timedelta((day.weekday() - 5) % 7) + timedelta(7 * (amount + (amount < 0 and day.weekday() < 5)))
            return saturday, saturday + timedelta(1)
        case Unit.YEAR:
            return date(day.year + amount, 1, 1), date(day.year + amount, 12, 31)
        case Unit.MONTH | Unit.QUARTER:
            size = 1 if unit is Unit.MONTH else 3
            first = (day.year * 12 + day.month - 1) // size * size + amount * size
            return _whole_months(first, size)


def _months(year: int, first: int) -> Range:
    return _whole_months(year * 12 + first - 1, 3)


def _latest_months(first: int, day: date) -> Range:
    """The latest such three months that had begun on ``day``."""
    return _months(day.year if day.month >= first else day.year - 1, first)


def _whole_months(first: int, count: int) -> Range:
    """``count`` months from the month numbered ``first`` (year times twelve, plus the month less one)."""
    last_year, last_month = divmod(first + count - 1, 12)
    last = calendar.monthrange(last_year, last_month + 1)[1]
    return date(first // 12, first % 12 + 1, 1), date(last_year, last_month + 1, last)


def _when(first: Range, last: Range, words: str) -> When:
    """An inferred date that may be either range or lie between: exact if they agree, unknown if too far apart."""
    start, end = first[0], last[1]
    if first != last and (end - start).days >= MOST_DAYS:
        return When.unknown(words)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return When.year(start.year, inferred=True, words=words)
    if start == start.replace(day=1) and _whole_months(start.year * 12 + start.month - 1, 1) == (start, end):
        return When.month(start.year, start.month, inferred=True, words=words)
    return When.interval(start, end, inferred=True, words=words)


_SENTENCE_END = re.compile(r"[a-z\d)%\"”’][.!?][\"”’)]*\s+(?=[\"“‘A-Z])|\n")
_AHEAD = (
    r"(?P<ahead>\b(?:will|won['’]t|shall|would|scheduled|expected|due|planned|plans?|planning|set\s+to|set\s+for|slated|"
    r"until|till|by|effective|payable|expires?|starting|beginning|upcoming|ahead\s+of|"
    r"(?:is|are|was|were)\s+to|to\s+(?:be|begin|meet|resume|vote|open|start|end|expire|take|hold|travel|visit|"
    r"arrive|leave|return|attend|decide|discuss|hear|announce|host|appear))\b|['’]ll\b)"
)
_GONE = (
    r"(?P<gone>\b(?:was|were|had|did|said|told|met|held|took|came|went|began|broke|fell|rose|ended|made|gave|saw|got|"
    r"left|spoke|wrote|sent|won|lost|became|found|led|struck|shot|hit|set|put|ran|since|\w{3,}ed)\b)"
)
_TENSE = re.compile(f"{_AHEAD}|{_GONE}", re.IGNORECASE)
_CLAUSE = 90
"""How many code points on either side of a date may hold the verb that it goes with."""


def _tense(text: str, start: int, end: int) -> str:
    """ "next" where the nearest verb looks ahead, "last" where it looks back, "" where neither is near."""
    before = text[max(0, start - _CLAUSE) : start]
    ends = [found.end() for found in _SENTENCE_END.finditer(before)]
    found = list(_TENSE.finditer(before, ends[-1] if ends else 0))
    if not found:
        after = text[end : end + _CLAUSE]
        stop = _SENTENCE_END.search(after)
        found = list(_TENSE.finditer(after, 0, stop.start() + 1 if stop else len(after)))[:1]
    if not found:
        return ""
    return "next" if found[-1]["ahead"] else "last"


def date_of(document: Document, dates: Sequence[DateMention], start: int, end: int) -> When:
    """The date of what is told between two offsets, of a clause or of its verb; unknown where none goes with it."""
    inside = [d for d in dates if start <= d.start and d.end <= end and not document.inside_marks(d.start, d.end)]
    return inside[0].when if inside else When()
