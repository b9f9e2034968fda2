"""The server: one port on every loopback address, each behaving as the world says."""

from __future__ import annotations

import asyncio
import gzip
import json
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from random import Random

from aiohttp import web

from benchmarks.newsserver.world import Feed, Page, World
from benchmarks.newsserver.writing import TYPES, feed_bytes, page_bytes

ROBOTS = b"User-agent: *\nDisallow: /private/\n\nUser-agent: greedy\nDisallow: /\n"
_HTML = "text/html; charset=utf-8"
_SLOW = 0.8  # seconds that a slow body takes


@dataclass
class Log:
    """What was asked. ``overlaps``: requests to a host that was still answering another."""

    requests: int = 0
    overlaps: int = 0
    most_at_once: int = 0
    shortest_pause: float | None = None
    by_kind: Counter[str] = field(default_factory=Counter)
    by_status: Counter[int] = field(default_factory=Counter)
    by_page: Counter[str] = field(default_factory=Counter)
    agents: Counter[str] = field(default_factory=Counter)
    _busy: Counter[str] = field(default_factory=Counter)
    _ended: dict[str, float] = field(default_factory=dict)
    _at_once: int = 0

    def begin(self, host: str, kind: str) -> None:
        """A request has come."""
        self.requests += 1
        self.by_kind[kind] += 1
        self.overlaps += self._busy[host] > 0
        if host in self._ended and kind != "robots":
            pause = time.monotonic() - self._ended[host]
            self.shortest_pause = min(pause, self.shortest_pause or pause)
        self._busy[host] += 1
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)

    def end(self, host: str, kind: str) -> None:
        """It has been answered."""
        self._busy[host] -= 1
        self._at_once -= 1
        if kind != "robots":
            self._ended[host] = time.monotonic()

    def told(self) -> dict[str, object]:
        """All of it, for JSON."""
        return {
            "requests": self.requests,
            "overlaps": self.overlaps,
            "most_at_once": self.most_at_once,
            "shortest_pause": self.shortest_pause,
            "by_kind": self.by_kind,
            "by_status": self.by_status,
            "pages_asked_twice": sum(count > 1 for count in self.by_page.values()),
            "agents": self.agents,
        }


