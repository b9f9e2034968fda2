"""Topic packs: the actors, people, offices and issues of a topic, read from one TOML file and validated."""

from __future__ import annotations

from datetime import date
from typing import Annotated, NoReturn

from pydantic import Field

from summaries.model import Value
from summaries.when import When

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=32)]
Name = Annotated[str, Field(min_length=1, max_length=120)]


class Actor(Value):
    """A side that takes positions.

    ``aliases`` are other names of the side itself ("the United States", "Americans"); ``adjectives`` go
    before a noun ("Russian officials"); ``metonyms`` are places that stand for the government ("Moscow",
    "the Kremlin"); ``institutions`` are bodies that speak for it ("the State Department"). ``short`` is
    for tables.
    """

    id: Identifier
    name: Name
    short: str = ""
    aliases: tuple[Name, ...] = ()
    adjectives: tuple[Name, ...] = ()
    metonyms: tuple[Name, ...] = ()
    institutions: tuple[Name, ...] = ()


class Office(Value):
    """An office as one person held it: ``start`` to ``end``, both included; None where open or not known.

    ``aliases`` are other ways to name it ("top diplomat"). ``actor`` is given where the office speaks for
    another actor than the person's usual one.
    """

    title: Name
    aliases: tuple[Name, ...] = ()
    actor: Identifier | None = None
    start: date | None = Field(default=None, alias="from")
    end: date | None = Field(default=None, alias="to")


class Person(Value):
    """Somebody who speaks for an actor. ``pronoun`` is "he", "she" or "they" where known, else ""."""

    id: Identifier
    name: Name
    actor: Identifier
    aliases: tuple[Name, ...] = ()
    pronoun: str = ""
    offices: tuple[Office, ...] = ()


class Issue(Value):
    """What positions are about.

    ``terms`` are words and phrases that show a passage is about it. Where the issue is an actor's own cause,
    ``actor`` names that actor: backing the actor is supporting the issue.
    """

    id: Identifier
    name: Name
    aliases: tuple[Name, ...] = ()
    terms: tuple[Name, ...] = ()
    actor: Identifier | None = None


class Feed(Value):
    """A source to read regularly."""

    url: str
    publisher: str = ""
    language: str = "en"


class Topic(Value):
    """One topic: the slash command bears its ``id``."""

    id: Identifier
    title: Name
    aliases: tuple[Name, ...] = ()
    languages: tuple[str, ...] = ("en",)
    actors: tuple[Actor, ...] = Field(min_length=1)
    people: tuple[Person, ...] = ()
    issues: tuple[Issue, ...] = ()
    feeds: tuple[Feed, ...] = ()

    def actor(self, id: str) -> Actor:
        """The actor of that id; KeyError when there is none."""
        return next((a for a in self.actors if a.id == id), None) or _missing(id)

    def person(self, id: str) -> Person:
        """The person of that id; KeyError when there is none."""
        return next((p for p in self.people if p.id == id), None) or _missing(id)

    def issue(self, id: str) -> Issue:
        """The issue of that id; KeyError when there is none."""
        return next((i for i in self.issues if i.id == id), None) or _missing(id)

    def holders(self, title: str, actor: str, when: When) -> tuple[Person, ...]:
        """Who held the office ``title`` of ``actor`` at some time in ``when``; all of them if unknown."""
        raise NotImplementedError


def _missing(id: str) -> NoReturn:
    raise KeyError(id)
