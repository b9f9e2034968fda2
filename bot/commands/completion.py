"""Ways to go on typing: commands, then what their free slots take, names by any of their aliases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.commands.context import Context
from bot.commands.digest_completing import complete_digest
from bot.commands.grammar import GRAMMAR, Keyword, Rule, Slot, SlotType, rule
from bot.commands.naming import name_at
from bot.commands.parsing import LONGEST, topic_named
from bot.commands.slots import keyword_at
from bot.commands.tokens import Token, clean, tokenise
from bot.messages import Choice, Command, Completion
from summaries.folding import fold
from summaries.topics import Topic

MOST = 12
NEAR = 70.0
"""Per cent of rapidfuzz's partial ratio from which a name that doesn't begin so is offered too."""
_WORDS = 4
_DATES = ("today", "yesterday", "3d", "2w", "last week", "last month")


@dataclass(frozen=True)
class Candidate:
    """Something to offer: ``text`` is what is inserted.

    Any of ``names`` or ``aliases`` may be what the user began to type; ``names`` are likelier.
    """

    text: str
    hint: str
    names: tuple[str, ...]
    aliases: tuple[str, ...] = ()


def complete(context: Context, command: Command) -> Sequence[Completion]:
    """Ways to go on from the end of ``command.text``, best first: prefix, then alias, then near names."""
    text = clean(command.text)
    if len(text) > LONGEST or not context.topics:
        return ()
    tokens = tokenise(text)
    if not tokens or (len(tokens) == 1 and not text.endswith(" ")):
        return _opening(context, command, text, tokens)
    topic, rest = _topic(context, command, tokens)
    if not rest or (len(rest) == 1 and not text.endswith(" ")):
        return _ranked(_commands(), text, rest[0].start if rest else len(text))
    if (named := rule(rest[0].fold)) is None:
        return ()
    if named.name == "digest" and len(rest) > 1 and (len(rest) > 2 or text.endswith(" ")):
        return _digest(context, command, topic, text, rest[1])
    return _slots(context, topic, named, text, rest[1:])


# ---- topic and command -------------------------------------------------------------------------------


def _opening(context: Context, command: Command, text: str, tokens: Sequence[Token]) -> Sequence[Completion]:
    """The first word: a topic with its slash, or a command where the topic is clear."""
    start = tokens[0].start if tokens else len(text)
    topics = tuple(Candidate(f"/{topic.id}", topic.title, (topic.id,)) for topic in context.topics.values())
    if text.lstrip().startswith("/"):
        return _ranked((*topics, *_commands("/")), text, start)
    return _ranked((*_commands(), *topics), text, start)


def _topic(context: Context, command: Command, tokens: Sequence[Token]) -> tuple[Topic, Sequence[Token]]:
    named = topic_named(context.topics, tokens[0].text)
    given = context.topics.get(command.topic) or next(iter(context.topics.values()))
    return (named, tokens[1:]) if named else (given, tokens)


def _commands(before: str = "") -> tuple[Candidate, ...]:
    return tuple(Candidate(before + each.name, each.summary, (each.name,), each.synonyms) for each in GRAMMAR)


def _digest(
    context: Context, command: Command, topic: Topic, text: str, action: Token
) -> Sequence[Completion]:
    """What may follow an action of ``digest``."""
    start = action.end + len(text[action.end :]) - len(text[action.end :].lstrip())
    ways = complete_digest(context, command, topic, action.fold, text[start:])
    return tuple(way.model_copy(update={"start": way.start + start}) for way in ways[:MOST])


# ---- slots -------------------------------------------------------------------------------------------


def _slots(
    context: Context, topic: Topic, named: Rule, text: str, words: Sequence[Token]
) -> Sequence[Completion]:
    keyword, segment = _segment(words)
    if named.takes(SlotType.CITATION):
        return _citations(context, topic, text, words)
    if slot := named.slot(keyword):
        done = _finished(topic, slot, segment, text)
        candidates = tuple(_keywords(named, words)) if done else tuple(_values(context, topic, slot))
        return _phrases(candidates, text, segment)
    free = _free(topic, named, words, text)
    values = (candidate for slot in free for candidate in _values(context, topic, slot))
    return _phrases((*values, *_keywords(named, words)), text, words)


def _segment(words: Sequence[Token]) -> tuple[Keyword, Sequence[Token]]:
    """The last keyword among the words, and what follows it."""
    keyword, segment, at = Keyword.NONE, words, 0
    while at < len(words):
        found, length = keyword_at(words, at)
        if found:
            keyword, segment = found, words[at + length :]
        at += length or 1
    return keyword, segment


def _finished(topic: Topic, slot: Slot, segment: Sequence[Token], text: str) -> bool:
    """Whether the slot after the keyword holds a whole value, so that the next one may be offered."""
    if not segment or not text.endswith(" "):
        return False
    if slot.type is SlotType.ISSUE:
        found = name_at(topic, segment, 0, ("issue", "actor", "person"))
        return found is not None and found.length == len(segment)
    return True


def _free(topic: Topic, named: Rule, words: Sequence[Token], text: str) -> tuple[Slot, ...]:
    """The slots without a keyword that are not filled yet."""
    filled, at = 0, 0
    typed = words if text.endswith(" ") else words[:-1]
    while at < len(typed) and not keyword_at(typed, at)[1]:
        found = name_at(topic, typed, at, ("actor", "person"))
        filled += found is not None
        at += found.length if found else 1
    return tuple(slot for slot in named.slots if not slot.keyword)[filled : filled + 1]


def _keywords(named: Rule, words: Sequence[Token]) -> Iterator[Candidate]:
    used = {keyword_at(words, at)[0] for at in range(len(words))}
    for slot in named.slots:
        if slot.keyword and slot.keyword not in used:
            yield Candidate(f"{slot.keyword} ", slot.description, (str(slot.keyword),))


def _values(context: Context, topic: Topic, slot: Slot) -> Iterator[Candidate]:
    if slot.type in (SlotType.ACTOR, SlotType.SPEAKER):
        for actor in topic.actors:
            others = (actor.short, *actor.aliases, *actor.metonyms)
            yield Candidate(actor.id, actor.name, (actor.id, actor.name), others)
        for person in topic.people:
            yield Candidate(
                person.name, "person", (person.name, *person.called), (person.id, *person.aliases)
            )
    if slot.type in (SlotType.ISSUE, SlotType.WORDS):
        for issue in topic.issues:
            yield Candidate(issue.id, issue.name, (issue.id, issue.name), issue.aliases)
    if slot.type is SlotType.DATE:
        first = context.store.coverage(topic.id).first.start
        dates = (f"{first:%B %Y}", *_DATES) if first else _DATES
        yield from (Candidate(date, slot.description, (date,)) for date in dates)
    if slot.type is SlotType.COMMAND:
        yield from _commands()
    yield from (Candidate(choice, slot.description, (choice,)) for choice in slot.choices)


def _citations(context: Context, topic: Topic, text: str, words: Sequence[Token]) -> Sequence[Completion]:
    if len(words) > 1 or (words and text.endswith(" ")):
        return ()
    prefix = words[0].text.casefold() if words else ""
    start = words[0].start if words else len(text)
    ids = context.store.citation_ids(topic.id, re.sub(r"[^0-9a-z]", "", prefix), MOST)
    return tuple(Completion(text=id, start=start, hint="citation") for id in ids)


def offered(context: Context, topic: Topic, slot: Slot, typed: str, most: int) -> Sequence[Choice]:
    """What may stand in one slot, best first: prefix, then alias, then near names; the newest citations."""
    if slot.type is SlotType.CITATION:
        prefix = re.sub(r"[^0-9a-z]", "", typed.casefold())
        return tuple(Choice(name=id, value=id) for id in context.store.citation_ids(topic.id, prefix, most))
    best = _best(_values(context, topic, slot), typed)
    return tuple(Choice(name=candidate.names[-1], value=candidate.text.strip()) for candidate in best[:most])


# ---- ranking -----------------------------------------------------------------------------------------


def _phrases(candidates: tuple[Candidate, ...], text: str, words: Sequence[Token]) -> Sequence[Completion]:
    """Completions of the longest run of last words that begins something, names of many words included."""
    if text.endswith(" ") or not words:
        begun: Sequence[Token] = _begun(candidates, words) if words else ()
        return _ranked(candidates, text, begun[0].start if begun else len(text))
    for count in range(min(_WORDS, len(words)), 1, -1):
        if found := _ranked(candidates, text, words[-count].start, near=False):
            return found
    return _ranked(candidates, text, words[-1].start)


def _begun(candidates: tuple[Candidate, ...], words: Sequence[Token]) -> Sequence[Token]:
    """The last words, where a name goes on after them: "united " is on the way to a name of two words."""
    for count in range(min(_WORDS, len(words)), 0, -1):
        key = fold(" ".join(token.text for token in words[-count:])) + " "
        if any(
            fold(name).startswith(key)
            for candidate in candidates
            for name in (*candidate.names, *candidate.aliases)
        ):
            return words[-count:]
    return ()


def _ranked(
    candidates: Iterable[Candidate], text: str, start: int, *, near: bool = True
) -> Sequence[Completion]:
    best = _best(candidates, text[start:], near=near)
    return tuple(Completion(text=found.text, start=start, hint=found.hint) for found in best[:MOST])


def _best(candidates: Iterable[Candidate], typed: str, *, near: bool = True) -> list[Candidate]:
    """The candidates that fit what was typed, best first; otherwise in their own order."""
    key = fold(typed)
    scored = ((_score(candidate, key, near), n, candidate) for n, candidate in enumerate(candidates))
    fitting = [(score, n, candidate) for score, n, candidate in scored if score is not None]
    return [candidate for _, _, candidate in sorted(fitting, key=lambda each: each[:2])]


def _score(candidate: Candidate, key: str, near: bool) -> float | None:
    """How far a candidate is from what was typed, 0 the best; None when it doesn't fit."""
    names = [fold(name) for name in candidate.names]
    aliases = [fold(name) for name in candidate.aliases]
    if not key or any(name.startswith(key) for name in names):
        return 0
    if any(name.startswith(key) for name in aliases):
        return 1
    if any(f" {key}" in name for name in (*names, *aliases)):
        return 2
    if not near or len(key) < 3:
        return None
    likeness = max(fuzz.ratio(key, name[: len(key) + 1]) for name in (*names, *aliases))
    return 3 + (100 - likeness) / 100 if likeness >= NEAR else None
