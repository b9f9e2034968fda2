"""From a store and a window to what is sent: what came in, what the channel was told, what was reviewed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta
from itertools import permutations

import pytest

from bot.digests.composing import EVENTS, Composed, compose, sharing_key
from bot.digests.values import Contents
from bot.messages import Heading, Note, Reply
from bot.storage import open_store
from bot.storage.contract import Store
from summaries.model import Grade, Position
from summaries.topics import Actor, Issue, Topic
from tests.bot.storage.making import AT, article, development, put, quotation, stance

TOPIC = Topic(
    id="freedonia",
    title="Freedonia",
    actors=(Actor(id="freedonia", name="Freedonia"), Actor(id="sylvania", name="Sylvania")),
    people=(),
    issues=(Issue(id="loan", name="The loan", terms=("loan",)),),
)
CONTENTS = Contents(topic="freedonia")
HOUR = timedelta(hours=1)
FIRST = "The loan will be repaid by nobody at all"
SECOND = "Our generals have no quarrel with anybody"
TALKS = "Talks in Bandrika failed on 31 May 2021."


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store("sqlite://")
    yield opened
    opened.close()


def told(keys: Collection[str] = ()) -> object:
    """A channel that was told these keys."""
    return lambda asked: frozenset(asked) & frozenset(keys)


def said(store: Store, id: str, words: str, hours: float = 0, published: str = "2021-06-01") -> str:
    """Store an article with one quotation, so many hours after the first window's start; its id."""
    text = f"“{words}”, the government said. {TALKS}\n"
    made = article(id, text, published, publisher=f"Post {id}")
    quoted = quotation(made, words, issues=("loan",))
    put(store, made, quoted, development(made, TALKS, "2021-05-31", ("freedonia",)), at=AT + hours * HOUR)
    return quoted.id


def digest(
    store: Store, since: float, until: float, *, keys: Collection[str] = (), **more: object
) -> Composed:
    contents = CONTENTS.model_copy(update=more)
    return compose(store, TOPIC, contents, AT + since * HOUR, AT + until * HOUR, told(keys))  # type: ignore[arg-type]


def words_of(reply: Reply) -> str:
    return reply.model_dump_json()


def test_each_window_tells_what_came_in_then(store: Store) -> None:
    said(store, "a", FIRST, 1)
    said(store, "b", SECOND, 3)
    first, second = digest(store, 0, 2), digest(store, 2, 4)
    assert (FIRST in words_of(first.reply), SECOND in words_of(first.reply)) == (True, False)
    assert (FIRST in words_of(second.reply), SECOND in words_of(second.reply)) == (False, True)
    assert TALKS in words_of(first.reply)
    assert TALKS not in words_of(second.reply)  # told again by the second article, and no news


def test_a_window_without_articles_is_empty_and_one_line(store: Store) -> None:
    said(store, "a", FIRST, 1)
    made = digest(store, 2, 4)
    assert made.empty
    assert (made.keys, made.reply.blocks) == (
        frozenset(),
        (Note(text="Nothing new: no article came in since the last digest."),),
    )


def test_a_channel_is_told_everything_once_by_whichever_digest(store: Store) -> None:
    said(store, "a", FIRST, 1)
    first = digest(store, 0, 2)
    again = digest(store, 0, 2, keys=first.keys)
    assert (again.empty, again.keys) == (True, frozenset())
    assert "in the one article that came in" in words_of(again.reply)


def test_keys_are_never_those_that_were_told_already(store: Store) -> None:
    said(store, "a", FIRST, 1)
    said(store, "b", SECOND, 1)
    every = digest(store, 0, 2).keys
    some = frozenset(sorted(every)[::2])
    assert not digest(store, 0, 2, keys=some).keys & some


def test_what_was_withdrawn_since_is_corrected_where_it_was_told(store: Store) -> None:
    id = said(store, "a", FIRST, 1)
    first = digest(store, 0, 2)
    assert id in first.keys
    store.quarantine(id, why="wrong speaker", who="editor", at=AT + 3 * HOUR)
    assert f"Withdrawn since it was posted, and under review: {id} (Post a, 1 June 2021)." in words_of(
        digest(store, 2, 4, keys=first.keys).reply
    )
    assert digest(store, 2, 4).empty  # a channel that was never told
    assert digest(store, 4, 6, keys=first.keys).empty  # said once
    store.restore(id, who="editor", at=AT + 5 * HOUR)
    given_back = words_of(digest(store, 4, 6, keys=first.keys).reply)
    assert f"Reviewed, and stands as it was posted: {id}" in given_back
    assert "wrong speaker" not in given_back


def test_a_withdrawal_is_told_once_in_a_channel_with_two_digests_and_a_second_one_again(
    store: Store,
) -> None:
    id = said(store, "a", FIRST, 1)
    keys = digest(store, 0, 2).keys
    store.quarantine(id, why="", who="editor", at=AT + 3 * HOUR)
    first = digest(store, 2, 4, keys=keys)
    assert "under review" in words_of(first.reply)
    assert digest(store, 1, 5, keys=keys | first.keys).empty
    store.restore(id, who="editor", at=AT + 5 * HOUR)
    store.quarantine(id, why="", who="editor", at=AT + 7 * HOUR)
    assert "under review" in words_of(digest(store, 6, 8, keys=keys | first.keys).reply)


