"""How long a command takes while articles are taken in at full rate, by other processes on the same database.

``python -m benchmarks.scale_load URL NUMBER`` is one of these processes: it says ``ready``, takes in articles
one by one until its standard input ends, and says how many these were and how many seconds it took.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import takewhile
from typing import NamedTuple

from benchmarks.asked import different, spelled
from benchmarks.commands import TODAY
from benchmarks.generate import DAYS, FIRST_DAY, STORED, generate
from bot.app import App
from bot.commands.handling import ANSWERS
from bot.commands.parsing import read
from bot.loading import load_topics
from bot.messages import Command
from bot.settings import Settings
from bot.storage import open_store
from summaries.topics import Topic

WRITERS = 2
ASKED_EACH = 400
_MADE = 2_000  # articles made beforehand by each process, so that it takes in and does nothing else
_FAR = 100_000_000  # numbers of generated articles that no filled database has


class Loaded(NamedTuple):
    """Milliseconds of a command, p50 and p99, and the articles a second that were taken in meanwhile."""

    p50: float
    p99: float
    articles: float


def under_load(
    app: App, topic: Topic, url: str, *, asked: int = ASKED_EACH, writers: int = WRITERS
) -> Loaded:
    """Ask ``asked`` different commands, no two the same, while ``writers`` processes take articles in."""
    with _writing(url, writers) as taken:
        times = [_asked(app, topic, number) for number in range(asked)]
        rate = taken()
    return Loaded(statistics.median(times), statistics.quantiles(times, n=100)[98], rate)


def _asked(app: App, topic: Topic, number: int) -> float:
    text = f"/{topic.id} {spelled(different(number))}"
    start = time.perf_counter()
    request = read(app.context.topics, Command(text=text), TODAY)
    ANSWERS[request.command](app.context, request)
    return (time.perf_counter() - start) * 1000


@contextmanager
def _writing(url: str, writers: int) -> Iterator[_Taken]:
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.scale_load", url, str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(writers)
    ]
    try:
        for process in started:
            if process.stdout is None or process.stdout.readline().strip() != "ready":
                raise RuntimeError("a process that was to take articles in has ended")
        for process in started:
            print("begin", file=process.stdin, flush=True)
        yield _Taken(started)
    finally:
        for process in started:
            process.kill()
            process.communicate()


class _Taken:
    """Ends the processes, and tells how many articles a second they took in together."""

    def __init__(self, processes: list[subprocess.Popen[str]]) -> None:
        self._processes = processes

    def __call__(self) -> float:
        rates = []
        for process in self._processes:
            said, _ = process.communicate()
            taken, seconds = said.split()
            rates.append(int(taken) / float(seconds))
        return sum(rates)


def main(url: str, number: int) -> None:
    """Take articles in, until nobody listens any more."""
    (topic,) = load_topics(Settings(topics=("venezuela",))).values()
    store, ended = open_store(url), threading.Event()
    run = int(time.time()) % 1_000_000  # not those of the measurement before
    after = _FAR + (run * 10 + number) * _MADE
    newest = FIRST_DAY + timedelta(days=DAYS - 7)
    made = list(generate(topic, _MADE, first=newest, days=7, after=after))
    print("ready", flush=True)
    sys.stdin.readline()
    threading.Thread(target=_await_end, args=[ended], daemon=True).start()
    began = time.perf_counter()
    taken = 0
    for article, evidence in takewhile(lambda _: not ended.is_set(), made):
        store.save(topic.id, store.place(topic.id, article, "load"), evidence, analyser="load", at=STORED)
        taken += 1
    print(taken, time.perf_counter() - began, flush=True)
    store.close()


def _await_end(ended: threading.Event) -> None:
    sys.stdin.read()
    ended.set()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
