"""What is much is composed in a process of its own: the same bytes, and nothing lost where that dies."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.digests import annex as annexes
from bot.digests.annex import FEWEST, Annex
from bot.digests.delivering import Delivering
from bot.storage import open_store
from bot.storage.contract import Store
from tests.bot.digests.channel import Channel, Clock, Line, Process
from tests.bot.digests.test_delivering import DUE, MADE, TOPIC, WORDS, latest, subscribe
from tests.bot.storage.making import article, put, quotation

IDS = [f"00{a}{b}" for a in "0123" for b in "01234567"]
NOW = DUE + timedelta(seconds=1)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/readout.db"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
    made = article("a", f"“{WORDS}”, the government said.\n", "2021-06-01")
    put(opened, made, quotation(made, WORDS, issues=("loan",)), at=MADE + timedelta(minutes=5))
    yield opened
    opened.close()


@pytest.fixture
def annex(url: str) -> Iterator[Annex]:
    opened = Annex(url, {TOPIC.id: TOPIC})
    yield opened
    opened.close()


def engine(store: Store, channel: Channel, annex: Annex | None) -> Delivering:
    runs = Process()
    line = Line(channel, runs)
    return Delivering(
        store,
        {TOPIC.id: TOPIC},
        lambda: {"slack": line},
        holder="me",
        clock=Clock(NOW),
        elsewhere=runs.elsewhere,
        annex=annex,
    )


async def sent(store: Store, delivering: Delivering) -> list[str]:
    """What each digest says, once all are sent."""
    await delivering.round()
    await delivering.settled()
    assert {latest(store, id).state for id in IDS} == {"sent"}
    return [latest(store, id).content for id in IDS]


def subscribed(store: Store) -> None:
    assert len(IDS) >= FEWEST
    for number, id in enumerate(IDS):
        subscribe(store, id, channel=f"C{number}", most=10 + number % 3)


async def test_what_is_composed_in_the_annex_says_the_same_as_here(
    store: Store, annex: Annex, tmp_path: Path
) -> None:
    subscribed(store)
    channel = Channel()
    delivering = engine(store, channel, annex)
    there = await sent(store, delivering)
    assert delivering.kitchen.made == 0
    assert len(set(channel.keys)) == len(channel.posts) == len(IDS)
    here_store = open_store("sqlite://")
    made = article("a", f"“{WORDS}”, the government said.\n", "2021-06-01")
    put(here_store, made, quotation(made, WORDS, issues=("loan",)), at=MADE + timedelta(minutes=5))
    subscribed(here_store)
    here = await sent(here_store, engine(here_store, Channel(), None))
    here_store.close()
    assert there == here
    assert WORDS in there[0]


async def test_an_annex_that_dies_or_hangs_loses_no_digest_and_starts_anew(
    store: Store, annex: Annex, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribed(store)
    anything = store.digests.history(IDS[0]) * FEWEST or (None,) * FEWEST
    for deadly in (_die, _hang):
        monkeypatch.setattr(annexes, "cook", deadly)
        monkeypatch.setattr(annexes, "PATIENCE", 60.0 if deadly is _die else 0.5)
        assert await annex.cook(anything, NOW) is None
    delivering = engine(store, Channel(), annex)
    await sent(store, delivering)
    assert delivering.kitchen.made > 0
    monkeypatch.undo()
    dishes = await annex.cook(tuple(latest(store, id) for id in IDS), NOW)
    assert dishes is not None
    assert len(dishes) == len(IDS)


async def test_few_digests_start_no_process(store: Store, annex: Annex) -> None:
    subscribe(store, "0001")
    delivering = engine(store, Channel(), annex)
    await delivering.round()
    await delivering.settled()
    assert latest(store, "0001").state == "sent"
    assert delivering.kitchen.made == 1


async def test_a_store_that_the_annex_does_not_reach_leaves_the_work_here(
    store: Store, tmp_path: Path
) -> None:
    subscribed(store)
    lost = Annex(f"sqlite:///{tmp_path}/other.db", {TOPIC.id: TOPIC})
    delivering = engine(store, Channel(), lost)
    await sent(store, delivering)
    lost.close()
    assert delivering.kitchen.made > 0


def _die(_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _hang(_: object) -> None:
    signal.pause()
