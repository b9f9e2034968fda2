"""Thousands of digests due in one minute: when all are composed, how fast they are sent, how commands do.

``make bench-digests`` starts strict servers that stand in for Slack and Discord (READOUT_STRICT_SERVERS names
their folder), with the platforms' limits, thousands of channels, and ``readout run`` beside them, on
loopback. READOUT_BENCH_DATABASE names a ready-made SQLite database to copy, as for ``make bench-platforms``.
LOAD_DIGESTS, LOAD_CHANNELS and LOAD_COMMANDS (a second, on each platform) choose the size.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp

from benchmarks.asked import again
from benchmarks.digest_load_newsroom import bring_news, subscribe
from benchmarks.platforms import CLOCK, PLATFORMS, Platform, database_for
from bot.app import open_app
from bot.settings import Settings
from tests.ports import free_port

DIGESTS = int(os.environ.get("LOAD_DIGESTS", "10000"))
CHANNELS = int(os.environ.get("LOAD_CHANNELS", "5000"))
COMMANDS = float(os.environ.get("LOAD_COMMANDS", "5"))
PATIENCE = float(os.environ.get("LOAD_PATIENCE", "120"))
"""Seconds after which what is not sent by then is counted, and the measurement ends."""

_AHEAD = timedelta(seconds=40)
"""Readout is there so long before the digests are due."""

_AT_ONCE = 50


@dataclass
class Channels:
    """A server with channels of its own, and how its commands were answered."""

    platform: Platform
    port: int
    places: list[tuple[str, str, str]] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    content: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass
class Course:
    """How far it was at a moment: seconds after the digests were due, and numbers of deliveries."""

    at: float
    opened: int
    written: int
    posts: Mapping[str, int]
    processor: float
    memory: float


class Load:
    """Both servers, Readout, and what is asked of them."""

    def __init__(self, folder: Path, session: aiohttp.ClientSession) -> None:
        self.folder = folder
        self.session = session
        self.servers = [Channels(platform, free_port()) for platform in PLATFORMS]
        self.processes: list[subprocess.Popen[bytes]] = []
        self.file = folder / "readout.db"

    # ---- starting

    async def start_servers(self) -> None:
        """Start them, each with its half of the channels."""
        for server in self.servers:
            name = server.platform.name
            program = Path(os.environ["READOUT_STRICT_SERVERS"]) / f"{name}_standin.py"
            log = str(self.folder / f"{name}.jsonl")
            self._process([sys.executable, str(program), "serve", "--port", str(server.port), "--log", log])
        for server in self.servers:
            await self._answers(server)
            await self._make_channels(server, CHANNELS // len(self.servers))

    async def _answers(self, server: Channels) -> None:
        for _ in range(300):
            try:
                await self.do(server, "state", {})
                return
            except aiohttp.ClientError:
                await asyncio.sleep(0.1)
        raise TimeoutError("the server did not start")

    async def _make_channels(self, server: Channels, number: int) -> None:
        state = await self.do(server, "state", {})
        discord = server.platform.name == "discord"
        workspace = str(next(iter(state["guilds"]))) if discord else "T0STANDIN"
        for start in range(0, number, _AT_ONCE):
            names = range(start, min(start + _AT_ONCE, number))
            made = await asyncio.gather(*(self.do(server, "channel", {"name": f"c{n}"}) for n in names))
            server.places += [(server.platform.name, workspace, each["channel"]["id"]) for each in made]

    def fill(self) -> datetime:
        """Put articles and digests into the store; when they are due: at a full minute."""
        url = f"sqlite:///{self.file}"
        settings = Settings(data=self.folder, topics=("venezuela",))
        places = [each for server in self.servers for each in server.places]
        with open_app(settings) as app:
            (topic,) = app.context.topics.values()
            begun = datetime.now(UTC)
            due = (begun + timedelta(minutes=2)).replace(second=0, microsecond=0)
            bring_news(app.context.store, topic, due)
            subscribe(app.context.store, url, topic, places, DIGESTS, due)
        while datetime.now(UTC) > due - _AHEAD:  # it took longer: the same a minute later would be another
            raise TimeoutError("the store was not filled in time")
        return due

    def start_readout(self) -> int:
        """Start it on both platforms; its process id."""
        environment = dict(os.environ)
        for server in self.servers:
            environment |= server.platform.environment(server.port)
        environment |= {
            "READOUT_DATA": str(self.folder),
            "DATABASE_URL": f"sqlite:///{self.file}",
            "READOUT_WEB_PORT": "0",
            "READOUT_POLL": "off",
            "READOUT_USER_RATE": "0",
            "READOUT_CHANNEL_RATE": "0",
        }
        words = [str(Path(sys.executable).parent / "readout"), "run"]
        return self._process(words, env=environment).pid

    def _process(self, words: Sequence[str], **more: Any) -> subprocess.Popen[bytes]:
        with (self.folder / "said.txt").open("ab") as said:
            process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=said, stderr=said, **more)
        self.processes.append(process)
        return process

    async def ready(self) -> None:
        """Wait until Readout is signed in."""
        for server in self.servers:
            wanted = {"command": "venezuela"} if server.platform.name == "discord" else {}
            await self.do(server, "wait_ready", {**wanted, "timeout_s": 60})

    def close(self) -> None:
        """End all."""
        for process in reversed(self.processes):
            process.terminate()
            process.wait(20)

    # ---- asking

    async def do(self, server: Channels, deed: str, what: Mapping[str, Any]) -> dict[str, Any]:
        """Have a server do something."""
        address = f"http://127.0.0.1:{server.port}/_control/{deed}"
        async with self.session.post(address, json=what) as answer:
            return dict(await answer.json())

    async def ask(self, server: Channels, over: asyncio.Event) -> None:
        """Give commands regularly, whether or not earlier ones are answered, until ``over``."""
        tasks, begun, number = [], time.monotonic(), 0
        while not over.is_set():
            await asyncio.sleep(max(0.0, begun + number / COMMANDS - time.monotonic()))
            tasks.append(asyncio.create_task(self._one(server, number)))
            number += 1
        await asyncio.gather(*tasks)

    async def _one(self, server: Channels, number: int) -> None:
        got = await self.do(server, "slash", server.platform.command(number, again(number)))
        if not got.get("ok") or got.get("first_content_ms") is None:
            server.errors.append(str(got.get("failure") or got.get("user_sees"))[:80])
            return
        server.first.append(got[server.platform.first])
        server.content.append(got["first_content_ms"])

    # ---- watching

    def look(self, due: datetime, pid: int) -> Course:
        """How far it is."""
        with sqlite3.connect(f"file:{self.file}?mode=ro", uri=True) as reading:
            new = "FROM deliveries WHERE key > 1"
            opened, done = reading.execute(
                f"SELECT count(*), sum(content != '' OR settled IS NOT NULL) {new}"
            ).fetchone()
            query = (
                "SELECT platform, count(*) FROM posts JOIN deliveries ON delivery = deliveries.key"
                " JOIN digests ON digests.key = digest WHERE part = pages GROUP BY platform"
            )
            posts = dict(reading.execute(query).fetchall())
        at = (datetime.now(UTC) - due).total_seconds()
        return Course(at, opened, done or 0, posts, _processor(pid), _memory(pid))


def _processor(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK


def _memory(pid: int) -> float:
    """Megabytes that the process holds."""
    return float(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


# ---- all of it -----------------------------------------------------------------------------------------


async def measured(folder: Path) -> None:
    """Print the course and the figures."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        load = Load(folder, session)
        try:
            await load.start_servers()
            due = load.fill()
            pid = load.start_readout()
            await load.ready()
            await asyncio.sleep(max(0.0, (due - datetime.now(UTC)).total_seconds()))
            over = asyncio.Event()
            asking = [asyncio.create_task(load.ask(server, over)) for server in load.servers]
            await _watched(load, due, pid, over)
            await asyncio.gather(*asking)
            for server in load.servers:
                await _told(load, server)
        finally:
            load.close()


