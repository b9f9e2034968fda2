"""What goes wrong with digests is noted with it, told to a person once, and gathered into one alert."""

from __future__ import annotations

from datetime import timedelta

from bot.places import Channel
from bot.storage.contract import NOT_SERVED, Store
from bot.storage.notice_contract import Unalerted
from tests.bot.storage.test_digests import DAY, DUE, HOUR, MINUTE, claim, create, found, opened, opening

DESK = Channel("slack", "T9", "C9")
OTHER = Channel("discord", "1", "2")
SLACK = ("slack",)


def unalerted(store: Store, place: Channel = DESK, most: int = 5) -> Unalerted | None:
    return store.notices.unalerted(place, since=DUE - DAY, most=most)


def missed(store: Store, *ids: str) -> None:
    """Digests whose runs were missed in one outage."""
    for id in ids:
        create(store.digests, id)
    openings = [opening(found(store.digests, id), missed=True, why="Readout was down.") for id in ids]
    assert store.digests.open(openings, at=DUE) == len(ids)


def test_a_pause_is_told_to_one_person_once(store: Store) -> None:
    create(store.digests)
    assert store.notices.pause("d1g3", why="The channel is gone.", at=DUE)
    assert found(store.digests).state == "paused"
    assert not store.notices.pause("d1g3", why="The channel is gone.", at=DUE)
    notice = store.notices.begin(at=DUE, platforms=SLACK)
    assert notice is not None
    assert (notice.who, notice.kind, notice.why) == ("ana", "paused", "The channel is gone.")
    assert store.notices.begin(at=DUE + HOUR, platforms=SLACK) is None


def test_a_notice_that_was_surely_not_told_is_told_later(store: Store) -> None:
    create(store.digests)
    store.notices.pause("d1g3", why="Gone.", at=DUE)
    assert store.notices.begin(at=DUE, platforms=("discord",)) is None
    notice = store.notices.begin(at=DUE, platforms=SLACK)
    assert notice is not None
    store.notices.put_off(notice.key, again=DUE + MINUTE)
    assert store.notices.begin(at=DUE, platforms=SLACK) is None
    again = store.notices.begin(at=DUE + MINUTE, platforms=SLACK)
    assert again is not None
    assert again.tries == 1


def test_who_set_a_digest_up_at_the_command_line_is_told_nothing_by_a_platform(store: Store) -> None:
    create(store.digests, who="operator")
    store.notices.pause("d1g3", why="Gone.", at=DUE)
    assert store.notices.begin(at=DUE, platforms=SLACK) is None
    assert unalerted(store) is not None


def test_a_whole_outage_is_one_alert_to_each_channel(store: Store) -> None:
    missed(store, *(f"aaa{number}" for number in range(8)))
    for place in (DESK, OTHER):
        waiting = unalerted(store, place)
        assert waiting is not None
        assert (waiting.number, len(waiting.first), waiting.first[0].kind) == (8, 5, "missed")
        assert store.notices.alert(place, waiting, "text", topic="t", at=DUE)
        assert not store.notices.alert(place, waiting, "text", topic="t", at=DUE)
        assert unalerted(store, place) is None
    assert {event.outcome for event in store.events(20)} == {NOT_SERVED}


def test_a_window_that_failed_is_told_and_one_that_people_withdrew_is_not(store: Store) -> None:
    for id, quiet in (("aaaa", False), ("bbbb", True)):
        create(store.digests, id)
        opened(store.digests, id=id)
        (delivery,) = claim(store.digests)
        store.digests.finish(delivery, "failed", why="No.", at=DUE, quiet=quiet)
    waiting = unalerted(store)
    assert waiting is not None
    assert [(each.digest.id, each.kind, each.end) for each in waiting.first] == [("aaaa", "failed", DUE)]


def test_while_an_alert_waits_to_be_posted_others_are_gathered_for_the_next(store: Store) -> None:
    missed(store, "aaaa")
    waiting = unalerted(store)
    assert waiting is not None
    store.notices.alert(DESK, waiting, "first", topic="t", at=DUE)
    missed(store, "bbbb", "cccc")
    assert unalerted(store) is None
    alert = store.notices.claim(at=DUE, until=DUE + MINUTE, platforms=SLACK)
    assert alert is not None
    assert (alert.content, alert.turn, alert.place) == ("first", 1, DESK)
    assert store.notices.claim(at=DUE, until=DUE + MINUTE, platforms=SLACK) is None
    assert store.notices.finish(alert, "sent", message="m1")
    waiting = unalerted(store)
    assert waiting is not None
    assert (waiting.number, waiting.alerted) == (2, DUE)


def test_an_alert_whose_process_died_is_gone_on_with_by_another(store: Store) -> None:
    missed(store, "aaaa")
    waiting = unalerted(store)
    assert waiting is not None
    store.notices.alert(DESK, waiting, "text", topic="t", at=DUE)
    first = store.notices.claim(at=DUE, until=DUE + MINUTE, platforms=SLACK)
    second = store.notices.claim(at=DUE + MINUTE, until=DUE + 2 * MINUTE, platforms=SLACK)
    assert first is not None
    assert second is not None
    assert second.turn == 2
    assert not store.notices.finish(first, "sent")
    assert store.notices.fail(second, "Slack is down.", again=DUE + HOUR)
    last = store.notices.last(DESK)
    assert last is not None
    assert (last.state, last.why, last.tries) == ("waiting", "Slack is down.", 1)
    assert store.notices.last(OTHER) is None


def test_nobody_is_alerted_of_a_time_long_ago(store: Store) -> None:
    missed(store, "aaaa")
    assert store.notices.unalerted(DESK, since=DUE + MINUTE, most=5) is None


def test_after_a_year_notices_are_forgotten_and_a_wrong_clock_keeps_none_back(store: Store) -> None:
    create(store.digests)
    store.notices.pause("d1g3", why="Gone.", at=DUE + timedelta(days=300))
    store.notices.mend(at=DUE)
    assert store.notices.begin(at=DUE, platforms=SLACK) is not None
    store.notices.mend(at=DUE + timedelta(days=900))
    assert store.notices.unalerted(DESK, since=DUE - DAY, most=5) is None
