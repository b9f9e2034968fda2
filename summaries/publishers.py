"""Whose word it is: publishers with their country and owner, in the few words that briefs have room for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, Protocol

from pydantic import Field
from rapidfuzz import fuzz

from summaries.articles.feed_links import host_of
from summaries.folding import fold
from summaries.model import Value

Kind = Literal[
    "state",
    "state-funded",
    "public",
    "agency",
    "government",
    "party",
    "opposition",
    "wire",
    "private",
    "intergovernmental",
    "nonprofit",
    "institute",
]
Domain = Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)*$", max_length=120)]
Words = Annotated[str, Field(min_length=1, max_length=120)]

_ALIKE = 85.0
_TABLE = Path(__file__).with_suffix(".toml")
# What is said of each kind, with the country's adjective or its name. Private press is told by country alone.
_SAID: Mapping[Kind, str] = {
    "state": "{adjective} state media",
    "state-funded": "funded by the {adjective} state",
    "public": "{adjective} public broadcaster",
    "agency": "{adjective} state news agency",
    "government": "{adjective} government",
    "party": "{adjective} party press",
    "opposition": "{adjective} opposition",
    "wire": "wire service, {country}",
    "private": "{country}",
    "intergovernmental": "intergovernmental organisation",
    "nonprofit": "nonprofit, {country}",
    "institute": "think tank, {country}",
}


class Publisher(Value):
    """Who publishes: ``country`` by ISO 3166 alpha-2 (also EU and UN), "" for none; ``kind`` whose it is.

    ``domains`` are those it publishes at; one stands for its subdomains too. ``note`` says in few words what
    the usual words of the kind would say less well. ``source`` is where country and kind are known from.
    """

    name: Words
    domains: tuple[Domain, ...] = ()
    aliases: tuple[Words, ...] = ()
    country: Annotated[str, Field(pattern=r"^([A-Z]{2})?$")] = ""
    kind: Kind = "private"
    language: Annotated[str, Field(pattern=r"^([a-z]{2,3})?$")] = ""
    note: Annotated[str, Field(max_length=80)] = ""
    source: Words

    @property
    def described(self) -> str:
        """Whose it is in few words: "Chinese state media"; "Spain" for private press; "" for no country."""
        if self.note:
            return self.note
        country, adjective = _countries().get(self.country, (self.country, self.country))
        said = _SAID[self.kind]
        if not country:
            said = said.replace("{adjective} ", "").replace(", {country}", "")
        return said.format(country=country, adjective=adjective)

    @property
    def shown(self) -> str:
        """The name and whose it is: "CGTN, Chinese state media"; once where both are the same words."""
        said = self.described
        return f"{self.name}, {said}" if said and fold(said) != fold(self.name) else self.name


class Register(NamedTuple):
    """Publishers by domain and by folded name; None for a name that several bear."""

    domains: Mapping[str, Publisher]
    names: Mapping[str, Publisher | None]

    def at(self, host: str) -> tuple[int, Publisher | None]:
        """The publisher at the longest domain that ends ``host``, and how many labels of it that is."""
        labels = host.split(".")
        for start in range(len(labels)):
            if found := self.domains.get(".".join(labels[start:])):
                return len(labels) - start, found
        return 0, None


def register_of(publishers: Iterable[Publisher]) -> Register:
    """An index of publishers. The first at a domain keeps it."""
    domains: dict[str, Publisher] = {}
    names: dict[str, Publisher | None] = {}
    for publisher in publishers:
        for domain in publisher.domains:
            domains.setdefault(domain.removeprefix("www."), publisher)
        for name in {fold(name) for name in (publisher.name, *publisher.aliases)}:
            names[name] = publisher if name not in names else None
    return Register(domains, names)


class Known(Protocol):
    """A topic, as far as publishers go."""

    @property
    def register(self) -> Register:
        """The index of the topic's own publishers."""
        ...


def publisher_of(topic: Known | None, url: str = "", name: str = "") -> Publisher | None:
    """Who publishes what is at ``url`` or bears that ``name``; None where nobody knows.

    The longest domain counts, then the name or an alias, letter case and accents aside. What the topic's pack
    says of a domain or a name comes before the default table.
    """
    registers = (topic.register, _default()) if topic else (_default(),)
    if url and (host := host_of(url)):
        _, found = max((register.at(host) for register in registers), key=lambda match: match[0])
        if found:
            return found
    key = fold(name) if name else ""
    return next((register.names[key] for register in registers if key and key in register.names), None)


def whose_word(topic: Known | None, url: str, name: str) -> Publisher | None:
    """Whose word an article at ``url`` is that calls its publisher ``name``; None where the two disagree.

    Anybody can call himself Reuters: where there is an address, it has to be one of the publisher's. And a
    page that one publisher shows of another is neither's to be told by.
    """
    if not url:
        return publisher_of(topic, name=name)
    found = publisher_of(topic, url)
    return found if found and (not name or _alike(found, name)) else None


def _alike(publisher: Publisher, name: str) -> bool:
    """Whether a name may be one of the publisher's, as "TASS Russian News Agency" is for TASS."""
    known = map(fold, (publisher.name, *publisher.aliases))
    return any(fuzz.token_set_ratio(fold(name), each) >= _ALIKE for each in known)


def default_publishers() -> tuple[Publisher, ...]:
    """The table that comes with Readout."""
    return tuple(Publisher.model_validate(row) for row in _table()["publishers"])


@cache
def _default() -> Register:
    return register_of(default_publishers())


@cache
def _countries() -> Mapping[str, tuple[str, str]]:
    """Of each country its name and its adjective."""
    return {code: (name, adjective) for code, (name, adjective) in _table()["countries"].items()}


def known_countries() -> frozenset[str]:
    """The codes of the countries that can be named in words."""
    return frozenset(_countries())


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))
