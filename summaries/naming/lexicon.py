"""A topic's names as tries of words, one for its actors, people and offices and one for its issues' terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from summaries.folding import flatten, fold
from summaries.topics import Actor, Person, Topic

# An acronym with dots, a possessive 's, or a word that may hold apostrophes of its own (O'Brien, don't).
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.)+[^\W\d_](?![^\W_])\.?|'[sS](?![^\W_])|[^\W_]+(?:'(?![sS](?![^\W_]))[^\W_]+)*"
)
_JOINT = re.compile(r" *\n? *|-")
_LINKS = frozenset({"of", "the", "to", "for", "and", "on", "'s"})
_MOST_CASED = 6  # words of a title whose every mixture of capitals is entered; 3 to the 6th at the worst
_SHOUTABLE = 4  # letters a one-word name needs to count in capitals too


class Sense(NamedTuple):
    """What a name may stand for: ``kind`` is actor, place, person, office, issue or unrelated.

    ``id`` is the entity's, for an office its folded title; ``form`` is a ``names.Form``, "" for a place.
    """

    kind: str
    id: str
    form: str


class Words:
    """A text cut into words: ``flat`` is the flattened text, ``keys`` the words, acronyms without dots."""

    def __init__(self, text: str) -> None:
        self.flat, self.places = flatten(text)
        found = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(self.flat)]
        self.starts = [start for start, _, _ in found]
        self.ends = [end for _, end, _ in found]
        self.keys = ["'s" if word == "'S" else word.replace(".", "") for _, _, word in found]

    def __len__(self) -> int:
        return len(self.keys)

    def key(self, place: int) -> str:
        """The word at ``place``; "" beyond the ends."""
        return self.keys[place] if 0 <= place < len(self.keys) else ""

    def gap(self, place: int) -> str:
        """What stands between the word before ``place`` and the one there; a full stop beyond the ends."""
        if not 0 < place < len(self.keys):
            return "."
        return self.flat[self.ends[place - 1] : self.starts[place]]

    def joined(self, place: int) -> bool:
        """Whether a word follows the one before it over a space, a hyphen, a line's end or a plural's '."""
        gap = self.gap(place)
        return gap in {" ", "-", "", "' "} or _JOINT.fullmatch(gap) is not None

    def after_initial(self, place: int) -> bool:
        """Whether the word at ``place`` follows an initial or the like with its full stop: "J. ", "St. "."""
        return self.gap(place) == ". " and len(self.keys[place - 1]) <= 2

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The code points of the text from the word ``first`` to the word ``last``."""
        return self.places[self.starts[first]], self.places[self.ends[last]]


class Trie:
    """Phrases by their words; the longest that starts at a word is found in as many steps as it has words."""

    def __init__(self) -> None:
        self.below: dict[str, Trie] = {}
        self.senses: list[Sense] = []

    def add(self, words: Iterable[str], sense: Sense) -> None:
        """Enter one phrase."""
        node = self
        for word in words:
            node = node.below.setdefault(word, Trie())
        if node is not self and sense not in node.senses:
            node.senses.append(sense)

    def longest(
        self, words: Words, keys: Sequence[str], first: int, before: int | None = None
    ) -> tuple[int, Sequence[Sense]]:
        """The last word of the longest phrase from ``first``, and what it may stand for; (-1, ()) if none.

        The phrase ends before the word ``before``. A middle initial is passed over: "Ann B. Example" is "Ann
        Example".
        """
        beyond = len(words) if before is None else before
        node = self.below.get(keys[first])
        best: tuple[int, Sequence[Sense]] = (-1, ())
        place = first
        while node is not None:
            if node.senses:
                best = (place, node.senses)
            place += 1
            if node.below and _initial(keys, place) and words.joined(place) and keys[place] not in node.below:
                place += 1
            if place >= beyond or not (words.joined(place) or words.after_initial(place)):
                break
            node = node.below.get(keys[place])
        return best


def _initial(keys: Sequence[str], place: int) -> bool:
    return place < len(keys) and len(keys[place]) == 1 and keys[place].isupper()


def words_of(name: str) -> tuple[str, ...]:
    """A name's words as ``Words`` cuts them, without a leading "the" unless a common noun needs it."""
    words = tuple(Words(name).keys)
    if len(words) < 2 or words[0].casefold() != "the" or name.islower():
        return words
    return words[1:]


