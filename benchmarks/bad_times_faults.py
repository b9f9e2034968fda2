"""What can go wrong with the database that all share, with a worker and with a clock: done, and undone."""

from __future__ import annotations

import os
import resource
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psycopg

from benchmarks.bad_times_house import family
from benchmarks.bad_times_town import COMMANDS, Town

WORKERS = ("reader", "courier-1", "courier-2")
_MORE = 8_000_000  # bytes
_WRITERS = int.from_bytes(b"readout")
_DROPPED = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'news' AND usename = 'readout'"
)


@contextmanager
def gone(town: Town) -> Iterator[None]:
    """The server is stopped, and started again."""
    town.server.stop()
    try:
        yield
    finally:
        town.server.start()


@contextmanager
def crashed(town: Town) -> Iterator[None]:
    """The server ends without a word, and recovers."""
    town.server.crash()
    try:
        yield
    finally:
        town.server.start()


@contextmanager
def dropped(town: Town) -> Iterator[None]:
    """Every session is ended, again and again: as a server does that is restarted, or a proxy."""
    with repeated(lambda: town.server.tell(_DROPPED), 3.0):
        yield


@contextmanager
def read_only(town: Town) -> Iterator[None]:
    """New sessions may not write, and the old ones are ended: as on a server that lost its place."""
    town.server.tell("ALTER DATABASE news SET default_transaction_read_only = on", _DROPPED)
    try:
        yield
    finally:
        town.server.tell("ALTER DATABASE news RESET default_transaction_read_only")


@contextmanager
def locked(town: Town) -> Iterator[None]:
    """Somebody holds the tables that answers, digests and jobs are made of, so that nobody gets at them."""
    with psycopg.connect(town.server.url) as other:
        other.execute("LOCK TABLE articles, deliveries, feeds, procrastinate_jobs IN ACCESS EXCLUSIVE MODE")
        yield
        other.rollback()


@contextmanager
def slow(town: Town) -> Iterator[None]:
    """Each row that is written takes half a second."""
    body = "BEGIN PERFORM pg_sleep(0.5); RETURN NEW; END"
    with _triggered(town, body, ("articles", "deliveries", "posts", "items", "procrastinate_jobs")):
        yield


@contextmanager
def deadlocks(town: Town) -> Iterator[None]:
    """Somebody takes the locks of those who write the other way round, again and again."""

    def contradict() -> None:
        with suppress(psycopg.Error), psycopg.connect(town.server.url) as other:
            other.execute("SET deadlock_timeout = '1h'; SET lock_timeout = '4s'")  # the others give way
            other.execute(
                "LOCK TABLE deliveries, items, feeds, procrastinate_jobs IN SHARE ROW EXCLUSIVE MODE"
            )
            time.sleep(0.5)
            other.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITERS])
            time.sleep(0.2)

    with repeated(contradict, 0.3):
        yield


@contextmanager
def full(town: Town) -> Iterator[None]:
    """The file system that the database is on has no room left (or, where none can be made, says so)."""
    if town.server.small is None:
        body = "BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'; END"
        with _triggered(town, body, ("articles", "readings", "deliveries", "posts", "items")):
            yield
        return
    ballast = town.server.small / "ballast"
    with psycopg.connect(town.server.url, autocommit=True) as admin:
        admin.execute("VACUUM FULL")  # or what is written would find room within the tables for long
    for size in (65536, 512):
        with ballast.open("ab", buffering=0) as file, suppress(OSError):
            while file.write(b"x" * size) == size:
                pass
    try:
        yield
    finally:
        ballast.unlink()


@contextmanager
def crowded(town: Town) -> Iterator[None]:
    """Others have every connection that the server has, and Readout's are ended."""
    with ExitStack() as held:

        def take_all() -> None:
            town.server.tell(_DROPPED)
            with suppress(psycopg.OperationalError):
                while True:
                    held.enter_context(
                        psycopg.connect(town.server.url.replace("postgres:@", "other@"), connect_timeout=5)
                    )

        for _ in range(3):
            take_all()
        yield


@contextmanager
def short_of_memory(town: Town) -> Iterator[None]:
    """The workers may have hardly more memory than they had, and one is killed, as systems do then."""
    for name in WORKERS:
        most = _address_space(town.house.processes[name].running.pid) + _MORE
        town.house.end([name])
        town.house.start(name, COMMANDS[name], memory=most)
    try:
        time.sleep(5)
        town.house.processes["courier-2"].running.kill()
        yield
    finally:
        town.house.end(WORKERS)
        town.start_readout(WORKERS)


def _address_space(pid: int) -> int:
    words = Path(f"/proc/{pid}/statm").read_text().split()
    return int(words[0]) * resource.getpagesize()


@contextmanager
def hung(town: Town) -> Iterator[None]:
    """The server neither answers nor hangs up: as behind a network that swallows everything."""
    pids = family(town.server.pid)
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


@contextmanager
def _triggered(town: Town, body: str, tables: Sequence[str]) -> Iterator[None]:
    """Have that said at each row that is put into these tables."""
    with psycopg.connect(town.server.url, autocommit=True) as admin:
        admin.execute(f"CREATE FUNCTION bad() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$".encode())
        for table in tables:
            made = (
                f"CREATE TRIGGER bad BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION bad()"
            )
            admin.execute(made.encode())
        try:
            yield
        finally:
            admin.execute("DROP FUNCTION bad CASCADE")


@contextmanager
def other_clock(town: Town, clock: str) -> Iterator[None]:
    """On one machine, with a scheduler, a courier, a reader and a bot, the clock is wrong."""
    names = ("scheduler-2", "courier-2", "reader", "slack")
    town.restart(names, clock=clock)
    try:
        yield
    finally:
        town.restart(names)


@contextmanager
def few_connections(town: Town) -> Iterator[None]:
    """The processes may have one connection each, and somebody holds what they want."""
    names = ("slack", "courier-1", "reader")
    town.restart(names, READOUT_DATABASE_CONNECTIONS="1", READOUT_DATABASE_PATIENCE="3")
    try:
        with locked(town):
            yield
    finally:
        town.restart(names)


@contextmanager
def failing_over(town: Town) -> Iterator[None]:
    """A second server follows the first, and takes its place when that is lost."""
    town.house.environment["DATABASE_URL"] = town.url = town.server.follow()
    town.restart()
    town.reopen()
    town.server.fail_over()
    yield
    town.reopen()


@contextmanager
def repeated(work: Callable[[], None], pause: float) -> Iterator[None]:
    """Have something done again and again meanwhile."""
    over = threading.Event()

    def again() -> None:
        while not over.is_set():
            with suppress(psycopg.Error):
                work()
            over.wait(pause)

    thread = threading.Thread(target=again)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
