"""What every store promises about feeds, tried on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.storage.contract import Store
from bot.storage.feed_contract import (
    Counts,
    Feeds,
    GivenFeed,
    ListedItem,
    Polled,
    Settled,
    StoredFeed,
    StoredItem,
)
from bot.storage.items import KEPT, MOST_READ, MOST_WAITING
from summaries.articles.told import Told
from tests.bot.storage.making import AT, TOPIC, article, put

HOUR = timedelta(hours=1)
ONE, OTHER = GivenFeed(url="https://one.example/rss"), GivenFeed(url="https://other.example/rss")


@pytest.fixture
def feeds(store: Store) -> Feeds:
    return store.feeds


def added(feeds: Feeds, given: GivenFeed = ONE, at: datetime = AT) -> StoredFeed:
    return feeds.add(TOPIC, given, who="ana", at=at, interval=1800)


def claim(feeds: Feeds, at: datetime = AT, holder: str = "me", limit: int = 9) -> list[str]:
    claimed = feeds.claim([TOPIC], at=at, holder=holder, until=at + timedelta(minutes=1), limit=limit)
    return [feed.url for feed in claimed]


def claim_items(
    feeds: Feeds, at: datetime = AT, holder: str = "me", **more: object
) -> tuple[StoredItem, ...]:
    until = at + timedelta(minutes=1)
    return feeds.claim_items([TOPIC], at=at, holder=holder, until=until, **({"limit": 9} | more))  # type: ignore[arg-type]


def item(key: str, **more: object) -> ListedItem:
    told = Told(url=f"https://one.example/{key}", title=key)
    known = {"told": told, "document": f"one.example/{key}", "host": "one.example", "mark": "1"}
    return ListedItem.model_validate({"key": key} | known | more)


def read(at: datetime = AT, **more: object) -> Polled:
    return Polled.model_validate({"succeeded": True, "due": at + HOUR, "interval": 3600.0} | more)


def poll(feeds: Feeds, *items: ListedItem, at: datetime = AT) -> int:
    feed = added(feeds, at=at)
    return feeds.polled(feed.key, read(at), items, at=at)


def urls(feeds: Feeds) -> list[str]:
    return [feed.url for feed in feeds.listing(TOPIC)]


# ---- what is read


def test_a_packs_feeds_come_and_go_with_the_pack(feeds: Feeds) -> None:
    feeds.merge(TOPIC, [ONE, OTHER], at=AT, interval=1800)
    assert urls(feeds) == [ONE.url, OTHER.url]
    feeds.merge(TOPIC, [OTHER], at=AT, interval=1800)
    assert urls(feeds) == [OTHER.url]
    feeds.merge(TOPIC, [ONE, OTHER], at=AT, interval=1800)
    assert urls(feeds) == [ONE.url, OTHER.url]


def test_merging_again_does_not_disturb_what_is_known(feeds: Feeds) -> None:
    feeds.merge(TOPIC, [ONE], at=AT, interval=1800)
    (feed,) = feeds.listing(TOPIC)
    feeds.polled(feed.key, read(etag="x"), at=AT)
    feeds.merge(TOPIC, [ONE.model_copy(update={"publisher": "The Gazette"})], at=AT + HOUR, interval=1800)
    (feed,) = feeds.listing(TOPIC)
    assert (feed.etag, feed.publisher, feed.due) == ("x", "The Gazette", AT + HOUR)


def test_what_a_person_removed_stays_removed_until_a_person_adds_it(feeds: Feeds) -> None:
    feeds.merge(TOPIC, [ONE], at=AT, interval=1800)
    assert feeds.remove(TOPIC, ONE.url, who="ana", at=AT)
    assert not feeds.remove(TOPIC, ONE.url, who="ana", at=AT)
    feeds.merge(TOPIC, [ONE], at=AT, interval=1800)
    assert urls(feeds) == []
    added(feeds)
    assert urls(feeds) == [ONE.url]


def test_what_a_person_added_stays_when_the_pack_drops_it(feeds: Feeds) -> None:
    feeds.merge(TOPIC, [ONE], at=AT, interval=1800)
    assert added(feeds).who == "ana"
    feeds.merge(TOPIC, [], at=AT, interval=1800)
    assert urls(feeds) == [ONE.url]


def test_topics_have_feeds_of_their_own(feeds: Feeds) -> None:
    added(feeds)
    feeds.add("sylvania", ONE, who="bo", at=AT, interval=1800)
    assert feeds.remove("sylvania", ONE.url, who="bo", at=AT)
    assert urls(feeds) == [ONE.url]
    assert feeds.listing("nowhere") == ()


# ---- polling


def test_a_feed_is_claimed_once_until_its_lease_runs_out(feeds: Feeds) -> None:
    added(feeds)
    assert claim(feeds, holder="me") == [ONE.url]
    assert claim(feeds, holder="other") == []
    later = AT + timedelta(seconds=50)
    (feed,) = feeds.listing(TOPIC)
    feeds.renew("me", until=later + timedelta(minutes=1), feeds=[feed.key], items=[])
    assert claim(feeds, AT + timedelta(seconds=90), holder="other") == []
    assert claim(feeds, later + timedelta(minutes=2), holder="other") == [ONE.url]


def test_a_claim_on_which_nobody_works_any_more_is_not_lengthened(feeds: Feeds) -> None:
    poll(feeds, item("a"), item("b"))
    one, other = claim_items(feeds)
    feeds.renew("me", until=AT + HOUR, feeds=[], items=[one.key])
    assert [again.key for again in claim_items(feeds, AT + timedelta(minutes=2))] == [other.key]


def test_what_is_released_can_be_claimed_at_once(feeds: Feeds) -> None:
    poll(feeds, item("a"))
    added(feeds, OTHER)
    assert claim(feeds) == [OTHER.url]
    assert len(claim_items(feeds)) == 1
    feeds.release("me")
    assert claim(feeds, holder="other") == [OTHER.url]
    assert len(claim_items(feeds, holder="other")) == 1


def test_the_longest_overdue_comes_first_and_what_is_not_due_waits(feeds: Feeds) -> None:
    added(feeds, ONE, at=AT)
    added(feeds, OTHER, at=AT - HOUR)
    assert claim(feeds, AT - timedelta(minutes=1)) == [OTHER.url]
    assert claim(feeds, limit=1) == [OTHER.url]  # its lease has run out
    assert claim(feeds, limit=1) == [ONE.url]


def test_a_poll_is_kept_with_its_items(feeds: Feeds) -> None:
    feed = added(feeds)
    claim(feeds)
    known = {"kind": "feed", "title": "One", "language": "es", "etag": "e", "hash": "h", "every": 600.0}
    assert feeds.polled(feed.key, read(**known), [item("a"), item("b")], at=AT) == 2
    (found,) = feeds.listing(TOPIC)
    assert found.model_dump(include={*known}) == known
    assert (found.waiting, found.tried, found.succeeded, found.due) == (2, AT, AT, AT + HOUR)
    assert claim(feeds) == []
    assert claim(feeds, AT + HOUR) == [ONE.url]


def test_failures_are_counted_and_forgotten(feeds: Feeds) -> None:
    feed = added(feeds)
    feeds.polled(feed.key, read(kind="feed", etag="e"), at=AT)
    broken = Polled(succeeded=False, due=AT + HOUR, interval=3600, cause="busy", trouble="It is busy.")
    feeds.polled(feed.key, broken, at=AT + HOUR)
    feeds.polled(feed.key, broken, at=AT + 2 * HOUR)
    (found,) = feeds.listing(TOPIC)
    assert (found.failures, found.failing, found.cause, found.trouble) == (
        2,
        AT + HOUR,
        "busy",
        "It is busy.",
    )
    assert (found.succeeded, found.kind, found.etag) == (AT, "feed", "e")
    feeds.polled(feed.key, read(), at=AT + 3 * HOUR)
    (found,) = feeds.listing(TOPIC)
    assert (found.failures, found.failing, found.trouble) == (0, None, "")


def test_what_is_gone_is_listed_and_not_read(feeds: Feeds) -> None:
    feed = added(feeds)
    feeds.polled(feed.key, Polled(succeeded=False, due=AT, interval=60, gone=True, trouble="Gone."), at=AT)
    assert claim(feeds, AT + HOUR) == []
    (found,) = feeds.listing(TOPIC)
    assert found.state == "gone"
    feeds.merge(TOPIC, [ONE], at=AT, interval=1800)
    assert claim(feeds, AT + HOUR) == []
    assert (added(feeds).state, claim(feeds, AT + HOUR)) == ("active", [ONE.url])


def test_a_feed_that_moved_is_known_by_both_addresses(feeds: Feeds) -> None:
    feeds.merge(TOPIC, [ONE], at=AT, interval=1800)
    (feed,) = feeds.listing(TOPIC)
    feeds.polled(feed.key, read(moved="https://new.example/rss"), at=AT)
    feeds.merge(TOPIC, [ONE], at=AT, interval=1800)
    (found,) = feeds.listing(TOPIC)
    assert (found.url, found.origin) == ("https://new.example/rss", ONE.url)
    assert [feeds.find(TOPIC, url) for url in (found.url, found.origin)] == [found, found]
    assert feeds.remove(TOPIC, ONE.url, who="ana", at=AT)


def test_a_feed_removed_while_it_is_polled_stays_removed(feeds: Feeds) -> None:
    feed = added(feeds)
    claim(feeds)
    feeds.remove(TOPIC, ONE.url, who="ana", at=AT)
    feeds.polled(feed.key, read(gone=True), [item("a")], at=AT)
    assert urls(feeds) == []
    assert claim_items(feeds) == ()


def test_refreshing_makes_due_now(feeds: Feeds) -> None:
    feed = added(feeds)
    feeds.polled(feed.key, read(), at=AT)
    assert feeds.refresh(TOPIC, OTHER.url, at=AT) == 0
    assert feeds.refresh(TOPIC, ONE.url, at=AT) == 1
    assert feeds.refresh(TOPIC, at=AT) == 1
    assert claim(feeds) == [ONE.url]


# ---- items


def test_an_item_listed_again_is_not_new(feeds: Feeds) -> None:
    assert poll(feeds, item("a"), item("b"), item("a")) == 2
    assert poll(feeds, item("b"), item("c"), at=AT + HOUR) == 1
    assert [one.name for one in claim_items(feeds, AT + HOUR)] == ["a", "b", "c"]


def test_an_item_is_claimed_once_and_read_once(feeds: Feeds) -> None:
    poll(feeds, item("a", body=b"<p>words</p>"))
    (one,) = claim_items(feeds)
    assert (one.name, one.body, one.told.title, one.topic) == ("a", b"<p>words</p>", "a", TOPIC)
    assert claim_items(feeds, holder="other") == ()
    assert claim_items(feeds, AT + 2 * HOUR, holder="other") == (one,)
    feeds.settle(one.key, Settled(outcome="new", article="x", counts=Counts(stored=1)), at=AT)
    assert claim_items(feeds, AT + 9 * HOUR) == ()
    (feed,) = feeds.listing(TOPIC)
    assert (feed.waiting, feed.counts) == (0, Counts(stored=1))


def test_an_item_to_be_read_again_comes_at_its_time(feeds: Feeds) -> None:
    poll(feeds, item("a"))
    (one,) = claim_items(feeds)
    settled = Settled(outcome="new", article="x", etag="e", again=AT + HOUR)
    feeds.settle(one.key, settled, at=AT)
    assert claim_items(feeds, AT + HOUR / 2) == ()
    (again,) = claim_items(feeds, AT + HOUR)
    assert (again.outcome, again.article, again.etag, again.read) == ("new", "x", "e", 1)


def test_an_item_put_off_is_tried_later(feeds: Feeds) -> None:
    poll(feeds, item("a"))
    (one,) = claim_items(feeds)
    feeds.postpone(one.key, due=AT + HOUR, why="It is busy.")
    assert claim_items(feeds, AT + HOUR / 2) == ()
    (again,) = claim_items(feeds, AT + HOUR)
    assert (again.tries, again.outcome) == (1, "")


def test_hosts_take_turns(feeds: Feeds) -> None:
    poll(feeds, *(item(f"a{n}") for n in range(5)), item("b", host="b.example"))
    taken = claim_items(feeds, limit=4, each=2)
    assert [one.name for one in taken] == ["a0", "a1", "b"]
    assert [one.name for one in claim_items(feeds, busy=["one.example"])] == []
    assert [one.name for one in claim_items(feeds, busy=["b.example"], each=1)] == ["a2"]


def test_a_changed_item_is_read_again_but_not_for_ever(feeds: Feeds) -> None:
    poll(feeds, item("a"))
    at = AT
    for _ in range(MOST_READ):
        (one,) = claim_items(feeds, at)
        feeds.settle(one.key, Settled(outcome="new", article="x"), at=at)
        at += HOUR
        poll(feeds, item("a", mark=at.isoformat()), at=at)
    assert claim_items(feeds, at) == ()


def test_a_change_is_not_believed_twice_within_minutes(feeds: Feeds) -> None:
    poll(feeds, item("a"))
    (one,) = claim_items(feeds)
    feeds.settle(one.key, Settled(outcome="new", article="x"), at=AT)
    poll(feeds, item("a", mark="2"), at=AT + timedelta(minutes=5))
    assert claim_items(feeds, AT + timedelta(minutes=6)) == ()
    assert len(claim_items(feeds, AT + timedelta(minutes=31))) == 1


def test_a_feed_that_pours_out_items_waits_for_room_and_loses_none(feeds: Feeds) -> None:
    flood = [item(f"{n}", host="", body=b"x") for n in range(MOST_WAITING + 9)]
    assert poll(feeds, *flood[:-5]) == MOST_WAITING
    marks = read(etag="e", modified="m", hash="h")
    (feed,) = feeds.listing(TOPIC)
    assert feeds.polled(feed.key, marks, flood, at=AT) == 0
    (feed,) = feeds.listing(TOPIC)
    assert (feed.waiting, feed.etag, feed.modified, feed.hash) == (MOST_WAITING, "", "", "")
    for one in claim_items(feeds, limit=20):
        feeds.settle(one.key, Settled(outcome="refused"), at=AT)
    assert feeds.polled(feed.key, marks, flood, at=AT) == 9
    (feed,) = feeds.listing(TOPIC)
    assert feed.hash == "h"


def test_an_item_that_changes_while_it_is_read_is_read_again(feeds: Feeds) -> None:
    poll(feeds, item("a", mark="1"))
    (one,) = claim_items(feeds)
    poll(feeds, item("a", mark="2"), at=AT + timedelta(seconds=5))
    feeds.settle(one.key, Settled(outcome="new", article="one.example/a"), at=AT + timedelta(seconds=9))
    assert claim_items(feeds, AT + timedelta(minutes=1)) == ()
    (again,) = claim_items(feeds, AT + timedelta(minutes=31))
    assert again.read == 1  # what is known of it does not stand in for what it has become


@pytest.mark.parametrize("settled_first", [True, False], ids=["after it was read", "while it is read"])
def test_an_item_that_is_made_to_lead_elsewhere_does_not_pass_for_what_is_there(
    feeds: Feeds, settled_first: bool
) -> None:
    """Or a feed could have another's article taken for known before anybody has read it."""
    settled = Settled(outcome="new", article="one.example/a", etag="one's")
    elsewhere = {"told": Told(url="https://b.example/x"), "document": "b.example/x", "host": "b.example"}
    poll(feeds, item("a"))
    (one,) = claim_items(feeds)
    if settled_first:
        feeds.settle(one.key, settled, at=AT)
    poll(feeds, item("a", mark="2", **elsewhere), at=AT + timedelta(seconds=5))
    if not settled_first:
        feeds.settle(one.key, settled, at=AT + timedelta(seconds=9))
    assert feeds.known(TOPIC, "b.example/x") == ""
    (again,) = claim_items(feeds, AT + HOUR, busy=["one.example"])
    assert (again.document, again.article, again.etag) == ("b.example/x", "", "")


