"""The topic's actors, people and issues under the names that another language gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summaries.analysis.foreign.tongue import words
from summaries.folding import flatten
from summaries.topics import Topic

# An elided article or pronoun (l', d', qu'), a word with its hyphens, or a mark that ends a phrase.
_TOKEN = re.compile(
    r"(?:[^\W\d_]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Aa]ujourd)['’](?=[^\W_])|[^\W_]+(?:[-‑][^\W_]+)*|[,;:.!?…()\[\]—–]"
)
_ENDINGS = words(
    "а я у ю о е и ы ь й ом ем ём ой ей ёй ою ею ам ям ами ями ах ях ов ев ым им ого его ому ему ий"
    " ый ая яя ую юю ое ее ые ие их ых ыми ими ии ию ией ья ье ьи"
) | {""}
_MASCULINE = frozenset(("", "ий", "ый", "й", "ь", "о", "е", "и"))
_FEMININE = frozenset(("", "а", "я", "ая", "яя", "о", "е", "и", "ь"))


class Token(NamedTuple):
    """A word or a mark, from ``start`` to ``end``; ``key`` is it in small letters without accents."""

    start: int
    end: int
    text: str
    key: str


class Name(NamedTuple):
    """A name that stands for somebody or something: ``kind`` is person, actor, side (an adjective) or issue.

    ``first`` and ``last`` are numbers of tokens. A ``full`` name is more than a surname; ``nominative`` is
    False where its ending shows another case; ``written`` is the name as the pack has it.
    """

    first: int
    last: int
    kind: str
    ids: tuple[str, ...]
    full: bool
    nominative: bool = True
    written: str = ""


class _Entry(NamedTuple):
    words: tuple[str, ...]
    cased: tuple[bool, ...]
    starred: bool
    kind: str
    id: str
    full: bool
    pronoun: str
    written: str


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """The words and marks of ``text[start:end]``, with their places in ``text``."""
    return [
        Token(found.start(), found.end(), found[0], key_of(found[0]))
        for found in _TOKEN.finditer(text, start, end)
    ]


def key_of(word: str) -> str:
    """A word in small letters, without accents of the Latin alphabet and without ё.

    Words of one and two letters keep their accents, which tell "à" from "a" and "él" from "el".
    """
    if len(word) < 3:
        return word.casefold().replace("’", "'")
    return flatten(word)[0].casefold().replace("ё", "е").replace("‑", "-")


class Names:
    """Finds a topic's names in one language. Making one takes some milliseconds; keep it.

    Words of ``names_in`` in small letters are adjectives where they stand alone. In Russian a name is found
    in any case.
    """

    def __init__(self, topic: Topic, language: str) -> None:
        self.russian = language == "ru"
        self._below: dict[str, list[_Entry]] = {}
        for entry in _entries(topic, language):
            self._below.setdefault(entry.words[0][:2], []).append(entry)
        for entries in self._below.values():
            entries.sort(key=lambda entry: -len(entry.words))

    def find(self, tokens: Sequence[Token]) -> list[Name]:
        """The names, in order, the longest where several overlap; issues apart, which may overlap."""
        found: list[Name] = []
        issues: list[Name] = []
        free = 0
        for first in range(len(tokens)):
            names = self._at(tokens, first)
            issues += [name for name in names if name.kind == "issue"]
            others = [name for name in names if name.kind != "issue"]
            if others and first >= free:
                best = _best(others)
                found.append(best)
                free = best.last + 1
        return sorted([*found, *issues])

    def _at(self, tokens: Sequence[Token], first: int) -> list[Name]:
        names = []
        for entry in self._below.get(tokens[first].key[:2], ()):
            if (read := self._read(entry, tokens, first)) is not None:
                last, nominative = read
                names.append(
                    Name(first, last, entry.kind, (entry.id,), entry.full, nominative, entry.written)
                )
        return names

    def _read(self, entry: _Entry, tokens: Sequence[Token], first: int) -> tuple[int, bool] | None:
        at, nominative = first, True
        for number, (word, cased) in enumerate(zip(entry.words, entry.cased, strict=True)):
            if number:
                at += 1
                while at < len(tokens) and tokens[at].text == ".":  # EE. UU.
                    at += 1
            if at >= len(tokens):
                return None
            token = tokens[at]
            last = number == len(entry.words) - 1
            if cased and not token.text[:1].isupper():
                return None
            fits = self._fits(word, token.key, entry, starred=entry.starred and last)
            if fits is None:
                return None
            nominative = nominative and fits
        return at, nominative

    def _fits(self, word: str, key: str, entry: _Entry, *, starred: bool) -> bool | None:
        """Whether a word is the one of a name, and then whether it is in the nominative."""
        if word == key:
            return True
        if not self.russian:
            return True if starred and key.startswith(word) else None
        if starred:
            rest = key.removeprefix(word)
            if rest == key or (entry.kind == "person" and rest not in _ENDINGS):
                return None
            return rest in (_FEMININE if entry.pronoun == "she" else _MASCULINE)
        shared = _shared(word, key)
        if shared < min(3, len(word) - 1) or shared < len(word) - 2 or entry.kind == "issue":
            return None
        if word[shared:] in _ENDINGS and key[shared:] in _ENDINGS:
            return False
        return None


def _shared(one: str, other: str) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def _best(names: Sequence[Name]) -> Name:
    """The longest name; several people of one surname are one name with several meanings."""
    longest = max(names, key=lambda name: (name.last, name.kind == "person", name.nominative))
    same = [n for n in names if n.last == longest.last and n.kind == longest.kind]
    ids = tuple(dict.fromkeys(id for name in same for id in name.ids))
    return longest._replace(ids=ids, full=all(name.full for name in same))


def _entries(topic: Topic, language: str) -> Iterator[_Entry]:
    for actor in topic.actors:
        for name in actor.names_in.get(language, ()):
            adjective = name.islower() and " " not in name
            yield from _entry(name, "side" if adjective else "actor", actor.id)
    for person in topic.people:
        for name in person.names_in.get(language, ()):
            yield from _entry(name, "person", person.id, full=" " in name, pronoun=person.pronoun)
        if language != "ru":
            for name in (person.name, *person.aliases):
                yield from _entry(name, "person", person.id, full=" " in name)
            for name in person.called:
                yield from _entry(name, "person", person.id, full=False)
    for issue in topic.issues:
        for name in issue.terms_in.get(language, ()):
            yield from _entry(name, "issue", issue.id)


def _entry(name: str, kind: str, id: str, *, full: bool = True, pronoun: str = "") -> Iterator[_Entry]:
    starred = name.endswith("*")
    words = [token for token in tokenise(name.rstrip("*"), 0, len(name)) if token.text != "."]
    if words:
        cased = tuple(kind != "issue" and word.text[:1].isupper() for word in words)
        yield _Entry(
            tuple(word.key for word in words), cased, starred, kind, id, full, pronoun, name.rstrip("*")
        )
