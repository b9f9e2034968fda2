"""Noun phrases by capitals, articles and prepositions: who in a clause may be its subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from summaries.analysis.foreign.cast import Mention, Paragraph
from summaries.analysis.foreign.names import Token, key_of
from summaries.analysis.foreign.tongue import Tongue, stems

_NAMED_AFTER = stems(
    "президент министр глава госсекретар лидер генерал сенатор посол господин г-н премьер канцлер политик"
    " оппозиционер спикер вице губернатор дипломат замминистр постпред пресс-секретар адмирал депутат"
    " госпож г-ж"
)
"""Beginnings of Russian nouns after which a surname is whose office it is, not whose helper or wife."""
_VERBS = stems("сказа заяви отмети подчеркну добави сообщи написа ответи встрети прибы при по от вы об")
"""Beginnings of verbs that a subject follows."""
_OF = frozenset(["de", "del", "du", "des", "d'", "da", "do", "das", "dos"])


class Candidate(NamedTuple):
    """A noun phrase that may be a subject, from ``start`` to ``end``; ``at`` and ``last`` are its tokens.

    ``mention`` is who is named in it, if anybody; ``pronoun`` is set for a pronoun. A ``governed`` one
    follows a preposition (in Russian: is not in the nominative). ``head`` are the small words before the
    name, ``sides`` the actors named among them. ``joint`` with another one by "and". ``apposed``: the name
    came after a comma. ``qualified``: more is said of what it is ("the president of the parliament").
    """

    start: int
    end: int
    at: int
    last: int
    mention: Mention | None = None
    pronoun: str = ""
    governed: bool = False
    head: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    joint: bool = False
    apposed: bool = False
    qualified: bool = False


@dataclass(slots=True)
class _Phrase:
    at: int
    governed: bool
    head: list[str] = field(default_factory=list)
    sides: list[str] = field(default_factory=list)
    inside: bool = False
    placed: bool = False
    mixed: bool = False
    comma: bool = False
    last: int = 0


class Phrases:
    """Reads the noun phrases of a paragraph's clauses."""

    def __init__(self, tongue: Tongue) -> None:
        self.tongue = tongue
        self._offices = tuple(map(key_of, tongue.offices))

    def read(self, paragraph: Paragraph, first: int, end: int, dated: set[int]) -> list[Candidate]:
        """The candidates among the tokens from ``first`` to ``end``, in order, ``dated`` ones left out."""
        reader = _Reader(self, paragraph, dated)
        read = reader.read_cases if self.tongue.cases else reader.read
        return _joined(read(first, end), paragraph, self.tongue)

    def is_office(self, key: str) -> bool:
        """Whether a word begins as nouns do that say what somebody is."""
        return key.startswith(self._offices)


