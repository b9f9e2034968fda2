"""A sentence's parse as plain lists, for the rules that read positions and developments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from spacy.tokens import Doc, Token

_AIMING = frozenset({"look", "aim", "seek", "hope", "plan", "work", "rush", "prepare", "push"})

FIRST = frozenset({"i", "we", "our", "us", "my", "me", "ours"})
THIRD = frozenset({"he", "she", "it", "they", "his", "her", "its", "their", "him", "them"})


@dataclass(frozen=True, slots=True)
class Tree:
    """A sentence's parse as plain lists, one entry a token; ``children`` are in the order of the text.

    ``names`` tells which words look like (part of) a name: proper nouns, and "Russian" before a noun.

    spaCy makes an object of each token at each look; the lists make the rules several times faster.
    """

    words: list[str]
    lemmas: list[str]
    kinds: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    starts: list[int]
    names: list[bool]
    children: list[list[int]]

    @classmethod
    def of(cls, doc: Doc) -> Self:
        """Read a parsed sentence (or a few); words and lemmas are put in lower case, but for "US"."""
        tokens: list[Token] = list(doc)
        offsets = doc.to_array("HEAD").astype("int64").tolist()
        heads = [place + offset for place, offset in enumerate(offsets)]
        children: list[list[int]] = [[] for _ in tokens]
        for place, head in enumerate(heads):
            if head != place:
                children[head].append(place)
        return cls(
            words=["US" if token.text == "US" else token.lower_ for token in tokens],
            lemmas=[token.lemma_.lower() for token in tokens],
            kinds=[token.pos_ for token in tokens],
            tags=[token.tag_ for token in tokens],
            deps=[_relation(token) if token.dep_ == "advcl" else token.dep_ for token in tokens],
            heads=heads,
            starts=[token.idx for token in tokens],
            names=[token.pos_ == "PROPN" or (token.is_title and token.i > 0) for token in tokens],
            children=children,
        )

    def __len__(self) -> int:
        return len(self.words)

    def within(self, start: int, end: int) -> list[int]:
        """The tokens that begin from character ``start`` to ``end`` (excluded)."""
        return [place for place, at in enumerate(self.starts) if start <= at < end]

    def head_of(self, start: int, end: int) -> int | None:
        """The token of a span on which the others depend; None where no token begins inside."""
        inside = self.within(start, end)
        words = [i for i in inside if self.kinds[i] not in ("PUNCT", "PART", "DET", "ADP")] or inside
        outside = [i for i in words if self.heads[i] not in inside or self.heads[i] == i]
        found = outside or words
        return found[-1] if found else None

    def child(self, place: int, *deps: str) -> int | None:
        """The first child in one of these relations."""
        return next((c for c in self.children[place] if self.deps[c] in deps), None)

    def ancestors(self, place: int) -> Iterator[int]:
        """The tokens above, nearest first."""
        while self.heads[place] != place:
            place = self.heads[place]
            yield place

    def together(self, place: int) -> list[int]:
        """A token and those coordinated with it: "Russia and China"."""
        found = [place]
        for at in found:
            found.extend(c for c in self.children[at] if self.deps[c] == "conj" and self.kinds[c] != "VERB")
        return found

    def below(self, place: int) -> list[int]:
        """A token and all that depends on it, in the order of the text."""
        found = [place]
        for at in found:
            found.extend(self.children[at])
        return sorted(found)

    def verb(self, place: int) -> str:
        """A verb's lemma, with its particle where it has one: "rule_out"."""
        particle = self.child(place, "prt")
        return f"{self.lemmas[place]}_{self.words[particle]}" if particle is not None else self.lemmas[place]


def _relation(clause: Token) -> str:
    """An infinitive after a verb of aiming is what is aimed at: parsers take "look to win" for a purpose."""
    infinitive = any(child.lower_ == "to" and child.dep_ == "aux" for child in clause.lefts)
    return "xcomp" if infinitive and clause.head.lemma_ in _AIMING else clause.dep_
