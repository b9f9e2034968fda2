"""A small Slack of our own: its Web API, response URLs, Socket Mode and OAuth, over real sockets."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from pydantic import SecretStr
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.messages import HttpRequest, PlatformSettings

TEAM, USER, US, CHANNEL = "T1", "U1", "UBOT", "C1"
ANN, NOBODY = "UANN", "UNOBODY"
SIGNING = "signing-secret"
_SECRET = ("TOKEN", "SECRET")

Reply = dict[str, Any] | web.StreamResponse | Callable[[], Any]


class Workspace:
    """Records every call; ``next`` holds what is answered instead of what Slack would."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.tokens: list[str] = []
        self.responses: list[dict[str, Any]] = []
        self.posted: list[dict[str, Any]] = []
        self.next: dict[str, deque[Any]] = defaultdict(deque)
        self.admins = {USER}
        self.sockets: list[web.WebSocketResponse] = []
        self.acknowledged: list[dict[str, Any]] = []
        self.tickets: set[str] = set()
        self.reused = 0
        self.deaf = False
        self.scopes = ""
        self.hello = True
        self.url = ""
        self._number = itertools.count(1)

    def named(self, method: str) -> list[dict[str, Any]]:
        """What was asked of a method."""
        return [what for name, what in self.calls if name == method]

    # ---- the server

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Workspace]:
        site = web.Application(client_max_size=2**24)
        site.router.add_route("*", "/api/{method}", self._api)
        site.router.add_post("/respond/{id}", self._responded)
        site.router.add_get("/link", self._link)
        runner = web.AppRunner(site, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield self
        finally:
            await runner.cleanup()

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        given: dict[str, Any] = dict(request.query)
        if request.content_type == "application/json":
            given |= await request.json()
        else:
            given |= dict(await request.post())
        given = {name: _loaded(value) for name, value in given.items()}
        self.calls.append((method, given))
        self.tokens.append(request.headers.get("Authorization", "").removeprefix("Bearer "))
        if self.next[method]:
            return await self._instead(self.next[method].popleft(), method, given, request)
        headers = {"x-oauth-scopes": self.scopes} if self.scopes else {}
        return web.json_response({"ok": True} | self._done(method, given), headers=headers)

    async def _instead(
        self, wanted: Any, method: str, given: dict[str, Any], request: web.Request
    ) -> web.StreamResponse:
        if wanted == "receipt lost":
            self._done(method, given)
        if wanted in ("receipt lost", "lost"):
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        if isinstance(wanted, web.Response):
            return wanted
        if isinstance(wanted, float):
            await asyncio.sleep(wanted)
            return web.json_response({"ok": True} | self._done(method, given))
        if isinstance(wanted, int):
            headers = {"Retry-After": "1"} if wanted == 429 else {}
            return (
                web.json_response({"ok": False, "error": "ratelimited"}, status=wanted, headers=headers)
                if wanted == 429
                else web.Response(status=wanted, text="")
            )
        return web.json_response({"ok": False, "error": wanted})

    def _done(self, method: str, given: dict[str, Any]) -> dict[str, Any]:
        if method == "auth.test":
            return {
                "team_id": TEAM,
                "user_id": US,
                "bot_id": "B1",
                "team": "Desk",
                "user": "readout",
                "url": self.url,
            }
        if method == "apps.connections.open":
            ticket = str(next(self._number))
            self.tickets.add(ticket)
            return {"url": f"{self.url.replace('http', 'ws')}/link?ticket={ticket}"}
        if method == "chat.postMessage":
            self.posted.append(given)
            return {"ts": f"{len(self.posted)}.0", "channel": given["channel"]}
        if method in ("conversations.replies", "conversations.history"):
            return {"messages": self.posted}
        if method == "users.info":
            if given["user"] == NOBODY:
                return {"ok": False, "error": "user_not_found"}
            named = {"display_name": "Ann Ek"} if given["user"] == ANN else {}
            return {"user": {"id": given["user"], "is_admin": given["user"] in self.admins, "profile": named}}
        if method in ("views.open", "views.update"):
            return {"view": {"id": "V1"}}
        if method == "oauth.v2.access":
            return {
                "access_token": f"xoxb-of-{given['code']}",
                "team": {"id": given["code"], "name": "Theirs"},
                "bot_user_id": US,
                "app_id": "A1",
                "scope": "commands",
                "authed_user": {"id": USER},
            }
        return {}

    async def _responded(self, request: web.Request) -> web.StreamResponse:
        given = await request.json()
        self.calls.append(("response_url", given))
        if self.next["response_url"]:
            wanted = self.next["response_url"].popleft()
            if wanted == "receipt lost":
                self.responses.append(given)
                assert request.transport is not None
                request.transport.abort()
                return web.Response()
            return web.Response(status=wanted, headers={"Retry-After": "1"} if wanted == 429 else {})
        self.responses.append(given)
        return web.Response(text="ok")

    # ---- Socket Mode

    async def _link(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query["ticket"]
        if ticket not in self.tickets:
            self.reused += 1
            return web.Response(status=408)
        self.tickets.remove(ticket)
        if self.next["link"]:
            return web.Response(status=self.next["link"].popleft())
        socket = web.WebSocketResponse(autoping=not self.deaf)
        await socket.prepare(request)
        self.sockets.append(socket)
        if self.hello:
            await socket.send_json({"type": "hello"})
        if self.deaf:
            await asyncio.sleep(3)
            return socket
        async for message in socket:
            self.acknowledged.append(json.loads(message.data))
        return socket

    async def send(
        self, payload: dict[str, Any], kind: str = "slash_commands", id: str = "e1", socket: int = -1
    ) -> None:
        """Deliver something over the newest socket, or another one."""
        envelope = {"type": kind, "envelope_id": id, "payload": payload, "accepts_response_payload": True}
        await self.sockets[socket].send_json(envelope)

    # ---- what people do

    def slash(self, text: str, **more: Any) -> dict[str, Any]:
        number = next(self._number)
        return {
            "command": "/strait",
            "text": text,
            "user_id": USER,
            "channel_id": CHANNEL,
            "team_id": TEAM,
            "trigger_id": f"trigger-{number}",
            "response_url": f"{self.url}/respond/{number}",
        } | more

    def press(
        self, value: str, *, ephemeral: bool = True, action: str = "readout:0:1", **more: Any
    ) -> dict[str, Any]:
        number = next(self._number)
        return {
            "type": "block_actions",
            "team": {"id": TEAM},
            "user": {"id": USER},
            "channel": {"id": CHANNEL},
            "container": {"type": "message", "is_ephemeral": ephemeral},
            "trigger_id": f"trigger-{number}",
            "response_url": f"{self.url}/respond/{number}",
            "actions": [{"type": "button", "action_id": action, "block_id": "b", "value": value}],
        } | more

    def event(self, type: str, **what: Any) -> dict[str, Any]:
        number = next(self._number)
        return {
            "type": "event_callback",
            "team_id": TEAM,
            "event_id": f"Ev{number}",
            "event": {"type": type, "user": USER, "channel": CHANNEL, "ts": f"{number}.5", "team": TEAM}
            | what,
            "authorizations": [{"team_id": TEAM, "user_id": US, "is_bot": True}],
        }


def _loaded(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("{", "["):
        return json.loads(value)
    return value


def settings(url: str, public_url: str = "https://bot.example.org", **given: str) -> PlatformSettings:
    """Settings for a Slack at that address."""
    secret = {name: SecretStr(value) for name, value in given.items() if name.endswith(_SECRET)}
    values = {name: value for name, value in given.items() if name not in secret}
    return PlatformSettings(
        data=Path(),
        public_url=public_url,
        secrets=secret,
        values={"SLACK_API_BASE": f"{url}/api/"} | values,
    )


def signed(payload: dict[str, Any], *, secret: str = SIGNING, age: int = 0, **headers: str) -> HttpRequest:
    """A request as Slack sends and signs it."""
    if "command" in payload:
        body, kind = urlencode(payload), "application/x-www-form-urlencoded"
    elif payload.get("type") in ("event_callback", "url_verification"):
        body, kind = json.dumps(payload), "application/json"
    else:
        body, kind = urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded"
    at = str(int(time.time()) - age)
    mark = hmac.new(secret.encode(), f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
    found = {"content-type": kind, "x-slack-request-timestamp": at, "x-slack-signature": f"v0={mark}"}
    return HttpRequest("POST", "/slack/events", "", found | headers, body.encode())


def bolted(payload: dict[str, Any]) -> AsyncBoltRequest:
    """The same for Bolt, as it comes over a socket."""
    return AsyncBoltRequest(mode="socket_mode", body=payload)
