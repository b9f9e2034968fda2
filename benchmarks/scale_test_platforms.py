"""The strict servers that stand in for Slack and Discord, and commands asked there all the while."""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from benchmarks.asked import again
from benchmarks.kill_digests_newsroom import SERVERS, Control, control
from benchmarks.platforms import PLATFORMS, Platform
from tests.ports import free_port

_START, _AT_ONCE = 60.0, 16


@dataclass
class Answers:
    """How commands were answered: milliseconds until the first response and the content, and failures."""

    first: list[float] = field(default_factory=list)
    content: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def told(self) -> list[object]:
        """Answered, not answered, p50 and p99 until the first response, p50 and p99 until the content."""
        return [len(self.content), len(self.failed), *_spread(self.first), *_spread(self.content)]


def _spread(times: list[float]) -> tuple[float | None, float | None]:
    if len(times) < 2:
        return None, None
    cuts = statistics.quantiles(times, n=100)
    return cuts[49], cuts[98]


class Platforms:
    """Both servers, with channels of their own, and who asks them."""

    def __init__(self, ports: Mapping[str, int]) -> None:
        self.ports = dict(ports)
        self.servers: dict[str, Control] = {name: control(port) for name, port in ports.items()}
        self.places: list[tuple[str, str, str]] = []
        """Platform, workspace and channel of every channel that was made."""

    def environment(self) -> dict[str, str]:
        """The settings by which Readout finds them."""
        return {k: v for one in PLATFORMS for k, v in one.environment(self.ports[one.name]).items()}

    def make_channels(self, number: int) -> None:
        """Make so many, half of them on each platform."""
        guild = str(next(iter(self.servers["discord"]("state")["guilds"])))
        for platform, workspace in (("discord", guild), ("slack", "T0STANDIN")):
            known = len([place for place in self.places if place[0] == platform])
            names = [f"c{n}" for n in range(known, max(number // 2, 1))]
            server = self.servers[platform]
            with ThreadPoolExecutor(_AT_ONCE) as threads:
                made = threads.map(lambda name, do=server: do("channel", name=name)["channel"]["id"], names)
                self.places += [(platform, workspace, id) for id in made]

    def messages(self, platform: str, channel: str) -> list[dict[str, Any]]:
        """What stands in a channel, oldest first."""
        return list(self.servers[platform]("messages", channel=channel)["messages"])

    def ready(self) -> bool:
        """Wait until Readout is signed in to both."""
        asked = {"discord": {"command": "venezuela"}, "slack": {}}
        return all(self.servers[n]("wait_ready", timeout_s=50, **how)["ok"] for n, how in asked.items())

    def broken(self) -> list[str]:
        """Which rules of the platforms were broken."""
        found = (
            (name, each)
            for name, server in self.servers.items()
            for each in server("violations")["violations"]
        )
        return [f"{name}: {each['what']}" for name, each in found]

    @contextmanager
    def asked(self, rate: float) -> Iterator[dict[str, Answers]]:
        """Have so many commands a second given on each platform meanwhile; how they were answered."""
        over, found = threading.Event(), {one.name: Answers() for one in PLATFORMS}
        asking = threading.Thread(target=lambda: asyncio.run(self._asking(rate, over, found)))
        asking.start()
        try:
            yield found
        finally:
            over.set()
            asking.join()

    async def _asking(self, rate: float, over: threading.Event, found: Mapping[str, Answers]) -> None:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
            tasks: list[asyncio.Task[None]] = []
            begun, number = time.monotonic(), 0
            while rate and not over.is_set():
                asks = [self._ask(session, one, number, found[one.name]) for one in PLATFORMS]
                tasks += map(asyncio.create_task, asks)
                number += 1
                await asyncio.sleep(max(0.0, begun + number / rate - time.monotonic()))
            await asyncio.gather(*tasks)

    async def _ask(
        self, session: aiohttp.ClientSession, platform: Platform, number: int, answers: Answers
    ) -> None:
        address = f"http://127.0.0.1:{self.ports[platform.name]}/_control/slash"
        try:
            async with session.post(address, json=platform.command(number, again(number))) as answer:
                got = dict(await answer.json())
        except (aiohttp.ClientError, TimeoutError) as error:
            answers.failed.append(type(error).__name__)
            return
        if got.get("ok") and got.get("first_content_ms") is not None:
            answers.first.append(got[platform.first])
            answers.content.append(got["first_content_ms"])
        else:
            answers.failed.append(str(got.get("failure") or got.get("error") or got.get("user_sees"))[:80])


@contextmanager
def platforms(folder: Path) -> Iterator[Platforms]:
    """Start both servers.

    They keep the limits of the platforms, but for Slack's on how often a channel is read: what hundreds of
    deaths leave to be looked for would take an hour with fifty looks a minute.
    """
    running = []
    try:
        ports = {one.name: free_port() for one in PLATFORMS}
        for name, port in ports.items():
            more = ["--no-rate-limits"] if name == "slack" else []
            words = [sys.executable, str(SERVERS / f"{name}_standin.py"), "serve", "--port", str(port), *more]
            with (folder / f"{name}.txt").open("wb") as said:
                running.append(subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=said, stderr=said))
        made = Platforms(ports)
        for server in made.servers.values():
            _until_there(server)
        yield made
    finally:
        for process in running:
            process.kill()
            process.wait()


def _until_there(server: Control) -> None:
    end = time.monotonic() + _START
    while time.monotonic() < end:
        with suppress(OSError):
            server("state")
            return
        time.sleep(0.1)
    raise TimeoutError("a server that stands in for a platform did not start")
