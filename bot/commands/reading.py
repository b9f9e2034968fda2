"""A command on the way to being understood, and what is said when it can't be."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from bot.commands.examples import example, examples
from bot.commands.grammar import Rule, Slot, SlotType
from bot.commands.misunderstanding import NotUnderstood
from bot.commands.naming import cause
from bot.commands.request import Request
from bot.commands.suggestions import suggested, whole
from bot.commands.tokens import show
from summaries.lookup import Match
from summaries.topics import Topic
from summaries.when import When


@dataclass
class Reading:
    """A command on the way to being understood: what is filled, and what nothing was made of.

    ``problems`` are told when all is read, so that what they suggest keeps all that was understood.
    """

    request: Request
    today: date
    unknown: list[str] = field(default_factory=list)
    excess: list[str] = field(default_factory=list)
    given: set[str] = field(default_factory=set)
    problems: list[Callable[[Request], NotUnderstood]] = field(default_factory=list)

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
    for problem in reading.problems:
        raise problem(request)
    missing = next((s for s in rule.slots if s.required and s.name not in reading.given), None)
    sides = any(
        s.type in (SlotType.ACTOR, SlotType.SPEAKER) and s.name not in reading.given for s in rule.slots
    )
    if reading.unknown and (missing or sides):
        raise unknown(reading.unknown[0], "actor or person" if sides else "name", request)
    if missing:
        kind = {"actor": "an actor", "other": "a second actor"}.get(missing.name, f"a {missing.name}")
        kind = "an actor or a person" if missing.type is SlotType.SPEAKER else kind
        raise NotUnderstood(
            f"“{rule.name}” needs {kind}.",
            f"For example: {example_of(request, missing)}",
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
            (whole(request.filled(since=request.as_of, as_of=request.since)),),
        )


def _instead(reading: Reading) -> tuple[str, ...]:
    """The command without what is left over; for a second actor also the two commands that take one."""
    request = reading.request
    seconds = (m for words in reading.excess for m in request.topic.resolve(words) if m.kind == "actor")
    second = next(seconds, None)
    if request.command != "stance" or second is None:
        return (whole(request),)
    towards = request if request.issue else request.filled(issue=second.id)
    beside = request.filled(command="compare", other=second.id, person=None)
    return (whole(towards), whole(beside))


def unknown(words: str, kind: str, request: Request) -> NotUnderstood:
    """An unknown name, with the names that look like it as complete commands."""
    commands = suggested(request, words, kind)
    cure = "Did you mean one of these?" if commands else f"“/{request.topic.id} help” lists what I know."
    return NotUnderstood(f"I know no {kind} called “{show(words, 40)}”.", cure, commands)


def only(matches: tuple[Match, ...], slot: str, reading: Reading) -> Match:
    """What a name means; when it may be several, the first of them, and a problem that lists them all."""
    if len(matches) > 1:
        reading.problems.append(lambda request: _unclear(matches, slot, request))
    return matches[0]


def _unclear(matches: tuple[Match, ...], slot: str, request: Request) -> NotUnderstood:
    names = " or ".join(match.name for match in matches[:3])
    meanings = (request.filled(**_values(request.topic, match, slot)) for match in matches)
    return NotUnderstood(f"That may be {names}.", "Which one?", tuple(map(whole, meanings)))


def _values(topic: Topic, match: Match, slot: str) -> dict[str, str]:
    if match.kind != "person":
        return {slot: match.id}
    side = topic.person(match.id).actor
    if slot == "actor":
        return {"actor": side, "person": match.id}
    return {slot: cause(topic, side) if slot == "issue" else side}


def example_of(request: Request, slot: Slot) -> str:
    """An example of the command that fills ``slot``."""
    place = re.compile(f"{slot.keyword} " if slot.keyword else r"\{")
    texts = [text for text in request.rule.examples if place.search(text)] or [request.rule.usage]
    return example(request.topic, texts[0]) or request.rule.usage
