"""Which windows have come; kept in a real store, they part time without gap or overlap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digests.windows import GRACE, Decision, decide, first, latest
from bot.storage import open_store
from bot.storage.digest_contract import Digests, Ending, GivenDigest, Opening, StoredDelivery, StoredDigest

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
START = datetime(2026, 3, 2, 6, tzinfo=UTC)
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


class Every:
    """A schedule that runs every so often."""

    def __init__(self, pause: timedelta, asked: int = 1_000_000) -> None:
        self.pause, self.left = pause, asked

    def after(self, instant: datetime) -> Iterator[datetime]:
        run = EPOCH + ((instant - EPOCH) // self.pause + 1) * self.pause
        while True:
            self.left -= 1
            assert self.left >= 0, "asked for far more runs than are needed"
            yield run
            run += self.pause


class Listed:
    """A schedule of a few runs."""

    def __init__(self, *runs: datetime) -> None:
        self.runs = runs

    def after(self, instant: datetime) -> Iterator[datetime]:
        return (run for run in self.runs if run > instant)


def at(now: datetime, cutoff: datetime = START, ran: datetime | None = None) -> Decision:
    return decide(Every(12 * HOUR), cutoff=cutoff, ran=ran or cutoff, now=now)


# ---- one decision (runs at 00:00 and 12:00)

NOON = START + 6 * HOUR


def test_before_the_first_run_nothing_has_come() -> None:
    assert at(NOON - MINUTE) == Decision(due=NOON)


def test_a_run_on_time_is_a_window_from_where_the_channel_was_told() -> None:
    decision = at(NOON)
    assert decision.due == NOON + 12 * HOUR
    window = decision.window
    assert window is not None
    assert (window.since, window.cutoff, window.end, window.missed) == (START, NOON, NOON, False)
    assert window.deadline == NOON + GRACE


def test_a_window_is_over_when_the_next_run_comes() -> None:
    decision = decide(Every(HOUR), cutoff=START, ran=START, now=START + HOUR)
    assert decision.window is not None
    assert decision.window.deadline == decision.due == START + 2 * HOUR


def test_after_a_down_time_the_whole_span_is_one_window_while_that_is_useful() -> None:
    window = at(NOON + 3 * DAY + GRACE).window
    assert window is not None
    assert (window.since, window.end, window.missed) == (START, NOON + 3 * DAY, False)


def test_later_than_that_the_run_is_missed_and_says_why() -> None:
    window = at(NOON + 3 * DAY + GRACE + MINUTE).window
    assert window is not None
    assert (window.missed, window.since, window.cutoff) == (True, START, START)
    assert window.why == "It was noticed 6 hours after its time, too late to be sent."


def test_what_was_missed_is_in_the_next_window() -> None:
    window = at(NOON + 12 * HOUR, cutoff=START, ran=NOON).window
    assert window is not None
    assert (window.since, window.end) == (START, NOON + 12 * HOUR)


def test_a_window_is_over_when_the_quiet_hours_begin() -> None:
    quiet = NOON + HOUR
    decision = decide(Every(12 * HOUR), cutoff=START, ran=START, now=NOON, hushed=lambda _: quiet)
    assert decision.window is not None
    assert (decision.window.missed, decision.window.deadline) == (False, quiet)


def test_a_run_that_is_noticed_in_the_quiet_hours_after_it_is_missed() -> None:
    now = NOON + 2 * HOUR
    window = decide(Every(12 * HOUR), cutoff=START, ran=START, now=now, hushed=lambda at: at).window
    assert window is not None
    assert (window.missed, window.cutoff, window.end) == (True, START, NOON)
    assert window.why == "It was noticed only in the quiet hours that followed."


def test_a_clock_set_back_gives_nothing_until_it_has_caught_up() -> None:
    assert at(NOON - DAY, cutoff=NOON) == Decision(due=NOON + 12 * HOUR)
    assert at(NOON, cutoff=NOON) == Decision(due=NOON + 12 * HOUR)


def test_a_schedule_without_further_runs_is_never_due_again() -> None:
    last = decide(Listed(NOON), cutoff=START, ran=START, now=NOON)
    assert last.due is None
    assert last.window is not None
    assert last.window.deadline == NOON + GRACE
    assert decide(Listed(NOON), cutoff=NOON, ran=NOON, now=NOON) == Decision(due=None)


def test_a_digest_made_at_a_run_waits_for_the_next() -> None:
    assert first(Every(12 * HOUR), NOON) == NOON + 12 * HOUR


@given(st.integers(0, 60 * 24 * 40), st.integers(0, 60 * 24 * 40), st.integers(5, 60 * 24 * 9))
def test_the_latest_run_is_the_last_of_them_all(begin: int, length: int, pause: int) -> None:
    runs, after = Every(pause * MINUTE), START + begin * MINUTE
    until = after + length * MINUTE
    every = []
    for run in runs.after(after):
        if run > until:
            break
        every.append(run)
    assert latest(runs, after, until) == (every[-1] if every else None)


def test_a_year_of_five_minutes_is_looked_through_in_a_few_steps() -> None:
    assert latest(Every(5 * MINUTE, asked=50), START, START + 365 * DAY) == START + 365 * DAY


# ---- many, in a store

Acts = list[tuple[str, int]]
acts: st.SearchStrategy[Acts] = st.lists(
    st.tuples(
        st.sampled_from(
            ["tick", "tick", "tick", "jump back", "down", "twice", "crash", "edit", "pause", "resume"]
        ),
        st.integers(0, 2_000),
    ),
    min_size=5,
    max_size=40,
)
ENDINGS: tuple[Ending, ...] = ("sent", "sent", "sent", "skipped", "failed", "missed")


class Desk:
    """One digest, its clock, and a process that does what it should, dies, or does it twice."""

    def __init__(self, digests: Digests, id: str) -> None:
        self.digests, self.id, self.now = digests, id, START
        self.runs = Every(HOUR)
        given = GivenDigest(id=id, topic="t", platform="p", workspace="", channel="c", who="ana", terms="x")
        digests.create(given, at=START, due=first(self.runs, START))

    @property
    def digest(self) -> StoredDigest:
        found = self.digests.find(self.id)
        assert found is not None
        return found

    def act(self, name: str, minutes: int) -> None:
        """Let time pass or jump, then do what the name says."""
        step = {"tick": minutes % 90, "down": minutes * 5, "jump back": -minutes}.get(name, minutes % 30)
        self.now += step * MINUTE
        if name == "edit":
            self.runs = Every((5 + minutes % 600) * MINUTE)
            due = first(self.runs, max(self.now, self.digest.ran))
            self.digests.edit(self.id, f"{minutes}", who="ana", at=self.now, due=due)
        elif name in {"pause", "resume"}:
            self.change(name)
        self.open(2 if name == "twice" else 1)
        if name != "crash":
            self.deliver(ENDINGS[minutes % len(ENDINGS)])

    def change(self, name: str) -> None:
        if name == "pause":
            self.digests.change_state(self.id, "paused", who="ana", at=self.now)
        else:
            due = first(self.runs, max(self.now, self.digest.ran))
            self.digests.change_state(self.id, "active", who="ana", at=self.now, due=due)

    def open(self, times: int) -> None:
        ripe = [digest for digest in self.digests.ripe(at=self.now, limit=9) if digest.id == self.id]
        for digest in ripe:
            seen = decide(self.runs, cutoff=digest.cutoff, ran=digest.ran, now=self.now)
            known = {"digest": self.id, "version": digest.version, "ran": digest.ran}
            opening = Opening.model_validate(known | {"due": seen.due, "window": seen.window})
            self.digests.open([opening] * times, at=self.now)

    def deliver(self, ending: Ending) -> None:
        for delivery in self.digests.claim(at=self.now, holder="me", until=self.now + MINUTE, limit=9):
            self.digests.finish(delivery, ending, at=self.now)

    def told(self) -> list[StoredDelivery]:
        history = self.digests.history(self.id, limit=100)
        return [delivery for delivery in reversed(history) if delivery.state in {"sent", "skipped"}]


@pytest.fixture(scope="module")
def digests() -> Iterator[Digests]:
    store = open_store("sqlite://")
    yield store.digests
    store.close()


@settings(max_examples=60, deadline=None)
@given(acts)
def test_windows_part_time_without_gap_or_overlap_whatever_happens(digests: Digests, acts: Acts) -> None:
    desk = Desk(digests, f"d{len(digests.listing())}")
    for name, minutes in acts:
        desk.act(name, minutes)
    reached = START
    for delivery in desk.told():
        assert delivery.since == reached < delivery.cutoff == delivery.end
        reached = delivery.cutoff
    assert desk.digest.cutoff == reached
    ends = [delivery.end for delivery in digests.history(desk.id, limit=100)]
    assert len(ends) == len(set(ends))
    digests.change_state(desk.id, "paused", who="ana", at=desk.now)


@settings(max_examples=25, deadline=None)
@given(acts)
def test_whatever_has_happened_a_desk_at_peace_delivers_every_run(digests: Digests, acts: Acts) -> None:
    desk = Desk(digests, f"d{len(digests.listing())}")
    for name, minutes in acts:
        desk.act(name, minutes)
    desk.now = max(desk.now, desk.digest.ran, START) + DAY
    desk.deliver("sent")
    desk.change("resume")
    due = desk.digest.due
    for _ in range(3):
        assert due is not None
        desk.now = due
        desk.open(1)
        desk.deliver("sent")
        assert desk.told()[-1].end == due
        due = desk.digest.due
    digests.change_state(desk.id, "paused", who="ana", at=desk.now)
