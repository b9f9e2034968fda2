"""What is asked of the platforms under load: the same few commands again and again, or never one twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from benchmarks.generate import DAYS, FIRST_DAY
from summaries.topics import Topic, parse_topic

Asked = tuple[str, Mapping[str, str]]

TEN: Sequence[Asked] = (
    ("stance", {"actor": "russia"}),
    ("latest", {}),
    ("quotes", {"actor": "lavrov"}),
    ("stance", {"actor": "usa"}),
    ("search", {"words": "sanctions"}),
    ("quotes", {"actor": "trump"}),
    ("overview", {}),
    ("latest", {"actor": "china"}),
    ("compare", {"actor": "russia", "other": "usa"}),
    ("timeline", {"actor": "cuba"}),
)
_WORDS = (
    "sanctions",
    "talks",
    "military",
    "border",
    "aid",
    "oil",
    "election",
    "support",
    "crisis",
    "country",
)
_WEEKS = DAYS // 7


def again(number: int) -> Asked:
    """The ten commands in turn."""
    return TEN[number % len(TEN)]


def different(number: int) -> Asked:
    """The same kinds of commands in turn, of other actors, people, issues and words, since some week or
    other: of 3,000 commands in a row no two are the same.
    """
    turn, kind = divmod(number, len(TEN))
    name, _ = TEN[kind]
    topic, turned = _topic(), turn + 11 * (kind > 2)  # the second of a kind asks of others than the first
    actors = [actor.id for actor in topic.actors]
    who = {"actor": actors[turned % len(actors)]}
    match name:
        case "quotes":
            options = {"actor": topic.people[turned % len(topic.people)].id}
        case "search":
            options = {"words": _WORDS[turned % len(_WORDS)]}
        case "overview":
            options = {"on": topic.issues[turned % len(topic.issues)].id}
        case "compare":
            options = who | {"other": actors[(turned + 1) % len(actors)]}
        case _:
            options = who
    return name, options | {"since": _since(turn).isoformat()}


def spelled(asked: Asked) -> str:
    """A command as it is typed."""
    name, options = asked
    said = (f"{key} {value}" if key in ("on", "since") else value for key, value in options.items())
    return " ".join((name, *said))


def _since(turn: int) -> date:
    return FIRST_DAY + timedelta(weeks=turn % _WEEKS)


@cache
def _topic() -> Topic:
    pack = Path(__file__).parents[1] / "seeds" / "venezuela" / "topic.toml"
    return parse_topic(pack.read_text(encoding="utf-8"))