class Server:
    """Answers for all hosts of a world. ``latency`` is the mean wait before an answer, in seconds."""

    def __init__(self, world: World, latency: float = 0.0) -> None:
        self.world = world
        self.log = Log()
        self._latency = latency
        self._random = Random(world.seed)
        self._feeds = {(feed.host, feed.path): feed for feed in world.feeds}
        self._links = {(feed.host, feed.link): feed for feed in world.feeds}
        self._bodies: dict[int, tuple[int, bytes]] = {}
        self._met: set[tuple[str, str]] = set()

    @property
    def port(self) -> int:
        """The one port of all hosts."""
        return self.world.port

    def warm(self) -> None:
        """Write every feed of this hour beforehand."""
        for feed in self.world.feeds:
            self._body(feed)

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Any request at all."""
        host, path = (request.host or "").rpartition(":")[0], request.path
        if not (request.remote or "").startswith("127."):
            return web.Response(status=403)
        if path.startswith("/-/"):
            return self._control(path, request)
        feed = self._feeds.get((host, path)) or self._links.get((host, path))
        page = None if feed else self._page(host, path)
        kind = "robots" if path == "/robots.txt" else "feed" if feed else "page"
        self.log.begin(host, kind)
        try:
            if self._latency:
                await asyncio.sleep(self._random.expovariate(1 / self._latency))
            response = await self._respond(request, host, feed, page)
        finally:
            self.log.end(host, kind)
        self.log.by_status[response.status] += 1
        return response

    def _page(self, host: str, path: str) -> Page | None:
        return self.world.by_address.get((host, path)) or self.world.by_link.get((host, path))

    async def _respond(
        self, request: web.BaseRequest, host: str, feed: Feed | None, page: Page | None
    ) -> web.StreamResponse:
        self.log.agents[request.headers.get("User-Agent", "")] += 1
        if request.path == "/robots.txt":
            known = host in self.world.with_robots
            return web.Response(body=ROBOTS, content_type="text/plain") if known else web.Response(status=404)
        it = feed or page
        if it is None:
            return web.Response(status=404)
        if page:
            self.log.by_page[f"{host}{page.path}"] += 1
        refused = self._refused(it.manner, host, it.path)
        if refused is not None:
            return refused
        if it.manner in {"moved", "elsewhere"} and request.path == it.link:
            status = 301 if it.manner == "moved" else 302
            return web.Response(status=status, headers={"Location": it.path})
        return await self._whole(request, it)

    def _refused(self, manner: str, host: str, path: str) -> web.Response | None:
        lasting = {"gone": 410, "missing": 404}.get(manner)
        if lasting:
            return web.Response(status=lasting)
        once = {"busy-once": 429, "unavailable-once": 503, "failing-once": 500}.get(manner)
        if not once or not self._first(host, path):
            return None
        return web.Response(status=once, headers={"Retry-After": "1"} if once in {429, 503} else {})

    def _first(self, host: str, path: str) -> bool:
        first = (host, path) not in self._met
        self._met.add((host, path))
        return first

    async def _whole(self, request: web.BaseRequest, it: Feed | Page) -> web.StreamResponse:
        if isinstance(it, Page):
            return await self._sent(request, it, page_bytes(self.world, it), _HTML, {})
        if it.manner in {"no-feed", "empty"}:
            body = b"" if it.manner == "empty" else b"<html><body><h1>We have moved on</h1></body></html>"
            return web.Response(body=body, headers={"Content-Type": _HTML})
        version, body = self._body(it)
        tag = f'"{it.number}-{version}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        return await self._sent(request, it, body, TYPES[it.kind], {"ETag": tag})

    async def _sent(
        self, request: web.BaseRequest, it: Feed | Page, body: bytes, kind: str, headers: dict[str, str]
    ) -> web.StreamResponse:
        headers = {"Content-Type": kind, **headers}
        if it.manner == "slow":
            return await _dripped(request, body, headers)
        if it.manner == "truncated-once" and self._first(it.host, it.path):
            return await _cut_off(request, body, headers)
        packs = it.number % 10 == 3 and "gzip" in request.headers.get("Accept-Encoding", "")
        if packs or it.manner == "broken-gzip":
            headers["Content-Encoding"] = "gzip"
            body = gzip.compress(body, 1)
        if it.manner == "broken-gzip":
            body = body[: len(body) // 2]
        return web.Response(body=body, headers=headers)

    def _body(self, feed: Feed) -> tuple[int, bytes]:
        version = self.world.version(feed)
        kept = self._bodies.get(feed.number)
        if kept is None or kept[0] != version:
            kept = self._bodies[feed.number] = (version, feed_bytes(self.world, feed))
        return kept

    def _control(self, path: str, request: web.BaseRequest) -> web.Response:
        if path == "/-/advance":
            hour = self.world.advance(int(request.query.get("hours", "1")))
            self.warm()
            return _told({"hour": hour})
        if path == "/-/feeds":
            return _told(self.world.addresses())
        if path == "/-/expected":
            return _told(self.world.expected())
        if path == "/-/log":
            return _told(self.log.told())
        return web.Response(status=404)


def _told(value: object) -> web.Response:
    return web.Response(text=json.dumps(value), content_type="application/json")


async def _dripped(request: web.BaseRequest, body: bytes, headers: dict[str, str]) -> web.StreamResponse:
    response = web.StreamResponse(headers=headers)
    step = max(1, len(body) // 8)
    with suppress(ConnectionError):  # the reader may have been killed
        await response.prepare(request)
        for start in range(0, len(body), step):
            await response.write(body[start : start + step])
            await asyncio.sleep(_SLOW / 8)
        await response.write_eof()
    return response


async def _cut_off(request: web.BaseRequest, body: bytes, headers: dict[str, str]) -> web.StreamResponse:
    """Promise all of it, send half, hang up."""
    response = web.StreamResponse(headers={**headers, "Content-Length": str(len(body))})
    with suppress(ConnectionError):
        await response.prepare(request)
        await response.write(body[: len(body) // 2])
    if request.transport:
        request.transport.close()
    return response


@asynccontextmanager
async def serving(world: World, *, port: int = 0, latency: float = 0.0) -> AsyncIterator[Server]:
    """Serve a world in this process, on every loopback address; port 0 takes a free one."""
    server = Server(world, latency)
    runner = web.ServerRunner(web.Server(server.answer, access_log=None), shutdown_timeout=0.1)
    await runner.setup()
    # No socket can be bound to a whole network: it listens everywhere, and answers nobody from elsewhere.
    await web.TCPSite(runner, "0.0.0.0", port, backlog=1024).start()  # noqa: S104 see above
    world.port = runner.addresses[0][1]
    server.warm()
    try:
        yield server
    finally:
        await runner.cleanup()
