"""The app manifest: everything that Slack has to know about the app, for the topics in use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.messages import TopicDescription

SCOPES = (
    "app_mentions:read",
    "channels:history",
    "channels:join",
    "chat:write",
    "chat:write.public",
    "commands",
    "groups:history",
    "im:history",
    "im:read",
    "im:write",
    "users:read",
)
EVENTS = ("app_home_opened", "app_mention", "app_uninstalled", "message.im", "tokens_revoked")


def manifest(topics: Sequence[TopicDescription], public_url: str, *, socket_mode: bool) -> dict[str, Any]:
    """The manifest, for Socket Mode or for requests to ``public_url``."""
    events = f"{public_url}/slack/events"
    address = {} if socket_mode else {"url": events}
    hears = {} if socket_mode else {"request_url": events}
    redirects = {"redirect_urls": [f"{public_url}/slack/oauth_redirect"]} if public_url else {}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Readout",
            "description": "Who stands where, in their own words",
            "background_color": "#24405c",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Readout", "always_online": True},
            "shortcuts": [
                {
                    "name": "Check this quote",
                    "type": "message",
                    "callback_id": "readout-check",
                    "description": "Is it verbatim, altered or not to be found?",
                }
            ],
            "slash_commands": [
                {
                    "command": f"/{topic.id}",
                    "description": f"{topic.title}: who stands where"[:2000],
                    "usage_hint": "stance ACTOR | latest | quotes PERSON | help",
                    "should_escape": True,
                }
                | address
                for topic in topics
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}} | redirects,
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS)} | hears,
            "interactivity": {"is_enabled": True} | hears,
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }
