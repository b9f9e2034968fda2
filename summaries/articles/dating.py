"""When an article was published, how exactly that is known, and from where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from summaries.when import Precision, When

FEED, METADATA, ADDRESS, TEXT = "the feed", "the page's metadata", "the address", "the page's text"
"""Where a date is known from, for ``published_basis``."""

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)
"""No news page is older than the first web server, and nothing here is read in 2100."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_MONTH_FIRST = re.compile(rf"\b{_NAMED}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_NAMED},?\s+(\d{{4}})\b", re.IGNORECASE)
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ]+(\d\d:?\d\d(?::?\d\d)?)(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?(?!\d)"
)
_STAMP = re.compile(r"\d{10}(?:\d{3})?")
_IN_ADDRESS = (
    re.compile(r"[/_-]((?:19|20)\d\d)[/_-](\d{1,2})[/_-](\d{1,2})(?=[/_.-]|$)"),
    re.compile(r"[/_-]((?:19|20)\d\d)-?/?([01]\d)[/-]?([0-3]\d)(?=[/_.-]|$)"),
    re.compile(rf"/((?:19|20)\d\d)/{_NAMED}/(\d{{1,2}})(?=/|$)", re.IGNORECASE),
)
_MONTH_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d)(?=/)")
_A_DAY = timedelta(days=1)
_LONGEST = 120


class Dated(NamedTuple):
    """A date with where it is known from."""

    when: When = When()
    basis: str = ""


def read_date(written: str) -> When:
    """Read a date as pages, feeds and mails write it: ISO 8601, RFC 2822, seconds since 1970, English words.

    A time without a zone gives its day, and so does midnight to the second, which stands for a day whose
    time nobody knew. Unknown for what is no date, for the epoch, and outside ``EARLIEST`` to ``LATEST``.
    """
    written = written.strip()[:_LONGEST]
    try:
        return next((when for when in _readings(written) if _is_sane(when)), When())
    except (ValueError, OverflowError, TypeError, IndexError, OSError):
        return When()


def date_in_address(url: str) -> When:
    """The day in an address such as ``/2019/05/06/slug``, or the month where there is only that."""
    path = url.partition("://")[2]
    path = path[path.find("/") :].partition("?")[0] if "/" in path else ""
    for pattern in _IN_ADDRESS:
        for day in pattern.finditer(path):
            if _is_sane(when := _day(day[1], day[2], day[3])):
                return when
    month = _MONTH_IN_ADDRESS.search(path)
    if month and 1 <= int(month[2]) <= 12 and EARLIEST.year <= int(month[1]):
        return When.month(int(month[1]), int(month[2]))
    return When()


def decide(told: When, stated: Iterable[Dated]) -> Dated:
    """Choose among what the feed told and what the page states, in order of trust.

    The page counts more than the feed, except for a feed's instant beside the page's mere day. A page's date
    of more than a day after the feed announced it is none.
    """
    known = [dated for dated in stated if dated.when.start and not _is_after(dated.when, told)]
    best = known[0] if known else Dated()
    instant = next((dated for dated in known if dated.when.precision is Precision.INSTANT), None)
    if instant is not None and _is_near(instant.when, best.when):
        best = instant
    if told.start is None or best.when.precision is Precision.INSTANT:
        return best
    exact = told.precision is Precision.INSTANT or best.when.start is None
    vague = best.when.span_of_days > told.span_of_days or best.when.inferred
    return Dated(told, FEED) if exact or vague else best


def _readings(written: str) -> Iterator[When]:
    if found := _ISO.search(written):
        yield _iso(found)
    if _STAMP.fullmatch(written):
        yield _exact(datetime.fromtimestamp(int(written[:10]), UTC))
    if len(written) == 8 and written.isdigit():
        yield _day(written[:4], written[4:6], written[6:])
    if "," in written or ":" in written:
        yield _mail_date(written)
    if found := _MONTH_FIRST.search(written):
        yield _day(found[3], found[1], found[2])
    if found := _DAY_FIRST.search(written):
        yield _day(found[3], found[2], found[1])
    yield _standard(written)


def _iso(found: re.Match[str]) -> When:
    day = _day(found[1], found[2], found[3])
    if not found[4] or not found[5] or day.start is None:
        return day
    zone = "+00:00" if found[5] in {"Z", "UTC", "GMT"} else found[5]
    try:
        return _exact(datetime.fromisoformat(f"{day.start.isoformat()}T{found[4]}{zone}"))
    except ValueError:
        return day


def _mail_date(written: str) -> When:
    try:
        at = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return When()
    return When.day(at.date()) if at.tzinfo is None else _exact(at)


def _standard(written: str) -> When:
    try:
        when = When.parse(written)
    except (ValueError, OverflowError):
        return When()
    return _exact(when.at) if when.at else when


def _exact(at: datetime) -> When:
    """An instant, or its day where it is midnight to the second."""
    if (at.hour, at.minute, at.second) == (0, 0, 0):
        return When.day(at.date())
    return When.instant(at.replace(microsecond=0))


def _day(year: str, month: str, day: str) -> When:
    number = _MONTHS.index(month[:3].lower()) + 1 if month[0].isalpha() else int(month)
    try:
        return When.day(date(int(year), number, int(day)))
    except ValueError:
        return When()


def _is_sane(when: When) -> bool:
    return when.start is not None and when.start >= EARLIEST and (when.end or when.start) < LATEST


def _is_after(when: When, told: When) -> bool:
    return bool(when.start and told.end and when.start > told.end + _A_DAY)


def _is_near(one: When, other: When) -> bool:
    return bool(
        one.start and other.start and other.end and other.start - _A_DAY <= one.start <= other.end + _A_DAY
    )
