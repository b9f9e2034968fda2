"""The connection to Discord: events in, answers out; every judgement is elsewhere."""

from __future__ import annotations

import asyncio
import random
import secrets
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

import aiohttp
import discord
import structlog

from adapters.discord.answering import say
from adapters.discord.commands import Payload, fingerprint, payloads, unfit_topics
from adapters.discord.identifying import Sessions, sessions
from adapters.discord.mentions import answer_message, is_for
from adapters.discord.presses import pressed
from adapters.discord.shards import Shards
from adapters.discord.slashes import choices, slash
from bot.messages import NotNow, Service, errand_of, on_errand

SPACE = "discord-commands"
_ALL = Shards()
_INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)

_ANEW = (1.0, 5.0)
"""Seconds that Discord wants between a session's end and the next ("Gateway", "Resuming"), drawn by dice."""

_CHANNELS = 10_000
_TOKEN_RAN_OUT, _LIMITED = 50027, 429


class Client(discord.AutoShardedClient):
    """A bot without privileged intents, with as many shards as Discord asks for, or some of all there are."""

    def __init__(self, service: Service, guild: int | None, shards: Shards = _ALL) -> None:
        some: dict[str, Any] = {"shard_count": shards.count, "shard_ids": list(shards.mine)}
        super().__init__(
            **(some if shards.count else {}),
            intents=_INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
        )
        self.service = service
        self.open_to_new = True
        self._guild = guild
        self._shards = shards
        self._sessions = Sessions()
        self._shards_seen: set[int] = set()
        self.shards_lost: set[int] = set()
        self._channels: dict[int, None] = {}
        self._working: set[asyncio.Task[None]] = set()

    # ---- signing in

    async def setup_hook(self) -> None:
        """Ask how sessions are taken, where processes share the shards; and see to the commands, in one of
        them: in that of the first shard, to which direct messages come, too.
        """
        if self._shards.count:
            self._sessions = await sessions(self, len(self._shards.mine))
        if self._shards.first:
            await self._see_to_commands()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for a turn at signing in, before each new session; after one that ended, a moment more."""
        if shard_id in self._shards_seen:
            await asyncio.sleep(random.uniform(*_ANEW))  # noqa: S311 no secret
        await self._sessions.turn(self.service, self.application_id or 0, shard_id or 0)

    # ---- commands

    async def _see_to_commands(self) -> None:
        """Register the commands, if their description changed or Discord has lost them."""
        topics = self.service.topics()
        for topic, reason in unfit_topics([topic.id for topic in topics]).items():
            _log().warning("topic without commands", platform="discord", topic=topic, reason=reason)
        commands = payloads(topics)
        mark, where = fingerprint(commands), f"{self.application_id}:{self._guild or 'global'}"
        try:
            if await self.service.kept(SPACE, where) == mark and await self._registered(commands):
                return
            await self._register(commands)
        except discord.HTTPException as error:
            self.service.count("discord", "error")
            _log().error("commands not registered", platform="discord", status=error.status, code=error.code)
            return
        await self.service.keep(SPACE, where, mark)

    async def _registered(self, commands: list[Payload]) -> bool:
        application = self.application_id or 0
        if self._guild:
            found = await self.http.get_guild_commands(application, self._guild)
        else:
            found = await self.http.get_global_commands(application)
        return {command["name"] for command in commands} == {command["name"] for command in found}

    async def _register(self, commands: list[Payload]) -> None:
        application = self.application_id or 0
        if self._guild:
            await self.http.bulk_upsert_guild_commands(application, self._guild, commands)
        else:
            await self.http.bulk_upsert_global_commands(application, commands)

    # ---- what comes in

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """A command, a form being filled in, a button or a menu."""
        self._remember(interaction.channel_id)
        with on_errand(errand_of("discord", str(interaction.id))):
            await self._asked(interaction)

    async def _asked(self, interaction: discord.Interaction) -> None:
        if interaction.type is discord.InteractionType.autocomplete:
            await self._do(choices(self.service, interaction))
        elif interaction.type is discord.InteractionType.application_command:
            await self._do(slash(self.service, interaction), interaction)
        elif interaction.type is discord.InteractionType.component:
            await self._do(pressed(self.service, interaction), interaction)

    async def on_message(self, message: discord.Message) -> None:
        """A mention, or a direct message."""
        if self.user is not None and is_for(message, self.user):
            self._remember(message.channel.id)
            with on_errand(errand_of("discord", str(message.id))):
                await self._do(answer_message(self.service, message, self.user))

    async def _do(
        self, work: Coroutine[Any, Any, None], interaction: discord.Interaction | None = None
    ) -> None:
        """Work that ``finish`` waits for. discord.py runs each event in a task of its own."""
        if not self.open_to_new:
            work.close()
            return
        task = asyncio.ensure_future(work)
        self._working.add(task)
        try:
            await task
        except Exception as error:
            await self._failed(error, interaction)
        finally:
            self._working.discard(task)

    async def _failed(self, error: Exception, interaction: discord.Interaction | None) -> None:
        """Log and count what went wrong, and say so calmly to who waits for an answer."""
        if isinstance(error, NotNow):
            if interaction is not None:
                with suppress(discord.DiscordException, aiohttp.ClientError):
                    await say(interaction, error.problem, error.cure)
            return
        code = error.code if isinstance(error, discord.HTTPException) else None
        if isinstance(error, discord.NotFound) or code == _TOKEN_RAN_OUT:
            self.service.count("discord", "too_late")
            _log().warning("answered too late", platform="discord", code=code)
            return
        limited = isinstance(error, discord.HTTPException) and error.status == _LIMITED
        self.service.count("discord", "rate_limited" if limited else "error")
        reference = secrets.token_hex(3)
        _log().error("event failed", platform="discord", reference=reference, code=code, exc_info=error)
        if interaction is not None and not limited:
            cure = f"It is in the log as {reference}. Try again in a moment."
            with suppress(discord.DiscordException, aiohttp.ClientError):
                await say(interaction, "Something went wrong while answering.", cure)

    async def finish(self) -> None:
        """Take nothing new, and wait for what is being answered."""
        self.open_to_new = False
        if self._working:
            await asyncio.wait(set(self._working))

    # ---- what happens to us

    async def on_shard_connect(self, shard: int) -> None:
        """Count every connection of a shard but its first."""
        self.shards_lost.discard(shard)
        if shard in self._shards_seen:
            self.service.count("discord", "reconnect")
        self._shards_seen.add(shard)

    async def on_shard_disconnect(self, shard: int) -> None:
        """Note it: discord.py calls itself ready until it signs in anew."""
        self.shards_lost.add(shard)

    async def on_shard_resumed(self, shard: int) -> None:
        """Count a connection that came back."""
        self.shards_lost.discard(shard)
        self.service.count("discord", "reconnect")

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Removed from a server."""
        why, cure = "Readout was removed from the server.", "Invite it again: `readout invite discord`."
        await self._do(self.service.trouble("discord", str(guild.id), why, cure, str(guild.id)))

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel is gone."""
        await self._gone(channel.id, channel.guild.id)

    async def on_raw_thread_delete(self, thread: discord.RawThreadDeleteEvent) -> None:
        """A thread or a forum's post is gone."""
        await self._gone(thread.thread_id, thread.guild_id)

    def _remember(self, channel: int | None) -> None:
        """A channel where Readout has something to do, of the latest so many."""
        if channel is not None:
            self._channels.pop(channel, None)
            self._channels[channel] = None
            if len(self._channels) > _CHANNELS:
                del self._channels[next(iter(self._channels))]

    async def _gone(self, channel: int, guild: int) -> None:
        """Tell it where Readout was asked something since it started. Elsewhere nobody misses anything, and a
        digest that is due there finds out when it is posted.
        """
        if channel in self._channels:
            del self._channels[channel]
            why, cure = "The channel was deleted.", "Choose another one."
            await self._do(self.service.trouble("discord", str(channel), why, cure, str(guild)))


def _log() -> structlog.stdlib.BoundLogger:
    log: structlog.stdlib.BoundLogger = structlog.get_logger()
    return log
