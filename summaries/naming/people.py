"""Who is named: full names, and surnames as far as the words beside them allow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz import fuzz

from summaries import english
from summaries.folding import fold
from summaries.naming.scene import Form, Hit, Mention, Scene
from summaries.topics import Person
from summaries.when import When

_SAME_NAME = 75.0  # rapidfuzz ratio from which two first names are spellings of one: Sergei, Sergey (83)


class _Named(NamedTuple):
    """People that a hit may mean, the first word of the name, and whether more than a surname shows it."""

    hit: Hit
    ids: tuple[str, ...]
    first: int
    sure: bool


class People:
    """The people named in a scene; ``starting`` and ``ending`` give their ids by first and last word."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        named = [self._read(hit) for hit in scene.hits if hit.ids("person")]
        sure = {id for found in named if found.sure for id in found.ids}
        strangers = {self._surname_of(found.hit) for found in named if not found.ids}
        self._named = [found for found in named if found.ids and not self._doubtful(found, sure, strangers)]
        self.starting = {found.first: found.ids for found in self._named}
        self.ending = {found.hit.last: found.ids for found in self._named}

    def mentions(self) -> Iterator[Mention]:
        """The mentions, in order."""
        topic = self._scene.roster.topic
        for hit, ids, first, _ in self._named:
            full = first != hit.first or hit.senses[0].form == Form.FULL
            sides = (topic.side(self._scene.roster.people[id], self._scene.on) for id in ids)
            form = Form.FULL if full else Form.SURNAME
            yield self._scene.mention(first, hit.last, "person", ids, form, sides)

    def _surname_of(self, hit: Hit) -> str:
        return fold(self._scene.words.key(hit.last))

    def _doubtful(self, found: _Named, sure: set[str], strangers: set[str]) -> bool:
        """A bare surname in a text that fully names only a stranger of that surname."""
        return not found.sure and not sure & set(found.ids) and self._surname_of(found.hit) in strangers

    def _read(self, hit: Hit) -> _Named:
        words, ids = self._scene.words, hit.ids("person")
        if words.key(hit.last + 1) in english.SUFFIXES and words.joined(hit.last + 1):
            return _Named(hit, (), hit.first, sure=False)
        if hit.senses[0].form == Form.FULL:
            return _Named(hit, ids, hit.first, sure=True)
        ids = tuple(id for id in ids if not self._given_follows(id, hit))
        return self._surname(hit, ids)

    def _surname(self, hit: Hit, ids: tuple[str, ...]) -> _Named:
        """Which of the people a surname may mean, given the word before it."""
        scene, words, before = self._scene, self._scene.words, hit.first - 1
        key = words.key(before)
        pronoun = english.PRONOUN_OF_TITLE.get(key.lower())
        if pronoun and words.gap(hit.first) in {" ", ". "}:
            fit = tuple(id for id in ids if scene.roster.people[id].pronoun in {"", "they", pronoun})
            return _Named(hit, fit, hit.first, sure=False)
        initial = words.after_initial(hit.first) and len(key) == 1
        if not (words.joined(hit.first) or initial) or words.gap(hit.first) == "-":
            return _Named(hit, ids, hit.first, sure=False)
        if before in scene.ending:
            return self._after_office(hit, ids, scene.hits[scene.ending[before]])
        if not scene.like_a_name(before):
            return _Named(hit, ids, hit.first, sure=False)
        own = tuple(id for id in ids if _given(scene.roster.people[id], key))
        return _Named(hit, own, before, sure=True)

    def _given_follows(self, id: str, hit: Hit) -> bool:
        """Whether a stranger's first name follows a surname that comes first ("Xi Somebody")."""
        scene, after = self._scene, hit.last + 1
        family = fold(scene.words.key(hit.first))
        if not fold(scene.roster.people[id].name).startswith(f"{family} "):
            return False
        return scene.words.joined(after) and after not in scene.starting and scene.like_a_name(after)

    def _after_office(self, hit: Hit, ids: tuple[str, ...], before: Hit) -> _Named:
        """An office narrows a surname that several share to those of them who ever held it."""
        titles, roster = before.ids("office"), self._scene.roster
        if not titles:
            return _Named(hit, ids, hit.first, sure=False)
        holders = roster.holders(titles[0], roster.actors_with[titles[0]], When())
        held = tuple(id for id in ids if id in holders)
        return _Named(hit, held or ids, hit.first, sure=bool(held))


def _given(person: Person, word: str) -> bool:
    """Whether ``word`` is one of the person's first names, its initial or another spelling of it."""
    own = {part for surname in person.called for part in fold(surname).split()}
    known = {part for name in (person.name, *person.aliases) for part in fold(name).split()} - own
    key = fold(word)
    return any(key in (part, part[0]) or fuzz.ratio(key, part) >= _SAME_NAME for part in known)
