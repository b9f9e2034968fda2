"""A database of yesterday is restored: what channels are told again, and how that is prevented."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.digests.skipping import WHY, skip
from bot.storage import open_store
from bot.storage.backing_up import back_up
from bot.storage.contract import Store
from tests.bot.digests.channel import Channel, Clock
from tests.bot.digests.test_delivering import DUE, MADE, WORDS, engine, latest, rounds, subscribe
from tests.bot.storage.making import article, put, quotation

LATER = "The talks were ended by all sides without a word"


@pytest.fixture
def clock() -> Clock:
    return Clock(DUE + timedelta(seconds=1))


@pytest.fixture
def of_yesterday(tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Restores a backup that was made before the first window was posted; each time into a new file."""
    url = f"sqlite:///{tmp_path / 'readout.db'}"
    with closing(open_store(url)) as store:
        first = article("a", f"“{WORDS}”, the government said.\n", "2021-06-01")
        put(store, first, quotation(first, WORDS, issues=("loan",)), at=MADE + timedelta(minutes=5))
        subscribe(store)
    stores: list[Store] = []

    def restored() -> Store:
        file = tmp_path / f"restored{len(stores)}.db"
        back_up(url, file)
        stores.append(open_store(f"sqlite:///{file}"))
        return stores[-1]

    yield restored
    for one in stores:
        one.close()


def told(channel: Channel, words: str) -> int:
    return sum(words in post.reply.model_dump_json() for _, post in channel.posts)


async def test_a_restored_database_tells_again_what_was_told_after_it_was_made(
    of_yesterday: Callable[[], Store], clock: Clock
) -> None:
    """It can't know; the documents say so, and this is what they mean."""
    channel = Channel()
    for _ in range(2):
        await rounds(engine(of_yesterday(), channel, clock), clock)
    assert told(channel, WORDS) == 2


async def test_after_skipping_nothing_is_told_twice_and_what_comes_then_is_told(
    of_yesterday: Callable[[], Store], clock: Clock
) -> None:
    channel = Channel()
    await rounds(engine(of_yesterday(), channel, clock), clock)
    store = of_yesterday()
    assert skip(store, clock.now) == (1, 0)
    await rounds(engine(store, channel, clock), clock)
    assert told(channel, WORDS) == 1

    new = article("b", f"“{LATER}”, the government said.\n", "2021-06-01")
    put(store, new, quotation(new, LATER, issues=("loan",)), at=clock.now)
    clock.now = DUE + timedelta(hours=1, seconds=1)
    await rounds(engine(store, channel, clock), clock)
    assert (told(channel, WORDS), told(channel, LATER)) == (1, 1)
    assert [one.state for one in store.digests.history("7k2m")] == ["sent", "skipped"]


async def test_what_was_under_way_when_the_backup_was_made_is_skipped_too(
    of_yesterday: Callable[[], Store], clock: Clock
) -> None:
    store, channel = of_yesterday(), Channel()
    await engine(store, channel, clock).open()
    assert latest(store).state == "due"
    clock.forward(minutes=10)
    assert skip(store, clock.now) == (1, 0)
    assert [(one.state, one.why) for one in store.digests.history("7k2m")] == [("skipped", WHY)] * 2
    await rounds(engine(store, channel, clock), clock)
    assert channel.posts == []


async def test_what_a_process_is_posting_is_left_to_it_and_said(
    of_yesterday: Callable[[], Store], clock: Clock
) -> None:
    store = of_yesterday()
    await engine(store, Channel(), clock).open()
    (held,) = store.digests.claim(
        at=clock.now, holder="a bot", until=clock.now + timedelta(minutes=2), limit=1
    )
    assert skip(store, clock.now) == (0, 1)
    assert latest(store).key == held.key
