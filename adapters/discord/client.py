"""The connection to Discord: events in, answers out; every judgement is elsewhere."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import discord
import structlog

from adapters.discord.commands import fingerprint, payloads
from adapters.discord.mentions import answer_message
from adapters.discord.presses import pressed
from adapters.discord.slashes import choices, slash
from bot.messages import Service

SPACE = "discord-commands"
_INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class Client(discord.AutoShardedClient):
    """A bot without privileged intents, with as many shards as Discord asks for."""

    def __init__(self, service: Service, guild: int | None) -> None:
        super().__init__(
            intents=_INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
        )
        self.service = service
        self.open_to_new = True
        self._guild = guild
        self._connected_before = False
        self._working: set[asyncio.Task[None]] = set()

    # ---- commands

    async def setup_hook(self) -> None:
        """Register the commands, if their description changed or Discord has lost them."""
        commands = payloads(self.service.topics())
        mark, where = fingerprint(commands), f"{self.application_id}:{self._guild or 'global'}"
        try:
            if await self.service.kept(SPACE, where) == mark and await self._registered(len(commands)):
                return
            await self._register(commands)
        except discord.HTTPException as error:
            structlog.get_logger().warning(
                "commands not registered", platform="discord", status=error.status, code=error.code
            )
            return
        await self.service.keep(SPACE, where, mark)

    async def _registered(self, count: int) -> bool:
        application = self.application_id or 0
        if self._guild:
            return len(await self.http.get_guild_commands(application, self._guild)) >= count
        return len(await self.http.get_global_commands(application)) >= count

    async def _register(self, commands: list[dict[str, Any]]) -> None:
        application = self.application_id or 0
        if self._guild:
            await self.http.bulk_upsert_guild_commands(application, self._guild, commands)
        else:
            await self.http.bulk_upsert_global_commands(application, commands)

    # ---- what comes in

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """A command, a form being filled in, a button or a menu."""
        kinds = {
            discord.InteractionType.application_command: slash,
            discord.InteractionType.autocomplete: choices,
            discord.InteractionType.component: pressed,
        }
        if deed := kinds.get(interaction.type):
            await self._do(deed(self.service, interaction))

    async def on_message(self, message: discord.Message) -> None:
        """A mention, or a direct message."""
        if self.user is None or message.author.bot:
            return
        if message.guild is None or self.user in message.mentions:
            await self._do(answer_message(self.service, message, self.user))

    async def _do(self, work: Coroutine[Any, Any, None]) -> None:
        """Work that ``finish`` waits for. discord.py runs each event in a task of its own."""
        if not self.open_to_new:
            work.close()
            return
        task = asyncio.ensure_future(work)
        self._working.add(task)
        try:
            await task
        except discord.NotFound as error:  # the interaction is too old, or what it was about is gone
            self.service.count("discord", "too_late")
            structlog.get_logger().warning("answered too late", platform="discord", code=error.code)
        except Exception as error:
            self.service.count("discord", "error")
            structlog.get_logger().error("event failed", platform="discord", exc_info=error)
        finally:
            self._working.discard(task)

    async def finish(self) -> None:
        """Take nothing new, and wait for what is being answered."""
        self.open_to_new = False
        if self._working:
            await asyncio.wait(set(self._working))

    # ---- what happens to us

    async def on_connect(self) -> None:
        """Count every connection but the first."""
        if self._connected_before:
            self.service.count("discord", "reconnect")
        self._connected_before = True

    async def on_resumed(self) -> None:
        """Count a connection that came back."""
        self.service.count("discord", "reconnect")

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Removed from a server."""
        why, cure = "Readout was removed from the server.", "Invite it again: `readout invite discord`."
        await self._do(self.service.trouble("discord", str(guild.id), why, cure))

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel is gone."""
        why = "The channel was deleted."
        await self._do(self.service.trouble("discord", str(channel.id), why, "Choose another one."))
