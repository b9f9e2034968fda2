"""Readout's client in a Discord that runs in this process (simcord), with real commands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import discord
import pytest
import simcord

from adapters.discord.client import Client
from bot.app import App


class Noted:
    """The application, with what the platform reports noted down beside it."""

    def __init__(self, app: App) -> None:
        self._app = app
        self.counted: list[str] = []
        self.troubles: list[tuple[str, str]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._app, name)

    def count(self, platform: str, what: str) -> None:
        self.counted.append(what)

    async def trouble(self, platform: str, channel: str, why: str, cure: str, workspace: str = "") -> None:
        self.troubles.append((channel, why))


@dataclass
class Server:
    """A server with two channels, a member, and one who manages channels."""

    env: simcord.Env
    client: Client
    service: Noted

    def __post_init__(self) -> None:
        self.guild = self.env.create_guild()
        self.general = self.guild.create_text_channel("general")
        self.other = self.guild.create_text_channel("other")
        managers = self.guild.create_role("Managers", permissions=discord.Permissions(manage_channels=True))
        self.bob = self.guild.add_member(self.env.create_user("bob"))
        self.mara = self.guild.add_member(self.env.create_user("mara"), roles=[managers])

    @property
    def us(self) -> str:
        """How somebody mentions Readout."""
        assert self.client.user is not None
        return self.client.user.mention

    async def press(self, who: Any, message: Any, label: str) -> Any:
        """Press the button of that label."""
        (custom_id,) = (part["custom_id"] for part in parts(message) if part.get("label") == label)
        return await who.click(message, custom_id=custom_id)


def parts(message: Any) -> list[dict[str, Any]]:
    """All buttons and menus of a message."""
    return [part for row in message.components for part in row["components"]]


def text(message: Any) -> str:
    """The title, text and footer of a message."""
    (embed,) = message.embeds
    return "\n".join((embed.title or "", embed.description or "", embed.footer.text or ""))


@pytest.fixture
def service(bundled: App) -> Noted:
    """The bundled articles, and what Discord reports."""
    return Noted(bundled)


@pytest.fixture
def simcord_bot(service: Noted) -> Client:
    """The client that signs in."""
    client = Client(service, None)
    client.shard_count = 1  # simcord doesn't say how many it wants
    return client


@pytest.fixture
def server(simcord_env: simcord.Env, simcord_bot: Client, service: Noted) -> Server:
    """Readout in a server, on the bundled articles."""
    return Server(simcord_env, simcord_bot, service)
