"""Retrieving over HTTP: the order in which an address is judged, waits its turn, is asked for and read."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import nullcontext
from importlib.metadata import version
from types import TracebackType
from typing import Self

import aiohttp
from yarl import URL

from bot.settings import Settings
from bot.sources.addresses import Allowed
from bot.sources.answers import Way, check_status, clean, fresh_for, retry_after
from bot.sources.bodies import MOST_FEED, Patience, most_of, read_body, too_large, unpacked
from bot.sources.connecting import open_session
from bot.sources.hosts import PAUSE, Hosts, Turn, host_of
from bot.sources.resolving import LookUp, Resolver
from bot.sources.retrieved import Retrieved, Unretrievable
from bot.sources.robots import MOST as MOST_ROBOTS
from bot.sources.robots import Robots

__all__ = ["Fetcher", "Retrieved", "Unretrievable", "agent_of"]

CONNECTIONS = 50
LARGE_AT_ONCE = 8
"""Bodies read at once that may be larger than any feed: fifty PDFs of 30 MB would take too much memory."""

MOST_KEPT = 200
"""Hosts up to which connections are kept for the next request; a process has some thousand files at most."""

SHORT_REST = 10.0
"""Seconds: a host that asks for no more rest is waited for; one that asks for more is come back to later."""


def agent_of(contact: str) -> str:
    """The User-Agent: who asks, honestly, and whom to write to about it."""
    return f"Readout/{version('readout')} (+{contact})" if contact else f"Readout/{version('readout')}"


class Fetcher:
    """Gets addresses from the open web, politely and safely; an async context manager.

    ``connections`` requests are under way at once, one for each host, with ``pause`` seconds between two to
    the same. ``look_up`` stands in for the system's DNS.
    """

    def __init__(
        self,
        allowed: Allowed,
        agent: str,
        *,
        pause: float = PAUSE,
        connections: int = CONNECTIONS,
        patience: Patience | None = None,
        look_up: LookUp | None = None,
    ) -> None:
        self._allowed = allowed
        self._agent = agent
        self._patience = patience or Patience()
        self._look_up = look_up
        self._hosts = Hosts(pause)
        self._robots = Robots(self._robots_txt)
        self._places = asyncio.Semaphore(connections)
        self._large = asyncio.Semaphore(LARGE_AT_ONCE)
        self._session: aiohttp.ClientSession | None = None

    @classmethod
    def of(cls, settings: Settings) -> Fetcher:
        """The fetcher that the settings ask for."""
        return cls(Allowed(settings.fetch_allow), agent_of(settings.contact), pause=settings.fetch_pause)

    async def __aenter__(self) -> Self:
        """Open; nothing is asked yet."""
        self._resolver = Resolver(self._allowed, self._look_up)
        self._session = open_session(self._resolver, self._agent, self._patience)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection; what is still under way ends as Unretrievable."""
        if self._session:
            await self._session.close()
            await self._resolver.close()

    async def get(
        self, url: str, *, etag: str = "", modified: str = "", most: int | None = None
    ) -> Retrieved:
        """What ``url`` gives, after at most five redirects, each judged as the first address was.

        ``etag`` and ``modified`` are what the last answer said of itself: an unchanged page is not sent
        again. ``most`` is the limit of the body in bytes, packed and unpacked; None goes by the content's
        type. Raises Unretrievable.
        """
        conditions = {
            name: value
            for name, value in (("If-None-Match", clean(etag)), ("If-Modified-Since", clean(modified)))
            if value
        }
        way = Way(self._allowed.address(url), self._patience.whole)
        while True:
            delay = await self._robots.delay(way.here)
            answer = await self._hop(way, conditions, most, delay)
            if answer is not None:
                return _found(answer, etag, modified)

    async def _robots_txt(self, url: URL) -> bytes:
        way = Way(self._allowed.address(url), self._patience.whole)
        while True:
            answer = await self._hop(way, {}, MOST_ROBOTS, 0.0, robots=True)
            if answer is not None:
                return answer.data

    async def _hop(
        self, way: Way, headers: dict[str, str], most: int | None, delay: float, *, robots: bool = False
    ) -> Retrieved | None:
        """One request: the answer, or None after a redirect, when the way has gone on."""
        host = host_of(way.here)
        self._check_rest(host)
        async with self._hosts.turn(host, delay) as turn:
            turn.pauses = False  # nothing has been asked yet
            self._check_rest(host)  # it may have asked for rest while we waited
            await asyncio.sleep(self._hosts.resting(host))
            async with self._places:
                turn.pauses = not robots
                with way.timed():
                    answer = await self._asked(way, headers, most, turn, robots=robots)
            if answer is None and host_of(way.here) == host:
                turn.pauses = False  # to follow a redirect is part of the same request
            return answer

    def _check_rest(self, host: str) -> None:
        left = self._hosts.resting(host)
        if left > SHORT_REST:
            raise Unretrievable("busy", f"{host} asked to be left alone for a while.", retry_after=left)

    async def _asked(
        self, way: Way, headers: dict[str, str], most: int | None, turn: Turn, *, robots: bool
    ) -> Retrieved | None:
        session = self._session
        if session is None or session.closed:
            raise Unretrievable("failing", "Retrieving has been stopped.")
        # Where nobody comes after, a connection is not held; nor where so many would be that they run out.
        if (turn.last and not robots) or self._hosts.queued > MOST_KEPT:
            headers = {**headers, "Connection": "close"}
        try:
            async with (
                asyncio.timeout(way.left),
                session.get(way.here, headers=headers, allow_redirects=False) as response,
            ):
                return await self._heard(response, way, most, robots=robots)
        except TimeoutError:
            raise Unretrievable("slow", f"{way.host} did not answer in time.") from None
        except (aiohttp.ClientError, OSError, ValueError, EOFError) as error:
            raise _translated(error, way.host) from error

    async def _heard(
        self, response: aiohttp.ClientResponse, way: Way, most: int | None, *, robots: bool
    ) -> Retrieved | None:
        headers = response.headers
        if response.status in {301, 302, 303, 307, 308}:
            response.close()  # the body of a redirect is of no use
            way.follow(self._allowed, response.status, headers.get("Location", ""))
            return None
        try:
            check_status(response.status, way.host, retry_after(headers))
        except Unretrievable as error:
            response.close()
            if error.kind == "busy" and error.retry_after:
                self._hosts.rest(host_of(way.here), error.retry_after)
            raise
        unchanged = response.status == 304
        data = b"" if unchanged else await self._body(response, most, robots=robots)
        return Retrieved(
            url=str(way.here),
            status=response.status,
            data=data,
            content_type=clean(headers.get("Content-Type", "")),
            etag=clean(headers.get("ETag", "")),
            modified=clean(headers.get("Last-Modified", "")),
            unchanged=unchanged,
            moved=way.moved,
            downgraded=way.downgraded,
            fresh=fresh_for(headers),
        )

    async def _body(self, response: aiohttp.ClientResponse, most: int | None, *, robots: bool) -> bytes:
        limit = most_of(response.headers.get("Content-Type", "")) if most is None else most
        try:
            if (response.content_length or 0) > limit and not robots:
                raise too_large(limit)
            encoding = response.headers.get("Content-Encoding", "")
            async with self._large if limit > MOST_FEED else nullcontext():
                data = await read_body(response.content, encoding, limit, self._patience, cut=robots)
            return data if robots else unpacked(data, limit)
        except BaseException:
            response.close()  # never read on to the end of what is of no use
            raise


def _found(answer: Retrieved, etag: str, modified: str) -> Retrieved:
    """An unchanged answer keeps what was known of it where the host doesn't say that again."""
    if not answer.unchanged:
        return answer
    if not (etag or modified):
        raise Unretrievable(
            "garbled", "The host answered that nothing had changed, without being asked that."
        )
    known = {"etag": answer.etag or etag, "modified": answer.modified or modified}
    return answer.model_copy(update=known)


def _translated(error: Exception, host: str) -> Unretrievable:
    """A library's error in our words; its own may hold what the server wrote."""
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return Unretrievable("failing", f"The name {host} leads nowhere just now.", "Check how it is spelt.")
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
        return Unretrievable("failing", f"{host} cannot prove who it is (its certificate is not valid).")
    if isinstance(error, aiohttp.ClientPayloadError):
        return Unretrievable("garbled", f"What {host} sent ends too early or is broken.")
    if isinstance(error, aiohttp.ClientConnectorError):
        return Unretrievable("failing", f"{host} takes no connection.")
    if isinstance(error, aiohttp.ClientConnectionError | OSError):
        return Unretrievable("failing", f"{host} broke the connection off.")
    return Unretrievable("garbled", f"What {host} sent is not HTTP as it should be.")
