"""Readout on many processes, and all that can happen to the PostgreSQL that they share: what came of it.

``make fault-test`` starts a PostgreSQL, strict servers that stand in for Slack and Discord
(READOUT_STRICT_SERVERS names their folder), an invented internet, two bots, two schedulers and three workers.
FAULTS names those to try, with commas between (all by default); SECONDS how long each lasts.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks import bad_times_faults as faults
from benchmarks.bad_times_house import Size
from benchmarks.bad_times_town import PLATFORMS, SERVERS, Town
from benchmarks.tables import table

Fault = Callable[[Town], AbstractContextManager[None]]

FAULTS: dict[str, Fault] = {
    "gone": faults.gone,
    "crashed": faults.crashed,
    "hung": faults.hung,
    "sessions dropped": faults.dropped,
    "read-only": faults.read_only,
    "locked": faults.locked,
    "slow": faults.slow,
    "deadlocks": faults.deadlocks,
    "full": faults.full,
    "no connection left": faults.crowded,
    "pool exhausted": faults.few_connections,
    "short of memory": faults.short_of_memory,
    "clock 10 min ahead": partial(faults.other_clock, clock="+10m"),
    "clock 10 min behind": partial(faults.other_clock, clock="-10m"),
    "failing over": faults.failing_over,
}
SECONDS = float(os.environ.get("SECONDS", "20"))
PATIENCE = float(os.environ.get("PATIENCE", "240"))
"""Seconds until all has to be made good."""

CALM = ("I can't look anything up just now.", "Many people are asking at once")
_TEXTS = ("stance russia", "latest", "quotes pompeo", "compare russia usa")


@dataclass
class Course:
    """What was seen while a fault lasted, and until it was made good."""

    name: str
    answers: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    strange: Counter[str] = field(default_factory=Counter)
    health: Counter[str] = field(default_factory=Counter)
    lines: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    recovered: float = 0.0
    sessions: str = ""
    grown: str = ""
    accounts: Counter[str] = field(default_factory=Counter)


class Watching:
    """Asks both platforms, and the web ports, while it lasts."""

    def __init__(self, town: Town, course: Course) -> None:
        self._town, self._course, self._over = town, course, threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(name,)) for name in PLATFORMS]
        self._threads.append(threading.Thread(target=self._look))

    def __enter__(self) -> None:
        for each in self._threads:
            each.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for each in self._threads:
            each.join()

    def _ask(self, platform: str) -> None:
        number = 0
        while not self._over.is_set():
            number += 1
            with suppress(OSError):
                if not self._town.restarting:
                    self._answered(platform, _TEXTS[number % len(_TEXTS)])
            self._over.wait(0.5)

    def _answered(self, platform: str, text: str) -> None:
        who = {"user": "alice", "channel": "general", "settle_ms": 0, "wait_s": 25}
        name, _, actor = text.partition(" ")
        options = dict(zip(_OPTIONS.get(name, ()), actor.split(), strict=False))
        given = (
            {"path": ["venezuela", name], "options": options, **who}
            if platform == "discord"
            else {"command": "/venezuela", "text": text, **who}
        )
        began = time.monotonic()
        seen = self._town.controls[platform]("slash", **given)
        said = str(seen["user_sees"])
        self._course.slowest = max(self._course.slowest, time.monotonic() - began)
        kind = _kind(said)
        if kind in {"wrong", "none"}:
            self._course.strange[f"{platform} {text}: {said[:90]}"] += 1
        self._course.answers[kind] += 1

    def _look(self) -> None:
        while not self._over.is_set():
            for each in list(self._town.house.processes.values()):
                if each.port:
                    self._course.health[f"healthz {each.page('/healthz')}"] += 1
                    self._course.health[f"readyz {each.page('/readyz')}"] += 1
            self._over.wait(1.0)


_OPTIONS = {"stance": ("actor",), "quotes": ("actor",), "compare": ("actor", "other")}


def _kind(said: str) -> str:
    if any(words in said for words in CALM):
        return "calm"
    if "did not respond" in said or "never completed" in said or "failed with the error" in said:
        return "none"
    if "Something went wrong" in said or said == "(nothing)":
        return "wrong"
    return "answered"


def lived_through(town: Town, number: int, name: str, seconds: float) -> Course:
    """What came of one fault."""
    course = Course(name)
    _news(town)
    before = {each.name: each.size() for each in town.house.processes.values()}
    _, sessions = town.server.sessions()
    town.begin(number, seconds / 2)
    time.sleep(1.0)
    with Watching(town, course):
        with FAULTS[name](town):
            time.sleep(seconds)
        healed = time.monotonic()
        most = 0
        while not town.over(number) and time.monotonic() < healed + PATIENCE:
            with suppress(Exception):
                most = max(most, town.server.sessions()[0])
            time.sleep(0.3)
    course.recovered = time.monotonic() - healed
    course.sessions = f"{most}/{town.server.sessions()[1] - sessions}"
    course.accounts = town.accounts(number)
    for process, told in _news(town).items():
        course.lines[process] = told.total()
        course.told += told
    after = {each.name: each.size() for each in town.house.processes.values()}
    course.grown = _growth(before, after)
    return course


def _growth(before: dict[str, Size], after: dict[str, Size]) -> str:
    grown = [(after[name], before[name]) for name in after if name in before]
    memory = max(new.memory - old.memory for new, old in grown)
    threads = max(new.threads - old.threads for new, old in grown)
    files = max(new.files - old.files for new, old in grown)
    return f"{memory:+.0f} MB {threads:+d} {files:+d}"


def _news(town: Town) -> dict[str, Counter[str]]:
    """What was logged since, by process."""
    return {
        each.name: Counter(f"{line.get('logger', '')} {line.get('event')}".strip() for line in each.news())
        for each in town.house.processes.values()
    }


_HEAD = (
    "fault",
    "answers",
    "slowest s",
    "web port",
    "lines logged",
    "good after s",
    "sessions at once, made",
    "more MB, threads, files",
    "sent, read",
    "lost, repeated",
)


def _row(course: Course) -> list[str]:
    answers = " ".join(f"{kind} {count}" for kind, count in sorted(course.answers.items()))
    health = " ".join(f"{kind}x{count}" for kind, count in sorted(course.health.items()))
    return [
        course.name,
        answers,
        f"{course.slowest:.1f}",
        health,
        str(max(course.lines.values(), default=0)),
        f"{course.recovered:.0f}",
        course.sessions,
        course.grown,
        f"{course.accounts['digests']} {course.accounts['articles']}",
        f"{course.accounts['lost']} {course.accounts['repeated']}",
    ]


@contextmanager
def _folder() -> Iterator[str]:
    """A folder for logs: the one named by KEEP stays."""
    if kept := os.environ.get("KEEP"):
        Path(kept).mkdir(parents=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="bad") as folder:
        yield folder


def main() -> int:
    """Live through all of them, print the table; 1 where anything is lost or there twice."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that nothing is left behind
    if not SERVERS.is_dir():
        sys.exit("Name the folder of the strict servers in READOUT_STRICT_SERVERS.")
    names = [name.strip() for name in os.environ.get("FAULTS", ",".join(FAULTS)).split(",")]
    with _folder() as folder:
        courses = tried(Path(folder), names, SECONDS)
    print(table(_HEAD, [_row(course) for course in courses]))
    total: Counter[str] = sum((course.accounts for course in courses), Counter())
    print(f"lost {total['lost']}, repeated {total['repeated']}")
    return int(bool(total["lost"] or total["repeated"]))


def tried(folder: Path, names: Sequence[str], seconds: float) -> list[Course]:
    """Live through the faults of these names, one after the other."""
    town, courses = Town(folder, len(names)), []
    try:
        town.start_readout()
        if not town.ready():
            sys.exit("Readout did not get ready.")
        for number, name in enumerate(names, start=1):
            courses.append(lived_through(town, number, name, seconds))
            _tell(courses[-1])
        codes = town.house.end()
        print(f"ended with {sorted(set(codes))}", flush=True)
    finally:
        town.close()
    return courses


def _tell(course: Course) -> None:
    """Say at once how one went, with what was logged and what was answered oddly."""
    print(f"{course.name}: good after {course.recovered:.0f} s", flush=True)
    for counted in (course.told, course.strange):
        for what, number in counted.most_common(8):
            print(f"    {number} x {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
