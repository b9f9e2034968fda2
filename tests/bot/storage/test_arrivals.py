"""When articles came, as every store tells it: on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from bot.storage.contract import Outcome, Store, Window
from tests.bot.storage.making import (
    AT,
    TOPIC,
    article,
    day,
    development,
    put,
    quotation,
    remark,
    stance,
)

TEXT = "The premier said that “sanctions hurt the poor”.\nTalks in Bandrika failed on Monday.\n"
HOUR = timedelta(hours=1)


def test_a_window_holds_its_end_and_not_its_start(store: Store) -> None:
    for hours, id in enumerate("abc"):
        put(store, article(id, TEXT + id), at=AT + hours * HOUR)
    assert store.arrivals(TOPIC, AT, AT + HOUR).ids == ("b",)
    assert store.arrivals(TOPIC, AT - HOUR, AT + 2 * HOUR).ids == ("c", "b", "a")
    assert store.arrivals("another", AT - HOUR, AT + HOUR).ids == ()


def test_instants_are_compared_as_instants_whatever_their_zone(store: Store) -> None:
    put(store, article("a", TEXT), at=AT.astimezone(timezone(timedelta(hours=5))))
    assert store.stored(TOPIC, ["a"]) == {"a": AT}
    oslo = timezone(timedelta(hours=2))
    assert store.arrivals(TOPIC, (AT - HOUR).astimezone(oslo), AT.astimezone(oslo)).ids == ("a",)
    assert store.arrivals(TOPIC, AT.astimezone(oslo), (AT + HOUR).astimezone(oslo)).ids == ()


def test_arrivals_of_one_instant_come_in_the_order_of_their_ids_and_are_all_counted(store: Store) -> None:
    for id in ("b", "c", "a"):
        put(store, article(id, TEXT + id, publisher="Post " + id))
    found = store.arrivals(TOPIC, AT - HOUR, AT, limit=2)
    assert found.ids == ("a", "b")
    assert found.coverage.articles == 3
    assert found.coverage.publishers == ("Post a", "Post b", "Post c")


def test_nothing_came_means_nothing_is_covered(store: Store) -> None:
    put(store, article("a", TEXT))
    found = store.arrivals(TOPIC, AT, AT + HOUR)
    assert (found.ids, found.coverage.articles, found.replaced) == ((), 0, {})


def test_a_new_version_comes_when_it_came_and_tells_what_it_replaced(store: Store) -> None:
    put(store, article("a", TEXT))
    put(store, article("a", TEXT + "More.\n"), at=AT + HOUR)
    put(store, article("a", TEXT + "Most.\n"), at=AT + 2 * HOUR)
    found = store.arrivals(TOPIC, AT, AT + 2 * HOUR)
    assert (found.ids, dict(found.replaced)) == (("a@3",), {"a@3": "a"})
    assert store.arrivals(TOPIC, AT - HOUR, AT).ids == ()  # superseded: another text stands in its place
    assert store.stored(TOPIC, ["a", "a@2", "b"]) == {"a": AT, "a@2": AT + HOUR}


def test_a_text_analysed_anew_is_no_arrival(store: Store) -> None:
    first = article("a", TEXT, published="")
    put(store, first)
    assert put(store, first, quotation(first, "sanctions"), analyser="2", at=AT + HOUR) is Outcome.REANALYSED
    assert store.arrivals(TOPIC, AT, AT + HOUR).ids == ()
    assert store.stored(TOPIC, ["a"]) == {"a": AT}


def test_an_earlier_text_that_comes_back_is_an_arrival(store: Store) -> None:
    put(store, article("a", TEXT))
    put(store, article("a", TEXT + "More.\n"), at=AT + HOUR)
    put(store, article("a", TEXT), at=AT + 2 * HOUR)
    found = store.arrivals(TOPIC, AT + HOUR, AT + 2 * HOUR)
    assert (found.ids, dict(found.replaced)) == (("a",), {"a": "a@2"})


def test_each_topic_has_its_own_arrivals(store: Store) -> None:
    put(store, article("a", TEXT))
    put(store, article("a", TEXT), topic="sylvania", at=AT + HOUR)
    assert store.stored(TOPIC, ["a"]) == {"a": AT}
    assert store.stored("sylvania", ["a"]) == {"a": AT + HOUR}
    assert store.arrivals("sylvania", AT, AT + HOUR).ids == ("a",)


def test_articles_tell_all_their_evidence_and_nothing_that_is_withheld(store: Store) -> None:
    first, empty = article("a", TEXT), article("b", "Nothing to see.\n")
    quoted = quotation(first, "sanctions hurt the poor")
    pieces = (
        quoted,
        stance(first, "sanctions hurt", "sanctions", quoted=quoted),
        development(first, "Talks in Bandrika failed", "2020-05-04"),
        development(first, "failed on Monday", ""),
        remark(first, "Talks in Bandrika"),
    )
    put(store, first, *pieces)
    put(store, empty)
    (told,) = store.told_by(TOPIC, ["b", "a", "unknown"])
    assert {*told.quotations, *told.stances, *told.developments, *told.remarks} == set(pieces)

    store.quarantine(quoted.id, why="wrong speaker", who="editor", at=AT)
    (told,) = store.told_by(TOPIC, ["a"])
    assert (told.quotations, told.stances, len(told.developments)) == ((), (), 2)
    store.restore(quoted.id, who="editor", at=AT)
    (told,) = store.told_by(TOPIC, ["a"])
    assert told.quotations == (quoted,)


def test_a_superseded_text_tells_nothing(store: Store) -> None:
    first = article("a", TEXT)
    put(store, first, quotation(first, "sanctions"))
    put(store, article("a", TEXT + "More.\n"))
    assert store.told_by(TOPIC, ["a", "a@2"]) == ()


def test_times_are_told_in_utc(store: Store) -> None:
    put(store, article("a", TEXT), at=datetime(2021, 6, 1, 8, tzinfo=timezone(timedelta(hours=-4))))
    assert store.stored(TOPIC, ["a"])["a"].tzinfo == UTC


def test_what_was_said_or_done_on_some_days_is_found_by_them(store: Store) -> None:
    made = article("a", TEXT, published="2020-05-10")
    said = [
        quotation(made, word, said=day) for word, day in (("sanctions", "2020-05-01"), ("hurt", "2020-05-08"))
    ]
    done = [
        development(made, word, day)
        for word, day in (
            ("Talks", "2020-05-01"),
            ("Bandrika", "2020-05-02"),
            ("failed", "2020-06-01"),
            ("on", ""),
        )
    ]
    put(store, made, *said, *done)
    window = Window(since=day("2020-05-01"))
    assert store.quotations(TOPIC, window=window, until=day("2020-05-07")) == (said[0],)
    assert store.developments(TOPIC, window=window, until=day("2020-05-02")) == (done[1], done[0])
    assert store.developments(TOPIC, until=day("2020-05-01")) == (done[0],)
