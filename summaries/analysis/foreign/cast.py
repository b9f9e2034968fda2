"""Who is named in one article: the topic's people and sides, and strangers by their capitals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from summaries.analysis.foreign.names import Name, Names, Token, key_of, tokenise
from summaries.analysis.foreign.tongue import Tongue, words
from summaries.topics import Person, Topic

_SAME_NAME = 75.0  # rapidfuzz ratio from which two first names are spellings of one, as for English
_PORTFOLIOS = words(
    "exteriores defensa interior relaciones economia hacienda justicia salud comunicacion estado"
    " asuntos petroleo energia trabajo educacion cultura finanzas relacoes defesa fazenda saude"
    " educacao cultura itamaraty seguranca affaires defense interieur economie finances sante justice"
    " etat mid рф twitter telegram facebook derechos humanos direitos nacional comercio turismo pesca"
    " agricultura ambiente transportes infraestructura minas"
)
_OBLIQUE = (
    "а",
    "у",
    "ым",
    "ом",
    "ого",
    "ому",
    "ей",
    "ой",
    "ою",
    "ю",
    "ем",
    "ам",
    "ами",
    "ых",
    "им",
    "его",
    "ему",
)
_OBLIQUE_SHE = ("ой", "у", "ую", "ей", "ю", "и", "ы", "е")


class Mention(NamedTuple):
    """Somebody named in a paragraph by its tokens ``first`` to ``last``, from ``start`` to ``end``.

    ``kind`` is person, actor, side (an adjective), stranger, or single for one capital word that may be
    anything. ``ids`` are the topic's people or actors; ``name`` is a stranger's.
    """

    first: int
    last: int
    start: int
    end: int
    kind: str
    ids: tuple[str, ...] = ()
    name: str = ""
    full: bool = False
    nominative: bool = True


class Paragraph(NamedTuple):
    """A paragraph's words and whom they name, by the first token."""

    start: int
    end: int
    tokens: Sequence[Token]
    mentions: dict[int, Mention]


