"""When a feed is read next: bounds, patience, and outages slept through."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.intervals import (
    BACKOFF,
    DAY,
    FIRST,
    HOUR,
    LONGEST,
    MINUTE,
    SHORTEST,
    after_failure,
    after_news,
    after_silence,
    item_after_failure,
    jittered,
)

NOW = datetime(2021, 6, 1, 12, tzinfo=UTC)
KINDS = ("address", "robots", "gone", "busy", "refused", "missing", "failing", "slow", "too-large", "garbled")
PASSING = ("busy", "failing", "slow", "garbled")

seconds = st.floats(0, 400 * DAY)
times = st.lists(st.integers(0, 4_000_000_000).map(lambda n: datetime.fromtimestamp(n, UTC)))


def every(gap: float, count: int, since: float = 0.0) -> list[datetime]:
    """The times of ``count`` publications, the last one so many seconds ago."""
    return [NOW - timedelta(seconds=since + n * gap) for n in range(count)]


@given(seconds, times, seconds)
def test_the_interval_is_always_within_bounds(before: float, published: list[datetime], floor: float) -> None:
    for found in (after_news(before, published, NOW, floor=floor), after_silence(before, floor=floor)):
        assert max(SHORTEST, min(floor, LONGEST)) <= found <= LONGEST


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (every(10 * MINUTE, 20), SHORTEST),  # a wire
        (every(2 * HOUR, 12), HOUR),  # a daily's feed
        (every(DAY, 8), LONGEST),  # a ministry
        (every(10 * MINUTE, 20, since=8 * HOUR), 2 * HOUR),  # a wire asleep
        (every(2 * HOUR, 2), FIRST / 2),  # too little to tell
        (every(10 * MINUTE, 9, since=-DAY), FIRST / 2),  # dated tomorrow
        ([], FIRST / 2),
    ],
)
def test_the_interval_follows_what_the_feed_publishes(published: list[datetime], expected: float) -> None:
    assert after_news(FIRST, published, NOW) == pytest.approx(expected, rel=0.01)


def test_a_silent_feed_is_left_alone_longer_and_longer() -> None:
    interval, readings = SHORTEST, 0
    while interval < LONGEST:
        interval, readings = after_silence(interval), readings + 1
    assert 15 < readings < 30


def test_what_the_feed_asks_for_is_a_floor() -> None:
    assert after_news(FIRST, every(MINUTE, 20), NOW, floor=HOUR) == HOUR
    assert after_silence(SHORTEST, floor=HOUR) == HOUR
    assert after_silence(SHORTEST, floor=9 * DAY) == LONGEST


@pytest.mark.parametrize(
    ("kind", "failures", "failing_for", "retry_after", "lasting", "expected"),
    [
        ("failing", 1, 0, None, False, MINUTE),
        ("failing", 4, 7 * MINUTE, None, False, 8 * MINUTE),
        ("slow", 9, 3 * HOUR, None, False, BACKOFF),
        ("busy", 40, 20 * HOUR, None, False, BACKOFF),
        ("failing", 90, 2 * DAY, None, False, HOUR),
        ("failing", 999, 60 * DAY, None, False, LONGEST),
        ("busy", 1, 0, 120, False, 120),
        ("busy", 9, DAY, 2 * HOUR, False, 2 * HOUR),
        ("busy", 1, 0, 0.5, False, MINUTE),
        ("busy", 1, 0, 400 * DAY, False, DAY),
        ("missing", 1, 0, None, False, BACKOFF),
        ("missing", 3, HOUR, None, False, DAY),
        ("address", 1, 0, None, True, DAY),
        ("robots", 3, HOUR, None, False, DAY),
        ("gone", 1, 0, None, True, None),
        ("gone", 1, 0, 60, True, None),
    ],
)
def test_the_pause_after_a_failure(
    kind: str,
    failures: int,
    failing_for: float,
    retry_after: float | None,
    lasting: bool,
    expected: float | None,
) -> None:
    found = after_failure(kind, failures, failing_for, retry_after=retry_after, lasting=lasting)
    assert found == expected


@given(st.sampled_from(PASSING), st.floats(MINUTE, 12 * HOUR))
def test_an_outage_costs_half_an_hour_more_and_not_a_day(kind: str, outage: float) -> None:
    passed, failures = 0.0, 0
    while passed < outage:
        failures += 1
        passed += after_failure(kind, failures, passed) or 0
    assert passed - outage <= BACKOFF
    assert failures <= 6 + outage / BACKOFF


@given(st.sampled_from(KINDS), st.integers(0, 10**6), seconds, st.none() | st.floats(0, 1e9), st.booleans())
def test_a_pause_is_never_too_short_nor_longer_than_a_day(
    kind: str, failures: int, failing_for: float, retry_after: float | None, lasting: bool
) -> None:
    pause = after_failure(kind, failures, failing_for, retry_after=retry_after, lasting=lasting)
    assert (pause is None) == (kind == "gone")
    assert pause is None or MINUTE <= pause <= DAY


@given(st.sampled_from(PASSING), st.integers(1, 500), seconds)
def test_more_failures_never_shorten_the_pause(kind: str, failures: int, failing_for: float) -> None:
    assert (after_failure(kind, failures + 1, failing_for) or 0) >= (
        after_failure(kind, failures, failing_for) or 0
    )


@pytest.mark.parametrize(
    ("kind", "failures", "waited", "lasting", "expected"),
    [
        ("failing", 1, 0, False, MINUTE),
        ("failing", 30, 5 * HOUR, False, BACKOFF),
        ("busy", 99, 6 * DAY, False, 3 * HOUR),
        ("slow", 99, 8 * DAY, False, None),
        ("missing", 1, 0, False, 10 * MINUTE),
        ("missing", 2, HOUR, False, HOUR),
        ("missing", 3, HOUR, False, None),
        ("garbled", 1, 0, False, MINUTE),
        ("garbled", 3, HOUR, False, None),
        ("gone", 1, 0, True, None),
        ("refused", 1, 0, False, None),
        ("failing", 1, 0, True, None),
    ],
)
def test_a_page_is_given_up_only_when_it_makes_no_sense_to_go_on(
    kind: str, failures: int, waited: float, lasting: bool, expected: float | None
) -> None:
    assert item_after_failure(kind, failures, waited, lasting=lasting) == expected


@given(st.floats(1, DAY), st.floats(0, 1))
def test_jitter_lengthens_by_a_fifth_at_most(interval: float, chance: float) -> None:
    assert interval <= jittered(interval, chance) <= 1.2 * interval * (1 + 1e-9)