def test_text_that_the_feed_carries_is_read_as_often_as_it_changes(feeds: Feeds) -> None:
    for n in range(MOST_READ + 2):
        at = AT + n * timedelta(minutes=5)
        poll(feeds, item("a", mark=str(n), body=str(n).encode()), at=at)
        (one,) = claim_items(feeds, at)
        assert one.body == str(n).encode()
        feeds.settle(one.key, Settled(outcome="new", article="x"), at=at)


def test_what_is_stored_is_known_by_its_document(store: Store) -> None:
    put(store, article("one.example/a", "Some words."))
    assert store.feeds.known(TOPIC, "one.example/a") == "one.example/a"
    assert store.feeds.known("sylvania", "one.example/a") == ""
    assert store.feeds.known(TOPIC, "one.example/b") == ""
    poll(store.feeds, item("b"))
    (one,) = claim_items(store.feeds)
    store.feeds.settle(one.key, Settled(outcome="duplicate", article="one.example/a"), at=AT)
    assert store.feeds.known(TOPIC, "one.example/b") == "one.example/a"
    assert store.feeds.known(TOPIC, "") == ""


def test_what_no_feed_lists_any_more_is_forgotten_in_the_end(feeds: Feeds) -> None:
    poll(feeds, item("done"), item("listed"), item("waits"))
    for one in claim_items(feeds)[:2]:
        feeds.settle(one.key, Settled(outcome="new", article=one.name), at=AT)
    poll(feeds, item("listed"), at=AT + KEPT / 2)
    assert feeds.prune(at=AT + KEPT) == 0
    assert feeds.prune(at=AT + KEPT + HOUR) == 1
    assert poll(feeds, item("done"), item("listed"), item("waits"), at=AT + KEPT + HOUR) == 1


