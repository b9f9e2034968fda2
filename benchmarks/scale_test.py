"""Outgrowing one machine, tried: one PostgreSQL, three bots, schedulers, workers, and random kills.

``make scale-test ARTICLES=1000000 KILLS=200 SUBSCRIPTIONS=10000``. What is done, all of it
or the parts that PARTS names:

store      so many generated articles are loaded; commands are asked of the bots from then on
analysis   invented pages are analysed by 1, 2, 4 and 8 workers, then by workers that are killed with SIGKILL;
           what is stored then is compared, by content, with a run in which nobody was killed
digests    so many digests become due in many windows, while schedulers, workers and bots are killed; what
           stands in the channels of both platforms is compared with the ledger
costs      a thousand channels with a digest each, nobody killed: processor time, bytes, rows

READOUT_STRICT_SERVERS names the folder of the servers that stand in for the platforms, READOUT_BENCH_POSTGRES
a PostgreSQL that runs already. Every option can be given by the variable that stands beside it.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Annotated

import typer

from benchmarks.channels_compared import LOST, REPEATED
from benchmarks.filling import fill
from benchmarks.kill_digests_news import bare
from benchmarks.kill_digests_newsroom import SERVERS
from benchmarks.scale_test_analysis import BROUGHT, Analysis, internet, pack, refused
from benchmarks.scale_test_digests import BOTS, OFFICE, Cost, Newsroom
from benchmarks.scale_test_platforms import Platforms, platforms
from benchmarks.scale_test_report import answered, costs, delivered, kept, speeds
from benchmarks.scale_test_site import Site, copied, given_server, room, site
from benchmarks.scale_test_sizes import CHANNELS, PARTS, Sizes, enough
from benchmarks.scale_test_staff import QUICK, READOUT, Staff
from bot.loading import load_topic
from bot.storage import open_store


@dataclass
class Outcome:
    """What came of it."""

    lost: int = 0
    repeated: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, lost: int, repeated: int, faults: Sequence[str]) -> None:
        """Add what a part found; some of its words are printed."""
        self.lost += lost
        self.repeated += repeated
        self.faults += faults
        for fault in faults[:20]:
            print(f"    {fault}")

    def line(self) -> str:
        """The line that counts."""
        return f"lost {self.lost}, repeated {self.repeated}"


class Test:
    """Its parts, one after the other, on one server."""

    def __init__(self, sizes: Sizes, site: Site, stack: ExitStack) -> None:
        self._sizes, self._site, self._stack = sizes, site, stack
        self._begun = time.monotonic()
        self._command = QUICK if sizes.quick else READOUT
        self._bots = BOTS[:2] if sizes.quick else BOTS
        self._office = (OFFICE[0], OFFICE[-1]) if sizes.quick else OFFICE
        self.outcome = Outcome()
        pages = sizes.pages if "analysis" in sizes.parts else 2
        with internet(pages, sizes.seed) as world:
            self._pack = pack(site.folder, world["feeds"])
            self._topic = load_topic(self._pack)
            self._documents = world["expected"]["documents"]
            self._url = self._fill()
            if "analysis" in sizes.parts:
                self._analysis = self._bring()

    def run(self) -> None:
        """Do all that is asked for."""
        parts = self._sizes.parts
        if "analysis" in parts:
            self._speeds()
        if {"analysis", "digests"} & set(parts):
            self._with_bots()
        if "costs" in parts:
            self._costs()

    def say(self, what: str) -> None:
        """Print a line, with the time since the beginning."""
        seconds = int(time.monotonic() - self._begun)
        print(f"{seconds // 60:3}:{seconds % 60:02}  {what}", flush=True)

    # ---- parts

    def _fill(self) -> str:
        url = self._site.made("main")
        took = fill(url, self._topic, self._sizes.articles, say=lambda _: None)
        self.say(f"{self._sizes.articles:,} articles loaded in {took:.0f} s")
        print(kept(self._sizes.articles, room(url)))
        return url

    def _bring(self) -> Analysis:
        url = self._site.made(BROUGHT)
        open_store(url).close()
        made = Analysis(self._site, self._environment(), self._command, self._documents, self.say)
        made.bring(url)
        self.say(f"{made.items:,} pages retrieved, to be analysed in each run")
        copied(url, self._url, ("feeds", "items"))
        return made

    def _speeds(self) -> None:
        found = [self._analysis.alone(self._sizes.longest)] if len(self._sizes.workers) > 1 else []
        for workers in self._sizes.workers:
            whole = workers == min(2, max(self._sizes.workers))
            found.append(self._analysis.timed(workers, self._sizes.longest, whole=whole))
            self.say(f"{workers} workers: {found[-1].rate:.2f} articles a second")
        print(speeds(found))

    def _with_bots(self) -> None:
        places = self._stack.enter_context(platforms(self._site.folder))
        staff = self._staffed("office", self._url, places)
        try:
            for bot in self._bots:
                staff.start(bot)
            places.ready()
            if "analysis" in self._sizes.parts:
                with places.asked(self._sizes.rate) as answers:
                    self._analysed_though_killed()
                print(answered("workers that analyse are killed", answers))
            if "digests" in self._sizes.parts:
                with places.asked(self._sizes.rate) as answers:
                    self._delivered_though_killed(staff, places)
                print(answered("bots, schedulers and workers are killed", answers))
        finally:
            staff.stop()

    def _analysed_though_killed(self) -> None:
        sizes = self._sizes
        workers, seed = 1 if sizes.quick else 2, f"{sizes.seed}/analysis"
        kills, found = self._analysis.killed(self._url, workers, sizes.kills, sizes.pace, seed)
        faults = [f"{name} is not as it should be" for name in found.lost] + refused(self._url)
        self.outcome.add(len(found.lost), found.repeated, faults)
        documents = len(self._analysis.documents)
        self.say(
            f"{kills} workers killed: {documents:,} articles, {documents - len(found.lost):,} as in a run"
            f" without kills, {found.repeated} stored twice"
        )

    def _delivered_though_killed(self, staff: Staff, places: Platforms) -> None:
        sizes = self._sizes
        room = Newsroom(self._site, self._url, self._topic, places, self.say)
        for role in self._office:
            staff.start(role)
        room.subscribe(sizes.subscriptions, sizes.minutes)
        self.say(f"{sizes.subscriptions:,} digests due in {sizes.minutes} minutes")
        kills, seed = sizes.kills, f"{sizes.seed}/digests"
        over = room.deliver(staff, (*self._bots, *self._office), kills, sizes.pace, seed)
        counted, faults = room.compared()
        self.outcome.add(counted[LOST], counted[REPEATED], faults)
        self.say(f"{kills} processes killed; {'all over' if over else 'NOT OVER IN TIME'}")
        print(delivered(counted, places.broken()))

    def _costs(self) -> None:
        sizes, folder = self._sizes, self._site.folder / "costs"
        folder.mkdir()
        places = self._stack.enter_context(platforms(folder))
        url = self._site.made("costs")
        open_store(url).close()
        staff = self._staffed("costs", url, places)
        try:
            print(costs(self._cost(staff, url, places, sizes.channels)))
        finally:
            staff.stop()

    def _cost(self, staff: Staff, url: str, places: Platforms, channels: int) -> tuple[Cost, float]:
        """Of delivering, and processor seconds a second while nothing is due."""
        for role in (*self._bots, *self._office):
            staff.start(role)
        places.ready()
        time.sleep(3 if self._sizes.quick else 15)
        idle = _Meter(staff, self._site)
        time.sleep(2 if self._sizes.quick else 20)
        seconds, readout, database = idle.read()
        resting = (readout + database) / seconds
        room = Newsroom(self._site, url, self._topic, places, self.say)
        before, meter = room.size(), _Meter(staff, self._site)
        room.subscribe(channels, 1, each=1)
        room.deliver(staff, (), 0, 1.0, "")
        seconds, readout, database = meter.read()
        size = room.size()
        grown = (size[0] - before[0], size[1] - before[1])
        counted, faults = room.compared()
        self.outcome.add(counted[LOST], counted[REPEATED], faults)
        return Cost(channels, seconds, readout, database, *grown), resting

    # ---- what each starts with

    def _staffed(self, name: str, url: str, places: Platforms) -> Staff:
        environment = self._environment() | {"DATABASE_URL": url, "READOUT_DIGESTS": "on"}
        return Staff(self._site.folder / name, environment | places.environment(), self._command)

    def _environment(self) -> dict[str, str]:
        return bare() | {
            "READOUT_TOPICS": str(self._pack),
            "READOUT_JOBS": "workers",
            "READOUT_FETCH_ALLOW": "127.0.0.0/8",
            "READOUT_FETCH_PAUSE": "0",
            "READOUT_DATABASE_CONNECTIONS": "8",
            "READOUT_USER_RATE": "0",
            "READOUT_CHANNEL_RATE": "0",
        }


class _Meter:
    """Reads time and processor time since it was made."""

    def __init__(self, staff: Staff, site: Site) -> None:
        self._staff, self._site = staff, site
        self._begun = (time.monotonic(), staff.processor(), site.processor())

    def read(self) -> tuple[float, float, float]:
        """Seconds, processor seconds of Readout, of the database."""
        now = (time.monotonic(), self._staff.processor(), self._site.processor())
        took, readout, database = (n - b for n, b in zip(now, self._begun, strict=True))
        return took, readout, database


def main(
    articles: Annotated[int, typer.Option(envvar="ARTICLES", help="Generated articles to load.")] = 20_000,
    kills: Annotated[int, typer.Option(envvar="KILLS", help="Kills, in each part that kills.")] = 40,
    subscriptions: Annotated[int, typer.Option(envvar="SUBSCRIPTIONS", help="Digests due.")] = 1_000,
    pages: Annotated[int, typer.Option(envvar="PAGES", help="Pages to analyse; 0: as the kills need.")] = 0,
    workers: Annotated[str, typer.Option(envvar="ANALYSTS", help="Numbers of workers timed.")] = "1,2,4,8",
    pace: Annotated[float, typer.Option(envvar="PACE", help="Mean seconds between two kills.")] = 3.0,
    longest: Annotated[float, typer.Option(envvar="SECONDS", help="Of a timed run, at most.")] = 45.0,
    rate: Annotated[float, typer.Option(envvar="RATE", help="Commands a second on each platform.")] = 1.0,
    channels: Annotated[int, typer.Option(envvar="CHANNELS", help="Channels of the part costs.")] = CHANNELS,
    seed: Annotated[int, typer.Option(envvar="SEED", help="Other moments, other victims.")] = 1,
    parts: Annotated[str, typer.Option(envvar="PARTS", help=f"Some of {', '.join(PARTS)}.")] = ",".join(
        PARTS
    ),
    quick: Annotated[bool, typer.Option(help="Leases of seconds, one process of each: for tests.")] = False,
) -> None:
    """Kill and count; ends with 1 where anything is lost or repeated."""
    if not SERVERS.is_dir():
        sys.exit("Name the folder of the strict servers in READOUT_STRICT_SERVERS.")
    chosen = [part.strip() for part in parts.split(",") if part.strip()]
    if unknown := set(chosen) - set(PARTS):
        sys.exit(f"There is no part “{min(unknown)}”: name some of {', '.join(PARTS)} in PARTS.")
    sizes = Sizes(
        articles, kills, subscriptions, pages or enough(kills), [int(n) for n in workers.split(",")],
        pace, longest, rate, channels, seed, chosen, quick,
    )  # fmt: skip
    print(f"{', '.join(chosen)}: about {sizes.seconds() / 60:.0f} minutes on two idle processors", flush=True)
    with ExitStack() as stack:
        test = Test(sizes, stack.enter_context(site(given_server())), stack)
        test.run()
    print(f"Load of the machine: {os.getloadavg()[1]:.1f} on {os.cpu_count()} processors")
    print(test.outcome.line(), flush=True)
    raise typer.Exit(int(bool(test.outcome.lost or test.outcome.repeated)))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by SIGTERM"))  # with all that was started
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command(help=__doc__)(main)
    app()
