"""The jobs there are, and how patient one is with them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import SettingsError

POLL, RETRIEVE, ANALYSE, COMPOSE, DELIVER = "poll", "retrieve", "analyse", "compose", "deliver"

QUEUES = (POLL, RETRIEVE, ANALYSE, COMPOSE, DELIVER)
"""The queues that workers are told to work on; each holds the jobs of its name."""


def of_platform(platform: str, lane: str = "") -> str:
    """The queue of what is delivered to a platform, or in one lane of it: who can post there works on it."""
    return f"{DELIVER}-{platform}" + (f"-{lane}" if lane else "")


HOUSE = "house"
"""The queue of what keeps the others going, which every worker works on."""

LOOK, TAKE_OVER, PRUNE = "look", "take over", "prune"

TRIES = 5
"""So often a job is tried before it is set aside."""

MOST_AHEAD = 5_000
"""Pages that are retrieved ahead of analysis: their bytes stand in the database until they are read."""

MOST_OFFERED = 1_000
"""Jobs of a queue that wait at once: the rest stands in the store, and is offered as these are done."""


@dataclass(frozen=True)
class Tempo:
    """Times in seconds, and when it is looked for what to offer and what to take over (cron, with seconds).

    A worker that was not heard of for ``lost`` is taken for dead; it says every ``heartbeat`` that it lives.
    What has to be tried again waits ``pause``, then twice as long each time, up to ``longest``. After a stop
    what is under way has ``grace``.
    """

    heartbeat: float = 5.0
    lost: float = 30.0
    look: str = "* * * * * */10"
    take_over: str = "* * * * * */10"
    prune: str = "17 * * * *"
    pause: float = 5.0
    longest: float = 600.0
    grace: float = 5.0


def named_queues(names: str) -> tuple[str, ...]:
    """The queues of a list with commas between, all where it is empty; SettingsError for one there is not."""
    given = tuple(dict.fromkeys(name.strip() for name in names.split(",") if name.strip())) or QUEUES
    for name in given:
        if name not in QUEUES:
            raise SettingsError(f"There is no queue “{name}”.", f"Name some of {', '.join(QUEUES)}.")
    return given