# ---- what a person names once


def test_addresses_given_once_are_read_when_asked_for_and_not_polled(feeds: Feeds) -> None:
    given = added(feeds, GivenFeed(url="given", kind="given"))
    assert (claim(feeds), urls(feeds)) == ([], [])
    assert feeds.list_items(given.key, [item("a"), item("b"), item("c")], again=(), at=AT) == 3
    assert claim_items(feeds) == ()
    assert feeds.left(given.key) == 3
    taken = claim_items(feeds, feed=given.key)
    for one, outcome in zip(taken, ("new", "refused", "feed"), strict=True):
        feeds.settle(one.key, Settled.model_validate({"outcome": outcome}), at=AT)
    assert feeds.left(given.key) == 0
    assert (
        feeds.list_items(given.key, [item("a"), item("b"), item("c")], again=("feed", "refused"), at=AT) == 2
    )
    assert feeds.list_items(given.key, [item("a")], again=("new",), at=AT) == 1
    assert len(claim_items(feeds, feed=given.key)) == 3


# ---- clocks and figures


def test_a_clock_set_back_makes_nothing_late(feeds: Feeds) -> None:
    for given in (ONE, OTHER):
        feeds.polled(added(feeds, given).key, read(), [item(given.url)], at=AT)
    back = AT - timedelta(days=3)
    assert feeds.mend([TOPIC], at=back) == 4
    due = [feed.due for feed in feeds.listing(TOPIC)]
    assert all(back <= one <= back + HOUR for one in due)
    assert due[0] != due[1]
    assert len(claim_items(feeds, back)) == 2
    assert feeds.mend([TOPIC], at=back) == 0


