"""What a number of articles and channels takes: processes, machines, disks, lines, and what breaks first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from benchmarks.capacity_figures import Figures
from benchmarks.capacity_limits import DISCORD_IDENTIFY_SECONDS
from benchmarks.capacity_world import MOST, SLOPE
from benchmarks.tables import table
from bot.settings import Settings

DAY, YEAR = 86_400, 365
CORES, MEMORY = 16, 64
"""Of the machine that is counted in: cores, and GB."""

CONNECTIONS: int = Settings.model_fields["database_connections"].default
"""READOUT_DATABASE_CONNECTIONS, as it is without being set."""

SERVERS_A_SHARD = 1_000
POLLED = 600  # seconds between two polls of a feed
READY = 300  # seconds in which the digests of the busiest minute are to be composed
WINDOW = 0.12  # of a day's digests come in the busiest minute, and
HOUR = 0.13  # in the busiest hour, as ``capacity_world`` draws them; a test holds these to it


class Scale(NamedTuple):
    """How much there is a day, and in how many channels, each with one digest; half of them on Discord."""

    articles: int
    channels: int

    @property
    def name(self) -> str:
        """As a table calls it."""
        return f"{self.articles:,} articles, {self.channels:,} channels"


SCALES = (Scale(100, 20), Scale(100_000, 10_000), Scale(10_000_000, 1_000_000))


@dataclass(frozen=True)
class Plan:
    """All of it for one scale, by the figures given. Rates are a second in the busiest hour."""

    scale: Scale
    given: Figures

    # ---- what comes

    @property
    def articles(self) -> float:
        """Articles stored."""
        return self.scale.articles * self.given["busiest"] / DAY

    @property
    def read(self) -> float:
        """Articles read, of which those that concern no topic are forgotten."""
        return self.articles / self.given["on_topic"]

    @property
    def polls(self) -> float:
        """Feeds asked."""
        day = self.scale.articles / self.given["on_topic"]
        return day / self.given["feed_items"] / POLLED

    @property
    def digests(self) -> float:
        """Digests sent."""
        return self.scale.channels * HOUR / 3600

    @property
    def answers(self) -> float:
        """Commands answered."""
        return self.scale.channels * self.given["commands"] * self.given["busiest"] / DAY

    @property
    def servers(self) -> float:
        """Discord servers."""
        sizes = [float(size) for size in range(1, MOST + 1)]
        mean: float = sum(n ** (1 - SLOPE) for n in sizes) / sum(n**-SLOPE for n in sizes)
        return self.scale.channels / 2 / mean

    # ---- processes of each role

    @property
    def analysing(self) -> int:
        """Workers that analyse, one core each."""
        return self._processes(self.articles / self.given["analysed"])

    @property
    def reading(self) -> int:
        """Workers that poll and retrieve."""
        page = self.given["weigh_ms"] + self.given["page_ms"]
        return self._processes((self.read * page + self.polls * self.given["poll_ms"]) / 1e3)

    @property
    def composing(self) -> int:
        """Workers that compose, so that the busiest minute's digests are ready in five."""
        return math.ceil(self.scale.channels * WINDOW / READY / self.given["composed"])

    @property
    def answering(self) -> int:
        """Processes on each platform that answer, and post: half of all on each."""
        return self._processes((self.answers / self.given["answered"] + self.posts * self.post) / 2)

    @property
    def posts(self) -> float:
        """Messages, both platforms together, half each."""
        shares = self.given.parts.generated.values()
        means = [sum(n * share for n, share in enumerate(each, 1)) for each in shares]
        return self.digests * sum(means) / len(means)

    @property
    def post(self) -> float:
        """Seconds of processor for a message."""
        return self.given["post_ms"] / 1e3

    @property
    def schedulers(self) -> int:
        """One; where it should go on without one, two."""
        return 1 if self.scale.channels < 1_000 else 2

    def _processes(self, cores: float) -> int:
        return math.ceil(cores / self.given["use"])

    @property
    def processes(self) -> int:
        """All of them."""
        if self.single:
            return 1
        return self.analysing + self.reading + self.composing + 2 * self.answering + self.schedulers

    @property
    def single(self) -> bool:
        """Whether one process does it all, on SQLite."""
        return self.scale.channels <= 1_000 and self.analysing == 1

    @property
    def memory(self) -> float:
        """GB of all processes, the database's left out."""
        roles = {
            "analysing_mb": self.analysing,
            "polling_mb": self.reading + self.schedulers,
            "delivering_mb": self.composing,
            "answering_mb": 2 * self.answering,
        }
        if self.single:
            roles = {"analysing_mb": 1, "delivering_mb": 1}
        return sum(self.given[name] * number for name, number in roles.items()) / 1e3

    @property
    def machines(self) -> int:
        """Machines for the processes, the database's left out."""
        return max(math.ceil(self.processes / CORES), math.ceil(self.memory / MEMORY))

    # ---- the database

    @property
    def lock(self) -> float:
        """The share of the time for which the lock of all writers is held, where there is one of it."""
        article = self.given["lock_article_ms"] + self.given["flush_ms"]
        waits = self.given["delivery_transactions"] * self.given["flush_ms"]
        return (self.articles * article + self.digests * (self.given["lock_delivery_ms"] + waits)) / 1e3

    @property
    def databases(self) -> int:
        """Databases, each with a lock of its own, that would bear it."""
        return math.ceil(self.lock / self.given["use"])

    def stored(self, months: float) -> float:
        """TB of the articles of so many months, on one copy."""
        size = self.given["bytes_sqlite" if self.single else "bytes_postgresql"]
        return self.scale.articles * YEAR / 12 * months * size / 1e12

    @property
    def ledger(self) -> float:
        """TB of a year's deliveries, on one copy; older ones are forgotten."""
        return self.scale.channels * YEAR * self.given["bytes_delivery"] / 1e12

    # ---- lines

    @property
    def coming(self) -> float:
        """Mbit a second of pages."""
        return self.read * self.given["page_kb"] * 8 / 1e3

    @property
    def going(self) -> float:
        """Mbit a second of posts and answers."""
        return (self.posts + self.answers) * self.given["post_kb"] * 8 / 1e3


