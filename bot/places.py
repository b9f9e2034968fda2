"""Channels by name, as settings and the command line write them."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.errors import BotError

_PLACE = re.compile(
    r"(slack):([TE][A-Z0-9]+)/([CG][A-Z0-9]+)"
    r"|(discord):(\d{17,20})/(\d{17,20})"
)


class Channel(NamedTuple):
    """A channel by the platform's own ids; ``workspace`` is a Slack workspace or a Discord server."""

    platform: str
    workspace: str
    channel: str

    def __str__(self) -> str:
        return f"{self.platform}:{self.workspace}/{self.channel}"


def channel_named(written: str) -> Channel:
    """The channel that is written "slack:T0123/C0456" or "discord:SERVER/CHANNEL".

    Raises BotError for what is written otherwise.
    """
    found = _PLACE.fullmatch(written.strip())
    if found is None:
        raise BotError(
            "A channel is named by platform, workspace or server, and channel.",
            "For example: slack:T0123ABCD/C0456EFGH, or discord:SERVER/CHANNEL as numbers.",
        )
    platform, workspace, channel = (part for part in found.groups() if part)
    return Channel(platform, workspace, channel)
