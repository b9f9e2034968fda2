"""What must be known of a language to read who is quoted in it: the shape of the four languages' data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from summaries.folding import flatten


def words(listed: str) -> frozenset[str]:
    """Words from a string of them."""
    return frozenset(listed.split())


def stems(listed: str) -> tuple[str, ...]:
    """Beginnings of words from a string of them, in order."""
    return tuple(dict.fromkeys(listed.split()))


def any_of(listed: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(sorted(map(re.escape, set(listed)), key=lambda word: (-len(word), word)))


@dataclass(frozen=True, eq=False)
class Tongue:
    """One language. Words are in small letters without accents of the Latin alphabet, patterns as written.

    ``said`` and ``said_many`` are patterns for verbs of saying in the forms that have one and several
    subjects; ``said_after`` for those that say so only after a quotation; ``saying`` for those without a
    subject of their own ("diciendo"). ``answers`` begin a verb of replying. ``fillers`` may stand between a
    quotation and its verb. ``sources`` are the patterns for "according to", which a name follows; ``his``
    those that hold a pronoun. ``that`` begins what is said.
    ``openers`` begin a noun phrase, ``governing`` makes what follows no subject, ``joining`` is "and".
    ``pronouns`` are subjects with "he", "she" or "they". ``offices`` begin the nouns before a name that say
    what somebody is; ``former`` says that it is over; ``speaks_for`` begin nouns for who speaks for a body;
    ``bodies`` begin nouns for writings ("statement by"). ``works`` come before a title. ``titles`` are forms
    of address. ``small`` are words between the capitals of a name.
    ``occasions`` are prepositions before what has a date of its own ("after the talks"). Where ``cases`` are
    told apart by endings, subjects have to be in the nominative; with ``no_subject``, a verb needs none.
    """

    code: str
    said: str
    said_many: str
    saying: str
    answers: tuple[str, ...]
    fillers: str
    sources: str
    his: str
    that: str
    openers: frozenset[str]
    governing: frozenset[str]
    joining: frozenset[str]
    pronouns: Mapping[str, str]
    relative: frozenset[str]
    offices: tuple[str, ...]
    former: tuple[str, ...]
    speaks_for: tuple[str, ...]
    bodies: tuple[str, ...]
    works: tuple[str, ...]
    titles: frozenset[str]
    small: str
    abbreviations: frozenset[str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    day_words: Mapping[str, int]
    dates: str
    said_after: str = "(?!)"
    no_subject: bool = False
    cases: bool = False
    occasions: frozenset[str] = frozenset()
    connectives: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """Words that begin a sentence with a capital and are no names."""
        sources = re.findall(r"[^\W\d_]{3,}", flatten(self.sources)[0].lower())
        days = (flatten(word)[0] for word in (*self.day_words, *self.weekdays))
        small = self.openers | self.governing | self.connectives | self.relative | self.joining
        return small | frozenset(sources) | frozenset(days)

    @cached_property
    def cue(self) -> re.Pattern[str]:
        """A verb of saying: group ``one``, ``many`` or ``form``."""
        return re.compile(
            rf"(?<![\w'’-])(?:(?P<one>{self.said})|(?P<many>{self.said_many})|(?P<form>{self.saying}))(?![\w])",
            re.IGNORECASE,
        )

    @cached_property
    def after(self) -> re.Pattern[str]:
        """A verb of saying that follows a quotation, from the end of its marks on."""
        return re.compile(
            rf"[\s,.!?…]*(?:[—–-]+\s*)?(?P<fill>(?:(?:{self.fillers})\s*)*)"
            rf"(?:(?P<one>{self.said}|{self.said_after})|(?P<many>{self.said_many}))(?!\w)",
            re.IGNORECASE,
        )

    @cached_property
    def source(self) -> re.Pattern[str]:
        """The words for "according to" and what stands for them."""
        return re.compile(rf"(?<![\w-])(?:(?P<his>{self.his})|(?P<by>{self.sources}))(?!\w)", re.IGNORECASE)

    @cached_property
    def content(self) -> re.Pattern[str]:
        """The word that begins what is said, after a verb of saying."""
        return re.compile(rf"\s*(?:{self.that})", re.IGNORECASE)

    @cached_property
    def date(self) -> re.Pattern[str]:
        """A date that may tell when something was said."""
        return re.compile(self.dates, re.IGNORECASE)
