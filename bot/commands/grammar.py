"""The one table of commands: every platform's options, help, parsing and completion are read from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SlotType(StrEnum):
    """What may stand in a slot."""

    ACTOR = "actor"  # a side, by any of its names
    SPEAKER = "actor or person"
    ISSUE = "issue"  # an issue, or an actor as what a position is about
    WORDS = "words"  # to look for; ends at the next keyword
    DATE = "date"
    CITATION = "citation id"
    CHOICE = "choice"  # one of ``Slot.choices``
    COMMAND = "command"
    TEXT = "text"  # everything to the end of the line


class Keyword(StrEnum):
    """The word that announces a slot wherever it stands in the line."""

    NONE = ""
    ON = "on"
    SINCE = "since"
    AS_OF = "as of"


_JOINED = str.maketrans(" -", "__")
DIGEST_WORDS = "ID-or-WHEN"
"""What the help calls the words of ``digest``: which one, or a sentence."""

_SHOWN = {SlotType.SPEAKER: "ACTOR-or-PERSON", SlotType.CITATION: "ID", SlotType.TEXT: "WORDS"}


@dataclass(frozen=True)
class Slot:
    """A place to fill in a command. ``name`` is the field of ``Request`` that it fills.

    ``shown`` is how help writes what goes there, where its type doesn't say it well.
    """

    name: str
    type: SlotType
    description: str
    required: bool = False
    keyword: Keyword = Keyword.NONE
    choices: tuple[str, ...] = ()
    shown: str = ""

    @property
    def option(self) -> str:
        """Its name in a form: ``actor``, ``on``, ``since``, ``as_of``, ``why``."""
        if self.type is SlotType.COMMAND:
            return "command"
        return (str(self.keyword) or self.shown or self.name).lower().translate(_JOINED)

    @property
    def usage(self) -> str:
        """As help shows it: ``ACTOR``, ``[on ISSUE]``, ``[since DATE]``."""
        value = self.shown or "|".join(self.choices) or _SHOWN.get(self.type, self.type.name)
        shown = f"{self.keyword} {value}" if self.keyword else value
        return shown if self.required else f"[{shown}]"


@dataclass(frozen=True)
class Rule:
    """One command.

    ``examples`` are what follows the topic, with places that the topic in use fills: {actor}, {other},
    {person}, {issue}, {word}, {date}, {id}. ``administrative`` commands belong to a channel and its
    administrators, who alone may do more with them than the actions in ``open``.
    """

    name: str
    summary: str
    slots: tuple[Slot, ...] = ()
    synonyms: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    administrative: bool = False
    open: tuple[str, ...] = ()

    @property
    def usage(self) -> str:
        """The command with its slots: ``stance ACTOR [on ISSUE] [since DATE] [as of DATE]``."""
        return " ".join((self.name, *(slot.usage for slot in self.slots)))

    def slot(self, keyword: Keyword) -> Slot | None:
        """The slot that ``keyword`` announces, if this command has one."""
        return next((slot for slot in self.slots if slot.keyword is keyword), None) if keyword else None

    def takes(self, type: SlotType) -> Slot | None:
        """The first slot of that type, if this command has one."""
        return next((slot for slot in self.slots if slot.type is type), None)


SINCE = Slot(
    "since", SlotType.DATE, "only what was said or happened on that day or later", False, Keyword.SINCE
)
AS_OF = Slot(
    "as_of", SlotType.DATE, "only what had been published by the end of that day", False, Keyword.AS_OF
)
WINDOW = (SINCE, AS_OF)
ON_ISSUE = Slot("issue", SlotType.ISSUE, "an issue, or an actor", False, Keyword.ON)
ACTOR = Slot("actor", SlotType.ACTOR, "a side, by any of its names")
ONE_ACTOR = Slot("actor", SlotType.ACTOR, "a side, by any of its names", required=True)
CITATION = Slot("id", SlotType.CITATION, "the eight letters and digits of a citation", required=True)

GRAMMAR: tuple[Rule, ...] = (
    Rule(
        "overview",
        "The situation in one message: where each actor stands, and the three latest developments.",
        (ON_ISSUE, *WINDOW),
        ("summary", "situation", "brief", "briefing"),
        ("overview", "overview on {issue}"),
    ),
    Rule(
        "stance",
        "Where an actor stands on each issue, in its own words, with dates and sources.",
        (ONE_ACTOR, ON_ISSUE, *WINDOW),
        ("position", "positions", "stand", "stances", "view", "views"),
        ("stance {actor}", "stance {other} on {issue}", "stance {actor} since {date}", "stance {person}"),
    ),
    Rule(
        "compare",
        "Two actors side by side: where they differ, where they meet, what blocks a settlement.",
        (
            ONE_ACTOR,
            Slot("other", SlotType.ACTOR, "the side to compare it with", required=True),
            ON_ISSUE,
            *WINDOW,
        ),
        ("comparison", "versus", "vs", "difference", "differences"),
        ("compare {actor} {other}", "compare {actor} {other} on {issue}"),
    ),
    Rule(
        "tensions",
        "Statements of one actor that pull apart, each quoted and dated.",
        (ACTOR, *WINDOW),
        ("tension", "contradictions", "contradiction", "inconsistencies"),
        ("tensions", "tensions {actor}"),
    ),
    Rule(
        "latest",
        "Dated developments, newest first, each event once.",
        (ACTOR, *WINDOW),
        ("news", "recent", "new", "developments", "events"),
        ("latest", "latest {actor}", "latest since {date}", "latest 3d"),
    ),
    Rule(
        "timeline",
        "The same developments over time, oldest first.",
        (ACTOR, *WINDOW),
        ("chronology", "history"),
        ("timeline", "timeline {actor}"),
    ),
    Rule(
        "quotes",
        "Verbatim quotations of a person or an actor, with grade, date and source.",
        (
            Slot("actor", SlotType.SPEAKER, "a person or a side, by any of its names", required=True),
            Slot("words", SlotType.WORDS, "words that the quotation holds, or an issue", False, Keyword.ON),
            *WINDOW,
        ),
        ("quote", "quotations", "quotation", "said", "statements"),
        ("quotes {person}", "quotes {actor} on {issue}", "quotes {person} since {date}"),
    ),
    Rule(
        "source",
        "The stored passage round a citation, its words marked, with a link.",
        (CITATION,),
        ("cite", "citation", "passage"),
        ("source {id}",),
    ),
    Rule(
        "search",
        "Full-text search in articles and quotations.",
        (Slot("words", SlotType.TEXT, "the words to look for", required=True), *WINDOW),
        ("find", "look"),
        ("search {word}",),
    ),
    Rule(
        "digest",
        "What is new, posted to this channel at the times you name.",
        (
            Slot(
                "action",
                SlotType.CHOICE,
                "what to do",
                choices=("add", "list", "edit", "pause", "resume", "remove", "preview", "history"),
            ),
            Slot(
                "words",
                SlotType.TEXT,
                "its id, or a sentence: weekdays at 08:00 Europe/Oslo",
                shown=DIGEST_WORDS,
            ),
        ),
        ("digests",),
        ("digest list", "digest add weekdays at 08:00 on {actor}", "digest preview"),
        administrative=True,
        open=("", "list", "preview", "history"),
    ),
    Rule(
        "feeds",
        "What is read, and how often (administrators).",
        (
            Slot("action", SlotType.CHOICE, "what to do", choices=("list", "add", "remove", "refresh")),
            Slot("words", SlotType.TEXT, "the address of a feed, a page or a site", shown="ADDRESS"),
        ),
        ("feed",),
        ("feeds list", "feeds add https://news.example/rss", "feeds refresh"),
        administrative=True,
        open=("", "list"),
    ),
    Rule(
        "report",
        "Say that a quotation is wrong: it is withheld at once, for review.",
        (
            Slot("action", SlotType.CHOICE, "to take a report back", choices=("undo",)),
            CITATION,
            Slot("words", SlotType.TEXT, "what is wrong with it", required=True, shown="WHY"),
        ),
        ("flag",),
        ("report {id} wrong speaker", "report undo {id}"),
    ),
    Rule(
        "review",
        "What was reported and waits: keep it withheld, or show it again (administrators).",
        (
            Slot("action", SlotType.CHOICE, "what to do", choices=("confirm", "restore")),
            Slot("id", SlotType.CITATION, "the eight letters and digits of a citation"),
            Slot("words", SlotType.TEXT, "the reason, for the trace", shown="WHY"),
        ),
        ("reviews", "reports"),
        ("review", "review restore {id}"),
        administrative=True,
    ),
    Rule(
        "check",
        "Whether words are quoted verbatim, altered, or not to be found among the stored quotations.",
        (Slot("words", SlotType.TEXT, "the words, with or without quotation marks", required=True),),
        ("verify",),
        ("check {word}",),
    ),
    Rule(
        "status",
        "What is stored, the last fetch, and what failed and why.",
        synonyms=("health",),
        examples=("status",),
    ),
    Rule(
        "help",
        "All commands, or one of them, with examples.",
        (Slot("words", SlotType.COMMAND, "a command"),),
        ("?", "commands", "usage", "hello", "hi", "start"),
        ("help", "help stance"),
    ),
)

KEYWORDS: dict[str, Keyword] = {
    "on": Keyword.ON,
    "about": Keyword.ON,
    "regarding": Keyword.ON,
    "since": Keyword.SINCE,
    "after": Keyword.SINCE,
    "as of": Keyword.AS_OF,
    "asof": Keyword.AS_OF,
}
"""The folded words, one or two, that announce a slot, with the keyword they stand for."""

_BY_NAME = {name: rule for rule in GRAMMAR for name in (*rule.synonyms, rule.name)}


def rule(name: str) -> Rule | None:
    """The command of that name or synonym (folded), if there is one."""
    return _BY_NAME.get(name)


def names() -> tuple[str, ...]:
    """Every name and synonym, in the table's order."""
    return tuple(name for each in GRAMMAR for name in (each.name, *each.synonyms))
