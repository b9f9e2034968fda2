"""What was posted is to be corrected once something in it is reported, and as often as that changes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

import pytest

from bot.storage.contract import Store
from bot.storage.correction_contract import Correction
from bot.storage.digest_contract import StoredDelivery
from tests.bot.storage.making import article, put, quotation, stance
from tests.bot.storage.test_digests import DUE, MINUTE, claim, create, opened
from tests.bot.storage.test_notices import DESK, unalerted

TEXT = "“We will repay nothing at all”, the minister said. “The bank is ours”, he said later.\n"
LATER = DUE + 10 * MINUTE
SLACK = ("slack",)


class Said(NamedTuple):
    """Citation ids: two quotations of one article, and a stance that was read from the first."""

    first: str
    second: str
    stance: str


@pytest.fixture
def said(store: Store) -> Said:
    made = article("a", TEXT)
    first, second = quotation(made, "We will repay nothing at all"), quotation(made, "The bank is ours")
    read = stance(made, "repay nothing", "loan", quoted=first)
    put(store, made, first, second, read)
    return Said(first.content[0].id, second.content[0].id, read.span.id)


def delivered(store: Store, *shown: str, id: str = "d1g3", over: bool = True) -> StoredDelivery:
    """A delivery that shows these citations, posted in one message."""
    create(store.digests, id)
    opened(store.digests, id=id)
    (delivery,) = claim(store.digests)
    assert store.digests.record(delivery, "{}", 1, shown=shown, at=DUE).ours
    store.digests.post(delivery, 1, f"m-{id}", at=DUE)
    if over:
        assert store.digests.finish(delivery, "sent", at=DUE)
    return delivery


def report(store: Store, id: str, at: datetime = LATER) -> None:
    assert store.quarantine(id, why="wrong", who="ana", at=at)


def wanted(store: Store, at: datetime = LATER, platforms: tuple[str, ...] = SLACK) -> list[Correction]:
    return list(store.corrections.claim(at=at, until=at + MINUTE, platforms=platforms, limit=9))


def test_only_what_shows_what_was_reported_is_corrected_and_by_one_at_a_time(
    store: Store, said: Said
) -> None:
    showing = delivered(store, said.first, said.second)
    delivered(store, said.second, id="d1g4")
    assert wanted(store) == []
    report(store, said.first)
    (correction,) = wanted(store)
    assert correction.delivery.key == showing.key
    assert correction.delivery.posts[0].message == "m-d1g3"
    assert (set(correction.withdrawn), correction.at) == ({said.first}, LATER)
    assert wanted(store) == []
    assert store.corrections.finish(correction, "corrected", at=LATER)
    assert wanted(store, LATER + 9 * MINUTE) == []
    assert store.corrections.of("d1g3")[showing.key].state == "corrected"
    assert store.corrections.of("d1g4") == {}


def test_a_stance_goes_with_the_quotation_it_was_read_from(store: Store, said: Said) -> None:
    delivered(store, said.stance)
    report(store, said.first)
    assert [each.withdrawn for each in wanted(store)] == [{said.stance}]


def test_what_is_given_back_is_shown_again_where_it_was_corrected(store: Store, said: Said) -> None:
    delivered(store, said.first)
    report(store, said.first)
    (correction,) = wanted(store)
    store.corrections.finish(correction, "corrected", at=LATER)
    store.restore(said.first, who="ana", at=LATER + MINUTE)
    (correction,) = wanted(store, LATER + MINUTE)
    assert (correction.withdrawn, correction.at) == (frozenset(), LATER + MINUTE)


def test_of_two_reports_one_taken_back_leaves_the_other(store: Store, said: Said) -> None:
    delivery = delivered(store, said.first, said.second)
    report(store, said.first)
    report(store, said.second)
    store.restore(said.first, who="ana", at=LATER)
    (correction,) = wanted(store)
    assert correction.withdrawn == {said.second}
    assert store.corrections.withdrawal(delivery.key).citations == {said.second}


def test_what_is_reviewed_while_it_is_corrected_is_corrected_again_and_not_by_two(
    store: Store, said: Said
) -> None:
    delivered(store, said.first)
    report(store, said.first)
    (first,) = wanted(store)
    store.restore(said.first, who="ana", at=LATER)
    assert wanted(store) == []
    assert store.corrections.finish(first, "corrected", at=LATER)
    (second,) = wanted(store)
    assert second.withdrawn == frozenset()


def test_whoever_died_is_followed_by_another_and_changes_nothing_any_more(store: Store, said: Said) -> None:
    delivered(store, said.first)
    report(store, said.first)
    (first,) = wanted(store)
    (second,) = wanted(store, LATER + 2 * MINUTE)
    assert not store.corrections.finish(first, "failed", at=LATER)
    assert not store.corrections.fail(first, "late", again=LATER)
    assert store.corrections.finish(second, "corrected", at=LATER)


def test_what_could_not_be_edited_is_tried_again_then(store: Store, said: Said) -> None:
    delivered(store, said.first)
    report(store, said.first)
    (correction,) = wanted(store)
    assert store.corrections.fail(correction, "Not now.", again=LATER + MINUTE)
    assert wanted(store, LATER + MINUTE / 2) == []
    (again,) = wanted(store, LATER + MINUTE)
    assert again.tries == 1


def test_what_is_still_being_posted_waits_and_is_known_to_be_withdrawn(store: Store, said: Said) -> None:
    delivery = delivered(store, said.first, over=False)
    report(store, said.first, DUE)
    assert wanted(store) == []
    assert store.corrections.withdrawal(delivery.key).citations == {said.first}
    store.digests.finish(delivery, "sent", at=DUE)
    assert len(wanted(store)) == 1


def test_what_was_withdrawn_between_composing_and_recording_is_corrected_too(
    store: Store, said: Said
) -> None:
    report(store, said.first, DUE)
    delivered(store, said.first)
    assert [each.withdrawn for each in wanted(store)] == [{said.first}]


def test_a_platform_that_is_not_served_here_is_left_to_another_process(store: Store, said: Said) -> None:
    delivered(store, said.first)
    report(store, said.first)
    assert wanted(store, platforms=("discord",)) == []
    assert len(wanted(store)) == 1


def test_a_clock_that_was_wrong_keeps_nothing_back(store: Store, said: Said) -> None:
    delivered(store, said.first)
    report(store, said.first, LATER + timedelta(days=400))
    assert wanted(store) == []
    store.corrections.mend(at=LATER)
    assert len(wanted(store)) == 1


def test_what_is_given_up_alerts_administrators_unless_nothing_stands_there(store: Store, said: Said) -> None:
    delivered(store, said.first)
    delivered(store, said.first, id="d1g4")
    report(store, said.first)
    gone, stuck = wanted(store)
    store.corrections.finish(gone, "failed", why="The message is gone.", at=LATER, quiet=True)
    store.corrections.finish(stuck, "failed", why="Slack refuses.", at=LATER)
    found = unalerted(store, DESK)
    assert found is not None
    assert [(each.digest.id, each.kind) for each in found.first] == [("d1g4", "uncorrected")]
