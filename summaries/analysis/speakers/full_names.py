"""The people whom a text names in full, found again by any later part of their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from summaries.analysis.cues import words
from summaries.analysis.speakers.first_names import pronoun_of_first_name
from summaries.folding import fold

_PARTICLES = words("de da di du del della la le van von der den bin bint ibn al el y e dos das ter ten do st")
_SUFFIXES = words("jr sr ii iii iv")
_ARTICLE = re.compile(r"^(?:al|el|ad|ar|as|at|ul|ash|an)-", re.IGNORECASE)
_SHORT_FORMS = """joe:joseph mike:michael tom:thomas bill:william will:william bob:robert rob:robert jim:james
    jack:john dick:richard rick:richard ted:edward chuck:charles liz:elizabeth beth:elizabeth kate:katherine
    tony:anthony larry:lawrence jerry:gerald harry:harold hank:henry peggy:margaret bernie:bernard"""
_SHORT = dict(pair.split(":") for pair in words(_SHORT_FORMS))
"""Short forms that are not the beginning of the long one."""


class FullNames:
    """Full names, in the order in which a text brings them up."""

    def __init__(self, names: Iterable[str]) -> None:
        found = {name: _keys(name.split()) for name in dict.fromkeys(names)}
        inner = {keys[n:] for keys in found.values() for n in range(1, len(keys) - 1)}
        self._keys = {name: keys for name, keys in found.items() if keys not in inner}
        self._with: dict[str, list[str]] = {}
        for name, keys in self._keys.items():
            for key in dict.fromkeys(keys):
                self._with.setdefault(key, []).append(name)

    def of(self, parts: Sequence[str], pronoun: str = "") -> tuple[str, ...]:
        """The full names that some words may stand for: by last names, else other names, else a first name.

        ``pronoun`` is what a form of address tells ("Mrs."). Several where people share the name.
        """
        keys = _keys(parts)
        count = len(keys)
        having = self._with.get(keys[-1], []) if keys else []
        for fits in (
            [name for name in having if self._keys[name][-count:] == keys],
            [name for name in having if _within(keys, self._keys[name][1:])],
            [name for name in having if self._keys[name][:count] == keys],
        ):
            told = (
                [name for name in fits if pronoun_of_first_name(name) in ("", pronoun)] if pronoun else fits
            )
            if told:
                return tuple(self._people(told))
        return ()

    def _people(self, names: Sequence[str]) -> list[str]:
        """The names without further forms of one already there."""
        found: list[str] = []
        for name in names:
            if not any(self._same(name, other) for other in found):
                found.append(name)
        return found

    def _same(self, one: str, other: str) -> bool:
        """Whether two full names are one person's: "Joe Cole" and "Joseph R. Cole"."""
        first, second = self._keys[one][0], self._keys[other][0]
        short, long = sorted((first, second), key=len)
        same_last = self._keys[one][-1] == self._keys[other][-1]
        return same_last and (
            (long.startswith(short) and (len(short) > 2 or short == long))
            or (len(short) == 1 and long.startswith(short))
            or _SHORT.get(short) == long
        )


def _keys(parts: Iterable[str]) -> tuple[str, ...]:
    """The words of a name without particles and suffixes, made comparable."""
    folded = (fold(_ARTICLE.sub("", part)).replace(" ", "") for part in parts)
    return tuple(key for key in folded if key and key not in _PARTICLES and key not in _SUFFIXES)


def _within(keys: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return any(name[n : n + len(keys)] == keys for n in range(len(name) - len(keys) + 1))
