"""How Slack and Discord are served under load, and whether reconnecting leaves anything behind.

``make bench-platforms`` starts strict servers that stand in for the platforms (READOUT_STRICT_SERVERS names
their folder) and ``readout run`` beside them, on loopback. READOUT_BENCH_DATABASE names a ready-made SQLite
database to copy; without it one of 100,000 generated quotations is made first, which takes a minute or two.
"""

from __future__ import annotations

import asyncio
import os
import resource
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import aiohttp

from benchmarks.asked import Asked, again, different, spelled
from benchmarks.generate import QUOTATIONS, load

STORED = 100_000
RATE = float(os.environ.get("READOUT_BENCH_RATE", "50"))
SECONDS = float(os.environ.get("READOUT_BENCH_SECONDS", "60"))
RECONNECTS, WARMING_UP = int(os.environ.get("READOUT_BENCH_RECONNECTS", "200")), 20
LATEST_ANSWER = 3000.0
"""Milliseconds after which both platforms give up on an app."""

Mix = Callable[[int], Asked]
MIXES: Mapping[Mix, str] = {again: "ten commands in turn", different: "no command twice"}
_TOO_MUCH = "Many people are asking at once"
USERS = ("alice", "bob", "carol")
CLOCK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Platform:
    """A platform: its settings, how a command is given to it, and how its connection is cut."""

    name: str
    settings: Mapping[str, str]
    first: str  # the field of the server's answer that holds the milliseconds to the first response
    cut: tuple[str, Mapping[str, Any]]

    def environment(self, port: int) -> dict[str, str]:
        """The settings, for a server on that port."""
        return {name: value.format(port=port) for name, value in self.settings.items()}

    def command(self, number: int, asked: Asked) -> dict[str, Any]:
        """A command, the one of that number, as the server wants to be told."""
        name, options = asked
        who = {"user": USERS[number % len(USERS)], "channel": "general", "settle_ms": 0, "wait_s": 10}
        if self.name == "discord":
            return {"path": ["venezuela", name], "options": dict(options), **who}
        return {"command": "/venezuela", "text": spelled(asked), **who}


PLATFORMS = (
    Platform(
        "discord",
        {
            "DISCORD_API_BASE": "http://127.0.0.1:{port}/api/v10",
            "DISCORD_GATEWAY_URL": "ws://127.0.0.1:{port}/gateway",
            "DISCORD_TOKEN": "standin.discord.token",
        },
        "first_response_ms",
        ("gateway", {"action": "drop"}),
    ),
    Platform(
        "slack",
        {
            "SLACK_API_BASE": "http://127.0.0.1:{port}/api/",
            "SLACK_BOT_TOKEN": "xoxb-standin-bot",
            "SLACK_APP_TOKEN": "xapp-1-standin-app",
        },
        "ack_ms",
        ("socket", {"action": "disconnect", "reason": "refresh_requested"}),
    ),
)


@dataclass
class Load:
    """What a minute of commands gave: milliseconds to the first response and to the content, and errors."""

    first: list[float] = field(default_factory=list)
    content: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Served:
    """A server and a Readout signed in to it."""

    platform: Platform
    server: subprocess.Popen[bytes]
    bot: subprocess.Popen[bytes]
    port: int
    web_port: int
    session: aiohttp.ClientSession

    async def do(self, deed: str, what: Mapping[str, Any]) -> dict[str, Any]:
        """Have the server do something."""
        async with self.session.post(f"http://127.0.0.1:{self.port}/_control/{deed}", json=what) as answer:
            return dict(await answer.json())

    async def figure(self, name: str) -> float:
        """A figure of the metrics; 0 where there is none of that name."""
        async with self.session.get(f"http://127.0.0.1:{self.web_port}/metrics") as answer:
            lines = (await answer.text()).splitlines()
        return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(name))


# ---- starting ------------------------------------------------------------------------------------------


