"""`python -m benchmarks.fetching`: how fast feeds are retrieved with every check on."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bot.sources.addresses import Allowed
from bot.sources.fetching import Fetcher, Unretrievable

FEEDS, PAGES, ROUNDS = 2000, 20_000, 5


@dataclass(frozen=True)
class Round:
    """One poll of all feeds. Times in seconds; ``reader`` and ``server`` are processor time."""

    outcomes: Counter[str]
    clock: float
    reader: float
    server: float

    def __str__(self) -> str:
        """A row of a table."""
        count = self.outcomes.total()
        told = ", ".join(f"{number} {what}" for what, number in self.outcomes.most_common())
        reader, server = 1000 * self.reader / count, 1000 * self.server / count
        return f"| {count / self.clock:,.0f} | {reader:.2f} | {server:.2f} | {told} |"


async def measure(port: int, server: int, rounds: int = ROUNDS) -> list[Round]:
    """Poll all feeds of the world at ``port``, served by process ``server``, so many times."""
    tags: dict[str, str] = {}
    async with Fetcher(Allowed(["127.0.0.0/8"]), "Readout (benchmark)", pause=0) as getting:
        listed = await getting.get(f"http://127.0.0.1:{port}/-/feeds")
        urls: list[str] = json.loads(listed.data)

        async def one(url: str) -> str:
            try:
                got = await getting.get(url, etag=tags.get(url, ""))
            except Unretrievable as error:
                return error.kind
            tags[url] = got.etag
            return "unchanged" if got.unchanged else "got"

        done = []
        for _ in range(rounds):
            began, reader, serving = time.monotonic(), time.process_time(), _processor_time(server)
            outcomes = Counter(await asyncio.gather(*map(one, urls)))
            done.append(
                Round(
                    outcomes,
                    time.monotonic() - began,
                    time.process_time() - reader,
                    _processor_time(server) - serving,
                )
            )
        return done


def _processor_time(process: int) -> float:
    """Seconds of processor time that a process has used (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _main() -> None:
    command = ["-m", "benchmarks.newsserver", "--port", "0", "--latency", "0"]
    sizes = ["--feeds", str(FEEDS), "--pages", str(PAGES)]
    server = await asyncio.create_subprocess_exec(
        sys.executable, *command, *sizes, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert server.stdout
        port = int((await server.stdout.readline()).decode().rpartition(":")[2].partition("/")[0])
        print(f"{FEEDS:,} feeds on as many hosts, 50 connections, load {os.getloadavg()[0]:.1f}\n")
        print("| feeds a second | ms of processor each: reader | server | what came |")
        print("| --- | --- | --- | --- |")
        for one in await measure(port, server.pid):
            print(one)
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"\nThe reader held {most} MB at most.")
    finally:
        server.terminate()
        await server.wait()


if __name__ == "__main__":
    asyncio.run(_main())
