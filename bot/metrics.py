"""Counters and times for Prometheus: answers, how long they took, errors, reconnects, rate limits."""

from __future__ import annotations

import asyncio

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

from bot.storage.feed_contract import Backlog

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0)


class Metrics:
    """What `/metrics` shows."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self._registry)
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

    def page(self) -> bytes:
        """All of it, in Prometheus' text format. To be asked for on the event loop, whose tasks it counts."""
        self._tasks.set(len(asyncio.all_tasks()))
        return generate_latest(self._registry)
