"""Who serves which shards: told in ``status`` with what is nobody's, and to processes that serve the same."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from bot.messages import Adapter
from bot.roster import LASTS, Entry, Signing, entries, told
from bot.storage import open_store
from bot.storage.contract import Store

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


class Platform:
    """A platform that shares its servers out."""

    posting = object()

    def __init__(self, lanes: Sequence[str], of: int) -> None:
        self.lanes, self.shared_out, self.ready = lanes, of, True


class Process:
    """One that signs, by a clock that the test sets."""

    def __init__(self, store: Store, name: str, *lanes: str, of: int = 4) -> None:
        self.said: list[str] = []
        self.at = START
        self.platform = Platform(lanes, of)
        adapters = {"discord": cast("Adapter", cast("Any", self.platform))}
        self.signing = Signing(store, adapters, name, self.said.append, now=lambda: self.at)

    def round(self, seconds: float = 0.0) -> None:
        self.at = START + timedelta(seconds=seconds)
        self.signing.round()


@pytest.fixture
def store() -> Store:
    return open_store("sqlite://")


def sentences(store: Store, seconds: float = 0.0) -> list[str]:
    return list(told([*entries(store, START + timedelta(seconds=seconds)).values()]))


def test_shards_that_are_nobodys_are_told_with_the_cure(store: Store) -> None:
    Process(store, "a", "0", "1").round()
    assert sentences(store) == [
        "discord: shards 0-1 of 4 are served, by 1 process.",
        "discord: shards 2-3 of 4 are nobody’s. Start a process with READOUT_DISCORD_SHARDS=2-3/4.",
    ]
    Process(store, "b", "2", "3").round()
    assert sentences(store) == ["discord: shards 0-3 of 4 are served, by 2 processes."]


def test_of_one_process_that_serves_all_nothing_is_told(store: Store) -> None:
    Process(store, "a", "", of=1).round()
    assert sentences(store) == []


def test_what_a_dead_process_served_is_nobodys_soon(store: Store) -> None:
    first, second = Process(store, "a", "0", "1"), Process(store, "b", "2", "3")
    first.round()
    second.round()
    second.round(LASTS.total_seconds())
    assert "shards 0-1 of 4 are nobody’s" in sentences(store, LASTS.total_seconds())[1]


@pytest.mark.parametrize(
    ("mine", "theirs", "of", "sentence"),
    [
        (
            ("0", "1"),
            ("1", "2"),
            (4, 4),
            "discord: another process serves some of these shards, too. "
            "Give each process shards of its own in READOUT_DISCORD_SHARDS.",
        ),
        (
            ("",),
            ("",),
            (1, 1),
            "discord: another process serves it, too. "
            "Run one process for it, or share its shards out with READOUT_DISCORD_SHARDS.",
        ),
        (
            ("0", "1"),
            ("2",),
            (4, 3),
            "discord: another process counts other shards. "
            "Say the same number in each READOUT_DISCORD_SHARDS.",
        ),
    ],
)
def test_processes_that_serve_the_same_say_so_once_each(
    store: Store, mine: Sequence[str], theirs: Sequence[str], of: tuple[int, int], sentence: str
) -> None:
    first, second = Process(store, "a", *mine, of=of[0]), Process(store, "b", *theirs, of=of[1])
    for seconds in (0, 10, 20):
        first.round(seconds)
        second.round(seconds + 1)
    assert first.said == second.said == [sentence]
    assert any(
        "twice" in line or "count" in line or "2 processes serve" in line for line in sentences(store, 25)
    )


def test_who_takes_the_place_of_a_process_that_was_killed_warns_of_nothing(store: Store) -> None:
    killed, next = Process(store, "a", "0", "1"), Process(store, "b", "0", "1")
    killed.round()
    for seconds in (5, 15, 25):
        next.round(seconds)
    assert next.said == []


async def test_who_stops_signs_off(store: Store) -> None:
    process, stopping = Process(store, "a", "0"), asyncio.Event()
    running = asyncio.create_task(process.signing.run(stopping))
    async with asyncio.timeout(20):
        while not entries(store, START):  # noqa: ASYNC110 it is in the store
            await asyncio.sleep(0.01)
        stopping.set()
        await running
    assert entries(store, START) == {}


async def test_who_is_not_connected_signs_for_nothing(store: Store) -> None:
    process = Process(store, "a", "0")
    process.platform.ready = False
    process.round()
    assert entries(store, START) == {}


def test_an_entry_is_read_as_it_was_written() -> None:
    one = Entry(platform="discord", lanes=("0",), of=2, since=START, signed=START)
    assert Entry.model_validate_json(one.model_dump_json()) == one
