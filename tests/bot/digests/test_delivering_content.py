"""Where a delivery's parts go, and under which title."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.digests.delivering_content import place, post
from bot.digests.ledger import read, written
from bot.digests.schedule import Schedule
from bot.digests.telling import covered
from bot.digests.values import Digest
from bot.messages import NEW, Reply
from bot.storage.digest_contract import Post, StoredDelivery, StoredDigest

DUE = datetime(2026, 11, 23, 7, tzinfo=UTC)
MADE = datetime(2026, 11, 20, 7, tzinfo=UTC)


def stored(**terms: object) -> StoredDigest:
    digest = Digest.model_validate(
        {
            "topic": "strait",
            "schedule": Schedule(cron=("0 8 * * *",), zone="Europe/Oslo"),
            "id": "7k2m",
            "platform": "discord",
            "workspace": "1",
            "channel": "2",
            "who": "3",
        }
        | terms
    )
    given = written(digest).model_dump()
    return StoredDigest(**given, cutoff=MADE, ran=MADE, made=MADE)


def delivery(of: StoredDigest, *posts: Post) -> StoredDelivery:
    return StoredDelivery(
        key=9,
        digest=of,
        end=DUE,
        since=MADE,
        cutoff=DUE,
        deadline=DUE,
        state="sending",
        opened=DUE,
        posts=posts,
    )


@pytest.mark.parametrize(
    ("terms", "first"),
    [
        ({}, ""),
        ({"thread": "77"}, "77"),
        ({"threaded": True}, NEW),
        ({"thread": "77", "threaded": True}, NEW),
        ({"thread": "77", "forum": True}, ""),
    ],
)
def test_the_first_part_goes_where_was_asked_and_the_next_to_its_thread(
    terms: dict[str, object], first: str
) -> None:
    row = stored(**terms)
    assert place(delivery(row), read(row), "What changed", 1).thread == first
    begun = Post(part=1, message="5", thread="88", at=DUE)
    assert place(delivery(row, begun), read(row), "What changed", 2).thread == "88"


def test_a_title_has_the_day_and_time_of_the_digests_own_clock_however_long_it_is() -> None:
    row = stored(publish=True)
    where = place(delivery(row), read(row), "What changed: " + "x" * 200, 1)
    assert where.title.endswith("x…, 23 November 2026, 08:00")
    assert len(where.title) <= 100
    assert where.publish


def test_only_the_first_part_calls_anybody() -> None:
    row = stored(mention="<@&123456789012345678|desk>")
    parts = [post(delivery(row), read(row), Reply(title="T"), part) for part in (1, 2)]
    assert [part.mention for part in parts] == ["&123456789012345678", ""]


def test_a_digest_says_truly_since_when_its_articles_came_in() -> None:
    row, later = stored(), DUE
    assert covered(read(row), MADE, row) == "since this digest was set up"
    assert covered(read(row), later, row) == "since the last digest"
    silent = stored(when_empty="silent")
    assert covered(read(silent), later, silent) == "since this digest last looked"
