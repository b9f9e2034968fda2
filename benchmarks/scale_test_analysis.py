"""Analysis on workers: articles a second with so many of them, and what is stored when they are killed.

Pages of an invented internet are polled and retrieved by a worker once; what they give then waits in the
store, and each run analyses it in a copy of that database.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.newsserver import World, serving
from benchmarks.scale_test_contents import Compared, compared
from benchmarks.scale_test_site import Site, rows
from benchmarks.scale_test_staff import Killing, Role, Say, Staff, watched
from bot.settings import BUNDLED

BROUGHT = "brought"
PACK = "venezuela"

_PATIENCE = 600.0
_LEFT = 0.05  # of the items are left when a run is over that is only timed: the last ones are no measure
_WARM = 0.1  # of what is done by then was begun while models were loaded


class Speed(NamedTuple):
    """Of a run: workers, processors that they and the database had, articles a second, seconds of processor
    time an article (workers, database).
    """

    workers: int
    cores: int
    rate: float
    spent: float
    stored: float


# ---- the invented internet


@contextmanager
def internet(pages: int, seed: int) -> Iterator[dict[str, Any]]:
    """Serve so many pages in a process of its own: its feeds, and the documents that must be stored."""
    words = [sys.executable, "-m", "benchmarks.scale_test_analysis", str(pages), str(seed)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        port = int(process.stdout.readline())
        yield {name: _ask(port, name) for name in ("feeds", "expected")}
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()
        if process.stdout:
            process.stdout.close()


def _ask(port: int, what: str) -> Any:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/-/{what}", timeout=60) as answer:
        return json.load(answer)


async def _serve(pages: int, seed: int) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with serving(World(max(2, pages // 12), pages, seed=seed, faults=False)) as server:
        print(server.port, flush=True)
        await stop.wait()


def pack(folder: Path, feeds: Sequence[str]) -> Path:
    """Venezuela's pack with these feeds, and no articles."""
    words = (BUNDLED / PACK / "topic.toml").read_text("utf-8").split("[[feeds]]")[0]
    named = "".join(f'[[feeds]]\nurl = "{address}"\n\n' for address in feeds)
    (made := folder / PACK).mkdir()
    (made / "topic.toml").write_text(f"{words}\n{named}", "utf-8")
    return made


# ---- runs


class Analysis:
    """Runs on copies of one database. ``items`` is how many pages wait there to be analysed."""

    def __init__(
        self,
        site: Site,
        environment: dict[str, str],
        command: Sequence[str],
        documents: Sequence[str],
        say: Say,
    ) -> None:
        """``documents`` are those that must be stored in the end."""
        self._site, self._environment, self._command, self._say = site, environment, command, say
        self.documents = tuple(documents)
        self.items = 0

    def bring(self, url: str) -> None:
        """Have a worker poll and retrieve everything, until nothing but analysis is left to be done."""
        staff = self._staff("bringing", url)
        staff.start(
            Role("worker-poll", "worker --queues poll,retrieve --concurrency 16", {"READOUT_POLL": "on"})
        )
        try:
            done = watched(
                lambda: _unread(url) == 0,
                lambda: f"{left(url):,} pages retrieved",
                self._say,
                patience=_PATIENCE,
                staff=staff,
            )
        finally:
            staff.stop()
        if not done:
            raise TimeoutError("The invented pages were not retrieved in time.")
        self.items = left(url)
        if not self.items:
            raise ValueError("No page waits to be analysed: more PAGES are needed.")

    def alone(self, longest: float) -> Speed:
        """How fast one worker is where it shares a single processor with the database."""
        cores = _cores()[:1]
        with self._site.kept_to(cores):
            return self._timed("alone", 1, longest, cores)

    def timed(self, workers: int, longest: float, *, whole: bool = False) -> Speed:
        """How fast so many workers are, each on a processor of its own as far as there are any.

        Measured from when a tenth is done, for ``longest`` seconds at most. ``whole``: all is done then, and
        the database kept (as ``whole``).
        """
        name = "whole" if whole else f"analysed_{workers}"
        return self._timed(name, workers, longest, _cores(), whole=whole)

    def _timed(
        self, name: str, workers: int, longest: float, cores: Sequence[int], *, whole: bool = False
    ) -> Speed:
        url = self._site.made(name, BROUGHT)
        staff = self._staff(f"timed-{workers}", url)
        for number in range(workers):
            words = "worker --queues analyse --concurrency 16"
            staff.start(Role(f"worker-{number}", words, core=cores[number % len(cores)]))
        clock = _Clock(self, staff, url, longest)
        try:
            watched(clock.over, lambda: self._told(url), self._say, patience=_PATIENCE, staff=staff, look=0.2)
            if whole:
                self._finished(url, staff)
        finally:
            staff.stop()
        return Speed(workers, len(cores), *clock.measured())

    def killed(self, url: str, workers: int, kills: int, pace: float, seed: str) -> tuple[int, Compared]:
        """Analyse there while workers are killed: how many were, and what is stored against a run without."""
        staff = self._staff("killed", url)
        roles = [Role(f"worker-{n}", "worker --queues analyse --concurrency 2") for n in range(workers)]
        for role in roles:
            staff.start(role)
        killing = Killing(staff, roles, kills, pace, seed)
        try:
            watched(
                lambda: True, lambda: self._told(url), self._say, patience=1, staff=staff, killing=killing
            )
            self._say(f"after the last kill: {self._told(url)}")
            self._finished(url, staff)
        finally:
            staff.stop()
        right = self._site.url("whole")
        return staff.kills, compared(url, right, self.documents)

    # ---- looking

    def _staff(self, name: str, url: str) -> Staff:
        environment = self._environment | {"DATABASE_URL": url}
        return Staff(self._site.folder / name, environment, self._command)

    def _finished(self, url: str, staff: Staff) -> None:
        tell = partial(self._told, url)
        watched(lambda: left(url) == 0, tell, self._say, patience=_PATIENCE, staff=staff)

    def _told(self, url: str) -> str:
        return f"{self.items - left(url):,} of {self.items:,} articles analysed"

    def processor(self) -> float:
        """Seconds of processor time of the database so far."""
        return self._site.processor()


