"""How long an article, and a digest's delivery, hold the one lock of all writers on PostgreSQL.

A busy machine makes waiting longer, and work hardly, so the processor's time under the lock is told beside
the clock's: of this process, and of the server's that works for it. What a commit waits for its disk comes
on top (a flush of 8 KB, median).

``python -m benchmarks.capacity_store`` starts a PostgreSQL, stores generated articles one by one as workers
do, then delivers digests by the engine itself to a platform that takes everything at once, and prints
milliseconds and bytes. Linux only. ``--postgres URL`` uses a server that runs, and leaves
databases there; ``--filled N`` fills the database with so many articles before.
"""

from __future__ import annotations

import asyncio
import logging
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import psycopg
import structlog
import typer
from sqlalchemy import event, make_url

from benchmarks.digest_load_newsroom import bring_news, subscribe
from benchmarks.filling import fill
from benchmarks.generate import generate
from benchmarks.scale import _database, _server
from bot.digests.delivering import Delivering
from bot.loading import load_topics
from bot.messages import Place as Where
from bot.messages import Post, Posted, Reply
from bot.settings import Settings
from bot.storage import open_store
from bot.storage.contract import Outcome, Place, Store
from summaries.topics import Topic

LEDGER = ("digests", "digest_versions", "deliveries", "posts", "told", "shown", "pins")
_AFTER = 900_000  # articles that no filling has made


Bring = Callable[[Store, Topic, datetime], None]


class Taking:
    """A platform that takes every post at once."""

    def pages(self, reply: Reply) -> int:
        """See ``Posting``."""
        return 1

    async def post(self, place: Where, post: Post) -> Posted:
        """See ``Posting``."""
        return Posted(message=post.key)

    async def find(self, place: Where, key: str, since: datetime) -> Posted | None:
        """See ``Posting``. Nothing gets lost here."""
        return None

    async def edit(self, place: Where, posted: Posted, post: Post) -> None:
        """See ``Posting``."""

    async def tell(self, workspace: str, user: str, reply: Reply) -> None:
        """See ``Posting``."""


