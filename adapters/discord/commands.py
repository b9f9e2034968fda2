"""The slash commands as Discord registers them, and what an interaction with one asks for.

Made from the table of commands at once, not by a function for each: the payload is Discord's own
(docs.discord.com: interactions/application-commands).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from discord import Permissions

from adapters.discord import limits
from bot.messages import CommandDescription, Option, TopicDescription

_CHAT, _SUBCOMMAND, _STRING, _BOOLEAN = 1, 1, 3, 5
_SERVER, _DIRECT, _GROUP = 0, 1, 2
_INTO_SERVER, _FOR_USER = 0, 1
ADMIN = "-admin"
PRIVATE, SETTINGS = "private", "settings"

Payload = dict[str, Any]


MOST_TOPICS = limits.COMMANDS // 2
"""Each has two commands."""

_NAME = re.compile(r"[a-z0-9_-]+")
_FEWER = "Name fewer in READOUT_TOPICS, or serve the others by another application."


def payloads(topics: Iterable[TopicDescription]) -> list[Payload]:
    """The commands of all topics that can have some: one for everybody, and one for administration."""
    described = list(topics)
    unfit = unfit_topics([topic.id for topic in described])
    fit = (topic for topic in described if topic.id not in unfit)
    return [payload for topic in fit for payload in (_for_everybody(topic), _for_administrators(topic))]


def unfit_topics(ids: Sequence[str]) -> dict[str, str]:
    """The topics that cannot have commands on Discord, each with the reason and the cure."""
    reasons = {id: _unfit(id) for id in ids}
    fit = [id for id, reason in reasons.items() if not reason]
    reasons |= dict.fromkeys(fit[MOST_TOPICS:], f"Discord has room for {MOST_TOPICS} topics. {_FEWER}")
    return {id: reason for id, reason in reasons.items() if reason}


def _unfit(id: str) -> str:
    longest = limits.COMMAND_NAME.most - len(ADMIN)
    if not _NAME.fullmatch(id):
        return "Its id has more than a-z, 0-9, - and _. Change the id in its topic.toml."
    if len(id) > longest:
        return f"Its id is longer than {longest} letters. Shorten the id in its topic.toml."
    if id.endswith(ADMIN):
        return f"Its id ends with “{ADMIN}”, as administrative commands do. Change the id in its topic.toml."
    return ""


def fingerprint(commands: Sequence[Payload]) -> str:
    """Changes with whatever Discord would show."""
    return hashlib.sha256(json.dumps(commands, sort_keys=True).encode()).hexdigest()


def _for_everybody(topic: TopicDescription) -> Payload:
    return _group(topic.id, topic.title, topic.commands) | {
        "contexts": [_SERVER, _DIRECT, _GROUP],
        "integration_types": [_INTO_SERVER, _FOR_USER],
    }


def _for_administrators(topic: TopicDescription) -> Payload:
    """The same administrative commands again, in a command of their own: only whole commands can be opened
    to or closed for roles and channels in a server's integration settings.
    """
    commands = [command for command in topic.commands if command.administrative]
    group = _group(topic.id + ADMIN, f"Administration of {topic.title}", commands)
    return group | {
        "options": [*group["options"], _SETTINGS],
        "contexts": [_SERVER],
        "integration_types": [_INTO_SERVER],
        "default_member_permissions": str(Permissions(manage_channels=True).value),
    }


_SETTINGS: Payload = {
    "type": _SUBCOMMAND,
    "name": SETTINGS,
    "description": "How Readout behaves in this server",
    "options": [
        {
            "type": _BOOLEAN,
            "name": PRIVATE,
            "description": "show answers to whoever asks alone, unless they choose otherwise",
            "required": True,
        }
    ],
}


def _group(name: str, description: str, commands: Iterable[CommandDescription]) -> Payload:
    return {
        "type": _CHAT,
        "name": name,
        "description": limits.OPTION.cut(description),
        "options": [_subcommand(command) for command in commands],
    }


def _subcommand(command: CommandDescription) -> Payload:
    private = {
        "type": _BOOLEAN,
        "name": PRIVATE,
        "description": "show the answer to you alone",
        "required": False,
    }
    return {
        "type": _SUBCOMMAND,
        "name": command.name,
        "description": limits.OPTION.cut(command.summary),
        "options": [*(_option(option) for option in command.options), private],
    }


def _option(option: Option) -> Payload:
    made: Payload = {
        "type": _STRING,
        "name": option.name,
        "description": limits.OPTION.cut(option.description),
        "required": option.required,
    }
    if option.choices:
        made["choices"] = [{"name": c.name, "value": c.value} for c in option.choices[: limits.CHOICES]]
    elif option.completes:
        made["autocomplete"] = True
    return made


@dataclass(frozen=True)
class Asked:
    """A filled form. ``focused`` is the option being typed, where choices are asked for."""

    topic: str
    command: str
    options: Mapping[str, str]
    private: bool | None
    focused: str = ""
    administration: bool = False


def asked(data: Mapping[str, Any]) -> Asked | None:
    """What an interaction's data ask for; None for what is no command of ours."""
    options = data.get("options", ())
    chosen = next((option for option in options if option.get("type") == _SUBCOMMAND), None)
    if chosen is None:
        return None
    given = {option["name"]: option.get("value", "") for option in chosen.get("options", ())}
    private = given.pop(PRIVATE, None)
    name = str(data["name"])
    return Asked(
        topic=name.removesuffix(ADMIN),
        command=str(chosen["name"]),
        options={option: str(value) for option, value in given.items()},
        private=private if isinstance(private, bool) else None,
        focused=next(_focused(chosen.get("options", ())), ""),
        administration=name.endswith(ADMIN),
    )


def _focused(options: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    return (str(option["name"]) for option in options if option.get("focused"))
