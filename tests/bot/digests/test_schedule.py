from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digests.cron import NoSuchCron
from bot.digests.schedule import CLOSEST, NoSuchSchedule, Schedule, next_runs, preview
from bot.errors import BotError

EVERY_HALF_HOUR = "*/30 * * * *"


def runs(cron: str, zone: str, after: str, count: int) -> str:
    """The next runs after a local time of the zone, as people see them; crons are parted by a bar."""
    schedule = Schedule(cron=tuple(cron.split("|")), zone=zone)
    return preview(next_runs(schedule, datetime.fromisoformat(after).replace(tzinfo=ZoneInfo(zone)), count))


@pytest.mark.parametrize(
    ("cron", "zone", "after", "told"),
    [
        # 02:30 on a night without it, and on one with two
        ("30 2 * * *", "Europe/Oslo", "2026-03-28 12:00", "Sun 29 Mar 03:00, Mon 30 Mar 02:30"),
        ("30 2 * * *", "Europe/Oslo", "2026-10-24 12:00", "Sun 25 Oct 02:30, Mon 26 Oct 02:30"),
        ("30 2,3 * * *", "America/New_York", "2026-03-08 00:00", "Sun 8 Mar 03:00, 03:30, Mon 9 Mar 02:30"),
        # clocks that skip midnight
        ("0 0 * * *", "Africa/Cairo", "2026-04-23 12:00", "Fri 24 Apr 01:00, Sat 25 Apr 00:00"),
        # half an hour, and a whole day
        ("15 2 * * *", "Australia/Lord_Howe", "2026-10-03 12:00", "Sun 4 Oct 02:30, Mon 5 Oct 02:15"),
        ("45 1 * * *", "Australia/Lord_Howe", "2026-04-04 12:00", "Sun 5 Apr 01:45, Mon 6 Apr 01:45"),
        ("0 8 * * *", "Pacific/Apia", "2011-12-29 09:00", "Sat 31 Dec 00:00, 08:00, Sun 1 Jan 2012 08:00"),
        # ends of years and of February
        (
            "30 23 31 12 *|0 0 1 1 *",
            "Asia/Tokyo",
            "2026-12-01 00:00",
            "Thu 31 Dec 23:30, Fri 1 Jan 2027 00:00",
        ),
        ("0 8 29 2 *", "Europe/Oslo", "2095-01-01 00:00", "Wed 29 Feb 08:00, Fri 29 Feb 2104 08:00"),
        # weekdays count from Sunday; either day will do; the numbered weekdays of a month
        ("0 8 * * 1-5", "UTC", "2026-11-20 09:00", "Mon 23 Nov 08:00, Tue 24 Nov 08:00"),
        ("0 8 * * 7", "UTC", "2026-11-20 09:00", "Sun 22 Nov 08:00, Sun 29 Nov 08:00"),
        ("0 8 25 * 1", "UTC", "2026-11-20 09:00", "Mon 23 Nov 08:00, Wed 25 Nov 08:00"),
        ("0 9 * * mon#1", "UTC", "2026-11-20 09:00", "Mon 7 Dec 09:00, Mon 4 Jan 2027 09:00"),
        ("0 9 * * 5#L", "UTC", "2026-11-20 09:00", "Fri 27 Nov 09:00, Fri 25 Dec 09:00"),
        # merged, without doubles
        ("0 8,18 * * *|0 8 * * 1", "UTC", "2026-11-22 20:00", "Mon 23 Nov 08:00, 18:00"),
    ],
)
def test_a_run_is_at_the_local_time_that_was_asked_for(cron: str, zone: str, after: str, told: str) -> None:
    assert runs(cron, zone, after, told.count(",") + 1) == told


def test_half_hours_follow_each_other_over_the_hour_that_is_skipped() -> None:
    schedule = Schedule(cron=(EVERY_HALF_HOUR,), zone="Europe/Oslo")
    night = list(islice(schedule.after(datetime(2026, 3, 29, 0, 0, tzinfo=UTC)), 6))
    assert {b - a for a, b in pairwise(night)} == {timedelta(minutes=30)}


def test_half_hours_are_not_told_again_in_the_hour_that_comes_twice() -> None:
    assert (
        runs(EVERY_HALF_HOUR, "Europe/Oslo", "2026-10-25 01:50", 4) == "Sun 25 Oct 02:00, 02:30, 03:00, 03:30"
    )
    twice = datetime(2026, 10, 25, 1, 15, tzinfo=UTC)  # 02:15 for the second time
    told = next_runs(Schedule(cron=(EVERY_HALF_HOUR,), zone="Europe/Oslo"), twice, 1)
    assert preview(told) == "Sun 25 Oct 03:00"


