"""That the scale test's comparing of digests finds what is lost and what is there twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from adapters.discord.pages import pages
from adapters.paging import settled
from benchmarks.digest_load_newsroom import Subscribed
from benchmarks.scale_test_digests import Newsroom
from bot.digests.delivering_content import kept
from bot.digests.ledger import written
from bot.digests.schedule import Schedule
from bot.digests.values import Digest
from bot.messages import Citation, Lines, Part, Reply, ReplyLine
from bot.storage import open_store
from bot.storage.digest_contract import OpenedWindow, Opening

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
DUE = START + timedelta(minutes=1)


def reply(*ids: str) -> Reply:
    """A digest with a line of each of these passages."""
    lines = (
        ReplyLine(
            parts=(Part(text="Word"),),
            citations=(Citation(id=id, number=n, article="a", start=0, end=4, text="Word"),),
        )
        for n, id in enumerate(ids, 1)
    )
    return Reply(title="News", blocks=(Lines(lines=tuple(lines)),))


class Channel:
    """A channel of Discord with two digests, delivered as they should be; ``there`` is what stands in it."""

    def __init__(self, url: str, *told: Reply) -> None:
        self.store = open_store(url)
        self.there: list[dict[str, Any]] = []
        self._told: list[Subscribed] = []
        for number, each in enumerate((reply("long ago"), *told)):
            self._deliver(f"7k2{number}", each)
        platforms: Any = SimpleNamespace(places=[("discord", "G1", "C1")], messages=lambda *_: self.there)
        site: Any = None
        topic: Any = SimpleNamespace(id="strait")
        self.room = Newsroom(site, url, topic, platforms, lambda _: None)
        self.room.made = self._told[1:]
        del self.there[0]  # what was delivered long ago stands in no channel of the test

    def _deliver(self, id: str, told: Reply) -> None:
        schedule = Schedule(cron=("1 8 * * *",), zone="UTC")
        place = {"platform": "discord", "workspace": "G1", "channel": "C1"}
        digest = Digest(id=id, topic="strait", who="U1", schedule=schedule, **place)
        now = DUE + timedelta(minutes=1)
        digests = self.store.digests
        digests.create(written(digest), at=START, due=DUE)
        window = OpenedWindow(since=START, cutoff=DUE, end=DUE, deadline=now + timedelta(hours=1))
        digests.open([Opening(digest=id, version=1, ran=START, due=None, window=window)], at=now)
        (delivery,) = digests.claim(at=now, holder="h", until=now + timedelta(1), limit=1)
        (page,) = pages(settled(told))
        digests.record(delivery, kept(told), 1, at=now)
        embed = {"title": page.title, "description": page.text, "footer": {"text": page.footer}}
        nonce, number = f"{id}-{delivery.key}-1", str(len(self.there) + 1)
        self.there.append({"id": number, "nonce": nonce, "embeds": [embed]})
        digests.post(delivery, 1, number, at=now)
        digests.finish(delivery, "sent", at=now)
        self._told.append(Subscribed(digest, DUE, START))

    def compared(self) -> tuple[int, int, int]:
        """How many windows, how many are lost, how many repeated."""
        counted, _ = self.room.compared()
        return counted["windows"], counted["lost"], counted["repeated"]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'readout.db'}"


@pytest.fixture
def channel(url: str) -> Iterator[Channel]:
    made = Channel(url, reply("one", "two"), reply("three"))
    yield made
    made.store.close()


def test_what_was_posted_once_is_neither_lost_nor_repeated(channel: Channel) -> None:
    assert channel.compared() == (2, 0, 0)


def test_a_digest_that_does_not_stand_in_its_channel_is_lost(channel: Channel) -> None:
    del channel.there[0]
    assert channel.compared() == (2, 1, 0)


def test_a_digest_that_stands_there_twice_is_repeated(channel: Channel) -> None:
    channel.there.append(channel.there[0] | {"id": "99"})
    assert channel.compared() == (2, 0, 1)


def test_a_message_of_no_window_is_repeated(channel: Channel) -> None:
    channel.there.append(channel.there[0] | {"id": "99", "nonce": "7k21-99-1"})
    assert channel.compared() == (2, 0, 1)


def test_a_window_that_was_never_opened_is_lost(channel: Channel) -> None:
    first = channel.room.made[0]
    later = first.due + timedelta(days=1)
    channel.room.made[0] = first._replace(due=later)
    del channel.there[0]
    assert channel.compared() == (2, 1, 0)


def test_a_window_that_begins_after_what_was_told_is_lost(channel: Channel) -> None:
    first = channel.room.made[0]
    channel.room.made[0] = first._replace(cutoff=first.cutoff - timedelta(hours=1))
    assert channel.compared() == (2, 1, 0)


def test_lines_that_the_channel_was_told_before_are_repeated(url: str) -> None:
    channel = Channel(url, reply("one", "two"), reply("two"))
    assert channel.compared() == (2, 0, 1)
    channel.store.close()
