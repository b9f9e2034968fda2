"""What a button says for a command: names that people read, not the ids that commands are spelled with."""

from __future__ import annotations

from collections.abc import Iterator

from bot.commands.request import Request
from summaries.topics import Topic
from summaries.when import When


def label(request: Request, after: Request | None = None) -> str:
    """A few words for a request: "Stance: Russia on sanctions". What goes without saying beside the answer to
    ``after`` is left out: "Compare with United States" under that of Russia, and the same dates.
    """
    words = [_what(request, after)]
    if request.issue:
        words.append(f"on {_name(request.topic, request.issue)}")
    words += _dates(request, after)
    return " ".join(words)


def _what(request: Request, after: Request | None) -> str:
    topic, command = request.topic, request.command.capitalize()
    who = topic.person(request.person).name if request.person else _name(topic, request.actor or "")
    if request.other:
        first = "" if after and after.actor == request.actor else f" {who}"
        return f"{command}{first} with {_name(topic, request.other)}"
    if request.action:
        command += f" {request.action}"
    rest = who or request.id or request.words
    return f"{command}: {rest}" if rest else command


def _name(topic: Topic, id: str) -> str:
    """The name of an actor or an issue; the id itself where it is neither's."""
    named = {actor.id: actor.name for actor in topic.actors} | {
        issue.id: issue.name for issue in topic.issues
    }
    return named.get(id, id)


def _dates(request: Request, after: Request | None) -> Iterator[str]:
    if request.since and not (after and after.since == request.since):
        yield f"since {When.day(request.since)}"
    if request.as_of and not (after and after.as_of == request.as_of):
        yield f"as of {When.day(request.as_of)}"
