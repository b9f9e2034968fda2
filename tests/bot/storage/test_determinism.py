"""The order of storing leaves no trace in what is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.storage import open_store
from bot.storage.contract import EVERYTHING, Order, Store, Window
from summaries.model import Article, Evidence, Grade, RemarkKind
from tests.bot.storage.making import (
    AT,
    TOPIC,
    article,
    development,
    evidence,
    quotation,
    remark,
    stance,
)

ORDERS: tuple[Order, ...] = ("newest", "best")
WINDOWS = (EVERYTHING, Window(since=date(2020, 5, 3)), Window(as_of=date(2020, 5, 4)))


def made(number: int) -> tuple[Article, Evidence]:
    """An article of one of a few days, so that many pieces tie."""
    random = Random(number)
    published = (date(2020, 5, 1) + timedelta(days=random.randrange(6))).isoformat()
    text = f"Oil talks {number} began. Oil sanctions hurt talks. Nobody came to talks about oil.\n"
    one = article(f"a{number}", text, random.choice([published, "2020-05", published]))
    actor = random.choice(["freedonia", "sylvania"])
    quoted = quotation(
        one,
        "Oil sanctions hurt talks",
        actor=actor,
        said=random.choice(["", published]),
        grade=random.choice(list(Grade)),
        issues=("oil",),
    )
    return one, evidence(
        one,
        quoted,
        *(stance(one, "hurt talks", target, actor=actor, quoted=quoted) for target in ("oil", "talks")),
        development(one, "began", random.choice(["", "2020-05", published]), (actor,)),
        remark(one, "Nobody came", actor),
    )


def everything(store: Store) -> list[object]:
    """All that can be read, bounded tightly so that ties are cut."""
    found: list[object] = [store.citation_ids(TOPIC, "", 9)]
    for window in WINDOWS:
        found += [store.coverage(TOPIC, window), store.developments(TOPIC, window=window, limit=3)]
        found += [store.search(TOPIC, words, window=window, limit=3) for words in ("oil", "oil talks")]
        found += [store.remarks(TOPIC, kind=RemarkKind.OBSTACLE, window=window, limit=2)]
        for order in ORDERS:
            found += [
                store.quotations(TOPIC, window=window, order=order, limit=3),
                store.quotations(TOPIC, words="sanctions", window=window, order=order, limit=3),
                store.quotations(TOPIC, actor="freedonia", issue="oil", window=window, order=order, limit=2),
                store.stances(TOPIC, window=window, order=order, limit=2),
                store.stances(TOPIC, actor="sylvania", window=window, order=order, limit=2),
            ]
    return found


def stored(store: Store, numbers: Sequence[int], *, at_once: bool) -> list[object]:
    """What is read after storing these articles in this order."""
    placed = [(store.place(TOPIC, one, "1"), found) for one, found in map(made, numbers)]
    if at_once:
        store.save_many(TOPIC, placed, analyser="1", at=AT)
    else:
        for place, found in placed:
            store.save(TOPIC, place, found, analyser="1", at=AT)
    return everything(store)


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(12)), st.booleans())
def test_the_same_articles_in_any_order_give_the_same_answers(numbers: list[int], at_once: bool) -> None:
    results = []
    for each in (sorted(numbers), numbers):
        store = open_store("sqlite://")
        results.append(stored(store, each, at_once=at_once))
        store.close()
    assert results[0] == results[1]


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(12)))
def test_postgresql_and_sqlite_give_the_same_answers(
    request: pytest.FixtureRequest, numbers: list[int]
) -> None:
    results = []
    for url in ("sqlite://", request.getfixturevalue("emptied")()):
        store = open_store(url)
        results.append(stored(store, numbers, at_once=False))
        store.close()
    assert results[0] == results[1]
