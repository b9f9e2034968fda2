"""Buttons and menus, also of old messages and after a restart: their custom ids say what they mean."""

from __future__ import annotations

import re
from typing import Any, cast

import discord

from adapters.discord.answering import answer, command_of, say, turn
from adapters.discord.states import TEMPLATE, Deed, State, read
from bot.messages import Service

_TEMPLATE = re.compile(TEMPLATE, re.DOTALL)


async def pressed(service: Service, interaction: discord.Interaction) -> None:
    """Do what the pressed button or the chosen option says."""
    data = cast("dict[str, Any]", interaction.data or {})
    found = _TEMPLATE.fullmatch(str(data.get("custom_id", "")))
    state = await read(service, **found.groupdict()) if found else None
    if state is None:
        await say(interaction, "This button no longer works.", "Ask again for a fresh answer.")
    elif state.deed is Deed.EVIDENCE:
        await _evidence(service, interaction, state, [str(value) for value in data.get("values", ())])
    elif state.deed is Deed.PAGE and _own(interaction):
        await turn(service, interaction, command_of(interaction, f"/{state.line}"), state.page)
    else:
        private = state.deed is not Deed.SHARE and interaction.guild_id is not None
        command = command_of(interaction, f"/{state.line}")
        await answer(service, interaction, command, private=private, page=state.page)


async def _evidence(
    service: Service, interaction: discord.Interaction, state: State, values: list[str]
) -> None:
    """The stored passage, only for who asked."""
    command = command_of(interaction, service.line(state.line, "source", {"id": values[0] if values else ""}))
    await answer(service, interaction, command, private=interaction.guild_id is not None)


def _own(interaction: discord.Interaction) -> bool:
    """Whether the message may change under the presser's hand: only they see it, or they asked for it."""
    message = interaction.message
    if message is None or interaction.guild_id is None or message.flags.ephemeral:
        return message is not None
    return _asked_by(message) == interaction.user.id


def _asked_by(message: discord.Message) -> int | None:
    """Whose command or mention a message answers, where Discord tells."""
    if message.interaction_metadata:
        return message.interaction_metadata.user.id
    asked = message.reference.resolved if message.reference else None
    return asked.author.id if isinstance(asked, discord.Message) else None
