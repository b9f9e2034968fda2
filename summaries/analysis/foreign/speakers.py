"""Who a noun phrase is: a person of the topic, a stranger by name, an institution, a side, or unknown."""

from __future__ import annotations

from dataclasses import dataclass, replace

from summaries.analysis.foreign.cast import Cast, Mention
from summaries.analysis.foreign.names import key_of
from summaries.analysis.foreign.phrases import Candidate
from summaries.model import Article, Role
from summaries.topics import Person

_INSTITUTIONS = 2
"""A side's name of so many words or more is that of a body of it."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks; None and UNKNOWN for what is not known. ``gender`` is "he", "she" or ""."""

    name: str | None = None
    person: str | None = None
    actor: str | None = None
    office: str = ""
    role: Role = Role.UNKNOWN
    gender: str = ""

    @property
    def known(self) -> bool:
        """Whether it is known who speaks."""
        return self.name is not None


NOBODY = Speaker()


class Speakers:
    """Who the noun phrases of one article are."""

    def __init__(self, article: Article, cast: Cast) -> None:
        self._article, self._cast = article, cast
        self._tongue = cast.tongue
        self._former = tuple(map(key_of, cast.tongue.former))
        self._spokes = tuple(map(key_of, cast.tongue.speaks_for))
        self._described: dict[str, set[Speaker]] = {}

    def of(self, candidate: Candidate, last: Speaker | None = None) -> Speaker:
        """Who this is; what is learned of somebody's office counts for "the minister" later on.

        ``last`` is who spoke last, for "the Russian minister".
        """
        mention = candidate.mention
        if candidate.joint:
            return NOBODY
        if mention is None:
            return self._description(candidate, last)
        if (person := self._cast.person(mention)) is not None:
            return self._introduced(candidate, self._person(person))
        if mention.kind == "actor":
            return self._body(candidate, mention)
        name = self._cast.stranger(mention)
        if not name:
            return NOBODY
        actor = self._side(candidate)
        return self._introduced(
            candidate, Speaker(name, actor=actor, role=Role.PERSON, gender=self._gender(candidate))
        )

    def _person(self, person: Person) -> Speaker:
        when = self._article.published
        held = [office.title for office in person.offices if office.held(when)] if when.start else []
        return Speaker(
            name=person.name,
            person=person.id,
            actor=self._cast.topic.side(person, when),
            office=held[0] if held else "",
            role=Role.PERSON,
            gender=person.pronoun if person.pronoun in ("he", "she") else "",
        )

    def _body(self, candidate: Candidate, mention: Mention) -> Speaker:
        name = self._article.text[mention.start : mention.end] if mention.nominative else mention.name
        role = Role.INSTITUTION if len(name.split()) >= _INSTITUTIONS or name.isupper() else Role.ACTOR
        if any(map(self._cast_office, candidate.head)):
            return self._description(candidate, None)
        return Speaker(name, actor=mention.ids[0], role=role)

    def _description(self, candidate: Candidate, last: Speaker | None) -> Speaker:
        """Somebody without a name: who was introduced by the same noun, or a body's spokesperson."""
        if not candidate.head:
            return NOBODY
        if candidate.head[0].startswith(self._spokes) and len(candidate.sides) == 1:
            return Speaker(actor=candidate.sides[0], role=Role.SPOKESPERSON)
        if candidate.qualified:
            return NOBODY
        if last is not None and self._holds(last, candidate):
            return last
        known = self._described.get(candidate.head[0][:6], set())
        if len(known) != 1 or not candidate.head[0].startswith(self._offices):
            return NOBODY
        found = next(iter(known))
        fits = all(side == found.actor for side in candidate.sides) and len(candidate.head) < 3
        return found if fits and not self._is_former(candidate) else NOBODY

    def _holds(self, last: Speaker, candidate: Candidate) -> bool:
        """Whether who spoke last holds the office, and is of the side, that a description names."""
        person = next((p for p in self._cast.topic.people if p.id == last.person), None)
        if person is None or self._is_former(candidate) or not set(candidate.sides) <= {last.actor}:
            return False
        held = [o.title for o in person.offices if o.held(self._article.published)]
        said = next((title for begins, title in _TITLES if candidate.head[0].startswith(begins)), None)
        return said is not None and any(said in title for title in held)

    @property
    def _offices(self) -> tuple[str, ...]:
        return tuple(map(key_of, self._tongue.offices))

    def _cast_office(self, word: str) -> bool:
        return word.startswith(self._offices)

    def _introduced(self, candidate: Candidate, speaker: Speaker) -> Speaker:
        for word in candidate.head:
            if self._cast_office(word):
                self._described.setdefault(word[:6], set()).add(replace(speaker, office=""))
        return speaker

    def _side(self, candidate: Candidate) -> str | None:
        """The one side for which a stranger speaks by the words before his or her name."""
        if len(candidate.sides) != 1 or self._is_former(candidate):
            return None
        return candidate.sides[0] if any(map(self._speaks_for, candidate.head)) else None

    def _speaks_for(self, word: str) -> bool:
        return word.startswith((*self._spokes, *_OFFICIALS))

    def _is_former(self, candidate: Candidate) -> bool:
        return any(word.startswith(self._former) for word in candidate.head)

    def _gender(self, candidate: Candidate) -> str:
        opener = self._article.text[candidate.start : candidate.end].split()[0].lower()
        return {"el": "he", "la": "she", "le": "he", "o": "he", "a": "she", "m.": "he", "mme": "she"}.get(
            opener, ""
        )


_TITLES = (
    (("ministr", "министр", "глава"), "Minister"),
    (("canciller", "chanceler"), "Foreign Minister"),
    (("presiden", "mandatari", "gobernant", "president", "президент"), "President"),
    (("vice", "вице-президент"), "Vice President"),
    (("secretari", "secretaire", "госсекретар"), "Secretary"),
    (("portavo", "vocer", "porta-vo", "porte-parole", "пресс-секретар", "представител"), "Spokes"),
    (("embajador", "embaixador", "ambassad", "посол", "постпред"), "Ambassador"),
    (("alta", "alto", "haute", "haut"), "High "),
)
"""What offices are in English, by how their nouns begin."""

_OFFICIALS = (
    *(
        "ministr",
        "canciller",
        "presiden",
        "vicepresiden",
        "viceministr",
        "embajador",
        "secretari",
        "jefe",
        "jefa",
    ),
    *(
        "general",
        "primer",
        "premier",
        "chanceler",
        "embaixador",
        "chefe",
        "ambassad",
        "chef",
        "министр",
        "глава",
    ),
    *("президент", "посол", "замминистр", "постпред", "госсекретар", "премьер", "вице-", "enviad", "envoye"),
    *(
        "secretair",
        "vice-",
        "subsecretari",
        "encarregad",
        "encargad",
        "charge",
        "lider",
        "dirigent",
        "leader",
    ),
    *("opositor", "opposant", "лидер", "representant", "спецпредставител", "заместител"),
)
"""Beginnings of nouns for those who speak for a side because of what they are."""
