"""Who is named in an article: the fullest form of each name, known people of the topic, their pronouns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from summaries.analysis.document import Document
from summaries.analysis.roles import BODIES
from summaries.analysis.speakers.first_names import pronoun_of_first_name
from summaries.analysis.speakers.full_names import FullNames
from summaries.analysis.speakers.places import is_place, is_state
from summaries.analysis.speakers.titles import called, is_title, key, pronoun_by_title
from summaries.english import NOT_FIRST_NAMES, PRONOUN_OF_TITLE
from summaries.names import Mention

_ARTICLE = r"(?:(?:[aAeE]l|[aA]d|[aA]r|[aA]s|[aA]sh|[aA]t|[aAuU]l)-)?"
_PART = rf"(?:{_ARTICLE}[^\W\d_a-z][\w’'-]*[^\W_](?<![’']s)|[^\W\d_a-z]\.(?:[^\W\d_a-z]\.)*)"
_PARTICLE = r"(?:de|da|di|du|del|della|la|le|van|von|der|den|bin|bint|ibn|al|el|y|dos|das|ter)"
_NICKNAME = rf"(?:[ \xa0][“\"‘'(]{_PART}[”\"’')])?"
_NAME = re.compile(rf"(?<![\w-]){_PART}(?:{_NICKNAME}[ \xa0](?:{_PARTICLE}[ \xa0])*{_PART})+")
_COUPLE = re.compile(rf"(?<![\w-])({_PART}) and {_PART}[ \xa0]({_PART})(?![ \xa0]{_PART})")
_WORDS = re.compile(rf"(?<![\w-]){_PART}(?:[ \xa0](?:{_PARTICLE}[ \xa0])*{_PART})*")
_NEAR = 4
"""How many names before a place may still reach into it."""
_SHORTLY = 6
"""How many paragraphs back a namesake in full makes a last name unclear."""
_LONGEST = 6
"""Words of a name, at most."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as an article names them: the fullest name, and the topic's id where the topic knows them.

    ``likely`` is False for a name that may well be no person's: one word that is never given in full, nor
    with a title.
    """

    name: str
    person: str | None = None
    pronoun: str = ""
    likely: bool = True


class Cast:
    """The names of one article."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._people = {person.id: person for person in document.topic.people}
        self._mentions = [m for m in document.mentions if m.kind == "person"]
        self._full = FullNames((*_full_names(document), *_couples(document)))
        self.present = {m.ids[0] for m in self._mentions if len(m.ids) == 1}
        self._called: dict[str, frozenset[str]] = {}
        self._pronouns: dict[str, str] = {}
        self._strangers: dict[str, tuple[Named | None, Sequence[str]]] = {}

    def known(self, mention: Mention) -> Named | None:
        """The person of the topic whom a mention names; None where several may be meant."""
        ids = mention.ids
        if len(ids) > 1:
            ids = tuple(id for id in ids if id in self.present)
        return self.of(ids[0]) if len(ids) == 1 else None

    def of(self, id: str) -> Named:
        """The topic's person of that id."""
        person = self._people[id]
        return Named(person.name, id, person.pronoun or pronoun_of_first_name(person.name))

    def person_at(self, start: int, end: int) -> Mention | None:
        """The topic's person named at a place, if one is."""
        after = bisect_left(self._mentions, end, key=lambda m: m.start)
        return next(
            (m for m in reversed(self._mentions[max(0, after - _NEAR) : after]) if start < m.end), None
        )

    def with_last_name(self, word: str) -> Mention | None:
        """The first mention of a person of the topic that ends with this word."""
        text = self.document.text
        return next((m for m in self._mentions if text[m.start : m.end].split()[-1] == word), None)

    def stranger(self, words: str, at: int | None = None) -> Named | None:
        """Somebody outside the topic, by a name as written at a place; None for one without capitals.

        A last name that several people of the article bear stays as it is, unless the place tells whose.
        """
        if words not in self._strangers:
            self._strangers[words] = self._read(words)
        named, namesakes = self._strangers[words]
        nearest = self._nearest(namesakes, at) if namesakes and at is not None else None
        if named is None or nearest is None:
            return named
        return replace(named, name=nearest, pronoun=named.pronoun or self._pronoun(nearest))

    def _read(self, words: str) -> tuple[Named | None, Sequence[str]]:
        """Somebody by a name as written anywhere, and its bearers where there are several."""
        written = words.replace("\xa0", " ").replace("\xad", "").split()
        parts = without_titles(written)
        if not any(map(str.isupper, "".join(parts))):
            return None, ()  # no name, or one in a script or a text without capitals: nothing to be sure of
        titles = [key(word) for word in written[: len(written) - len(parts)]]
        address = next((PRONOUN_OF_TITLE[t] for t in titles if t in PRONOUN_OF_TITLE), "")
        full = self._full.of(parts, address)
        name = full[0] if len(full) == 1 else _bare(" ".join(parts))
        pronoun = address or self._pronoun(name)
        titled = bool(pronoun) or any(map(is_title, titles))
        likely = titled or len(full) > 1 or (" " in name and not is_place(name) and not _is_body(name))
        return Named(name, None, pronoun, likely), full[1:] and full

    def _pronoun(self, name: str) -> str:
        if is_state(name) or _is_body(name):
            return ""
        if name not in self._pronouns:
            self._pronouns[name] = pronoun_by_title(self.document.text, name) or pronoun_of_first_name(name)
        return self._pronouns[name]

    def _nearest(self, full: Sequence[str], at: int) -> str | None:
        """Of people with one last name the first of the article, unless another was named shortly before."""
        here = self.document.paragraph_at(at)
        first, *others = full
        if here is None:
            return None
        start = self.document.paragraphs[max(0, here.index - _SHORTLY)].start
        text = self.document.text
        if any(text.find(name, start, at) >= 0 or name not in text for name in others):
            return None
        return first if all(text.count(first) >= text.count(name) for name in others) else None

    def named_in(self, start: int, end: int) -> Iterator[tuple[int, int, Named]]:
        """People named between two offsets, found without a parse: start and end of each name, and who."""
        for match in _WORDS.finditer(self.document.text, start, end):
            mention = self.person_at(match.start(), match.end())
            named = (
                self.known(mention)
                if mention is not None
                else self.known_stranger(match.group(), match.start())
            )
            if named is not None:
                yield match.start(), match.end(), named

    def known_stranger(self, words: str, at: int) -> Named | None:
        """A stranger whom the article names in full somewhere."""
        named = self.stranger(words, at)
        full = named is not None and bool(self._full.of([named.name.split()[-1]]))
        return named if named is not None and named.likely and full else None

    def titles(self, name: str) -> frozenset[str]:
        """The nouns by which the article calls somebody: "Senator X", "X, the senator from Y"."""
        if name not in self._called:
            last = name.rsplit(maxsplit=1)[-1]
            found = called(self.document.text, {name, last})
            alone = self._full.of([last]) in ((name,), ())
            self._called[name] = found[name] | found[last] if alone else found[name]
        return self._called[name]


