from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.dates import EXAMPLES, read_date
from summaries.when import When

TODAY = date(2021, 3, 17)  # a Wednesday
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2021-02-03", "2021-02-03"),
        ("2021-02", "2021-02"),
        ("2021", "2021"),
        ("3 February 2021", "2021-02-03"),
        ("3rd of Feb 2021", "2021-02-03"),
        ("February 3, 2021", "2021-02-03"),
        ("FEB 2021", "2021-02"),
        ("february", "2021-02"),
        ("september", "2020-09"),
        ("3 February", "2021-02-03"),
        ("20 March", "2020-03-20"),
        ("29 February", "2020-02-29"),
        ("today", "2021-03-17"),
        ("yesterday", "2021-03-16"),
        ("3d", "2021-03-14"),
        ("24h", "2021-03-16"),
        ("2w", "2021-03-03"),
        ("2 weeks ago", "2021-03-03"),
        ("1 month", "2021-02-17"),
        ("last week", "2021-03-08/2021-03-14"),
        ("last month", "2021-02"),
        ("last year", "2020"),
        ("this month", "2021-03"),
        ("monday", "2021-03-15"),
        ("wednesday", "2021-03-17"),
        ("last wednesday", "2021-03-10"),
        ("on friday", "2021-03-12"),
        ("13/2/2021", "2021-02-13"),
        ("2.3.2021", "2021-03-02"),
    ],
)
def test_a_date_is_read_as_people_mean_it(text, iso):
    assert read_date(text, TODAY).iso() == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2021-13-01",
        "2021-02-30",
        "30 February 2021",
        "2/3/2021",
        "999999d",
        "999999y",
        "0000",
        "٣d",
    ],
)
def test_what_is_no_date_or_could_be_two_is_none(text):
    assert read_date(text, TODAY) is None


def test_every_example_shown_to_users_works():
    assert all(read_date(text, TODAY) for text in EXAMPLES)


@given(DAYS, DAYS)
def test_a_day_reads_back_in_every_way_of_writing_it(day, today):
    for text in (
        day.isoformat(),
        str(When.day(day)),
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
    ):
        assert read_date(text, today) == When.day(day)


@given(DAYS, st.integers(min_value=0, max_value=500))
def test_days_ago_count_back_from_today(today, days):
    assert read_date(f"{days}d", today) == When.day(today - timedelta(days=days))


@given(
    DAYS,
    st.sampled_from(["monday", "sunday", "last friday", "march", "5 june", "last week", "last month", "2w"]),
)
def test_a_relative_date_never_begins_in_the_future(today, text):
    assert read_date(text, today).start <= today


@given(st.text(max_size=40), DAYS)
def test_no_text_is_too_strange_to_be_tried_as_a_date(text, today):
    found = read_date(text, today)
    assert found is None or found.start <= found.end