def test_the_backlog_is_what_is_due(feeds: Feeds) -> None:
    added(feeds, OTHER, at=AT - HOUR)
    poll(feeds, item("a"), item("b"))
    assert feeds.backlog([TOPIC], at=AT).model_dump() == {"feeds": 1, "late": 3600.0, "items": 2}
    assert feeds.backlog([], at=AT).items == 0


def test_what_no_database_keeps_is_kept_as_well_as_can_be(feeds: Feeds) -> None:
    told = Told(url="https://one.example/a", title="Half \ud83d and \0")
    odd = item("a\0\ud83d", told=told, host="x\0")
    assert [poll(feeds, odd), poll(feeds, odd)] == [1, 0]
    (one,) = claim_items(feeds)
    assert one.told.title == "Half ? and \0"


def test_a_store_opened_twice_gives_each_feed_to_one(url: str, opened: Callable[[str], Store]) -> None:
    one, other = opened(url).feeds, opened(url).feeds
    added(one)
    assert [claim(one, holder="one"), claim(other, holder="other")] == [[ONE.url], []]


# ---- one by one


def claim_item(feeds: Feeds, key: int, holder: str, at: datetime = AT) -> StoredItem | None:
    return feeds.claim_item(key, at=at, holder=holder, until=at + HOUR)


