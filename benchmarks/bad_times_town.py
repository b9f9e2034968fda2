"""A town for bad times: PostgreSQL, both platforms, an invented internet, and what stands in the channels."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg

from benchmarks.bad_times_house import ROOT, House
from benchmarks.bad_times_server import BadServer
from benchmarks.generate import generate
from benchmarks.kill_digests_newsroom import Control, control, part_of
from benchmarks.newsserver import World, serving
from bot.digests.ledger import terms_of, written
from bot.digests.schedule import Schedule
from bot.digests.values import Digest
from bot.loading import load_topics
from bot.settings import BUNDLED, Settings
from bot.storage import open_store
from bot.storage.contract import Outcome, Place
from bot.storage.feed_contract import GivenFeed
from tests.ports import free_port

SERVERS = Path(os.environ.get("READOUT_STRICT_SERVERS", ROOT.parent / "shared" / "platform"))
TOPIC = "venezuela"
PLATFORMS = ("discord", "slack")
COMMANDS = {
    "discord": "run --only discord",
    "slack": "run --only slack",
    "scheduler-1": "run --only scheduler,web",
    "scheduler-2": "run --only scheduler,web",
    "reader": "worker --queues poll,retrieve,analyse",
    "courier-1": "worker --queues compose,deliver",
    "courier-2": "worker --queues compose,deliver,poll,retrieve",
}
"""Readout's processes."""

CHANNELS = 6
"""Channels of each platform with a digest."""

_PAGES = 5  # of each round's feed
_FRESH = 8  # articles that each round's digests tell of
_WORKSPACES = {"discord": "920000000000000000", "slack": "T0STANDIN"}