async def _watched(load: Load, due: datetime, pid: int, over: asyncio.Event) -> None:
    """Print how far it is every ten seconds, and the moment when all are composed; until all are sent."""
    begun, composed, next_line, peak = _processor(pid), False, 0.0, 0.0
    print("  seconds  opened  composed  on Discord  on Slack  processor s  MB", flush=True)
    while True:
        await asyncio.sleep(0.5)
        course = await asyncio.to_thread(load.look, due, pid)
        peak = max(peak, course.memory)
        now_composed = course.written >= DIGESTS and not composed
        composed = composed or now_composed
        sent = sum(course.posts.values()) >= DIGESTS or course.at > PATIENCE
        if course.at >= next_line or now_composed or sent:
            next_line = course.at + 10
            posts = f"{course.posts.get('discord', 0):>11}{course.posts.get('slack', 0):>10}"
            spent = course.processor - begun
            print(f"  {course.at:>7.1f}{course.opened:>8}{course.written:>10}{posts}{spent:>13.1f}", end="")
            print(f"{course.memory:>6.0f}{'  all composed' * now_composed}", flush=True)
            if now_composed:
                for server in load.servers:
                    _spread(server, "until all were composed")
        if sent:
            break
    over.set()
    print(f"  memory at most {peak:.0f} MB")


def _spread(server: Channels, when: str) -> None:
    for what, times in (("first response", server.first), ("content", server.content)):
        cuts = statistics.quantiles(times, n=100) if len(times) > 1 else [0.0] * 99
        print(f"  {server.platform.name:<9}{what:<16}p50 {cuts[49]:>5.0f}  p99 {cuts[98]:>5.0f}  ", end="")
        print(f"max {max(times, default=0):>5.0f} ms, {len(times)} {when}", flush=True)


async def _told(load: Load, server: Channels) -> None:
    _spread(server, "in all")
    found = await load.do(server, "violations", {})
    broken = sorted({str(each.get("kind") or each.get("rule")) for each in found["violations"]})
    print(f"  {'':<9}{len(server.errors)} errors {sorted(set(server.errors))}, ", end="")
    print(f"{len(found['violations'])} rules broken {broken}", flush=True)


def main() -> None:
    """Do it."""
    if not os.environ.get("READOUT_STRICT_SERVERS"):
        sys.exit("Name the folder of the strict servers in READOUT_STRICT_SERVERS.")
    with tempfile.TemporaryDirectory(prefix="readout-bench-") as folder:
        database_for(Path(folder))
        print(
            f"{DIGESTS:,} digests due in one minute, {CHANNELS:,} channels, {COMMANDS:.0f} commands a second"
        )
        asyncio.run(measured(Path(folder)))
        print(f"  load of the machine: {os.getloadavg()[1]:.1f} on {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
