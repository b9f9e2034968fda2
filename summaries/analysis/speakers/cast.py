"""Who is named in an article: the fullest form of each name, known people of the topic, their pronouns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from summaries.analysis.cues import words
from summaries.analysis.document import Document
from summaries.analysis.roles import BODIES, HOLDERS, SPOKESPEOPLE
from summaries.english import NOT_FIRST_NAMES, PRONOUN_OF_TITLE
from summaries.names import Mention

_PART = r"(?:[^\W\d_a-z][\w’'-]*[^\W_](?<![’']s)|[^\W\d_a-z]\.(?:[^\W\d_a-z]\.)*)"
_PARTICLE = r"(?:de|da|di|du|del|della|la|le|van|von|der|den|bin|ibn|al|el|y|dos|das)"
_NAME = re.compile(rf"{_PART}(?:[ \xa0](?:{_PARTICLE}[ \xa0])*{_PART})+")
_TITLED = re.compile(
    rf"\b(Mr|Mrs|Ms|Miss|Sir|Madame)\.?[ \xa0]((?:{_PART}[ \xa0])*?{_PART})(?![ \xa0]{_PART})"
)
_ABBREVIATED = words("""sen sens rep reps gov govs gen lt col capt maj adm sgt prof dr mr mrs ms rev hon""")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as an article names them: the fullest name, and the topic's id where the topic knows them.

    ``likely`` is False for a name that may well be no person's: one word that is never given in full.
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
        self._full = _full_names(document)
        self._pronouns = _titled(document.text)
        self.present = {m.ids[0] for m in self._mentions if len(m.ids) == 1}
        self._called = _called(document.text, self._full)

    def known(self, mention: Mention) -> Named | None:
        """The person of the topic whom a mention names; None where several may be meant."""
        ids = mention.ids
        if len(ids) > 1:
            ids = tuple(id for id in ids if id in self.present)
        return self.of(ids[0]) if len(ids) == 1 else None

    def of(self, id: str) -> Named:
        """The topic's person of that id."""
        person = self._people[id]
        return Named(person.name, id, person.pronoun)

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

    def stranger(self, words: str) -> Named | None:
        """Somebody outside the topic, by a name as written; None where nothing of a name is left."""
        parts = _without_titles(words.replace("\xa0", " ").split())
        if not parts:
            return None
        last = _bare(parts[-1])
        pronoun = self._pronouns.get(last, "")
        full = self._full.get(last) if len(parts) == 1 else None
        name = full or _bare(" ".join(parts))
        words_of = name.split()
        likely = bool(pronoun) or (len(words_of) > 1 and words_of[-1].lower() not in BODIES)
        return Named(name, None, pronoun, likely)

    def titles(self, name: str) -> frozenset[str]:
        """The nouns by which the article calls somebody: "Senator X", "X, the senator from Y"."""
        return self._called.get(name.rsplit(maxsplit=1)[-1], frozenset())


_NEAR = 4
"""How many names before a place may still reach into it."""
_TITLE_WORDS = 6
_AFTER_NAME = re.compile(
    r"[’']?,\s+(?:(?:a|an|the|its|his|her|their|who\s+is)\s+)?((?:[\w’'.-]+\s+){0,5}?[\w’'.-]+)(?=[,.;]|\s+(?:of|for|from|who|in|at|and)\b)"
)
_ABBREVIATIONS = {
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "dr": "doctor",
    "prof": "professor",
}


def _called(text: str, full: dict[str, str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for last, name in full.items():
        words: set[str] = set()
        for match in re.finditer(re.escape(name), text):
            before = re.split(
                r"[.!?]\s|\n|[,;:“”\"]",
                text[max(0, match.start() - 80) : match.start()]
                .replace("Sen. ", "Sen ")
                .replace("Rep. ", "Rep ")
                .replace("Gov. ", "Gov "),
            )[-1]
            words |= {_ABBREVIATIONS.get(_key(w), _key(w)) for w in before.split()[-_TITLE_WORDS:]}
            after = _AFTER_NAME.match(text, match.end())
            if after:
                words |= {_key(w) for w in after[1].split()}
        found[last] = frozenset(words)
    return found


def _full_names(document: Document) -> dict[str, str]:
    """For each last word of a name of several words, the first such name."""
    found: dict[str, str] = {}
    for paragraph in document.paragraphs:
        for match in _NAME.finditer(document.text, paragraph.start, paragraph.end):
            parts = _without_titles(match.group().replace("\xa0", " ").split())
            if len(parts) > 1 and paragraph.kind != "title" and len(parts) < 6:
                found.setdefault(_bare(parts[-1]), _bare(" ".join(parts)))
    return found


def _without_titles(parts: Iterable[str]) -> list[str]:
    """A name without what is put before it: "Ohio Party Chairman Ann Cole" is Ann Cole."""
    rest = list(parts)
    titles = [n for n, word in enumerate(rest[:-1]) if _is_title(word)]
    rest = rest[titles[-1] + 1 :] if titles else rest
    while rest and (_key(rest[0]) in NOT_FIRST_NAMES or _is_place(rest)):
        rest.pop(0)
    while rest and not rest[-1][:1].isalpha():
        rest.pop()
    return rest


def _is_title(word: str) -> bool:
    key = _key(word)
    return key in _ABBREVIATED or key in HOLDERS or key in SPOKESPEOPLE


def _is_place(words: list[str]) -> bool:
    """Whether a country's initials stand before a name of several words: "U.S. Ann Cole"."""
    return words[0].isupper() and "." in words[0] and len(words) > 2 and len(words[0]) > 2


def _key(word: str) -> str:
    return word.lower().strip(".,’'")


def _bare(name: str) -> str:
    name = re.sub(r"[’']s?$", "", name.strip(" ,;:"))
    return name if name.endswith(("Jr.", "Sr.")) else name.rstrip(".")


def _titled(text: str) -> dict[str, str]:
    """The pronouns that forms of address give: {"Warren": "she"}."""
    return {
        _bare(match[2].split()[-1]): PRONOUN_OF_TITLE[match[1].lower()] for match in _TITLED.finditer(text)
    }
