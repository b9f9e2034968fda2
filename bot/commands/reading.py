"""A command on the way to being understood, and what is said when it can't be."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from bot.commands.dates import read_date
from bot.commands.examples import example, examples
from bot.commands.grammar import Rule, Slot, SlotType
from bot.commands.misunderstanding import NotUnderstood
from bot.commands.request import Request, spell
from bot.commands.suggestions import suggested
from bot.commands.tokens import show
from summaries.lookup import Match
from summaries.topics import Topic
from summaries.when import When


@dataclass
class Reading:
    """A command on the way to being understood: what is filled, and what nothing was made of."""

    request: Request
    today: date
    unknown: list[str] = field(default_factory=list)
    excess: list[str] = field(default_factory=list)
    given: set[str] = field(default_factory=set)

    @property
    def rule(self) -> Rule:
        """The command's entry in the grammar."""
        return self.request.rule

    @property
    def when(self) -> When:
        """The day whose office holders are meant."""
        return When.day(self.request.as_of) if self.request.as_of else When()

    def fill(self, **values: object) -> None:
        """Fill slots by their names."""
        self.given |= values.keys()
        self.request = self.request.filled(**values)


def check(reading: Reading) -> None:
    """Raise NotUnderstood for what is missing, unknown, left over or the wrong way round."""
    request, rule = reading.request, reading.rule
    missing = next((s for s in rule.slots if s.required and s.name not in reading.given), None)
    sides = any(
        s.type in (SlotType.ACTOR, SlotType.SPEAKER) and s.name not in reading.given for s in rule.slots
    )
    if reading.unknown and (missing or sides):
        raise unknown(reading.unknown[0], "actor or person" if sides else "name", reading)
    if missing:
        kind = {"actor": "an actor", "other": "a second actor"}.get(missing.name, f"a {missing.name}")
        kind = "an actor or a person" if missing.type is SlotType.SPEAKER else kind
        raise NotUnderstood(
            f"“{rule.name}” needs {kind}.",
            f"For example: {example_of(reading, missing)}",
            examples(request.topic, rule),
        )
    if left := [*reading.unknown, *reading.excess]:
        shown = " and ".join(f"“{show(words, 40)}”" for words in left[:3])
        raise NotUnderstood(
            f"I can't place {shown} in “{rule.name}”.", f"It is written: {rule.usage}", _instead(reading)
        )
    if request.since and request.as_of and request.since > request.as_of:
        raise NotUnderstood(
            f"“since” ({When.day(request.since)}) comes after “as of” ({When.day(request.as_of)}).",
            "Swap the two dates.",
            (spell(request.filled(since=request.as_of, as_of=request.since)),),
        )


def _instead(reading: Reading) -> tuple[str, ...]:
    """The command without what is left over; for a second actor also the two commands that take one."""
    request = reading.request
    seconds = (m for words in reading.excess for m in request.topic.resolve(words) if m.kind == "actor")
    second = next(seconds, None)
    if request.command != "stance" or second is None:
        return (spell(request),)
    towards = request if request.issue else request.filled(issue=second.id)
    beside = request.filled(command="compare", other=second.id, person=None)
    return (spell(towards), spell(beside))


def unknown(words: str, kind: str, reading: Reading) -> NotUnderstood:
    """An unknown name, with the names that look like it as complete commands."""
    commands = suggested(reading.request, words, kind)
    cure = (
        "Did you mean one of these?" if commands else f"“/{reading.request.topic.id} help” lists what I know."
    )
    return NotUnderstood(f"I know no {kind} called “{show(words, 40)}”.", cure, commands)


def only(matches: tuple[Match, ...], slot: str, reading: Reading) -> Match:
    """The one meaning of a name; NotUnderstood with each of them as a command when there are several."""
    if len(matches) == 1:
        return matches[0]
    names = " or ".join(match.name for match in matches[:3])
    fields = [_values(reading.request.topic, match, slot) for match in matches]
    raise NotUnderstood(
        f"That may be {names}.",
        "Which one?",
        tuple(spell(reading.request.filled(**values)) for values in fields),
    )


def _values(topic: Topic, match: Match, slot: str) -> dict[str, str]:
    if match.kind != "person":
        return {slot: match.id}
    side = topic.person(match.id).actor
    return {"actor": side, "person": match.id} if slot == "actor" else {slot: side}


def days(reading: Reading) -> tuple[date, ...]:
    """Two days to offer instead of a date that can't be read."""
    return tuple(
        day.start for text in ("3d", "last month") if (day := read_date(text, reading.today)) and day.start
    )


def example_of(reading: Reading, slot: Slot) -> str:
    """An example of the command that fills ``slot``."""
    place = re.compile(f"{slot.keyword} " if slot.keyword else r"\{")
    texts = [text for text in reading.rule.examples if place.search(text)] or [reading.rule.usage]
    return example(reading.request.topic, texts[0]) or reading.rule.usage
