"""Questions are answered from indexes, so that their time does not grow with what is stored."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from benchmarks.generate import load
from benchmarks.plans import heard
from bot.storage.contract import Store, Window
from bot.storage.sql import SqlStore, open_store
from summaries.model import RemarkKind
from summaries.topics import Topic, parse_topic

TOPIC_PACK = """
id = "freedonia"
title = "Freedonia"
[[actors]]
id = "freedonia"
name = "Freedonia"
[[actors]]
id = "sylvania"
name = "Sylvania"
[[people]]
id = "firefly"
name = "Rufus Firefly"
actor = "freedonia"
[[issues]]
id = "trentino-loan"
name = "the loan"
terms = ["loan"]
"""


@pytest.fixture(scope="module")
def topic() -> Topic:
    return parse_topic(TOPIC_PACK)


@pytest.fixture(scope="module")
def filled(topic: Topic, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A SQLite store with 60 articles, asked without statistics, as a young database is."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('plans') / 'readout.db'}")
    assert load(store, topic, 60) == 300
    yield store
    store.close()


WINDOW = Window(since=date(2018, 3, 1), as_of=date(2020, 3, 1))
START, END = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
QUESTIONS: dict[str, Callable[[Store], object]] = {
    "overview": lambda s: s.quotations("freedonia"),
    "an actor": lambda s: s.quotations("freedonia", actor="sylvania", window=WINDOW),
    "a person on an issue": lambda s: s.quotations("freedonia", person="firefly", issue="trentino-loan"),
    "words": lambda s: s.quotations("freedonia", words="the oil", window=WINDOW),
    "stances": lambda s: s.stances("freedonia", window=WINDOW),
    "stances of an actor": lambda s: s.stances("freedonia", actor="sylvania"),
    "stances on a target": lambda s: s.stances("freedonia", target="trentino-loan"),
    "developments": lambda s: s.developments("freedonia", actor="sylvania", window=WINDOW),
    "remarks": lambda s: s.remarks("freedonia", kind=RemarkKind.OBSTACLE, window=WINDOW),
    "last": lambda s: s.last_quotation("freedonia", person="firefly", as_of=date(2019, 1, 1)),
    "search": lambda s: s.search("freedonia", "the oil", window=WINDOW),
    "citation": lambda s: s.citation(s.citation_ids("freedonia", "a", 1)[0]),
    "arrivals": lambda s: s.arrivals("freedonia", START, END),
    "stored": lambda s: s.stored("freedonia", ["generated-000001"]),
    "told by": lambda s: s.told_by("freedonia", ["generated-000001"]),
    "sources": lambda s: s.sources(["generated-000001", "generated-000002"]),
    "articles": lambda s: s.articles(["generated-000001"]),
    "events": lambda s: s.events(),
    "coverage": lambda s: s.coverage("freedonia", WINDOW),
    "place": lambda s: s.place("freedonia", s.articles(["generated-000001"])["generated-000001"], "x"),
}


def plans(store: Store, ask: Callable[[Store], object]) -> list[str]:
    """How SQLite answers each statement that a question makes."""
    assert isinstance(store, SqlStore)
    with heard(store) as asked:
        ask(store)
    with store._database.engine.connect() as connection:
        return [
            row[3]
            for statement, parameters in asked
            if statement.startswith("SELECT")
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]


# These tables have a handful of rows whatever is stored.
SMALL = {"topics", "revision", "withheld"}
# The values that an index is leapt through for; and, to count copies, the stories.
COUNTED = {"leap", "s"}
# The places of one id, the versions of one document, the events of one instant, what came within a window,
# what a few articles tell; coverage is remembered.
SORTS_A_FEW = {"citation", "place", "coverage", "events", "arrivals", "told by"}


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_reads_a_whole_table_or_sorts_what_it_found(filled: Store, question: str) -> None:
    found = plans(filled, QUESTIONS[question])
    assert found
    for step in found:
        scanned = re.match(r"SCAN (?!CONSTANT)(\S+)", step)
        if scanned and "VIRTUAL TABLE INDEX" not in step and not scanned[1].startswith("anon_"):
            # A scan in the order of an index ends at the limit.
            small = SMALL | COUNTED if question == "coverage" else SMALL
            assert scanned[1] in small or (scanned[1] == "events" and "events_at" in step), found
        assert "TEMP B-TREE" not in step or question in SORTS_A_FEW, found


def test_the_best_come_straight_from_an_index(filled: Store) -> None:
    for ask in (
        lambda s: s.quotations("freedonia", actor="sylvania", order="best"),
        lambda s: s.stances("freedonia", actor="sylvania", order="best"),
    ):
        found = plans(filled, ask)
        assert any("listing_best" in step for step in found)
        assert not any("TEMP B-TREE" in step for step in found)


def test_what_was_announced_is_not_sought_among_all_that_came_later(filled: Store) -> None:
    found = plans(filled, QUESTIONS["developments"])
    assert any("listing_ahead" in step for step in found)


def test_full_text_is_read_in_its_own_order(filled: Store) -> None:
    for question in ("search", "words"):
        found = plans(filled, QUESTIONS[question])
        assert any("VIRTUAL TABLE INDEX" in step for step in found)
        assert not any("TEMP B-TREE" in step for step in found)


def test_statements_do_not_multiply_with_targets(filled: Store) -> None:
    with heard(filled) as asked:
        filled.stances("freedonia")
    assert 0 < len(asked) <= 3


def test_generated_articles_are_the_same_every_time(topic: Topic, tmp_path: Path) -> None:
    from benchmarks.generate import generate

    first = list(generate(topic, 5, seed=3))
    assert list(generate(topic, 8, seed=3))[:5] == first
    for article, evidence in first:
        for quotation in evidence.quotations:
            for span in (*quotation.content, quotation.context):
                assert article.span(span.start, span.end) == span
        for stance in evidence.stances:
            assert article.span(stance.span.start, stance.span.end) == stance.span
