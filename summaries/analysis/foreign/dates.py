"""When something was said, as the clause of its verb tells: days by name or number, or counted from today."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from summaries.analysis.dates.meanings import Calendar, Expression, Meaning, Shift, Unit, Weekday
from summaries.analysis.dates.resolution import Resolver
from summaries.analysis.foreign.tongue import Tongue
from summaries.model import Article
from summaries.when import When


class Dated(NamedTuple):
    """A date as written, from ``start`` to ``end``; ``when`` None where it tells something else's date."""

    start: int
    end: int
    when: When | None


class Dates:
    """The dates of one article, resolved against its publication as English ones are."""

    def __init__(self, article: Article, tongue: Tongue, places: Sequence[tuple[int, int]]) -> None:
        self._tongue = tongue
        self._resolver = Resolver(article.text, article.published, (), (), url=article.url)
        self._last_day = article.published.end
        self._found = {start: list(self._read(article.text, start, end)) for start, end in places}

    def within(self, paragraph: int, start: int, end: int) -> list[Dated]:
        """The dates between two offsets of the paragraph that begins at ``paragraph``."""
        return [
            dated for dated in self._found.get(paragraph, ()) if start <= dated.start and dated.end <= end
        ]

    def _read(self, text: str, start: int, end: int) -> Iterator[Dated]:
        for found in self._tongue.date.finditer(text, start, end):
            if found["other"]:
                yield Dated(found.start(), found.end(), None)
                continue
            meaning = self._meaning(found)
            if meaning is not None:
                words = Expression(found.start(), found.end(), meaning)
                other = found["skip"] or self._belongs(text[max(0, found.start() - 30) : found.start()])
                yield Dated(found.start(), found.end(), None if other else self._said(words))

    def _belongs(self, before: str) -> bool:
        """Whether a date is that of an occasion named before it: "after the meeting 6 May"."""
        words = before.split()
        if not words or not words[-1].islower():
            return False
        done = re.fullmatch(
            r"\w{3,}(?:[ai]d[oa]s?|ée?s?)", words[-1]
        ) is not None and not self._tongue.cue.search(before)
        return done or (len(words) > 1 and words[-2].lower() in self._tongue.occasions)

    def _said(self, found: Expression) -> When | None:
        """When it was said; a day that lies ahead is no day on which something was said."""
        when = self._resolver.resolve(found)
        if when is None or when.start is None:
            return when
        ahead = self._last_day is not None and when.start > self._last_day + timedelta(days=1)
        return None if ahead else when

    def _meaning(self, found: re.Match[str]) -> Meaning | None:
        tongue = self._tongue
        if word := found["word"]:
            return Shift(tongue.day_words[word.lower()], Unit.DAY)
        for day, month, year in (("d1", "m1", "y1"), ("d2", "m2", "y2")):
            if found[day] and found[month]:
                return _calendar(found[day], found[month], found[year], tongue)
        if found["coming"]:
            return None
        return Weekday(tongue.weekdays[found["weekday"].lower()]) if found["weekday"] else None


def _calendar(day: str, month: str, year: str | None, tongue: Tongue) -> Meaning:
    number = re.match(r"\d+", day)
    of_year = tongue.months[month.lower()]
    return Calendar(int(year) if year else None, of_year, int(number[0]) if number else 1)
