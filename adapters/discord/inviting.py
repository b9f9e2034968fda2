"""The address under which a server's owner adds the bot."""

from __future__ import annotations

import base64
import binascii

import discord

from bot.messages import PlatformSettings, Refused

PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
)
"""What Readout needs in the channels where it posts; answering slash commands needs none of it."""

SCOPES = ("bot", "applications.commands")


def invitation(settings: PlatformSettings) -> str:
    """The address. The application's id is the first part of its token, in base 64."""
    secret = settings.secrets.get("DISCORD_TOKEN")
    if secret is None:
        raise Refused("DISCORD_TOKEN is not set.", "Set it to the bot's token first.")
    first = secret.get_secret_value().partition(".")[0]
    try:
        application = int(base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    except (ValueError, binascii.Error) as error:
        cure = "Copy the bot's token anew from discord.com/developers, Bot."
        raise Refused("DISCORD_TOKEN is no token of a Discord bot.", cure) from error
    return discord.utils.oauth_url(application, permissions=PERMISSIONS, scopes=SCOPES)
