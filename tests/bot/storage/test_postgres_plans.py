"""PostgreSQL, too, answers from indexes, and reads little more than it shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest

from benchmarks.filling import fill
from benchmarks.plans import heard
from bot.storage.contract import Store
from bot.storage.sql import SqlStore, open_store
from summaries.topics import parse_topic
from tests.bot.storage.conftest import at
from tests.bot.storage.test_plans import QUESTIONS, TOPIC_PACK

ARTICLES = 3_000
"""With 120,000 rows of listing and 33,000 of evidence: so many that who reads all of them stands out."""

MOST = 8_000
"""Rows that a question may look at, in all its steps: fifty that fit stand among some thousands, however many
there are in all.
"""

# These tables have a handful of rows whatever is stored, or none here.
SMALL = {"topics", "revision", "withheld", "pins", "facets", "events", "stories"}
# What changes with every article is read whole for it, and remembered until the next; arrivals are of a
# window that holds everything here.
WHOLE = {"coverage", "arrivals"}


@pytest.fixture(scope="module")
def store(server: str) -> Iterator[Store]:
    """A store with many articles, and with statistics."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE planned")
    url = at(server, "planned")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("benchmarks.stamping.TEMPLATES", 200)
        fill(url, parse_topic(TOPIC_PACK), ARTICLES)
    opened = open_store(url)
    yield opened
    opened.close()


def plans(store: Store, ask: Callable[[Store], object]) -> list[dict[str, Any]]:
    """The plan of each statement that a question makes, as it was carried out."""
    assert isinstance(store, SqlStore)
    with heard(store) as asked:
        ask(store)
    with store._database.engine.connect() as connection:
        return [
            connection.exec_driver_sql(
                f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}", parameters
            ).scalar_one()[0]["Plan"]
            for statement, parameters in asked
            if statement.startswith(("SELECT", "WITH"))
        ]


def steps(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every step of a plan."""
    yield plan
    for part in plan.get("Plans", ()):
        yield from steps(part)


def read(found: list[dict[str, Any]]) -> int:
    """How many rows the scans of these plans looked at."""
    scans = (step for plan in found for step in steps(plan) if "Scan" in step["Node Type"])
    return sum(
        (step["Actual Rows"] + step.get("Rows Removed by Filter", 0)) * step["Actual Loops"] for step in scans
    )


# The index that finds what is shown. None other of the same table may, whatever PostgreSQL believes of how
# many rows there are: each has its table's rows in another order, and would have to be read to its end. For
# words that are rare among the newest, the full-text index is asked for the rest.
SERVED = {
    "overview": {"listing_pkey"},
    "an actor": {"listing_pkey"},
    "a person on an issue": {"listing_pkey"},
    "words": {"listing_pkey", "quotation_words_pkey"},
    "stances": {"listing_pkey"},
    "stances of an actor": {"listing_pkey"},
    "stances on a target": {"listing_pkey"},
    "developments": {"listing_pkey", "listing_ahead"},
    "remarks": {"listing_pkey"},
    "last": {"listing_pkey"},
    "search": {"paragraph_words_pkey"},
    "citation": {"citations_pkey"},
    "coverage": {"readings_publisher", "readings_language", "readings_last_first"},
    "told by": {"evidence_article"},
}
ONE_OF = re.compile("listing_|.*_words_|citations_")


@pytest.fixture(params=["statistics", "no statistics"])
def believing(request: pytest.FixtureRequest, server: str, store: Store) -> Iterator[None]:
    """PostgreSQL as it knows the tables, and as it knows nothing of them."""
    with psycopg.connect(at(server, "planned"), autocommit=True) as connection:
        if request.param == "no statistics":
            connection.execute("DELETE FROM pg_statistic WHERE starelid = 'listing'::regclass")
            connection.execute("DELETE FROM pg_statistic WHERE starelid = 'quotation_words'::regclass")
        yield
        connection.execute("ANALYZE listing, quotation_words")


@pytest.mark.parametrize("question", SERVED)
def test_each_question_is_served_by_the_index_made_for_it(
    store: Store, question: str, believing: None
) -> None:
    assert isinstance(store, SqlStore)
    store._coverage.clear()
    found = {step.get("Index Name", "") for plan in plans(store, QUESTIONS[question]) for step in steps(plan)}
    assert found >= SERVED[question]
    others = {name for name in found if ONE_OF.match(name)} - SERVED[question]
    assert others <= ({"quotation_words_found"} if question == "words" else set()), found


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_reads_a_whole_table_or_much_more_than_it_shows(store: Store, question: str) -> None:
    found = plans(store, QUESTIONS[question])
    assert found
    if question in WHOLE:
        return
    for plan in found:
        for step in steps(plan):
            if step["Node Type"] == "Seq Scan":
                assert step["Relation Name"] in SMALL, plan
    assert read(found) <= MOST


def test_the_best_come_straight_from_an_index(store: Store) -> None:
    for ask in (
        lambda s: s.quotations("freedonia", actor="sylvania", order="best"),
        lambda s: s.stances("freedonia", actor="sylvania", order="best"),
    ):
        found = [step for plan in plans(store, ask) for step in steps(plan)]
        assert any(step.get("Index Name") == "listing_best" for step in found)
        assert all(step["Actual Rows"] < 1_000 for step in found if step["Node Type"] == "Sort")


def test_what_was_announced_is_not_sought_among_all_that_came_later(store: Store) -> None:
    found = [step for plan in plans(store, QUESTIONS["developments"]) for step in steps(plan)]
    assert any(step.get("Index Name") == "listing_ahead" for step in found)
