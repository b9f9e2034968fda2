"""How reading without supervision stands thousands of feeds, failures and being killed: `make soak-sources`.

Sizes by variables: SOAK_FEEDS (2000), SOAK_PAGES (20000), SOAK_KILLS (3), SOAK_POLLS (50, for memory, 0 for
none), SOAK_MEMORY_FEEDS (200, polled so often), SOAK_PARAGRAPHS (2 of each page), SOAK_ON_TOPIC (80, of a
hundred pages), SOAK_FAULTS (1; 0 for an internet without), SOAK_ANALYSTS (2 processes), SOAK_SEED (7),
SOAK_URL (a database; SQLite in a temporary folder by default). The news server and the polling process are
processes of their own; the latter is killed (SIGKILL) once in the middle of each poll. The last line says
what became of the items.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, text

from bot.storage import open_store
from bot.storage.sql import SqlStore

PACK = "venezuela"
CONNECTIONS = 50
LEASE = 10.0
PATIENCE = 7_200.0


def size(name: str, default: int) -> int:
    """A size from the environment."""
    return int(os.environ.get(f"SOAK_{name}", default))


# ---- the processes -------------------------------------------------------------------------------------


async def serve(arguments: argparse.Namespace) -> None:
    """Serve the invented internet, its articles cut short: what is measured is not analysis."""
    from benchmarks.newsserver import World, serving
    from benchmarks.newsserver.prose import Prose
    from benchmarks.newsserver.world import Page

    class Brief(World):
        def _page(self, number: int) -> Page:
            page = super()._page(number)
            on_topic = random.Random(f"{self.seed}/topic/{number}").random() * 100 < arguments.on_topic
            return replace(page, on_topic=on_topic, title=self.prose(replace(page, on_topic=on_topic)).title)

        def prose(self, page: Page) -> Prose:
            prose = super().prose(page)
            prose.paragraphs = prose.paragraphs[: arguments.paragraphs]
            return prose

    world = Brief(arguments.feeds, arguments.pages, seed=arguments.seed, faults=bool(arguments.faults))
    async with serving(world, latency=0.02) as server:
        print(server.port, flush=True)
        await asyncio.Event().wait()


async def poll(arguments: argparse.Namespace) -> None:
    """Poll what the database says until told to stop; SIGUSR1 prints what the processes hold."""
    from bot.loading import load_topic
    from bot.settings import BUNDLED
    from bot.sources.addresses import Allowed
    from bot.sources.fetching import Fetcher
    from bot.sources.manners import Manners
    from bot.sources.polling import Polling
    from summaries.topics import Feed

    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    addresses = json.loads(arguments.addresses.read_text())
    topic = load_topic(BUNDLED / PACK).model_copy(update={"feeds": tuple(Feed(url=url) for url in addresses)})
    manners = Manners(
        feeds=CONNECTIONS, items=arguments.items, spread=0, tick=0.2, lease=LEASE, analysts=arguments.analysts
    )
    store = open_store(arguments.database, patience=60)
    allowed = Allowed(["127.0.0.0/8"])
    async with Fetcher(allowed, "Readout-soak/1", pause=0, connections=CONNECTIONS) as getting:
        await Polling(store, [topic], getting, manners=manners).run(stopping)
    store.close()


@contextmanager
def started(*command: str) -> Iterator[subprocess.Popen[str]]:
    """A process of this module; ended at the end if it is not yet."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.soak_sources", *command], stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()


# ---- looking ---------------------------------------------------------------------------------------------


