"""A newsroom to kill Readout in: strict servers of both platforms, digests, a Readout that comes and goes."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.channels_compared import part_of
from benchmarks.kill_digests_news import READOUT, TOPIC, News, bare
from bot.digests.ledger import terms_of, written
from bot.digests.schedule import Schedule
from bot.digests.values import Digest, new_id
from bot.storage import open_store
from bot.storage.events import stamp
from tests.ports import free_port

ROOT = Path(__file__).parents[1]
SERVERS = Path(os.environ.get("READOUT_STRICT_SERVERS", ROOT.parent / "shared" / "platform"))
PLATFORMS = ("discord", "slack")
ALONE = "alone"
"""A channel of each platform with one digest, so that what it is told depends on no other."""

POSTS = {"discord": r"POST /channels/\d+/messages$", "slack": "chat.postMessage"}
LOOKS = {"discord": r"GET /channels/\d+/messages", "slack": r"conversations\.(history|replies)"}
_ON_THE_WIRE = {
    "discord": (b'"kind": "rest"', b'"op": "create_message"'),
    "slack": (b'"kind": "api"', b'"method": "chat.postMessage"'),
}
_SECRETS = {
    "DISCORD_TOKEN": "standin.discord.token",
    "SLACK_BOT_TOKEN": "xoxb-standin-bot",
    "SLACK_APP_TOKEN": "xapp-1-standin-app",
    "SLACK_SIGNING_SECRET": "standin-signing-secret",
}
_WANTED: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("discord", "general", {}),
    ("discord", "general", {"actors": ("usa", "russia", "venezuela-government")}),
    ("discord", "digest", {}),
    ("discord", "digest", {"actors": ("china", "cuba", "venezuela-opposition"), "when_empty": "silent"}),
    ("discord", ALONE, {"when_empty": "silent"}),
    ("slack", "general", {}),
    ("slack", "general", {"actors": ("usa", "russia", "venezuela-government")}),
    ("slack", "general", {"threaded": True}),
    ("slack", "digest", {"threaded": True}),
    ("slack", "digest", {"actors": ("china", "cuba", "venezuela-opposition"), "when_empty": "silent"}),
    ("slack", ALONE, {"when_empty": "silent"}),
)
"""More than are delivered at once, so that some wait; several of one channel are told the same news."""

_APART = 5.2
"""Seconds between two starts that sign in: Discord takes one IDENTIFY in five."""

IN_FLIGHT = 1.6
"""Seconds after which whatever a dead process was sending has been done or never will be: the slowest request
here takes one. Readout itself waits for its lease of two minutes to run out, which the test does for it.
"""


class Row(NamedTuple):
    """A digest's delivery of a round, as the ledger has it."""

    digest: str
    key: int
    state: str
    recorded: bool
    pages: int
    posted: int
    over: bool
    holder: str
    turn: int


Control = Callable[..., dict[str, Any]]


def control(port: int) -> Control:
    """Does to a server what the platform would do."""

    def deed(name: str, /, **what: Any) -> dict[str, Any]:
        head = {"Content-Type": "application/json"}
        address = f"http://127.0.0.1:{port}/_control/{name}"
        request = urllib.request.Request(address, json.dumps(what).encode(), head)
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 our own server
            return dict(json.load(answer))

    return deed


