"""Examples of commands, filled with the names of the topic in use."""

from __future__ import annotations

import re
from datetime import date

from bot.commands.grammar import Rule
from bot.commands.naming import short
from summaries.topics import Topic

_PLACE = re.compile(r"\{(\w+)\}")


def examples(topic: Topic, rule: Rule, *, id: str = "", around: date | None = None) -> tuple[str, ...]:
    """The command's examples as they would be typed; those that the topic has no names for are left out.

    ``id`` is a citation's, for the commands that take one; ``around`` a day near which something is stored.
    """
    filled = (example(topic, text, id=id, around=around) for text in rule.examples)
    return tuple(dict.fromkeys(text for text in filled if text))


def example(topic: Topic, text: str, *, id: str = "", around: date | None = None) -> str:
    """One example with its places filled; "" when the topic lacks a name for one of them."""
    names = _names(topic) | {"id": id, "date": f"{around:%B %Y}" if around else "last month"}
    if not all(names.get(place) for place in _PLACE.findall(text)):
        return ""
    return f"/{topic.id} " + _PLACE.sub(lambda place: names[place[1]], text)


def _names(topic: Topic) -> dict[str, str]:
    names = dict(zip(("actor", "other"), (actor.id for actor in topic.actors), strict=False))
    if topic.people:
        names["person"] = short(topic, "person", topic.people[0].id)
    if topic.issues:
        names["issue"] = topic.issues[0].id
    names["word"] = next((issue.terms[0] for issue in topic.issues if issue.terms), topic.actors[0].name)
    return names
