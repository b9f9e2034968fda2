"""Mentions and direct messages: the same words, answered as a reply."""

from __future__ import annotations

import aiohttp
import discord

from adapters.discord.answering import administrates
from adapters.discord.cards import NOBODY, Card, card
from adapters.discord.digests import Asking, place_of, settled
from adapters.discord.markup import plain
from bot.messages import Command, Note, Problem, Reply, Service

NO_EMBEDS = "Readout may not embed links here, so that its answers would be empty."
EMBEDS_CURE = "Allow it in the channel’s permissions, or use the slash commands."

_TRIES = 3
_SAID = (discord.MessageType.default, discord.MessageType.reply)


def is_for(message: discord.Message, us: discord.ClientUser) -> bool:
    """Whether somebody says something to us: in a direct message, or naming us; no bot, no notice of
    Discord's own.
    """
    spoken = message.type in _SAID and not message.author.bot and message.webhook_id is None
    return spoken and (message.guild is None or us in message.mentions)


async def answer_message(service: Service, message: discord.Message, us: discord.ClientUser) -> None:
    """Answer a message that is meant for us."""
    text = message.content
    for mention in (f"<@{us.id}>", f"<@!{us.id}>"):
        text = text.replace(mention, " ")
    line = plain(text)
    try:
        if _may_embed(message):
            reply = await _reply(service, message, line) if line else service.greeting()
            await _post(message, await card(service, reply, line.removeprefix("/")))
        else:
            await message.channel.send(f"{NO_EMBEDS} {EMBEDS_CURE}", allowed_mentions=NOBODY)
    except (discord.Forbidden, discord.NotFound) as error:
        guild = str(message.guild.id) if message.guild else ""
        await service.trouble("discord", str(message.channel.id), *_trouble(error), guild)


async def _reply(service: Service, message: discord.Message, line: str) -> Reply:
    try:
        line = await settled(line, _asking(message))
    except Problem as problem:
        return Reply(title=problem.problem, blocks=(Note(text=problem.cure),), ok=False)
    return await service.answer(_command(message, line))


def _asking(message: discord.Message) -> Asking:
    """What its author may do, and what we may."""
    guild, channel = message.guild, message.channel
    if guild is None or not isinstance(message.author, discord.Member):
        return Asking(guild, channel, discord.Permissions.none(), discord.Permissions.none())
    return Asking(guild, channel, channel.permissions_for(message.author), channel.permissions_for(guild.me))


def _may_embed(message: discord.Message) -> bool:
    """Discord takes the embeds out of a message where they are not allowed."""
    guild = message.guild
    return guild is None or message.channel.permissions_for(guild.me).embed_links


def _trouble(error: discord.HTTPException) -> tuple[str, str]:
    if isinstance(error, discord.NotFound):
        return "The channel is gone.", "Choose another one."
    return "Readout may not answer there.", "Allow it to view the channel, send messages and embed links."


async def _post(message: discord.Message, made: Card) -> None:
    """Send a reply, also where the message is gone by now; again where the connection broke."""
    for tried in range(_TRIES):
        try:
            await message.channel.send(
                embed=made.embed,
                view=made.view,
                reference=message.to_reference(fail_if_not_exists=False),
                mention_author=False,
                allowed_mentions=NOBODY,
                nonce=str(message.id),  # Discord posts one message for a nonce, however often it is sent
            )
        except aiohttp.ClientError:
            if tried == _TRIES - 1:
                raise
        else:
            return


def _command(message: discord.Message, line: str) -> Command:
    author, guild = message.author, message.guild
    may = message.channel.permissions_for(author) if isinstance(author, discord.Member) else None
    channel, thread = place_of(message.channel, message.channel.id)
    return Command(
        text=line,
        platform="discord",
        workspace=str(guild.id) if guild else "",
        channel=channel,
        thread=thread,
        user=str(author.id),
        administrator=may is not None and administrates(may, guild.id if guild else None),
    )