class _Clock:
    """Measures a run between a tenth of what is done and its end."""

    def __init__(self, of: Analysis, staff: Staff, url: str, longest: float) -> None:
        self._of, self._staff, self._url, self._longest = of, staff, url, longest
        self._first: tuple[float, int, float, float] | None = None
        self._last = (0.0, 0, 0.0, 0.0)

    def over(self) -> bool:
        """Whether enough was measured."""
        now = self._now()
        if self._first is None:
            self._first = now if now[1] >= max(1, _WARM * self._of.items) else None
            return False
        if now[1] > self._last[1]:
            self._last = now
        return now[1] >= (1 - _LEFT) * self._of.items or now[0] - self._first[0] > self._longest

    def measured(self) -> tuple[float, float, float]:
        """Articles a second, and seconds of processor time an article (workers, database)."""
        took, done, spent, stored = (
            last - first for last, first in zip(self._last, self._first or self._last, strict=True)
        )
        return done / (took or 1), spent / (done or 1), stored / (done or 1)

    def _now(self) -> tuple[float, int, float, float]:
        done = self._of.items - left(self._url)
        return time.monotonic(), done, self._staff.processor(), self._of.processor()


def left(url: str) -> int:
    """How many of the pages that were retrieved are not done with."""
    return int(rows(url, "SELECT count(*) FROM items WHERE body IS NOT NULL AND outcome = ''")[0][0])


def refused(url: str) -> list[str]:
    """Why items were refused."""
    return [row[0] for row in rows(url, "SELECT why FROM items WHERE outcome = 'refused'")]


def _unread(url: str) -> int:
    # One that was tried in vain, as on a machine that is too busy, is polled again.
    feeds = rows(url, "SELECT count(*) FROM feeds WHERE succeeded IS NULL OR succeeded = ''")[0][0]
    known = rows(url, "SELECT count(*) FROM feeds")[0][0]
    # What another feed lists, too, waits until the one that was retrieved is analysed.
    items = rows(
        url,
        "SELECT count(*) FROM items i WHERE body IS NULL AND outcome = '' AND NOT EXISTS"
        " (SELECT FROM items o WHERE o.document = i.document AND o.body IS NOT NULL)",
    )[0][0]
    return int(feeds + items + (known == 0))


def _cores() -> list[int]:
    return sorted(os.sched_getaffinity(0))


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), int(sys.argv[2])))
