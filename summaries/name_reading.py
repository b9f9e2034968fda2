"""Judging what a name found in a text stands for, from the words beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz import fuzz

from summaries import english
from summaries.folding import fold
from summaries.lexicon import Sense, Words
from summaries.model import Value
from summaries.roster import Roster
from summaries.topics import Person
from summaries.when import When

_SAME_NAME = 75.0  # rapidfuzz ratio from which two first names are spellings of one: Sergei, Sergey (83)


class Form(StrEnum):
    """What sort of name a mention is."""

    FULL = "full"  # a person's full name or alias, an actor's name or alias
    SURNAME = "surname"
    OFFICE = "office"  # "the Secretary of State", with or without an actor's adjective
    ADJECTIVE = "adjective"  # "Russian" before a noun
    METONYM = "metonym"
    INSTITUTION = "institution"
    TERM = "term"  # an issue's word


class Mention(Value):
    """A name in a text: code points, what it names, in which form.

    ``kind`` is "actor", "person", "office" or "issue"; ``ids`` are the entities it may mean (one when sure;
    for an office, everybody who held it; for an issue's word, each issue with that word). ``actor`` is the
    actor spoken for, where that is clear.
    """

    start: int
    end: int
    kind: str
    ids: tuple[str, ...]
    form: Form
    actor: str | None = None


class Hit(NamedTuple):
    """Words ``first`` to ``last`` (included) that are a name, and what they may stand for."""

    first: int
    last: int
    senses: tuple[Sense, ...]

    def ids(self, *kinds: str) -> tuple[str, ...]:
        """The entities of these kinds."""
        return tuple(dict.fromkeys(sense.id for sense in self.senses if sense.kind in kinds))


class _Owner(NamedTuple):
    """Whose office it is, the words that say so, and the hit among them that is not to count again."""

    actors: tuple[str, ...]
    first: int
    last: int
    hit: int | None = None


class Reading:
    """The judgements about the names in one text, said in ``on``."""

    def __init__(self, roster: Roster, words: Words, hits: Sequence[Hit], on: When) -> None:
        self._roster, self._words, self._hits, self._on = roster, words, hits, on
        self._starting = {hit.first: place for place, hit in enumerate(hits)}
        self._ending = {hit.last: place for place, hit in enumerate(hits)}
        self._named: dict[int, tuple[str, ...]] = {}  # the people whose mention starts at a word
        self._named_to: dict[int, tuple[str, ...]] = {}  # ... or ends there

    def mentions(self) -> Iterator[Mention]:
        """People first, then offices, which take the actors beside them; what is left stands for itself."""
        for hit in self._hits:
            if hit.ids("person") and (person := self._person(hit)) is not None:
                yield person
        taken = set()
        for hit in self._hits:
            if title := hit.ids("office"):
                owner = self._owner(hit, title[0])
                office = self._office(hit, title[0], owner)
                if office is not None:
                    yield office
                    taken.add(owner.hit if owner else None)
        for place, hit in enumerate(self._hits):
            if place not in taken and not hit.ids("person", "office", "unrelated"):
                yield from self._actor(hit)

    def _mention(
        self, words: tuple[int, int], kind: str, ids: tuple[str, ...], form: Form, sides: set[str]
    ) -> Mention:
        start, end = self._words.span(*words)
        actor = next(iter(sides)) if len(sides) == 1 else None
        return Mention(start=start, end=end, kind=kind, ids=ids, form=form, actor=actor)

    # ---- people ----------------------------------------------------------------------------------

    def _person(self, hit: Hit) -> Mention | None:
        ids, first, form = hit.ids("person"), hit.first, Form(hit.senses[0].form)
        if self._words.key(hit.last + 1) in english.SUFFIXES and self._words.joined(hit.last + 1):
            return None
        if form is Form.SURNAME:
            ids = tuple(id for id in ids if not self._given_follows(id, hit))
            ids, first = self._surname(hit, ids)
            form = form if first == hit.first else Form.FULL
        if not ids:
            return None
        self._named[first] = self._named_to[hit.last] = ids
        people = [self._roster.people[id] for id in ids]
        sides = {self._roster.topic.side(person, self._on) for person in people}
        return self._mention((first, hit.last), "person", ids, form, sides)

    def _surname(self, hit: Hit, ids: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
        """Which of the people a surname may mean, given the word before it; and where the name begins."""
        words, before = self._words, hit.first - 1
        key = words.key(before)
        if words.gap(hit.first) in {" ", ". "} and (pronoun := english.PRONOUN_OF_TITLE.get(key.lower())):
            return tuple(i for i in ids if self._roster.people[i].pronoun in {"", "they", pronoun}), hit.first
        initial = words.after_initial(hit.first) and len(key) == 1
        if not (words.joined(hit.first) or initial) or words.gap(hit.first) == "-":
            return ids, hit.first
        if before in self._ending:
            return self._narrowed(self._hits[self._ending[before]], ids), hit.first
        if not self._like_a_name(before):
            return ids, hit.first
        return tuple(i for i in ids if _given(self._roster.people[i], key)), before

    def _given_follows(self, id: str, hit: Hit) -> bool:
        """Whether a stranger's first name follows a surname that comes first ("Xi Somebody")."""
        comes_first = fold(self._roster.people[id].name).startswith(f"{fold(self._words.key(hit.first))} ")
        joined = self._words.joined(hit.last + 1) and hit.last + 1 not in self._starting
        return comes_first and joined and self._like_a_name(hit.last + 1)

    def _narrowed(self, before: Hit, ids: tuple[str, ...]) -> tuple[str, ...]:
        """A surname that several share, after an office that not all of them held."""
        if len(ids) == 1 or not (titles := before.ids("office")):
            return ids
        holders = self._roster.holders(titles[0], self._roster.actors_with[titles[0]], When())
        return tuple(id for id in ids if id in holders) or ids

    def _like_a_name(self, place: int) -> bool:
        key = self._words.key(place)
        return key[:1].isupper() and key.lower() not in english.NOT_FIRST_NAMES

    # ---- offices ---------------------------------------------------------------------------------

    def _owner(self, hit: Hit, title: str) -> _Owner | None:
        """Who is said to have the office: "Russian X", "Russia's X", "X of Russia", "Putin's X"."""
        words = self._words
        theirs = words.key(hit.first - 1) == "'s"
        before = hit.first - (2 if theirs else 1)
        if theirs and (people := self._named_to.get(before)):
            sides = tuple(self._roster.topic.side(self._roster.people[id], self._on) for id in people)
            return _Owner(
                tuple(a for a in self._roster.actors_with[title] if a in sides), hit.first, hit.last
            )
        found = self._ending.get(before)
        if found is not None and words.joined(hit.first) and words.gap(hit.first) != "-":
            return self._owned(found, title, self._hits[found].first, hit.last)
        if words.key(hit.last + 1) == "of" and words.joined(hit.last + 1):
            after = hit.last + (3 if words.key(hit.last + 2).lower() == "the" else 2)
            found = self._starting.get(after)
            if found is not None and words.joined(after):
                return self._owned(found, title, hit.first, self._hits[found].last)
        return None

    def _owned(self, found: int, title: str, first: int, last: int) -> _Owner | None:
        owners = self._hits[found].ids("actor", "place")
        if not owners:
            return None
        actors = tuple(actor for actor in self._roster.actors_with[title] if actor in owners)
        return _Owner(actors, first, last, found)

    def _office(self, hit: Hit, title: str, owner: _Owner | None) -> Mention | None:
        first, last = (owner.first, owner.last) if owner else (hit.first, hit.last)
        actors = owner.actors if owner else tuple(self._roster.actors_with[title])
        if not actors or self._ranked(hit.first) or self._ranked(first):
            return None
        named = self._beside(first, last, self._roster.holders(title, actors, When()))
        if named is None and not self._may_stand(title, owner, first, last):
            return None
        if owner is None and named == ():
            return None
        if named is None and self._former(first):
            return (
                None
                if owner is None
                else self._mention((first, last), "office", (), Form.OFFICE, set(actors))
            )
        ids = self._roster.holders(title, actors, self._on) if named is None else named
        sides = {self._roster.side(title, ids[0])} if len(ids) == 1 else set(actors)
        return self._mention((first, last), "office", ids, Form.OFFICE, sides)

    def _former(self, first: int) -> bool:
        """Whether somebody out of office is meant; the topic need not know everybody who ever held it."""
        return self._words.joined(first) and self._words.key(first - 1).lower() in english.FORMER

    def _ranked(self, first: int) -> bool:
        """Whether a rank before the title makes it another office: "deputy foreign minister"."""
        return self._words.joined(first) and self._words.key(first - 1).lower() in english.RANKS

    def _beside(self, first: int, last: int, holders: tuple[str, ...]) -> tuple[str, ...] | None:
        """Which holders are named directly beside an office: () when a stranger is, None when nobody is."""
        words, after = self._words, last + 1
        if words.joined(after) and words.gap(after) != "-":
            if after in self._named:
                return tuple(id for id in self._named[after] if id in holders)
            if self._like_a_name(after):
                return ()
        article = words.key(first - 1).lower() in {"the", "a"}
        start = first - 1 if article and words.joined(first) else first
        near = [self._named.get(after, ()) if words.gap(after) == ", " else ()]
        near += [self._named_to.get(start - 1, ()) if words.gap(start) == ", " else ()]
        return next((found for ids in near if (found := tuple(i for i in ids if i in holders))), None)

    def _may_stand(self, title: str, owner: _Owner | None, first: int, last: int) -> bool:
        """Whether a title without its holder's name can be one of the topic's: not "German chancellor"."""
        words = self._words
        if words.key(last + 1) == "elect":
            return False
        if owner is not None:
            return title in self._roster.firm or not self._roster.shared(title, owner.actors)
        alone = title in self._roster.firm and words.key(last + 1) != "of"
        before = words.joined(first) and (words.key(first - 1) == "'s" or self._like_a_name(first - 1))
        return alone and not before

    # ---- actors ----------------------------------------------------------------------------------

    def _actor(self, hit: Hit) -> Iterator[Mention]:
        senses = [s for s in hit.senses if s.kind in {"actor", "place"} and self._meant(hit, s)]
        against = self._words.gap(hit.first) == "-" and self._words.key(hit.first - 1).lower() == "anti"
        if senses and not against and not self._shouted_pronoun(hit):
            ids = tuple(dict.fromkeys(sense.id for sense in senses))
            forms = {Form(sense.form or Form.ADJECTIVE) for sense in senses}
            form = next(iter(forms)) if len(forms) == 1 else self._adjective_or_name(hit)
            yield self._mention((hit.first, hit.last), "actor", ids, form, set(ids))

    def _meant(self, hit: Hit, sense: Sense) -> bool:
        """Whether a place, a shared adjective or a metonym stands for the side here."""
        if sense.kind == "place":
            return self._words.key(hit.last + 1) == "'s" and self._noun(hit, hit.last + 2) == sense.id
        if sense.form == Form.ADJECTIVE and self._roster.nouns[sense.id]:
            return self._noun(hit, hit.last + 1) == sense.id
        if sense.form == Form.METONYM:
            return not self._on_the_map(hit.first)
        return True

    def _on_the_map(self, first: int) -> bool:
        """Whether the words before a capital's name make it a place: "in X", "the capital of X"."""
        before, earlier = (self._words.key(first - back).lower() for back in (1, 2))
        return before in english.LOCATIVES or (earlier if before == "of" else before) in english.PLACES

    def _noun(self, hit: Hit, place: int) -> str | None:
        """Which of the hit's actors has one of its nouns at ``place``, or one small word further on."""
        for at in (place, place + 1):
            if not self._words.joined(at):
                break
            word = self._words.key(at).lower()
            phrases = {word, f"{word} {self._words.key(at + 1).lower()}"}
            for id in hit.ids("actor", "place"):
                if phrases & self._roster.nouns[id]:
                    return id
        return None

    def _adjective_or_name(self, hit: Hit) -> Form:
        """For a word that is both (US): an adjective before a capital or a noun of politics."""
        after = self._words.key(hit.last + 1)
        if not self._words.joined(hit.last + 1) or after == "'s":
            return Form.FULL
        return Form.ADJECTIVE if after[:1].isupper() or after.lower() in english.NOUNS else Form.FULL

    def _shouted_pronoun(self, hit: Hit) -> bool:
        """Whether "US" is the pronoun in a line of capitals: "FOLLOW US"."""
        word, before = self._words.key(hit.first), self._words.key(hit.first - 1)
        if (
            word.lower() not in english.PRONOUNS
            or "." in self._words.flat[slice(*self._words.span(hit.first, hit.last))]
        ):
            return False
        shouted = len(before) > 2 and before.isupper() and hit.first - 1 not in self._ending
        return self._words.joined(hit.first) and shouted


def _given(person: Person, word: str) -> bool:
    """Whether ``word`` is one of the person's first names, its initial or another spelling of it."""
    own = {part for surname in person.called for part in fold(surname).split()}
    known = {part for name in (person.name, *person.aliases) for part in fold(name).split()} - own
    key = fold(word)
    return any(key in (part, part[0]) or fuzz.ratio(key, part) >= _SAME_NAME for part in known)