@asynccontextmanager
async def served(platform: Platform, folder: Path, database: Path, *options: str) -> AsyncIterator[Served]:
    """Start a server with these options, and Readout; end both."""
    port, web_port = _free_port(), _free_port()
    program = Path(os.environ["READOUT_STRICT_SERVERS"]) / f"{platform.name}_standin.py"
    words = [sys.executable, str(program), "serve", "--port", str(port), "--log", str(folder / "log.jsonl")]
    words += options
    with (folder / "server.txt").open("wb") as said:
        server = subprocess.Popen(words, stdout=said, stderr=said)  # noqa: ASYNC220 it returns at once
    environment = os.environ | platform.environment(port)
    environment |= {
        "READOUT_DATA": str(folder),
        "DATABASE_URL": f"sqlite:///{database}",
        "READOUT_WEB_PORT": str(web_port),
        "READOUT_POLL": "off",
        "READOUT_USER_RATE": "0",
        "READOUT_CHANNEL_RATE": "0",
    }
    try:
        await _until(lambda: _listens(port))
        with (folder / "bot.txt").open("wb") as said:
            bot = subprocess.Popen(  # noqa: ASYNC220 it returns at once
                [Path(sys.executable).parent / "readout", "run"], env=environment, stdout=said, stderr=said
            )
        try:
            async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
                made = Served(platform, server, bot, port, web_port, session)
                wanted = {"command": "venezuela"} if platform.name == "discord" else {}
                await made.do("wait_ready", {**wanted, "timeout_s": 60})
                yield made
        finally:
            bot.terminate()
            bot.wait(20)
    finally:
        server.kill()
        server.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


async def _until(listens: Any, seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not listens():
        assert time.monotonic() < deadline, "it did not start in time"
        await asyncio.sleep(0.05)


# ---- commands ------------------------------------------------------------------------------------------


async def _commands(made: Served, seconds: float, mix: Mix, first: int = 0) -> Load:
    """So many commands a second, whether or not earlier ones are answered; ``first`` is the number of one."""
    found, begun = Load(), time.monotonic()
    tasks = []
    for number in range(int(RATE * seconds)):
        await asyncio.sleep(max(0.0, begun + number / RATE - time.monotonic()))
        tasks.append(asyncio.create_task(_one(made, first + number, mix, found)))
    await asyncio.gather(*tasks)
    return found


async def _one(made: Served, number: int, mix: Mix, found: Load) -> None:
    try:
        got = await made.do("slash", made.platform.command(number, mix(number)))
    except (aiohttp.ClientError, TimeoutError) as error:
        found.errors.append(type(error).__name__)
        return
    if _TOO_MUCH in str(got.get("user_sees")):
        found.errors.append("asked to come back")
    elif not got.get("ok") or got.get("first_content_ms") is None:
        found.errors.append(str(got.get("failure") or got.get("error") or got.get("user_sees"))[:80])
    else:
        found.first.append(got[made.platform.first])
        found.content.append(got["first_content_ms"])


async def under_load(made: Served, mix: Mix) -> None:
    """Print how a minute of commands was answered, and what it cost each process."""
    warming_up = min(3.0, SECONDS)
    await _commands(made, warming_up, mix)
    await made.do("violations", {"clear": True})
    before, begun = _cpu(made), time.monotonic()
    found = await _commands(made, SECONDS, mix, int(RATE * warming_up))
    took = time.monotonic() - begun
    print(f"  {made.platform.name}: {MIXES[mix]}")
    for what, times in (("first response", found.first), ("content", found.content)):
        print(f"  {made.platform.name:<9}{what:<16}{_spread(times)}", flush=True)
    late = sum(time > LATEST_ANSWER for time in found.first)
    violations = await made.do("violations", {})
    broken, remarked = len(violations["violations"]), len(violations["lints"])
    print(
        f"  {'':<9}{len(found.first)} answered, {len(found.errors)} errors {sorted(set(found.errors))}, ",
        end="",
    )
    print(f"{late} over 3 s, {broken} rules broken, {remarked} remarks")
    shares = ", ".join(
        f"{name} {100 * (after - before[name]) / took:.0f}%" for name, after in _cpu(made).items()
    )
    print(f"  {'':<9}processor: {shares}; memory {_memory(made.bot.pid) / 1e6:.0f} MB")


def _spread(times: Sequence[float]) -> str:
    cuts = statistics.quantiles(times, n=100) if len(times) > 1 else [0.0] * 99
    return f"p50 {cuts[49]:>6.0f}  p99 {cuts[98]:>6.0f}  max {max(times, default=0):>6.0f} ms"


def _cpu(made: Served) -> dict[str, float]:
    """Seconds of processor time so far."""
    ours = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "Readout": _seconds(made.bot.pid),
        "server": _seconds(made.server.pid),
        "driver": ours.ru_utime + ours.ru_stime,
    }