def test_a_feed_is_claimed_by_its_key_when_it_is_due_and_by_one_alone(feeds: Feeds) -> None:
    key = added(feeds).key
    assert feeds.due_feeds([TOPIC], at=AT, limit=9) == (key,)
    early = feeds.claim_feed(key, at=AT - HOUR, holder="job-1", until=AT)
    first = feeds.claim_feed(key, at=AT, holder="job-1", until=AT + HOUR)
    other = feeds.claim_feed(key, at=AT, holder="job-2", until=AT + HOUR)
    again = feeds.claim_feed(key, at=AT, holder="job-1", until=AT + HOUR)
    assert [bool(one) for one in (early, first, other, again)] == [False, True, False, True]
    assert feeds.due_feeds([TOPIC], at=AT, limit=9) == ()
    feeds.polled(key, read(), at=AT)
    assert feeds.claim_feed(key, at=AT, holder="job-1", until=AT + HOUR) is None


def test_an_item_is_claimed_by_its_key_and_by_one_alone(feeds: Feeds) -> None:
    poll(feeds, item("a"))
    (due,) = feeds.due_items([TOPIC], at=AT, limit=9, each=4, ahead=9)
    assert due.host == "one.example"
    assert claim_item(feeds, due.key, "job-1")
    assert claim_item(feeds, due.key, "job-2") is None
    assert claim_item(feeds, due.key, "job-1")
    feeds.settle(due.key, Settled(outcome="new"), at=AT)
    assert claim_item(feeds, due.key, "job-1") is None


