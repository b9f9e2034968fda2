from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from summaries.when import Precision, When

DAYS = st.dates(date(1500, 1, 1), date(2999, 12, 31))


@st.composite
def whens(draw):
    day, other = draw(DAYS), draw(DAYS)
    made = (
        When.day(day),
        When.month(day.year, day.month),
        When.year(day.year),
        When.interval(min(day, other), max(day, other)),
        When.instant(datetime(day.year, day.month, day.day, 12, 30, tzinfo=UTC)),
        When.unknown(),
    )
    return draw(st.sampled_from(made))


@given(whens())
def test_what_is_written_can_be_read_again(when):
    assert When.parse(when.iso()) == when


@given(whens())
def test_a_date_is_as_many_days_as_it_may_be(when):
    if when.start is None:
        assert when.span_of_days == 0
    else:
        assert when.span_of_days == (when.end - when.start).days + 1


@pytest.mark.parametrize(
    ("written", "precision", "shown"),
    [
        ("2021-02-03", Precision.DAY, "3 February 2021"),
        ("2021-02", Precision.MONTH, "February 2021"),
        ("2021", Precision.YEAR, "2021"),
        ("2021-02-03/2021-02-09", Precision.INTERVAL, "3 to 9 February 2021"),
        ("2021-02-27/2021-03-02", Precision.INTERVAL, "27 February to 2 March 2021"),
        ("2021-12-30/2022-01-02", Precision.INTERVAL, "30 December 2021 to 2 January 2022"),
        ("2021-02/2021-03", Precision.INTERVAL, "1 February to 31 March 2021"),
        ("2021-02-03T10:00:00+03:00", Precision.INSTANT, "3 February 2021"),
        ("2021-02-03T10:00:00", Precision.DAY, "3 February 2021"),
        ("2021-02-03/2021-02-03", Precision.DAY, "3 February 2021"),
        ("", Precision.UNKNOWN, "undated"),
    ],
)
def test_each_form_has_its_precision_and_its_wording(written, precision, shown):
    when = When.parse(written)
    assert when.precision is precision
    assert str(when) == shown


@pytest.mark.parametrize(
    "written", ["soon", "2021-02-30", "2021-13", "2021-02-09/2021-02-03", "/2021", "2021/"]
)
def test_what_is_no_date_is_refused(written):
    with pytest.raises(ValueError, match=r"."):
        When.parse(written)


def test_an_unresolved_date_keeps_the_words_of_the_article():
    assert str(When.unknown("the other week")) == "“the other week”, undated"


def test_a_leap_february_has_its_last_day():
    assert When.month(2024, 2).end == date(2024, 2, 29)


@pytest.mark.parametrize(
    "fields",
    [
        {"precision": "day"},
        {"precision": "unknown", "start": date(2021, 1, 1), "end": date(2021, 1, 1)},
        {"precision": "interval", "start": date(2021, 1, 2), "end": date(2021, 1, 1)},
        {"precision": "instant", "start": date(2021, 1, 1), "end": date(2021, 1, 1)},
        {
            "precision": "day",
            "start": date(2021, 1, 1),
            "end": date(2021, 1, 1),
            "at": datetime(2021, 1, 1, tzinfo=UTC),
        },
    ],
)
def test_an_impossible_date_cannot_be_built(fields):
    with pytest.raises(ValidationError):
        When(**fields)
