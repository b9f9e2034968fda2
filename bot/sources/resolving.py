"""Names to addresses: each is judged when it is looked up, and the connection goes to that very address.

There is one look-up for a connection, not one to check and another to connect: a name whose DNS changes in
between (rebinding) leads nowhere else. What goes round the look-up is judged once more when the socket is
made.
"""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from ipaddress import ip_address

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.connector import AddrInfoType

from bot.permits import IP
from bot.sources.addresses import Allowed, closed

KEPT = 60.0
"""Seconds that an answer of DNS is used again: the names' own times are not told by the system."""

MOST_NAMES = 1024
MOST_ADDRESSES = 16
LONGEST_LOOK_UP = 10.0
"""Seconds that DNS may take."""

_AT_ONCE = 64  # look-ups under way, those of slow name servers that nobody waits for any more among them

LookUp = Callable[[str], Awaitable[tuple[str, ...]]]
"""From a name to its addresses in text; raises OSError where there are none."""


class Resolver(AbstractResolver):
    """What aiohttp's connector asks for addresses; ``socket_for`` is its last gate."""

    def __init__(self, allowed: Allowed, look_up: LookUp | None = None) -> None:
        self._allowed = allowed
        self._look_up = look_up or self._system
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._known: OrderedDict[str, tuple[float, tuple[IP, ...]]] = OrderedDict()
        self._vouched: OrderedDict[tuple[IP, int], None] = OrderedDict()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of a name. Unretrievable where any is closed: an honest name has none such."""
        addresses = await self._addresses(host)
        if not all(self._allowed.reaches(ip, host, port) for ip in addresses):
            raise closed(host)
        for ip in addresses:
            self._vouch(ip, port)
        return [_result(host, ip, port) for ip in addresses]

    def socket_for(self, info: AddrInfoType) -> socket.socket:
        """A socket for a connection that may be made; Unretrievable for any other."""
        kind, protocol, sort, _, place = info
        ip, port = ip_address(str(place[0])), int(place[1])
        if (ip, port) not in self._vouched and not self._allowed.reaches(ip, "", port):
            raise closed("This host")
        return socket.socket(kind, protocol, sort)

    async def close(self) -> None:
        """Nothing is held: a look-up under way ends by itself, and keeps no program from ending."""

    async def _addresses(self, host: str) -> tuple[IP, ...]:
        until, addresses = self._known.get(host, (0.0, ()))
        if until < time.monotonic():
            async with asyncio.timeout(LONGEST_LOOK_UP):
                found = await self._look_up(host)
            addresses = tuple(dict.fromkeys(ip_address(text) for text in found))[:MOST_ADDRESSES]
            if not addresses:
                raise OSError(socket.EAI_NONAME, "no address")
            self._known[host] = (time.monotonic() + KEPT, addresses)
        self._known.move_to_end(host)
        while len(self._known) > MOST_NAMES:
            self._known.popitem(last=False)
        return addresses

    def _vouch(self, ip: IP, port: int) -> None:
        """Remember what was judged by its name: the socket knows the address alone."""
        self._vouched[ip, port] = None
        self._vouched.move_to_end((ip, port))
        while len(self._vouched) > MOST_NAMES * MOST_ADDRESSES:
            self._vouched.popitem(last=False)

    async def _system(self, host: str) -> tuple[str, ...]:
        """Ask the system's DNS, in a thread of its own: it can't be stopped, and must hold up nothing."""
        await self._places.acquire()
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[tuple[str, ...] | OSError] = loop.create_future()

        def done(found: tuple[str, ...] | OSError) -> None:
            self._places.release()
            if not answer.done():
                answer.set_result(found)

        def ask() -> None:
            found = _from_system(host)
            with suppress(RuntimeError):  # the loop is closed: nobody waits
                loop.call_soon_threadsafe(done, found)

        threading.Thread(target=ask, name=f"look up {host}", daemon=True).start()
        found = await answer
        if isinstance(found, OSError):
            raise found
        return found


def _from_system(host: str) -> tuple[str, ...] | OSError:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    except (OSError, UnicodeError) as error:
        return OSError(str(error)) if isinstance(error, UnicodeError) else error
    return tuple(str(place[0]) for _, _, _, _, place in found)


def _result(host: str, ip: IP, port: int) -> ResolveResult:
    return ResolveResult(
        hostname=host,
        host=str(ip),
        port=port,
        family=socket.AF_INET if ip.version == 4 else socket.AF_INET6,
        proto=0,
        flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
    )
