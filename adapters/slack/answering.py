"""How much is being answered, so that stopping can wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.listener.async_listener_completion_handler import AsyncListenerCompletionHandler
from slack_bolt.listener.async_listener_start_handler import AsyncListenerStartHandler
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from adapters.slack.remarks import told
from adapters.slack.workspaces import Authorize


class Count:
    """Counts what is under way, and tells when nothing is."""

    def __init__(self) -> None:
        self._number = 0
        self._none = asyncio.Event()
        self._none.set()

    @contextmanager
    def one(self) -> Iterator[None]:
        """One more while the block lasts."""
        self.begun()
        try:
            yield
        finally:
            self.ended()

    def begun(self) -> None:
        """One more."""
        self._number += 1
        self._none.clear()

    def ended(self) -> None:
        """One less."""
        self._number -= 1
        if not self._number:
            self._none.set()

    async def none(self) -> None:
        """Wait until nothing is under way."""
        while self._number:
            await self._none.wait()


class CountingApp(AsyncApp):
    """Bolt's app, counting what it has still to acknowledge and what its listeners still do.

    Bolt runs a listener in a task of its own, and returns once the listener has acknowledged. ``dispatching``
    therefore ends long before ``listening`` may. ``sign_in`` tells who we are in a workspace; None where each
    workspace gives a token of its own.
    """

    def __init__(self, sign_in: Authorize | None, **options: Any) -> None:
        super().__init__(authorize=sign_in, **options)
        self.sign_in = sign_in
        self.dispatching, self.listening = Count(), Count()
        self.listener_runner.listener_start_handler = _Start(self.listening)
        self.listener_runner.listener_completion_handler = _End(self.listening)

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        """As Bolt does; what it stumbles over is no payload of Slack's."""
        with self.dispatching.one():
            try:
                return await super().async_dispatch(req)
            except (LookupError, TypeError, ValueError, AttributeError) as error:
                structlog.get_logger().warning("payload not understood", platform="slack", **told(error))
                return BoltResponse(status=400, body="")

    async def finished(self) -> None:
        """Wait until everything is acknowledged and answered."""
        await self.dispatching.none()
        await asyncio.sleep(0)  # a listener that needs no acknowledgement begins just after
        await self.listening.none()


class _Start(AsyncListenerStartHandler):
    def __init__(self, count: Count) -> None:
        self._count = count

    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:
        self._count.begun()


class _End(AsyncListenerCompletionHandler):
    def __init__(self, count: Count) -> None:
        self._count = count

    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:
        self._count.ended()
