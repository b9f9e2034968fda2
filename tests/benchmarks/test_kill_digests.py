"""A shortened kill test, and that its comparing finds what it looks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.discord.pages import pages
from adapters.paging import settled
from benchmarks import kill_digests
from benchmarks.kill_digests_compared import Comparing, cited_by
from benchmarks.kill_digests_news import News
from benchmarks.kill_digests_newsroom import SERVERS
from bot.digests.delivering_content import kept
from bot.digests.ledger import written
from bot.digests.schedule import Schedule
from bot.digests.values import Digest
from bot.messages import Citation, Lines, Note, Part, Reply, ReplyLine
from bot.storage import open_store
from bot.storage.contract import Store
from bot.storage.digest_contract import OpenedWindow, Opening

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
LONG = Reply(title="News", blocks=tuple(Note(text=f"Sentence {n}. " * 40) for n in range(16)))


@pytest.mark.skipif(not SERVERS.is_dir(), reason="needs the strict servers (READOUT_STRICT_SERVERS)")
def test_whatever_is_killed_each_window_is_told_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RUNS", "2")
    monkeypatch.setenv("NEWSROOMS", "1")
    assert kill_digests.main() == 0
    last = capsys.readouterr().out.splitlines()[-1]
    found = re.fullmatch(r"windows (\d+), sent \1, skipped 0, missed 0, lost 0, repeated 0", last)
    assert found
    assert int(found[1]) >= 11


class Room:
    """One digest of one channel, sent as it should be; ``there`` is what stands in the channel."""

    def __init__(self, store: Store) -> None:
        self.store = store
        schedule = Schedule(cron=("1 8 * * *",), zone="UTC")
        place = {"platform": "discord", "workspace": "G1", "channel": "C1"}
        digest = Digest(id="7k2m", topic="strait", who="U1", schedule=schedule, **place)
        self.digests = (digest,)
        self.channels = {"discord": {"alone": "C2"}}
        self.news = News(Path(), START, 1)
        self.servers = {"discord": self.control, "slack": self.control}
        self.there: list[dict[str, Any]] = []
        self.sent()

    def control(self, name: str) -> dict[str, Any]:
        return {"violations": []}

    def messages(self, platform: str, channel: str) -> list[dict[str, Any]]:
        return self.there

    def sent(self) -> None:
        """What delivering it leaves in the ledger and in the channel."""
        run, now = START + timedelta(minutes=1), START + timedelta(minutes=2)
        self.store.digests.create(written(self.digests[0]), at=START, due=run)
        window = OpenedWindow(since=START, cutoff=run, end=run, deadline=now + timedelta(hours=1))
        opening = Opening(digest="7k2m", version=1, ran=START, due=None, window=window)
        self.store.digests.open([opening], at=now)
        (delivery,) = self.store.digests.claim(at=now, holder="h", until=now + timedelta(1), limit=1)
        shown = pages(settled(LONG))
        self.store.digests.record(delivery, kept(LONG), len(shown), at=now)
        for page in shown:
            embed = {"title": page.title, "description": page.text, "footer": {"text": page.footer}}
            key = f"7k2m-{delivery.key}-{page.number}"
            self.there.append({"id": str(page.number), "nonce": key, "embeds": [embed]})
            self.store.digests.post(delivery, page.number, str(page.number), at=now)
        self.store.digests.finish(delivery, "sent", at=now)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Any]:
    store = open_store(f"sqlite:///{tmp_path / 'readout.db'}")
    yield Room(store)
    store.close()


def compared(room: Any) -> tuple[int, int]:
    """How many parts are lost, and how many are there again."""
    counted = Comparing(room).round(1)
    assert (counted["windows"], counted["sent"]) == (1, 1)
    return counted["lost"], counted["repeated"]


def test_what_was_sent_as_recorded_is_neither_lost_nor_repeated(room: Any) -> None:
    assert len(room.there) >= 3
    assert compared(room) == (0, 0)


def test_a_part_that_is_not_there_is_lost(room: Any) -> None:
    del room.there[1]
    assert compared(room) == (1, 0)


def test_a_part_that_is_there_twice_is_repeated(room: Any) -> None:
    room.there.append(room.there[0] | {"id": "99"})
    assert compared(room) == (0, 1)


def test_a_part_with_one_other_letter_is_lost(room: Any) -> None:
    room.there[0]["embeds"][0]["description"] += "."
    assert compared(room) == (1, 0)


def test_parts_out_of_order_are_lost(room: Any) -> None:
    room.there[0]["id"] = "99"
    assert compared(room) == (1, 0)


def test_a_message_that_no_window_knows_is_repeated(room: Any) -> None:
    room.there.append({"id": "99", "nonce": "7k2m-999-1", "embeds": []})
    assert compared(room) == (0, 1)


def test_a_window_that_the_ledger_does_not_have_is_lost(room: Any) -> None:
    room.news = room.news._replace(start=START + timedelta(minutes=5))
    counted = Comparing(room).round(1)
    assert (counted["windows"], counted["sent"], counted["lost"]) == (1, 0, 1)


def line(id: str, position: str = "") -> ReplyLine:
    cited = Citation(id=id, number=1, article="a", start=0, end=4, text="Word")
    return ReplyLine(parts=(Part(text="Word"),), citations=(cited,), position=position)


def test_words_that_stand_against_each_other_tell_one_thing_and_others_one_each() -> None:
    assert cited_by(Lines(lines=(line("a1"), line("a2")))) == [{"a1"}, {"a2"}]
    assert cited_by(Lines(lines=(line("a1", "supports"), line("a2", "opposes")))) == [{"a1", "a2"}]
