"""The HTTP session: no cookies, no proxy, nothing unpacked behind our back, every socket judged."""

from __future__ import annotations

import aiohttp

from bot.sources.bodies import Patience
from bot.sources.resolving import Resolver

_ACCEPT = (
    "text/html,application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.8"
)
_MOST_HEADERS = 100
_LONGEST_HEADER = 8190  # bytes, as nginx and Apache have it


class _Request(aiohttp.ClientRequest):
    """A request that says it is the last closes the connection itself: not every host does when asked."""

    async def send(self, conn: aiohttp.connector.Connection) -> aiohttp.ClientResponse:
        """Send it."""
        if self.headers.get("Connection") == "close" and conn.protocol is not None:
            conn.protocol.force_close()
        return await super().send(conn)


def open_session(resolver: Resolver, agent: str, patience: Patience) -> aiohttp.ClientSession:
    """A session whose every connection goes where ``resolver`` lets it."""
    connector = aiohttp.TCPConnector(
        limit=0,  # how many requests are under way is decided before
        resolver=resolver,
        use_dns_cache=False,
        socket_factory=resolver.socket_for,
    )
    return aiohttp.ClientSession(
        connector=connector,
        request_class=_Request,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=False,
        headers={"User-Agent": agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"},
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=patience.connect, sock_read=patience.silence),
        max_line_size=_LONGEST_HEADER,
        max_field_size=_LONGEST_HEADER,
        max_headers=_MOST_HEADERS,
    )
