"""What a schedule costs on which nothing is due: a year of looks, and a process that waits.

``make bench-digests`` prints both: five hundred digests that come once a month and stay silent, kept for
a year of simulated days (LOAD_LOOKS of them, evenly spread), and ``readout run`` that waits for LOAD_IDLE
seconds with them, signed in to the strict servers; where there are none, the engine alone.
"""

from __future__ import annotations

import asyncio
import gc
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp

from benchmarks.digest_load import Load
from benchmarks.platforms import CLOCK
from bot.app import open_app
from bot.digests.delivering import Delivering
from bot.digests.ledger import written
from bot.digests.schedule import Schedule
from bot.digests.ticking import LOOK
from bot.digests.values import CROCKFORD, Digest
from bot.digests.windows import first
from bot.messages import Place, Post, Posted, Posting, Reply
from bot.settings import Settings
from bot.storage.contract import Store
from summaries.topics import Topic

DIGESTS = 500
YEAR = timedelta(days=365)
LOOKS = int(os.environ.get("LOAD_LOOKS", "1000"))
IDLE = float(os.environ.get("LOAD_IDLE", "120"))
_LOOKED = 500
_START = datetime(2027, 1, 1, tzinfo=UTC)


class Nowhere(Posting):
    """A platform on which nothing is ever posted, as nothing is new."""

    def pages(self, reply: Reply) -> int:
        """One."""
        return 1

    async def post(self, place: Place, post: Post) -> Posted:
        """Never asked."""
        raise NotImplementedError

    async def find(self, place: Place, key: str, since: datetime) -> Posted | None:
        """Nothing."""
        return None

    async def edit(self, place: Place, posted: Posted, post: Post) -> None:
        """Never asked."""
        raise NotImplementedError

    async def tell(self, workspace: str, user: str, reply: Reply) -> None:
        """Never asked."""
        raise NotImplementedError


def subscribe(store: Store, topic: Topic, at: datetime) -> None:
    """Set up the digests, each on a day and at a minute of its own."""
    for number in range(DIGESTS):
        day, hour, minute = number % 28 + 1, number % 24, number % 60
        digest = Digest(
            id="00" + CROCKFORD[number // 32] + CROCKFORD[number % 32],
            topic=topic.id,
            platform="slack",
            workspace="T0STANDIN",
            channel=f"C{number}",
            who="U1",
            schedule=Schedule(cron=(f"{minute} {hour} {day} * *",), zone="Europe/Oslo"),
            when_empty="silent",
        )
        store.digests.create(written(digest), at=at, due=first(digest.schedule, at))


async def year(store: Store, topic: Topic) -> None:
    """Print what a year of looks cost, and what memory it left behind."""
    now = [_START]
    delivering = Delivering(
        store,
        {topic.id: topic},
        lambda: {"slack": Nowhere()},
        holder="bench",
        clock=lambda: now[0],
    )
    for number in range(LOOKS):
        if number == LOOKS // 10:  # from here on nothing more is loaded or remembered for the first time
            await delivering.keep()
            gc.collect()
            memory, spent, begun = _memory(os.getpid()), time.process_time(), number
        now[0] = _START + YEAR * number / LOOKS
        await delivering.round()
        await delivering.settled()
    seconds = time.process_time() - spent
    gc.collect()
    grown = _memory(os.getpid()) - memory
    looks = LOOKS - begun
    empty = await _empty(delivering)
    windows = sum(len(store.digests.history(each.id, 20)) for each in store.digests.listing())
    busy = max(0.0, seconds - looks * empty) * LOOKS / looks  # seconds of processor for a year's windows
    share = empty / LOOK + busy / YEAR.total_seconds()
    print(f"  a year: {windows:,} windows, {1000 * busy / max(1, windows):.1f} ms of processor each;", end="")
    print(
        f" a look at nothing {1000 * empty:.2f} ms, one in {LOOK:.0f} s: {100 * share:.3f}% of a core;",
        end="",
    )
    print(f" memory {grown:+.1f} MB", flush=True)


async def _empty(delivering: Delivering) -> float:
    """Seconds of processor of a look when nothing is due."""
    begun = time.process_time()
    for _ in range(_LOOKED):
        await delivering.round()
        await delivering.next()
    return (time.process_time() - begun) / _LOOKED


def waiting(folder: Path) -> None:
    """Print what Readout costs while it waits, on a platform that is not there."""
    environment: dict[str, Any] = os.environ | {
        "READOUT_DATA": str(folder),
        "READOUT_WEB_PORT": "0",
        "READOUT_POLL": "off",
    }
    words = [sys.executable, "-m", "benchmarks.digest_idle", "wait"]
    process = subprocess.Popen(words, env=environment)
    time.sleep(10)
    before, begun, memory = _processor(process.pid), time.monotonic(), _memory(process.pid)
    time.sleep(IDLE)
    share = (_processor(process.pid) - before) / (time.monotonic() - begun)
    print(f"  waiting: {IDLE:.0f} s, {100 * share:.2f}% of a core, ", end="")
    print(f"memory {memory:.1f} -> {_memory(process.pid):.1f} MB", flush=True)
    process.terminate()
    process.wait(20)


async def wait(folder: Path) -> None:
    """Look after the digests as ``readout run`` does, until ended from outside."""
    from bot.digests.ticking import deliver

    with open_app(Settings(data=folder, topics=("venezuela",))) as app:
        topics = app.context.topics
        engine = Delivering(app.context.store, topics, lambda: {"slack": Nowhere()}, holder="bench")
        await deliver(engine, asyncio.Event())


async def serving(folder: Path) -> None:
    """Print what all of ``readout run`` costs while it waits, signed in to both strict servers."""
    async with aiohttp.ClientSession() as session:
        load = Load(folder, session)
        try:
            await load.start_servers()
            pid = load.start_readout()
            await load.ready()
            await asyncio.sleep(20)
            before, begun, memory = _processor(pid), time.monotonic(), _memory(pid)
            await asyncio.sleep(IDLE)
            share = (_processor(pid) - before) / (time.monotonic() - begun)
            print(f"  readout run, signed in: {IDLE:.0f} s, {100 * share:.2f}% of a core, ", end="")
            print(f"memory {memory:.1f} -> {_memory(pid):.1f} MB", flush=True)
        finally:
            load.close()


def _processor(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK


def _memory(pid: int) -> float:
    """Megabytes that the process holds."""
    return float(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Do both; "wait" is for the process that is watched."""
    if sys.argv[1:] == ["wait"]:
        asyncio.run(wait(Path(os.environ["READOUT_DATA"])))
        return
    print(f"{DIGESTS} digests once a month, nothing new")
    for kind in ("year", "waiting"):
        with tempfile.TemporaryDirectory(prefix="readout-bench-") as name:
            folder = Path(name)
            with open_app(Settings(data=folder, topics=("venezuela",))) as app:
                (topic,) = app.context.topics.values()
                subscribe(app.context.store, topic, _START if kind == "year" else datetime.now(UTC))
                if kind == "year":
                    asyncio.run(year(app.context.store, topic))
            if kind == "waiting" and os.environ.get("READOUT_STRICT_SERVERS"):
                asyncio.run(serving(folder))
            elif kind == "waiting":
                waiting(folder)


if __name__ == "__main__":
    main()
