"""Several processes deliver from one PostgreSQL: each digest once, whatever their clocks say."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.digests.delivering import Delivering
from bot.digests.ledger import written
from bot.storage import open_store
from bot.storage.contract import Store
from tests.bot.digests.channel import Channel, Line, Process
from tests.bot.digests.test_delivering import (
    MADE,
    TOPIC,
    WORDS,
    clock,
    digest,
    test_a_lost_reply_is_settled_by_looking,
    test_a_platform_of_another_process_is_left_to_it,
    test_parts_follow_each_other_in_the_thread_that_the_first_began,
    test_the_second_window_tells_only_what_is_new_and_a_silent_digest_nothing,
    test_two_digests_of_a_channel_do_not_tell_it_the_same,
    test_two_processes_on_one_store_post_each_digest_once,
    test_what_is_withdrawn_before_it_is_sent_is_not_sent,
    test_where_nothing_can_be_posted_the_digest_is_paused_and_its_owner_told_once,
)
from tests.bot.digests.test_ledger import test_a_delivery_has_the_terms_it_began_with
from tests.bot.storage.making import article, put, quotation

__all__ = [
    "clock",
    "test_a_delivery_has_the_terms_it_began_with",
    "test_a_lost_reply_is_settled_by_looking",
    "test_a_platform_of_another_process_is_left_to_it",
    "test_parts_follow_each_other_in_the_thread_that_the_first_began",
    "test_the_second_window_tells_only_what_is_new_and_a_silent_digest_nothing",
    "test_two_digests_of_a_channel_do_not_tell_it_the_same",
    "test_two_processes_on_one_store_post_each_digest_once",
    "test_what_is_withdrawn_before_it_is_sent_is_not_sent",
    "test_where_nothing_can_be_posted_the_digest_is_paused_and_its_owner_told_once",
]

PROCESS = """
import asyncio, sys
from datetime import UTC, datetime
from bot.digests.delivering import Delivering
from bot.digests.ticking import deliver
from bot.storage import open_store
from tests.bot.digests.channel import Channel, Line, Process
from tests.bot.digests.test_delivering import TOPIC

class Noted(Line):
    async def post(self, place, post):
        with open(sys.argv[2], "a") as file:
            file.write(f"{post.key}\\n")
        return await super().post(place, post)

async def main():
    store, stopping = open_store(sys.argv[1]), asyncio.Event()
    line = Noted(Channel(pages=2), Process())
    engine = Delivering(store, {TOPIC.id: TOPIC}, lambda: {"slack": line}, holder=sys.argv[3], by_store=True)
    print("ready", flush=True)
    sys.stdin.readline()
    running = asyncio.create_task(deliver(engine, stopping))
    while any(each.due and each.due < datetime.now(UTC) for each in store.digests.listing()) or [
        each for each in store.digests.late(before=datetime.now(UTC)).deliveries
    ]:
        await asyncio.sleep(0.1)
    stopping.set()
    await running
    store.close()

asyncio.run(main())
"""


@pytest.fixture
def store(postgres: str) -> Iterator[Store]:
    opened = open_store(postgres)
    made = article("a", f"“{WORDS}”, the government said.\n", "2021-06-01")
    put(opened, made, quotation(made, WORDS, issues=("loan",)), at=MADE + timedelta(minutes=5))
    yield opened
    opened.close()


@pytest.fixture
def digests(store: Store) -> object:
    from bot.digests.windows import first
    from tests.bot.digests import test_ledger

    made = test_ledger.DIGEST
    store.digests.create(written(made), at=test_ledger.MADE, due=first(made.runs, test_ledger.MADE))
    return store.digests


def engine(store: Store, channel: Channel, wrong: timedelta) -> Delivering:
    """An engine on a machine whose clock is wrong by so much."""
    line = Line(channel, Process())
    return Delivering(
        store,
        {TOPIC.id: TOPIC},
        lambda: {"slack": line},
        holder=f"{wrong}",
        clock=lambda: datetime.now(UTC) + wrong,
        by_store=True,
    )


def set_up(store: Store, id: str, due: datetime, **more: object) -> None:
    made = written(digest(id, **more))
    assert store.digests.create(made, at=due - timedelta(hours=2), due=due)


@pytest.mark.parametrize("minutes", [-10, 10, 60 * 24 * 31, -60 * 24 * 31])
async def test_a_machine_whose_clock_is_wrong_goes_by_the_clock_of_the_database(
    store: Store, minutes: int
) -> None:
    now, channel = datetime.now(UTC), Channel()
    set_up(store, "7k2m", now - timedelta(minutes=1))
    set_up(store, "8888", now + timedelta(minutes=5), channel="C2")
    wrong = engine(store, channel, timedelta(minutes=minutes))
    await wrong.round()
    await wrong.settled()
    assert [place.channel for place, _ in channel.posts] == ["C1"]
    soon = await wrong.next()
    assert soon is not None
    assert abs(soon - now - timedelta(minutes=5 + minutes)) < timedelta(seconds=10)


async def test_clocks_ten_minutes_apart_take_nothing_from_each_other(store: Store) -> None:
    channel = Channel()
    for number in range(12):
        set_up(store, f"00{number:02}", datetime.now(UTC) - timedelta(minutes=1), channel=f"C{number}")
    behind, ahead = (engine(store, channel, timedelta(minutes=each)) for each in (-5, 5))
    for _ in range(4):
        for each in (behind, ahead, behind):
            await each.round()
        for each in (ahead, behind):
            await each.settled()
    assert sorted(place.channel for place, _ in channel.posts) == sorted(f"C{n}" for n in range(12))
    assert all(store.digests.history(f"00{n:02}")[0].turn == 1 for n in range(12))


def test_two_processes_that_compete_post_each_part_once(store: Store, postgres: str, tmp_path: Path) -> None:
    ids = [f"00{number:02}" for number in range(24)]
    for number, id in enumerate(ids):
        set_up(store, id, datetime.now(UTC) - timedelta(minutes=1), channel=f"C{number % 8}")
    noted = tmp_path / "noted"
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, postgres, str(noted), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[3],
        )
        for name in ("one", "two")
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    ends = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], ends
    keys = noted.read_text().split()
    assert len(keys) == len(set(keys)) == 2 * len(ids)
    assert {store.digests.history(id)[0].state for id in ids} == {"sent"}
