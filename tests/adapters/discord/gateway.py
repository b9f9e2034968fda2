"""A small Discord of our own that shares its servers out among shards, over real sockets.

Strict where shards are concerned: a session that comes too early is noted in ``early`` and refused, an event
goes to the sessions of its server's shard and to no other, direct messages go to the first shard.
"""

from __future__ import annotations

import itertools
import json
import time
import zlib
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

Json = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
US, APPLICATION, BOB = 910000000000000001, 910000000000000001, 930000000000000002
TOKEN = "gateway.discord.token"
_ALL = str((1 << 40) - 1)  # every permission, or nearly
SHOWN = str(1 << 10 | 1 << 11)  # neither embeds nor history


def guild_of(shard: int, count: int, number: int = 0) -> int:
    """The id of a server that belongs to that shard."""
    return (235_000_000_000 + shard + count * number - 235_000_000_000 % count) << 22


@dataclass
class Session:
    """What one shard was told, and over which socket."""

    id: str
    shard: tuple[int, int]
    at: float
    socket: web.WebSocketResponse | None = None
    told: list[Json] = field(default_factory=list)
    resumed: int = 0


class Gateway:
    """``posted`` are messages by channel, ``answers`` what came of interactions, by their ids.

    ``at_once`` is Discord's max_concurrency, ``window`` the seconds it holds for, ``left`` the sessions of
    the day, ``close`` the code with which a session is refused. ``after`` is called once a message stands in
    its channel and nobody was thanked yet; what comes once more is ``repeated``, or ``refused``.
    """

    def __init__(self, guilds: dict[int, int], *, at_once: int = 1, window: float = 4.9) -> None:
        self.guilds, self.at_once, self.window = guilds, at_once, window
        self.sessions: list[Session] = []
        self.early: list[float] = []
        self.posted: dict[int, list[Json]] = defaultdict(list)
        self.answers: dict[str, list[Json]] = defaultdict(list)
        self.refused: list[str] = []
        self.repeated: list[str] = []
        self.registered = 0
        self.commands: list[Json] = []
        self.left = 1000
        self.close = 0
        self.roles = _ALL
        self.after: Callable[[], None] = lambda: None
        self.url = ""
        self._number = itertools.count(400_000_000_000 << 22)
        self._deflate: dict[int, Any] = {}

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Gateway]:
        site = web.Application(client_max_size=2**24)
        self._serve(site)
        runner = web.AppRunner(site, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            self.url = f"127.0.0.1:{runner.addresses[0][1]}"
            yield self
        finally:
            await runner.cleanup()

    @property
    def settings(self) -> dict[str, str]:
        """What leads a bot here."""
        return {
            "DISCORD_API_BASE": f"http://{self.url}/api/v10",
            "DISCORD_GATEWAY_URL": f"ws://{self.url}/gateway",
            "DISCORD_TOKEN": TOKEN,
        }

    def channel(self, guild: int) -> int:
        """The one channel of a server."""
        return self.guilds[guild]

    def live(self, shard: int) -> list[Session]:
        """The sessions of a shard that are connected."""
        return [one for one in self.sessions if one.shard[0] == shard and one.socket is not None]

    # ---- what people do

    async def slash(self, guild: int | None, command: str, topic: str = "venezuela") -> str:
        """Somebody types a command in a server's channel, or to us alone; the interaction's id."""
        id = str(next(self._number))
        option = {"type": 1, "name": command, "options": []}
        channel = self.channel(guild) if guild else 940000000000000004
        event: Json = {
            "id": id,
            "application_id": str(APPLICATION),
            "type": 2,
            "token": f"token-{id}",
            "version": 1,
            "channel_id": str(channel),
            "channel": _channel(guild, channel),
            "data": {"id": "1", "name": topic, "type": 1, "options": [option]},
            "app_permissions": _ALL,
            "locale": "en-US",
            "entitlements": [],
            "authorizing_integration_owners": {"0": str(guild or 0)},
            "attachment_size_limit": 1000,
        }
        event |= {"guild_id": str(guild), "member": _member(BOB)} if guild else {"user": _user(BOB)}
        await self.tell("INTERACTION_CREATE", event, guild)
        return id

    async def say(self, guild: int | None, words: str) -> int:
        """Somebody writes to us; the id of the message."""
        id = next(self._number)
        channel = self.channel(guild) if guild else 940000000000000004
        event = _message(id, channel, {"content": words}, BOB)
        if guild:
            event |= {"guild_id": str(guild), "mentions": [_user(US)], "member": _member(BOB)}
        await self.tell("MESSAGE_CREATE", event, guild)
        return id

    async def tell(self, name: str, event: Json, guild: int | None) -> None:
        """An event goes to the shard of its server; what has none, to the first."""
        for session in self.sessions:
            index, count = session.shard
            if index == ((guild or 0) >> 22) % count and session is self._latest(session.shard):
                await self._told(session, name, event)

    def _latest(self, shard: tuple[int, int]) -> Session:
        return [one for one in self.sessions if one.shard == shard][-1]

    async def drop(self, shard: int) -> None:
        """The connection of a shard breaks."""
        for session in self.live(shard):
            assert session.socket is not None
            await session.socket.close(code=4000)

    # ---- the gateway

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if request.query.get("compress") == "zlib-stream":
            self._deflate[id(socket)] = zlib.compressobj()
        await self._send(socket, {"op": 10, "d": {"heartbeat_interval": 600_000}})
        mine: Session | None = None
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    mine = await self._heard(socket, json.loads(message.data)) or mine
        finally:
            if mine is not None and mine.socket is socket:
                mine.socket = None
        return socket

    async def _heard(self, socket: web.WebSocketResponse, said: Json) -> Session | None:
        if said["op"] == 1:
            await self._send(socket, {"op": 11})
        elif said["op"] == 2:
            return await self._identified(socket, said["d"])
        elif said["op"] == 6:
            return await self._resumed(socket, said["d"])
        return None

    async def _identified(self, socket: web.WebSocketResponse, said: Json) -> Session | None:
        index, count = said.get("shard", (0, 1))
        if self.close:
            await socket.close(code=self.close)
            return None
        now = time.monotonic()
        same = [s.at for s in self.sessions if s.shard[0] % self.at_once == index % self.at_once]
        if same and now - max(same) < self.window:
            self.early.append(now - max(same))
            await self._send(socket, {"op": 9, "d": False})
            return None
        session = Session(f"s{next(self._number)}", (index, count), now, socket)
        self.sessions.append(session)
        guilds = [guild for guild in self.guilds if (guild >> 22) % count == index]
        ready = {
            "v": 10,
            "user": _user(US),
            "guilds": [{"id": str(guild), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": f"ws://{self.url}/gateway",
            "shard": [index, count],
            "application": {"id": str(APPLICATION), "flags": 0},
            "private_channels": [],
        }
        await self._told(session, "READY", ready)
        for guild in guilds:
            await self._told(session, "GUILD_CREATE", self._guild(guild) | {"unavailable": False})
        return session

    async def _resumed(self, socket: web.WebSocketResponse, said: Json) -> Session | None:
        session = next((one for one in self.sessions if one.id == said["session_id"]), None)
        if session is None:
            await self._send(socket, {"op": 9, "d": False})
            return None
        session.socket, session.resumed = socket, session.resumed + 1
        for event in session.told[said["seq"] :]:
            await self._send(socket, event)
        await self._told(session, "RESUMED", {})
        return session

    async def _told(self, session: Session, name: str, what: Json) -> None:
        event = {"op": 0, "t": name, "s": len(session.told) + 1, "d": what}
        session.told.append(event)
        if session.socket is not None:
            await self._send(session.socket, event)

    async def _send(self, socket: web.WebSocketResponse, what: Json) -> None:
        data, deflate = json.dumps({"s": None, "t": None, "d": None} | what), self._deflate.get(id(socket))
        if deflate is None:
            await socket.send_str(data)
        else:
            await socket.send_bytes(deflate.compress(data.encode()) + deflate.flush(zlib.Z_SYNC_FLUSH))

    def _guild(self, guild: int) -> Json:
        return {
            "id": str(guild),
            "name": "A server",
            "owner_id": "930000000000000001",
            "roles": [{"id": str(guild), "name": "@everyone", "permissions": self.roles, "position": 0}],
            "emojis": [],
            "features": [],
            "member_count": 2,
            "members": [_member(US)],
            "channels": [_channel(guild, self.channel(guild))],
            "threads": [],
            "preferred_locale": "en-US",
        }

    # ---- the API

    def _serve(self, site: web.Application) -> None:
        """Every path that a bot asks for."""
        api = "/api/v10"
        site.router.add_get("/gateway", self._gateway)
        for path, answer in {
            "/users/@me": lambda _: _user(US),
            "/oauth2/applications/@me": lambda _: _APPLICATION,
            "/gateway/bot": lambda _: self._limits(),
            "/applications/{id}/commands": lambda _: self.commands,
            "/guilds/{id}": lambda of: self._guild(int(of["id"])),
            "/guilds/{guild}/members/{id}": lambda of: _member(int(of["id"])),
            "/channels/{id}": lambda of: _channel(self._home(int(of["id"])), int(of["id"])),
            "/channels/{id}/messages": lambda of: self.posted[int(of["id"])][::-1],
        }.items():
            site.router.add_get(api + path, self._telling(answer))
        site.router.add_put(f"{api}/applications/{{id}}/commands", self._registered)
        site.router.add_post(f"{api}/interactions/{{id}}/{{token}}/callback", self._answered)
        site.router.add_patch(f"{api}/webhooks/{{id}}/{{token}}/messages/@original", self._edited)
        site.router.add_post(f"{api}/channels/{{id}}/messages", self._taken)
        site.router.add_patch(f"{api}/channels/{{channel}}/messages/{{id}}", self._changed)

    @staticmethod
    def _telling(answer: Callable[[Mapping[str, str]], Any]) -> Handler:
        async def told(request: web.Request) -> web.Response:
            return _json(answer(request.match_info))

        return told

    def _home(self, channel: int) -> int:
        return next(guild for guild, id in self.guilds.items() if id == channel)

    def _limits(self) -> Json:
        limit = {"total": 1000, "remaining": self.left, "reset_after": 7_200_000}
        limit |= {"max_concurrency": self.at_once}
        return {"url": f"ws://{self.url}/gateway", "shards": 1, "session_start_limit": limit}

    async def _registered(self, request: web.Request) -> web.Response:
        self.commands, self.registered = await request.json(), self.registered + 1
        return _json(self.commands)

    async def _answered(self, request: web.Request) -> web.Response:
        id = request.match_info["id"]
        if self.answers[id]:
            self.refused.append(id)
            return _json({"message": "Already acknowledged.", "code": 40060}, 400)
        self.answers[id].append(await request.json())
        if request.query.get("with_response", "0") in ("0", "false"):
            return web.Response(status=204)
        return _json({"interaction": {"id": id, "type": 2}})

    async def _edited(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.answers[request.match_info["token"].removeprefix("token-")].append(body)
        return _json(_message(1, 1, body, US))

    async def _taken(self, request: web.Request) -> web.Response:
        """Take a message once for each nonce; ``after`` may end whoever sent it."""
        channel, body = int(request.match_info["id"]), await request.json()
        there = [one for one in self.posted[channel] if one["nonce"] == body.get("nonce") is not None]
        self.repeated += [one["id"] for one in there]
        if not there:
            there = [_message(next(self._number), channel, body, US)]
            self.posted[channel] += there
            self.after()
        return _json(there[0])

    async def _changed(self, request: web.Request) -> web.Response:
        channel, body = int(request.match_info["channel"]), await request.json()
        for message in self.posted[channel]:
            if message["id"] == request.match_info["id"]:
                message |= {name: body[name] for name in ("content", "embeds", "components") if name in body}
                return _json(message)
        return _json({"message": "Unknown Message", "code": 10008}, 404)


def _json(what: Any, status: int = 200) -> web.Response:
    """An answer as Discord sends it: discord.py reads no JSON whose type names a character set."""
    return web.Response(status=status, body=json.dumps(what).encode(), content_type="application/json")


def _user(id: int) -> Json:
    name = "readout" if id == US else "bob"
    return {"id": str(id), "username": name, "discriminator": "0", "avatar": None, "bot": id == US}


def _member(id: int) -> Json:
    joined = "2024-01-01T00:00:00+00:00"
    return {
        "user": _user(id),
        "roles": [],
        "joined_at": joined,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "permissions": _ALL,
    }


def _channel(guild: int | None, id: int) -> Json:
    if guild is None:
        return {"id": str(id), "type": 1, "recipients": [_user(BOB)], "last_message_id": None}
    return {
        "id": str(id),
        "guild_id": str(guild),
        "type": 0,
        "name": "general",
        "position": 0,
        "permission_overwrites": [],
        "nsfw": False,
        "parent_id": None,
        "topic": None,
        "last_message_id": None,
    }


def _message(id: int, channel: int, body: Json, author: int) -> Json:
    return {
        "id": str(id),
        "channel_id": str(channel),
        "author": _user(author),
        "content": body.get("content") or "",
        "timestamp": "2024-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": body.get("embeds") or [],
        "components": body.get("components") or [],
        "nonce": body.get("nonce"),
        "pinned": False,
        "type": 0,
        "flags": 0,
    }


_APPLICATION: Json = {
    "id": str(APPLICATION),
    "name": "readout",
    "icon": None,
    "description": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "verify_key": "0" * 64,
    "flags": 0,
    "summary": "",
    "owner": _user(BOB),
    "team": None,
}