@dataclass
class Held:
    """How long transactions held the lock: seconds of each, and of the processors in all of them."""

    times: list[float] = field(default_factory=list)
    worked: float = 0.0
    since: dict[int, tuple[float, float]] = field(default_factory=dict)

    def clear(self) -> None:
        """Count from here on."""
        self.times.clear()
        self.worked = 0.0

    def watch(self, store: Store) -> None:
        """Measure from when a connection of the store has the lock to when it is given back."""
        engine: Any = store._database.engine  # type: ignore[attr-defined]  # no contract has it
        event.listen(engine, "after_cursor_execute", self._got)
        event.listen(engine, "checkin", self._given_back)

    def _got(self, connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if "pg_advisory_xact_lock" in statement:
            self.since[id(cursor.connection)] = time.perf_counter(), _processor(cursor.connection)

    def _given_back(self, connection: Any, record: Any) -> None:
        if (began := self.since.pop(id(connection), None)) is not None:
            self.times.append(time.perf_counter() - began[0])
            self.worked += _processor(connection) - began[1]


def _processor(connection: Any) -> float:
    """Seconds that this thread, and the server's process for the connection, have had of the processor."""
    given = Path(f"/proc/{connection.info.backend_pid}/schedstat").read_text()
    return time.thread_time() + int(given.split()[0]) / 1e9


def main(
    articles: Annotated[int, typer.Option(help="How many are stored.")] = 1_000,
    digests: Annotated[int, typer.Option(help="How many are delivered.")] = 2_000,
    filled: Annotated[int, typer.Option(help="Articles that are there before.")] = 0,
    postgres: Annotated[str, typer.Option(help="A PostgreSQL server that runs.")] = "",
) -> None:
    """Measure and print. Who else keeps the machine busy makes times longer: the load is told."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    (topic,) = load_topics(Settings(topics=("venezuela",))).values()
    with tempfile.TemporaryDirectory(prefix="readout-store-") as folder, _opened(folder, postgres) as url:
        if filled:
            fill(url, topic, filled)
        with _watched(url) as (store, held):
            stored(store, held, topic, articles)
        with _watched(url) as (store, held):
            asyncio.run(delivered(url, store, held, topic, digests))
    print(f"Load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


@contextmanager
def _opened(folder: str, postgres: str) -> Iterator[str]:
    with _server("postgres", Path(folder), postgres) as server:
        url = make_url(_database("postgres", Path(folder), server, int(time.time())))
        yield url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


@contextmanager
def _watched(url: str) -> Iterator[tuple[Store, Held]]:
    store, held = open_store(url), Held()
    held.watch(store)
    try:
        yield store, held
    finally:
        store.close()


def stored(store: Store, held: Held, topic: Topic, number: int) -> None:
    """Store so many articles one by one, as a worker does, and print how long each held the lock."""
    began = time.perf_counter()
    for article, told in generate(topic, number, after=_AFTER):
        place = Place(article=article, outcome=Outcome.NEW)
        store.save(topic.id, place, told, analyser="generated", at=datetime.now(UTC))
    took = time.perf_counter() - began
    print(f"{number:,} articles stored by one process in {took:.1f} s: {number / took:.0f} a second")
    _lock(held, number, 1)


def _lock(held: Held, number: int, commits: float) -> None:
    """Print how long the lock is held for each of so many, by the clock and by the processor."""
    clock, work = sum(held.times) / number, held.worked / number
    print(f"  the lock of all writers: {1e3 * clock:.1f} ms each by the clock,", end=" ")
    print(f"{1e3 * work:.1f} ms of the processor")
    print(f"  in {commits:.1f} transactions each, and a flush to this disk takes {1e3 * _flush():.1f} ms")


def _flush() -> float:
    """Seconds that a flush of 8 KB takes, the median of thirty."""
    times = []
    with tempfile.TemporaryFile() as file:
        for _ in range(30):
            file.write(bytes(8192))
            file.flush()
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - began)
    return statistics.median(times)


async def delivered(
    url: str, store: Store, held: Held, topic: Topic, number: int, bring: Bring = bring_news
) -> None:
    """Deliver so many digests, each to its channel, and print what that cost; ``bring`` stores their news."""
    due = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=1)
    bring(store, topic, due)
    subscribe(store, url, topic, [("slack", f"T{n % 97}", f"C{n}") for n in range(number)], number, due)
    for name in ("digests", "deliveries"):  # whose keys were given, not drawn
        _asked(url, f"SELECT setval(pg_get_serial_sequence('{name}', 'key'), max(key)) FROM {name}")  # noqa: S608 our own names
    before, began = _room(url), time.perf_counter()
    held.clear()
    engine = Delivering(store, {topic.id: topic}, lambda: {"slack": Taking()}, holder="measuring")
    spent = time.process_time()
    await engine.round()
    await engine.settled()
    while await _next(engine) <= datetime.now(UTC) + timedelta(seconds=1):
        await engine.round()
        await engine.settled()
    took, spent = time.perf_counter() - began, time.process_time() - spent
    sent = _sent(url)
    print(f"{sent:,} digests delivered by one process in {took:.1f} s: {sent / took:.0f} a second")
    print(f"  {engine.kitchen.made:,} of them different, {1e3 * spent / number:.1f} ms of its processor each")
    _lock(held, number, len(held.times) / number)
    print(f"  {(_room(url) - before) / number:,.0f} bytes each in the ledger")


async def _next(engine: Delivering) -> datetime:
    return await engine.next() or datetime.max.replace(tzinfo=UTC)


def _asked(url: str, query: str, given: Sequence[Any] = ()) -> int:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection:
        row: Any = connection.execute(query.encode(), given).fetchone()
        return int(row[0])


def _room(url: str) -> int:
    """Bytes of the ledger's tables with their indexes."""
    return sum(_asked(url, "SELECT pg_total_relation_size(%s::regclass)", [name]) for name in LEDGER)


def _sent(url: str) -> int:
    return _asked(url, "SELECT count(*) FROM deliveries WHERE state = 'sent' AND key > 1")


if __name__ == "__main__":
    typer.run(main)