def names(topic: Topic) -> Trie:
    """The names that are read with their case."""
    trie = Trie()
    for actor in topic.actors:
        for words, sense in _actor_names(actor):
            trie.add(words, sense)
    for person in topic.people:
        for words, sense in _person_names(person):
            trie.add(words, sense)
    for title in {
        title for person in topic.people for office in person.offices for title in topic.titles_of(office)
    }:
        for words in _cased(words_of(title)):
            trie.add(words, Sense("office", fold(title), "office"))
    for name in topic.unrelated:
        for words in _shouted(words_of(name)):
            trie.add(words, Sense("unrelated", "", ""))
    return trie


def terms(topic: Topic) -> Trie:
    """The issues' terms in lower case, with simple inflections of the first and of the last word."""
    trie = Trie()
    for issue in topic.issues:
        for term in issue.terms:
            for words in inflections(tuple(word.lower() for word in Words(term).keys)):
                trie.add(words, Sense("issue", issue.id, "term"))
    return trie


def _actor_names(actor: Actor) -> Iterator[tuple[tuple[str, ...], Sense]]:
    for name in (actor.name, *actor.aliases):
        for words in _possessed(actor, name):
            yield from ((shape, Sense("actor", actor.id, "full")) for shape in _shouted(words))
    for name in actor.institutions:
        for words in _possessed(actor, name):
            yield from ((shape, Sense("actor", actor.id, "institution")) for shape in _shouted(words))
    for name in actor.adjectives:
        yield from ((shape, Sense("actor", actor.id, "adjective")) for shape in _shouted(words_of(name)))
    for name in actor.metonyms:  # never in capitals: those are datelines
        yield words_of(name), Sense("actor", actor.id, "metonym")
    for name in actor.places:
        yield from ((shape, Sense("place", actor.id, "")) for shape in _shouted(words_of(name)))


def _possessed(actor: Actor, name: str) -> Iterator[tuple[str, ...]]:
    """The name itself, and where it opens with the actor's adjective, its turns with 's and "of"."""
    words = words_of(name)
    yield words
    opening = next((a for a in map(words_of, actor.adjectives) if words[: len(a)] == a), None)
    if not opening or len(words) == len(opening):
        return
    rest = words[len(opening) :]
    yield from ((*words_of(adjective), *rest) for adjective in actor.adjectives)
    for owner in map(words_of, (actor.name, *actor.places)):
        yield (*owner, "'s", *rest)
        yield (*rest, "of", *owner)
        yield (*rest, "of", "the", *owner)


def _person_names(person: Person) -> Iterator[tuple[tuple[str, ...], Sense]]:
    for name in (person.name, *person.aliases):
        yield from ((words, Sense("person", person.id, "full")) for words in _shouted(words_of(name)))
    for surname in person.called:
        yield from ((words, Sense("person", person.id, "surname")) for words in _shouted(words_of(surname)))


def _shouted(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    """A name as it stands, opening a sentence, and, unless it is short, in capitals."""
    return {words, _opened(words), _loud(words) if len("".join(words)) >= _SHOUTABLE else words}


def _loud(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word if word == "'s" else word.upper() for word in words)


def _opened(words: tuple[str, ...]) -> tuple[str, ...]:
    return (words[0][:1].upper() + words[0][1:], *words[1:])


def _cased(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """An office with each word small or with a capital, and all in capitals."""
    shapes = [
        (word,) if word in _LINKS else (word.lower(), *_opened((word.lower(),)), word) for word in words
    ]
    yield _loud(words)
    if len(words) <= _MOST_CASED:
        yield from product(*map(dict.fromkeys, shapes))
    else:
        yield from (
            words,
            tuple(shape[0] for shape in shapes),
            tuple(shape[len(shape) // 2] for shape in shapes),
        )


def inflections(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The phrase as it stands and with its first or its last word in the plural, or ending in -ed or -ing."""
    if not words:
        return set()
    firsts = {(form, *words[1:]) for form in _forms(words[0])}
    return firsts | {(*words[:-1], form) for form in _forms(words[-1])} | {words}


def _forms(word: str) -> set[str]:
    if len(word) < 3 or not word.isalpha():
        return {word}
    if word.endswith("e"):
        return {word, word + "s", word + "d", word[:-1] + "ing"}
    if word.endswith("y") and word[-2] not in "aeiou":
        return {word, word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
    plural = word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")
    return {word, plural, word + "ed", word + "ing"}
