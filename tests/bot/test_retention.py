"""What is older than the period to be kept is forgotten in the background, month by month."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.retention import first_kept, forget, forgetting
from bot.settings import load_settings
from bot.storage import open_store
from bot.storage.contract import Store
from tests.bot.storage.making import TOPIC, article, put
from tests.bot.test_running import until

NOW = datetime(2021, 6, 20, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'readout.db'}")
    for month in range(1, 7):
        at = datetime(2019, month, 16, tzinfo=UTC)
        put(opened, article(f"a{month}", f"Told in {month}.\n", published=f"2019-{month:02}-15"), at=at)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("today", "months", "first"),
    [
        (date(2021, 6, 20), 24, date(2019, 6, 1)),
        (date(2021, 6, 1), 1, date(2021, 5, 1)),
        (date(2021, 1, 31), 1, date(2020, 12, 1)),
        (date(2021, 12, 1), 12, date(2020, 12, 1)),
    ],
)
def test_whole_months_are_kept(today: date, months: int, first: date) -> None:
    assert first_kept(today, months) == first


def test_what_is_older_is_forgotten_at_the_start(store: Store) -> None:
    async def run() -> None:
        stopping = asyncio.Event()
        async with forgetting(store, 25, stopping, now=lambda: NOW):
            await until(lambda: store.coverage(TOPIC).articles == 2)

    asyncio.run(run())
    assert list(store.articles([f"a{month}" for month in range(1, 7)])) == ["a5", "a6"]


def test_without_a_period_everything_is_kept(store: Store) -> None:
    async def run() -> None:
        async with forgetting(store, 0, asyncio.Event(), now=lambda: NOW):
            await asyncio.sleep(0.05)

    asyncio.run(run())
    assert store.coverage(TOPIC).articles == 6


def test_what_gets_old_later_is_forgotten_then(store: Store) -> None:
    now = [NOW]

    async def run() -> None:
        stopping = asyncio.Event()
        task = asyncio.create_task(forget(store, 25, stopping, now=lambda: now[0], every=0.01))
        await until(lambda: store.coverage(TOPIC).articles == 2)
        now[0] = datetime(2021, 7, 1, tzinfo=UTC)
        await until(lambda: store.coverage(TOPIC).articles == 1)
        stopping.set()
        await task

    asyncio.run(run())
    assert list(store.articles(["a5", "a6"])) == ["a6"]


@pytest.mark.parametrize(
    ("said", "months"), [("2 years", 24), ("18 months", 18), ("1 Year", 12), ("1month", 1), ("", 0)]
)
def test_a_period_is_said_in_months_or_years(said: str, months: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_RETENTION", said)
    assert load_settings().retention == months


@pytest.mark.parametrize("said", ["forever", "2", "10 days", "-1 years", "9999 years"])
def test_another_period_is_refused_with_an_example(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_RETENTION", said)
    with pytest.raises(SettingsError, match=r"READOUT_RETENTION .* 2 years"):
        load_settings()
