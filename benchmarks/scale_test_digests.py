"""Thousands of digests in many windows: opened, composed and posted by processes that are killed at random.

Three schedulers, two delivering workers and three bots share one PostgreSQL. Slack is posted to by the
workers, Discord by the bot that is connected to it. In the end what stands in every channel is compared with
the ledger, and the ledger with what was due.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import create_engine, text

from benchmarks.channels_compared import LOST, REPEATED, Standing
from benchmarks.digest_load_newsroom import Subscribed, bring_news, subscribe
from benchmarks.kill_digests_compared import cited_by
from benchmarks.scale_test_platforms import Platforms
from benchmarks.scale_test_site import Site, room, rows
from benchmarks.scale_test_staff import Killing, Role, Say, Staff, watched
from bot.digests.delivering_content import restored
from bot.digests.values import Digest
from bot.messages import Lines
from bot.storage import open_store
from bot.storage.contract import Store
from bot.storage.digest_contract import StoredDelivery
from summaries.topics import Topic

BOTS = (
    Role("bot-discord", "run --only discord", {"SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": ""}, apart=5.2),
    Role("bot-slack-1", "run --only slack"),
    Role("bot-slack-2", "run --only slack"),
)
"""Discord takes one sign-in in five seconds."""

OFFICE = (
    *(Role(f"scheduler-{number}", "run --only scheduler") for number in (1, 2, 3)),
    *(Role(f"worker-{number}", "worker --queues compose,deliver --concurrency 8") for number in (1, 2)),
)

TABLES = ("digests", "digest_versions", "deliveries", "posts", "told", "shown", "notices", "pins")
_PATIENCE = 420.0
"""Seconds for the rest after the last kill: a claim of a dead process holds for two minutes."""


class Cost(NamedTuple):
    """What delivering cost: digests, seconds, processor seconds (Readout, database), bytes, rows."""

    digests: int
    seconds: float
    readout: float
    database: float
    bytes: int
    rows: int


class Newsroom:
    """A database with digests in it, and those who deliver them."""

    def __init__(self, site: Site, url: str, topic: Topic, platforms: Platforms, say: Say) -> None:
        self._site, self.url, self._topic = site, url, topic
        self._platforms, self._say = platforms, say
        self.made: list[Subscribed] = []

    def subscribe(self, number: int, minutes: int, *, each: int = 2) -> None:
        """Set up so many digests, ``each`` in a channel, due from now on in so many minutes."""
        self._platforms.make_channels(max(2, number // each))
        due = datetime.now(UTC).replace(second=0, microsecond=0)
        store = open_store(self.url)
        try:
            bring_news(store, self._topic, due)
            places = self._platforms.places
            url = self.url.replace("postgresql:", "postgresql+psycopg:")
            self.made = subscribe(store, url, self._topic, places, number, due, minutes)
        finally:
            store.close()

    def deliver(self, staff: Staff, roles: Sequence[Role], kills: int, pace: float, seed: str) -> bool:
        """Have all delivered while these are killed; False where it took too long."""
        last = max(one.due for one in self.made) - datetime.now(UTC)
        return watched(
            lambda: self._open() == 0,
            lambda: f"{len(self.made) - self._open():,} of {len(self.made):,} digests over",
            self._say,
            patience=_PATIENCE + max(last, timedelta(0)).total_seconds(),
            staff=staff,
            killing=Killing(staff, roles, kills, pace, seed),
        )

    def _open(self) -> int:
        over = rows(self.url, "SELECT count(*) FROM deliveries WHERE again IS NULL AND key > 1")
        return len(self.made) - int(over[0][0])

    def size(self) -> tuple[int, int]:
        """Bytes, and rows, of all that belongs to digests."""
        found = [size for name, size in room(self.url).items() if name in TABLES]
        return sum(size for size, _ in found), sum(number for _, number in found)

    # ---- what became of them

    def compared(self) -> tuple[Counter[str], list[str]]:
        """How the windows ended, what is lost and what repeated; and the words for what is wrong."""
        there = [(platform, channel) for platform, _, channel in self._platforms.places]
        standing = Standing(there, self._platforms.messages, self._topic.id)
        counted: Counter[str] = Counter()
        store = open_store(self.url)
        try:
            sent = [self._window(store, one, standing, counted) for one in self.made]
        finally:
            store.close()
        counted[REPEATED] += standing.unknown()
        composed = self._composed()
        in_order = sorted((each for each in sent if each), key=lambda one: composed.get(one[1].key, ""))
        counted[REPEATED] += _told_again(in_order, standing)
        return counted, standing.faults

    def _composed(self) -> dict[int, str]:
        """When what a delivery tells was written down: of two of one channel, either may be the first."""
        engine = create_engine(self.url.replace("postgresql:", "postgresql+psycopg:"))
        with engine.connect() as connection:
            found = connection.execute(
                text("SELECT delivery, min(at) AS first FROM told GROUP BY delivery")
            ).all()
        engine.dispose()
        return {row.delivery: str(row.first) for row in found}

    def _window(
        self, store: Store, one: Subscribed, standing: Standing, counted: Counter[str]
    ) -> tuple[Digest, StoredDelivery] | None:
        """Judge a digest's only window; the delivery, if it was sent."""
        digest, named = one.digest, f"{one.digest.platform} {one.digest.id}"
        found = [each for each in store.digests.history(digest.id, 5) if each.key > 1]
        counted["windows"] += 1
        if len(found) != 1 or found[0].end != one.due or found[0].again is not None:
            counted[LOST] += standing.wrong(f"{named}: its window is not in the ledger, or not over")
            return None
        delivery = found[0]
        counted[delivery.state] += 1
        if delivery.since != one.cutoff:
            counted[LOST] += standing.wrong(f"{named}: begins elsewhere than its channel was told up to")
        if delivery.state in ("failed", "missed"):
            counted[LOST] += standing.wrong(f"{named}: {delivery.state}: {delivery.why}")
        if delivery.state != "sent":
            return None
        counted.update(standing.parts(digest, delivery, named))
        return digest, delivery


def _told_again(sent: Sequence[tuple[Digest, StoredDelivery]], standing: Standing) -> int:
    """How many lines tell what was told to the same channel in a delivery that was composed before."""
    told: dict[tuple[str, str], dict[str, str]] = {}
    again = 0
    for digest, delivery in sent:
        before = told.setdefault((digest.platform, digest.channel), {})
        blocks = restored(delivery.content).blocks
        cited = [ids for block in blocks if isinstance(block, Lines) for ids in cited_by(block)]
        for ids in cited:
            if ids and ids <= before.keys():
                others = ", ".join(sorted({before[id] for id in ids}))
                words = (
                    f"{digest.platform} {digest.id} ({delivery.key}): {sorted(ids)} told before by {others}"
                )
                again += standing.wrong(words)
        before.update((id, f"{digest.id} ({delivery.key})") for ids in cited for id in ids)
    return again
