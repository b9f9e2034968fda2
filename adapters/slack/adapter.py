"""Slack as a platform: by Socket Mode or by requests, for one workspace or many."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError

from adapters.slack.app import make_app
from adapters.slack.examination import examine
from adapters.slack.manifest import manifest
from bot.messages import (
    Finding,
    HttpRequest,
    HttpResponse,
    PlatformSettings,
    Refused,
    Route,
    Service,
    TopicDescription,
    Unreachable,
)

_BAD_TOKEN = {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "not_allowed_token_type"}
_BIGGEST = 1_000_000


class Slack:
    """The adapter that the entry point ``slack`` names."""

    def __init__(self, settings: PlatformSettings) -> None:
        self._settings = settings
        self._app: AsyncApp | None = None
        self._session: aiohttp.ClientSession | None = None
        self._socket: AsyncSocketModeHandler | None = None
        self._stopping = asyncio.Event()
        self._working: set[asyncio.Task[Any]] = set()
        self._ready = False

    # ---- serving

    async def run(self, service: Service) -> None:
        """Serve until ``stop``. slack_sdk brings a lost socket back by itself."""
        app = self._made(service)
        try:
            if self._settings.secrets.get("SLACK_BOT_TOKEN"):
                await app.client.auth_test()
            if "SLACK_APP_TOKEN" in self._settings.secrets:
                await self._over_socket(app, service)
            elif "SLACK_SIGNING_SECRET" in self._settings.secrets:
                self._ready = True
                await self._stopping.wait()
            else:
                raise Refused(
                    "Slack needs a way to reach Readout.",
                    "Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for requests.",
                )
        except SlackApiError as error:
            raise _refused(error) from error
        except (aiohttp.ClientError, OSError) as error:
            raise Unreachable(f"Slack cannot be reached ({type(error).__name__}).") from error
        finally:
            await self._left()

    async def _over_socket(self, app: AsyncApp, service: Service) -> None:
        token = self._settings.secrets["SLACK_APP_TOKEN"].get_secret_value()
        self._socket = handler = AsyncSocketModeHandler(app, token)

        async def counted(*_: object) -> None:
            service.count("slack", "reconnect")

        handler.client.on_close_listeners.append(counted)
        await handler.connect_async()  # type: ignore[no-untyped-call]
        self._ready = True
        await self._stopping.wait()

    async def stop(self) -> None:
        """Take nothing new, finish what is being answered."""
        if self._socket is not None:
            await self._socket.client.disconnect()  # type: ignore[no-untyped-call]
        pending = {task for task in asyncio.all_tasks() if _is_listener(task)} | self._working
        if pending:
            await asyncio.wait(pending)
        self._stopping.set()

    async def _left(self) -> None:
        self._ready = False
        if self._socket is not None:
            await self._socket.close_async()  # type: ignore[no-untyped-call]
            self._socket = None
        if self._session is not None:
            await self._session.close()
            self._session = self._app = None

    @property
    def ready(self) -> bool:
        """Whether the socket is up, or requests are taken."""
        return self._ready

    def _made(self, service: Service) -> AsyncApp:
        if self._app is None:
            self._session = aiohttp.ClientSession()
            self._app = make_app(service, self._settings, self._session)
        return self._app

    # ---- requests

    def routes(self, service: Service) -> Sequence[Route]:
        """Where Slack sends requests to, and where workspaces install the app."""
        if "SLACK_SIGNING_SECRET" not in self._settings.secrets:
            return ()

        async def events(request: HttpRequest) -> HttpResponse:
            return _out(await self._made(service).async_dispatch(_in(request)))

        async def install(request: HttpRequest) -> HttpResponse:
            flow = self._made(service).oauth_flow
            return _out(await flow.handle_installation(_in(request))) if flow else HttpResponse(404)

        async def finish(request: HttpRequest) -> HttpResponse:
            flow = self._made(service).oauth_flow
            return _out(await flow.handle_callback(_in(request))) if flow else HttpResponse(404)

        found = [Route("POST", "/slack/events", events, most=_BIGGEST)]
        if "SLACK_CLIENT_SECRET" in self._settings.secrets:
            found += [Route("GET", "/slack/install", install), Route("GET", "/slack/oauth_redirect", finish)]
        return found

    # ---- setting up

    async def examine(self) -> Sequence[Finding]:
        """Tokens and scopes, told apart."""
        return await examine(self._settings)

    @staticmethod
    def manifest(topics: Sequence[TopicDescription], settings: PlatformSettings) -> Mapping[str, Any]:
        """What Slack wants to know about the app."""
        socket_mode = "SLACK_APP_TOKEN" in settings.secrets or not settings.public_url
        return manifest(topics, settings.public_url, socket_mode=socket_mode)


def _is_listener(task: asyncio.Task[Any]) -> bool:
    """Whether a task of Bolt's runs one of our listeners."""
    code = getattr(task.get_coro(), "cr_code", None)
    return code is not None and "slack_bolt" in code.co_filename and task is not asyncio.current_task()


def _refused(error: SlackApiError) -> Exception:
    why = str(error.response.get("error", "")) if error.response is not None else ""
    if why in _BAD_TOKEN:
        return Refused(
            f"Slack refuses the token ({why}).",
            "Copy SLACK_BOT_TOKEN (xoxb-…) and SLACK_APP_TOKEN (xapp-…) anew from api.slack.com/apps.",
        )
    structlog.get_logger().warning("slack failed", platform="slack", cause=why)
    return Unreachable(f"Slack did not do what was asked ({why}).")


def _in(request: HttpRequest) -> AsyncBoltRequest:
    return AsyncBoltRequest(
        body=request.body.decode("utf-8", "replace"),
        query=request.query,
        headers={name: [value] for name, value in request.headers.items()},
    )


def _out(response: BoltResponse) -> HttpResponse:
    headers = {name: ", ".join(values) for name, values in response.headers.items() if name != "set-cookie"}
    cookies = response.headers.get("set-cookie", [])
    found = headers | ({"Set-Cookie": cookies[0]} if cookies else {})
    return HttpResponse(response.status, (response.body or "").encode(), found)
