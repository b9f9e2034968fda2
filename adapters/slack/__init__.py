"""Slack: slash commands, buttons, menus, mentions, App Home, modals and a message shortcut."""

from adapters.slack.adapter import Slack

__all__ = ["Slack"]
