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
    """What words name: ``kind`` "actor", "person" or "issue", its id, and its name for people to read."""

    kind: str
    id: str
    name: str


class Directory:
    """Every name of a topic under its folded key."""

    def __init__(self, topic: Topic) -> None:
        self._topic = topic
        self._names: dict[str, dict[Match, None]] = {}
        self._owners: dict[str, dict[str, None]] = {}
        self._titles: dict[str, dict[str, None]] = {}
        for name, match in _entries(topic):
            self._names.setdefault(fold(name), {})[match] = None
        for actor in topic.actors:
            for name in (*own_names(actor), *actor.adjectives, *actor.places):
                self._owners.setdefault(fold(name), {})[actor.id] = None
        for person in topic.people:
            for office in person.offices:
                for title in topic.titles_of(office):
                    self._titles.setdefault(fold(title), {})[office.actor or person.actor] = None
        self._keys = sorted({*self._names, *self._titles} - {""})

    def resolve(self, words: str, when: When) -> tuple[Match, ...]:
        """The entities of exactly that name in the pack's order, or an office's holders, latest first."""
        key = fold(words)
        if found := self._names.get(key):
            return tuple(found)
        holders = (
            Match(kind="person", id=person.id, name=person.name)
            for title, actor in self._offices(key)
            for person in reversed(self._topic.holders(title, actor, when))
        )
        return tuple(dict.fromkeys(holders))

    def suggest(self, words: str, limit: int) -> tuple[str, ...]:
        """The names of the entities with the nearest keys, best first, in alphabetical order when equal."""
        if limit < 1:
            return ()
        near = process.extract(fold(words), self._keys, scorer=fuzz.ratio, score_cutoff=NEAR, limit=8 * limit)
        best = sorted(near, key=lambda found: (-found[1], found[0]))
        return tuple(dict.fromkeys(name for key, _, _ in best for name in self._display(key)))[:limit]

    def _display(self, key: str) -> tuple[str, ...]:
        return tuple(match.name for match in self._names.get(key, ())) or (key,)

    def _offices(self, key: str) -> Iterator[tuple[str, str]]:
        """Titles and actors that a key may mean: "x", "russian x", "russias x", "x of the russians"."""
        for title, actors in self._titles.items():
            if key == title:
                yield from ((title, actor) for actor in actors)
            elif key.endswith(f" {title}"):
                owner = key.removesuffix(f" {title}")
                owners = {**self._owners.get(owner, {}), **self._owners.get(owner.removesuffix("s"), {})}
                yield from ((title, actor) for actor in actors if actor in owners)
            elif key.startswith(f"{title} of "):
                owners = self._owners.get(fold(key.removeprefix(f"{title} of ")), {})
                yield from ((title, actor) for actor in actors if actor in owners)


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
    short = (actor.short,) if actor.short else ()
    return (actor.id, actor.name, *short, *actor.aliases, *actor.metonyms, *actor.institutions)
