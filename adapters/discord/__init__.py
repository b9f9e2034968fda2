"""Discord: slash commands, buttons, menus, mentions and direct messages."""

from adapters.discord.adapter import Discord

__all__ = ["Discord"]
