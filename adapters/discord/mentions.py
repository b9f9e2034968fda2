"""Mentions and direct messages: the same words, answered as a reply."""

from __future__ import annotations

import aiohttp
import discord

from adapters.discord.cards import NOBODY, card
from bot.messages import Command, Service

_TRIES = 3


async def answer_message(service: Service, message: discord.Message, us: discord.ClientUser) -> None:
    """Answer a message that is meant for us."""
    text = message.content
    for mention in (f"<@{us.id}>", f"<@!{us.id}>"):
        text = text.replace(mention, " ")
    line = " ".join(text.split())
    reply = await service.answer(_command(message, line)) if line else service.greeting()
    made = await card(service, reply, line.removeprefix("/"))
    for tried in range(_TRIES):
        try:
            await message.reply(
                embed=made.embed,
                view=made.view,
                mention_author=False,
                allowed_mentions=NOBODY,
                nonce=str(message.id),  # Discord posts one message for a nonce, however often it is sent
            )
        except aiohttp.ClientError:
            if tried == _TRIES - 1:
                raise
        except discord.Forbidden:
            why = "Readout may not answer there."
            cure = "Allow it to view the channel, send messages and embed links."
            await service.trouble("discord", str(message.channel.id), why, cure)
            return
        else:
            return


def _command(message: discord.Message, line: str) -> Command:
    may = message.author.guild_permissions if isinstance(message.author, discord.Member) else None
    return Command(
        text=line,
        platform="discord",
        workspace=str(message.guild.id) if message.guild else "",
        channel=str(message.channel.id),
        user=str(message.author.id),
        administrator=may is None or may.manage_channels or may.manage_guild or may.administrator,
    )
