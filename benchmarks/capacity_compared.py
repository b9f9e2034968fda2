"""Whether ``capacity_simulation`` tells the truth: the adapters post, and the same is simulated.

``python -m benchmarks.capacity_compared`` starts the strict servers that stand in for the platforms
(READOUT_STRICT_SERVERS names their folder), with their limits, signs the adapters in to them in this process,
has them post some hundred messages as the engine does, and prints real and simulated seconds side by side.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import aiohttp
import discord

from adapters.discord.adapter import Discord
from adapters.slack.adapter import Slack
from benchmarks.capacity_simulation import Course, Digest, House, simulated
from benchmarks.tables import table
from bot.digests.queue import PLACES
from bot.messages import Place, Post, Posting, Problem, Reply
from tests.adapters.discord.keeping import Desk
from tests.adapters.slack.workspace import settings
from tests.adapters.terminal.replies import BRIEF
from tests.ports import free_port

SECRETS = {
    "DISCORD_TOKEN": "standin.discord.token",
    "SLACK_BOT_TOKEN": "xoxb-standin-bot",
    "SLACK_APP_TOKEN": "xapp-1-standin-app",
    "SLACK_SIGNING_SECRET": "standin-signing-secret",
}
SIZES = {"discord": {1: 240, 2: 60, 7: 12}, "slack": {1: 200, 2: 60, 6: 12}}
"""How many digests of so many messages go out at once."""


class Compared(NamedTuple):
    """What came of it: really, and by the simulation."""

    platform: str
    posts: int
    real: Course
    simulated: Course
    latency: float
    work: float


class Server:
    """A strict server, and what is asked of it."""

    def __init__(self, platform: str, folder: Path, programs: Path) -> None:
        self.platform, self.port = platform, free_port()
        program = programs / f"{platform}_standin.py"
        words = [sys.executable, str(program), "serve", "--port", str(self.port)]
        words += ["--log", str(folder / f"{platform}.jsonl")]
        self.process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    async def do(self, deed: str, **what: object) -> dict[str, Any]:
        """Have the server do something."""
        address = f"http://127.0.0.1:{self.port}/_control/{deed}"
        async with aiohttp.ClientSession() as session, session.post(address, json=what) as answer:
            return dict(json.loads(await answer.text()))

    async def ready(self) -> None:
        """Wait until it answers."""
        for _ in range(300):
            try:
                await self.do("state")
                return
            except aiohttp.ClientError:
                await asyncio.sleep(0.1)
        raise TimeoutError("the server did not start")

    async def places(self, number: int) -> list[Place]:
        """So many new channels."""
        state = await self.do("state")
        where = str(next(iter(state["guilds"]))) if self.platform == "discord" else "T0STANDIN"
        made = [await self.do("channel", name=f"c{n}") for n in range(number)]
        return [Place(workspace=where, channel=str(one["channel"]["id"])) for one in made]


@asynccontextmanager
async def _posting(server: Server) -> AsyncIterator[Posting]:
    """The platform's posting, signed in."""
    base = f"http://127.0.0.1:{server.port}"
    gateway = f"ws://127.0.0.1:{server.port}/gateway"
    given = settings(base, DISCORD_API_BASE=f"{base}/api/v10", DISCORD_GATEWAY_URL=gateway, **SECRETS)
    adapter = Discord(given) if server.platform == "discord" else Slack(given)
    before = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY  # of all clients
    running = asyncio.create_task(adapter.run(Desk()))
    try:
        async with asyncio.timeout(60):
            while not adapter.ready:  # noqa: ASYNC110 it tells nobody when it is
                await asyncio.sleep(0.05)
        yield adapter.posting
    finally:
        await adapter.stop()
        await asyncio.wait_for(running, 20)
        discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = before


async def compared(platform: str, sizes: Mapping[int, int], programs: Path, reply: Reply = BRIEF) -> Compared:
    """Post digests of these sizes to as many channels, all at once, and simulate the same.

    ``programs`` is the folder of the strict servers.
    """
    with tempfile.TemporaryDirectory(prefix="readout-capacity-") as folder:
        server = Server(platform, Path(folder), programs)
        try:
            await server.ready()
            lengths = [parts for parts, number in sizes.items() for _ in range(number)]
            spare, *places, last = await server.places(2 + len(lengths))
            async with _posting(server) as posting:
                await _until_known(posting, last, reply)
                latency, work = await _alone(posting, spare, reply)
                real = await _posted(posting, places, lengths, reply)
        finally:
            server.process.terminate()
            server.process.wait(20)
    # The strict server answers one request at a time: what is not ours of a post alone is its own work.
    house = House(composed=1e9, latency=latency, work=max(work, latency - work), places=PLACES)
    digests = [Digest(0.0, 0, platform == "discord", parts) for parts in lengths]
    house = house._replace(workspace_minute=sum(lengths))  # the strict server knows no such limit
    return Compared(platform, sum(lengths), real, simulated(digests, house), latency, work)


async def _until_known(posting: Posting, place: Place, reply: Reply) -> None:
    """Wait until the platform has told of the last channel."""
    for number in range(100):
        try:
            await posting.post(place, Post(key=f"known-{number}", reply=reply, topic="strait"))
            return
        except Problem:
            await asyncio.sleep(0.1)
    raise TimeoutError("the channels did not come")


async def _alone(posting: Posting, place: Place, reply: Reply) -> tuple[float, float]:
    """Seconds of one post while nothing else is posted, and those of the processor; medians."""
    took, work = [], []
    for number in range(3):
        began, spent = time.perf_counter(), time.process_time()
        await posting.post(place, Post(key=f"alone-{number}", reply=reply, topic="strait"))
        took.append(time.perf_counter() - began)
        work.append(time.process_time() - spent)
        await asyncio.sleep(1.2)
    return statistics.median(took), statistics.median(work)


async def _posted(posting: Posting, places: Sequence[Place], lengths: Sequence[int], reply: Reply) -> Course:
    """Post, with as many places as the engine has, and note when each digest was whole."""
    course, room, began = Course(), asyncio.Semaphore(PLACES), time.perf_counter()

    async def carry(number: int) -> None:
        async with room:
            for part in range(lengths[number]):
                post = Post(key=f"d{number}-{part + 1}", reply=reply, topic="strait")
                await posting.post(places[number], post)
        course.late[True].append(time.perf_counter() - began)

    await asyncio.gather(*(carry(number) for number in range(len(lengths))))
    course.ended = time.perf_counter() - began
    return course


def shown(found: Sequence[Compared]) -> str:
    """Both side by side, in seconds."""
    heads = ["platform", "posts", "", "p50", "p99", "last", "one post alone, ms", "of that, processor, ms"]
    rows = []
    for one in found:
        for name, course in (("real", one.real), ("simulated", one.simulated)):
            figures = (course.share(0.5), course.share(0.99), course.ended)
            rows.append([one.platform, one.posts, name, *figures, one.latency * 1e3, one.work * 1e3])
    return table(heads, rows)


def main() -> None:
    """Compare both platforms."""
    if not os.environ.get("READOUT_STRICT_SERVERS"):
        sys.exit("Name the folder of the strict servers in READOUT_STRICT_SERVERS.")
    programs = Path(os.environ["READOUT_STRICT_SERVERS"])
    print(shown([asyncio.run(compared(*one, programs)) for one in SIZES.items()]))
    print(f"Load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