def plan_table(plans: Sequence[Plan]) -> str:
    """Everything side by side."""
    rows = [
        ("stored a second, busiest hour", *(short(plan.articles) for plan in plans)),
        ("read a second, of these", *(short(plan.read) for plan in plans)),
        ("digests a second, busiest hour", *(short(plan.digests) for plan in plans)),
        ("commands a second, busiest hour", *(short(plan.answers) for plan in plans)),
        ("workers: analyse (a core each)", *(_role(plan, plan.analysing) for plan in plans)),
        ("workers: poll, retrieve", *(_role(plan, plan.reading) for plan in plans)),
        ("workers: compose", *(_role(plan, plan.composing) for plan in plans)),
        ("`run --only discord`, deliver", *(_role(plan, plan.answering) for plan in plans)),
        ("`run --only slack`, deliver", *(_role(plan, plan.answering) for plan in plans)),
        ("`run --only scheduler`", *(_role(plan, plan.schedulers) for plan in plans)),
        ("processes, and their memory", *(f"{p.processes}, {short(p.memory)} GB" for p in plans)),
        (f"machines of {CORES} cores, {MEMORY} GB, for them", *(_machines(plan) for plan in plans)),
        ("the lock of all writers is held", *(f"{short(100 * plan.lock)}% of the time" for plan in plans)),
        ("databases that would bear it", *(_databases(plan) for plan in plans)),
        ("connections to them, at most", *(_connections(plan) for plan in plans)),
        ("Discord: servers; shards", *(_shards(plan) for plan in plans)),
        ("lines: in, out, Mbit/s", *(f"{short(p.coming)}, {short(p.going)}" for p in plans)),
    ]
    return table(["", *(plan.scale.name for plan in plans)], rows)


def disk_table(plans: Sequence[Plan], given: Figures) -> str:
    """How large the database gets, on all copies together."""
    copies = given["replication"]

    def size(plan: Plan, months: float) -> str:
        return room((plan.stored(months) + plan.ledger) * (1 if plan.single else copies))

    rows = [
        ("after a year", *(size(plan, 12) for plan in plans)),
        ("after three years", *(size(plan, 36) for plan in plans)),
        ("with `READOUT_RETENTION=12 months`, for good", *(size(plan, 13) for plan in plans)),
        ("with `READOUT_RETENTION=3 months`, for good", *(size(plan, 4) for plan in plans)),
        ("of that, a year's deliveries", *(room(p.ledger * (1 if p.single else copies)) for p in plans)),
    ]
    return table(["", *(plan.scale.name for plan in plans)], rows)


def short(value: float) -> str:
    """Two digits that count."""
    if value >= 10:
        return f"{value:,.0f}"
    return f"{value:.2g}" if value >= 0.001 else "under 0.001"


def _role(plan: Plan, number: int) -> str:
    return "in the one process" if plan.single else f"{number:,}"


def _machines(plan: Plan) -> str:
    return "a small one, 2 cores, 2 GB" if plan.single else f"{plan.machines:,}"


def _databases(plan: Plan) -> str:
    return "SQLite, in the process" if plan.single else f"{plan.databases:,}"


def _connections(plan: Plan) -> str:
    return "none" if plan.single else f"{plan.processes * CONNECTIONS:,}"


def _shards(plan: Plan) -> str:
    shards = math.ceil(plan.servers / SERVERS_A_SHARD)
    start = shards * DISCORD_IDENTIFY_SECONDS / 60
    late = f", {start:.0f} min to start them all" if shards > 12 else ""
    return f"{plan.servers:,.0f}; {shards:,}{late}"


def room(terabytes: float) -> str:
    """So much room on disks, as people say it."""
    if terabytes >= 1:
        return f"{terabytes:,.1f} TB"
    return f"{terabytes * 1e3:,.0f} GB" if terabytes >= 0.001 else f"{terabytes * 1e6:,.0f} MB"