def test_runs_that_the_clocks_bring_together_are_one() -> None:
    told = runs("58 1 * * *|30 2 * * *|3 3 * * *", "Europe/Oslo", "2026-03-29 00:00", 2)
    assert told == "Sun 29 Mar 01:58, Mon 30 Mar 01:58"


@pytest.fixture
def zone_files(tmp_path: Path) -> Iterator[Path]:
    zoneinfo.reset_tzpath([tmp_path])
    ZoneInfo.clear_cache()
    yield tmp_path
    zoneinfo.reset_tzpath()
    ZoneInfo.clear_cache()


def test_a_change_of_a_zones_rules_moves_the_instants_and_keeps_the_local_times(zone_files: Path) -> None:
    schedule = Schedule(cron=("0 8 * * *",), zone="Europe/Oslo")
    after = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert next(schedule.after(after)).hour == 7
    newer = bytes.fromhex("545a69663200") + bytes(14)  # what a file of fixed time holds, as RFC 8536 has it
    counts = b"".join(n.to_bytes(4) for n in (0, 0, 0, 0, 1, 4))
    local = (3 * 3600).to_bytes(4) + bytes([0, 0]) + b"NEW\0"
    block = newer[:5] + bytes(15) + counts + local
    (zone_files / "Europe").mkdir()
    (zone_files / "Europe" / "Oslo").write_bytes(block + block + b"\nNEW-3\n")
    ZoneInfo.clear_cache()
    assert next(schedule.after(after)).hour == 5


@pytest.mark.parametrize(
    ("cron", "zone", "error", "words"),
    [
        ("0 0 31 2 *", "UTC", NoSuchCron, "there is no 31 February"),
        ("0 0 31 4,6,9,11 *", "UTC", NoSuchCron, "never run"),
        ("*/4 * * * *", "UTC", NoSuchSchedule, "5 minutes apart"),
        ("58 23 * * 1|1 0 * * 2", "UTC", NoSuchSchedule, "23:58 and 00:01"),
        ("0 25 * * *", "UTC", NoSuchCron, "“25” is no hour"),
        ("0 8 * *", "UTC", NoSuchCron, "this has 4"),
        ("*/0 * * * *", "UTC", NoSuchCron, "no minute"),
        ("0 8 * * 1#6", "UTC", NoSuchCron, "no weekday"),
        ("0 8 * * *", "Europe/Olso", NoSuchSchedule, "No time zone"),
        ("0 8 * * *", "../etc/passwd", NoSuchSchedule, "No time zone"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_an_example(
    cron: str, zone: str, error: type[BotError], words: str
) -> None:
    with pytest.raises(error, match=words) as refused:
        Schedule(cron=tuple(cron.split("|")), zone=zone)
    assert "“" in refused.value.cure


def test_times_close_to_each_other_on_days_that_never_meet_are_taken() -> None:
    assert runs("0 8 * * 1-5|3 8 * * 6,0", "UTC", "2026-11-20 09:00", 3) == (
        "Sat 21 Nov 08:03, Sun 22 Nov 08:03, Mon 23 Nov 08:00"
    )


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        next(Schedule(cron=("0 8 * * *",), zone="UTC").after(datetime(2026, 1, 1)))  # noqa: DTZ001


@given(
    minutes=st.sets(st.sampled_from(range(0, 60, 5)), min_size=1).map(sorted),
    hours=st.sets(st.integers(0, 23), min_size=1).map(sorted),
    zone=st.sampled_from(
        ["Europe/Oslo", "Australia/Lord_Howe", "America/New_York", "Africa/Cairo", "Asia/Kolkata"]
    ),
    after=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_runs_are_in_order_apart_and_the_same_from_wherever_one_looks(
    minutes: list[int], hours: list[int], zone: str, after: datetime
) -> None:
    cron = f"{','.join(map(str, minutes))} {','.join(map(str, hours))} * * *"
    schedule = Schedule(cron=(cron,), zone=zone)
    told = list(islice(schedule.after(after), 12))
    assert all(b - a >= CLOSEST for a, b in pairwise((after - CLOSEST, *told)))
    assert list(islice(schedule.after(told[4]), 7)) == told[5:]
    assert list(islice(schedule.after(told[4] - timedelta(microseconds=1)), 1)) == [told[4]]
