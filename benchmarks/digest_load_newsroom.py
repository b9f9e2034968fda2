"""Thousands of digests due in one minute, on a store full of generated articles, as channels have them."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import create_engine, insert, text

from benchmarks.generate import generate
from bot.digests.ledger import written
from bot.digests.schedule import Schedule
from bot.digests.values import CROCKFORD, Digest
from bot.storage.contract import Outcome, Place, Store
from bot.storage.digest_tables import deliveries as deliveries_table
from bot.storage.digest_tables import digest_versions, digests, told
from bot.storage.events import stamp
from summaries.briefs.digest_keys import passage_keys
from summaries.model import Evidence
from summaries.topics import Topic

CONTENTS = int(os.environ.get("LOAD_CONTENTS", "300"))
"""Different choices of actors, issues and lengths; the n-th is 1/n as common as the first."""

FRESH, OLDER = 100, 60
"""Articles of the last day, and of the days before."""

HISTORIES = 6
"""Different sets of what channels were told before, of some five digests' keys."""

_BEYOND = 30_000
_DAYS = ((timedelta(days=1), 80), (timedelta(hours=12), 15), (timedelta(days=3), 5))


def bring_news(store: Store, topic: Topic, due: datetime) -> None:
    """Store the articles that the digests tell of: of the last hours, and of two days before."""
    for count, after, before in ((FRESH, 0, timedelta(hours=1)), (OLDER, FRESH, timedelta(hours=50))):
        at = due - before
        made = generate(topic, count, first=at.date() - timedelta(days=1), days=2, after=_BEYOND + after)
        placed = ((Place(article=article, outcome=Outcome.NEW), told) for article, told in made)
        store.save_many(topic.id, placed, analyser="generated", at=at)


def contents(topic: Topic, dice: random.Random) -> list[dict[str, Any]]:
    """What digests are on: everything, or one to three actors; seldom one or two issues; 6 to 40 lines."""
    actors = [actor.id for actor in topic.actors][:12]
    issues = [issue.id for issue in topic.issues]
    return [
        {
            "actors": tuple(dice.sample(actors, dice.choice((0, 0, 1, 1, 2, 3)))),
            "issues": tuple(dice.sample(issues, dice.choice((0, 0, 0, 1, 2)))),
            "most": dice.choice((6, 12, 12, 12, 20, 40)),
        }
        for _ in range(CONTENTS)
    ]


class Subscribed(NamedTuple):
    """A digest, when it is due, and up to when it has told."""

    digest: Digest
    due: datetime
    cutoff: datetime


def subscribed(
    topic: Topic, channels: Sequence[tuple[str, str, str]], number: int, due: datetime, minutes: int = 1
) -> Iterator[Subscribed]:
    """So many digests in these channels in turn; due at that time, or in so many minutes from it in turn."""
    dice = random.Random(1)
    kinds = contents(topic, dice)
    weights = [1 / nth for nth in range(1, CONTENTS + 1)]
    for nth in range(number):
        at = due + timedelta(minutes=nth * minutes // number)
        schedule = Schedule(cron=(f"{at.minute} {at.hour} * * *",), zone="UTC")
        platform, workspace, channel = channels[nth % len(channels)]
        chosen = kinds[nth] if nth < CONTENTS else dice.choices(kinds, weights)[0]
        (since,) = dice.choices([each for each, _ in _DAYS], [weight for _, weight in _DAYS])
        yield Subscribed(
            Digest(
                id=_id(nth), topic=topic.id, platform=platform, workspace=workspace, channel=channel,
                who="U0ALICE001", schedule=schedule, **chosen,
            ),
            at,
            at - since,
        )  # fmt: skip


def subscribe(
    store: Store,
    url: str,
    topic: Topic,
    channels: Sequence[tuple[str, str, str]],
    number: int,
    due: datetime,
    minutes: int = 1,
) -> list[Subscribed]:
    """Set these digests up as if they had been there for a year, and what their channels were told."""
    made = list(subscribed(topic, channels, number, due, minutes))
    old = due - timedelta(days=365)
    rows, versions = [], []
    for key, (digest, at, cutoff) in enumerate(made, start=1):
        given = written(digest).model_dump()
        versions.append(
            {"digest": key, "version": 1, "terms": given.pop("terms"), "who": digest.who, "at": stamp(old)}
        )
        state = {"key": key, "version": 1, "state": "active", "why": "", "due": stamp(at)}
        times = {"cutoff": stamp(cutoff), "ran": stamp(cutoff), "made": stamp(old), "changed": stamp(old)}
        rows.append(given | state | times)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(insert(digests), rows)
        connection.execute(insert(digest_versions), versions)
        connection.execute(insert(deliveries_table), [_delivered(1, old)])
        for some in _told(store, topic, channels, due):
            connection.execute(insert(told), some)
        if engine.dialect.name == "postgresql":  # which doesn't count keys that it was given
            for name in ("digests", "deliveries"):
                connection.execute(
                    text(f"SELECT setval(pg_get_serial_sequence('{name}', 'key'), max(key)) FROM {name}")  # noqa: S608 our own names
                )
    engine.dispose()
    return made


def _told(
    store: Store, topic: Topic, channels: Sequence[tuple[str, str, str]], due: datetime
) -> Iterator[list[dict[str, Any]]]:
    """What each channel was told in five digests: passages of the older articles. One in six is new."""
    dice = random.Random(2)
    ids = store.arrivals(topic.id, due - timedelta(days=3), due - timedelta(days=2), OLDER).ids
    keys = sorted(key for evidence in store.told_by(topic.id, ids) for key in _keys(evidence))
    histories = [dice.sample(keys, min(len(keys), 120)) for _ in range(HISTORIES - 1)] + [[]]
    for platform, workspace, channel in channels:
        same = {"topic": topic.id, "platform": platform, "workspace": workspace, "channel": channel}
        if chosen := dice.choice(histories):
            at = stamp(due - timedelta(days=2))
            yield [same | {"key": key, "delivery": 1, "at": at} for key in chosen]


def _keys(evidence: Evidence) -> frozenset[str]:
    said = (span for q in evidence.quotations for span in (*q.content, q.context))
    done = (span for d in evidence.developments for span in d.spans)
    return passage_keys((*said, *done))


def _delivered(digest: int, at: datetime) -> Mapping[str, Any]:
    """A delivery of long ago, by which the channels were told."""
    times = dict.fromkeys(("end", "since", "cutoff", "deadline", "opened", "settled"), stamp(at))
    rest = {"state": "sent", "why": "", "tries": 0, "content": "", "pages": 1, "holder": "", "turn": 1}
    return {"key": 1, "digest": digest, "version": 1, "again": None, **times, **rest}


def _id(number: int) -> str:
    digits = []
    for _ in range(4):
        number, digit = divmod(number, len(CROCKFORD))
        digits.append(CROCKFORD[digit])
    return "".join(reversed(digits))
