"""Slash commands, and the choices while one is being filled in."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import discord
from discord.app_commands import Choice

from adapters.discord.answering import answer, command_of, say
from adapters.discord.commands import SETTINGS, asked
from adapters.discord.digests import Asking, settled
from bot.messages import NotNow, Problem, Service

PREFERENCES = "discord-private"

_PATIENCE = 1.5  # seconds, of the three that Discord waits
_SLOW = ("I can't look anything up just now.", "My archive is slow to answer. Ask again in a minute, please.")


async def slash(service: Service, interaction: discord.Interaction) -> None:
    """Answer a slash command."""
    wanted = asked(cast("dict[str, Any]", interaction.data or {}))
    known = {topic.id for topic in service.topics()}
    if wanted is None or wanted.topic not in known:
        await say(interaction, "This command is no longer offered.", "Type / to see those that are.")
        return
    if wanted.administration and wanted.command == SETTINGS and interaction.guild_id is not None:
        await _set(service, interaction, private=bool(wanted.private))
        return
    line = service.line(wanted.topic, wanted.command, wanted.options)
    try:
        line = await settled(line, _asking(interaction))
    except Problem as problem:
        await say(interaction, problem.problem, problem.cure)
        return
    command = command_of(interaction, line, trusted=wanted.administration)
    private = wanted.private if wanted.private is not None else await _by_default(service, interaction)
    await answer(service, interaction, command, private=private)


def _asking(interaction: discord.Interaction) -> Asking:
    may, ours = interaction.permissions, interaction.app_permissions
    return Asking(interaction.guild, interaction.channel, may, ours)


async def _set(service: Service, interaction: discord.Interaction, *, private: bool) -> None:
    """Keep what this server wants of answers."""
    await service.keep(PREFERENCES, str(interaction.guild_id), "yes" if private else "no")
    said = "Answers are shown to whoever asks alone." if private else "Answers are shown to everybody."
    await say(interaction, said, "The option “private” of a command says otherwise for one answer.")


async def choices(service: Service, interaction: discord.Interaction) -> None:
    """Offer ways to fill in the option that is being typed."""
    wanted = asked(cast("dict[str, Any]", interaction.data or {}))
    if wanted is None:
        await interaction.response.autocomplete([])
        return
    typed = wanted.options.get(wanted.focused, "")
    by = command_of(interaction, "", trusted=wanted.administration)
    found = await asyncio.to_thread(
        service.choices, wanted.topic, wanted.command, wanted.focused, typed, wanted.options, by
    )
    await interaction.response.autocomplete([Choice(name=c.name, value=c.value) for c in found])


async def _by_default(service: Service, interaction: discord.Interaction) -> bool:
    """Whether this server wants answers to be private; NotNow where that can't be found out in time: what
    should be private is not shown to everybody.
    """
    if interaction.guild_id is None:
        return False
    try:
        async with asyncio.timeout(_PATIENCE):
            return await service.kept(PREFERENCES, str(interaction.guild_id)) == "yes"
    except TimeoutError:
        raise NotNow(*_SLOW) from None