def _seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK


def _memory(pid: int) -> float:
    """Bytes that the process holds in memory."""
    return float(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE


# ---- reconnects ----------------------------------------------------------------------------------------


async def reconnecting(made: Served) -> None:
    """Print memory and tasks before and after many reconnects."""
    for _ in range(WARMING_UP):
        await _cut(made)
    await asyncio.sleep(2)
    before, tasks = _memory(made.bot.pid), await made.figure("readout_tasks ")
    begun = time.monotonic()
    for _ in range(RECONNECTS):
        await _cut(made)
    took = time.monotonic() - begun
    await asyncio.sleep(2)
    after, now = _memory(made.bot.pid), await made.figure("readout_tasks ")
    answered = await made.do("slash", made.platform.command(0, again(0)))
    print(f"  {made.platform.name:<9}{RECONNECTS} reconnects in {took:.0f} s: ", end="")
    print(f"{before / 1e6:.1f} MB -> {after / 1e6:.1f} MB ({100 * (after / before - 1):+.1f}%), ", end="")
    print(f"tasks {tasks:.0f} -> {now:.0f}, answers afterwards: {bool(answered.get('ok'))}", flush=True)


async def _cut(made: Served) -> None:
    """Cut the connection, and wait until it is back."""
    count = await _reconnects(made)
    deed, what = made.platform.cut
    await made.do(deed, what)
    deadline = time.monotonic() + 60
    while await _reconnects(made) == count:
        assert time.monotonic() < deadline, "the connection did not come back"
        await asyncio.sleep(0.02)


async def _reconnects(made: Served) -> float:
    return await made.figure(
        f'readout_platform_events_total{{platform="{made.platform.name}",what="reconnect"}}'
    )


# ---- all of it -----------------------------------------------------------------------------------------


def database_for(folder: Path) -> Path:
    """A database of 100,000 quotations: a copy of a ready-made one, or a new one."""
    file = folder / "readout.db"
    if ready_made := os.environ.get("READOUT_BENCH_DATABASE"):
        with sqlite3.connect(ready_made) as source, sqlite3.connect(file) as copy:
            source.backup(copy)
        return file
    from bot.app import open_app
    from bot.settings import Settings

    settings = Settings(data=folder, topics=("venezuela",))
    with open_app(settings, today=lambda: date(2021, 1, 1)) as app:
        (topic,) = app.context.topics.values()
        load(app.context.store, topic, STORED // QUOTATIONS)
    return file


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


async def _measured(folder: Path, database: Path, names: Sequence[str]) -> None:
    for platform in PLATFORMS:
        if names and platform.name not in names:
            continue
        for mix in MIXES if SECONDS else ():
            async with served(platform, _emptied(folder / platform.name), database) as made:
                await under_load(made, mix)
        own = _emptied(folder / platform.name)
        # Slack lets an app open 15 connections a minute, so that 200 would be a quarter of an hour's waiting.
        async with served(platform, own, database, "--no-rate-limits") as made:
            await reconnecting(made)


def main() -> None:
    """Print the tables; words on the command line choose platforms."""
    if not os.environ.get("READOUT_STRICT_SERVERS"):
        sys.exit("Name the folder of the strict servers in READOUT_STRICT_SERVERS.")
    with tempfile.TemporaryDirectory(prefix="readout-bench-") as folder:
        database = database_for(Path(folder))
        print(f"Platforms, loopback, {STORED:,} quotations, {RATE:.0f} commands a second for {SECONDS:.0f} s")
        asyncio.run(_measured(Path(folder), database, sys.argv[1:]))
        print(f"  load of the machine: {os.getloadavg()[1]:.1f} on {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
