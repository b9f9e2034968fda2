"""Whether two tellings can be of one event: told by the places, the people and the form that they name."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from summaries.model import Development, EventType
from summaries.topics import Topic

_NAME = r"[^\W\d_a-z][\w'’-]*(?:[ -][^\W\d_a-z][\w'’-]*){0,2}"
_PLACE = re.compile(
    r"\b(?:in|at|near|outside|around|of|off|on|from|to|shelled|bombed|bombarded|attacked|struck|hit|stormed|raided|"
    r"captured|seized|took|entered|retook|left|besieged|ambushed)\s+(?:the\s+)?(?:[a-z-]+\s+(?:of|in)\s+)?"
    rf"(?P<name>{_NAME})"
)
_PROPER = re.compile(rf"(?<=\s)(?:the\s+)?(?P<name>{_NAME})")
_CALENDAR = frozenset(
    [
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
        *("november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct"),
        *("nov", "dec", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    ]
)
_REMOTE = re.compile(r"\b(?:tele)?phon\w*|\bcall(?:s|ed)?\b|\bvideo\b|\bteleconference\b", re.IGNORECASE)


def contradict(one: Development, other: Development, topic: Topic) -> bool:
    """Whether two tellings name different places or people, or one a call and the other a meeting.

    Both must name one for a difference: what one of them leaves out proves nothing.
    """
    if one.people and other.people and not set(one.people) & set(other.people):
        return True
    if _differ(_places(one.spans[0].text, topic), _places(other.spans[0].text, topic)):
        return True
    talked = one.type is other.type is EventType.CONSULT
    return talked and _is_remote(one) != _is_remote(other)


def share_a_name(one: Development, other: Development, topic: Topic) -> bool:
    """Whether both tellings name the same place or thing that is no name of the topic: a town, a ship."""
    first, second = (_proper(telling.spans[0].text, topic) for telling in (one, other))
    return bool(first & second)


def _differ(some: AbstractSet[str], others: AbstractSet[str]) -> bool:
    return bool(some) and bool(others) and not some & others


def _is_remote(telling: Development) -> bool:
    return _REMOTE.search(telling.spans[0].text) is not None


def _places(text: str, topic: Topic) -> frozenset[str]:
    return frozenset(m["name"] for m in _PLACE.finditer(text) if not _words(m["name"]) & _known(topic))


def _proper(text: str, topic: Topic) -> frozenset[str]:
    return frozenset(m["name"] for m in _PROPER.finditer(text) if not _words(m["name"]) & _known(topic))


def _words(name: str) -> frozenset[str]:
    return frozenset(word.removesuffix("'s").removesuffix("’s") for word in re.split(r"[\s-]+", name.lower()))


def _known(topic: Topic) -> frozenset[str]:
    return _known_words(
        tuple(
            name
            for actor in topic.actors
            for name in (actor.name, actor.short, *actor.aliases, *actor.adjectives, *actor.institutions)
        ),
        tuple(name for person in topic.people for name in (person.name, *person.aliases)),
        tuple(office.title for person in topic.people for office in person.offices),
    )


@lru_cache(maxsize=8)
def _known_words(*names: tuple[str, ...]) -> frozenset[str]:
    """The words of the topic's own names and of the calendar, in lower case."""
    return frozenset(word for some in names for name in some for word in _words(name)) | _CALENDAR
