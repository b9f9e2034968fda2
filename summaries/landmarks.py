"""Which names a topic is recognised by: its own, and those that only keep them company.

The topic of a land is told by the land: its names, its sides, their people. "Trump" and "sanctions" occur in
its news, and in a thousand others. The topic of a thing (a dam between two states) is told by the thing's
name, or by an actor together with an issue's word. Names count in every language that the pack gives them in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from summaries import english
from summaries.folding import flatten, fold
from summaries.naming.lexicon import Words, inflections
from summaries.topics import Actor, Person, Topic

_NAME = re.compile(r"\w[\w'’]*(?:-\w+)*")
_ARTICLES = frozenset({"The", "A", "An"})
_AND = re.compile(r",| and | & ")
_BODY = 0.5  # what a body counts whose name does not say of which land it is: "Supreme Tribunal"
_SURNAME = (
    0.5  # what a surname counts alone unless the pack names other things after it: "Maduro's government"
)
_OFTEN, _STEM_OF_A_NAME = 3, 5  # names that hold a word, and its letters that inflection leaves alone
_STEM = 4  # letters at least that a word shares with a name it is formed from: Kharvan, Kharvani


class Landmark(NamedTuple):
    """What a name stands for: ``kind`` is actor, issue or unrelated.

    ``own`` is how much it counts as the topic's own, 0 to 1. It counts only with a capital where ``cased``,
    and not after somebody's first name where it is a ``surname``.
    """

    kind: str
    id: str
    own: float = 0.0
    cased: bool = False
    surname: bool = False


class Place(NamedTuple):
    """A landmark in a text: its first and its last word."""

    first: int
    last: int
    landmark: Landmark


class _Node:
    """Names by their words; ``stems`` are the beginnings of words that may end a name here."""

    def __init__(self) -> None:
        self.below: dict[str, _Node] = {}
        self.stems: dict[str, Landmark] = {}
        self.end: Landmark | None = None


class Landmarks:
    """The names of one topic, to be found in texts."""

    def __init__(self, topic: Topic) -> None:
        self._root = _Node()
        self._sizes: set[int] = set()  # of stems
        own = own_actors(topic)
        self.of_a_land = is_of_a_land(topic)
        for name in topic.unrelated:
            self._enter(name, Landmark("unrelated", "", cased=True))
        for name in own_words(topic):
            self._enter(name, Landmark("actor", topic.id, 1.0, cased=True))
        stems = own_stems(topic)
        for stem in stems:
            self._enter(f"{stem}*", Landmark("actor", topic.id, 1.0))
        for actor in topic.actors:
            self._enter_actor(actor, 1.0 if actor.id in own else 0.0, own_words(topic), stems)
        renowned = _renowned(topic)
        for person in topic.people:
            self._enter_person(person, 1.0 if person.actor in own else 0.0, renowned)
        self._enter_issues(topic)

    def find(self, words: Words) -> Iterator[Place]:
        """The landmarks in a text, in order; of overlapping names the longest."""
        keys = [key.lower() for key in words.keys]
        free = 0
        for first in range(len(keys)):
            if first >= free and (found := self._longest(words, keys, first)):
                free = found.last + 1
                if found.landmark.kind != "unrelated":
                    yield found

    def _longest(self, words: Words, keys: list[str], first: int) -> Place | None:
        node: _Node | None = self._root
        found: Place | None = None
        cased = words.keys[first][:1].isupper()
        for place in range(first, len(keys)):
            if node is None or (place > first and not words.joined(place)):
                break
            ending = self._stem(node, keys[place])
            node = node.below.get(keys[place])
            ending = (node.end if node is not None else None) or ending
            if ending is not None and (cased or not ending.cased):
                found = Place(first, place, ending)
        return None if found is None or _is_a_strangers(words, found) else found

    def _stem(self, node: _Node, key: str) -> Landmark | None:
        if not node.stems:
            return None
        return next((node.stems[key[:n]] for n in self._sizes if key[:n] in node.stems), None)

    # ---- entering names

    def _enter_actor(
        self, actor: Actor, own: float, own_names: tuple[str, ...], stems: frozenset[str]
    ) -> None:
        for name in (actor.name, *actor.aliases, *actor.adjectives, *actor.metonyms, *actor.places):
            common = name == name.lower()  # "the opposition" may be any
            self._enter(name, Landmark("actor", actor.id, 0.0 if common else own, cased=not common))
        for name in actor.institutions:
            weight = own if _formed(name, own_names) else own * _BODY
            self._enter(name, Landmark("actor", actor.id, weight, cased=True))
        for name in _all(actor.names_in):
            weight = own if _begins_so(name, stems) else 0.0 if name == name.lower() else own * _BODY
            self._enter(name, Landmark("actor", actor.id, weight, cased=name[:1].isupper()))

    def _enter_person(self, person: Person, own: float, renowned: frozenset[str]) -> None:
        for name in (person.name, *person.aliases, *_all(person.names_in)):
            self._enter(name, Landmark("actor", person.actor, own, cased=True))
        for surname in person.called:
            weight = own if fold(surname) in renowned else own * _SURNAME
            self._enter(surname, Landmark("actor", person.actor, weight, cased=True, surname=True))

    def _enter_issues(self, topic: Topic) -> None:
        for issue in topic.issues:
            landmark = Landmark("issue", issue.id)
            for term in issue.terms:
                for words in inflections(_words(term)):
                    self._put(words, landmark)
            for term in _all(issue.terms_in):
                self._enter(term, landmark)

    def _enter(self, name: str, landmark: Landmark) -> None:
        words = _words(name)
        if not name.endswith("*"):
            self._put(words, landmark)
        elif words:
            self._sizes.add(len(words[-1]))
            self._node(words[:-1]).stems.setdefault(words[-1], landmark)

    def _put(self, words: tuple[str, ...], landmark: Landmark) -> None:
        node = self._node(words)
        if words and (node.end is None or node.end.own < landmark.own):
            node.end = landmark

    def _node(self, words: tuple[str, ...]) -> _Node:
        node = self._root
        for word in words:
            node = node.below.setdefault(word, _Node())
        return node


def own_words(topic: Topic) -> tuple[str, ...]:
    """The proper names in the topic's title and aliases: "Tarn" of "The Tarn dam"."""
    found: dict[str, None] = {}
    for told in (topic.title, *topic.aliases):
        run: list[str] = []
        for word in (*_NAME.findall(told), ""):
            if word[:1].isupper() and word not in _ARTICLES:
                run.append(word)
            elif run:
                found[" ".join(run)] = None
                run = []
    return tuple(found)


