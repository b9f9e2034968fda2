"""Strict servers that stand in for Discord and Slack, and Readout's own adapters signed in to them."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from adapters.discord.adapter import Discord
from adapters.slack.adapter import Slack
from benchmarks.month_places import KEY, LOOK_FAULTS, POST_FAULTS, Stands
from bot.messages import Place, Post, Posted, Posting, Reply
from tests.adapters.discord.keeping import Desk
from tests.adapters.slack.workspace import settings
from tests.ports import free_port

SERVERS = Path(os.environ.get("READOUT_STRICT_SERVERS", Path(__file__).parents[2] / "shared" / "platform"))
PLATFORMS = ("discord", "slack")

_POSTS = {"discord": r"POST /channels/\d+/messages$", "slack": "chat.postMessage"}
_LOOKS = {"discord": r"GET /channels/\d+/messages", "slack": "conversations.history"}
_WAIT = {"discord": 0.2, "slack": 30}
"""Seconds that an injected 429 asks to wait. Discord's are waited for in real time by the adapter."""

_KINDS = {"429": "429", "500": "500", "502": "500", "drop": "disconnect", "reply_lost": "lost reply"}
_SECRETS = {
    "DISCORD_TOKEN": "standin.discord.token",
    "SLACK_BOT_TOKEN": "xoxb-standin-bot",
    "SLACK_APP_TOKEN": "xapp-1-standin-app",
    "SLACK_SIGNING_SECRET": "standin-signing-secret",
}


class Server:
    """A strict server for one platform, with a channel for each digest."""

    def __init__(self, platform: str, port: int) -> None:
        self.platform, self.port = platform, port

    def __call__(self, deed: str, **what: Any) -> dict[str, Any]:
        """Do what the platform, or somebody there, would do."""
        head = {"Content-Type": "application/json"}
        address = f"http://127.0.0.1:{self.port}/_control/{deed}"
        request = urllib.request.Request(address, json.dumps(what).encode(), head)
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 our own server
            return dict(json.load(answer))

    @property
    def workspace(self) -> str:
        """The one server, or workspace, that there is."""
        return "T0STANDIN" if self.platform == "slack" else str(next(iter(self("state")["guilds"])))

    def channel(self, number: int) -> str:
        """A new channel's id."""
        return str(self("channel", name=f"month-{number}")["channel"]["id"])

    def standing(self, channel: str) -> Iterator[Stands]:
        """The messages in a channel."""
        for message in self("messages", channel=channel)["messages"]:
            whole = json.dumps(message, ensure_ascii=False)
            yield Stands(channel, next(iter(KEY.findall(whole)), ""), str(message["_text"]))

    @property
    def rules_broken(self) -> list[Any]:
        """What the platform would not have taken, but for limits that were met on purpose."""
        found = self("violations")["violations"]
        return [each for each in found if "rate" not in str(each.get("what", each))]


class Faulty:
    """A platform's posting, some of whose requests go wrong at the server."""

    def __init__(self, posting: Posting, server: Server, dice: Random) -> None:
        self._posting, self._server, self._dice = posting, server, dice
        self.faults: Counter[str] = Counter()

    def pages(self, reply: Reply) -> int:
        """See ``Posting``."""
        return self._posting.pages(reply)

    async def post(self, place: Place, post: Post) -> Posted:
        """See ``Posting``."""
        await self._fault(POST_FAULTS, _POSTS, tuple(_KINDS))
        return await self._posting.post(place, post)

    async def find(self, place: Place, key: str, since: datetime) -> Posted | None:
        """See ``Posting``."""
        await self._fault(LOOK_FAULTS, _LOOKS, ("429", "500"))
        return await self._posting.find(place, key, since)

    async def edit(self, place: Place, posted: Posted, post: Post) -> None:
        """See ``Posting``."""
        await self._posting.edit(place, posted, post)

    async def tell(self, workspace: str, user: str, reply: Reply) -> None:
        """See ``Posting``."""
        await self._posting.tell(workspace, user, reply)

    async def _fault(self, chance: float, match: dict[str, str], kinds: tuple[str, ...]) -> None:
        if self._dice.random() >= chance:
            return
        kind, platform = self._dice.choice(kinds), self._server.platform
        self.faults[_KINDS[kind] + (" to a look" if match is _LOOKS else "")] += 1
        fault = {"kind": kind, "match": match[platform], "retry_after": _WAIT[platform]}
        await asyncio.to_thread(self._server, "fault", **fault)


@contextmanager
def serving(folder: Path) -> Iterator[list[Server]]:
    """Both servers, running; none where there are no such servers on this machine."""
    running: list[subprocess.Popen[bytes]] = []
    servers: list[Server] = []
    try:
        for platform in PLATFORMS:
            program = SERVERS / f"{platform}_standin.py"
            if program.is_file():
                servers.append(_started(platform, program, folder, running))
        yield servers
    finally:
        for process in running:
            process.kill()
            process.wait()


def _started(platform: str, program: Path, folder: Path, running: list[subprocess.Popen[bytes]]) -> Server:
    port = free_port()
    words = [sys.executable, str(program), "serve", "--port", str(port)]
    more = ["--no-rate-limits"] if platform == "slack" else []  # a month in minutes is too much for Slack's
    log = str(folder / f"{platform}.jsonl")
    quiet = subprocess.DEVNULL
    running.append(subprocess.Popen([*words, "--log", log, *more], stdout=quiet, stderr=quiet))
    server, end = Server(platform, port), time.monotonic() + 60
    while True:
        try:
            server("state")
            return server
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


@asynccontextmanager
async def signed_in(servers: list[Server], dice: Random) -> AsyncIterator[dict[str, Faulty]]:
    """Readout's adapters, signed in; their postings by platform."""
    adapters = {server.platform: _adapter(server) for server in servers}
    running = [asyncio.create_task(adapter.run(Desk())) for adapter in adapters.values()]
    try:
        async with asyncio.timeout(60):
            while not all(adapter.ready for adapter in adapters.values()):  # noqa: ASYNC110 no event tells
                await asyncio.sleep(0.05)
        yield {s.platform: Faulty(adapters[s.platform].posting, s, dice) for s in servers}
    finally:
        for adapter in adapters.values():
            await adapter.stop()
        await asyncio.gather(*running, return_exceptions=True)


def _adapter(server: Server) -> Discord | Slack:
    base = f"http://127.0.0.1:{server.port}"
    addresses = {
        "DISCORD_API_BASE": f"{base}/api/v10",
        "DISCORD_GATEWAY_URL": f"ws://127.0.0.1:{server.port}/gateway",
    }
    given = settings(base, **addresses, **_SECRETS)
    return Discord(given) if server.platform == "discord" else Slack(given)
