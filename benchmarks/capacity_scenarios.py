"""What is simulated of a day of digests, and how it went: run anew, or as it is kept beside this file.

A million channels take a minute each time, so that results are kept, with all that they depend on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.capacity_figures import Figures
from benchmarks.capacity_simulation import Digest, House, simulated
from benchmarks.capacity_world import world
from benchmarks.tables import table
from bot.digests.queue import PLACES
from bot.digests.ticking import LOOK
from bot.jobs.names import MOST_OFFERED

KEPT = Path(__file__).parent / "capacity_simulated.json"

Kept = dict[str, Any]


class Scenario(NamedTuple):
    """So many channels, what there is to send with, and what is different from the line before."""

    channels: int
    what: str
    house: House
    spread: float = 0.0
    together: bool = False


def scenarios(given: Figures) -> Sequence[Scenario]:
    """All of them, smallest first."""
    alone = House(
        composed=given["composed"],
        places=PLACES,
        latency=given["request_s"],
        work=given["post_ms"] / 1e3,
        workspace_minute=int(given["workspace_minute"]),
    )
    roles = alone._replace(composers=4, offered=MOST_OFFERED, look=LOOK, apart=True)
    many = roles._replace(composers=20, slack=4, discord=4, pace=10.0)
    bots = many._replace(discord=10, bots=10, pace=40.0)
    return (
        Scenario(1_000, "one process", alone),
        Scenario(10_000, "one process", alone),
        Scenario(100_000, "4 workers compose, one process a platform", roles),
        Scenario(1_000_000, "20 workers compose, 4 processes a platform", many),
        Scenario(1_000_000, "the same with ten bots in place of one", bots),
        Scenario(1_000_000, "one bot, everybody in one zone at eight", many, together=True),
        Scenario(1_000_000, "one bot, each at its own minute in half an hour", many, spread=1_800.0),
    )


@lru_cache(maxsize=1)
def _drawn(
    channels: int, spread: float, discord: tuple[float, ...], slack: tuple[float, ...]
) -> list[Digest]:
    return list(world(channels, {True: discord, False: slack}, spread=spread))


def drawn(scenario: Scenario, given: Figures) -> Iterator[Digest]:
    """The digests of its day."""
    shares = given.parts.generated
    parts = tuple(shares["discord"]), tuple(shares["slack"])
    for digest in _drawn(scenario.channels, scenario.spread, *parts):
        yield digest._replace(due=8 * 3600.0) if scenario.together else digest


def ran(scenario: Scenario, given: Figures) -> Kept:
    """How it went: seconds of lateness on each platform, and what was refused."""
    course = simulated(drawn(scenario, given), scenario.house)
    found: Kept = {"missed": course.missed, "refused": max(course.refused.values(), default=0)}
    for name, key in (("discord", True), ("slack", False)):
        found[name] = [round(course.share(part, key), 1) for part in (0.5, 0.99, 1.0)]
    return found


def depends(scenario: Scenario, given: Figures) -> Kept:
    """All that the course depends on, as it is kept."""
    house = dict(zip(House._fields, scenario.house, strict=True))
    told = {"channels": scenario.channels, "spread": scenario.spread, "together": scenario.together}
    return told | {"house": house, "parts": {name: list(s) for name, s in given.parts.generated.items()}}


def kept(file: Path = KEPT) -> Sequence[Kept]:
    """What was kept, in the scenarios' order; nothing where nothing was."""
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else ()


def keep(found: Sequence[Kept], file: Path = KEPT) -> None:
    """Keep what came of it."""
    file.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def renewed(given: Figures, before: Sequence[Kept]) -> Iterator[Kept]:
    """Each scenario's course; those whose every figure is as it was are not run again."""
    known = {_spelled(one["of"]): one["course"] for one in before}
    for scenario in scenarios(given):
        of = depends(scenario, given)
        yield {"of": of, "course": known.get(_spelled(of)) or ran(scenario, given)}


def _spelled(of: Kept) -> str:
    return json.dumps(of, sort_keys=True)


def course_table(given: Figures, found: Sequence[Kept]) -> str:
    """How late digests are, by the scenario."""
    heads = ["channels", "", "Discord: p50", "p99", "last", "Slack: p50", "p99", "last", "missed"]
    rows = []
    for scenario, one in zip(scenarios(given), found, strict=True):
        course: Mapping[str, Any] = one["course"]
        late = [span(seconds) for name in ("discord", "slack") for seconds in course[name]]
        rows.append([f"{scenario.channels:,}", scenario.what, *late, f"{course['missed']:,}"])
    return table(heads, rows)


def refused(found: Sequence[Kept]) -> int:
    """The most refusals in any ten minutes of any scenario."""
    return max(int(one["course"]["refused"]) for one in found)


def span(seconds: float) -> str:
    """A time as people say it."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5_400 else f"{seconds / 3600:.1f} h"
