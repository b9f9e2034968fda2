"""One request to Discord, sent once: what came of it, or whether something may have come of it.

discord.py sends again after a server's error, and on some systems after a lost connection. What is to be
posted once goes this way instead.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.messages import Refused, Throttled, Unreachable, Unsure

_USER_AGENT = "DiscordBot (https://discord.com, 1)"
"""Discord wants an address and a number there."""

_PATIENCE = aiohttp.ClientTimeout(total=30, sock_connect=10)
_SHORT = 5.0
"""Seconds that are waited here when Discord says so."""

_IN_TURN = 20.0
"""Seconds that are waited here while others are sent."""

_WAITS = 3
_A_SECOND = 40
"""Requests a second. Discord takes 50 of a bot, over all its processes; some of them are answers."""

_MESSAGE = re.compile(r"/messages/\d+")
_NEVER_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)


class Denied(Exception):
    """Discord did not do it: the HTTP status, and Discord's own code (0: it named none)."""

    def __init__(self, status: int, code: int) -> None:
        self.status, self.code = status, code
        super().__init__(f"status {status}, code {code}")


class Pace:
    """Waits before Discord has to say so: for a route that is used up, and for too many requests at once.

    ``share`` is how much of the bot's requests is this process's, where several post for one bot: each at the
    whole pace, they would be refused for good, since what Discord refuses counts, too.
    """

    def __init__(self, share: float = 1.0) -> None:
        self._free: dict[str, float] = {}
        self._apart = 1 / (_A_SECOND * share)
        self._next = 0.0

    async def turn(self, method: str, path: str) -> None:
        """Wait until it may be asked; Throttled where that is long."""
        now = time.monotonic()
        wait = self._free.get(_route(method, path), now) - now
        if wait > _SHORT:
            raise Throttled(wait)
        turn = max(self._next + self._apart, now)
        if turn - now > _IN_TURN:
            raise Throttled(turn - now)
        self._next = turn
        if (wait := max(wait, turn - now)) > 0:
            await asyncio.sleep(wait)

    def hold(self, seconds: float) -> None:
        """Send nothing for so long: the bot has asked too much, whatever the route."""
        self._next = max(self._next, time.monotonic() + seconds)

    def told(self, method: str, path: str, headers: Mapping[str, str]) -> None:
        """What Discord's answer says of the route: how much is left, and for how many seconds."""
        now = time.monotonic()
        if headers.get("X-RateLimit-Remaining") == "0":
            after = _seconds({}, headers.get("X-RateLimit-Reset-After", ""))
            self._free = {route: at for route, at in self._free.items() if at > now}
            self._free[_route(method, path)] = now + after


def _route(method: str, path: str) -> str:
    """What Discord counts together: one channel's messages, whichever they are."""
    return f"{method} {_MESSAGE.sub('/messages/', path.partition('?')[0])}"


class Wire:
    """Requests to the API at ``base`` ("https://discord.com/api/v10"); ``share`` is as for ``Pace``."""

    def __init__(self, session: aiohttp.ClientSession, base: str, token: str, share: float = 1.0) -> None:
        self._session, self._base = session, base
        self._pace = Pace(share)
        self._headers = {"Authorization": f"Bot {token}", "User-Agent": _USER_AGENT}

    async def ask(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, *, harmless: bool = False
    ) -> Any:
        """What Discord answers, from JSON. Where it is ``harmless`` to do it twice, nothing is unsure.

        Raises Denied, Throttled, Refused, Unreachable, and Unsure where only the answer may be lost.
        """
        for _ in range(_WAITS):
            await self._pace.turn(method, path)
            try:
                return await self._sent(method, path, body)
            except Throttled as error:
                if error.retry_after > _SHORT:
                    raise
                await asyncio.sleep(error.retry_after)
            except _NEVER_SENT as error:
                raise _unreachable(error) from error
            except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
                if harmless:
                    raise _unreachable(error) from error
                raise Unsure(f"Discord’s answer got lost ({type(error).__name__}).") from error
            except _OutOfOrder as error:
                if harmless:
                    raise Unreachable(f"Discord is out of order (status {error.status}).") from error
                raise Unsure(f"Discord may have done it (status {error.status}).") from error
        raise Throttled(_SHORT)

    async def _sent(self, method: str, path: str, body: Mapping[str, Any] | None) -> Any:
        how: dict[str, Any] = {"headers": self._headers, "timeout": _PATIENCE, "allow_redirects": False}
        if body is not None:
            how["json"] = body
        async with self._session.request(method, self._base + path, **how) as response:
            self._pace.told(method, path, response.headers)
            if response.status < HTTPStatus.BAD_REQUEST:
                return await response.json(content_type=None) if response.status != 204 else None
            if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise _OutOfOrder(response.status)
            said = await _said(response)
        if response.status == HTTPStatus.TOO_MANY_REQUESTS:
            wait = _seconds(said, response.headers.get("Retry-After", ""))
            if "X-RateLimit-Global" in response.headers:
                self._pace.hold(wait)
            raise Throttled(wait)
        if response.status == HTTPStatus.UNAUTHORIZED:
            raise Refused("Discord refuses the token.", "Set DISCORD_TOKEN to a new one.")
        code = said.get("code", 0)
        raise Denied(response.status, code if isinstance(code, int) else 0)


class _OutOfOrder(Exception):
    def __init__(self, status: int) -> None:
        self.status = status


def _unreachable(error: BaseException) -> Unreachable:
    return Unreachable(f"Discord cannot be reached ({type(error).__name__}).")


async def _said(response: aiohttp.ClientResponse) -> Mapping[str, Any]:
    """An error's own words; a gateway before Discord answers in HTML."""
    try:
        found = await response.json(content_type=None)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _seconds(said: Mapping[str, Any], header: str) -> float:
    for given in (said.get("retry_after"), header):
        try:
            return max(0.0, float(given))  # type: ignore[arg-type]  # None is no number either
        except (TypeError, ValueError):
            continue
    return 60.0
