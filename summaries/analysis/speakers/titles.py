"""What an article calls somebody beside the name: "Senator X", "X, the senator from Y", "Mrs. X"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from summaries.analysis.cues import words
from summaries.analysis.roles import HE, HOLDERS, SHE, SPOKESPEOPLE
from summaries.english import PRONOUN_OF_TITLE

ABBREVIATIONS = {
    "sen": "senator",
    "sens": "senator",
    "rep": "representative",
    "reps": "representative",
    "gov": "governor",
    "gen": "general",
    "col": "colonel",
    "dr": "doctor",
    "prof": "professor",
    "amb": "ambassador",
}
_ABBREVIATED = (
    words("sens reps govs lt capt maj adm sgt mr mrs ms miss rev hon mx sir dame lord lady")
    | ABBREVIATIONS.keys()
)
_SEVERAL = words("senators representatives ministers presidents ambassadors governors generals judges")
_TITLE_WORDS = 6
_BEFORE = 80
_LONGEST_TITLE = 20
_WORD_BEFORE = re.compile(r"(?<![\w-])([\w-]+)\.?[ \xa0]\Z")
_CUT = re.compile(r"[.!?]\s|\n|[,;:“”\"]")
_BROKEN = re.compile(
    r"\b(?:as|that|with|by|to|from|in|on|at|said|says|saying|told|met|after|before|but|while)\b"
)
_AFTER_NAME = re.compile(
    r"[’']?,\s+(?:(?:a|an|the|its|his|her|their|who\s+is)\s+)?((?:[\w’'.-]+\s+){0,5}?[\w’'.-]+)"
    r"(?=[,.;]|\s+(?:of|for|from|who|in|at|and|to)\b)"
)
_DOTTED = re.compile(rf"\b({'|'.join(sorted(_ABBREVIATED))})\. ", re.IGNORECASE)
_SINGLE = words("sheikh sheikha ayatollah imam mullah cardinal archbishop emir sultan rabbi")
"""Titles that make one word after them a person's name, beside those of offices."""


def key(word: str) -> str:
    """A word as lists of titles have it."""
    return word.lower().strip(".,’'")


def is_title(word: str) -> bool:
    """Whether a word before a name is a title or the noun of an office."""
    bare = key(word).rsplit("-", maxsplit=1)[-1]
    return (
        bare in _ABBREVIATED or bare in HOLDERS or bare in _SEVERAL or bare in SPOKESPEOPLE or bare in _SINGLE
    )


def called(text: str, names: Iterable[str]) -> dict[str, frozenset[str]]:
    """For each name, the words that stand directly before it or in apposition to it, anywhere in the text."""
    return {name: frozenset(_words_at(text, name)) for name in names}


def pronoun_by_title(text: str, name: str) -> str:
    """The pronoun that the word before a name tells wherever it does: "Mrs. X", "King X", "spokeswoman X"."""
    told, at = set(), text.find(name)
    while at >= 0:  # by the name first: texts may be long
        match = _WORD_BEFORE.search(text, max(0, at - _LONGEST_TITLE), at)
        before = key(match[1]) if match is not None else ""
        told.add(PRONOUN_OF_TITLE.get(before) or ("she" if before in SHE else "he" if before in HE else ""))
        at = text.find(name, at + 1)
    told.discard("")
    return told.pop() if len(told) == 1 else ""


def _words_at(text: str, name: str) -> Iterable[str]:
    for match in re.finditer(rf"\b{re.escape(name)}\b", text):
        before = _DOTTED.sub(r"\1 ", text[max(0, match.start() - _BEFORE) : match.start()])
        for word in _BROKEN.split(_CUT.split(before)[-1])[-1].split()[-_TITLE_WORDS:]:
            yield ABBREVIATIONS.get(key(word), key(word))
        after = _AFTER_NAME.match(text, match.end())
        if after:
            yield from map(key, after[1].split())
