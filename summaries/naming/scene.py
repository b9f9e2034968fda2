"""A text with the names found in it, before anything is judged about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from summaries import english
from summaries.model import Value
from summaries.naming.lexicon import Sense, Words
from summaries.naming.roster import Roster
from summaries.when import When


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


class Scene:
    """The words of a text, the hits among them by their first and last word, and when it was said."""

    def __init__(self, roster: Roster, words: Words, hits: Sequence[Hit], on: When) -> None:
        self.roster, self.words, self.hits, self.on = roster, words, hits, on
        self.starting = {hit.first: place for place, hit in enumerate(hits)}
        self.ending = {hit.last: place for place, hit in enumerate(hits)}

    def mention(
        self, first: int, last: int, kind: str, ids: tuple[str, ...], form: Form, sides: Iterable[str]
    ) -> Mention:
        """A mention of the words ``first`` to ``last``; its actor is the side, where ``sides`` is one."""
        start, end = self.words.span(first, last)
        one = tuple(dict.fromkeys(sides))
        actor = one[0] if len(one) == 1 else None
        return Mention(start=start, end=end, kind=kind, ids=ids, form=form, actor=actor)

    def before(self, first: int) -> str:
        """The word directly before, in lower case; "" where a mark stands between."""
        return self.words.key(first - 1).lower() if self.words.joined(first) else ""

    def like_a_name(self, place: int) -> bool:
        """Whether the word could be somebody's name: a capital, and no opener, title, day or month."""
        key = self.words.key(place)
        return key[:1].isupper() and key.lower() not in english.NOT_FIRST_NAMES

    def stranger(self, place: int, step: int) -> bool:
        """Whether two words like a stranger's name stand from ``place`` on; ``step`` is 1 or -1."""
        words, second = self.words, place + step
        if not (self.like_a_name(place) and self.like_a_name(second) and words.joined(max(place, second))):
            return False
        if step < 0:
            return place not in self.ending and self.before(second) not in english.LOCATIVES
        return place not in self.starting