def own_actors(topic: Topic) -> frozenset[str]:
    """The actors that the topic is about: those the pack says, else those whose names its title holds."""
    if topic.core:
        return frozenset(topic.core)
    names = own_words(topic)
    return frozenset(actor.id for actor in topic.actors if _formed(" ".join(_names_of(actor)), names))


def own_stems(topic: Topic) -> frozenset[str]:
    """How words of other languages begin that name the topic: "венес" where names hold it again and again.

    The first letters that several names of the topic's own actors share in one language, and nobody else's.
    """
    own = own_actors(topic)
    theirs = {
        stem for a in topic.actors if a.id not in own for name in _all(a.names_in) for stem in _stems(name)
    }
    given = {
        stem for p in topic.people for name in (p.name, *_all(p.names_in)) for stem in _stems(name.split()[0])
    }
    found: set[str] = set()
    for language in {language for a in topic.actors for language in a.names_in}:
        names = [name for a in topic.actors if a.id in own for name in a.names_in.get(language, ())]
        counted = Counter(stem for name in names for stem in _stems(name))
        proper = {
            stem for name in names for word in name.split() if word[:1].isupper() for stem in _stems(word)
        }
        found |= {stem for stem in proper if counted[stem] >= _OFTEN}
    return frozenset(found - theirs - given)


def is_of_a_land(topic: Topic) -> bool:
    """Whether each part of the title names a land of the topic's own actors, or the pack says whose."""
    lands = [
        f"{' '.join((*actor.adjectives, *actor.places))}"
        for actor in topic.actors
        if actor.id in own_actors(topic)
    ]
    parts = [
        own_words(topic.model_copy(update={"title": part, "aliases": ()})) for part in _AND.split(topic.title)
    ]
    return bool(topic.core) or all(any(_formed(land, part) for land in lands) for part in parts)


def _names_of(actor: Actor) -> tuple[str, ...]:
    return (actor.name, *actor.aliases, *actor.adjectives, *actor.metonyms, *actor.places)


def _formed(told: str, names: tuple[str, ...]) -> bool:
    """Whether a word of ``told`` is one of the names, or formed from one: "Kharvani" from "Kharvan"."""
    stems = [word[:-1] if len(word) > _STEM else word for name in names for word in _words(name)]
    return any(word.startswith(stem) for word in _words(told) for stem in stems)


def _stems(name: str) -> set[str]:
    return {word[:_STEM_OF_A_NAME] for word in _words(name) if len(word) > _STEM_OF_A_NAME}


def _begins_so(name: str, stems: frozenset[str]) -> bool:
    return not stems.isdisjoint(_stems(name))


def _renowned(topic: Topic) -> frozenset[str]:
    """The surnames of one person alone that sides or issues are named after: nobody else is meant by them."""
    shared = Counter(fold(surname) for person in topic.people for surname in dict.fromkeys(person.called))
    named = (
        *(name for actor in topic.actors for name in actor.aliases),
        *(term for issue in topic.issues for term in issue.terms),
    )
    words = {word for name in named for word in _words(name)}
    return frozenset(surname for surname, holders in shared.items() if holders == 1 and surname in words)


def _is_a_strangers(words: Words, found: Place) -> bool:
    """Whether a surname follows a first name that is none of the topic's people's."""
    before = words.key(found.first - 1)
    return (
        found.landmark.surname
        and words.joined(found.first)
        and before[:1].isupper()
        and before.lower() not in english.NOT_FIRST_NAMES
    )


def _all(names_in: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    return (name for names in names_in.values() for name in names)


def _words(name: str) -> tuple[str, ...]:
    words = tuple(key.lower() for key in Words(flatten(name)[0].removesuffix("*")).keys)
    return words[1:] if len(words) > 1 and words[0] == "the" else words
