"""Who holds which office of a topic, and for whom, looked up by folded title."""

from __future__ import annotations

from collections.abc import Iterable

from summaries.folding import fold
from summaries.topics import Office, Topic
from summaries.when import When


class Roster:
    """A topic's people, their titles, and the nouns that tell two sides of a country apart."""

    def __init__(self, topic: Topic) -> None:
        self.topic = topic
        self.people = {person.id: person for person in topic.people}
        self.nouns = {actor.id: {fold(noun) for noun in actor.nouns} for actor in topic.actors}
        self.actors_with: dict[str, dict[str, None]] = {}
        self.firm: set[str] = set()  # titles that can stand without their actor or holder beside them
        shared: set[str] = set()
        for person in topic.people:
            for office in person.offices:
                for title in topic.titles_of(office):
                    actors = self.actors_with.setdefault(fold(title), {})
                    actors[office.actor or person.actor] = None
                    (shared if office.many or title.islower() else self.firm).add(fold(title))
        self.firm -= shared

    def holders(self, title: str, actors: Iterable[str], when: When) -> tuple[str, ...]:
        """Ids of who held ``title`` of one of ``actors`` in ``when``."""
        held = (person.id for actor in actors for person in self.topic.holders(title, actor, when))
        return tuple(dict.fromkeys(held))

    def side(self, title: str, id: str) -> str:
        """The actor for which a person holds a title."""
        person = self.people[id]
        return next((o.actor for o in person.offices if o.actor and self._named(o, title)), person.actor)

    def shared(self, title: str, actors: Iterable[str]) -> bool:
        """Whether many hold the office at once, so that it names nobody by itself."""
        people = (self.people[id] for id in self.holders(title, actors, When()))
        return any(o.many and self._named(o, title) for person in people for o in person.offices)

    def _named(self, office: Office, title: str) -> bool:
        return title in map(fold, self.topic.titles_of(office))
