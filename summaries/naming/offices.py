"""Whose office is meant: by the side named with it, the holder named beside it, or the day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from summaries import english
from summaries.naming.people import People
from summaries.naming.scene import Form, Hit, Mention, Scene
from summaries.when import When


class _Office(NamedTuple):
    """An office in a text: its title and words, whose it may be, and the hit that says so, if any.

    ``owned`` says that a side or a person is named as having it.
    """

    title: str
    first: int
    last: int
    actors: tuple[str, ...]
    owned: bool = False
    taken: int | None = None


class Offices:
    """The offices named in a scene; ``taken`` are the hits of sides that are part of their names."""

    def __init__(self, scene: Scene, people: People) -> None:
        self._scene, self._people = scene, people
        self.taken: set[int] = set()

    def mentions(self) -> Iterator[Mention]:
        """The mentions, in order; ``taken`` is complete when they are exhausted."""
        for hit in self._scene.hits:
            if titles := hit.ids("office"):
                office = self._owned(hit, titles[0])
                mention = self._judged(office, hit)
                if mention is not None:
                    self.taken |= {office.taken} if office.taken is not None else set()
                    yield mention

    # ---- whose it is -----------------------------------------------------------------------------

    def _owned(self, hit: Hit, title: str) -> _Office:
        """The office with its owner: "Russian X", "Russia's X", "X of Russia", "Putin's X", or none."""
        scene, words = self._scene, self._scene.words
        theirs = words.key(hit.first - 1) == "'s"
        before = hit.first - (2 if theirs else 1)
        if theirs and (people := self._people.ending.get(before)):
            sides = [scene.roster.topic.side(scene.roster.people[id], scene.on) for id in people]
            return _Office(title, hit.first, hit.last, self._with(title, sides), owned=True)
        found = scene.ending.get(before)
        if found is not None and words.joined(hit.first) and words.gap(hit.first) != "-":
            owners = scene.hits[found].ids("actor", "place")
            if owners:
                first = scene.hits[found].first
                return _Office(title, first, hit.last, self._with(title, owners), owned=True, taken=found)
        return self._of(hit, title) or _Office(title, hit.first, hit.last, self._with(title))

    def _of(self, hit: Hit, title: str) -> _Office | None:
        scene, words = self._scene, self._scene.words
        if words.key(hit.last + 1) != "of" or not words.joined(hit.last + 1):
            return None
        after = hit.last + (3 if words.key(hit.last + 2).lower() == "the" else 2)
        found = scene.starting.get(after)
        if found is None or not words.joined(after):
            return None
        owner = scene.hits[found]
        names = [
            s.id for s in owner.senses if s.kind == "place" or (s.kind == "actor" and s.form == Form.FULL)
        ]
        further = words.joined(owner.last + 1) and scene.like_a_name(owner.last + 1)
        if not names or further:
            return None
        return _Office(title, hit.first, owner.last, self._with(title, names), owned=True, taken=found)

    def _with(self, title: str, among: list[str] | tuple[str, ...] | None = None) -> tuple[str, ...]:
        """The actors that have such an office."""
        actors = self._scene.roster.actors_with[title]
        return tuple(actor for actor in actors if among is None or actor in among)

    # ---- who holds it ----------------------------------------------------------------------------

    def _judged(self, office: _Office, hit: Hit) -> Mention | None:
        """The mention, or None where the office is not one of the topic's or nobody's in particular."""
        scene, actors = self._scene, office.actors
        ranked = {scene.before(hit.first), scene.before(office.first)} & english.RANKS
        if not actors or ranked:
            return None
        holders = scene.roster.holders(office.title, actors, When())
        named = self._beside(office, holders)
        if named is None and self._former(office):
            named = ()  # the topic need not know everybody who ever held it
        if (named == () and not office.owned) or (named is None and not self._meant(office)):
            return None
        ids = scene.roster.holders(office.title, actors, scene.on) if named is None else named
        if named is None and not office.owned and len(ids) == 1 and not self._is_at_hand(office, ids[0]):
            return None
        sides = (scene.roster.side(office.title, ids[0]),) if len(ids) == 1 else actors
        return scene.mention(office.first, office.last, "office", ids, Form.OFFICE, sides)

    def _former(self, office: _Office) -> bool:
        return self._scene.before(office.first) in english.FORMER

    def _beside(self, office: _Office, holders: tuple[str, ...]) -> tuple[str, ...] | None:
        """Which holders are named directly beside it: () when a stranger is, None when nobody is."""
        scene, words, after = self._scene, self._scene.words, office.last + 1
        if words.joined(after) and words.gap(after) != "-":
            if after in self._people.starting:
                return tuple(id for id in self._people.starting[after] if id in holders)
            if scene.like_a_name(after):
                return ()
        article = scene.before(office.first) in {"the", "a"}
        start = office.first - 1 if article else office.first
        near = [self._people.starting.get(after, ())] if words.gap(after) == ", " else []
        near += [self._people.ending.get(start - 1, ())] if words.gap(start) == ", " else []
        for ids in near:
            if held := tuple(id for id in ids if id in holders):
                return held
        return () if self._stranger_beside(start, after) else None

    def _stranger_beside(self, start: int, after: int) -> bool:
        """Whether a comma joins the office to the full name of somebody unknown: ", Jo Example, ..."""
        words = self._scene.words
        if words.gap(after) == ", " and self._scene.stranger(after, 1):
            return True
        return words.gap(start) == ", " and self._scene.stranger(start - 1, -1)

    def _meant(self, office: _Office) -> bool:
        """Whether a title without a name means its holder: "the X" and "Russia's X", not "a X", "as X"."""
        scene, roster = self._scene, self._scene.roster
        if scene.words.key(office.last + 1) == "elect":
            return False
        before = scene.before(office.first)
        if office.owned and scene.words.key(office.last) != "of":
            loose = office.title not in roster.firm and roster.shared(office.title, office.actors)
            follows = office.taken is not None and scene.hits[office.taken].first > office.first
            return not loose and (before == "the" if follows else before not in english.ANY)
        return office.title in roster.firm and before == "the" and scene.words.key(office.last + 1) != "of"

    def _is_at_hand(self, office: _Office, holder: str) -> bool:
        """Whether the text names the holder's side, where every country has such an office."""
        if office.title not in english.EVERYWHERE:
            return True
        people = self._scene.roster.people
        sides = {s.id for hit in self._scene.hits for s in hit.senses if s.kind in ("actor", "place")}
        sides |= {people[s.id].actor for hit in self._scene.hits for s in hit.senses if s.kind == "person"}
        return self._scene.roster.side(office.title, holder) in sides