class Look:
    """What the database holds, and what the server says it should."""

    def __init__(self, database: str, port: int) -> None:
        self.database, self._port = database, port
        opened = open_store(database, patience=60)
        assert isinstance(opened, SqlStore)
        self.store = opened

    def ask(self, path: str) -> Any:
        """What the server says of itself."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/-/{path}", timeout=60) as answer:
            return json.loads(answer.read())

    def rows(self, query: str, **given: Any) -> list[tuple[Any, ...]]:
        """Rows of the database."""
        with self.store._database.reading() as connection:
            return [tuple(row) for row in connection.execute(text(query), given)]

    def one(self, query: str, **given: Any) -> Any:
        """One value of the database."""
        return self.rows(query, **given)[0][0]

    def refresh(self, feeds: int = 0) -> str:
        """Make feeds due now: all, or the first so many; the moment from which they count as polled."""
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        some = f" AND key IN (SELECT key FROM feeds ORDER BY key LIMIT {feeds})" if feeds else ""  # noqa: S608 a number
        with self.store._database.writing() as connection:
            connection.execute(
                text(f"UPDATE feeds SET due = :now WHERE state = 'active'{some}").bindparams(  # noqa: S608 as above
                    bindparam("now", now)
                )
            )
        return now

    def forget_marks(self, feeds: int) -> None:
        """Have the first so many feeds sent and parsed anew."""
        with self.store._database.writing() as connection:
            connection.execute(
                text(
                    "UPDATE feeds SET etag = '', modified = '', hash = '' "
                    "WHERE key IN (SELECT key FROM feeds ORDER BY key LIMIT :feeds)"
                ).bindparams(bindparam("feeds", feeds))
            )

    def untried(self, since: str, expected: int) -> int:
        """How many feeds were not tried since then."""
        tried = self.one("SELECT count(*) FROM feeds WHERE tried >= :since OR state = 'gone'", since=since)
        return int(expected - tried)

    def documents(self) -> set[str]:
        """What is stored."""
        return {row[0] for row in self.rows("SELECT document FROM articles")}


def wait_for(true: Any, process: subprocess.Popen[str], what: str, every: float = 0.2) -> float:
    """Seconds until it is true; an end with an error where the process ends or it takes too long."""
    began = time.monotonic()
    while not true():
        if process.poll() is not None:
            sys.exit(f"the polling process ended before {what}")
        if time.monotonic() - began > PATIENCE:
            sys.exit(f"after {PATIENCE:.0f} s still not {what}")
        time.sleep(every)
    return time.monotonic() - began


# ---- the figures -----------------------------------------------------------------------------------------


def first_polls(look: Look, polling: tuple[str, ...], feeds: int) -> None:
    """All feeds polled and parsed, then polled again without news; nothing else is done meanwhile."""
    since = datetime.now(UTC).isoformat(timespec="microseconds")
    with started(*polling, "--items", "0") as process:
        took = wait_for(lambda: look.untried(since, feeds) <= 0, process, "every feed was polled")
        items = look.one("SELECT count(*) FROM items")
        print(
            f"first poll of {feeds:,} feeds: {took:.1f} s with {CONNECTIONS} connections, start and parsing "
            f"included; {items:,} items listed",
            flush=True,
        )
        before = look.ask("log")["by_status"]
        began = look.refresh()
        took = wait_for(lambda: look.untried(began, feeds) <= 0, process, "every feed was polled again")
        after = look.ask("log")["by_status"]
        unchanged, parsed = (after.get(status, 0) - before.get(status, 0) for status in ("304", "200"))
        print(f"second poll: {took:.1f} s; {unchanged:,} unchanged (304), {parsed:,} sent anew", flush=True)


def killed_polls(look: Look, polling: tuple[str, ...], feeds: int, kills: int, dice: random.Random) -> None:
    """Polls with new items, each killed at a random moment and begun again, until all is done."""
    for number in range(kills):
        if number:
            look.ask("advance")
        since = look.refresh()
        expected = look.ask("expected")
        wanted = set(expected["documents"])
        goal = len(look.documents() | wanted)
        began = time.monotonic()
        with started(*polling) as process:
            stored = len(look.documents())
            share = dice.uniform(0.1, 0.8)
            moment = stored + (goal - stored) * share
            wait_for(partial(holds, look, moment), process, "enough was stored to be killed")
            time.sleep(0.0 if goal > stored else dice.uniform(0.5, 3.0))
            process.kill()
            process.wait()
        print(
            f"poll {number + 1}: killed after {time.monotonic() - began:.0f} s, "
            f"{len(look.documents()) - stored:,} of {goal - stored:,} stored",
            flush=True,
        )
        with started(*polling) as process:
            wait_for(partial(done, look, since, wanted, feeds, expected), process, "all was stored", 1.0)
        took = time.monotonic() - began
        words = sum(len(row[0].split()) for row in look.rows("SELECT text FROM articles"))
        print(
            f"poll {number + 1}: done after {took:.0f} s; {len(look.documents()):,} articles, "
            f"{words:,} words stored in all",
            flush=True,
        )


def holds(look: Look, number: float) -> bool:
    """Whether so many articles are stored."""
    return bool(look.one("SELECT count(*) FROM articles") >= number)


def done(look: Look, since: str, wanted: set[str], feeds: int, expected: dict[str, Any]) -> bool:
    """Whether all that can be read was read; what nobody can read may still be tried."""
    if look.untried(since, feeds) > 0 or wanted - look.documents():
        return False
    hopeless = set(expected["unreadable"])
    return all(row[0] in hopeless for row in look.rows("SELECT document FROM items WHERE outcome = ''"))


def memory(look: Look, polling: tuple[str, ...], feeds: int, polls: int) -> None:
    """What the processes hold after the fifth and after the last of many polls, every second one parsed."""
    held: dict[int, tuple[float, float]] = {}
    with started(*polling) as process:
        for number in range(1, polls + 1):
            if number % 2:
                look.forget_marks(feeds)
            since = look.refresh(feeds)
            wait_for(partial(polled, look, since, feeds), process, "polled again", 0.1)
            if number in {5, polls}:
                held[number] = resident(process.pid)
    (first, first_children), (last, last_children) = held[5], held[polls]
    print(
        f"memory over {polls} polls of {feeds} feeds: {first:.0f} MB after the 5th, {last:.0f} MB after the "
        f"last; its parsers and analysts {first_children:.0f} MB and {last_children:.0f} MB",
        flush=True,
    )


def polled(look: Look, since: str, feeds: int) -> bool:
    """Whether the first so many feeds were tried since then."""
    query = (
        "SELECT count(*) FROM feeds WHERE tried < :since AND state = 'active' "
        "AND key IN (SELECT key FROM feeds ORDER BY key LIMIT :feeds)"
    )
    return not look.one(query, since=since, feeds=feeds)


def resident(process: int) -> tuple[float, float]:
    """Megabytes that a process holds, and its children together."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return _megabytes(process), sum(_megabytes(int(child)) for child in children)


