"""What a brief is made from: evidence already chosen by topic and window, and how to name what is in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from summaries.model import (
    Brief,
    Coverage,
    Development,
    Note,
    Quotation,
    Remark,
    Section,
    Source,
    StanceStatement,
    Value,
)
from summaries.topics import Actor, Person, Topic
from summaries.when import When


class Material(Value):
    """Evidence for one brief; ``sources`` holds every article that the evidence is from.

    ``since`` and ``as_of`` are the window the evidence was read for; they are shown, not applied again.
    The order of the evidence doesn't matter: briefs put it in an order of their own.
    """

    topic: Topic
    quotations: tuple[Quotation, ...] = ()
    stances: tuple[StanceStatement, ...] = ()
    developments: tuple[Development, ...] = ()
    remarks: tuple[Remark, ...] = ()
    sources: Mapping[str, Source] = {}
    coverage: Coverage = Coverage()
    since: date | None = None
    as_of: date | None = None

    def publisher(self, article: str) -> str:
        """Who published an article; its id where that is not known, so that sources still count apart."""
        source = self.sources.get(article)
        return (source.publisher if source else "") or article

    def story(self, article: str) -> str:
        """What copies of one text share, whoever published them; the article's id where it is no copy."""
        source = self.sources.get(article)
        return (source.story if source else "") or article

    def published(self, article: str) -> When:
        """When an article was published."""
        source = self.sources.get(article)
        return source.published if source else When()

    def dated(self, said: When, article: str) -> When:
        """The date of something said or done; its article's publication where the text doesn't tell."""
        return self.published(article) if said.start is None else said

    def target(self, id: str) -> str:
        """The name of an issue or an actor for a heading; the id for one that the topic no longer has."""
        return next((issue.name for issue in self.topic.issues if issue.id == id), "") or self.actor(id)

    def about(self, id: str) -> str:
        """The name of a target inside a sentence: lower case unless it begins with a name."""
        if self.is_actor(id):
            return self.called(id)
        name = self.target(id)
        if name.split()[0].removesuffix("'s").removesuffix("’s") in self._proper_words:
            return name
        return name[:1].lower() + name[1:]

    def actor(self, id: str) -> str:
        """The name of an actor for a heading; the id for one that the topic no longer has."""
        known = self._actors.get(id)
        return known.name if known else id

    def called(self, id: str) -> str:
        """The name of an actor inside a sentence."""
        known = self._actors.get(id)
        return known.called if known else id

    def is_actor(self, id: str) -> bool:
        """Whether the id is an actor's."""
        return id in self._actors

    def person(self, id: str) -> str:
        """The name of a person; the id itself for one that the topic no longer has."""
        known = self._people.get(id)
        return known.name if known else id

    @cached_property
    def _actors(self) -> Mapping[str, Actor]:
        return {actor.id: actor for actor in self.topic.actors}

    @cached_property
    def _people(self) -> Mapping[str, Person]:
        return {person.id: person for person in self.topic.people}

    @cached_property
    def _proper_words(self) -> frozenset[str]:
        people = (name for person in self.topic.people for name in (person.name, *person.aliases))
        actors = (
            name
            for actor in self.topic.actors
            for name in (actor.name, actor.short, *actor.aliases, *actor.adjectives, *actor.metonyms)
        )
        return frozenset(word for name in (*people, *actors) for word in name.split() if word[:1].isupper())

    def office(self, person: str, said: When, article: str) -> str:
        """The one office a person held when something was said; "" for none, several, or no known date."""
        when = self.dated(said, article)
        offices = self._people[person].offices if person in self._people else ()
        titles = {office.title for office in offices if when.start and office.held(when)}
        return titles.pop() if len(titles) == 1 else ""

    def brief(
        self, command: str, title: str, sections: Iterable[Section], notes: Iterable[str] = ()
    ) -> Brief:
        """A brief of these sections (empty ones left out), with its coverage and the sources it cites."""
        made = Brief(
            command=command,
            topic=self.topic.id,
            title=title,
            as_of=self.as_of,
            since=self.since,
            sections=tuple(s for s in sections if s.lines or s.note),
            notes=tuple(Note(text=text) for text in notes),
            coverage=self.coverage,
        )
        sources = tuple(self.sources[cited] for cited in made.cited() if cited in self.sources)
        return made.model_copy(update={"sources": sources})


def newest_first(when: When) -> tuple[int, int]:
    """A sort key: the latest last day first, then the latest first day; what has no date comes last."""
    if when.start is None or when.end is None:
        return (1, 0)
    return (-when.end.toordinal(), -when.start.toordinal())


def window_words(material: Material) -> str:
    """How a silence names the window: " since 1 May 2019", " as of 1 June 2019", both, or nothing."""
    since = f" since {When.day(material.since)}" if material.since else ""
    as_of = f" as of {When.day(material.as_of)}" if material.as_of else ""
    return since + as_of
