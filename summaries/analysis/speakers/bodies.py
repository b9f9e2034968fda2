"""Bodies that an article names in full and then for short: "the ministry", "the WHO"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summaries.analysis.attribution import Place
from summaries.analysis.document import Document
from summaries.analysis.roles import BODIES, NAMED_BODIES
from summaries.english import NOT_FIRST_NAMES

_WORD = r"[^\W\d_a-z][\w’'-]*[^\W_](?<![’']s)"
_NAME = re.compile(rf"\b{_WORD}(?:[ \xa0](?:(?:of|for|on|and|the)[ \xa0]){{0,2}}{_WORD})+")
_OF = re.compile(r"[ \xa0](?:of|for|on)[ \xa0]")
_SMALL = frozenset(("of", "for", "on", "and", "the"))
_ACRONYM = re.compile(r"[A-Z]{2,6}")


class Bodies:
    """The bodies of one article."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._named = list(_bodies(document))

    def short_for(self, noun: str, at: int) -> Place | None:
        """Where the only body whose name ends with a noun ("ministry") was named last before a place."""
        before = [(place, name) for place, name in self._named if place[1] <= at and _noun(name) == noun]
        if len({name for _, name in before}) != 1:
            return None
        return before[-1][0]

    def in_full(self, at: Place) -> str | None:
        """The name of the body whose noun stands at a place, with what it is for: "Ministry of Trade"."""
        for (start, end), name in self._named:
            if (
                start <= at[0]
                and at[1] <= end
                and _OF.search(self._document.text, at[1], min(end, at[1] + 6))
            ):
                rest = self._document.text[at[1] : end].split()
                return name if rest[0] != "on" or rest[1].lower() not in NOT_FIRST_NAMES else None
        return None

    def spelled_out(self, acronym: str) -> str | None:
        """The body whose initials these are; None where none is named, or several."""
        if not _ACRONYM.fullmatch(acronym):
            return None
        found = {name for _, name in self._named if len(acronym) > 2 and acronym in _initials(name)}
        return found.pop() if len(found) == 1 else None


def is_acronym(word: str) -> bool:
    """Whether a word is some initials in capitals."""
    return _ACRONYM.fullmatch(word) is not None


def _bodies(document: Document) -> Iterator[tuple[Place, str]]:
    for paragraph in document.paragraphs:
        if paragraph.kind == "title":
            continue
        for match in _NAME.finditer(document.text, paragraph.start, paragraph.end):
            start = match.start() + (4 if match.group().startswith("The ") else 0)
            name = document.text[start : match.end()]
            if " " in name and _noun(name) in BODIES | NAMED_BODIES:
                yield (start, match.end()), name


def _noun(name: str) -> str:
    """The noun of a body's name: "Ministry of Defence" is a ministry."""
    return _OF.split(name)[0].split()[-1].lower()


def _initials(name: str) -> set[str]:
    parts = name.split()
    return {
        "".join(part[0] for part in parts).upper(),
        "".join(part[0] for part in parts if part not in _SMALL).upper(),
    }
