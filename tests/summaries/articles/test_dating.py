"""Dates as pages, feeds and mails write them, and which of several counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.articles.dating import ADDRESS, FEED, METADATA, TEXT, Dated, date_in_address, decide, read_date
from summaries.when import When


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2019-05-06", "2019-05-06"),
        ("2019-05", "2019-05"),
        ("20190506", "2019-05-06"),
        ("2019-05-06T10:15:00Z", "2019-05-06T10:15:00+00:00"),
        ("2019-05-06 10:15:00.1234567 +0300", "2019-05-06T10:15:00+03:00"),
        ("2019-05-06T10:15:00", "2019-05-06"),
        ("2019-05-06T00:00:00Z", "2019-05-06"),
        ("Mon, 06 May 2019 10:15:00 GMT", "2019-05-06T10:15:00+00:00"),
        ("1557137700", "2019-05-06T10:15:00+00:00"),
        ("1557137700000", "2019-05-06T10:15:00+00:00"),
        ("May 6th, 2019 at 9 o'clock", "2019-05-06"),
        ("Published on 6 May 2019", "2019-05-06"),
        ("0", ""),
        ("1970-01-01T00:00:00Z", ""),
        ("2119-05-06", ""),
        ("31 February 2019", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_written(written: str, iso: str) -> None:
    assert read_date(written).iso() == iso


@given(
    st.one_of(st.text(max_size=60), st.from_regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}", fullmatch=True))
)
def test_any_words_are_a_date_or_none(written: str) -> None:
    assert isinstance(read_date(written), When)


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://a.example/2019/05/06/ferries", "2019-05-06"),
        ("https://a.example/news/2019-05-06/ferries.html", "2019-05-06"),
        ("https://a.example/2019-05/06/c_138036.htm", "2019-05-06"),
        ("https://a.example/n/2019/0506/c90000.html", "2019-05-06"),
        ("https://a.example/world/2019/may/06/ferries", "2019-05-06"),
        ("https://a.example/mundo/ferries-20190506-0012.html", "2019-05-06"),
        ("https://a.example/2019/05/ferries", "2019-05"),
        ("https://a.example/article/20191399", ""),
        ("https://a.example/ferries?date=2019-05-06", ""),
        ("https://2019-05-06.example/ferries", ""),
        ("", ""),
    ],
)
def test_the_day_in_an_address_is_found(url: str, iso: str) -> None:
    assert date_in_address(url).iso() == iso


DAY, INSTANT = When.parse("2019-05-06"), When.parse("2019-05-06T10:15:00+00:00")
EARLIER, LATER = When.parse("2019-05-06T09:00:00+00:00"), When.parse("2019-05-09")


@pytest.mark.parametrize(
    ("told", "stated", "chosen"),
    [
        (When(), [], Dated()),
        (INSTANT, [], Dated(INSTANT, FEED)),
        (When(), [Dated(DAY, METADATA), Dated(INSTANT, TEXT)], Dated(INSTANT, TEXT)),
        (When(), [Dated(DAY, METADATA), Dated(LATER, TEXT)], Dated(DAY, METADATA)),
        (INSTANT, [Dated(DAY, METADATA)], Dated(INSTANT, FEED)),
        (EARLIER, [Dated(INSTANT, METADATA)], Dated(INSTANT, METADATA)),
        (DAY, [Dated(LATER, METADATA)], Dated(DAY, FEED)),
        (DAY, [Dated(When.month(2019, 5), ADDRESS)], Dated(DAY, FEED)),
        (When.month(2019, 5), [Dated(DAY, ADDRESS)], Dated(DAY, ADDRESS)),
    ],
)
def test_the_more_exact_and_the_better_founded_date_counts(
    told: When, stated: list[Dated], chosen: Dated
) -> None:
    assert decide(told, stated) == chosen
