"""Topic packs: the actors, people, offices and issues of a topic, read from one TOML file and validated."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, NoReturn

from pydantic import Field

from summaries.folding import fold
from summaries.lookup import Directory, Match
from summaries.model import Value
from summaries.pack_checks import faults
from summaries.pack_text import read_pack, refuse
from summaries.publishers import Publisher, Register, register_of
from summaries.when import When

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=32)]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
"""A language by its ISO 639 code: "es"."""
InLanguages = Mapping[Language, tuple[Name, ...]]
"""Names by language. One that ends with an asterisk stands for every word that begins so (Росси*)."""


class Actor(Value):
    """A side that takes positions.

    ``aliases`` are other names of the side itself ("the United States", "Americans"); ``adjectives`` go
    before a noun ("Russian officials"); ``metonyms`` are places that stand for the government ("Moscow",
    "the Kremlin"); ``institutions`` are bodies that speak for it ("the State Department"). ``short`` is
    for tables.

    Two sides of one country share its adjective: then each lists in ``nouns`` what the adjective must stand
    before to mean that side ("Venezuelan officials" beside "Venezuelan opposition"). ``places`` are names of
    the land, which mean the side only with an office or such a noun ("the president of Venezuela").
    ``member_of`` names the actors it belongs to. A ``definite`` name takes "the" in a sentence. ``names_in``
    are the names in other languages, adjectives and institutions among them.
    """

    id: Identifier
    name: Name
    short: str = ""
    aliases: tuple[Name, ...] = ()
    adjectives: tuple[Name, ...] = ()
    metonyms: tuple[Name, ...] = ()
    institutions: tuple[Name, ...] = ()
    nouns: tuple[Name, ...] = ()
    places: tuple[Name, ...] = ()
    member_of: tuple[Identifier, ...] = ()
    definite: bool = False
    names_in: InLanguages = Field(default_factory=dict)

    def __hash__(self) -> int:
        """By its id, which is its own within a topic: names by language are no value that has a hash."""
        return hash(self.id)

    @property
    def called(self) -> str:
        """The name as it stands inside a sentence."""
        return f"the {self.name}" if self.definite else self.name


class Office(Value):
    """An office as one person held it: ``start`` to ``end``, both included; None where open or not known.

    ``aliases`` are other ways to name it; one without any capital ("leader", "top diplomat") is too common to
    stand alone, and counts only beside the actor's adjective or the holder's name. ``actor`` is given where
    the office speaks for another actor than the person's usual one. An office that ``many`` hold at once
    (senator) names its holder only beside his or her name.
    """

    title: Name
    aliases: tuple[Name, ...] = ()
    actor: Identifier | None = None
    many: bool = False
    start: date | None = Field(default=None, alias="from")
    end: date | None = Field(default=None, alias="to")

    def held(self, when: When) -> bool:
        """Whether the tenure and ``when`` share a day; always when either is not known."""
        if when.start is None or when.end is None:
            return True
        return (self.start is None or self.start <= when.end) and (self.end is None or when.start <= self.end)


class Title(Value):
    """Other ways to name an office, for everybody who holds it under ``title``; see ``Office.aliases``."""

    title: Name
    aliases: tuple[Name, ...] = Field(min_length=1)


class Person(Value):
    """Somebody who speaks for an actor. ``pronoun`` is "he", "she" or "they" where known, else "".

    ``surnames`` are what texts use alone: the last word of ``name`` when not given, none when given empty.
    ``names_in`` are the names as other languages write them, where they write them otherwise.
    """

    id: Identifier
    name: Name
    actor: Identifier
    aliases: tuple[Name, ...] = ()
    surnames: tuple[Name, ...] | None = None
    pronoun: Literal["he", "she", "they", ""] = ""
    offices: tuple[Office, ...] = ()
    names_in: InLanguages = Field(default_factory=dict)

    def __hash__(self) -> int:
        """By its id, which is its own within a topic: names by language are no value that has a hash."""
        return hash(self.id)

    @property
    def called(self) -> tuple[str, ...]:
        """The surnames that stand for the person alone."""
        return (self.name.split()[-1],) if self.surnames is None else self.surnames


class Issue(Value):
    """What positions are about.

    ``terms`` are words and phrases that show a passage is about it. Where the issue is an actor's own cause,
    ``actor`` names that actor: backing the actor is supporting the issue. ``terms_in`` are the terms in other
    languages.
    """

    id: Identifier
    name: Name
    aliases: tuple[Name, ...] = ()
    terms: tuple[Name, ...] = ()
    actor: Identifier | None = None
    terms_in: InLanguages = Field(default_factory=dict)

    def __hash__(self) -> int:
        """By its id, which is its own within a topic: names by language are no value that has a hash."""
        return hash(self.id)


class Feed(Value):
    """A source to read regularly: a feed, a news sitemap or a page; ``language`` where it always has that."""

    url: Annotated[str, Field(pattern=r"^https?://[^\s/]+\S*$", max_length=2000)]
    publisher: str = ""
    language: Language | Literal[""] = ""


class Topic(Value):
    """One topic: the slash command bears its ``id``.

    ``unrelated`` are names that only contain a name of the topic ("The Washington Post"). ``core`` names the
    actors whose own affairs the topic is, where its title doesn't tell.
    """

    id: Identifier
    title: Name
    core: tuple[Identifier, ...] = ()
    aliases: tuple[Name, ...] = ()
    languages: tuple[str, ...] = ("en",)
    actors: tuple[Actor, ...] = Field(min_length=1)
    people: tuple[Person, ...] = ()
    issues: tuple[Issue, ...] = ()
    titles: tuple[Title, ...] = ()
    feeds: tuple[Feed, ...] = ()
    publishers: tuple[Publisher, ...] = ()
    unrelated: tuple[Name, ...] = ()

    @cached_property
    def fingerprint(self) -> str:
        """Eight hexadecimal digits of SHA-256 that change with anything in the pack that evidence depends on.

        What is read and who publishes it make no difference to what a text is found to say.
        """
        told = self.model_dump_json(exclude={"feeds", "publishers"})
        return hashlib.sha256(told.encode()).hexdigest()[:8]

    @cached_property
    def register(self) -> Register:
        """The index of the pack's own publishers; ``publisher_of`` asks it first."""
        return register_of(self.publishers)

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
        """Who held the office ``title`` (or an alias of it) of ``actor`` at some time in ``when``.

        Everybody who ever held it if ``when`` is unknown; first holder first, then in the pack's order.
        """
        held = self._tenures.get((fold(title), actor), ())
        return tuple({person.id: person for office, person in held if office.held(when)}.values())

    def titles_of(self, office: Office) -> tuple[str, ...]:
        """Every way to name an office: its title, its own aliases and those that ``titles`` gives."""
        shared = (title.aliases for title in self.titles if fold(title.title) == fold(office.title))
        return tuple(
            dict.fromkeys((office.title, *office.aliases, *(a for aliases in shared for a in aliases)))
        )

    def side(self, person: Person, when: When) -> str:
        """The actor a person speaks for: an office held then may speak for another than the usual one."""
        sides = {office.actor for office in person.offices if office.actor and office.held(when)}
        return sides.pop() if len(sides) == 1 and when.start is not None else person.actor

    def resolve(self, words: str, when: When | None = None) -> tuple[Match, ...]:
        """Whom or what a user means: actors, people and issues of exactly that name, () when there is none.

        Any name counts (id, alias, adjective, metonym, institution, surname, "us secretary of state"), folded
        as ``fold`` says. Several matches are several meanings; an office gives its holders in ``when``.
        """
        return self._directory.resolve(words, when or When())

    def suggest(self, words: str, limit: int = 3) -> tuple[str, ...]:
        """Names near to ``words`` for "did you mean", nearest first; each of them resolves."""
        return self._directory.suggest(words, limit)

    @cached_property
    def _tenures(self) -> dict[tuple[str, str], tuple[tuple[Office, Person], ...]]:
        """By folded title and actor, who held it when, first holder first, then in the pack's order."""
        held: dict[tuple[str, str], list[tuple[Office, Person]]] = {}
        for person in self.people:
            for office in person.offices:
                for key in dict.fromkeys(map(fold, self.titles_of(office))):
                    held.setdefault((key, office.actor or person.actor), []).append((office, person))
        return {key: tuple(sorted(pairs, key=_since)) for key, pairs in held.items()}

    @cached_property
    def _directory(self) -> Directory:
        return Directory(self)


def parse_topic(text: str, name: str = "topic.toml") -> Topic:
    """A topic pack from its TOML text; ``name`` is the file's name, for messages.

    Raises InvalidTopic, whose ``problems`` are all that is wrong with it: each names the file, the line or
    the key, and the cure.
    """
    topic, problems = read_pack(Topic, text, name)
    if topic is not None and not problems:
        problems = tuple(f"{name}: {fault}" for fault in faults(topic))
    if topic is None or problems:
        raise refuse(problems, name)
    return topic


def _since(tenure: tuple[Office, Person]) -> date:
    return tenure[0].start or date.min


def _missing(id: str) -> NoReturn:
    raise KeyError(id)
