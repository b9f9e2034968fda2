"""One answer to one interaction, always in time: at once when it is ready within a second, else deferred."""

from __future__ import annotations

import asyncio

import aiohttp
import discord

from adapters.discord.cards import NOBODY, Card, card
from bot.messages import Command, Reply, Service

AT_ONCE = 1.0
"""Seconds that an answer may take without a word; Discord gives up after three."""

_ACKNOWLEDGED = 40060
_TRIES = 3


def command_of(interaction: discord.Interaction, text: str, *, trusted: bool = False) -> Command:
    """A command as its sender's; ``trusted`` where Discord has checked that they may administrate."""
    may = interaction.permissions
    return Command(
        text=text,
        platform="discord",
        workspace=str(interaction.guild_id or ""),
        channel=str(interaction.channel_id or ""),
        user=str(interaction.user.id),
        administrator=interaction.guild_id is None
        or trusted
        or may.manage_channels
        or may.manage_guild
        or may.administrator,
    )


async def answer(
    service: Service, interaction: discord.Interaction, command: Command, *, private: bool, page: int = 1
) -> None:
    """Answer with a message of its own, seen by all or by who asked alone."""
    task = asyncio.create_task(_made(service, command, page, private=private))
    await asyncio.wait({task}, timeout=AT_ONCE)
    if task.done():
        await _first(interaction, task.result(), private=private)
        return
    await interaction.response.defer(ephemeral=private, thinking=True)
    await _edited(interaction, await task)


async def turn(service: Service, interaction: discord.Interaction, command: Command, page: int) -> None:
    """Answer in place of the message whose button was pressed."""
    message = interaction.message
    private = message is not None and message.flags.ephemeral
    task = asyncio.create_task(_made(service, command, page, private=private))
    await asyncio.wait({task}, timeout=AT_ONCE)
    if not task.done():
        await interaction.response.defer()
        await _edited(interaction, await task)
        return
    made = task.result()
    await interaction.response.edit_message(embed=made.embed, view=made.view, allowed_mentions=NOBODY)


async def say(interaction: discord.Interaction, title: str, cure: str) -> None:
    """A sentence of our own, for who asked alone."""
    embed = discord.Embed(title=title, description=cure)
    await interaction.response.send_message(embed=embed, ephemeral=True, allowed_mentions=NOBODY)


async def _made(service: Service, command: Command, page: int, *, private: bool) -> Card:
    reply: Reply = await service.answer(command)
    return await card(service, reply, command.text.removeprefix("/"), page, private=private)


async def _first(interaction: discord.Interaction, made: Card, *, private: bool) -> None:
    """The first response; sent again where the connection broke, which Discord refuses if it had arrived."""
    for tried in range(_TRIES):
        try:
            await interaction.response.send_message(
                embed=made.embed, view=made.view, ephemeral=private, allowed_mentions=NOBODY
            )
        except aiohttp.ClientError:
            if tried == _TRIES - 1:
                raise
        except discord.HTTPException as error:
            if error.code != _ACKNOWLEDGED or not tried:
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