class Newsroom:
    """Both servers, a data folder of its own, and at most one Readout. To be used by one thread."""

    def __init__(self, folder: Path, given: News, dice: random.Random) -> None:
        self.folder, self.news, self.dice = folder, given, dice
        self.servers: dict[str, Control] = {}
        self.process: subprocess.Popen[bytes] | None = None
        self._begun = 0.0
        with ExitStack() as ends:
            self._ends = ends
            self._set_up()
            self._ends = ends.pop_all()

    def _set_up(self) -> None:
        folder = self.folder
        shutil.copytree(self.news.folder, folder / "data")
        ports = {name: free_port() for name in PLATFORMS}
        for name, port in ports.items():
            self._serve(name, port)
        self._environment = bare() | {
            "READOUT_DATA": str(folder / "data"),
            "DISCORD_API_BASE": f"http://127.0.0.1:{ports['discord']}/api/v10",
            "DISCORD_GATEWAY_URL": f"ws://127.0.0.1:{ports['discord']}/gateway",
            "SLACK_API_BASE": f"http://127.0.0.1:{ports['slack']}/api/",
        }
        logs = {name: (folder / f"{name}.jsonl").open("rb") for name in PLATFORMS}
        self._wire = {name: self._ends.enter_context(log) for name, log in logs.items()}
        database = folder / "data" / "readout.db"
        self.store = self._ends.enter_context(closing(open_store(f"sqlite:///{database}")))
        looking = sqlite3.connect(database, isolation_level=None, timeout=30)
        self._looking = self._ends.enter_context(closing(looking))
        self.channels = {name: server("state")["channels"] for name, server in self.servers.items()}
        guild = str(next(iter(self.servers["discord"]("state")["guilds"])))
        self._workspaces = {"discord": guild, "slack": "T0STANDIN"}
        self.digests = tuple(self._subscribed(*each) for each in _WANTED)

    def _serve(self, name: str, port: int) -> None:
        # Slack lets a channel be read some times a minute; hundreds of deaths in an hour need more
        more = ["--no-rate-limits"] if name == "slack" else []
        program, log = str(SERVERS / f"{name}_standin.py"), str(self.folder / f"{name}.jsonl")
        words = [sys.executable, program, "serve", "--port", str(port), "--log", log, *more]
        self._ends.callback(_ended, _started(words))
        self.servers[name] = control(port)
        _until(lambda: bool(self.servers[name]("state")), 60)
        self.servers[name]("channel", name=ALONE)

    def _subscribed(self, platform: str, channel: str, wanted: dict[str, Any]) -> Digest:
        digest = Digest(
            id=new_id(),
            topic=TOPIC,
            platform=platform,
            workspace=self._workspaces[platform],
            channel=self.channels[platform][channel],
            who="U1",
            schedule=self._schedule(1),
            most=40,
            **wanted,
        )
        self.store.digests.create(written(digest), at=self.news.start, due=None)
        return digest

    def _schedule(self, round_: int) -> Schedule:
        run = self.news.run(round_)
        return Schedule(cron=(f"{run.minute} {run.hour} * * *",), zone="UTC")

    # ---- scheduling

    def due(self, round_: int) -> None:
        """Move every digest to the run of a round, which is due by now: as people edit them."""
        run = self.news.run(round_)
        for digest in self.digests:
            terms = terms_of(digest.model_copy(update={"schedule": self._schedule(round_)}))
            before = run - timedelta(seconds=1)
            self.store.digests.edit(digest.id, terms, who="U1", at=before, due=run)

    # ---- Readout

    def start(self) -> None:
        """Start Readout, as soon as it may sign in again."""
        time.sleep(max(0.0, self._begun + _APART - time.monotonic()))
        self._begun = time.monotonic()
        self.process = _started([str(READOUT), "run"], env=self._environment | _SECRETS)

    def kill(self) -> None:
        """Kill it with SIGKILL."""
        if self.process is not None:
            _ended(self.process)

    def leases_run_out(self) -> None:
        """What would be so minutes later: the dead one's leases are over, and the next tries are due."""
        self.process = None
        time.sleep(IN_FLIGHT)
        for server in self.servers.values():
            server("state")  # it is not so busy that it has not come to it yet
        now = stamp(datetime.now(UTC))
        self._looking.execute("UPDATE deliveries SET again = ? WHERE again IS NOT NULL", (now,))

    def close(self) -> None:
        """End all."""
        self.kill()
        self._ends.close()

    # ---- looking

    def rows(self, round_: int) -> tuple[Row, ...]:
        """The deliveries of a round, as the ledger has them at this moment."""
        found = self._looking.execute(_ROWS, (stamp(self.news.run(round_)),)).fetchall()
        return tuple(Row(*each) for each in found)

    def posts_begun(self) -> int:
        """How many posts have reached the servers since this was asked last."""
        lines = ((name, line[:400]) for name, file in self._wire.items() for line in file)
        return sum(all(sign in line for sign in _ON_THE_WIRE[name]) for name, line in lines)

    def messages(self, platform: str, channel: str) -> list[dict[str, Any]]:
        """What stands in a channel, oldest first."""
        return list(self.servers[platform]("messages", channel=channel)["messages"])

    def parts_there(self) -> dict[int, int]:
        """How many parts of each delivery stand in the channels, by its key."""
        there: dict[int, int] = {}
        for digest_channel in {(each.platform, each.channel) for each in self.digests}:
            for message in self.messages(*digest_channel):
                if found := part_of(digest_channel[0], message):
                    there[found[1]] = there.get(found[1], 0) + 1
        return there


_ROWS = """
SELECT g.id, d.key, d.state, d.content != '', d.pages,
       (SELECT count(*) FROM posts p WHERE p.delivery = d.key), d.again IS NULL, d.holder, d.turn
FROM deliveries d JOIN digests g ON g.key = d.digest WHERE d.end = ? ORDER BY d.key
"""


def _started(words: list[str], **more: Any) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(words, stdin=quiet, stdout=quiet, stderr=quiet, **more)


def _ended(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


def _until(true: Callable[[], bool], seconds: float) -> None:
    """Wait for something that may fail meanwhile, at most so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(OSError):
            if true():
                return
        time.sleep(0.1)
    raise TimeoutError("it did not come about in time")