class _Reader:
    def __init__(self, phrases: Phrases, paragraph: Paragraph, dated: set[int]) -> None:
        self._phrases, self._tongue = phrases, phrases.tongue
        self._paragraph, self._dated = paragraph, dated
        self._found: list[Candidate] = []
        self._phrase: _Phrase | None = None
        self._governed = self._last_governed = False

    def read(self, first: int, end: int) -> list[Candidate]:
        at = first
        while at < end:
            mention = self._paragraph.mentions.get(at)
            if at in self._dated:
                self._close()
                self._governed = False
            elif self._paragraph.tokens[at].text == "(":
                at = self._bracket(at, end)
            elif (beyond := self._aside(at, end)) is not None:
                at = beyond - 1
            elif mention is not None and mention.last < end:
                self._name(mention)
                at = mention.last
            else:
                self._word(at, first, end)
            at += 1
        self._close()
        return self._found

    def read_cases(self, first: int, end: int) -> list[Candidate]:  # noqa: C901, PLR0912 a case a kind of word
        """As ``read``, for a language in which endings tell the subject."""
        tokens, at = self._paragraph.tokens, first
        head: list[int] = []
        described: int | None = None
        while at < end:
            token, mention = tokens[at], self._paragraph.mentions.get(at)
            before = tokens[at - 1].key if at > first else ""
            if at in self._dated:
                head = []
            elif token.text == "(":
                at = self._bracket(at, end)
            elif mention is not None and mention.last < end:
                if mention.kind == "side":
                    head.append(at)
                else:
                    self._cased(mention, before, head, bare=not head)
                    if mention.kind == "actor" and head:
                        head += [at]
                    else:
                        head, described = [], None
                at = mention.last
            elif token.text.lower() in self._tongue.pronouns and before not in self._tongue.governing:
                self._add(at, at, None, pronoun=self._tongue.pronouns[token.text.lower()])
            elif not token.text[:1].isalpha() or token.key in self._tongue.governing:
                head = [] if token.text[:1].isalpha() or token.text != "," else head[:0]
            else:
                head.append(at)
                if (
                    described is None
                    and self._phrases.is_office(token.key)
                    and before not in self._tongue.governing
                ):
                    described = at
            at += 1
        if described is not None:
            inside = (m for n, m in self._paragraph.mentions.items() if described < n < end)
            sides = tuple(dict.fromkeys(id for m in inside if m.kind in ("actor", "side") for id in m.ids))
            self._add(described, described, None, head=(tokens[described].key,), sides=sides)
            more = described + 1 < end and tokens[described + 1].text[:1].isalpha()
            self._found[-1] = self._found[-1]._replace(qualified=more and not sides)
        return sorted(self._found, key=lambda c: c.at)

    def _aside(self, at: int, end: int) -> int | None:
        """The comma that ends what is told of the name before this one: ", head of the army,"."""
        tokens = self._paragraph.tokens
        last = self._found[-1] if self._found else None
        if last is None or last.last != at - 1 or last.governed or last.mention is None:
            return None
        if tokens[at].text != "," or last.mention.kind not in ("person", "stranger") or at + 2 >= end:
            return None
        first = at + 2 if tokens[at + 1].key in self._tongue.openers else at + 1
        if tokens[at + 1].key not in self._tongue.relative and not self._phrases.is_office(tokens[first].key):
            return None
        if any(
            first <= m.first <= first + 1 for m in self._paragraph.mentions.values() if m.kind == "person"
        ):
            return None
        commas = [n for n in range(at + 2, end) if tokens[n].text == ","]
        while len(commas) > 1 and commas[0] + 1 in self._paragraph.mentions:
            commas.pop(0)  # who is named in apposition inside what is told
        return commas[0] if commas else None

    def _bracket(self, at: int, end: int) -> int:
        """Where a bracket that opens here closes: nobody in it is a subject."""
        closing = (n for n in range(at, end) if self._paragraph.tokens[n].text == ")")
        return next(closing, at)

    def _cased(self, mention: Mention, before: str, head: Sequence[int], *, bare: bool) -> None:
        governed = not mention.nominative or before in self._tongue.governing
        beside = any(m.last == mention.first - 1 for m in self._paragraph.mentions.values())
        if mention.kind in ("actor", "single") and (beside or not bare):
            governed = True
        tokens, names = self._paragraph.tokens, self._paragraph.mentions
        at = head[0] if head else mention.first
        sides = [id for n in head if n in names and names[n].kind in ("actor", "side") for id in names[n].ids]
        keys = tuple(tokens[n].key for n in head)
        if self._may_be_anothers(mention, before):
            self._add(at, mention.last, None, governed=governed)
        else:
            self._add(at, mention.last, mention, governed=governed, head=keys, sides=tuple(sides))

    def _may_be_anothers(self, mention: Mention, before: str) -> bool:
        """Whether a surname that has no cases may be the genitive: "the wife of Maduro", and no subject."""
        told = (
            not (before and self._paragraph.tokens[mention.first - 1].text.islower())
            or before in self._tongue.joining | self._tongue.governing
        )
        indeclinable = key_of(self._paragraph.tokens[mention.last].text)[-1:] in "оиуеэюы"
        surname = mention.kind == "person" and not mention.full and indeclinable
        return surname and not told and not before.startswith((*_NAMED_AFTER, *_VERBS))

    def _add(
        self,
        at: int,
        last: int,
        mention: Mention | None,
        *,
        pronoun: str = "",
        governed: bool = False,
        head: tuple[str, ...] = (),
        sides: tuple[str, ...] = (),
        apposed: bool = False,
    ) -> None:
        tokens = self._paragraph.tokens
        place = (tokens[at].start, tokens[last].end, at, last)
        self._found.append(
            Candidate(*place, mention, pronoun, governed, head, sides, joint=False, apposed=apposed)
        )

    # ---- one word ----

    def _name(self, mention: Mention) -> None:
        phrase = self._phrase
        if mention.kind == "side":
            if phrase is not None:
                phrase.sides += mention.ids
                phrase.last = mention.last
            return
        if mention.kind in ("actor", "single") and phrase is not None and phrase.head and not phrase.comma:
            if mention.kind == "actor" and not phrase.placed:
                phrase.sides += mention.ids
            phrase.mixed |= mention.kind == "single"
            phrase.last = mention.last
            self._governed = False
            return
        if phrase is not None and (not phrase.head or self._introduces(phrase, mention)):
            self._add(
                phrase.at,
                mention.last,
                mention,
                governed=phrase.governed,
                head=tuple(phrase.head),
                sides=tuple(dict.fromkeys(phrase.sides)),
                apposed=phrase.comma,
            )
            self._last_governed = phrase.governed
            self._phrase = None
        else:
            self._add(mention.first, mention.last, mention, governed=self._governed)
            self._last_governed = self._governed
            if phrase is not None and not phrase.inside:
                self._close()
        self._governed = False

    def _introduces(self, phrase: _Phrase, mention: Mention) -> bool:
        """Whether a noun phrase is what the name after it is: "the minister of defence of X, Y"."""
        if not phrase.inside and not phrase.comma and self._paragraph.tokens[mention.first - 1].text != ",":
            return True
        if phrase.placed and not phrase.comma:
            return False
        if phrase.inside and self._governed and not phrase.comma:
            before = self._paragraph.tokens[mention.first - 1].key
            if before in self._tongue.governing or before in self._tongue.openers:
                return False
        return any(map(self._phrases.is_office, phrase.head))

    def _word(self, at: int, first: int, end: int) -> None:
        token = self._paragraph.tokens[at]
        before = self._paragraph.tokens[at - 1].key if at > first else ""
        tongue = self._tongue
        if token.key in tongue.joining:
            beside = any(m.last == at - 1 for m in self._paragraph.mentions.values())
            self._governed = beside and self._last_governed and self._phrase is None
        elif token.text.lower() in tongue.pronouns and not self._governed and self._phrase is None:
            self._add(at, at, None, pronoun=tongue.pronouns[token.text.lower()])
        elif token.key in tongue.openers and not self._is_preposition(at, end):
            governed = before in tongue.governing
            if governed and self._phrase is not None and self._phrase.head:
                return
            self._close()
            self._phrase = _Phrase(at, governed, last=at)
        elif token.key in tongue.governing or token.key in tongue.openers or token.text == "A":
            self._governed = True
            if self._phrase is not None:
                self._phrase.inside = True
                self._phrase.placed |= token.key not in _OF
        elif token.text == ",":
            self._comma(at, end)
        elif not token.text[:1].isalnum() or token.key in tongue.relative:
            self._close()
            self._governed = False
        elif token.key not in tongue.titles:
            self._noun(at, token)

    def _is_preposition(self, at: int, end: int) -> bool:
        """Portuguese "a" is an article and a preposition; before an office or a name it is the article."""
        tokens = self._paragraph.tokens
        if self._tongue.code != "pt" or tokens[at].key != "a":
            return False
        if at + 1 >= end or tokens[at + 1].key.endswith("s"):
            return True
        mention = self._paragraph.mentions.get(at + 1)
        if mention is not None:
            return mention.kind in ("single", "stranger")
        following = tokens[at + 1].key
        named = self._paragraph.mentions.get(at + 2)
        if named is not None and named.kind in ("person", "stranger"):
            return False
        return not self._phrases.is_office(following) and not following.endswith(("a", "ao", "dade"))

    def _comma(self, at: int, end: int) -> None:
        phrase = self._phrase
        self._governed = False
        if phrase is None:
            return
        named = self._paragraph.mentions.get(at + 1)
        honorific = at + 1 < end and self._paragraph.tokens[at + 1].key in self._tongue.titles
        if (named is not None and named.kind in ("person", "stranger", "single")) or honorific:
            phrase.comma, phrase.inside = True, False
        else:
            self._close()

    def _noun(self, at: int, token: Token) -> None:
        if self._phrase is not None:
            self._phrase.mixed |= self._phrase.inside and not self._phrase.placed
            if not self._phrase.inside:
                self._phrase.head.append(token.key)
                self._phrase.last = at
        elif (self._phrases.is_office(token.key) and not token.text[:1].isupper()) or self._phrases.is_office(
            token.key
        ):
            self._phrase = _Phrase(at, self._governed, [token.key], last=at)

    def _close(self) -> None:
        """What a phrase without a name leaves: somebody described."""
        phrase, self._phrase = self._phrase, None
        if phrase is not None and phrase.head:
            sides, head = tuple(dict.fromkeys(phrase.sides)), tuple(phrase.head)
            self._add(phrase.at, phrase.last, None, governed=phrase.governed, head=head, sides=sides)
            self._found[-1] = self._found[-1]._replace(
                qualified=phrase.inside and (phrase.mixed or not sides)
            )


def _joined(found: list[Candidate], paragraph: Paragraph, tongue: Tongue) -> list[Candidate]:
    """The candidates, those beside an "and" marked."""
    marked = []
    for number, candidate in enumerate(found):
        tokens = paragraph.tokens
        after = number + 1 < len(found) and _only_and(
            tokens[candidate.last + 1 : found[number + 1].at], tongue
        )
        before = number > 0 and _only_and(tokens[found[number - 1].last + 1 : candidate.at], tongue)
        marked.append(candidate._replace(joint=candidate.joint or after or before))
    return marked


def _only_and(tokens: Sequence[Token], tongue: Tongue) -> bool:
    return bool(tokens) and all(token.key in tongue.joining for token in tokens)
