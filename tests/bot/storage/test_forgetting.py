"""What is older than is to be kept is forgotten whole, and nothing that was posted or reported."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text

from bot.storage.contract import Store
from bot.storage.correction_tables import shown
from bot.storage.database import Database
from bot.storage.digest_contract import GivenDigest, OpenedWindow, Opening
from bot.storage.digest_tables import deliveries
from bot.storage.sql import SqlStore
from bot.storage.tables import metadata
from summaries.model import Quotation
from tests.bot.storage.making import TOPIC, article, put, quotation, stance

BEFORE = date(2020, 1, 1)
THEN = datetime(2018, 6, 2, tzinfo=UTC)
TOLD = "An account of the talks between the premiers that several papers print alike, word by word. " * 9
STAYS = {"alembic_version", "facets", "topics", "revision", "pins", "events", "keepsakes"}


def old(store: Store, id: str = "old", *, topic: str = TOPIC, at: datetime = THEN) -> Quotation:
    """Store an article of 2018 with a quotation and a stance; the quotation."""
    words = f"The premier said that “sanctions hurt the poor of {id}”.\n\nNobody else spoke.\n"
    one = article(id, words, published="2018-06-01")
    spoken = quotation(one, "sanctions", person="firefly")
    put(store, one, spoken, stance(one, "poor", "loan", quoted=spoken), topic=topic, at=at)
    return spoken


def forget(store: Store, before: date = BEFORE) -> int:
    """Forget all there is to forget; how many articles."""
    total = 0
    while forgotten := store.forget_articles(before, limit=2):
        total += forgotten
    return total


def rows(store: Store) -> dict[str, int]:
    """How many rows each table has that has any, but for those that stay."""
    database = _database(store)
    names = [*metadata.tables, "quotation_words"]
    with database.reading() as connection:
        counts = {name: connection.scalar(text(f"SELECT count(*) FROM {name}")) or 0 for name in names}  # noqa: S608
    return {name: count for name, count in counts.items() if count and name not in STAYS}


def _database(store: Store) -> Database:
    assert isinstance(store, SqlStore)
    return store._database


def test_nothing_is_left_of_what_is_forgotten(store: Store) -> None:
    for number in range(5):
        old(store, f"old-{number}")
    assert len(store.search(TOPIC, "sanctions")) == 5
    assert forget(store) == 5
    assert rows(store) == {}
    assert store.search(TOPIC, "sanctions") == ()
    assert store.quotations(TOPIC) == ()
    assert store.coverage(TOPIC).articles == 0


def test_what_is_new_is_found_as_before(store: Store) -> None:
    new = article("new", "The premier said that “sanctions hurt the rich”.\n", published="2020-05-10")
    spoken = quotation(new, "sanctions", person="firefly")
    put(store, new, spoken)
    before = rows(store)
    old(store)
    assert forget(store) == 1
    assert rows(store) == before
    assert [hit.passage.article for hit in store.search(TOPIC, "sanctions")] == ["new"]
    assert store.quotations(TOPIC, person="firefly", words="sanctions") == (spoken,)
    assert store.coverage(TOPIC).articles == 1


def test_what_was_forgotten_can_be_taken_in_again(store: Store) -> None:
    spoken = old(store)
    forget(store)
    assert old(store) == spoken
    assert store.citation(spoken.id)
    assert len(store.search(TOPIC, "sanctions hurt")) == 1


def test_an_old_article_that_came_lately_is_kept(store: Store) -> None:
    old(store, at=datetime(2021, 1, 1, tzinfo=UTC))
    assert forget(store) == 0
    assert forget(store, date(2021, 2, 1)) == 1


def test_a_document_is_kept_with_all_versions_as_long_as_one_of_them_is_new(store: Store) -> None:
    old(store, "report")
    revised = article("report", "The premier said that “sanctions help”.\n", published="2018-06-01")
    put(store, revised, at=datetime(2021, 1, 1, tzinfo=UTC))
    assert forget(store) == 0
    assert set(store.articles(["report", "report@2"])) == {"report", "report@2"}
    assert forget(store, date(2021, 2, 1)) == 2


def test_an_article_that_another_topic_took_in_lately_is_kept(store: Store) -> None:
    old(store)
    old(store, topic="sylvania", at=datetime(2021, 1, 1, tzinfo=UTC))
    assert forget(store) == 0


def test_what_was_reported_is_kept_whatever_came_of_it(store: Store) -> None:
    reported, withdrawn = old(store, "reported"), old(store, "restored")
    old(store, "unnoticed")
    at = THEN + timedelta(days=1)
    store.quarantine(reported.id, why="wrong", who="me", at=at)
    store.quarantine(withdrawn.id, why="wrong", who="me", at=at)
    store.restore(withdrawn.id, who="me", at=at)
    assert forget(store) == 1
    assert set(store.articles(["reported", "restored", "unnoticed"])) == {"reported", "restored"}
    assert store.citation(reported.id)


def test_what_a_digest_shows_is_kept_and_stays_so_once_its_delivery_is_forgotten(store: Store) -> None:
    cited = old(store, "cited")
    old(store, "unnoticed")
    _show(store, cited)
    assert forget(store) == 1
    assert store.digests.prune(at=THEN + timedelta(days=800)) == 1
    database = _database(store)
    with database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(deliveries)) == 0
        assert connection.scalar(select(func.count()).select_from(shown)) == 0
    assert forget(store) == 0
    assert store.citation(cited.id)
    assert store.quotations(TOPIC) == (cited,)


def _show(store: Store, cited: Quotation) -> None:
    """Deliver a digest that shows the quotation."""
    at, due = THEN, THEN + timedelta(days=1)
    place: dict[str, Any] = {"platform": "slack", "workspace": "T", "channel": "C"}
    store.digests.create(GivenDigest(id="d", topic=TOPIC, who="U", terms="{}", **place), at=at, due=due)
    window = OpenedWindow(since=at, cutoff=due, end=due, deadline=due + timedelta(hours=1))
    opening = Opening(digest="d", version=1, ran=at, due=due + timedelta(days=1), window=window)
    assert store.digests.open([opening], at=due) == 1
    (delivery,) = store.digests.claim(at=due, holder="me", until=due + timedelta(minutes=2), limit=1)
    assert store.digests.record(delivery, "{}", 1, shown=[cited.id], at=due).ours
    assert store.digests.finish(delivery, "sent", at=due)


def test_stories_lose_what_is_forgotten(store: Store) -> None:
    for id in ("a", "b", "c"):
        put(store, article(id, TOLD, published="2018-06-01"), at=THEN)
    for id in ("d", "e"):
        put(store, article(id, TOLD, published="2020-06-01"), at=THEN)
    assert store.coverage(TOPIC).copies == 4
    assert forget(store) == 3
    assert store.coverage(TOPIC).copies == 1
    assert forget(store, date(2020, 7, 1)) == 2
    assert rows(store) == {}


def test_a_story_of_one_is_none(store: Store) -> None:
    put(store, article("a", TOLD, published="2018-06-01"), at=THEN)
    put(store, article("b", TOLD, published="2020-06-01"), at=THEN)
    assert forget(store) == 1
    assert "stories" not in rows(store)


def test_forgetting_is_a_change_that_caches_hear_of(store: Store) -> None:
    old(store)
    before = store.revision()
    assert forget(store) == 1
    assert store.revision() > before
    assert store.forget_articles(BEFORE) == 0


@pytest.mark.parametrize("limit", [1, 3])
def test_no_more_is_forgotten_at_once_than_was_asked(store: Store, limit: int) -> None:
    for number in range(5):
        old(store, f"old-{number}")
    assert store.forget_articles(BEFORE, limit=limit) == limit
    assert store.coverage(TOPIC).articles == 5 - limit
