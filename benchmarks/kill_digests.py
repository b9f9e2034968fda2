"""Kill Readout while it delivers digests to strict servers, again and again, and see that each is there once.

``make kill-test RUNS=1000``. READOUT_STRICT_SERVERS names the folder of the servers that stand in for the
platforms. Several newsrooms side by side go through rounds: eleven digests are due, Readout is killed with
SIGKILL some times without ever ending in order, and started anew each time; replies are lost, requests fail,
connections drop. Then the round may end, and what stands in the channels is compared with the ledger.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.kill_digests_compared import LOST, REPEATED, Comparing
from benchmarks.kill_digests_moments import PHASES, SETTLING, all_over, await_moment, drawn, hit
from benchmarks.kill_digests_news import News, news
from benchmarks.kill_digests_newsroom import LOOKS, PLATFORMS, POSTS, SERVERS, Newsroom

MOST = 9
"""Kills in a round at most; then it may end. Most end before, between two kills."""

_FAULTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("reply_lost", {}),
    ("drop", {}),
    ("slow", {"delay_s": 1}),
    ("500", {}),
    ("502", {}),
    ("429", {"retry_after": 1}),
)
_LONGEST = 240.0  # seconds that a round may take to end once nothing is in its way

Table = Counter[tuple[str, str]]
"""How often what (kills, or deliveries of kills) was found in which phase."""


class Totals:
    """What came of all newsrooms so far."""

    def __init__(self, wanted: int) -> None:
        self._turn, self._wanted, self._begun = threading.Lock(), wanted, time.monotonic()
        self.counted: Counter[str] = Counter()
        self.table: Table = Counter()
        self.faults: list[str] = []

    def add(self, counted: Counter[str], table: Table, faults: list[str]) -> None:
        """Add a round and say how far it is."""
        with self._turn:
            self.counted += counted
            self.table += table
            self.faults += faults
            minutes = (time.monotonic() - self._begun) / 60
            print(
                f"{minutes:5.1f} min  {self.counted['kills']}/{self._wanted} kills  {self.line()}", flush=True
            )
            for fault in faults:
                print(f"    {fault}", flush=True)

    def line(self) -> str:
        """The figures that count."""
        names = ("windows", "sent", "skipped", "missed", LOST, REPEATED)
        return ", ".join(f"{name} {self.counted[name]}" for name in names)

    def tell(self) -> None:
        """Print which phases were hit, what was done to the servers, and the figures that count."""
        print(f"\n| {'when killed':36} | kills | deliveries |\n|{'-' * 38}|------:|-----------:|")
        for phase in (*PHASES, SETTLING):
            deliveries = self.table["deliveries", phase]
            print(f"| {phase:36} | {self.table['kills', phase]:5} | {deliveries or '':10} |")
        others = sorted((name, n) for name, n in self.counted.items() if ": " in name or name == "parts")
        print("\n" + "\n".join(f"{name}: {number}" for name, number in others))
        print(self.line())


def rounds(room: Newsroom, kills: int, totals: Totals) -> None:
    """Go through as many rounds as so many kills take."""
    comparing, number = Comparing(room), 0
    while kills > 0:
        number += 1
        counted: Counter[str] = Counter()
        table: Table = Counter()
        room.due(number)
        while counted["kills"] < min(
            kills, MOST
        ):  # a chain of kills, with nothing between that ends in order
            counted += _kill(room, number, table)
            if all_over(room, room.rows(number)):
                break
        kills -= counted["kills"]
        _settle(room, number)
        seen = len(comparing.faults)
        counted += comparing.round(number)
        totals.add(counted, table, comparing.faults[seen:])


def _kill(room: Newsroom, round_: int, table: Table) -> Counter[str]:
    """Have a Readout run into trouble, and kill it at some moment."""
    counted = _trouble(room) + Counter(kills=1)
    before = room.rows(round_)
    if fresh := room.process is None:
        room.start()
    if room.dice.random() < 0.1:
        counted += _disconnect(room)
    await_moment(room, round_, drawn(room.dice), before)
    room.kill()
    phases, settling = hit(room, round_, before, fresh=fresh)
    room.leases_run_out()
    for phase, number in Counter(phases).items():
        table["deliveries", phase] += number
        table["kills", phase] += phase != "ended" or number == len(phases)
    table["kills", SETTLING] += settling
    return counted


def _trouble(room: Newsroom) -> Counter[str]:
    """Let some requests fail, and the others take as long as they do in the world."""
    counted: Counter[str] = Counter()
    for name in PLATFORMS:
        room.servers[name]("fault", clear=True)
        for match, chance in ((POSTS[name], 0.6), (LOOKS[name], 0.3)):
            if room.dice.random() < chance:
                kind, how = room.dice.choice(_FAULTS)
                count, skip = room.dice.randint(1, 2), room.dice.randint(0, 3)
                room.servers[name]("fault", kind=kind, match=match, count=count, skip=skip, **how)
                counted[f"fault: {kind} on {'posts' if match == POSTS[name] else 'looks'}"] += 1
        pace = room.dice.uniform(0.02, 0.5)
        room.servers[name]("fault", kind="slow", delay_s=pace, match=POSTS[name], count=100)
    return counted


def _disconnect(room: Newsroom) -> Counter[str]:
    """Drop what a platform has of open connections to it."""
    room.servers["discord"]("gateway", action="drop")
    room.servers["slack"]("socket", action="drop")
    return Counter({"fault: connections dropped": 1})


def _settle(room: Newsroom, round_: int) -> None:
    """Have the round end with nothing in its way; the Readout that does it goes on living."""
    for server in room.servers.values():
        server("fault", clear=True)
    if room.process is None:
        room.start()
    end = time.monotonic() + _LONGEST
    while not all_over(room, room.rows(round_)) and time.monotonic() < end:
        time.sleep(0.05)


def newsroom(folder: Path, given: News, number: int, kills: int, totals: Totals) -> None:
    """One newsroom from its beginning to its end."""
    here = folder / f"newsroom-{number}"
    here.mkdir()
    seed = int(os.environ.get("SEED", "1"))
    room = Newsroom(here, given, random.Random(f"{seed}/{number}"))
    try:
        rounds(room, kills, totals)
    finally:
        room.close()


def main() -> int:
    """Kill so often and print what came of it; 1 where anything is lost or there twice."""
    if not SERVERS.is_dir():
        sys.exit("Name the folder of the strict servers in READOUT_STRICT_SERVERS.")
    wanted = int(os.environ.get("RUNS", "20"))
    beside = int(os.environ.get("NEWSROOMS", str(min(6, max(1, wanted // 4)))))
    shares = [wanted // beside + (each < wanted % beside) for each in range(beside)]
    totals = Totals(wanted)
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(beside) as pool:
        folder = Path(name)
        given = news(folder, max(shares) // 3 + 2)
        running = [pool.submit(newsroom, folder, given, n, share, totals) for n, share in enumerate(shares)]
        for each in running:
            each.result()
    totals.tell()
    count = totals.counted
    ends = count["sent"] + count["skipped"] + count["missed"] == count["windows"]
    return int(bool(count[LOST] or count[REPEATED] or not ends))


if __name__ == "__main__":
    sys.exit(main())
