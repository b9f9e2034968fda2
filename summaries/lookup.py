"""Finding what a user's words name in a topic: exactly, or nearly for "did you mean"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from summaries.folding import fold
from summaries.model import Value
from summaries.when import When

if TYPE_CHECKING:  # the topic owns its directory
    from summaries.topics import Actor, Topic

NEAR = 72.0  # per cent of rapidfuzz's ratio: "rusia" is near to "Russia" (91), "cuba" is not to "China" (44)


class Match(Value):
    """What words name: ``kind`` "actor", "person" or "issue", its id, and its name for people."""

    kind: str
    id: str
    name: str


class Directory:
    """Every name of a topic under its folded key."""

    def __init__(self, topic: Topic) -> None:
        self._topic = topic
        self._names: dict[str, list[Match]] = {}
        self._offices: dict[str, list[tuple[str, str]]] = {}
        for name, match in _entries(topic):
            matches = self._names.setdefault(fold(name), [])
            if match not in matches:
                matches.append(match)
        for name, office in _offices(topic):
            holders = self._offices.setdefault(fold(name), [])
            if office not in holders:
                holders.append(office)
        self._keys = sorted(key for key in {*self._names, *self._offices} if key)

    def resolve(self, words: str, when: When) -> tuple[Match, ...]:
        """The entities of exactly that name in the pack's order, or an office's holders, latest first."""
        key = fold(words)
        if found := self._names.get(key):
            return tuple(found)
        holders = (
            Match(kind="person", id=person.id, name=person.name)
            for title, actor in self._offices.get(key, ())
            for person in reversed(self._topic.holders(title, actor, when))
        )
        return tuple(dict.fromkeys(holders))

    def suggest(self, words: str, limit: int) -> tuple[str, ...]:
        """The names of the entities with the nearest keys, best first, in alphabetical order when equal."""
        near = process.extract(
            fold(words), self._keys, scorer=fuzz.ratio, score_cutoff=NEAR, limit=8 * limit if limit > 0 else 1
        )
        best = sorted(near, key=lambda found: (-found[1], found[0]))
        names = (self._display(key) for key, _, _ in best)
        return tuple(dict.fromkeys(names))[:limit]

    def _display(self, key: str) -> str:
        matches = self._names.get(key, ())
        return matches[0].name if len(matches) == 1 and self.resolve(matches[0].name, When()) else key


def _entries(topic: Topic) -> Iterator[tuple[str, Match]]:
    for actor in topic.actors:
        match = Match(kind="actor", id=actor.id, name=actor.name)
        for name in (*own_names(actor), *actor.adjectives, *actor.places):
            yield name, match
    for person in topic.people:
        match = Match(kind="person", id=person.id, name=person.name)
        yield from ((name, match) for name in (person.id, person.name, *person.aliases, *person.called))
    for issue in topic.issues:
        match = Match(kind="issue", id=issue.id, name=issue.name)
        yield from ((name, match) for name in (issue.id, issue.name, *issue.aliases))


def own_names(actor: Actor) -> tuple[str, ...]:
    """The names that are an actor's alone: all but adjectives and places, which sides may share."""
    return (actor.id, actor.name, actor.short or actor.id, *actor.aliases, *actor.metonyms, *actor.institutions)


def _offices(topic: Topic) -> Iterator[tuple[str, tuple[str, str]]]:
    """Names of offices, bare and with their actor, each with its title and actor."""
    actors = {actor.id: actor for actor in topic.actors}
    for person in topic.people:
        for office in person.offices:
            actor = actors[office.actor or person.actor]
            for title in (office.title, *office.aliases):
                held = (title, actor.id)
                yield title, held
                for owner in (actor.id, actor.name, *actor.aliases, *actor.adjectives, *actor.places):
                    yield f"{owner} {title}", held
                    yield f"{owner}'s {title}", held
                    yield f"{title} of {owner}", held
                    yield f"{title} of the {owner}", held
