"""One answer to one interaction, always in time: at once when it is ready within a second, else deferred."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp
import discord

from adapters.discord.cards import NOBODY, Card, card
from adapters.discord.digests import place_of
from bot.messages import Command, Reply, Service

AT_ONCE = 1.0
"""Seconds that an answer may take without a word; Discord gives up after three."""

_ACKNOWLEDGED = 40060
_TRIES = 3


def command_of(interaction: discord.Interaction, text: str, *, trusted: bool = False) -> Command:
    """A command as its sender's; ``trusted`` where Discord has checked that they may administrate."""
    channel, thread = place_of(interaction.channel, interaction.channel_id)
    return Command(
        text=text,
        platform="discord",
        workspace=str(interaction.guild_id or ""),
        channel=channel,
        thread=thread,
        user=str(interaction.user.id),
        administrator=trusted or administrates(interaction.permissions, interaction.guild_id),
    )


def administrates(may: discord.Permissions, guild: int | None) -> bool:
    """Whether somebody manages the channel or the server. In direct messages nobody does: anybody can open
    one, and what is reviewed or read concerns everybody.
    """
    return guild is not None and (may.manage_channels or may.manage_guild or may.administrator)


async def answer(
    service: Service, interaction: discord.Interaction, command: Command, *, private: bool, page: int = 1
) -> None:
    """Answer with a message of its own, seen by all or by who asked alone."""
    task = asyncio.create_task(_made(service, command, page, private=private))
    await asyncio.wait({task}, timeout=AT_ONCE)
    if not task.done():
        await _insist(lambda: interaction.response.defer(ephemeral=private, thinking=True))
        await _edited(interaction, await task)
        return
    made = task.result()
    await _insist(
        lambda: interaction.response.send_message(
            embed=made.embed, view=made.view, ephemeral=private, allowed_mentions=NOBODY
        ),
    )


async def turn(service: Service, interaction: discord.Interaction, command: Command, page: int) -> None:
    """Answer in place of the message whose button was pressed."""
    message = interaction.message
    private = message is not None and message.flags.ephemeral
    task = asyncio.create_task(_made(service, command, page, private=private))
    await asyncio.wait({task}, timeout=AT_ONCE)
    if not task.done():
        await _insist(interaction.response.defer)
        await _edited(interaction, await task)
        return
    made = task.result()
    await _insist(
        lambda: interaction.response.edit_message(embed=made.embed, view=made.view, allowed_mentions=NOBODY),
    )


async def say(interaction: discord.Interaction, title: str, cure: str) -> None:
    """A sentence of our own, for who asked alone; in place of "is thinking", where that is shown."""
    embed = discord.Embed(title=title, description=cure)
    if interaction.response.is_done():
        await interaction.edit_original_response(embed=embed, view=None, allowed_mentions=NOBODY)
        return
    await _insist(
        lambda: interaction.response.send_message(embed=embed, ephemeral=True, allowed_mentions=NOBODY),
    )


async def _made(service: Service, command: Command, page: int, *, private: bool) -> Card:
    reply: Reply = await service.answer(command)
    return await card(service, reply, command.text.removeprefix("/"), page, private=private)


async def _insist(send: Callable[[], Awaitable[object]]) -> None:
    """Send a first response; again where the connection broke. That Discord has one already is as good as
    its thanks: the first had arrived, or the interaction was delivered twice.
    """
    for tried in range(_TRIES):
        try:
            await send()
        except aiohttp.ClientError:
            if tried == _TRIES - 1:
                raise
        except discord.HTTPException as error:
            if error.code != _ACKNOWLEDGED:
                raise
            return
        else:
            return


async def _edited(interaction: discord.Interaction, made: Card) -> None:
    """In place of "is thinking"; as often as need be, since doing it twice changes nothing."""
    for tried in range(_TRIES):
        try:
            await interaction.edit_original_response(
                embed=made.embed, view=made.view, allowed_mentions=NOBODY
            )
        except aiohttp.ClientError:
            if tried == _TRIES - 1:
                raise
        else:
            return
