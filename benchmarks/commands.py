"""How fast commands are answered, with few and with many stored quotations."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.generate import QUOTATIONS, load
from bot.app import App, open_app
from bot.commands.handling import ANSWERS
from bot.commands.parsing import read
from bot.messages import Command, Reply
from bot.settings import Settings
from summaries.topics import Topic

SIZES = (1_000, 100_000)
ROUNDS = 300
TODAY = date(2021, 1, 1)

# Each asked of many actors and people in turn, so that no single answer is in every cache.
ACTORS = ("russia", "usa", "china", "cuba", "colombia", "brazil", "eu", "un", "norway", "mexico")
PEOPLE = ("lavrov", "pompeo", "putin", "trump", "maduro", "guaido", "borrell", "bolton")
WORDS = ("dialogue", "sanctions", "pressure", "election", "agreement", "minister")
ASKED: dict[str, Sequence[str]] = {
    "stance": [f"stance {actor}" for actor in ACTORS],
    "latest": ["latest", *(f"latest {actor}" for actor in ACTORS)],
    "quotes": [*(f"quotes {actor}" for actor in ACTORS), *(f"quotes {person}" for person in PEOPLE)],
    "search": [f"search {word}" for word in WORDS],
    "overview": ["overview"],
    "compare": [
        f"compare {one} {other}" for one, other in zip(ACTORS, reversed(ACTORS), strict=True) if one != other
    ],
    "tensions": [f"tensions {actor}" for actor in ACTORS],
    "timeline": ["timeline", *(f"timeline {actor}" for actor in ACTORS)],
}


def main() -> None:
    """Print the milliseconds of each command at each size."""
    with tempfile.TemporaryDirectory(prefix="readout-bench-") as folder:
        columns = [_measured(quotations, Path(folder) / str(quotations)) for quotations in SIZES]
    print(f"Commands, in process, warm, SQLite, each answer made anew; milliseconds, {ROUNDS} rounds each")
    few, many = (f"{size:,} quotations" for size in SIZES)
    print(f"  {'':<10}{few:>26}{many:>28}{'growth':>10}")
    print(f"  {'':<10}{'p50':>13}{'p99':>13}{'p50':>15}{'p99':>13}{'of p50':>10}")
    for name in ASKED:
        (a50, a99), (b50, b99) = (column[name] for column in columns)
        print(f"  {name:<10}{a50:>13.1f}{a99:>13.1f}{b50:>15.1f}{b99:>13.1f}{b50 / a50:>9.1f}x")


def _measured(quotations: int, folder: Path) -> dict[str, tuple[float, float]]:
    with open_app(Settings(data=folder, topics=("venezuela",)), today=lambda: TODAY) as app:
        (topic,) = app.context.topics.values()
        load(app.context.store, topic, quotations // QUOTATIONS)
        return {name: _times(app, topic, asked) for name, asked in ASKED.items()}


def _times(app: App, topic: Topic, asked: Sequence[str]) -> tuple[float, float]:
    """The median and the 99th percentile, in milliseconds, after one round of each that doesn't count."""
    commands = [Command(text=f"/{topic.id} {text}") for text in asked]
    for command in commands:
        assert _made(app, command).ok, command.text
    times = []
    for number in range(ROUNDS):
        start = time.perf_counter()
        _made(app, commands[number % len(commands)])
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times), statistics.quantiles(times, n=100)[98]


def _made(app: App, command: Command) -> Reply:
    """An answer that is made, whether or not the same was given before."""
    request = read(app.context.topics, command, TODAY)
    return ANSWERS[request.command](app.context, request)


if __name__ == "__main__":
    main()
