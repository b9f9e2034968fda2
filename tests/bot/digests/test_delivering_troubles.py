"""Clocks that were wrong, stores that fail, threads that are gone: nothing is lost, nothing sent twice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from bot.digests.delivering import DOUBT, LEASE, RIGHT, Delivering
from bot.digests.delivering_one import Hold
from bot.messages import ChannelGone, Place, Post, Posted, Unreachable
from bot.storage.contract import Store
from bot.storage.errors import DatabaseBusy, DiskFull
from tests.bot.digests.channel import Channel, Clock, Line, Process
from tests.bot.digests.test_delivering import (
    DUE,
    WORDS,
    clock,
    engine,
    latest,
    rounds,
    store,
    subscribe,
)
from tests.bot.storage.making import article, put, quotation

__all__ = ["clock", "store"]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def came(store: Store, id: str, words: str, at: Any) -> None:
    """An article that is stored at that moment of whatever clock."""
    made = article(id, f"“{words}”, the government said.\n", "2021-06-01")
    put(store, made, quotation(made, words, issues=("loan",)), at=at)


def said(channel: Channel) -> list[str]:
    return [post.reply.model_dump_json() for _, post in channel.posts]


# ---- clocks


@pytest.mark.parametrize("ahead", [DAY, 31 * DAY, 366 * DAY])
async def test_a_clock_that_was_far_ahead_for_a_while_silences_and_repeats_and_loses_nothing(
    store: Store, clock: Clock, ahead: timedelta
) -> None:
    subscribe(store)
    channel = Channel()
    delivering = engine(store, channel, clock)
    clock.now = DUE - 30 * timedelta(minutes=1) + ahead
    await rounds(delivering, clock, 1)
    assert len(channel.posts) == 1
    came(store, "b", "Nobody repays what everybody owes", clock.now)  # by the wrong clock, after its window
    clock.now = DUE - timedelta(minutes=20)
    came(
        store, "c", "The creditors have been told so twice", clock.now
    )  # by the right one, before all is right
    clock.now = DUE - timedelta(minutes=5)
    await delivering.mend(RIGHT)
    clock.now = DUE + timedelta(seconds=1)
    await rounds(delivering, clock, 1)
    first, second = said(channel)
    assert [WORDS in text for text in (first, second)] == [True, False]
    assert ["Nobody repays" in text for text in (first, second)] == [False, True]
    assert ["The creditors" in text for text in (first, second)] == [False, True]
    for hours in (1, 2):
        clock.now = DUE + hours * HOUR + timedelta(seconds=1)
        await rounds(delivering, clock, 1)
    assert len(channel.posts) == 4
    assert all("creditors" not in text and "repay" not in text for text in said(channel)[2:])
    clock.now = DUE + ahead - timedelta(minutes=30)  # what it was by the wrong clock
    await rounds(delivering, clock, 1)
    clock.now = DUE + ahead + timedelta(seconds=1)
    await rounds(delivering, clock, 1)
    assert latest(store).end == DUE + ahead
    assert latest(store).state == "sent"


async def test_what_a_machine_stores_whose_clock_is_a_month_ahead_is_told_by_the_next_digest(
    store: Store, clock: Clock
) -> None:
    subscribe(store)
    channel = Channel()
    delivering = engine(store, channel, clock)
    await rounds(delivering, clock, 1)
    came(store, "b", "Nobody repays what everybody owes", clock.now + 31 * DAY)
    await delivering.mend(RIGHT)
    clock.now = DUE + HOUR + timedelta(seconds=1)
    await rounds(delivering, clock, 1)
    assert ["Nobody repays" in text for text in said(channel)] == [False, True]
    assert store.digests.put_right(at=clock.now) == 0


async def test_a_clock_set_back_by_an_hour_does_not_hold_up_what_is_tried_again(
    store: Store, clock: Clock
) -> None:
    subscribe(store)
    channel = Channel()
    channel.faults = [Unreachable("Away.")]
    delivering = engine(store, channel, clock)
    clock.now = DUE + timedelta(minutes=50)
    await rounds(delivering, clock, 1)
    clock.now = DUE + timedelta(minutes=1) - HOUR
    store.digests.mend(at=clock.now)
    await rounds(delivering, clock, 1)
    assert len(channel.posts) == 1


async def test_a_part_is_found_by_a_platform_whose_clock_is_behind_ours(store: Store, clock: Clock) -> None:
    subscribe(store)
    channel = Channel()
    channel.clock = lambda: clock.now - timedelta(minutes=10)
    channel.faults = ["after"]
    await rounds(engine(store, channel, clock), clock)
    assert (channel.asked, latest(store).state) == (1, "sent")


async def test_a_part_is_found_after_a_clock_that_was_ahead_was_set_right(store: Store, clock: Clock) -> None:
    subscribe(store)
    channel = Channel()
    delivering = engine(store, channel, clock)
    clock.now += 3 * DAY
    right = [DUE + timedelta(seconds=9)]
    channel.clock = lambda: right[0]
    channel.faults = ["after"]
    await rounds(delivering, clock, 1)
    clock.now = DUE + timedelta(minutes=5)
    store.digests.mend(at=clock.now)
    await rounds(delivering, clock, 2)
    assert (channel.asked, latest(store).state) == (1, "sent")


def test_a_claim_is_held_no_longer_than_either_clock_says(clock: Clock) -> None:
    hold = Hold(clock, 120)
    assert 119 < hold.left <= 120
    clock.forward(seconds=100)
    assert 19 < hold.left <= 20
    clock.forward(hours=-1)
    assert 119 < hold.left <= 120
    clock.forward(hours=2)
    assert hold.left < 0
    hold.renew(Hold(clock, 120))
    assert hold.left < 0


async def test_a_clock_set_forward_does_not_have_a_process_claim_what_it_works_on(
    store: Store, clock: Clock
) -> None:
    subscribe(store)
    channel, going = Channel(), asyncio.Event()

    class Slow(Line):
        async def post(self, place: Place, post: Post) -> Posted:
            await going.wait()
            return await super().post(place, post)

    delivering = engine(store, channel, clock)
    slow = Slow(channel, Process())
    delivering.postings = lambda: {"slack": slow}
    await delivering.round()
    await asyncio.sleep(0.01)
    clock.forward(minutes=30)
    await delivering.round()
    going.set()
    await delivering.settled()
    await rounds(delivering, clock, 2)
    assert (channel.asked, latest(store).turn, latest(store).state) == (1, 1, "sent")


# ---- who serves what


async def test_what_waits_for_a_platform_that_nobody_serves_is_missed_and_counted(
    store: Store, clock: Clock
) -> None:
    subscribe(store, platform="discord")
    delivering = engine(store, Channel(), clock)
    await rounds(delivering, clock, 58, minutes=1)
    assert latest(store).state == "due"
    await rounds(delivering, clock, 3, minutes=1)
    missed = store.digests.history("7k2m")[-1]
    assert (missed.state, missed.why) == (
        "missed",
        "Readout was not connected to its platform until its time was over.",
    )


async def test_what_may_stand_in_a_channel_waits_for_who_can_look(store: Store, clock: Clock) -> None:
    subscribe(store)
    channel = Channel()
    channel.faults = ["after"]
    delivering = engine(store, channel, clock)
    await rounds(delivering, clock, 1)
    line, delivering.postings = delivering.postings, dict
    await rounds(delivering, clock, 8, hours=1)
    assert latest(store).state == "failed"
    assert latest(store).again is not None
    delivering.postings = line
    await rounds(delivering, clock, 1)
    assert store.digests.history("7k2m")[-1].state == "sent"
    assert WORDS in said(channel)[0]


# ---- what goes wrong between two parts


async def test_a_thread_that_is_gone_ends_its_delivery_and_not_the_digest(store: Store, clock: Clock) -> None:
    subscribe(store, threaded=True)
    channel = Channel(pages=2)
    channel.faults = ["fine", ChannelGone("The thread is gone.")]
    delivering = engine(store, channel, clock)
    await rounds(delivering, clock, 1)
    stored = store.digests.find("7k2m")
    assert stored is not None
    assert (stored.state, latest(store).state, latest(store).why) == (
        "active",
        "failed",
        "The thread is gone.",
    )
    clock.now = DUE + HOUR + timedelta(seconds=1)
    await rounds(delivering, clock, 1)
    assert latest(store).state == "sent"


@pytest.mark.parametrize("more", [{}, {"thread": "17.1"}])
async def test_a_channel_or_a_chosen_thread_that_is_gone_between_two_parts_pauses_the_digest(
    store: Store, clock: Clock, more: dict[str, str]
) -> None:
    subscribe(store, **more)
    channel = Channel(pages=2)
    channel.faults = ["fine", ChannelGone("It is gone.")]
    await rounds(engine(store, channel, clock), clock)
    stored = store.digests.find("7k2m")
    assert stored is not None
    assert (stored.state, latest(store).state, channel.asked) == ("paused", "failed", 2)


@pytest.mark.parametrize("change", ["edited", "removed", "paused"])
async def test_what_people_change_while_parts_are_sent_leaves_no_half_digest(
    store: Store, clock: Clock, change: str
) -> None:
    subscribe(store)
    channel = Channel(pages=3)

    class Changed(Line):
        async def post(self, place: Place, post: Post) -> Posted:
            posted = await super().post(place, post)
            if post.page == 1 and change == "edited":
                terms = latest(store).digest.terms.replace('"0 * * * *"', '"30 9 * * *"')
                store.digests.edit("7k2m", terms, who="U2", at=clock(), due=DUE + DAY)
            elif post.page == 1:
                store.digests.change_state("7k2m", change, who="U2", at=clock())  # type: ignore[arg-type]
            return posted

    delivering = engine(store, channel, clock)
    line = Changed(channel, Process())
    delivering.postings = lambda: {"slack": line}
    await rounds(delivering, clock, 3)
    assert ([post.page for _, post in channel.posts], latest(store).state) == ([1, 2, 3], "sent")


# ---- what goes wrong with the store


class Failing:
    """Work for the store fails once, before it is done or with only its answer lost."""

    def __init__(self, at: int, error: Exception, *, done: bool) -> None:
        self.steps, self.at, self.error, self.done = 0, at, error, done

    async def __call__(self, work: Callable[[], Any]) -> Any:
        self.steps += 1
        if self.steps == self.at and not self.done:
            raise self.error
        made = work()
        if self.steps == self.at:
            raise self.error
        return made


async def surely(delivering: Delivering) -> None:
    with suppress(DatabaseBusy, DiskFull):
        await delivering.round()
    await delivering.settled()


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("error", [DiskFull("Full."), DatabaseBusy("Busy.")])
async def test_whatever_step_the_store_fails_at_each_part_stands_there_once(
    store: Store, clock: Clock, error: Exception, done: bool
) -> None:
    for step in range(1, 100):
        id = f"{step:04}"
        subscribe(store, id, channel=f"C{step}", threaded=True)
        channel = Channel(pages=2)
        delivering = engine(store, channel, clock)
        delivering.elsewhere = failing = Failing(step, error, done=done)
        clock.now = DUE + timedelta(seconds=1)
        await surely(delivering)
        for _ in range(4):
            clock.forward(seconds=LEASE.total_seconds() + 1)
            await surely(delivering)
        assert [post.page for _, post in channel.posts] == [1, 2], step
        assert latest(store, id).state == "sent", step
        store.digests.change_state(id, "removed", who="U1", at=clock())
        if failing.steps < step:
            break
    assert 15 < step < 99


async def test_what_the_store_broke_off_is_gone_on_with_as_soon_as_it_works_again(
    store: Store, clock: Clock
) -> None:
    for step in range(1, 100):
        id = f"{step:04}"
        subscribe(store, id, channel=f"C{step}", threaded=True)
        channel = Channel(pages=2)
        delivering = engine(store, channel, clock)
        delivering.elsewhere = failing = Failing(step, DatabaseBusy("Busy."), done=False)
        clock.now = DUE + timedelta(seconds=1)
        await surely(delivering)
        for _ in range(4):
            with suppress(DatabaseBusy):
                await delivering.keep()
            clock.forward(seconds=DOUBT.total_seconds() + 1)
            await surely(delivering)
        assert [post.page for _, post in channel.posts] == [1, 2], step
        assert latest(store, id).state == "sent", step
        store.digests.change_state(id, "removed", who="U1", at=clock())
        if failing.steps < step:
            break
    assert 15 < step < 99


async def test_what_the_store_failed_at_is_not_held_while_something_else_is_sent(
    store: Store, clock: Clock
) -> None:
    subscribe(store)
    subscribe(store, "8888", channel="C2")
    channel, going = Channel(), asyncio.Event()

    class Odd(Line):
        async def post(self, place: Place, post: Post) -> Posted:
            if place.channel == "C1":
                raise Unreachable("Away.")
            await going.wait()
            return await super().post(place, post)

    async def elsewhere(work: Any) -> Any:
        if work.func == store.digests.fail:
            raise DatabaseBusy("Busy.")
        return work()

    delivering = engine(store, channel, clock)
    odd = Odd(channel, Process())
    delivering.postings, delivering.elsewhere = (lambda: {"slack": odd}), elsewhere
    began = clock.now
    await delivering.round()
    await asyncio.sleep(0.05)
    clock.forward(seconds=60)
    await delivering.keep()
    assert latest(store).again == began + LEASE
    assert latest(store, "8888").again == clock.now + LEASE
    going.set()
    await delivering.settled()
