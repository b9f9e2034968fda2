"""Socket Mode: one connection to Slack, kept up.

Built on slack_sdk's base for Socket Mode clients instead of its aiohttp client. That one looks at a lost
socket only every ten seconds, tries an address again that is good for one connection, at a fixed pace and for
ever, even when the token is refused, and closes a socket that Slack wants replaced before there is another.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from adapters.slack.answering import CountingApp
from adapters.slack.remarks import library_log, reason, told

REFUSALS = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "not_allowed_token_type"}
)
"""Slack's words for a token that it does not take."""

HEARTBEAT = 8.0
"""Seconds between pings; a peer that has not answered after half as many again is taken for gone."""

_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 30.0
_HANDSHAKE = 20.0
_GRACE = 1.0
"""Seconds in which a replaced socket may still bring what Slack had sent already."""


class Socket(AsyncBaseSocketModeClient):
    """A connection of Socket Mode for one app. ``again`` is called for every connection after the first."""

    def __init__(
        self, app: CountingApp, token: str, again: Callable[[], None], *, heartbeat: float = HEARTBEAT
    ) -> None:
        self.app_token = token
        self.web_client = app.client
        self.logger = library_log()
        self.closed = False
        self._app, self._again, self._heartbeat = app, again, heartbeat
        self._session = aiohttp.ClientSession()
        self._current: aiohttp.ClientWebSocketResponse | None = None
        self._greeted = self._before = False
        self._taking = True
        self._pause = _FIRST_PAUSE
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def up(self) -> bool:
        """Whether Slack has greeted us on a socket that still stands."""
        return self._greeted and self._current is not None and not self._current.closed

    async def run(self) -> None:
        """Keep a connection up until ``close``. SlackApiError where Slack refuses the token."""
        while not self.closed:
            try:
                await self._read(await self._replaced())
            except SlackApiError as error:
                if reason(error) in REFUSALS:
                    raise
                self._lost(error)
            except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
                self._lost(error)
            if not self.closed and not self._greeted:
                await self._rested()

    def take_nothing(self) -> None:
        """Leave what comes from now on to Slack, which delivers it again elsewhere; acknowledge what came."""
        self._taking = False

    async def close(self) -> None:
        """Take nothing more, and leave."""
        self.closed, self._greeted = True, False
        if self._current is not None:
            await self._current.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._session.close()

    # ---- the connection

    async def _replaced(self) -> aiohttp.ClientWebSocketResponse:
        """A new socket; the one before goes once it is there."""
        address = str((await self.web_client.apps_connections_open(app_token=self.app_token))["url"])
        async with asyncio.timeout(_HANDSHAKE):
            opened = await self._session.ws_connect(
                address, heartbeat=self._heartbeat, proxy=self.web_client.proxy
            )
        old, self._current, self._greeted = self._current, opened, False
        if old is not None and not old.closed:
            self._begin(self._drained(old))
        return opened

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Take what comes until the socket is lost, or Slack wants it replaced."""
        async for message in _texts(socket):
            if message.get("type") == "hello":
                self._welcomed()
            elif message.get("type") == "disconnect":
                self._greeted = self._greeted and message.get("reason") in ("refresh_requested", "warning")
                return
            else:
                self._take(message)
        self._lost(None)

    def _welcomed(self) -> None:
        self._greeted, self._pause = True, _FIRST_PAUSE
        if self._before:
            self._again()
        self._before = True

    def _lost(self, error: Exception | None) -> None:
        self._greeted = False
        if not self.closed:
            detail = told(error) if error else {}
            structlog.get_logger().warning("socket lost", platform="slack", **detail)

    async def _rested(self) -> None:
        """Longer each time until Slack greets us, and never at the same moment as everybody else."""
        await asyncio.sleep(self._pause * random.uniform(0.5, 1.0))  # noqa: S311 no secret
        self._pause = min(self._pause * 2, _LONGEST_PAUSE)

    async def _drained(self, old: aiohttp.ClientWebSocketResponse) -> None:
        try:
            async with asyncio.timeout(_GRACE):
                async for message in _texts(old):
                    self._take(message)
        except TimeoutError:
            pass
        finally:
            await old.close()

    # ---- what comes

    def _take(self, message: dict[str, Any]) -> None:
        request = SocketModeRequest.from_dict(message)
        if request is not None and self._taking and not self.closed:
            self._begin(self._answered(request))

    async def _answered(self, request: SocketModeRequest) -> None:
        begun = time.time()
        with self._app.dispatching.one():
            response = await run_async_bolt_app(self._app, request)
            try:
                await send_async_response(self, request, response, begun)
            except (ConnectionError, TimeoutError, aiohttp.ClientError):  # Slack delivers it again
                structlog.get_logger().warning("not acknowledged", platform="slack")

    def _begin(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # ---- what slack_sdk asks of a client

    async def send_message(self, message: str) -> None:
        """Send on the current socket, waiting a moment for one if it was just lost."""
        for _ in range(20):
            if self._current is not None and not self._current.closed:
                await self._current.send_str(message)
                return
            await asyncio.sleep(0.1)
        raise ConnectionError("no socket")

    async def is_connected(self) -> bool:
        """Whether there is a connection."""
        return self.up

    async def session_id(self) -> str:
        """A name for the connection."""
        return str(id(self._current))


@asynccontextmanager
async def kept_up(socket: Socket) -> AsyncIterator[asyncio.Task[None]]:
    """The task that keeps the socket up, while the block lasts."""
    task = asyncio.create_task(socket.run())
    try:
        yield task
    finally:
        await socket.close()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _texts(socket: aiohttp.ClientWebSocketResponse) -> AsyncIterator[dict[str, Any]]:
    async for message in socket:
        if message.type is aiohttp.WSMsgType.TEXT:
            found = json.loads(message.data)
            if isinstance(found, dict):
                yield found