class Cast:
    """The people and sides of one article."""

    def __init__(
        self, topic: Topic, tongue: Tongue, names: Names, text: str, places: Sequence[tuple[int, int]]
    ):
        self.topic, self.tongue, self.text = topic, tongue, text
        self._people = {person.id: person for person in topic.people}
        self.paragraphs = [self._paragraph(names, start, end) for start, end in places]
        everybody = [m for p in self.paragraphs for m in p.mentions.values()]
        self._named = {m.ids[0] for m in everybody if m.kind == "person" and m.full and len(m.ids) == 1}
        self._strangers: dict[str, set[str]] = {}
        for mention in everybody:
            if mention.kind == "stranger":
                for word in mention.name.split()[1:]:
                    self._strangers.setdefault(key_of(word), set()).add(mention.name)

    def person(self, mention: Mention) -> Person | None:
        """The topic's person whom a name means; None for a surname that several, or a stranger, may bear."""
        if mention.kind != "person":
            return None
        if mention.full:
            return self._people[mention.ids[0]] if len(mention.ids) == 1 else None
        known = [id for id in mention.ids if id in self._named]
        if not known and self.strangers(mention):
            return None
        certain = known or list(mention.ids)
        if len(certain) != 1 or (known and self.strangers(mention)):
            return None
        return self._people[certain[0]]

    def stranger(self, mention: Mention) -> str:
        """The full name of somebody outside the topic, "" where it is not known for certain."""
        if mention.kind == "stranger":
            longer = {name for name in self.strangers(mention) if name.endswith(f" {mention.name}")}
            return next(iter(longer)) if len(longer) == 1 else self._nominative(mention)
        if mention.kind == "person" and any(id in self._named for id in mention.ids):
            return ""
        found = self.strangers(mention)
        return next(iter(found)) if len(found) == 1 else ""

    def strangers(self, mention: Mention) -> set[str]:
        """Those outside the topic whom the article calls by this last name."""
        return self._strangers.get(key_of(self.text[mention.start : mention.end].split()[-1]), set())

    def _nominative(self, mention: Mention) -> str:
        if not self.tongue.cases or mention.nominative:
            return mention.name
        stem = [key_of(word)[: max(3, len(word) - 2)] for word in mention.name.split()]
        for names in self._strangers.values():
            for name in sorted(names):
                words = [key_of(word) for word in name.split()]
                alike = len(words) == len(stem) and all(
                    w.startswith(s) for w, s in zip(words, stem, strict=True)
                )
                if alike and name != mention.name and looks_nominative(name):
                    return name
        return ""

    # ---- reading a paragraph ----

    def _paragraph(self, names: Names, start: int, end: int) -> Paragraph:
        tokens = tokenise(self.text, start, end)
        found = {name.first: name for name in names.find(tokens) if name.kind != "issue"}
        mentions: dict[int, Mention] = {}
        for first, last in self._runs(tokens, found):
            for mention in self._read(tokens, found, first, last):
                mentions[mention.first] = mention
        for name in found.values():
            if not any(m.first <= name.first <= m.last for m in mentions.values()):
                mentions[name.first] = self._of(tokens, name)
        return Paragraph(start, end, tokens, mentions)

    def _of(self, tokens: Sequence[Token], name: Name) -> Mention:
        place = (name.first, name.last, tokens[name.first].start, tokens[name.last].end)
        return Mention(*place, name.kind, name.ids, name.written, name.full, name.nominative)

    def _runs(self, tokens: Sequence[Token], found: dict[int, Name]) -> Iterator[tuple[int, int]]:
        """Capital words in a row, with the small words between them, that are no name of a side."""
        sides = {
            n for name in found.values() if name.kind != "person" for n in range(name.first, name.last + 1)
        }
        small = frozenset(self.tongue.small.replace("|", " ").split())
        at = 0
        while at < len(tokens):
            if at in sides or not self._capital(tokens, at):
                at += 1
                continue
            last = at
            while (
                not _is_acronym(tokens[last])
                and (following := self._next(tokens, last, small, sides)) is not None
            ):
                last = following
            yield at, last
            at = last + 1

    def _next(self, tokens: Sequence[Token], last: int, small: frozenset[str], sides: set[int]) -> int | None:
        """The next capital word of a run."""
        for at in range(last + 1, min(last + 4, len(tokens))):
            gap = self.text[tokens[at - 1].end : tokens[at].start]
            initial = tokens[at].text == "." and len(tokens[at - 1].text) == 1
            if at in sides or ((gap.strip() or "\n" in gap) and not initial):
                return None
            if initial:
                continue
            if _is_acronym(tokens[at]):
                return None
            if self._capital(tokens, at):
                joint = any(tokens[n].key in self.tongue.joining for n in range(last + 1, at))
                return None if joint else at
            if tokens[at].text.lower() not in small:
                return None
        return None

    def _capital(self, tokens: Sequence[Token], at: int) -> bool:
        token = tokens[at]
        if not token.text[:1].isupper() or token.text.endswith(("'", "’")):
            return False
        if token.key in self.tongue.titles or token.text in ("A", "À"):
            return False
        if not self._begins(tokens, at):
            return token.key not in self.tongue.openers or self.tongue.code == "fr"
        return token.key not in self.tongue.beginnings and token.text.lower() not in self.tongue.pronouns

    def _begins(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a word begins a sentence, so that its capital tells nothing."""
        begins = at == 0 or tokens[at - 1].text in ".!?…:—–("
        return begins or self.text[tokens[at].start - 1] in '«“„"¿¡'

    def _read(
        self, tokens: Sequence[Token], found: dict[int, Name], first: int, last: int
    ) -> Iterator[Mention]:
        while first < last and self._is_office(tokens[first]):
            first += 1
        people = [found[n] for n in range(first, last + 1) if n in found]
        if people:
            for number, person in enumerate(people):
                end = people[number + 1].first - 1 if number + 1 < len(people) else last
                yield from self._person(tokens, person, first, end)
                first = end + 1
        elif first == last:
            if not self._is_office(tokens[first]):
                yield self._stranger(tokens, first, last, "single")
        else:
            yield self._stranger(tokens, first, last, "stranger")

    def _is_office(self, token: Token) -> bool:
        return token.key in _PORTFOLIOS or token.key.startswith(tuple(map(key_of, self.tongue.offices)))

    def _person(self, tokens: Sequence[Token], name: Name, first: int, last: int) -> Iterator[Mention]:
        """A topic's person in a run of capitals; a stranger where another first or last name stands there."""
        mention = self._of(tokens, name)
        if name.last < last:
            yield self._stranger(tokens, first, last, "stranger")
            return
        before = [token for token in tokens[first : name.first] if token.text[:1].isupper()]
        if name.full or not before:
            yield mention
            return
        own = tuple(id for id in name.ids if _given(self._people[id], before[-1].key, self.tongue.code))
        if own:
            yield mention._replace(first=first, start=tokens[first].start, ids=own, full=True)
        else:
            doubtful = len(before) == 1 and self._begins(tokens, first)
            yield self._stranger(tokens, first, last, "single" if doubtful else "stranger")

    def _stranger(self, tokens: Sequence[Token], first: int, last: int, kind: str) -> Mention:
        start, end = tokens[first].start, tokens[last].end
        name = " ".join(self.text[start:end].split())
        upright = not self.tongue.cases or looks_nominative(name)
        return Mention(first, last, start, end, kind, (), name, full=kind == "stranger", nominative=upright)


def _is_acronym(token: Token) -> bool:
    return len(token.text) > 1 and token.text.isupper()


def looks_nominative(name: str) -> bool:
    """Whether a Russian name may stand in the nominative, by its words' endings."""
    first, last = (key_of(word) for word in (name.split(maxsplit=1)[0], name.rsplit(maxsplit=1)[-1]))
    if first.endswith(("а", "я")) and last.endswith(("а", "я", "ая")):
        return True  # Анна Петрова; also "Ивана Петрова", which its place must tell
    if last.endswith(("ко", "о", "и", "ых", "их")) and not first.endswith(("у", "ю", "ом", "ем")):
        return True
    return not last.endswith(_OBLIQUE) and not first.endswith(("у", "ю", "ом", "ем"))


def _given(person: Person, word: str, language: str) -> bool:
    """Whether a word is one of a person's first names or another spelling of it."""
    own = {part for surname in person.called for part in key_of(surname).split()}
    names = (person.name, *person.aliases, *person.names_in.get(language, ()))
    known = {part for name in names for part in key_of(name).rstrip("*").split()} - own
    return any(fuzz.ratio(word, part) >= _SAME_NAME or word == part[:1] for part in known)
