"""What a digest asks of a Discord server: whom it may mention, and a channel of the kind asked for."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass

import discord

from bot.messages import Problem

_CHANGES = re.compile(r"^\s*/?(?:\S+\s+)?digests?\s+(?:add|edit|preview)\b", re.IGNORECASE)
_SETS_UP = re.compile(r"^\s*/?(?:\S+\s+)?digests?\s+add\b", re.IGNORECASE)
_MENTION = re.compile(r"\b(mention(?:ing)?\s+)(.+)", re.IGNORECASE)
_MARKED = re.compile(r"<@(?P<role>&?)!?(?P<id>\d{15,20})(?:\|[^<>]*)?>")
_EVERYBODY = re.compile(r"@?(?:here|everyone|channel)\b", re.IGNORECASE)
_FORUM = re.compile(r"\b(?:in (?:a|the|this)|as an?) forum\b", re.IGNORECASE)
_PUBLISH = re.compile(r"\bpublish(?:ed)?\b", re.IGNORECASE)
_UNFIT = re.compile(r"[\s,<>|@]+")
_PERMISSION = "Mention @everyone, @here and All Roles"
_PATIENCE = 1.0
"""Seconds in which Discord says who a member is; without a name it goes too."""


@dataclass(frozen=True)
class Asking:
    """Where somebody asks, with what they and Readout may do there."""

    guild: discord.Guild | None
    channel: object
    may: discord.Permissions
    ours: discord.Permissions


async def settled(line: str, asking: Asking) -> str:
    """The line with whom a digest mentions by id and name: ``<@&123|desk>``, also where a role was typed out.

    Raises Problem for what could not be posted as it is asked for.
    """
    if asking.guild is None or not _CHANGES.match(line):
        return line
    _check_channel(line, asking.channel)
    if _SETS_UP.match(line):
        _check_posting(asking)
    found = _MENTION.search(line)
    if found is None:
        return line
    named = await _named(found[2], asking.guild, asking)
    return f"{line[: found.start()]}{found[1]}{named}"


def place_of(channel: object, id: int | None) -> tuple[str, str]:
    """The ids of a channel and of the thread in it: a thread is posted to by way of its channel."""
    if isinstance(channel, discord.Thread):
        return str(channel.parent_id), str(channel.id)
    return str(id or ""), ""


def _check_channel(line: str, channel: object) -> None:
    home = channel.parent if isinstance(channel, discord.Thread) else channel
    if _FORUM.search(line) and not isinstance(home, discord.ForumChannel):
        raise Problem(
            "This channel is no forum.",
            "Ask in a post of the forum, or say “daily at 08:00 in a thread” here.",
        )
    if _PUBLISH.search(line) and getattr(channel, "type", None) is not discord.ChannelType.news:
        raise Problem(
            "Only what stands in an announcement channel can be published.",
            "Ask in such a channel, or leave “publish” out: “daily at 08:00”.",
        )


def _check_posting(asking: Asking) -> None:
    """Refuse to set up what its first post would pause; nothing where it is not known what is allowed."""
    ours, within = asking.ours, isinstance(asking.channel, discord.Thread)
    wanted = {
        "Send Messages in Threads": ours.send_messages_in_threads or not within,
        "Send Messages": ours.send_messages or within,
        "Embed Links": ours.embed_links,
        "Read Message History": ours.read_message_history,
    }
    lacking = next((name for name, given in wanted.items() if not given), "")
    if lacking and ours.value:
        raise Problem(
            "Readout may not post here.",
            f"Give its role “{lacking}” in this channel’s settings, then set the digest up.",
        )


async def _named(words: str, guild: discord.Guild, asking: Asking) -> str:
    """What follows "mention", with the first name in it as id and name, if it is one."""
    if found := _EVERYBODY.match(words):
        _check_everybody(found[0], asking)
        return words
    if found := _MARKED.match(words):
        who = _role(found, guild, asking) if found["role"] else await _member(found, guild)
        return who + words[found.end() :]
    if role := _longest((role for role in guild.roles if not role.is_default()), words.removeprefix("@")):
        _check_role(role, asking)
        return _mark(f"&{role.id}", role.name) + words.removeprefix("@")[len(role.name) :]
    return words


def _longest(roles: Iterable[discord.Role], words: str) -> discord.Role | None:
    """The role by whose name the words begin, the longest of several."""
    begun = [role for role in roles if re.match(rf"(?i){re.escape(role.name)}(?![\w-])", words)]
    return max(begun, key=lambda role: len(role.name), default=None)


def _role(found: re.Match[str], guild: discord.Guild, asking: Asking) -> str:
    role = guild.get_role(int(found["id"]))
    if role is None or role.is_default():
        raise Problem("This server has no such role.", "Type @ and choose one from the list.")
    _check_role(role, asking)
    return _mark(f"&{role.id}", role.name)


async def _member(found: re.Match[str], guild: discord.Guild) -> str:
    try:
        async with asyncio.timeout(_PATIENCE):
            member = await guild.fetch_member(int(found["id"]))
    except discord.NotFound as error:
        cure = "Type @ and choose a member from the list."
        raise Problem("Nobody here has that id.", cure) from error
    except (TimeoutError, discord.HTTPException):
        return f"<@{found['id']}>"
    return _mark(str(member.id), member.display_name)


def _mark(id: str, name: str) -> str:
    shown = _UNFIT.sub("-", name).strip("-")[:32]
    return f"<@{id}|{shown}>" if shown else f"<@{id}>"


def _check_everybody(word: str, asking: Asking) -> None:
    if not asking.may.mention_everyone:
        raise Problem(
            f"You may not mention @{word.removeprefix('@')} here.",
            "Ask somebody who may, or mention a role: “daily at 08:00 mention @role”.",
        )
    if not asking.ours.mention_everyone:
        raise Problem(
            f"Readout may not mention @{word.removeprefix('@')} here.",
            f"Give its role “{_PERMISSION}” in this channel, or mention a role that everybody may.",
        )


def _check_role(role: discord.Role, asking: Asking) -> None:
    if role.mentionable or (asking.may.mention_everyone and asking.ours.mention_everyone):
        return
    if not asking.may.mention_everyone:
        raise Problem(
            f"You may not mention the role {role.name}.",
            "Ask somebody who may, or allow anyone to mention it in the role’s settings.",
        )
    raise Problem(
        f"Readout may not mention the role {role.name}.",
        f"Allow anyone to mention it in the role’s settings, or give Readout “{_PERMISSION}” here.",
    )
