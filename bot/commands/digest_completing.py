"""Ways to go on typing ``digest``: which digest, by its id; or the next words of a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.commands.context import Context
from bot.commands.digest_finding import as_id, visible
from bot.commands.digest_listing import readable, said
from bot.digests.old_zones import name_today
from bot.digests.schedule import zones
from bot.digests.telling import spell
from bot.messages import Command, Completion
from bot.storage.digest_contract import StoredDigest
from summaries.folding import fold
from summaries.topics import Topic

MOST = 25
_HINT = 80

_IN_STATE = {"pause": ("active",), "resume": ("paused",), "remove": ("active", "paused")}
"""What can be done only with digests in these states; the rest with any."""

_TAKES_WORDS = {"add", "edit", "pause", "resume", "remove", "preview", "history"}

_BEGINNINGS = (
    "weekdays at 08:00",
    "daily at 08:00",
    "every Monday at 08:00",
    "on the 1st of the month at 08:00",
    "every 6 hours",
)
_OPTIONS = {
    "on ": "actors it is on",
    "about ": "issues it is about",
    "most 8 lines": "its length",
    "silent": "post nothing where nothing is new",
    "quiet 22:00-07:00": "hours without posts",
    "mention here": "call all who are there",
    "in a thread": "a thread of its own",
    "in a forum": "a post of its own in the forum",
    "publish": "sent on to who follows the channel",
}


def complete_digest(context: Context, command: Command, topic: Topic, action: str, typed: str) -> Ways:
    """Ways to go on from the end of ``typed``, what stands after the action; their starts count in it."""
    if action not in _TAKES_WORDS:
        return ()
    if action == "add":
        return _sentence(topic, typed)
    first, blank, rest = typed.partition(" ")
    if action == "edit" and blank:
        return _terms(context, command, first, rest)
    found = [] if blank else list(_ids(context, command, action, first))
    return tuple(found) or (_sentence(topic, typed) if action == "preview" else ())


Ways = Sequence[Completion]


def _ids(context: Context, command: Command, action: str, typed: str) -> Iterator[Completion]:
    here = [d for d in visible(context, command) if d.state in _IN_STATE.get(action, (d.state,))]
    begun = [each for each in here if each.id.startswith(typed.casefold().lstrip("#"))]
    for each in begun[:MOST]:
        yield Completion(text=each.id, start=0, hint=said(context, each)[:_HINT])


def _terms(context: Context, command: Command, id: str, typed: str) -> Ways:
    """The digest's own sentence, to be changed; the next words, where something else was begun."""
    stored = next((each for each in visible(context, command) if each.id == as_id(id)), None)
    sentence = _spelt(stored) if stored else ""
    start = len(id) + 1
    if stored and sentence.startswith(typed) and sentence != typed:
        return (Completion(text=sentence, start=start, hint="as it is now"),)
    topic = context.topics.get(stored.topic) if stored else None
    ways = _sentence(topic, typed) if topic else ()
    return tuple(way.model_copy(update={"start": way.start + start}) for way in ways)


def _spelt(stored: StoredDigest) -> str:
    digest = readable(stored)
    return spell(digest.terms) if digest else ""


def _sentence(topic: Topic, typed: str) -> Ways:
    """The next words of a sentence: of those that begin as the last word does, else all that may follow."""
    if not typed:
        return tuple(Completion(text=each, start=0) for each in _BEGINNINGS)
    begun = [each for each in _BEGINNINGS if each.casefold().startswith(typed.casefold())]
    if begun and begun != [typed]:
        return tuple(Completion(text=each, start=0) for each in begun)
    start = typed.rfind(" ") + 1
    last = typed[start:].casefold()
    words = {**dict(_named(topic, typed[:start])), **_OPTIONS, **(_zones(last) if last else {})}
    fitting = [text for text in words if _begins(text, last)]
    return tuple(Completion(text=text, start=start, hint=words[text]) for text in fitting[:MOST])


def _begins(text: str, last: str) -> bool:
    """Whether it begins so, or its city does: "osl" is on the way to Europe/Oslo."""
    return text.casefold().startswith(last) or _city(text).startswith(last)


def _named(topic: Topic, before: str) -> Iterator[tuple[str, str]]:
    """Actors and issues, where the words before ask for some."""
    words = before.casefold().replace(",", " , ").split()
    asked = next((word for word in reversed(words) if word in ("on", "about", "at", "quiet", "most")), "")
    if asked == "on":
        yield from ((actor.id, actor.name) for actor in topic.actors)
    elif asked == "about":
        yield from ((issue.id, issue.name) for issue in topic.issues)


def _zones(last: str) -> dict[str, str]:
    """The time zones of today's names that begin so, once two letters tell."""
    near = [zone for zone in sorted(zones()) if len(last) > 1 and _begins(zone, last)]
    return {zone: "time zone" for zone in near if name_today(zone) == zone}


def _city(zone: str) -> str:
    return fold(zone.rpartition("/")[2].replace("_", " "))
