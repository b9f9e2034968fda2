"""What is read: listed with its troubles, added, removed and read at once, by address or by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.commands import handle
from bot.commands.context import Context
from bot.commands.feeds import brought
from bot.errors import BotError
from bot.messages import Command, Note, Reply, Suggestions, Table
from bot.storage.contract import Store
from bot.storage.feed_contract import Added, Counts, GivenFeed, Polled, StoredFeed

NOW = datetime(2019, 6, 20, 12, tzinfo=UTC)
COURIER = "https://courier.example/rss"
Ask = Callable[..., Reply]


class Shelf:
    """The feeds of a store; every address holds a feed of nine items, but one that holds nothing."""

    def __init__(self, store: Store) -> None:
        self._feeds = store.feeds

    def add(self, topic: str, url: str, *, who: str) -> Added:
        if "nothing" in url:
            raise BotError("nothing.example does not exist.", "Check the address.")
        known = self._feeds.find(topic, url)
        if known and known.state == "active":
            return Added(feed=known, known=True)
        given = GivenFeed(url=url, kind="feed", publisher="The Courier" if "courier" in url else "")
        feed = self._feeds.add(topic, given, who=who, at=NOW, interval=1800)
        return Added(feed=feed, items=9, concerning=3)

    def remove(self, topic: str, url: str, *, who: str) -> bool:
        return self._feeds.remove(topic, url, who=who, at=NOW)

    def refresh(self, topic: str, url: str = "") -> int:
        return self._feeds.refresh(topic, url, at=NOW)

    def listing(self, topic: str) -> Sequence[StoredFeed]:
        return self._feeds.listing(topic)


@pytest.fixture
def desk(own_context: Context) -> Ask:
    context = replace(own_context, sources=Shelf(own_context.store))

    def ask(text: str, *, administrator: bool = True) -> Reply:
        command = Command(
            text=text,
            topic="delta",
            user="ann",
            platform="chat",
            workspace="newsroom",
            administrator=administrator,
        )
        return handle(context, command)

    return ask


def words(reply: Reply) -> str:
    return " ".join((reply.title, *(block.text for block in reply.blocks if isinstance(block, Note))))


def rows(reply: Reply) -> list[tuple[str, ...]]:
    return [row for block in reply.blocks if isinstance(block, Table) for row in block.rows]


def test_a_feed_is_added_listed_and_removed_again(desk: Ask, own_context: Context) -> None:
    assert "No feed" in desk("feeds").title
    added = desk(f"feeds add {COURIER}")
    assert added.title == "The Courier (courier.example) is read from now on."
    assert "a feed with 9 items, of which 3 seem to be about The Delta water dispute" in words(added)
    assert "Not read yet: The Courier (courier.example)." in words(desk("feeds list"))
    (feed,) = own_context.store.feeds.listing("delta")
    assert feed.who == "chat:ann"

    undo = next(n.text for n in added.blocks if isinstance(n, Note) and n.text.startswith("To undo: "))
    removed = desk(undo.removeprefix("To undo: "))
    assert removed.title == "The Courier (courier.example) is not read any more."
    assert not own_context.store.feeds.listing("delta")
    assert desk(f"feeds add {COURIER}").ok


def test_an_address_is_completed_and_one_that_is_read_already_is_left_as_it_is(desk: Ask) -> None:
    assert desk("feeds add courier.example/rss").ok
    assert desk(f"feeds add {COURIER}").title == "The Courier (courier.example) is read already."


@pytest.mark.parametrize("text", ["feeds add", "feeds add the courier please", "feeds add nonsense"])
def test_what_is_no_address_gets_an_example(desk: Ask, text: str) -> None:
    reply = desk(text)
    assert not reply.ok
    assert any(isinstance(block, Suggestions) for block in reply.blocks)


def test_what_cannot_be_retrieved_is_said_with_its_cure(desk: Ask) -> None:
    with pytest.raises(BotError, match=r"does not exist\. Check the address"):
        desk("feeds add https://nothing.example/")


@pytest.mark.parametrize("named", [COURIER, "courier.example/rss/", "the courier", "courier.example"])
def test_a_feed_is_named_by_address_publisher_or_host(desk: Ask, named: str) -> None:
    desk(f"feeds add {COURIER}")
    desk("feeds add https://herald.example/atom")
    assert desk(f"feeds refresh {named}").title == "Reading The Courier (courier.example) now."
    assert desk(f"feeds remove {named}").ok


def test_a_name_that_no_feed_has_or_several_have_is_asked_back(desk: Ask) -> None:
    desk(f"feeds add {COURIER}")
    desk("feeds add https://courier.example/world.rss")
    two = desk("feeds remove the courier")
    assert not two.ok
    (offered,) = (block for block in two.blocks if isinstance(block, Suggestions))
    assert len(offered.commands) == 2
    assert not desk("feeds remove zzzz").ok
    assert not desk("feeds remove").ok


def test_everything_is_read_at_once_when_asked_to(desk: Ask) -> None:
    assert not desk("feeds refresh").ok
    desk(f"feeds add {COURIER}")
    desk("feeds add https://herald.example/atom")
    assert desk("feeds refresh").title == "Reading 2 feeds now."


def test_what_fails_comes_first_with_its_cause_and_the_next_try(desk: Ask, own_context: Context) -> None:
    desk(f"feeds add {COURIER}")
    desk("feeds add https://herald.example/atom")
    feeds = own_context.store.feeds
    feed = feeds.find("delta", COURIER)
    assert feed is not None
    due = NOW + timedelta(minutes=30)
    trouble = "courier.example answers with an error (500)."
    failed = Polled(succeeded=False, due=due, interval=1800, cause="failing", trouble=trouble)
    feeds.polled(feed.key, failed, at=NOW)
    listed = desk("feeds")
    assert listed.title == "2 feeds are read; 1 failing"
    assert rows(listed)[0] == ("The Courier (courier.example)", trouble, "2019-06-20 12:30")
    status = desk("status")
    assert "2 feeds: none read yet, next 2019-06-20 12:30 (UTC)." in words(status)
    assert rows(listed)[0] in rows(status)


def test_who_added_a_feed_is_never_printed(desk: Ask) -> None:
    desk(f"feeds add {COURIER}")
    assert "ann" not in " ".join(cell for row in rows(desk("feeds")) for cell in row)


def test_only_administrators_change_what_is_read(desk: Ask) -> None:
    assert desk("feeds list", administrator=False).ok
    for text in (f"feeds add {COURIER}", "feeds remove x", "feeds refresh"):
        refused = desk(text, administrator=False)
        assert refused.title == f"“{' '.join(text.split()[:2])}” is for administrators."


def test_where_nothing_is_retrieved_that_is_said(own_context: Context) -> None:
    reply = handle(own_context, Command(text="feeds list", topic="delta", administrator=True))
    assert not reply.ok
    assert "readout ingest" in words(reply)


def test_what_a_feed_has_brought_is_told_in_words() -> None:
    assert brought(Counts(stored=1, off_topic=40)) == "1 article, 40 off topic"
    assert brought(Counts()) == "nothing yet"


def test_a_watched_folder_is_neither_changed_from_a_chat_nor_is_its_place_told(
    desk: Ask, own_context: Context
) -> None:
    folder = GivenFeed(url="/srv/secret/articles", kind="folder")
    own_context.store.feeds.merge("delta", [folder], at=NOW, interval=60)
    assert "Not read yet: folder articles." in words(desk("feeds list"))
    for named in ("/srv/secret/articles", "folder articles", "articles"):
        refused = desk(f"feeds remove {named}")
        assert not refused.ok
        assert "secret" not in "".join(refused.model_dump_json().split(named))
    assert len(own_context.store.feeds.listing("delta")) == 1