class Town:
    """All but Readout itself. Rounds count from 1; each has digests that are due, and a feed to read."""

    def __init__(self, folder: Path, rounds: int) -> None:
        self.folder, self.rounds = folder, rounds
        self.start = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=rounds + 30)
        self.world = World(rounds, rounds * _PAGES, seed=5, faults=False)
        self.controls: dict[str, Control] = {}
        self.restarting = False
        with ExitStack() as ends:
            self.server = BadServer()
            ends.callback(self.server.close)
            self.url = self.server.app_url
            ends.callback(_in_a_thread(self.world))
            self._ends = ends
            for name in PLATFORMS:
                self._serve(name)
            self.store = open_store(self.url, patience=5)
            ends.callback(self._close_store)
            self._bring_news()
            self.digests = tuple(self._subscribed(name, n) for name in PLATFORMS for n in range(CHANNELS))
            self.house = House(folder, self._environment())
            ends.callback(self.house.kill)
            self._ends = ends.pop_all()

    def close(self) -> None:
        """End all."""
        self._ends.close()

    def _close_store(self) -> None:
        self.store.close()

    # ---- what there is

    def _serve(self, name: str) -> None:
        port = free_port()
        # Slack lets a channel be read some times a minute: rounds follow each other faster than in the world
        more = ["--no-rate-limits"] if name == "slack" else []
        words = [sys.executable, str(SERVERS / f"{name}_standin.py"), "serve", "--port", str(port), *more]
        log = self.folder / f"{name}.jsonl"
        server = subprocess.Popen(
            [*words, "--log", str(log)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._ends.callback(server.wait)
        self._ends.callback(server.kill)
        self.controls[name] = control(port)
        until(lambda: bool(self.controls[name]("state")), 60)
        for number in range(CHANNELS):
            self.controls[name]("channel", name=f"news{number}")
        self._ports = {**getattr(self, "_ports", {}), name: port}

    def _environment(self) -> dict[str, str]:
        ours = ("DISCORD_", "SLACK_", "READOUT_", "DATABASE_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return kept | {
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": self.url,
            "READOUT_TOPICS": str(_pack(self.folder / "pack")),
            "READOUT_JOBS": "workers",
            "READOUT_POLL": "on",
            "READOUT_FETCH_ALLOW": "127.0.0.0/8",
            "READOUT_FETCH_PAUSE": "0",
            "READOUT_USER_RATE": "0",
            "READOUT_CHANNEL_RATE": "0",
            "DISCORD_TOKEN": "standin.discord.token",
            "DISCORD_API_BASE": f"http://127.0.0.1:{self._ports['discord']}/api/v10",
            "DISCORD_GATEWAY_URL": f"ws://127.0.0.1:{self._ports['discord']}/gateway",
            "SLACK_BOT_TOKEN": "xoxb-standin-bot",
            "SLACK_APP_TOKEN": "xapp-1-standin-app",
            "SLACK_API_BASE": f"http://127.0.0.1:{self._ports['slack']}/api/",
        }

    def _bring_news(self) -> None:
        topic = next(each for each in load_topics(Settings()).values() if each.id == TOPIC)
        first = self.start.date() - timedelta(days=2)
        articles = generate(topic, self.rounds * _FRESH, first=first, days=3)
        for number in range(1, self.rounds + 1):
            some = [next(articles) for _ in range(_FRESH)]
            placed = [(Place(article=article, outcome=Outcome.NEW), evidence) for article, evidence in some]
            at = self.run(number) - timedelta(seconds=30)
            self.store.save_many(topic.id, placed, analyser="generated", at=at)

    def _subscribed(self, platform: str, number: int) -> Digest:
        channels = self.controls[platform]("state")["channels"]
        digest = Digest(
            id=f"{PLATFORMS.index(platform)}00{number}",
            topic=TOPIC,
            platform=platform,
            workspace=_WORKSPACES[platform],
            channel=channels[f"news{number}"],
            who="U1",
            when_empty="say",
            schedule=self._schedule(1),
        )
        assert self.store.digests.create(written(digest), at=self.start, due=None)
        return digest

    def _schedule(self, number: int) -> Schedule:
        run = self.run(number)
        return Schedule(cron=(f"{run.minute} {run.hour} * * *",), zone="UTC")

    def run(self, number: int) -> datetime:
        """When the digests of a round were to come."""
        return self.start + timedelta(minutes=number)

    # ---- Readout

    def start_readout(self, names: Sequence[str] = (), *, clock: str = "", **more: str) -> None:
        """Start the processes of these names, or all."""
        for name in names or COMMANDS:
            self.house.start(name, COMMANDS[name], clock=clock, **more)

    def restart(self, names: Sequence[str] = (), *, clock: str = "", **more: str) -> None:
        """End those of these names, or all, and start them anew; meanwhile nobody asks anything."""
        self.restarting = True
        self.house.end(names)
        self.start_readout(names, clock=clock, **more)
        self.ready()
        self.restarting = False

    def ready(self, seconds: float = 240.0) -> bool:
        """Whether all that have a web port say within so many seconds that they are ready."""
        ports = [each for each in self.house.processes.values() if each.port]
        return until(lambda: all(each.page("/readyz") == 200 for each in ports), seconds)

    def reopen(self) -> None:
        """Look at the database anew, where it may be another."""
        self.store.close()
        self.store = open_store(self.url, patience=5)

    # ---- a round

    def begin(self, number: int, later: float) -> None:
        """Have a round's digests be due, every other one only in ``later`` seconds, and its feed read."""
        now = datetime.now(UTC)
        for place, digest in enumerate(self.digests):
            terms = terms_of(digest.model_copy(update={"schedule": self._schedule(number)}))
            due = now + timedelta(seconds=later * (place % 2))
            before = self.run(number) - timedelta(seconds=1)
            self.store.digests.edit(digest.id, terms, who="U1", at=before, due=due)
        feed = self.world.feeds[number - 1]
        given = GivenFeed(url=self.world.address(feed.host, feed.link))
        self.store.feeds.add(TOPIC, given, who="U1", at=now, interval=900.0)

    def over(self, number: int) -> bool:
        """Whether all that the rounds up to this one brought has been sent, and read."""
        with suppress(Exception):
            return self._all_sent(number) and not (self._wanted(number) - set(self._stored()))
        return False

    def _all_sent(self, number: int) -> bool:
        found = [self.store.digests.history(digest.id, 1) for digest in self.digests]
        return all(each and each[0].end == self.run(number) and each[0].again is None for each in found)

    # ---- accounts

    def accounts(self, number: int) -> Counter[str]:
        """What is lost or there twice after a round: parts of its digests, and articles of all rounds."""
        counted: Counter[str] = Counter()
        standing = Counter(self._parts_there())
        for digest in self.digests:
            delivery = self.store.digests.history(digest.id, 1)[0]
            right = delivery.end == self.run(number) and delivery.state == "sent"
            counted["digests"] += right
            counted["lost"] += not right
            for part in range(1, delivery.pages + 1 if right else 1):
                there = standing.pop((digest.channel, digest.id, delivery.key, part), 0)
                counted["lost"] += there == 0
                counted["repeated"] += max(there - 1, 0)
        counted["repeated"] += sum(standing.values())
        stored = Counter(self._stored())
        counted["articles"] = len(stored)
        counted["lost"] += len(self._wanted(number) - set(stored))
        counted["repeated"] += sum(stored.values()) - len(stored)
        for server in self.controls.values():
            server("reset")
        return counted

    def _parts_there(self) -> list[tuple[str, str, int, int]]:
        found = []
        for platform, channel in {(each.platform, each.channel) for each in self.digests}:
            for message in self.controls[platform]("messages", channel=channel)["messages"]:
                key = part_of(platform, message)
                found.append((channel, *(key or ("without a key", 0, 0))))
        return found

    def _stored(self) -> list[str]:
        """The documents of the invented internet that are stored, each as often as it is."""
        with psycopg.connect(self.server.url, connect_timeout=5) as connection:
            rows = connection.execute("SELECT document FROM articles WHERE document LIKE '127.%'")
            return [str(row[0]) for row in rows.fetchall()]

    def _wanted(self, number: int) -> set[str]:
        listed = {page for feed in self.world.feeds[:number] for page in self.world.shown(feed)}
        return {f"{page.host}:{self.world.port}{page.path}" for page in listed if page.on_topic}


def _pack(folder: Path) -> Path:
    """The bundled pack without its feeds and articles."""
    if not folder.exists():
        words = (BUNDLED / TOPIC / "topic.toml").read_text("utf-8")
        folder.mkdir()
        (folder / "topic.toml").write_text(words.split("[[feeds]]")[0], "utf-8")
    return folder


def _in_a_thread(world: World) -> Callable[[], None]:
    """Serve a world from a thread of its own; what ends it."""
    there, loop = threading.Event(), asyncio.new_event_loop()
    stopping = asyncio.Event()

    async def serve() -> None:
        async with serving(world):
            there.set()
            await stopping.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
    thread.start()
    there.wait(20)

    def end() -> None:
        loop.call_soon_threadsafe(stopping.set)
        thread.join(20)

    return end


def until(true: Callable[[], bool], seconds: float) -> bool:
    """Whether something came about within so many seconds; it may fail meanwhile."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(OSError):
            if true():
                return True
        time.sleep(0.2)
    return False
