"""Slack as a platform: by Socket Mode or by requests, for one workspace or many."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.slack.answering import CountingApp
from adapters.slack.app import make_app
from adapters.slack.examination import examine
from adapters.slack.manifest import manifest
from adapters.slack.posting import SignedIn, SlackPosting
from adapters.slack.remarks import reason
from adapters.slack.requests import routes_for
from adapters.slack.socket import REFUSALS, Socket, kept_up
from bot.messages import (
    Finding,
    PlatformSettings,
    Problem,
    Refused,
    Route,
    Service,
    TopicDescription,
    Unreachable,
)

_PATIENCE = aiohttp.ClientTimeout(total=30)


class Slack:
    """The adapter that the entry point ``slack`` names."""

    def __init__(self, settings: PlatformSettings) -> None:
        self._settings = settings
        self.posting = SlackPosting()
        self._app: CountingApp | None = None
        self._socket: Socket | None = None
        self._stopping = asyncio.Event()
        self._finished = asyncio.Event()
        self._finished.set()

    # ---- serving

    async def run(self, service: Service) -> None:
        """Serve until ``stop``. A lost socket comes back by itself; a refused token ends it."""
        self._finished.clear()
        try:
            async with aiohttp.ClientSession(timeout=_PATIENCE) as session:
                app = make_app(service, self._settings, session)
                self.posting.signed_in(SignedIn(service, self._settings, session))
                try:
                    await self._served(app, service)
                finally:
                    self.posting.signed_in(None)
                    self._app = self._socket = None
        except SlackApiError as error:
            raise _problem(error) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unreachable(f"Slack cannot be reached ({type(error).__name__}).") from error
        finally:
            self._finished.set()

    async def _served(self, app: CountingApp, service: Service) -> None:
        if app.sign_in is not None:
            await app.sign_in(None, None, None)
        if "SLACK_APP_TOKEN" in self._settings.secrets:
            await self._over_socket(app, service)
        elif "SLACK_SIGNING_SECRET" in self._settings.secrets:
            self._app = app
            await self._stopping.wait()
            await app.finished()
        else:
            raise Refused(
                "Slack needs a way to reach Readout.",
                "Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for requests.",
            )

    async def _over_socket(self, app: CountingApp, service: Service) -> None:
        token = self._settings.secrets["SLACK_APP_TOKEN"].get_secret_value()
        socket = Socket(app, token, lambda: service.count("slack", "reconnect"))
        stop = asyncio.create_task(self._stopping.wait())
        try:
            async with kept_up(socket) as task:
                self._app, self._socket = app, socket
                await asyncio.wait((stop, task), return_when=asyncio.FIRST_COMPLETED)
                socket.take_nothing()
                await app.dispatching.none()  # acknowledged on the socket before it goes
        finally:
            stop.cancel()
        await app.finished()
        if not self._stopping.is_set():
            task.result()

    async def stop(self) -> None:
        """Take nothing new, and wait until what is being answered is finished. Who is still signing in has
        taken nothing, and is not waited for.
        """
        self._stopping.set()
        if self._app is not None:
            await self._finished.wait()

    @property
    def ready(self) -> bool:
        """Whether the socket is up, or requests are taken."""
        if self._stopping.is_set() or self._app is None:
            return False
        return self._socket is None or self._socket.up

    @asynccontextmanager
    async def sending(self, service: Service) -> AsyncIterator[None]:
        """Signed in to post alone: that takes no connection."""
        async with aiohttp.ClientSession(timeout=_PATIENCE) as session:
            self.posting.signed_in(SignedIn(service, self._settings, session))
            try:
                yield
            finally:
                self.posting.signed_in(None)

    @property
    def lanes(self) -> Sequence[str]:
        """One for all."""
        return ("",)

    @property
    def shared_out(self) -> int:
        """0: Slack gives each delivery to one process, whichever that is."""
        return 0

    def lane(self, workspace: str, of: int) -> str:
        """One for all."""
        return ""

    def routes(self, service: Service) -> Sequence[Route]:
        """Where Slack sends requests to, and where workspaces install the app."""
        return routes_for(self._settings, lambda: None if self._stopping.is_set() else self._app)

    # ---- setting up

    async def examine(self) -> Sequence[Finding]:
        """Tokens and scopes, told apart."""
        return await examine(self._settings)

    @staticmethod
    def manifest(topics: Sequence[TopicDescription], settings: PlatformSettings) -> Mapping[str, Any]:
        """What Slack wants to know about the app."""
        socket_mode = "SLACK_APP_TOKEN" in settings.secrets or not settings.public_url
        return manifest(topics, settings.public_url, socket_mode=socket_mode)


def _problem(error: SlackApiError) -> Problem:
    why = reason(error)
    if why in REFUSALS:
        return Refused(
            f"Slack refuses the token ({why}).",
            "Copy SLACK_BOT_TOKEN (xoxb-…) and SLACK_APP_TOKEN (xapp-…) anew from api.slack.com/apps.",
        )
    return Unreachable(f"Slack did not do what was asked ({why}).")
