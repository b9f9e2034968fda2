"""Copies of one text are one story, in whatever order they come."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from sqlalchemy import delete

from benchmarks.newsroom import tellings
from benchmarks.newsroom.editing import edited
from bot.storage import tables
from bot.storage.contract import Outcome, Store, Window
from bot.storage.database import Database
from summaries.model import Article
from tests.bot.storage.making import AT, TOPIC, article, day, evidence, put

AGENCY, OTHER, THIRD, *MORE = (telling.text for telling in tellings())


def stories(store: Store, *ids: str) -> dict[str, str]:
    return {id: source.story for id, source in store.sources(ids).items()}


def _offered() -> list[Article]:
    """Five copies each of four texts, and two texts that nobody copied."""
    copied = [
        article(f"{number}-{desk}", copy(desk, text))
        for number, text in enumerate(MORE[:4])
        for desk in range(5)
    ]
    return [*copied, article("x", OTHER), article("y", THIRD)]


def _far_apart() -> tuple[str, str]:
    """Two halves of the agency's text that have little in common but it."""
    title, *paragraphs = AGENCY.split("\n\n")
    return "\n\n".join([title, *paragraphs[:3]]), "\n\n".join([title, *paragraphs[3:]])


def copy(number: int, text: str = AGENCY, share: float = 0.2) -> str:
    return edited(text, share, f"desk {number}")


def test_an_edited_copy_joins_the_story_and_another_account_of_the_event_does_not(store: Store) -> None:
    put(store, article("paper", AGENCY))
    assert stories(store, "paper") == {"paper": ""}
    put(store, article("gazette", copy(1)))
    put(store, article("witness", OTHER))
    assert stories(store, "paper", "gazette", "witness") == {
        "paper": "gazette",
        "gazette": "gazette",
        "witness": "",
    }


def test_an_equal_text_joins_the_story(store: Store) -> None:
    for id in ("c", "b", "a"):
        put(store, article(id, AGENCY))
    assert set(stories(store, "a", "b", "c").values()) == {"a"}


def test_articles_read_whole_know_their_story_too_and_keep_none_of_it_when_stored_again(store: Store) -> None:
    put(store, article("a", AGENCY))
    put(store, article("b", copy(1)))
    read = store.articles(["b"])["b"]
    assert read.story == "a"
    put(store, read.model_copy(update={"id": "c", "document": "c", "text": THIRD}))
    assert stories(store, "c") == {"c": ""}


def test_a_text_between_two_stories_makes_them_one(store: Store) -> None:
    ends = _far_apart()
    put(store, article("b", ends[0]))
    put(store, article("c", ends[1]))
    assert stories(store, "b", "c") == {"b": "", "c": ""}
    put(store, article("d", AGENCY))
    assert set(stories(store, "b", "c", "d").values()) == {"b"}


def test_versions_of_a_document_are_one_document_and_are_in_its_story(store: Store) -> None:
    put(store, article("a", AGENCY))
    assert put(store, article("a", copy(1))) is Outcome.REVISED
    assert stories(store, "a", "a@2") == {"a": "", "a@2": ""}
    put(store, article("b", copy(2)))
    assert set(stories(store, "a", "a@2", "b").values()) == {"a"}
    assert store.coverage(TOPIC).copies == 1


def test_a_copy_of_a_superseded_version_is_a_copy_of_the_document(store: Store) -> None:
    put(store, article("a", AGENCY))
    put(store, article("a", THIRD))
    put(store, article("b", copy(1)))
    assert set(stories(store, "a", "a@2", "b").values()) == {"a"}


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_the_same_articles_are_the_same_stories_in_any_order(
    kind: str, request: pytest.FixtureRequest, opened: Callable[[str], Store]
) -> None:
    empty = request.getfixturevalue("emptied") if kind == "postgres" else lambda: "sqlite://"
    offered = _offered()
    found = []
    for order in range(4):
        store = opened(empty())
        for one in random.Random(order).sample(offered, len(offered)):
            put(store, one)
        found.append((stories(store, *(one.id for one in offered)), store.coverage(TOPIC)))
        store.close()
    assert all(one == found[0] for one in found)
    assert sorted(set(found[0][0].values())) == ["", "0-0", "1-0", "2-0", "3-0"]


def test_coverage_counts_copies_within_its_window(store: Store) -> None:
    put(store, article("a", AGENCY, "2020-05-01"))
    put(store, article("b", copy(1), "2020-05-10"))
    put(store, article("c", copy(2), "2020-05-12"))
    put(store, article("d", OTHER, "2020-05-12"))
    assert store.coverage(TOPIC).copies == 2
    assert store.coverage(TOPIC, Window(as_of=day("2020-05-10"))).copies == 1
    assert store.coverage(TOPIC, Window(as_of=day("2020-05-01"))).copies == 0


def test_what_two_topics_read_is_one_story_for_both(store: Store) -> None:
    put(store, article("a", AGENCY), topic="one")
    put(store, article("b", copy(1)), topic="two")
    assert set(stories(store, "a", "b").values()) == {"a"}
    assert store.coverage("one").copies == store.coverage("two").copies == 0


def test_copies_in_one_batch_find_each_other(store: Store) -> None:
    made = [article(f"a{number}", copy(number)) for number in range(5)]
    items = [(store.place(TOPIC, one, "1"), evidence(one)) for one in made]
    store.save_many(TOPIC, items, analyser="1", at=AT)
    assert set(stories(store, *(one.id for one in made)).values()) == {"a0"}


def test_an_article_stored_before_stories_were_kept_is_found_once_it_is_analysed_anew(
    store: Store, url: str
) -> None:
    put(store, article("a", AGENCY))
    database = Database(url)
    with database.writing() as connection:
        connection.execute(delete(tables.fingerprints))
    database.close()
    put(store, article("b", copy(1)))
    assert stories(store, "a") == {"a": ""}
    assert put(store, article("a", AGENCY), analyser="2") is Outcome.REANALYSED
    assert set(stories(store, "a", "b").values()) == {"a"}


@pytest.mark.parametrize("text", ["No.", "The talks go on.", "…"])
def test_texts_too_short_to_tell_are_no_story(store: Store, text: str) -> None:
    put(store, article("a", text))
    put(store, article("b", text))
    assert stories(store, "a", "b") == {"a": "", "b": ""}
