"""A digest survives its way into the store and back, and opens when it is time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.digests.ledger import opening, read, terms_of, written
from bot.digests.schedule import Schedule
from bot.digests.values import Digest, Quiet
from bot.digests.windows import first
from bot.storage import open_store
from bot.storage.digest_contract import Digests, StoredDigest

MADE = datetime(2026, 3, 27, 12, tzinfo=UTC)  # two days before Oslo's clocks go forward
DIGEST = Digest(
    id="7k2m",
    topic="venezuela",
    platform="slack",
    workspace="T1",
    channel="C1",
    thread="17.1",
    who="U1",
    schedule=Schedule(cron=("0 8 * * *",), zone="Europe/Oslo"),
    actors=("russia", "usa"),
    issues=("sanctions",),
    most=7,
    when_empty="silent",
    mention="@desk",
    quiet=Quiet(start=time(22), end=time(7)),
)


@pytest.fixture
def digests() -> Iterator[Digests]:
    store = open_store("sqlite://")
    store.digests.create(written(DIGEST), at=MADE, due=first(DIGEST.schedule, MADE))
    yield store.digests
    store.close()


def stored(digests: Digests) -> StoredDigest:
    found = digests.find(DIGEST.id)
    assert found is not None
    return found


def test_a_digest_is_read_as_it_was_written(digests: Digests) -> None:
    assert read(stored(digests)) == DIGEST


def test_why_a_digest_is_paused_comes_back_with_it(digests: Digests) -> None:
    digests.change_state(DIGEST.id, "paused", who="U1", why="The channel is gone.", at=MADE)
    assert read(stored(digests)) == DIGEST.model_copy(
        update={"state": "paused", "why": "The channel is gone."}
    )


def test_a_delivery_has_the_terms_it_began_with(digests: Digests) -> None:
    due = stored(digests).due
    assert due is not None
    digests.open([opening(stored(digests), due)], at=due)
    digests.edit(
        DIGEST.id, terms_of(DIGEST.model_copy(update={"most": 3})), who="U2", at=due, due=due + timedelta(1)
    )
    (delivery,) = digests.claim(at=due, holder="me", until=due + timedelta(minutes=1), limit=1)
    assert (read(delivery.digest).most, read(stored(digests)).most) == (7, 3)


def test_windows_follow_local_time_over_a_change_of_the_clocks(digests: Digests) -> None:
    ends = []
    for _ in range(3):
        due = stored(digests).due
        assert due is not None
        assert digests.open([opening(stored(digests), due)], at=due) == 1
        (delivery,) = digests.claim(at=due, holder="me", until=due + timedelta(minutes=1), limit=1)
        digests.finish(delivery, "sent", at=due)
        ends.append(delivery.end)
    assert [f"{end:%d %H:%M}" for end in ends] == ["28 07:00", "29 06:00", "30 06:00"]
