"""People are told once that a digest does not come, and administrators in one message for a whole outage."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.digests.notices import STALE, Noticing
from bot.messages import ChannelGone, NotAllowed, Problem, Refused, Throttled, Unreachable, Unsure
from bot.places import Channel as Desk
from bot.storage import open_store
from bot.storage.contract import Store
from tests.bot.digests.channel import Channel, Clock, Died, Line, Process
from tests.bot.storage.test_digests import create, found, opening

AT = datetime(2021, 6, 2, 12, tzinfo=UTC)
DESK = Desk("slack", "T9", "C9")


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store("sqlite://")
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    return Clock(AT)


def noticing(store: Store, channel: Channel, clock: Clock, process: Process | None = None) -> Noticing:
    runs = process or Process()
    line = Line(channel, runs)
    return Noticing(store, lambda: {"slack": line}, alerts=(DESK,), clock=clock, elsewhere=runs.elsewhere)


async def rounds(telling: Noticing, clock: Clock, number: int = 6, **pause: float) -> None:
    for _ in range(number):
        await telling.round()
        clock.forward(**(pause or {"seconds": 15}))


def pause(store: Store, id: str = "7k2m") -> None:
    create(store.digests, id)
    store.notices.pause(id, why="The channel is gone.", at=AT)


def missed(store: Store, number: int, first: int = 0) -> None:
    """So many digests that were missed in one outage."""
    ids = [f"{each:04d}" for each in range(first, first + number)]
    for id in ids:
        create(store.digests, id)
    openings = [opening(found(store.digests, id), missed=True, why="Readout was down.") for id in ids]
    store.digests.open(openings, at=AT)


async def test_a_person_is_told_once_why_and_what_starts_it_again(store: Store, clock: Clock) -> None:
    pause(store)
    channel = Channel()
    await rounds(noticing(store, channel, clock), clock)
    ((who, reply),) = channel.told
    assert who == "ana"
    assert reply.title == "Your digest 7k2m is paused."
    assert "digest resume 7k2m" in reply.model_dump_json()


@pytest.mark.parametrize("problem", [Throttled(3), Unreachable("No."), Refused("No.")])
async def test_a_person_who_was_surely_not_told_is_told_later(
    store: Store, clock: Clock, problem: Problem
) -> None:
    pause(store)
    channel = Channel()
    channel.deaf = [problem]
    await rounds(noticing(store, channel, clock), clock)
    assert [who for who, _ in channel.told] == ["ana"]


@pytest.mark.parametrize("problem", [Unsure("?"), NotAllowed("Direct Messages", "-"), ChannelGone("-", "-")])
async def test_a_person_who_may_have_been_told_or_takes_nothing_is_left_alone(
    store: Store, clock: Clock, problem: Problem
) -> None:
    pause(store)
    channel = Channel()
    channel.deaf = [problem]
    await rounds(noticing(store, channel, clock), clock)
    assert channel.told == []


@pytest.mark.parametrize("step", range(1, 16))
async def test_whoever_dies_while_telling_tells_nobody_twice(store: Store, clock: Clock, step: int) -> None:
    pause(store)
    missed(store, 2)
    channel = Channel()
    clock.forward(seconds=20)
    with pytest.raises(Died):
        await rounds(noticing(store, channel, clock, Process(step)), clock, 40)
    clock.forward(minutes=3)
    await rounds(noticing(store, channel, clock), clock)
    assert len(channel.told) <= 1
    assert len(channel.posts) == 1


async def test_a_whole_outage_is_one_message(store: Store, clock: Clock) -> None:
    missed(store, 500)
    channel = Channel()
    await rounds(noticing(store, channel, clock), clock)
    ((place, post),) = channel.posts
    assert (place.workspace, place.channel) == ("T9", "C9")
    assert post.reply.title == "500 digests need a look"
    assert "And 492 more" in post.reply.model_dump_json()
    assert "Readout was down." in post.reply.model_dump_json()


async def test_what_goes_wrong_later_is_told_two_minutes_later_at_the_earliest(
    store: Store, clock: Clock
) -> None:
    missed(store, 1)
    channel = Channel()
    telling = noticing(store, channel, clock)
    await rounds(telling, clock, 2)
    assert len(channel.posts) == 1
    missed(store, 3, first=10)
    await rounds(telling, clock, 4)
    assert len(channel.posts) == 1
    await rounds(telling, clock, 10)
    assert [post.reply.title for _, post in channel.posts] == [
        "1 digest needs a look",
        "3 digests need a look",
    ]


@pytest.mark.parametrize("fault", ["before", "after"])
async def test_an_alert_whose_receipt_got_lost_is_there_once(store: Store, clock: Clock, fault: str) -> None:
    missed(store, 1)
    channel = Channel()
    channel.faults = [fault]
    await rounds(noticing(store, channel, clock), clock)
    assert len(channel.posts) == 1


async def test_an_unreachable_channel_is_tried_again_and_status_can_say_why(
    store: Store, clock: Clock
) -> None:
    missed(store, 1)
    channel = Channel()
    channel.faults = [ChannelGone("The channel is archived.", "Restore it.")] * 3
    telling = noticing(store, channel, clock)
    await rounds(telling, clock, 2)
    last = store.notices.last(DESK)
    assert last is not None
    assert (last.state, last.why) == ("waiting", "The channel is archived. Restore it.")
    await rounds(telling, clock, 10)
    assert len(channel.posts) == 1


async def test_after_a_day_an_alert_is_given_up(store: Store, clock: Clock) -> None:
    missed(store, 1)
    channel = Channel()
    channel.faults = [Unreachable("Slack is down.")] * 1000
    telling = noticing(store, channel, clock)
    await rounds(telling, clock, 2)
    clock.forward(seconds=STALE / timedelta(seconds=1))
    await rounds(telling, clock, 2)
    last = store.notices.last(DESK)
    assert last is not None
    assert last.state == "failed"
