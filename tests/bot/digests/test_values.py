"""When a digest comes and when it keeps quiet, by its own clock."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digests.schedule import NoSuchSchedule, Schedule, next_runs, preview
from bot.digests.values import Quiet, Terms
from bot.digests.wording import read_digest
from summaries.topics import Actor, Topic

TOPIC = Topic(
    id="freedonia", title="Freedonia", actors=(Actor(id="freedonia", name="Freedonia"),), people=(), issues=()
)


def terms(cron: str, quiet: str, zone: str = "Europe/Oslo") -> Terms:
    start, end = map(time.fromisoformat, quiet.split("-"))
    return Terms(
        topic="freedonia", schedule=Schedule(cron=(cron,), zone=zone), quiet=Quiet(start=start, end=end)
    )


@pytest.mark.parametrize(
    ("quiet", "coming"),
    [
        ("22:00-07:00", "Mon 1 Jun 18:00, Tue 2 Jun 12:00, 18:00"),
        ("12:01-18:01", "Tue 2 Jun 00:00, 06:00, 12:00"),
        ("18:00-18:01", "Tue 2 Jun 00:00, 06:00, 12:00"),
        ("13:00-18:00", "Mon 1 Jun 18:00, Tue 2 Jun 00:00, 06:00"),
    ],
)
def test_runs_within_quiet_hours_stay_out(quiet: str, coming: str) -> None:
    after = datetime(2026, 6, 1, 13, tzinfo=UTC)
    assert preview(next_runs(terms("0 */6 * * *", quiet).runs, after)) == coming


def test_the_time_that_counts_is_what_the_clock_shows() -> None:
    skipped = datetime(2026, 3, 28, 12, tzinfo=UTC)  # the night after has no 02:30, so that it runs at 03:00
    assert preview(next_runs(terms("30 2,12 * * *", "03:00-04:00").runs, skipped, 2)) == (
        "Sun 29 Mar 12:30, Mon 30 Mar 02:30"
    )


def test_a_digest_that_would_never_be_heard_is_refused_with_an_example_that_works() -> None:
    with pytest.raises(NoSuchSchedule) as refused:
        read_digest("daily at 23:00 and 06:00 quiet 22:00-07:00", TOPIC, "UTC")
    assert (
        refused.value.problem == "All its times lie in its quiet hours, 22:00-07:00, so it would never come."
    )
    example = refused.value.cure.split("“")[1].split("”")[0]
    assert read_digest(example, TOPIC, "UTC").terms.quiet == Quiet(start=time(22), end=time(7))


@given(st.integers(0, 1439), st.integers(1, 1438), st.integers(0, 60 * 24 * 400))
def test_quiet_hours_begin_where_they_hold_first(start: int, length: int, minute: int) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    first, last = (time(n % 1440 // 60, n % 60) for n in (start, start + length))
    quiet = Quiet(start=first, end=last)
    begins = quiet.begins(at, ZoneInfo("UTC"))
    assert at <= begins < at + timedelta(days=1)
    assert quiet.holds(begins.time())
    assert begins == at or (begins.time() == first and not quiet.holds(at.time()))
