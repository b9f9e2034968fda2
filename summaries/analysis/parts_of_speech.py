"""Parts of speech by table: what the model's attribute ruler finds rule by rule, looked up word by word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens.morphanalysis import MorphAnalysis
from spacy.vocab import Vocab

_NAME = "parts_of_speech"
_COLUMNS = ("TAG", "LOWER", "DEP", "IS_SPACE")
_WORD = _COLUMNS.index("LOWER")
_WORDS = 65_536
"""How many words are remembered as such that no rule is about."""

Row = Sequence[int]
"""A word's tag, lower-case form and dependency (as spaCy's hashes), and whether it is a space (0 or 1)."""

Settings = tuple[tuple[str, int | MorphAnalysis], ...]
"""Names of a token's attributes, and their values."""


def with_table(language: Language) -> Language:
    """The language with this table in place of its attribute ruler, and the same results.

    spaCy's ruler tries each of the model's 180 rules on each word, which is a quarter of the time of a parse.
    What they say of a word depends on its tag, its dependency and a few hundred words that they name, so it
    can be remembered.
    """
    Language.factory(_NAME, func=_made)
    language.add_pipe(_NAME, after="attribute_ruler")
    language.remove_pipe("attribute_ruler")
    return language


def _made(nlp: Language, name: str) -> PartsOfSpeech:
    return PartsOfSpeech(nlp.vocab, nlp.get_pipe("attribute_ruler").patterns)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class _Condition:
    """Whether one column of a word is among some values, or is not; or matches an expression."""

    column: int
    values: frozenset[int]
    among: bool = True
    expression: re.Pattern[str] | None = None

    def holds(self, row: Row, vocab: Vocab) -> bool:
        if self.expression is not None:
            return self.expression.search(vocab.strings[row[self.column]]) is not None
        return (row[self.column] in self.values) is self.among


@dataclass(frozen=True, slots=True)
class _Rule:
    """Conditions of neighbouring words; ``settings`` are for the word at ``target`` among them.

    Rules of a higher ``number`` prevail.
    """

    number: int
    words: tuple[tuple[_Condition, ...], ...]
    target: int
    settings: Settings

    def fits(self, rows: Sequence[Row], vocab: Vocab) -> bool:
        return len(rows) == len(self.words) and all(
            condition.holds(row, vocab)
            for row, conditions in zip(rows, self.words, strict=True)
            for condition in conditions
        )


class PartsOfSpeech:
    """A pipe that sets parts of speech, forms and some lemmas from tags, words and dependencies."""

    def __init__(self, vocab: Vocab, patterns: Sequence[Mapping[str, Any]]) -> None:
        self._vocab = vocab
        rules = [
            _Rule(number, tuple(_conditions(vocab, word) for word in words), pattern["index"], settings)
            for number, pattern in enumerate(patterns)
            for settings in [_settings(vocab, pattern["attrs"])]
            for words in pattern["patterns"]
        ]
        rules.sort(key=lambda rule: len(rule.words) > 1)
        self._single = [rule for rule in rules if len(rule.words) == 1]
        self._joint: dict[int, list[tuple[int, _Rule]]] = {}
        for rule in rules[len(self._single) :]:
            offset, words = _named(rule)
            for word in words:
                self._joint.setdefault(word, []).append((offset, rule))
        conditions = [c for rule in self._single for c in rule.words[0] if c.column == _WORD and c.among]
        self._words = frozenset(value for condition in conditions for value in condition.values)
        self._expressions = [c.expression for c in conditions if c.expression is not None]
        self._is_named = lru_cache(_WORDS)(self._is_a_rules)
        self._found: dict[tuple[int, ...], tuple[_Rule, ...]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of each word."""
        rows = doc.to_array(list(_COLUMNS)).tolist()
        rules = [self._alone(*row) for row in rows]
        for first, row in enumerate(rows):
            if row[_WORD] in self._joint:
                self._join(rows, first, rules)
        for token, found in zip(doc, rules, strict=True):
            for rule in found:
                for name, value in rule.settings:
                    setattr(token, name, value)
        return doc

    def _alone(self, tag: int, word: int, dependency: int, space: int) -> tuple[_Rule, ...]:
        """The rules that a word fulfils by itself."""
        row = (tag, word if self._is_named(word) else 0, dependency, space)
        found = self._found.get(row)
        if found is None:
            found = tuple(rule for rule in self._single if rule.fits([row], self._vocab))
            self._found[row] = found
        return found

    def _is_a_rules(self, word: int) -> bool:
        """Whether some rule is about this very word."""
        return word in self._words or any(e.search(self._vocab.strings[word]) for e in self._expressions)

    def _join(self, rows: Sequence[Row], at: int, rules: list[tuple[_Rule, ...]]) -> None:
        """Add the rules that a word fulfils with its neighbours to those of the word that they are about."""
        for offset, rule in self._joint[rows[at][_WORD]]:
            first = at - offset
            if first >= 0 and rule.fits(rows[first : first + len(rule.words)], self._vocab):
                both = (*rules[first + rule.target], rule)
                rules[first + rule.target] = tuple(sorted(both, key=lambda rule: rule.number))


def _conditions(vocab: Vocab, word: Mapping[str, Any]) -> tuple[_Condition, ...]:
    """Raises ValueError for what no rule of the model asks."""
    return tuple(
        _condition(vocab, _COLUMNS.index(name), test, values)
        for name, wanted in word.items()
        for test, values in (wanted if isinstance(wanted, dict) else {"IN": [wanted]}).items()
    )


def _condition(vocab: Vocab, column: int, test: str, values: Any) -> _Condition:
    if test == "REGEX":
        return _Condition(column, frozenset(), expression=re.compile(values))
    if test not in ("IN", "NOT_IN"):
        raise ValueError(f"{test} is unknown")
    known = (int(value) if isinstance(value, bool) else vocab.strings.add(value) for value in values)
    return _Condition(column, frozenset(known), among=test == "IN")


def _named(rule: _Rule) -> tuple[int, frozenset[int]]:
    """Words of which a rule asks for one, and at which place. Raises ValueError where it asks for none."""
    for place, conditions in enumerate(rule.words):
        for condition in conditions:
            if condition.column == _WORD and condition.values and condition.among:
                return place, condition.values
    raise ValueError("a rule of several words names none of them")


def _settings(vocab: Vocab, attributes: Mapping[str, str]) -> Settings:
    return tuple(
        ("morph", MorphAnalysis(vocab, value))
        if name == "MORPH"
        else (name.lower(), vocab.strings.add(value))
        for name, value in attributes.items()
    )
