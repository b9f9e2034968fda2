"""Who may administrate in a Slack workspace: its admins and owners."""

from __future__ import annotations

from datetime import timedelta

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.messages import Service

_SPACE = "slack-admins"
_LASTING = timedelta(minutes=5)

_TELLS_MORE = {"status"}
"""Commands for everybody that tell an administrator more: of all digests of a workspace, of reports why."""


async def may_administrate(service: Service, client: AsyncWebClient, line: str, user: str, team: str) -> bool:
    """Whether the user is an admin: asked of Slack only where it matters, remembered for five minutes."""
    words = {word.strip("/").casefold() for word in line.split()}
    wanted = {c.name for topic in service.topics() for c in topic.commands if c.administrative}
    if not words & (wanted | _TELLS_MORE):
        return False
    key = f"{team}:{user}"
    if (known := await service.kept(_SPACE, key)) is not None:
        return known == "yes"
    try:
        profile = (await client.users_info(user=user)).get("user") or {}
    except (SlackApiError, aiohttp.ClientError, TimeoutError):
        return False  # without the scope users:read nobody is known to be an admin
    admin = bool(profile.get("is_admin") or profile.get("is_owner"))
    await service.keep(_SPACE, key, "yes" if admin else "no", _LASTING)
    return admin