def without_titles(parts: Iterable[str]) -> list[str]:
    """A name without what is put before it: "Ohio Party Chairman Ann Cole" is Ann Cole."""
    rest = list(parts)
    titles = [n for n, word in enumerate(rest[:-1]) if is_title(word)]
    rest = rest[titles[-1] + 1 :] if titles else rest
    while rest and not is_state(" ".join(rest)) and (key(rest[0]) in NOT_FIRST_NAMES or _is_initials(rest)):
        rest.pop(0)
    for state in (1, 2):  # "the Prime Minister of *Chile* Ann Cole"
        behind = rest[state:]
        if len(behind) > 1 and is_state(" ".join(rest[:state])) and pronoun_of_first_name(" ".join(behind)):
            rest = behind
    while rest and not rest[-1][:1].isalpha():
        rest.pop()
    return rest


def _full_names(document: Document) -> Iterator[str]:
    """The names of several words: the text's, then titles', where every word has a capital."""
    for title in (False, True):
        for paragraph in document.paragraphs:
            if (paragraph.kind == "title") is not title:
                continue
            for match in _NAME.finditer(document.text, paragraph.start, paragraph.end):
                parts = without_titles(match.group().replace("\xa0", " ").split())
                name = _bare(" ".join(parts))
                shouted = name.isupper() and any(key(part) in NOT_FIRST_NAMES for part in parts)
                if 1 < len(parts) < _LONGEST and not shouted and (not title or pronoun_of_first_name(name)):
                    yield name


def _is_body(name: str) -> bool:
    return name.rsplit(maxsplit=1)[-1].lower() in BODIES


def _couples(document: Document) -> Iterator[str]:
    """The first of two first names before one last name: "Ann and Robert Holm"."""
    for match in _COUPLE.finditer(document.text):
        name = f"{match[1]} {match[2]}"
        if pronoun_of_first_name(name):
            yield name


def _is_initials(words: list[str]) -> bool:
    """Whether a country's initials stand before a name of several words: "U.S. Ann Cole"."""
    return words[0].isupper() and "." in words[0] and len(words) > 2 and len(words[0]) > 2


def _bare(name: str) -> str:
    name = re.sub(r"[’']s?$", "", name.strip(" ,;:"))
    return name if name.endswith(("Jr.", "Sr.")) else name.rstrip(".")
