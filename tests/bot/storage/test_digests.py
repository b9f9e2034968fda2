"""What every store promises about digests, tried on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from bot.storage import telling
from bot.storage.contract import Store
from bot.storage.digest_contract import (
    Digests,
    GivenDigest,
    OpenedWindow,
    Opening,
    StoredDelivery,
    StoredDigest,
)
from bot.storage.errors import ChannelFull
from tests.bot.storage.making import AT, TOPIC, article, put

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
DUE = AT + DAY
PLACE = {"platform": "slack", "workspace": "T1", "channel": "C1"}


@pytest.fixture
def digests(store: Store) -> Digests:
    return store.digests


def given(id: str = "d1g3", **more: str) -> GivenDigest:
    return GivenDigest.model_validate(
        {"id": id, "topic": TOPIC, "who": "ana", "terms": "daily"} | PLACE | more
    )


def create(digests: Digests, id: str = "d1g3", **more: str) -> StoredDigest:
    assert digests.create(given(id, **more), at=AT, due=DUE)
    return found(digests, id)


def found(digests: Digests, id: str = "d1g3") -> StoredDigest:
    digest = digests.find(id)
    assert digest is not None
    return digest


def opening(digest: StoredDigest, end: datetime = DUE, **more: object) -> Opening:
    window = {"since": digest.cutoff, "cutoff": end, "end": end, "deadline": end + 6 * HOUR} | more
    return Opening(
        digest=digest.id,
        version=digest.version,
        ran=digest.ran,
        due=end + DAY,
        window=OpenedWindow.model_validate(window),
    )


def opened(digests: Digests, end: datetime = DUE, id: str = "d1g3") -> StoredDigest:
    digest = found(digests, id)
    assert digests.open([opening(digest, end)], at=end) == 1
    return digest


def claim(digests: Digests, at: datetime = DUE, holder: str = "me", limit: int = 9) -> list[StoredDelivery]:
    return list(digests.claim(at=at, holder=holder, until=at + MINUTE, limit=limit))


@pytest.fixture
def delivery(digests: Digests) -> StoredDelivery:
    """A delivery that was just claimed."""
    create(digests)
    opened(digests)
    (claimed,) = claim(digests)
    return claimed


# ---- what a channel has


def test_a_digest_is_found_as_it_was_set_up(digests: Digests) -> None:
    digest = create(digests, thread="17.1")
    assert digest == StoredDigest(
        **given(thread="17.1").model_dump(), version=1, state="active", cutoff=AT, ran=AT, due=DUE, made=AT
    )


def test_an_id_is_given_once(digests: Digests) -> None:
    create(digests)
    assert not digests.create(given(terms="other", channel="C2"), at=AT, due=DUE)
    assert found(digests).terms == "daily"


def test_digests_are_listed_by_channel_workspace_platform_or_all(digests: Digests) -> None:
    create(digests, "aaaa")
    create(digests, "bbbb", channel="C2")
    create(digests, "cccc", workspace="T2")
    create(digests, "dddd", platform="discord")

    def listed(**where: str) -> list[str]:
        return [digest.id for digest in digests.listing(**where)]

    assert listed(**PLACE) == ["aaaa"]
    assert listed(platform="slack", workspace="T1") == ["aaaa", "bbbb"]
    assert listed(platform="slack") == ["aaaa", "bbbb", "cccc"]
    assert listed() == ["aaaa", "bbbb", "cccc", "dddd"]


def test_an_edit_is_a_new_version_and_what_is_under_way_keeps_the_old(digests: Digests) -> None:
    create(digests)
    opened(digests)
    edited = digests.edit("d1g3", "weekly", who="ben", at=DUE + MINUTE, due=DUE + 7 * DAY)
    assert edited is not None
    assert (edited.terms, edited.version, edited.cutoff, edited.ran) == ("weekly", 2, AT, DUE + MINUTE)
    (delivery,) = claim(digests, DUE + MINUTE)
    assert (delivery.digest.terms, delivery.digest.version) == ("daily", 2)


def test_what_no_digest_has_cannot_be_changed(digests: Digests) -> None:
    assert digests.edit("none", "x", who="ben", at=AT, due=DUE) is None
    assert digests.change_state("none", "paused", who="ben", at=AT) is None
    assert not digests.hand_over("none", who="ben")
    assert digests.find("none") is None


def test_a_channel_has_room_for_so_many_digests(digests: Digests) -> None:
    for id in ("aaaa", "bbbb"):
        assert digests.create(given(id), at=AT, due=DUE, most=2)
    with pytest.raises(ChannelFull, match="has 2 digests"):
        digests.create(given("cccc"), at=AT, due=DUE, most=2)
    assert digests.create(given("cccc", channel="C2"), at=AT, due=DUE, most=2)
    digests.change_state("aaaa", "removed", who="ana", at=AT)
    assert digests.create(given("dddd"), at=AT, due=DUE, most=2)
    with pytest.raises(ChannelFull):
        digests.change_state("aaaa", "active", who="ana", at=AT, due=DUE, most=2)
    assert found(digests, "aaaa").state == "removed"


def test_two_who_set_up_the_last_digest_at_once_do_not_both_get_it(digests: Digests) -> None:
    def made(id: str) -> bool:
        try:
            return digests.create(given(id), at=AT, due=DUE, most=5)
        except ChannelFull:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(made, [f"00{n:02}" for n in range(16)])) == 5
    assert len(digests.listing(**PLACE)) == 5


def test_whoever_wants_to_know_is_told_of_every_change(digests: Digests) -> None:
    told: list[int] = []
    digests.on_change(lambda: told.append(len(digests.listing())))
    create(digests)
    digests.edit("d1g3", "weekly", who="ana", at=AT, due=DUE)
    digests.change_state("d1g3", "removed", who="ana", at=AT)
    assert told == [1, 1, 0]


def test_a_paused_digest_is_not_due_and_goes_on_from_where_it_was(digests: Digests) -> None:
    create(digests)
    digests.change_state("d1g3", "paused", who="ana", why="holidays", at=AT + HOUR)
    assert (found(digests).state, found(digests).why) == ("paused", "holidays")
    assert digests.ripe(at=DUE, limit=9) == ()
    digests.change_state("d1g3", "active", who="ben", at=DUE + HOUR, due=DUE + DAY)
    resumed = found(digests)
    assert (resumed.why, resumed.who, resumed.cutoff, resumed.ran) == ("", "ben", AT, DUE + HOUR)
    assert [digest.id for digest in digests.ripe(at=DUE + DAY, limit=9)] == ["d1g3"]


def test_removing_is_undone_by_resuming(digests: Digests) -> None:
    create(digests)
    digests.change_state("d1g3", "removed", who="ana", at=AT)
    assert digests.listing(**PLACE) == ()
    assert found(digests).state == "removed"
    digests.change_state("d1g3", "active", who="ana", at=AT + HOUR, due=DUE)
    assert [digest.id for digest in digests.listing(**PLACE)] == ["d1g3"]


def test_editing_a_paused_digest_does_not_start_it(digests: Digests) -> None:
    create(digests)
    digests.change_state("d1g3", "paused", who="ana", at=AT)
    edited = digests.edit("d1g3", "weekly", who="ana", at=AT, due=DUE)
    assert edited is not None
    assert edited.due is None


def test_anybody_can_be_made_answerable(digests: Digests) -> None:
    create(digests)
    assert digests.hand_over("d1g3", who="ben")
    assert found(digests).who == "ben"


def test_pausing_ends_what_nobody_has_begun(digests: Digests) -> None:
    create(digests)
    opened(digests)
    digests.change_state("d1g3", "paused", who="ana", why="no permission", at=DUE)
    assert claim(digests) == []
    (missed,) = digests.history("d1g3")
    assert (missed.state, missed.why) == ("missed", "no permission")
    assert found(digests).cutoff == AT


def test_pausing_leaves_what_is_being_sent_to_its_sender(digests: Digests, delivery: StoredDelivery) -> None:
    digests.change_state("d1g3", "paused", who="ana", at=DUE)
    assert digests.finish(delivery, "sent", at=DUE)
    assert found(digests).cutoff == DUE


# ---- opening windows


def test_digests_ripen_when_they_are_due_the_longest_overdue_first(digests: Digests) -> None:
    create(digests, "aaaa")
    digests.create(given("bbbb"), at=AT, due=DUE - HOUR)
    assert [one.id for one in digests.ripe(at=DUE - MINUTE, limit=9)] == ["bbbb"]
    assert [one.id for one in digests.ripe(at=DUE, limit=9)] == ["bbbb", "aaaa"]
    assert [one.id for one in digests.ripe(at=DUE, limit=1)] == ["bbbb"]


def test_what_is_to_be_done_next_is_the_earliest_window_or_delivery(digests: Digests) -> None:
    assert digests.next(platforms=["slack"]) is None
    create(digests, "aaaa")
    digests.create(given("bbbb", platform="discord"), at=AT, due=DUE + HOUR)
    assert digests.next(platforms=[]) == DUE
    opened(digests, id="aaaa")
    assert digests.next(platforms=["slack", "discord"]) == DUE
    assert digests.next(platforms=["discord"]) == DUE + HOUR
    (held,) = claim(digests)
    assert digests.next(platforms=["slack"]) == DUE + MINUTE
    assert digests.next(platforms=["slack"], besides=[held.key]) == DUE + HOUR
    digests.fail(held, "later", again=DUE + 2 * MINUTE)
    assert digests.next(platforms=["slack"]) == DUE + 2 * MINUTE
    (held,) = claim(digests, DUE + 2 * MINUTE)
    digests.finish(held, "sent", at=DUE + 2 * MINUTE)
    assert digests.next(platforms=["slack"]) == DUE + HOUR


def test_a_window_is_opened_once(digests: Digests) -> None:
    digest = create(digests)
    both = [opening(digest), opening(digest)]
    assert digests.open(both, at=DUE) == 1
    assert digests.open(both, at=DUE) == 0
    assert len(digests.history("d1g3")) == 1


def test_a_window_is_not_opened_by_what_the_digest_no_longer_is(digests: Digests) -> None:
    digest = create(digests)
    digests.edit("d1g3", "weekly", who="ana", at=AT, due=DUE)
    assert digests.open([opening(digest)], at=DUE) == 0
    edited = found(digests)
    digests.change_state("d1g3", "paused", who="ana", at=AT)
    assert digests.open([opening(edited)], at=DUE) == 0


def test_a_window_opens_when_the_one_before_is_over(digests: Digests, delivery: StoredDelivery) -> None:
    digest, later = found(digests), DUE + DAY
    assert digests.ripe(at=later, limit=9) == ()
    assert digests.open([opening(digest, later)], at=later) == 0
    digests.finish(delivery, "sent", at=later)
    assert len(digests.ripe(at=later, limit=9)) == 1


def test_a_run_that_was_dealt_with_is_not_opened_again(digests: Digests) -> None:
    digest = create(digests)
    assert digests.open([opening(digest, AT), opening(digest)], at=DUE) == 1
    assert [delivery.end for delivery in digests.history("d1g3")] == [DUE]


def test_many_windows_open_at_once(digests: Digests) -> None:
    made = [create(digests, f"d{number}") for number in range(600)]
    stale = made[7].model_copy(update={"version": 2})
    assert digests.open([opening(one) for one in (*made[:7], stale, *made[8:])], at=DUE) == 599
    assert [one.id for one in digests.ripe(at=DUE, limit=9)] == ["d7"]
    assert len(claim(digests, limit=1_000)) == 599


def test_a_missed_window_is_noted_and_the_next_begins_where_it_would_have(digests: Digests) -> None:
    digest = create(digests)
    digests.open([opening(digest, missed=True, cutoff=AT, why="nobody was there")], at=DUE + 9 * HOUR)
    assert claim(digests, DUE + 9 * HOUR) == []
    (missed,) = digests.unsaid("d1g3")
    assert (missed.state, missed.why, missed.settled) == ("missed", "nobody was there", DUE + 9 * HOUR)
    assert (found(digests).cutoff, found(digests).ran) == (AT, DUE)


def test_the_next_run_alone_can_be_put_right(digests: Digests) -> None:
    digest = create(digests)
    right = Opening(digest="d1g3", version=1, ran=digest.ran, due=DUE + HOUR)
    assert digests.open([right], at=DUE) == 0
    assert found(digests).due == DUE + HOUR


# ---- delivering


def test_a_delivery_is_claimed_by_one(digests: Digests, delivery: StoredDelivery) -> None:
    assert (delivery.state, delivery.since, delivery.cutoff, delivery.end) == ("sending", AT, DUE, DUE)
    assert claim(digests, holder="another") == []


def test_only_what_goes_to_platforms_that_are_served_is_claimed(digests: Digests) -> None:
    create(digests, "aaaa")
    create(digests, "bbbb", platform="discord")
    opened(digests, id="aaaa")
    opened(digests, id="bbbb")

    def claimed(*platforms: str, besides: tuple[int, ...] = ()) -> list[str]:
        until = DUE + MINUTE
        found = digests.claim(at=DUE, holder="me", until=until, limit=9, platforms=platforms, besides=besides)
        return [one.digest.id for one in found]

    assert claimed() == claimed("matrix") == []
    assert claimed("discord") == ["bbbb"]
    own = digests.history("aaaa")[0].key
    assert claimed("discord", "slack", besides=(own,)) == []
    assert claimed("discord", "slack") == ["aaaa"]


def test_what_is_too_late_for_a_platform_that_nobody_serves_is_missed(digests: Digests) -> None:
    for id, platform in (("aaaa", "slack"), ("bbbb", "discord"), ("cccc", "discord")):
        create(digests, id, platform=platform)
        opened(digests, id=id)
    held = next(
        one
        for one in digests.claim(at=DUE, holder="me", until=DUE + MINUTE, limit=9)
        if one.digest.id == "cccc"
    )
    digests.record(held, "text", 1, told=["e1"], at=DUE)
    after = DUE + 6 * HOUR
    assert digests.expire(at=after, platforms=["slack"], why="nobody") == ()
    (ended,) = digests.expire(at=after + MINUTE, platforms=["slack"], why="nobody")
    assert (ended.digest.id, ended.state, ended.why) == ("bbbb", "missed", "nobody")
    assert digests.expire(at=after + MINUTE, platforms=["slack"], why="nobody") == ()
    assert digests.history("cccc")[0].again is not None  # it may stand in its channel


def test_many_who_claim_at_once_share_without_overlap(digests: Digests) -> None:
    for number in range(40):
        create(digests, f"d{number}")
        opened(digests, id=f"d{number}")
    with ThreadPoolExecutor(4) as pool:
        batches = pool.map(lambda name: claim(digests, holder=f"{name}", limit=4), range(12))
        claimed = [delivery.key for batch in batches for delivery in batch]
    assert len(claimed) == 40
    assert len(set(claimed)) == 40


def test_what_a_dead_process_had_claimed_is_free_when_its_lease_has_run_out(
    digests: Digests, delivery: StoredDelivery
) -> None:
    assert claim(digests, DUE + MINUTE / 2, holder="another") == []
    (again,) = claim(digests, DUE + MINUTE, holder="another")
    assert (again.key, again.turn) == (delivery.key, 2)


def test_whoever_has_lost_a_delivery_changes_nothing_of_it(
    digests: Digests, delivery: StoredDelivery
) -> None:
    (again,) = claim(digests, DUE + MINUTE)
    assert not digests.record(delivery, "mine", 1, at=DUE).ours
    assert not digests.finish(delivery, "sent", at=DUE)
    assert not digests.fail(delivery, "no", again=DUE)
    assert digests.record(again, "theirs", 1, at=DUE).ours
    assert digests.history("d1g3")[0].content == "theirs"


def test_but_a_message_that_stands_in_the_channel_is_known_whoever_sent_it(
    digests: Digests, delivery: StoredDelivery
) -> None:
    claim(digests, DUE + MINUTE)
    assert not digests.post(delivery, 0, "m1", at=DUE)
    assert [post.message for post in digests.history("d1g3")[0].posts] == ["m1"]


def test_a_lease_can_be_lengthened_and_let_go(digests: Digests, delivery: StoredDelivery) -> None:
    assert digests.renew("me", [delivery.key], until=DUE + HOUR) == 1
    assert digests.renew("me", [delivery.key + 1], until=DUE + 2 * HOUR) == 0
    assert digests.renew("another", [delivery.key], until=DUE + 2 * HOUR) == 0
    assert claim(digests, DUE + MINUTE) == []
    assert digests.release("me", at=DUE + MINUTE) == 1
    assert [one.key for one in claim(digests, DUE + MINUTE)] == [delivery.key]


def test_content_is_recorded_before_it_is_sent_and_stays(digests: Digests, delivery: StoredDelivery) -> None:
    assert digests.record(delivery, '{"title": "“Oil”"}', 2, at=DUE).ours
    assert digests.record(delivery, "other", 1, at=DUE).ours
    (kept,) = digests.history("d1g3")
    assert (kept.content, kept.pages) == ('{"title": "“Oil”"}', 2)


def test_several_messages_go_on_where_they_stopped(digests: Digests, delivery: StoredDelivery) -> None:
    digests.record(delivery, "text", 3, at=DUE)
    assert digests.post(delivery, 0, "m1", thread="t1", at=DUE)
    assert digests.post(delivery, 1, "m2", at=DUE)
    assert digests.post(delivery, 1, "m9", at=DUE)
    (again,) = claim(digests, DUE + MINUTE)
    posts = [(post.part, post.message, post.thread) for post in again.posts]
    assert posts == [(0, "m1", "t1"), (1, "m2", "")]
    assert (again.content, again.pages) == ("text", 3)


@pytest.mark.parametrize("state", ["sent", "skipped"])
def test_what_was_delivered_moves_the_cutoff(digests: Digests, delivery: StoredDelivery, state: str) -> None:
    assert digests.finish(delivery, state, at=DUE)  # type: ignore[arg-type]
    assert found(digests).cutoff == DUE
    assert claim(digests, DUE + HOUR) == []
    assert not digests.finish(delivery, "failed", at=DUE)


@pytest.mark.parametrize("state", ["missed", "failed"])
def test_what_was_not_delivered_is_told_by_the_next(
    digests: Digests, delivery: StoredDelivery, state: str
) -> None:
    digests.record(delivery, "text", 2, told=["e1"], at=DUE)
    digests.finish(delivery, state, why="gone", at=DUE)  # type: ignore[arg-type]
    assert found(digests).cutoff == AT
    assert told(digests, "e1") == set()
    assert [one.why for one in digests.unsaid("d1g3")] == ["gone"]


def test_what_was_delivered_in_part_is_not_told_again(digests: Digests, delivery: StoredDelivery) -> None:
    digests.record(delivery, "text", 2, told=["e1"], at=DUE)
    digests.post(delivery, 0, "m1", at=DUE)
    digests.finish(delivery, "failed", why="gone", at=DUE)
    assert found(digests).cutoff == DUE
    assert told(digests, "e1") == {"e1"}


def test_a_failure_waits_for_its_next_try(digests: Digests, delivery: StoredDelivery) -> None:
    assert digests.fail(delivery, "no answer", again=DUE + HOUR)
    assert claim(digests, DUE + MINUTE) == []
    (again,) = claim(digests, DUE + HOUR)
    assert (again.tries, again.why, again.turn) == (1, "no answer", 2)
    digests.fail(again, "asked to wait", again=DUE + HOUR, counts=False)
    assert claim(digests, DUE + HOUR)[0].tries == 1


def test_what_channels_were_told_is_read_at_once_or_not_at_all(
    digests: Digests, delivery: StoredDelivery
) -> None:
    digests.record(delivery, "text", 1, told=["e1", "e2"], at=DUE)
    digest = delivery.digest
    here = (digest.topic, digest.platform, digest.workspace, digest.channel)
    other = (*here[:3], "another")
    assert digests.told_in([here, other], 2) == {here: {"e1", "e2"}}
    assert digests.told_in([here, other], 1) is None


def test_losses_are_said_until_something_is_sent(digests: Digests, delivery: StoredDelivery) -> None:
    digests.finish(delivery, "missed", why="late", at=DUE)
    for days, state in ((1, "skipped"), (2, "sent")):
        assert [one.why for one in digests.unsaid("d1g3")] == ["late"]
        assert digests.behind(["d1g3", "none"]) == {"d1g3"}
        opened(digests, DUE + days * DAY)
        (next_one,) = claim(digests, DUE + days * DAY)
        digests.finish(next_one, state, at=DUE + days * DAY)  # type: ignore[arg-type]
    assert digests.unsaid("d1g3") == ()
    assert digests.behind(["d1g3"]) == frozenset()
    assert [one.state for one in digests.history("d1g3")] == ["sent", "skipped", "missed"]
    assert [one.state for one in digests.history("d1g3", limit=1)] == ["sent"]


# ---- what a channel was told


def told(digests: Digests, *keys: str, channel: str = "C1") -> set[str]:
    return set(digests.told(TOPIC, "slack", "T1", channel, keys))


def test_one_event_is_told_once_across_the_digests_of_a_channel(
    digests: Digests, delivery: StoredDelivery
) -> None:
    create(digests, "0ne2")
    opened(digests, id="0ne2")
    (other,) = claim(digests)
    assert digests.record(delivery, "text", 1, told=["e1", "e2", "e1"], at=DUE).told == ()
    assert digests.record(other, "text", 1, told=["e3", "e2"], at=DUE).told == ("e2",)
    assert told(digests, "e1", "e2", "e3") == {"e1", "e2"}
    assert digests.record(other, "less", 1, told=["e3"], at=DUE).told == ()
    assert told(digests, "e2", channel="C2") == set()


def test_more_keys_are_looked_up_than_one_query_takes(digests: Digests, delivery: StoredDelivery) -> None:
    keys = [f"e{number}" for number in range(2_500)]
    digests.record(delivery, "text", 1, told=keys, at=DUE)
    assert len(told(digests, *keys, "new")) == 2_500


# ---- what is stored while windows open


def taken_in(store: Store, at: datetime) -> datetime:
    """When an article is stored that comes with that reading of the clock."""
    one = article("a", "The premier said “oil is ours”.\n")
    put(store, one, at=at)
    return store.stored(TOPIC, [one.id])[one.id]


@pytest.mark.parametrize("late", [timedelta(), 2 * HOUR])
def test_nothing_is_stored_into_a_window_that_was_opened(store: Store, late: timedelta) -> None:
    create(store.digests)
    opened(store.digests)
    assert taken_in(store, DUE - late) == DUE + timedelta(microseconds=1)


def test_what_comes_after_every_window_is_stored_when_it_comes(store: Store) -> None:
    create(store.digests)
    opened(store.digests)
    assert taken_in(store, DUE + MINUTE) == DUE + MINUTE


def test_a_window_of_a_clock_that_was_days_ahead_puts_nothing_off(store: Store) -> None:
    create(store.digests)
    opened(store.digests, DUE + 3 * DAY)
    assert taken_in(store, DUE) == DUE


# ---- keeping house


def test_what_is_late_is_seen(digests: Digests) -> None:
    create(digests, "aaaa")
    create(digests, "bbbb")
    opened(digests, id="aaaa")
    late = digests.late(before=DUE + HOUR)
    assert [one.id for one in late.digests] == ["bbbb"]
    assert [one.digest.id for one in late.deliveries] == ["aaaa"]
    assert digests.late(before=DUE) == type(late)()


def test_a_clock_that_was_set_back_keeps_nothing_claimed(digests: Digests) -> None:
    create(digests)
    opened(digests)
    claim(digests, DUE + HOUR)
    assert claim(digests, DUE + MINUTE) == []
    assert digests.mend(at=DUE + 50 * MINUTE) == 0
    assert digests.mend(at=DUE + MINUTE) == 1
    assert len(claim(digests, DUE + MINUTE)) == 1


@pytest.mark.parametrize("ahead", [DAY, 31 * DAY, 400 * DAY])
def test_after_a_clock_that_was_far_ahead_a_digest_goes_on_now_from_where_its_channel_was_told(
    store: Store, ahead: timedelta
) -> None:
    digests = store.digests
    create(digests)
    wrong, now = DUE + ahead, DUE + HOUR
    opened(digests, wrong)
    (held,) = claim(digests, wrong)
    digests.finish(held, "sent", at=wrong)
    stored_then = taken_in(store, wrong + HOUR)
    assert stored_then > wrong
    assert digests.put_right(at=now) == 1
    digest = found(digests)
    assert (digest.ran, digest.cutoff, digest.due) == (now, AT, now)
    (past,) = digests.history("d1g3")
    assert (past.state, past.since) == ("sent", AT)
    assert past.end < now
    assert past.cutoff <= past.end
    assert now < store.stored(TOPIC, ["a"])["a"] < now + MINUTE
    assert digests.put_right(at=now) == 0
    assert digests.open([opening(digest, wrong)], at=wrong) == 1  # the same run, when it comes


def test_what_was_under_way_by_a_clock_far_ahead_is_not_lost(digests: Digests) -> None:
    create(digests)
    opened(digests, DUE + 9 * DAY)
    digests.put_right(at=DUE)
    digests.mend(at=DUE)
    (held,) = claim(digests, DUE)
    assert (held.end < DUE, held.deadline) == (True, held.end + 6 * HOUR)
    digests.finish(held, "sent", at=DUE)
    assert found(digests).cutoff == held.cutoff


@pytest.mark.parametrize("ahead", [MINUTE, HOUR])
def test_a_clock_that_was_a_little_ahead_is_waited_for(digests: Digests, ahead: timedelta) -> None:
    create(digests)
    opened(digests, DUE + ahead)
    assert digests.put_right(at=DUE) == 0
    assert found(digests).ran == DUE + ahead


def test_the_clock_of_all_is_that_of_the_server(digests: Digests, url: str) -> None:
    if url.startswith("sqlite"):
        assert digests.now(AT) == AT
    else:
        assert abs(digests.now(AT) - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_year_after_it_was_over_a_delivery_is_forgotten(digests: Digests, delivery: StoredDelivery) -> None:
    digests.record(delivery, "text", 1, told=["e1"], at=DUE)
    digests.post(delivery, 0, "m1", at=DUE)
    digests.finish(delivery, "sent", at=DUE)
    assert digests.prune(at=DUE + 366 * DAY) == 0
    assert digests.prune(at=DUE + 367 * DAY) == 1
    assert digests.history("d1g3") == ()
    assert told(digests, "e1") == set()
    assert found(digests).cutoff == DUE


def test_what_is_under_way_or_in_use_is_never_forgotten(digests: Digests, delivery: StoredDelivery) -> None:
    digests.edit("d1g3", "weekly", who="ana", at=DUE, due=None)
    digests.prune(at=DUE + 900 * DAY)
    (kept,) = digests.history("d1g3")
    assert kept.digest.terms == "daily"
    assert found(digests).terms == "weekly"


def test_a_digest_removed_a_year_ago_is_forgotten(digests: Digests) -> None:
    create(digests)
    digests.change_state("d1g3", "removed", who="ana", at=AT)
    digests.prune(at=AT + 366 * DAY)
    assert found(digests).state == "removed"
    digests.prune(at=AT + 367 * DAY)
    assert digests.find("d1g3") is None


def test_a_channel_remembers_the_newest_of_what_it_was_told(
    digests: Digests, delivery: StoredDelivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "MOST_TOLD", 3)
    digests.record(delivery, "text", 1, told=["e1", "e2", "e3"], at=DUE)
    digests.finish(delivery, "sent", at=DUE)
    opened(digests, DUE + DAY)
    (later,) = claim(digests, DUE + DAY)
    digests.record(later, "text", 1, told=["e4", "e5", "e6"], at=DUE + DAY)
    digests.prune(at=DUE + DAY)
    assert told(digests, *(f"e{number}" for number in range(7))) == {"e4", "e5", "e6"}


def test_a_digest_outlives_the_program(url: str, opened: Callable[[str], Store]) -> None:
    create(opened(url).digests)
    assert opened(url).digests.listing(**PLACE)[0].terms == "daily"
