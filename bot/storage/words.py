"""What counts as the same word for searching: case, accents and English endings do not matter.

Done here rather than by the databases, so that SQLite and PostgreSQL find the same passages and the places
of the words found can be marked exactly: an index holds ``forms``, and a question is asked in ``forms``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bot.storage.porter import stem
from summaries.folding import flatten

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 40  # letters that count: no word is longer, and an index entry must not be huge


class Term(NamedTuple):
    """A word of a text in the form that is searched for, with its place (code points)."""

    form: str
    start: int
    end: int


def terms(text: str) -> list[Term]:
    """Every word of the text, in order."""
    flat, places = flatten(text)
    return [Term(_form(m[0]), places[m.start()], places[m.end()]) for m in _WORD.finditer(flat)]


def forms(text: str) -> list[str]:
    """The different words of the text in the form that is searched for, in the order of their first use.

    A form is ASCII letters and digits; other scripts are spelled in hexadecimal behind ``_u``, since no two
    databases agree on which of their characters make words.
    """
    return list(dict.fromkeys(every_form(text)))


def every_form(text: str) -> list[str]:
    """The form of each word of the text, in order."""
    return [_form(word) for word in _WORD.findall(flatten(text)[0])]


@lru_cache(maxsize=100_000)
def _form(word: str) -> str:
    word = word[:_LONGEST].casefold()
    return stem(word) if word.isascii() else "_u" + word.encode("utf-8", "surrogatepass").hex()