def _megabytes(process: int) -> float:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    return next(
        (int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0.0
    )


def verdict(look: Look) -> str:
    """What became of everything that a reader can get."""
    expected = look.ask("expected")
    wanted, unwanted = set(expected["documents"]), set(expected["off_topic"])
    counts = dict(look.rows("SELECT document, count(*) FROM articles GROUP BY document"))
    once = sum(counts.get(document) == 1 for document in wanted)
    lost = sum(document not in counts for document in wanted)
    repeated = sum(count - 1 for count in counts.values()) + len(set(counts) - wanted)
    print(
        f"off topic: {len(unwanted):,} pages, {len(unwanted & set(counts))} of them stored; not readable by "
        f"anybody: {len(expected['unreadable']):,}",
        flush=True,
    )
    return f"items {len(wanted)}, stored once {once}, lost {lost}, repeated {repeated}"


def main() -> None:
    """Measure, or be one of the processes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak_sources", description=__doc__)
    parser.add_argument("what", nargs="?", default="measure", choices=["measure", "serve", "poll"])
    parser.add_argument("--feeds", type=int, default=size("FEEDS", 2_000))
    parser.add_argument("--pages", type=int, default=size("PAGES", 20_000))
    parser.add_argument("--seed", type=int, default=size("SEED", 7))
    parser.add_argument("--paragraphs", type=int, default=size("PARAGRAPHS", 2))
    parser.add_argument("--on_topic", type=int, default=size("ON_TOPIC", 80))
    parser.add_argument("--faults", type=int, default=size("FAULTS", 1))
    parser.add_argument("--items", type=int, default=100)
    parser.add_argument("--analysts", type=int, default=size("ANALYSTS", 2))
    parser.add_argument("--database", default=os.environ.get("SOAK_URL", ""))
    parser.add_argument("--addresses", type=Path)
    arguments = parser.parse_args()
    if arguments.what == "serve":
        asyncio.run(serve(arguments))
    elif arguments.what == "poll":
        asyncio.run(poll(arguments))
    else:
        measure(arguments)


def measure(arguments: argparse.Namespace) -> None:
    """All figures, one line each."""
    world = [
        f"--{name}={getattr(arguments, name)}"
        for name in ("feeds", "pages", "seed", "paragraphs", "on_topic", "faults")
    ]
    with tempfile.TemporaryDirectory() as folder, started("serve", *world) as server:
        assert server.stdout
        port = int(server.stdout.readline())
        database = arguments.database or f"sqlite:///{folder}/soak.db"
        look = Look(database, port)
        addresses = Path(folder, "feeds.json")
        addresses.write_text(json.dumps(look.ask("feeds")))
        polling = (
            "poll",
            f"--database={database}",
            f"--addresses={addresses}",
            f"--analysts={arguments.analysts}",
        )
        first_polls(look, polling, arguments.feeds)
        killed_polls(look, polling, arguments.feeds, size("KILLS", 3), random.Random(arguments.seed))
        if polls := size("POLLS", 50):
            memory(look, polling, min(size("MEMORY_FEEDS", 200), arguments.feeds), polls)
        print(f"the server saw: {json.dumps(look.ask('log')['by_status'])}", flush=True)
        print(verdict(look), flush=True)
        look.store.close()


if __name__ == "__main__":
    main()
