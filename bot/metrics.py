"""Counters and times for Prometheus, named after its conventions; docs/monitoring.md says what each means."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from importlib.metadata import version

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    Info,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

from bot.jobs.figures import Line
from bot.storage.contract import Pulse
from bot.storage.feed_contract import Backlog

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0)
_JOB = (0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0)
_DELAY = (1.0, 5.0, 15.0, 30.0, 60.0, 120.0, 300.0, 900.0, 3600.0)
_LAG = (5.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0, 21_600.0, 86_400.0)


class Metrics:
    """What `/metrics` shows."""

    def __init__(self, roles: Iterable[str] = ()) -> None:
        """``roles`` are what the process is for, by name."""
        self._registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self._registry)
        process = Info("readout_process", "What this process is for, by role.", registry=self._registry)
        process.info({"roles": ",".join(sorted(roles)), "version": version("readout")})
        self._answers = Counter(
            "readout_answers", "Commands answered.", ("platform", "command", "ok"), registry=self._registry
        )
        self._seconds = Histogram(
            "readout_answer_seconds",
            "From a command to its reply, without the way to the platform.",
            ("platform",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._events = Counter(
            "readout_platform_events",
            "What happened on a platform: reconnect, rate_limited, limited, too_late, refused, error.",
            ("platform", "what"),
            registry=self._registry,
        )

        self._connected = Gauge(
            "readout_platform_connected",
            "Whether a platform is connected.",
            ("platform",),
            registry=self._registry,
        )
        self._polls = Counter(
            "readout_feed_polls",
            "Feeds polled: read, unchanged, failed, gone.",
            ("outcome",),
            registry=self._registry,
        )
        self._items = Counter(
            "readout_items",
            "Items of feeds taken in: new, revised, duplicate, off topic, refused, put off.",
            ("outcome",),
            registry=self._registry,
        )
        self._late = Gauge(
            "readout_feeds_late_seconds", "How late the feed is that is late most.", registry=self._registry
        )
        self._due = Gauge(
            "readout_backlog", "What is to be done now: feeds, items.", ("what",), registry=self._registry
        )
        self._deliveries = Counter(
            "readout_digests",
            "Deliveries of digests: sent, skipped, missed, failed; retried: put off for another try.",
            ("platform", "outcome"),
            registry=self._registry,
        )
        self._late_digests = Gauge(
            "readout_digests_late",
            "Digests that are not over minutes after their time.",
            registry=self._registry,
        )
        self._latest_digest = Gauge(
            "readout_digests_late_seconds",
            "How late the digest is that is late most.",
            registry=self._registry,
        )
        self._tasks = Gauge("readout_tasks", "Tasks of the event loop.", registry=self._registry)
        self._time_things()
        self._count_the_database()
        self._count_jobs()

    def _time_things(self) -> None:
        self._delay = Histogram(
            "readout_digest_delay_seconds",
            "From the moment a digest was due until it stood in its channel.",
            ("platform",),
            buckets=_DELAY,
            registry=self._registry,
        )
        self._lag = Histogram(
            "readout_article_lag_seconds",
            "Until an article can be asked about: since it was published, since a feed listed it.",
            ("since",),
            buckets=_LAG,
            registry=self._registry,
        )
        self._job = Histogram(
            "readout_job_seconds",
            "Jobs of workers: done, failed (to be tried again), set_aside.",
            ("queue", "outcome"),
            buckets=_JOB,
            registry=self._registry,
        )

    def _count_the_database(self) -> None:
        self._answers_now = Gauge(
            "readout_database_up",
            "Whether the database told its figures when it was asked last.",
            registry=self._registry,
        )
        self._connections = Gauge(
            "readout_database_connections",
            "Connections of this process: in_use, waited_for, and the most there may be.",
            ("state",),
            registry=self._registry,
        )
        self._failures = Counter(
            "readout_database_failures",
            "What the database did not do, by the kind of error.",
            ("kind",),
            registry=self._registry,
        )
        self._counted: dict[str, int] = {}

    def _count_jobs(self) -> None:
        self._jobs = Gauge(
            "readout_jobs",
            "Jobs in a queue: waiting, doing, set_aside in the last week.",
            ("queue", "state"),
            registry=self._registry,
        )
        self._oldest = Gauge(
            "readout_jobs_oldest_seconds",
            "For how long the job waits that waits longest.",
            ("queue",),
            registry=self._registry,
        )
        self._queues = set[str]()

    def answered(self, platform: str, command: str, ok: bool, seconds: float) -> None:
        """A command was answered, as asked or not, after so many seconds."""
        self._answers.labels(platform, command, str(ok).lower()).inc()
        self._seconds.labels(platform).observe(seconds)

    def count(self, platform: str, what: str) -> None:
        """Something happened on a platform."""
        self._events.labels(platform, what).inc()

    def connected(self, platform: str, *, yes: bool) -> None:
        """Whether a platform is connected now."""
        self._connected.labels(platform).set(int(yes))

    def polled(self, outcome: str) -> None:
        """A feed was polled, with that outcome."""
        self._polls.labels(outcome).inc()

    def taken(self, outcome: str) -> None:
        """An item of a feed was taken in or put off."""
        self._items.labels(outcome).inc()

    def behind(self, backlog: Backlog) -> None:
        """So much is to be done in the background."""
        self._late.set(backlog.late)
        self._due.labels("feeds").set(backlog.feeds)
        self._due.labels("items").set(backlog.items)

    def delivered(self, platform: str, outcome: str) -> None:
        """A delivery of a digest ended, or was put off."""
        self._deliveries.labels(platform, outcome).inc()

    def digests_late(self, number: int, seconds: float) -> None:
        """So many digests are late, the oldest by so many seconds."""
        self._late_digests.set(number)
        self._latest_digest.set(seconds)

    def sent(self, platform: str, seconds: float) -> None:
        """A digest stood in its channel so many seconds after it was due."""
        self._delay.labels(platform).observe(max(seconds, 0.0))

    def answerable(self, since: str, seconds: float) -> None:
        """An article can be asked about, so many seconds after it was ``published`` or ``listed``."""
        self._lag.labels(since).observe(max(seconds, 0.0))

    def job(self, queue: str, outcome: str, seconds: float) -> None:
        """A job was ``done``, ``failed`` or ``set_aside``."""
        self._job.labels(queue, outcome).observe(seconds)

    def pulse(self, pulse: Pulse) -> None:
        """How this process stands with its database."""
        states = {"in_use": pulse.in_use, "waited_for": pulse.waiting, "most": pulse.most}
        for state, number in states.items():
            self._connections.labels(state).set(number)
        for kind, number in pulse.failures.items():
            self._failures.labels(kind).inc(number - self._counted.get(kind, 0))
            self._counted[kind] = number

    def queued(self, lines: Iterable[Line]) -> None:
        """So many jobs are in the queues; those that are not named have none."""
        found = {line.queue: line for line in lines}
        self._queues |= found.keys()
        for queue in self._queues:
            line = found.get(queue) or Line(queue, 0, 0, 0, 0.0)
            for state, number in (
                ("waiting", line.waiting),
                ("doing", line.doing),
                ("set_aside", line.aside),
            ):
                self._jobs.labels(queue, state).set(number)
            self._oldest.labels(queue).set(line.oldest)

    def known(self) -> None:
        """The database told its figures."""
        self._answers_now.set(1)

    def unknown(self) -> None:
        """It did not: what it told before is no longer shown, for it may be long over."""
        self._answers_now.set(0)
        nan = float("nan")
        for gauge in (self._late, self._late_digests, self._latest_digest):
            gauge.set(nan)
        for labelled in (self._due, self._jobs, self._oldest):
            labelled.clear()

    def page(self) -> bytes:
        """All of it, in Prometheus' text format. To be asked for on the event loop, whose tasks it counts."""
        self._tasks.set(len(asyncio.all_tasks()))
        return generate_latest(self._registry)
