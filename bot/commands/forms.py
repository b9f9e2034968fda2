"""The grammar for platforms with forms: each command's options, what may go there, and the line they make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.commands.completion import offered
from bot.commands.context import Context
from bot.commands.digest_completing import complete_digest
from bot.commands.grammar import DIGEST_WORDS, GRAMMAR, KEYWORDS, Rule, Slot, SlotType, rule
from bot.commands.tokens import clean
from bot.messages import Choice, Command, CommandDescription, Option, TopicDescription
from summaries.folding import fold
from summaries.topics import Topic

MOST = 25
"""Choices that are offered at once: as many as Discord shows."""

_LONGEST = 100
"""Letters of a choice, of which Discord takes no more."""

_SHORT = 10
"""Letters of a value that doesn't explain itself, such as an id."""

_TO_THE_END = {SlotType.TEXT, SlotType.CITATION, SlotType.CHOICE, SlotType.COMMAND}
_COMPLETED = {SlotType.ACTOR, SlotType.SPEAKER, SlotType.ISSUE, SlotType.CITATION, SlotType.DATE}


def describe(topic: Topic) -> TopicDescription:
    """A topic's commands and options."""
    return TopicDescription(
        id=topic.id, title=topic.title, commands=tuple(_described(each) for each in GRAMMAR)
    )


def _described(each: Rule) -> CommandDescription:
    slots = sorted(each.slots, key=lambda slot: not slot.required)
    return CommandDescription(
        name=each.name,
        summary=each.summary,
        options=tuple(_option(slot) for slot in slots),
        administrative=each.administrative,
    )


def _option(slot: Slot) -> Option:
    choices = GRAMMAR_NAMES if slot.type is SlotType.COMMAND else slot.choices
    return Option(
        name=slot.option,
        description=slot.description,
        required=slot.required,
        choices=tuple(Choice(name=choice, value=choice) for choice in choices),
        completes=slot.type in _COMPLETED or slot.option == "on" or slot.shown == DIGEST_WORDS,
    )


GRAMMAR_NAMES = tuple(each.name for each in GRAMMAR)


def choices(
    context: Context,
    topic: str,
    command: str,
    option: str,
    typed: str,
    filled: Mapping[str, str],
    by: Command | None = None,
) -> Sequence[Choice]:
    """Ways to fill in an option, best first. None for what is no option of a known topic's command.

    ``by`` says who fills it in, and where: the digests that are offered are those seen from there.
    """
    known, named = context.topics.get(topic), rule(command)
    slot = _slot(named, option) if named else None
    if known is None or slot is None:
        return ()
    if command == "digest" and slot.shown == DIGEST_WORDS:
        return tuple(_digests(context, by or Command(text=""), known, filled.get("action", ""), typed))
    taken = {fold(value) for name, value in filled.items() if name != option}
    found = offered(context, known, slot, clean(typed)[:_LONGEST].strip(), MOST + len(taken))
    left = [choice for choice in found if fold(choice.value) not in taken]
    return tuple(
        choice for choice in left[:MOST] if len(choice.name) <= _LONGEST and len(choice.value) <= _LONGEST
    )


def _digests(context: Context, by: Command, topic: Topic, action: str, typed: str) -> Iterator[Choice]:
    """Whole values that begin with what was typed: as many as fit into a choice."""
    for way in complete_digest(context, by, topic, action, typed.lstrip())[:MOST]:
        value = (typed.lstrip()[: way.start] + way.text).strip()
        name = f"{value}: {way.hint}" if way.hint and len(value) <= _SHORT else value
        if value and len(value) <= _LONGEST:
            yield Choice(name=name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…", value=value)


def line(topic: str, command: str, options: Mapping[str, str]) -> str:
    """The command line that says the same as a form; options that the command hasn't are left out."""
    named = rule(command)
    parts = [f"/{topic}", command]
    for slot in named.slots if named else ():
        if value := " ".join(clean(options.get(slot.option, "")).split()):
            parts += [str(slot.keyword)] * bool(slot.keyword) + [_quoted(slot, value)]
    return " ".join(parts)


def _slot(named: Rule, option: str) -> Slot | None:
    return next((slot for slot in named.slots if slot.option == option), None)


def _quoted(slot: Slot, value: str) -> str:
    """A value of several words in marks, so that none of them is read as something else."""
    plain = slot.type in _TO_THE_END or slot.type is SlotType.DATE or " " not in value
    as_typed = slot.shown == DIGEST_WORDS  # read with every mark, and its "on" and "about" are a digest's own
    if plain and (as_typed or not (slot.type is SlotType.TEXT and _has_keyword(value))):
        return value
    return '"' + value.translate({ord(mark): "'" for mark in '"“”„'}) + '"'


def _has_keyword(value: str) -> bool:
    return any(f" {keyword} " in f" {fold(value)} " for keyword in KEYWORDS)