def test_what_was_retrieved_of_an_item_is_kept_until_it_is_read(feeds: Feeds) -> None:
    poll(feeds, item("a"))
    (due,) = feeds.due_items([TOPIC], at=AT, limit=9, each=4, ahead=9)
    claimed = claim_item(feeds, due.key, "job-1")
    assert claimed is not None
    told = claimed.told.model_copy(update={"content_type": "text/html"})
    feeds.bring(claimed.model_copy(update={"body": b"<p>x", "told": told, "etag": "e"}))
    (brought,) = feeds.due_items([TOPIC], at=AT, limit=9, each=4, ahead=9)
    assert (brought.key, brought.host) == (due.key, "")
    found = claim_item(feeds, due.key, "job-2")
    assert found is not None
    assert (found.body, found.told, found.etag, found.host) == (b"<p>x", told, "e", "one.example")


def test_what_waits_to_be_read_keeps_nothing_from_being_retrieved_until_it_is_too_much(feeds: Feeds) -> None:
    poll(feeds, *map(item, "abcd"))
    for due in feeds.due_items([TOPIC], at=AT, limit=2, each=4, ahead=9):
        claimed = claim_item(feeds, due.key, "job-1")
        assert claimed is not None
        feeds.bring(claimed.model_copy(update={"body": b"<p>x"}))

    def asked(limit: int, ahead: int) -> list[str]:
        return [one.host for one in feeds.due_items([TOPIC], at=AT, limit=limit, each=4, ahead=ahead)]

    assert asked(limit=9, ahead=9) == ["", "", "one.example", "one.example"]
    assert asked(limit=1, ahead=9) == ["", "", "one.example"]
    assert asked(limit=9, ahead=3) == ["", "", "one.example"]
    assert asked(limit=9, ahead=2) == ["", ""]


def test_what_changed_while_it_was_retrieved_is_retrieved_again(feeds: Feeds) -> None:
    poll(feeds, item("a"))
    (due,) = feeds.due_items([TOPIC], at=AT, limit=9, each=4, ahead=9)
    claimed = claim_item(feeds, due.key, "job-1")
    assert claimed is not None
    poll(feeds, item("a", mark="2"))
    feeds.bring(claimed.model_copy(update={"body": b"old"}))
    (again,) = feeds.due_items([TOPIC], at=AT + HOUR, limit=9, each=4, ahead=9)
    assert again.host == "one.example"
