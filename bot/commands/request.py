"""A command that was understood, and how it is written in full."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.commands.grammar import GRAMMAR, KEYWORDS, Keyword, Rule, Slot, SlotType
from summaries.folding import fold
from summaries.topics import Topic

_RULES = {rule.name: rule for rule in GRAMMAR}


@dataclass(frozen=True)
class Request:
    """What somebody wants to know. Ids are those of ``topic``; "" and None where a slot is empty.

    ``issue`` is an issue's id, or an actor's where the position towards that actor is asked for. ``person``
    is set beside ``actor`` where one person was named. ``understood`` is how a question in plain words was
    read, for the reader to check; it plays no part in what is asked.
    """

    topic: Topic
    command: str
    actor: str | None = None
    other: str | None = None
    person: str | None = None
    issue: str | None = None
    words: str = ""
    since: date | None = None
    as_of: date | None = None
    id: str = ""
    action: str = ""
    understood: str = ""

    @property
    def rule(self) -> Rule:
        """The command's entry in the grammar."""
        return _RULES[self.command]

    def filled(self, **slots: object) -> Request:
        """The request with these slots filled."""
        return replace(self, **slots)  # type: ignore[arg-type]  # the grammar decides what a slot holds


def spell(request: Request) -> str:
    """The request as a complete command, which reads back as the same request."""
    parts = [f"/{request.topic.id}", request.command]
    for slot in request.rule.slots:
        if value := _value(request, slot):
            parts += [str(slot.keyword), value] if slot.keyword else [value]
    return " ".join(parts)


def _value(request: Request, slot: Slot) -> str:
    value = str(getattr(request, slot.name) or "")
    if slot.name == "actor" and request.person:
        return request.person
    loose = slot.type is SlotType.TEXT and request.rule.slot(Keyword.SINCE) and _keyword_in(value)
    if loose or (slot.type is SlotType.WORDS and " " in value):
        return f'"{value}"'
    return value


def _keyword_in(words: str) -> bool:
    return any(f" {keyword} " in f" {fold(words)} " for keyword in KEYWORDS)
