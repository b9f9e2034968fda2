"""Some days of digests with all that goes wrong; and whether the accounts would notice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from benchmarks import month
from benchmarks.month_accounts import Accounts
from benchmarks.month_calendar import Plan, changes, runs
from benchmarks.month_places import Rooms
from bot.digests.schedule import Schedule
from bot.messages import Place, Post, Posted

DAILY = frozenset(range(7))
OVER_THE_CHANGE = month.Size(datetime(2026, 3, 28, tzinfo=UTC), 3, 40)
FEW = month.Size(datetime(2026, 3, 28, tzinfo=UTC), 3, 16)


def lived(size: month.Size, folder: Path) -> month.Done:
    return asyncio.run(month.stretch(size, folder, (), lambda day: None))


def test_three_days_over_a_change_of_clocks_lose_repeat_and_stall_nothing(tmp_path: Path) -> None:
    done = lived(OVER_THE_CHANGE, tmp_path)
    total = done.accounts.total
    assert month.wrong([done]) == []
    assert total["sent"] > 50
    assert total["missed"] > 0
    assert done.faults["process died"] > 1
    assert done.accounts.statements["told"] > 100
    assert month.report([done]).splitlines()[-1] == (
        f"windows {total['sent'] + total['skipped'] + total['missed'] + total['failed']}, "
        f"sent {total['sent']}, skipped {total['skipped']}, missed {total['missed'] + total['failed']}, "
        "lost 0, repeated 0"
    )


# ---- what the accounts would notice


def spoilt(spoil: Callable[[pytest.MonkeyPatch], None], folder: Path) -> Accounts:
    with pytest.MonkeyPatch.context() as patch:
        spoil(patch)
        return lived(FEW, folder).accounts


def test_a_post_that_vanishes_is_lost(tmp_path: Path) -> None:
    post = Rooms.post

    async def vanishing(self: Rooms, place: Place, what: Post) -> Posted:
        posted = await post(self, place, what)
        if self.standing[place.channel][-1].key.endswith("7-1"):
            self.standing[place.channel].pop()
        return posted

    accounts = spoilt(lambda patch: patch.setattr(Rooms, "post", vanishing), tmp_path)
    assert any("is not there" in what for what in accounts.lost)
    assert accounts.repeated == []


def test_looking_without_seeing_repeats(tmp_path: Path) -> None:
    async def blind(self: Rooms, place: Place, key: str, since: datetime) -> None:
        return None

    def spoil(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(Rooms, "find", blind)
        patch.setattr("benchmarks.month_places.POST_FAULTS", 0.5)

    assert any("stands there 2 times" in what for what in spoilt(spoil, tmp_path).repeated)


def test_an_hour_off_after_the_clocks_changed_is_lost_and_unasked_for(tmp_path: Path) -> None:
    after = Schedule.after

    def off(self: Schedule, instant: datetime) -> object:
        change = datetime(2026, 3, 29, 1, tzinfo=UTC)
        for run in after(self, instant):
            yield run + timedelta(hours=1) if run > change and self.zone == "Europe/Oslo" else run

    accounts = spoilt(lambda patch: patch.setattr(Schedule, "after", off), tmp_path)
    assert any("nothing came of" in what for what in accounts.lost)
    assert any("nobody asked for" in what for what in accounts.repeated)


# ---- the calendar that all is compared with


def local(plan: Plan, day: date) -> list[str]:
    start = datetime.combine(day, time(), UTC) - timedelta(days=1)
    found = runs(plan, start, start + timedelta(days=3))
    shown = [run.astimezone(ZoneInfo(plan.zone)) for run in found]
    return [f"{run:%H:%M%z}" for run in shown if run.date() == day]


@pytest.mark.parametrize(
    ("zone", "day", "times", "expected"),
    [
        ("Europe/Oslo", date(2026, 3, 29), ("01:30", "02:30"), ["01:30+0100", "03:00+0200"]),
        ("Europe/Oslo", date(2026, 10, 25), ("02:30",), ["02:30+0200"]),
        ("Australia/Lord_Howe", date(2026, 4, 5), ("01:45",), ["01:45+1100"]),
        ("Europe/Oslo", date(2026, 3, 29), ("02:00", "02:30", "03:00"), ["03:00+0200"]),
        ("America/Santiago", date(2026, 4, 4), ("23:45",), ["23:45-0300"]),
    ],
)
def test_the_minutes_of_a_clock_tell_when_a_digest_is_to_run(
    zone: str, day: date, times: tuple[str, ...], expected: list[str]
) -> None:
    assert local(Plan(zone, tuple(map(time.fromisoformat, times)), DAILY), day) == expected


def test_the_stretches_hold_changes_of_both_seasons_and_hemispheres() -> None:
    spring = (month.SPRING, month.SPRING + timedelta(days=30))
    autumn = (month.AUTUMN, month.AUTUMN + timedelta(days=month.AUTUMN_DAYS))
    hour, half = timedelta(hours=1), timedelta(minutes=30)
    assert [by for _, by in changes("Europe/Oslo", *spring)] == [hour]
    assert [by for _, by in changes("America/New_York", *spring)] == [hour]
    assert [by for _, by in changes("Australia/Lord_Howe", *spring)] == [-half]
    assert [by for _, by in changes("Pacific/Auckland", *spring)] == [-hour]
    assert [by for _, by in changes("Europe/Oslo", *autumn)] == [-hour]
    assert [by for _, by in changes("America/New_York", *autumn)] == [-hour]
