"""What every store promises about deliveries composed ahead, and about whose turn it is."""

from __future__ import annotations

import pytest

from bot.storage import telling
from bot.storage.contract import Store
from bot.storage.digest_contract import Digests, StoredDelivery, Written
from tests.bot.storage.making import TOPIC
from tests.bot.storage.test_digests import DUE, HOUR, MINUTE, PLACE, claim, create, opened


@pytest.fixture
def digests(store: Store) -> Digests:
    return store.digests


def due(digests: Digests, id: str = "d1g3", **more: str) -> None:
    create(digests, id, **more)
    opened(digests, id=id)


def take(digests: Digests, holder: str = "me", limit: int = 9) -> list[StoredDelivery]:
    return list(digests.take(at=DUE, holder=holder, until=DUE + MINUTE, limit=limit))


def written(delivery: StoredDelivery, *told: str) -> Written:
    return Written(delivery=delivery, content=f"of {delivery.digest.id}", pages=2, told=frozenset(told))


def test_what_was_composed_ahead_is_claimed_with_its_content_for_the_first_time(digests: Digests) -> None:
    due(digests)
    (taken,) = take(digests)
    assert claim(digests) == []
    assert digests.write("me", [written(taken, "k")], at=DUE) == {taken.key}
    (claimed,) = claim(digests)
    assert (claimed.content, claimed.pages, claimed.turn) == ("of d1g3", 2, 1)
    assert digests.told(TOPIC, *PLACE.values(), ["k", "l"]) == {"k"}


def test_each_is_taken_once_and_what_was_not_composed_is_claimed_as_it_is(digests: Digests) -> None:
    due(digests)
    (taken,) = take(digests)
    assert take(digests, "other") == []
    digests.write("me", [], others=[taken.key], at=DUE)
    assert take(digests) == []
    (claimed,) = claim(digests)
    assert (claimed.content, claimed.turn) == ("", 1)


def test_without_what_is_blank_only_what_was_taken_before_is_claimed(digests: Digests) -> None:
    for id in ("aaaa", "bbbb", "cccc"):
        due(digests, id, channel=f"C{id}")
    first, second = take(digests, limit=2)
    digests.write("me", [written(first, "k")], others=[second.key], at=DUE)
    until = DUE + MINUTE
    some = digests.claim(at=DUE, holder="me", until=until, limit=9, blank=False)
    assert {each.key for each in some} == {first.key, second.key}
    assert [each.digest.id for each in claim(digests)] == ["cccc"]


def test_what_a_dead_process_was_composing_is_claimed_when_its_lease_has_run_out(digests: Digests) -> None:
    due(digests)
    (taken,) = take(digests)
    (claimed,) = claim(digests, DUE + MINUTE, "other")
    assert digests.write("me", [written(taken, "k")], at=DUE + MINUTE) == frozenset()
    assert digests.history("d1g3")[0].content == ""
    assert digests.record(claimed, "anew", 1, told=["k"], at=DUE + MINUTE).told == ()


def test_whoever_stops_while_composing_lets_go(digests: Digests) -> None:
    due(digests)
    take(digests)
    assert claim(digests) == []
    assert digests.release("me", at=DUE) == 1
    assert len(claim(digests)) == 1


def test_of_a_channel_one_is_composed_after_the_other(digests: Digests) -> None:
    for id, channel in (("bbbb", "C1"), ("aaaa", "C1"), ("cccc", "C2")):
        due(digests, id, channel=channel)
    taken = take(digests)
    assert [each.digest.id for each in taken] == ["bbbb", "cccc"]
    assert take(digests) == []
    digests.write("me", [written(each, "k") for each in taken], at=DUE)
    (second,) = take(digests)
    assert digests.write("me", [written(second, "k")], at=DUE) == frozenset()
    assert {each.digest.id: each.content for each in claim(digests)} == {
        "bbbb": "of bbbb",
        "aaaa": "",
        "cccc": "of cccc",
    }


def test_those_that_may_say_the_same_follow_each_other(digests: Digests) -> None:
    for number, terms in enumerate(("weekly", "daily", "weekly", "daily")):
        due(digests, f"aaa{number}", terms=terms, channel=f"C{number}")
    assert [each.digest.id for each in take(digests)] == ["aaa1", "aaa3", "aaa0", "aaa2"]


def test_what_is_paused_while_it_is_composed_is_not_kept(digests: Digests) -> None:
    due(digests)
    (taken,) = take(digests)
    digests.change_state("d1g3", "paused", who="ana", why="Enough.", at=DUE)
    assert digests.write("me", [written(taken, "k")], at=DUE) == frozenset()
    assert (digests.history("d1g3")[0].state, claim(digests, DUE + HOUR)) == ("missed", [])
    assert digests.told(TOPIC, *PLACE.values(), ["k"]) == frozenset()


def test_channels_and_workspaces_take_turns(digests: Digests) -> None:
    for number in range(3):
        due(digests, f"aa0{number}", workspace="big", channel="C1")
    for number in range(3):
        due(digests, f"aa1{number}", workspace="big", channel=f"D{number}")
    due(digests, "bbbb", workspace="small")
    order = [each.digest.id for each in claim(digests)]
    assert order == ["aa00", "bbbb", "aa10", "aa11", "aa12", "aa01", "aa02"]
    assert [each.digest.id for each in claim(digests, DUE + MINUTE, limit=2)] == ["aa00", "bbbb"]


def test_what_waits_for_one_platform_hides_nothing_of_another(digests: Digests) -> None:
    for number in range(4):
        due(digests, f"aaa{number}", platform="discord", channel=f"C{number}")
    due(digests, "bbbb", platform="slack")
    taken = take(digests)
    digests.write("me", [written(each, f"k{number}") for number, each in enumerate(taken)], at=DUE)
    found = [(each.platform, each.digest) for each in digests.sendable(at=DUE, limit=2)]
    assert found == [("discord", "aaa0"), ("discord", "aaa1"), ("slack", "bbbb")]


def test_a_channel_that_was_told_much_is_asked_for_thousands_of_keys(
    digests: Digests, monkeypatch: pytest.MonkeyPatch
) -> None:
    due(digests)
    (claimed,) = claim(digests)
    told = [f"k{number}" for number in range(9)]
    digests.record(claimed, "text", 1, told=told, at=DUE)
    asked = ["k3", "k5", *(f"n{number}" for number in range(1200))]
    assert digests.told(TOPIC, *PLACE.values(), asked) == {"k3", "k5"}
    monkeypatch.setattr(telling, "_FEW", 5)
    assert digests.told(TOPIC, *PLACE.values(), asked) == {"k3", "k5"}
