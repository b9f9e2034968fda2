"""Dates as feeds write them: each as exact as it is sure."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.articles.feed_dates import feed_date, plausible
from summaries.when import When

NOW = datetime(2019, 5, 6, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("Mon, 06 May 2019 10:00:00 GMT", "2019-05-06T10:00:00+00:00"),
        ("Sun, 06 May 2019 10:00:00 +0300", "2019-05-06T10:00:00+03:00"),
        ("Mon,06 May 2019 10:00:00 GMT", "2019-05-06T10:00:00+00:00"),
        ("6 May 19 10:00 EST", "2019-05-06T10:00:00-05:00"),
        ("6 May 99 10:00 Z", "1999-05-06T10:00:00+00:00"),
        ("Mon, 06 May 2019 10:00:00 GMT+3", "2019-05-06T10:00:00+03:00"),
        ("Mon, 06 May 2019 10:00:00 UTC-04:00", "2019-05-06T10:00:00-04:00"),
        ("Mon, 06 May 2019 10:00:00 -0000", "2019-05-06T10:00:00+00:00"),
        ("Mon, 06 May 2019 10:00:00 +0300 (MSK)", "2019-05-06T10:00:00+03:00"),
        ("Tue, 07 May 2019 08:00 PM GMT", "2019-05-07T20:00:00+00:00"),
        ("May 6, 2019 12:30 a.m. EST", "2019-05-06T00:30:00-05:00"),
        ("Mon May  6 10:00:00 UTC 2019", "2019-05-06T10:00:00+00:00"),
        ("2019-05-06T10:00:00Z", "2019-05-06T10:00:00+00:00"),
        ("2019-05-06T10:00Z", "2019-05-06T10:00:00+00:00"),
        ("2019-05-06T10:00:00.123456789+03:00", "2019-05-06T10:00:00+03:00"),
        ("2019-05-06 10:00:00 +0000", "2019-05-06T10:00:00+00:00"),
        ("2019-05-06T24:00:00Z", "2019-05-07T00:00:00+00:00"),
        ("2019-05-06T10:59:60Z", "2019-05-06T10:59:59+00:00"),
        ("20190506T100000Z", "2019-05-06T10:00:00+00:00"),
        ("1557136800", "2019-05-06T10:00:00+00:00"),
        ("1557136800000", "2019-05-06T10:00:00+00:00"),
        ("lun, 06 may 2019 10:00:00 -0400", "2019-05-06T10:00:00-04:00"),
        ("Пн, 06 мая 2019 10:00:00 +0300", "2019-05-06T10:00:00+03:00"),
        ("seg, 06 mai 2019 10:00:00 -0300", "2019-05-06T10:00:00-03:00"),
    ],
)
def test_a_time_with_its_zone_is_an_instant(words: str, iso: str) -> None:
    assert feed_date(words).iso() == iso


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("Mon, 06 May 2019 10:00:00", "2019-05-06"),
        ("2019-05-06 10:00:00", "2019-05-06"),
        ("2019-05-06T10:00:00", "2019-05-06"),
        ("Mon, 06 May 2019 10:00:00 BST", "2019-05-06"),
        ("Mon, 06 May 2019 10:00:00 CST", "2019-05-06"),
        ("Mon, 06 May 2019 10:00:00 +9900", "2019-05-06"),
        ("Mon, 06 May 2019 25:61:00 GMT", "2019-05-06"),
        ("6-May-2019", "2019-05-06"),
        ("May 6, 2019", "2019-05-06"),
        ("Monday, May 6, 2019 - 10:00", "2019-05-06"),
        ("06 de mayo de 2019", "2019-05-06"),
        ("segunda-feira, 6 de maio de 2019 10:00", "2019-05-06"),
        ("lundi 6 mai 2019 à 10h30", "2019-05-06"),
        ("1er août 2019", "2019-08-01"),
        ("6 мая 2019 г. 10:00", "2019-05-06"),
        ("06.05.2019 10:00", "2019-05-06"),
        ("13/04/2019 10:00", "2019-04-13"),
        ("04/13/2019", "2019-04-13"),
        ("05/05/2019", "2019-05-05"),
        ("20190506", "2019-05-06"),
        ("2019/05/06", "2019-05-06"),
        ("2019-5-6", "2019-05-06"),
        ("2019-05", "2019-05"),
        ("2019", "2019"),
    ],
)
def test_what_is_not_said_or_not_sure_makes_it_less_exact(words: str, iso: str) -> None:
    assert feed_date(words).iso() == iso


@pytest.mark.parametrize(
    "words",
    [
        *("", " ", "yesterday", "0", "-1", "0000-00-00", "0000-00-00 00:00:00", "2019-00-00", "2019-13-01"),
        *(
            "Thu, 31 Jun 2019 10:00:00 GMT",
            "2019-02-30",
            "31/06/2019",
            "20199-05-06",
            "Mon, 06 May 20199 10:00:00 GMT",
        ),
        *("03/04/2019", "6 Foo 2019", "9" * 400, "2019-05-06T", "²⁰¹⁹", "1", "0" * 10, "9999999999999"),
        *("Mon, 06 May 0019 10:00:00 GMT", "9999-12-31", "None", "null", "Invalid Date", "NaN"),
    ],
)
def test_what_is_no_date_or_may_be_two_is_unknown(words: str) -> None:
    assert feed_date(words) == When()


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("2019-05-06T11:59:00Z", True),
        ("2019-05-07T11:59:00Z", True),
        ("2019-05-07T12:01:00Z", False),
        ("2019-05-07", True),
        ("2019-05-08", False),
        ("2019-05", True),
        ("2019-06", False),
        ("1990-01-01", True),
        ("1989-12-31", False),
        ("Thu, 01 Jan 1970 00:00:00 GMT", False),
        ("2087-05-06T00:00:00Z", False),
        ("", False),
    ],
)
def test_a_date_is_plausible_from_1990_to_a_day_ahead(words: str, kept: bool) -> None:
    assert (plausible(feed_date(words), NOW).start is not None) is kept


@given(st.text(max_size=60) | st.from_regex(r"[0-9 :.,/TZ+-]{1,40}", fullmatch=True))
def test_any_words_give_a_date_or_unknown(words: str) -> None:
    when = feed_date(words)
    assert When.parse(when.iso()).start == when.start
