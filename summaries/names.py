"""Finding a topic's actors, people, offices and issues in running text, by any of their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summaries.folding import fold
from summaries.naming.lexicon import Trie, Words, names, terms
from summaries.naming.offices import Offices
from summaries.naming.people import People
from summaries.naming.roster import Roster
from summaries.naming.scene import Form, Hit, Mention, Scene
from summaries.naming.sides import Sides
from summaries.topics import Topic
from summaries.when import When

__all__ = ["Form", "Mention", "NameFinder", "fold"]


class NameFinder:
    """Finds the names of one topic. Making one takes some hundredths of a second; keep it."""

    def __init__(self, topic: Topic) -> None:
        self._roster = Roster(topic)
        self._names = names(topic)
        self._terms = terms(topic)

    def find(self, text: str, on: When | None = None) -> tuple[Mention, ...]:
        """The names in ``text``, in order; ``on`` is when it was said, for who held an office then.

        Of overlapping names the longest counts; only issues' terms overlap others. Case matters except for
        terms and the titles of offices. A possessive 's, an article and a form of address ("Mr.") stay
        outside; a side's adjective or possessive before an office is inside ("Russia's foreign minister"). An
        office beside its holder's name gives both mentions, the office narrowed to the holder. ``ids`` has
        several people for a surname that they share, and none for an office that nobody of the topic held
        then or that stands beside a stranger's name. A surname after a stranger's first name is nobody's, nor
        is it later, where the text never names the topic's own person in full or by office. An office without
        its holder's name needs "the", or its side before it. Give a whole article where there is one.
        """
        words = Words(text)
        scene = Scene(self._roster, words, self._hits(words), on or When())
        people = People(scene)
        offices = Offices(scene, people)
        mentions = [*people.mentions(), *offices.mentions(), *Sides(scene).mentions(offices.taken)]
        return tuple(sorted([*mentions, *self._issues(words)], key=lambda m: (m.start, m.end, m.kind)))

    def _hits(self, words: Words) -> tuple[Hit, ...]:
        hits: list[Hit] = []
        for hit in _longest(self._names, words, words.keys):
            if not (hits and hit.first <= hits[-1].last):
                hits += self._split(words, hit)
        return tuple(hits)

    def _split(self, words: Words, hit: Hit) -> list[Hit]:
        """A name, cut where an office begins in it and reaches beyond it."""
        for inner in range(hit.first + 1, hit.last + 1):
            last, senses = self._names.longest(words, words.keys, inner)
            if last > hit.last and any(sense.kind == "office" for sense in senses):
                whole = Hit(inner, last, tuple(senses))
                cut = self._names.longest(words, words.keys, hit.first, before=inner)
                return [Hit(hit.first, cut[0], tuple(cut[1])), whole] if cut[1] else [whole]
        return [hit]

    def _issues(self, words: Words) -> Iterator[Mention]:
        for hit in _longest(self._terms, words, [key.lower() for key in words.keys]):
            start, end = words.span(hit.first, hit.last)
            ids = tuple(sense.id for sense in hit.senses)
            yield Mention(start=start, end=end, kind="issue", ids=ids, form=Form.TERM)


def _longest(trie: Trie, words: Words, keys: Sequence[str]) -> Iterator[Hit]:
    """The longest phrases from left to right, none overlapping."""
    below, free = trie.below, 0
    for place, key in enumerate(keys):
        if key in below and place >= free:
            last, senses = trie.longest(words, keys, place)
            if senses:
                yield Hit(place, last, tuple(senses))
                free = last + 1
