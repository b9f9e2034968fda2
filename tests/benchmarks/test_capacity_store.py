"""What an article and a delivery ask of the store, measured on a few."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy import make_url

from benchmarks.capacity_parts import shares
from benchmarks.capacity_store import Held, delivered, stored
from benchmarks.generate import generate
from bot.loading import load_topics
from bot.messages import Note, Reply
from bot.settings import Settings
from bot.storage import open_store
from bot.storage.contract import Outcome, Place, Store
from summaries.topics import Topic
from tests.bot.storage.conftest import emptied, migrated, postgres, server

__all__ = ["emptied", "migrated", "postgres", "server"]  # fixtures of the store's tests, for these too


def some_news(store: Store, topic: Topic, due: datetime) -> None:
    made = generate(topic, 3, first=due.date() - timedelta(days=1), days=2)
    placed = ((Place(article=article, outcome=Outcome.NEW), told) for article, told in made)
    store.save_many(topic.id, placed, analyser="generated", at=due - timedelta(hours=1))


async def test_each_transaction_that_writes_is_measured_while_it_holds_the_lock(
    postgres: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (topic,) = load_topics(Settings(topics=("venezuela",))).values()
    url = make_url(postgres).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    store, held = open_store(url), Held()
    try:
        held.watch(store)
        stored(store, held, topic, 3)
        assert len(held.times) == 3
        assert held.worked > 0
        await delivered(url, store, held, topic, 4, some_news)
    finally:
        store.close()
    told = capsys.readouterr().out
    assert "4 digests delivered by one process" in told
    assert int(re.findall(r"([\d,]+) bytes each in the ledger", told)[0].replace(",", "")) > 1_000
    assert not held.since


def test_long_digests_take_more_messages_than_short_ones() -> None:
    short = Reply(title="Today", blocks=(Note(text="Nothing new."),))
    long = Reply(title="Today", blocks=tuple(Note(text=f"{n}. " + "So it was. " * 60) for n in range(60)))
    assert shares([short, short]) == {"discord": [1.0], "slack": [1.0]}
    assert all(len(given) > 1 and given[0] == 0.67 for given in shares([short, long]).values())
