"""Finding a topic's actors, people, offices and issues in running text, by any of their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz import fuzz

from summaries import english
from summaries.folding import fold
from summaries.lexicon import Sense, Words, names, terms
from summaries.model import Value
from summaries.topics import Person, Topic
from summaries.when import When

__all__ = ["Form", "Mention", "NameFinder", "fold"]

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


class _Hit(NamedTuple):
    """Words ``first`` to ``last`` (included) that are a name, and what they may stand for."""

    first: int
    last: int
    senses: tuple[Sense, ...]

    def ids(self, *kinds: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(sense.id for sense in self.senses if sense.kind in kinds))

    def form(self) -> Form:
        return Form(self.senses[0].form)


class NameFinder:
    """Finds the names of one topic. Making one costs some milliseconds; keep it."""

    def __init__(self, topic: Topic) -> None:
        self.topic = topic
        self._names = names(topic)
        self._terms = terms(topic)
        self._people = {person.id: person for person in topic.people}
        self._holding: dict[str, list[str]] = {}
        self._firm: set[str] = set()
        self._nouns = {actor.id: {fold(noun) for noun in actor.nouns} for actor in topic.actors}
        for person in topic.people:
            for office in person.offices:
                for title in (office.title, *office.aliases):
                    actors = self._holding.setdefault(fold(title), [])
                    actors.append(office.actor or person.actor)
                    if title != title.lower():
                        self._firm.add(fold(title))

    def find(self, text: str, on: When | None = None) -> tuple[Mention, ...]:
        """The names in ``text``, in order; ``on`` is when it was said, for who held an office then.

        Of overlapping names the longest counts; only issues' terms overlap others. Case matters except for
        terms and the titles of offices. A possessive 's, an article and a form of address ("Mr.") stay outside;
        an adjective or an owner before an office is inside ("Russia's foreign minister"). An office beside its
        holder's name gives both mentions, the office narrowed to the holder. ``ids`` has several people for a
        surname that they share, and none for an office that nobody of the topic held then.
        """
        words = Words(text)
        reading = _Reading(self, words, tuple(self._hits(words)), on or When())
        mentions = [*reading.mentions(), *self._issues(words)]
        return tuple(sorted(mentions, key=lambda m: (m.start, m.end, m.kind)))

    def _hits(self, words: Words) -> Iterator[_Hit]:
        place, below = 0, self._names.below
        while place < len(words):
            if words.keys[place] in below:
                last, senses = self._names.longest(words, words.keys, place)
                if senses:
                    yield _Hit(place, last, tuple(senses))
                    place = last
            place += 1

    def _issues(self, words: Words) -> Iterator[Mention]:
        keys = [key.lower() for key in words.keys]
        place, below = 0, self._terms.below
        while place < len(keys):
            if keys[place] in below:
                last, senses = self._terms.longest(words, keys, place)
                if senses:
                    start, end = words.span(place, last)
                    ids = tuple(sense.id for sense in senses)
                    yield Mention(start=start, end=end, kind="issue", ids=ids, form=Form.TERM)
                    place = last
            place += 1


class _Reading:
    """The judgements about the hits in one text."""

    def __init__(self, finder: NameFinder, words: Words, hits: Sequence[_Hit], on: When) -> None:
        self._finder, self._words, self._hits, self._on = finder, words, hits, on
        self._topic = finder.topic
        self._starting = {hit.first: place for place, hit in enumerate(hits)}
        self._ending = {hit.last: place for place, hit in enumerate(hits)}

    def mentions(self) -> Iterator[Mention]:
        """Offices first take the actors beside them; what is left stands for itself."""
        taken: set[int] = set()
        offices = []
        for place, hit in enumerate(self._hits):
            if hit.ids("office"):
                owner = self._owner(place)
                mention = self._office(place, owner)
                if mention is not None:
                    offices.append(mention)
                    taken |= {owner} if owner is not None else set()
        yield from offices
        for place, hit in enumerate(self._hits):
            mention = None
            if hit.ids("person"):
                mention = self._person(hit)
            elif place not in taken and hit.ids("actor", "place"):
                mention = self._actor(hit)
            if mention is not None:
                yield mention

    # ---- offices ---------------------------------------------------------------------------------

    def _owner(self, place: int) -> int | None:
        """The hit that says whose office it is: "Russian X", "Russia's X", "X of Russia"."""
        hit, words = self._hits[place], self._words
        before = hit.first - 1
        if words.key(before) == "'s":
            before -= 1
        found = self._ending.get(before)
        if found is not None and words.joined(hit.first) and self._owns(self._hits[found]):
            return found
        if words.key(hit.last + 1) == "of" and words.joined(hit.last + 1):
            after = hit.last + (3 if words.key(hit.last + 2) == "the" else 2)
            found = self._starting.get(after)
            if found is not None and self._owns(self._hits[found]):
                return found
        return None

    def _owns(self, hit: _Hit) -> bool:
        return any(s.kind == "place" or s.form in {Form.FULL, Form.ADJECTIVE, Form.METONYM} for s in hit.senses)

    def _office(self, place: int, owner: int | None) -> Mention | None:
        hit = self._hits[place]
        title = hit.ids("office")[0]
        actors = tuple(dict.fromkeys(self._finder._holding[title]))
        first, last = hit.first, hit.last
        if owner is not None:
            by = self._hits[owner]
            actors = tuple(a for a in actors if a in by.ids("actor", "place"))
            first, last = min(first, by.first), max(last, by.last)
        if not actors or self._ranked(first):
            return None
        holders = self._holders(title, actors, former=self._words.key(first - 1).lower() in english.FORMER)
        named = self._named_after(last)
        if named is None and owner is None and not self._stands_alone(title, first, last):
            return None
        if named is not None:
            ids = tuple(p for p in self._holders(title, actors, ever=True) if p in named)
            if not ids and owner is None:
                return None
        else:
            ids = holders
        sides = {self._side(title, id) for id in ids} if len(ids) == 1 else set(actors)
        start, end = self._words.span(first, last)
        actor = sides.pop() if len(sides) == 1 else None
        return Mention(start=start, end=end, kind="office", ids=ids, form=Form.OFFICE, actor=actor)

    def _holders(
        self, title: str, actors: Iterable[str], *, former: bool = False, ever: bool = False
    ) -> tuple[str, ...]:
        when = When() if ever or former else self._on
        people = [person for actor in actors for person in self._topic.holders(title, actor, when)]
        if former:
            people = [person for person in people if self._left(person, title)]
        return tuple(dict.fromkeys(person.id for person in people))

    def _left(self, person: Person, title: str) -> bool:
        ends = [o.end for o in person.offices if o.named(title) and o.end is not None]
        return any(self._on.end is None or end < self._on.end for end in ends)

    def _side(self, title: str, id: str) -> str:
        person = self._finder._people[id]
        return next((o.actor for o in person.offices if o.named(title) and o.actor), person.actor)

    def _ranked(self, first: int) -> bool:
        """Whether a rank before the title makes it another office: "deputy foreign minister"."""
        return self._words.joined(first) and self._words.key(first - 1).lower() in english.RANKS

    def _named_after(self, last: int) -> tuple[str, ...] | None:
        """Who is named directly after an office: ids, () for a stranger, None for nobody."""
        words, after = self._words, last + 1
        found = self._starting.get(after)
        apposed = words.joined(after) or words.gap(after) == ", "
        if found is not None and apposed and (people := self._hits[found].ids("person")):
            return people
        if words.joined(after) and words.gap(after) != "-" and self._like_a_name(after):
            return ()
        return None

    def _like_a_name(self, place: int) -> bool:
        key = self._words.key(place)
        return key[:1].isupper() and key.lower() not in english.NOT_FIRST_NAMES

    def _stands_alone(self, title: str, first: int, last: int) -> bool:
        """Whether a title without owner or name can be one of the topic's: not "German foreign minister"."""
        words = self._words
        if title not in self._finder._firm or words.key(last + 1) in {"of", "elect"}:
            return False
        return not (words.joined(first) and (words.key(first - 1) == "'s" or self._like_a_name(first - 1)))

    # ---- people ----------------------------------------------------------------------------------

    def _person(self, hit: _Hit) -> Mention | None:
        ids = hit.ids("person")
        if self._words.key(hit.last + 1).rstrip(".") in english.SUFFIXES:
            return None
        first = hit.first
        if hit.form() is Form.SURNAME:
            ids, first = self._surname(hit, ids)
        if not ids:
            return None
        sides = {self._topic.side(self._finder._people[id], self._on) for id in ids}
        start, end = self._words.span(first, hit.last)
        form = hit.form() if first == hit.first else Form.FULL
        actor = sides.pop() if len(sides) == 1 else None
        return Mention(start=start, end=end, kind="person", ids=ids, form=form, actor=actor)

    def _surname(self, hit: _Hit, ids: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
        """Which of the people a surname may mean, given the word before it; and where the name begins."""
        words, before = self._words, hit.first - 1
        if not (words.joined(hit.first) or words.after_initial(hit.first)) or words.gap(hit.first) in {"-", ""}:
            return ids, hit.first
        key = words.key(before)
        if key.lower() in english.PRONOUN_OF_TITLE:
            pronouns = {"", "they", english.PRONOUN_OF_TITLE[key.lower()]}
            return tuple(i for i in ids if self._finder._people[i].pronoun in pronouns), hit.first
        if before in self._ending:
            return self._narrowed(before, ids), hit.first
        if not key[:1].isupper() or not key[0].isalpha() or key.lower() in english.NOT_FIRST_NAMES:
            return ids, hit.first
        own = tuple(i for i in ids if _given(self._finder._people[i], key))
        return own, before

    def _narrowed(self, before: int, ids: tuple[str, ...]) -> tuple[str, ...]:
        titles = self._hits[self._ending[before]].ids("office")
        if not titles or len(ids) == 1:
            return ids
        actors = dict.fromkeys(self._finder._holding[titles[0]])
        holders = self._holders(titles[0], actors)
        return tuple(i for i in ids if i in holders) or ids

    # ---- actors ----------------------------------------------------------------------------------

    def _actor(self, hit: _Hit) -> Mention | None:
        senses = [s for s in hit.senses if s.kind in {"actor", "place"} and self._meant(hit, s)]
        if not senses:
            return None
        ids = tuple(dict.fromkeys(sense.id for sense in senses))
        forms = {Form(sense.form or Form.ADJECTIVE) for sense in senses}
        form = next(iter(forms)) if len(forms) == 1 else self._adjective_or_name(hit)
        start, end = self._words.span(hit.first, hit.last)
        actor = ids[0] if len(ids) == 1 else None
        return Mention(start=start, end=end, kind="actor", ids=ids, form=form, actor=actor)

    def _meant(self, hit: _Hit, sense: Sense) -> bool:
        """Whether a place, a shared adjective or a metonym stands for the side here."""
        if sense.kind == "place":
            return self._words.key(hit.last + 1) == "'s" and self._noun(hit.last + 2) == sense.id
        if sense.form == Form.ADJECTIVE and self._finder._nouns[sense.id]:
            return self._noun(hit.last + 1, {s.id for s in hit.senses}) == sense.id
        if sense.form == Form.METONYM:
            return self._words.key(hit.first - 1).lower() not in english.LOCATIVES
        return True

    def _noun(self, place: int, among: Iterable[str] = ()) -> str | None:
        """The actor one of whose nouns stands at ``place``, or one word further on."""
        actors = tuple(among) or tuple(self._finder._nouns)
        for at in (place, place + 1):
            if not self._words.joined(at):
                break
            phrases = {self._phrase(at, 2), self._phrase(at, 1)}
            for actor in actors:
                if phrases & self._finder._nouns[actor]:
                    return actor
        return None

    def _phrase(self, place: int, length: int) -> str:
        keys = (self._words.key(at) for at in range(place, place + length))
        return " ".join(keys).lower().strip()

    def _adjective_or_name(self, hit: _Hit) -> Form:
        """For a word that is both (US): an adjective before a capital or a noun of politics."""
        after = self._words.key(hit.last + 1)
        if not self._words.joined(hit.last + 1) or after == "'s":
            return Form.FULL
        return Form.ADJECTIVE if after[:1].isupper() or after.lower() in english.NOUNS else Form.FULL


def _given(person: Person, word: str) -> bool:
    """Whether ``word`` is one of the person's first names, its initial or another spelling of it."""
    known = {part for name in (person.name, *person.aliases) for part in fold(name).split()[:-1]}
    key = fold(word)
    return any(key in (part, part[0]) or fuzz.ratio(key, part) >= _SAME_NAME for part in known)
