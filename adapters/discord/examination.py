"""What `readout doctor` finds on Discord: a wrong token, a missing scope, a missing permission."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

import aiohttp
import discord

from adapters.discord.commands import unfit_topics
from bot.messages import Finding

_NEEDED = discord.Permissions(
    view_channel=True, send_messages=True, embed_links=True, read_message_history=True
)
_SERVERS = 20


async def examine(
    token: str, topics: Sequence[str] = (), alerts: Sequence[tuple[str, str]] = ()
) -> Sequence[Finding]:
    """The findings, in the order in which things build on each other; ``topics`` are ids, ``alerts`` server
    and channel.
    """
    unfit = [
        Finding(what=f"discord topic {id}", wrong="It can have no slash commands.", cure=reason)
        for id, reason in unfit_topics(topics).items()
    ]
    return [*unfit, *await _platform(token, alerts)]


async def _platform(token: str, alerts: Sequence[tuple[str, str]]) -> Sequence[Finding]:
    client = discord.Client(intents=discord.Intents.none())
    async with client:
        try:
            await client.login(token)
        except discord.LoginFailure:
            cure = "Make a new token at discord.com/developers under Bot, and set DISCORD_TOKEN to it."
            return [Finding(what="discord", wrong="Discord refuses the token.", cure=cure)]
        except (aiohttp.ClientError, discord.HTTPException, OSError) as error:
            cure = "Check the network, any proxy, and DISCORD_API_BASE if it is set."
            wrong = f"Discord cannot be reached ({type(error).__name__})."
            return [Finding(what="discord", wrong=wrong, cure=cure)]
        name = client.user.name if client.user else ""
        servers = [guild async for guild in client.fetch_guilds(limit=_SERVERS)]
        found = [Finding(what="discord", detail=f"{name}, in {_counted(len(servers))}")]
        if not servers:
            cure = "Open the address that `readout invite discord` prints."
            return [*found, Finding(what="discord servers", wrong="Readout is in no server.", cure=cure)]
        for server in servers:
            found += [finding async for finding in _server(client, server)]
        return [*found, *[await _alerts(client, *place) for place in alerts]]


async def _alerts(client: discord.Client, server: str, channel: str) -> Finding:
    """Whether a channel for alerts is there, and may be posted to."""
    what = f"alerts discord:{server}/{channel}"
    try:
        whole = await client.fetch_guild(int(server))
        there = await whole.fetch_channel(int(channel))
        us = await whole.fetch_member(client.user.id if client.user else 0)
    except (discord.HTTPException, discord.InvalidData) as error:
        code = getattr(error, "code", 0)
        cure = "Name another channel in READOUT_ALERTS, or let Readout's role see that one."
        return Finding(what=what, wrong=f"It cannot be seen (code {code}).", cure=cure)
    may = there.permissions_for(us)
    missing = [name.replace("_", " ") for name, needed in _NEEDED if needed and not getattr(may, name)]
    if missing:
        cure = "Give them to Readout's role in that channel's settings."
        return Finding(what=what, wrong=f"Permissions are missing: {', '.join(missing)}.", cure=cure)
    return Finding(what=what, detail="may be posted to")


def _counted(servers: int) -> str:
    return "1 server" if servers == 1 else f"{servers} servers"


async def _server(client: discord.Client, server: discord.Guild) -> AsyncIterator[Finding]:
    what = f"server {server.name}"
    try:
        await client.http.get_guild_commands(client.application_id or 0, server.id)
    except discord.Forbidden:
        yield Finding(
            what=what,
            wrong="The scope applications.commands is missing, so nobody there sees the slash commands.",
            cure="Invite Readout again with the address that `readout invite discord` prints.",
        )
    try:
        missing = await _missing(client, server)
    except discord.HTTPException as error:
        yield Finding(what=what, wrong=f"It cannot be looked at (code {error.code}).", cure="Try again.")
        return
    if missing:
        yield Finding(
            what=what,
            wrong=f"Permissions are missing: {', '.join(missing)}.",
            cure="Give them to Readout's role in the server's settings.",
        )
    else:
        yield Finding(what=what, detail="commands and permissions are in order")


async def _missing(client: discord.Client, server: discord.Guild) -> list[str]:
    """The permissions that we lack in every text channel of a server."""
    whole = await client.fetch_guild(server.id)
    await whole.fetch_roles()
    us = await whole.fetch_member(client.user.id if client.user else 0)
    may = us.guild_permissions
    return [name.replace("_", " ") for name, needed in _NEEDED if needed and not getattr(may, name)]
