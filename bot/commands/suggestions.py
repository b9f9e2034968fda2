"""Complete commands to offer: "did you mean" for what was mistyped, and what to ask next."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from bot.commands.grammar import SlotType, names, rule
from bot.commands.request import Request, spell
from summaries.folding import fold
from summaries.lookup import Match

NEAR = 65.0
"""Per cent of rapidfuzz's ratio from which a command's name is near: "stnace" is to "stance" (83)."""


def near_commands(word: str) -> tuple[str, ...]:
    """Up to three commands whose name or synonym looks like ``word``, nearest first."""
    key = fold(word)
    if len(key) < 3:
        return ()
    near = process.extract(key, names(), scorer=fuzz.ratio, score_cutoff=NEAR, limit=8)
    rules = (rule(name) for name, _, _ in near)
    return tuple(dict.fromkeys(each.name for each in rules if each))[:3]


def suggested(request: Request, words: str, kind: str) -> tuple[str, ...]:
    """Up to three complete commands with names that look like ``words`` in the first slot that is free.

    ``kind`` is "issue" for what a position is about; anything else is an actor or a person.
    """
    commands: list[str] = []
    for name in request.topic.suggest(words, 8):
        for match in request.topic.resolve(name):
            filled = _filled(request, match, kind)
            commands += [whole(filled)] if filled else []
    return tuple(dict.fromkeys(commands))[:3] or _word_by_word(request, words, kind)


def _word_by_word(request: Request, words: str, kind: str) -> tuple[str, ...]:
    """The command with each word's nearest name in the next free slot, where two names were mistyped."""
    filled = request
    for word in words.split():
        matches = (match for name in request.topic.suggest(word, 1) for match in request.topic.resolve(name))
        filled = next((better for match in matches if (better := _filled(filled, match, kind))), filled)
    return () if filled == request else (whole(filled),)


def _filled(request: Request, match: Match, kind: str) -> Request | None:
    if kind == "issue":
        takes = match.kind == "issue" and request.rule.takes(SlotType.ISSUE)
        return request.filled(issue=match.id) if takes else None
    if match.kind == "issue":
        return None
    side = request.topic.person(match.id).actor if match.kind == "person" else match.id
    if request.actor is None:
        person = match.id if match.kind == "person" and request.command in ("quotes", "stance") else None
        return request.filled(actor=side, person=person)
    return request.filled(other=side) if request.command == "compare" else None


def whole(request: Request) -> str:
    """The request as a complete command: sides that are missing are the first actors of the topic."""
    for slot in request.rule.slots:
        if slot.required and slot.name in ("actor", "other") and getattr(request, slot.name) is None:
            free = (a.id for a in request.topic.actors if a.id not in (request.actor, request.other))
            request = request.filled(**{slot.name: next(free, request.topic.actors[0].id)})
    return spell(request)
