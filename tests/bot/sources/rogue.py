"""A web server that answers with any bytes, and a DNS that changes its mind: the open web."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

from bot.sources.addresses import Allowed
from bot.sources.bodies import Patience
from bot.sources.fetching import Fetcher, Retrieved, Unretrievable


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    host: str
    path: str
    headers: Mapping[str, str]
    at: float


Act = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]


def answer(status: int = 200, body: bytes = b"", **headers: str) -> bytes:
    """A whole answer; ``content_type`` and the like become header names."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    named.setdefault("content-length", str(len(body)))
    lines = "".join(f"{name}: {value}\r\n" for name, value in named.items() if value)
    return f"HTTP/1.1 {status} So\r\n{lines}\r\n".encode("latin-1") + body


def redirect(to: str, status: int = 301) -> bytes:
    return answer(status, location=to)


@dataclass
class Server:
    """On the loopback; ``pages`` maps a path, or a host and a path, to bytes or to what is done."""

    port: int
    pages: dict[str, bytes | Act] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    robots: bytes = field(default_factory=lambda: answer(404))
    busy: int = 0
    busiest: int = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for besides robots.txt."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while await self._one(reader, writer):
                pass
        writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:])}
        asked = Asked(headers.get("host", ""), head[0].split(" ")[1], headers, time.monotonic())
        self.asked.append(asked)
        self.busy += 1
        self.busiest = max(self.busy, self.busiest)
        try:
            return await self._act(asked, writer)
        finally:
            self.busy -= 1

    async def _act(self, asked: Asked, writer: asyncio.StreamWriter) -> bool:
        missing = self.robots if asked.path == "/robots.txt" else answer(404)
        page = self.pages.get(asked.host.partition(":")[0] + asked.path, self.pages.get(asked.path, missing))
        if isinstance(page, bytes):
            writer.write(page)
        else:
            await page(asked, writer)
        await writer.drain()
        whole = isinstance(page, bytes) and b"content-length" in page
        return whole and asked.headers.get("connection") != "close"


@contextlib.asynccontextmanager
async def serving(host: str = "127.0.0.1", **given: Any) -> AsyncIterator[Server]:
    server = Server(0)
    listening = await asyncio.start_server(server.serve, host, 0, **given)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()


class Names:
    """A DNS of our own: each look-up of a name takes its next answer, the last one for ever."""

    def __init__(self, **answers: tuple[str, ...]) -> None:
        self.answers = {name.replace("_", "."): list(answer) for name, answer in answers.items()}
        self.asked: list[str] = []

    async def __call__(self, host: str) -> tuple[str, ...]:
        self.asked.append(host)
        if host not in self.answers:
            raise OSError(-2, "Name or service not known")
        left = self.answers[host]
        found = left.pop(0) if len(left) > 1 else left[0]
        return tuple(str(ip_address(one)) for one in found.split(" "))


def fetcher(*permits: str, **given: Any) -> Fetcher:
    """A fetcher in no hurry to be polite; by default, the whole loopback network is permitted."""
    given.setdefault("pause", 0.0)
    return Fetcher(Allowed(permits or ("127.0.0.0/8",)), "Readout/0.1 (+news@desk.example)", **given)


HASTY = Patience(connect=0.3, silence=0.3, whole=0.8, grace=0.1, floor=500.0)


async def tried(getting: Fetcher, url: str, **given: Any) -> Retrieved | Unretrievable:
    """What became of it, error or not."""
    try:
        return await getting.get(url, **given)
    except Unretrievable as error:
        return error


async def refusal(getting: Fetcher, url: str, **given: Any) -> Unretrievable:
    """The error of an address that must not be got."""
    found = await tried(getting, url, **given)
    assert isinstance(found, Unretrievable), f"{url} was got"
    return found
