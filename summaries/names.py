"""Finding a topic's actors, people, offices and issues in running text, by any of their names."""

from __future__ import annotations

from enum import StrEnum

from summaries.model import Value


class Form(StrEnum):
    """What sort of name a mention is."""

    FULL = "full"  # a person's full name or alias, an actor's name or alias
    SURNAME = "surname"
    OFFICE = "office"  # "the Secretary of State", with or without an actor's adjective
    ADJECTIVE = "adjective"  # "Russian" before a noun
    METONYM = "metonym"
    INSTITUTION = "institution"
    TERM = "term"  # an issue's word


class Mention(Value):
    """A name in a text: code points, what it names, in which form.

    ``kind`` is "actor", "person", "office" or "issue"; ``ids`` are the entities it may mean (one when sure;
    for an office, everybody who held it; for an issue's word, each issue with that word). ``actor`` is the
    actor spoken for, where that is clear.
    """

    start: int
    end: int
    kind: str
    ids: tuple[str, ...]
    form: Form
    actor: str | None = None
