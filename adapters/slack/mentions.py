"""Whom a digest on Slack may mention: people by id and name, user groups as Slack marks them, or all."""

from __future__ import annotations

import re

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.messages import Problem

_CHANGES = re.compile(r"^\s*/?(?:\S+\s+)?digests?\s+(?:add|edit|preview)\b", re.IGNORECASE)
_MENTION = re.compile(r"\b(mention(?:ing)?\s+)(<[^<>]*>|\S+)", re.IGNORECASE)
_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_GROUP = re.compile(r"<!subteam\^([A-Z0-9]+)(?:\|@?([^<>]*))?>")
_EVERYBODY = re.compile(
    r"<!(?:here|channel|everyone)(?:\|[^<>]*)?>|@?(?:here|channel|everyone)\b", re.IGNORECASE
)
_UNFIT = re.compile(r"[\s,<>|@]+")
_NOBODY = ("user_not_found", "user_not_visible")


async def settled(client: AsyncWebClient, line: str, *, administrator: bool) -> str:
    """The line with whom a digest mentions by id and name: ``<@U123|ann>``.

    Raises Problem for what could not be posted as it is asked for.
    """
    found = _MENTION.search(line) if _CHANGES.match(line) else None
    if found is None:
        return line
    if _EVERYBODY.match(found[2]) and not administrator:
        raise Problem(
            "Only the workspace’s admins have a digest call everybody.",
            "Ask one of them, or mention a person or a group: “daily at 08:00 mention @group”.",
        )
    return line[: found.start(2)] + await _named(client, found[2]) + line[found.end(2) :]


async def _named(client: AsyncWebClient, word: str) -> str:
    if group := _GROUP.fullmatch(word):
        return _mark(f"!subteam^{group[1]}", group[2] or "")
    if person := _PERSON.fullmatch(word):
        return _mark(f"@{person[1]}", await _name(client, person[1]))
    return word


async def _name(client: AsyncWebClient, user: str) -> str:
    """The name somebody shows in the workspace; "" where Slack doesn't say it now."""
    try:
        profile = (await client.users_info(user=user)).get("user") or {}
    except SlackApiError as error:
        if error.response.get("error") in _NOBODY:
            cure = "Type @ and choose somebody from the list."
            raise Problem("Nobody here has that id.", cure) from error
        return ""
    except (aiohttp.ClientError, TimeoutError):
        return ""
    shown = profile.get("profile") or {}
    return str(shown.get("display_name") or profile.get("real_name") or profile.get("name") or "")


def _mark(id: str, name: str) -> str:
    shown = _UNFIT.sub("-", name).strip("-")[:32]
    return f"<{id}|{shown}>" if shown else f"<{id}>"
