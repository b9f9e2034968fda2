"""Two passages that share a citation id are told apart: neither is ever taken for the other."""

from __future__ import annotations

from bot.storage.contract import Store
from summaries.model import Quotation
from tests.bot.storage.making import AT, TOPIC, article, put, quotation

SAID = "We refuse this loan. "
TEXT = f"{SAID}Nobody knows why.\n"
TWINS = ("gazette-467436", "gazette-1263126")
"""Articles whose first 21 letters have one citation id: found by trying a million."""


def twins(store: Store) -> tuple[Quotation, Quotation]:
    """Two quotations of one id, in two articles."""
    one, other = (quotation(article(id, TEXT), SAID) for id in TWINS)
    for quoted in (one, other):
        put(store, article(quoted.content[0].article, TEXT), quoted)
    assert one.id == other.id
    return one, other


def test_a_shared_id_gives_both_passages_and_longer_ids_one_each(store: Store) -> None:
    one, other = twins(store)
    assert set(store.citation(one.id)) == {one.content[0], other.content[0]}
    for quoted in (one, other):
        assert quoted.content[0].long_id.startswith(one.id)
        assert store.citation(quoted.content[0].long_id) == quoted.content


def test_a_longer_id_that_only_begins_like_a_known_one_finds_nothing(store: Store) -> None:
    one, _ = twins(store)
    last = one.content[0].long_id[-1]
    assert store.citation(one.content[0].long_id[:-1] + ("0" if last != "0" else "1")) == ()


def test_what_is_reported_by_its_longer_id_is_withheld_and_its_twin_is_not(store: Store) -> None:
    one, other = twins(store)
    long = other.content[0].long_id
    assert store.quarantine(long, why="wrong", who="me", at=AT) == 1
    assert store.quotations(TOPIC) == (one,)
    ((review),) = store.waiting(TOPIC)
    assert review.citation == long
    assert store.confirm(long, why="so it is", who="you", at=AT) == 1
    assert store.restore(long, who="you", at=AT) == 1
    assert set(store.quotations(TOPIC)) == {one, other}


def test_what_was_reported_by_its_longer_id_stays_withheld_when_it_is_analysed_again(store: Store) -> None:
    one, other = twins(store)
    store.quarantine(other.content[0].long_id, why="wrong", who="me", at=AT)
    put(store, article(TWINS[1], TEXT), other, analyser="2")
    put(store, article(TWINS[0], TEXT), one, analyser="2")
    assert store.quotations(TOPIC) == (one,)


def test_a_twin_that_comes_after_a_report_by_the_short_id_is_withheld_too(store: Store) -> None:
    """Nobody can know which of them a short id meant: both wait for a reviewer, who is shown both."""
    one, other = (quotation(article(id, TEXT), SAID) for id in TWINS)
    put(store, article(TWINS[0], TEXT), one)
    store.quarantine(one.id, why="wrong", who="me", at=AT)
    put(store, article(TWINS[1], TEXT), other)
    assert store.quotations(TOPIC) == ()
    assert store.restore(one.id, who="you", at=AT) == 2
    assert set(store.quotations(TOPIC)) == {one, other}