def test_what_was_withdrawn_and_given_back_within_a_window_is_not_mentioned(store: Store) -> None:
    id = said(store, "a", FIRST, 1)
    keys = digest(store, 0, 2).keys
    store.quarantine(id, why="", who="editor", at=AT + 3 * HOUR)
    store.restore(id, who="editor", at=AT + 3.5 * HOUR)
    assert digest(store, 2, 4, keys=keys).empty


def test_withheld_evidence_is_not_told(store: Store) -> None:
    id = said(store, "a", FIRST, 1)
    store.quarantine(id, why="", who="editor", at=AT + 1.5 * HOUR)
    assert FIRST not in words_of(digest(store, 0, 2).reply)


def test_a_new_version_of_an_article_tells_what_it_adds(store: Store) -> None:
    said(store, "a", FIRST, 1)
    text = f"“{FIRST}”, the government said. {TALKS}\n“{SECOND}”, it added.\n"
    place = store.place("freedonia", article("a", text, "2021-06-01"), "1")
    made = place.article
    put(store, made, quotation(made, FIRST), quotation(made, SECOND), development(made, TALKS, "2021-05-31"),
        at=AT + 3 * HOUR)  # fmt: skip
    reply = words_of(digest(store, 2, 4).reply)
    assert (SECOND in reply, FIRST in reply, TALKS in reply) == (True, False, False)


def test_an_article_analysed_anew_tells_nothing_new(store: Store) -> None:
    made = article("a", f"“{FIRST}”, the government said.\n", "2021-06-01")
    put(store, made, at=AT + HOUR)
    put(store, made, quotation(made, FIRST), analyser="2", at=AT + 3 * HOUR)
    assert digest(store, 2, 4).empty


def test_an_old_article_is_marked_as_found_late(store: Store) -> None:
    said(store, "a", FIRST, 1, published="2019-05-03")
    made = digest(store, 0, 2)
    assert [section.title for section in made.brief.sections] == ["Old articles, found late"]
    assert all("found late: published 3 May 2019" in line.note for line in made.brief.lines())


def test_an_event_known_for_long_is_not_told_when_an_article_recalls_it(store: Store) -> None:
    old = article("old", TALKS, "2021-05-31")
    put(store, old, development(old, TALKS, "2021-05-31"), at=AT - HOUR)
    busy = [article(f"n{n}", f"Meeting {n} took place.", "2021-06-01") for n in range(EVENTS + 1)]
    for made in busy:  # more than is read of the newest
        put(store, made, development(made, made.text, "2021-06-01"), at=AT - HOUR)
    again = article("again", f"It is recalled: {TALKS}", "2021-06-01")
    put(store, again, development(again, TALKS, "2021-05-31"), at=AT + HOUR)
    assert digest(store, 0, 2).empty


def test_what_came_after_the_window_is_not_in_it(store: Store) -> None:
    said(store, "a", FIRST, 1)
    before = digest(store, 0, 2)
    said(store, "b", SECOND, 3)
    assert digest(store, 0, 2) == before


def test_the_order_of_storing_makes_no_difference() -> None:
    replies = set()
    for order in permutations("abc"):
        store = open_store("sqlite://")
        for id in order:
            said(store, id, f"{FIRST} and not by number {id * 9}", 1)
        replies.add(words_of(digest(store, 0, 2).reply))
        store.close()
    assert len(replies) == 1


def test_equal_digests_share_one_composition() -> None:
    one = Contents(topic="freedonia", actors=("freedonia", "sylvania"), when_empty="silent")
    two = Contents(topic="freedonia", actors=("sylvania", "freedonia"))
    assert sharing_key(one, AT, AT + HOUR, ["x", "y"]) == sharing_key(two, AT, AT + HOUR, ["y", "x"])
    assert sharing_key(one, AT, AT + HOUR) != sharing_key(one, AT, AT + 2 * HOUR)
    assert sharing_key(one, AT, AT + HOUR) != sharing_key(one, AT, AT + HOUR, ["x"])
    assert sharing_key(one, AT, AT + HOUR) != sharing_key(Contents(topic="freedonia"), AT, AT + HOUR)


def test_where_somebody_stood_is_known_however_much_was_said_since(store: Store) -> None:
    for number in range(9):
        words = f"We stand by the loan and sign paper {number} of it" if number else FIRST
        text = f"“{words}”, the government said.\n"
        made = article(f"a{number}", text, "2021-06-01" if number else "2021-05-20")
        quoted = quotation(made, words, issues=("loan",))
        position = Position.SUPPORTS if number else Position.OPPOSES
        held = stance(made, words, "loan", grade=Grade.DIRECT, quoted=quoted)
        held = held.model_copy(update={"position": position})
        put(store, made, quoted, held, at=AT + (1 if number else -1) * HOUR)
    reply = digest(store, 0, 2).reply
    assert [block.text for block in reply.blocks if isinstance(block, Heading)][:1] == [
        "Shift: Freedonia on the loan, from opposing to supporting"
    ]
