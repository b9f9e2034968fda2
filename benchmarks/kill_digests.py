"""Kill Readout while it delivers digests to strict servers, again and again, and see that each is there once.

``make kill-test RUNS=20``. READOUT_STRICT_SERVERS names the folder of the servers that stand in for the
platforms. Each run sets up digests that are due, starts ``readout run``, loses some replies, kills it with
SIGKILL at a random moment, starts it anew, and compares what stands in the channels with what is recorded.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, update

from bot.digests.ledger import written
from bot.digests.schedule import Schedule
from bot.digests.values import Digest, new_id
from bot.storage import open_store
from bot.storage.contract import Store
from bot.storage.digest_tables import deliveries
from bot.storage.events import stamp
from tests.ports import free_port

ROOT = Path(__file__).parents[1]
SERVERS = Path(os.environ.get("READOUT_STRICT_SERVERS", ROOT.parent / "shared" / "platform"))
READOUT = Path(sys.executable).parent / "readout"
CHANNELS = ("digest", "general")
MATCH = {"discord": r"POST /channels/\d+/messages$", "slack": "chat.postMessage"}
ENDS = ("sent", "skipped", "missed", "failed")
SECRETS = {
    "DISCORD_TOKEN": "standin.discord.token",
    "SLACK_BOT_TOKEN": "xoxb-standin-bot",
    "SLACK_APP_TOKEN": "xapp-1-standin-app",
    "SLACK_SIGNING_SECRET": "standin-signing-secret",
}

Control = Callable[..., dict[str, Any]]


def control(port: int) -> Control:
    """Does to a server what the platform would do."""

    def deed(name: str, **what: Any) -> dict[str, Any]:
        head = {"Content-Type": "application/json"}
        address = f"http://127.0.0.1:{port}/_control/{name}"
        request = urllib.request.Request(address, json.dumps(what).encode(), head)
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 our own server
            return dict(json.load(answer))

    return deed


def until(true: Callable[[], bool], seconds: float) -> None:
    """Wait for something, at most so long."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError("it did not come about in time")
        time.sleep(0.1)


def subscribe(store: Store, platform: str, workspace: str, channel: str) -> str:
    """A digest that is due now; its id."""
    now = datetime.now(UTC)
    digest = Digest(
        id=new_id(),
        topic="venezuela",
        platform=platform,
        workspace=workspace,
        channel=channel,
        who="U1",
        schedule=Schedule(cron=("0 * * * *",), zone="UTC"),
        most=40,
    )
    store.digests.create(written(digest), at=now - timedelta(hours=2), due=now)
    return digest.id


class Newsroom:
    """Both servers, a data folder with the bundled articles, and a Readout that comes and goes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.servers: dict[str, Control] = {}
        self.processes: list[subprocess.Popen[bytes]] = []
        ports = {name: free_port() for name in MATCH}
        for name, port in ports.items():
            program = str(SERVERS / f"{name}_standin.py")
            log = str(folder / f"{name}.jsonl")
            more = (
                ["--no-rate-limits"] if name == "slack" else []
            )  # reading a channel once a minute takes long
            self.start([sys.executable, program, "serve", "--port", str(port), "--log", log, *more])
            self.servers[name] = control(port)
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DISCORD_", "SLACK_", "READOUT_", "DATABASE_"))
        } | {
            "READOUT_POLL": "off",
            "READOUT_WEB_PORT": "0",
            "READOUT_DATA": str(folder / "data"),
            "DISCORD_API_BASE": f"http://127.0.0.1:{ports['discord']}/api/v10",
            "DISCORD_GATEWAY_URL": f"ws://127.0.0.1:{ports['discord']}/gateway",
            "SLACK_API_BASE": f"http://127.0.0.1:{ports['slack']}/api/",
        }
        subprocess.run([READOUT, "ask", "status"], env=self.environment, check=True, capture_output=True)
        self.database = f"sqlite:///{folder / 'data' / 'readout.db'}"
        self.store = open_store(self.database)

    def start(self, words: list[str], **more: Any) -> subprocess.Popen[bytes]:
        """Start a process that ends with the newsroom."""
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(words, stdin=quiet, stdout=quiet, stderr=quiet, **more)
        self.processes.append(process)
        return process

    def readout(self) -> subprocess.Popen[bytes]:
        """Start Readout."""
        return self.start([str(READOUT), "run"], env=self.environment | SECRETS)

    def state(self, id: str) -> str:
        """How the digest's delivery stands."""
        return next((each.state for each in self.store.digests.history(id, 1)), "")

    def leases_run_out(self) -> None:
        """What would be so in two minutes: whatever the dead process had claimed is free."""
        engine = create_engine(self.database)
        with engine.begin() as connection:
            held = update(deliveries).where(deliveries.c.again.is_not(None))
            connection.execute(held.values(again=stamp(datetime.now(UTC))))
        engine.dispose()

    def close(self) -> None:
        """End all."""
        self.store.close()
        for process in self.processes:
            process.kill()
            process.wait()


def one_run(room: Newsroom, dice: random.Random) -> Counter[str]:
    """Set up, kill, start anew, compare: what came of each delivery, and how often parts stand there."""
    due: dict[str, tuple[str, str]] = {}
    for name, server in room.servers.items():
        state = server("state")
        workspace = str(next(iter(state["guilds"]))) if name == "discord" else "T0STANDIN"
        for channel in CHANNELS:
            due[subscribe(room.store, name, workspace, state["channels"][channel])] = (name, channel)
        kind = dice.choice(("reply_lost", "drop", "slow", "500", "429"))
        server("fault", kind=kind, match=MATCH[name], **{"slow": {"delay_s": 1}}.get(kind, {}))
    process = room.readout()
    moment = dice.random()
    until(lambda: process.poll() is not None or any(map(room.state, due)), 60)
    time.sleep(moment * 2)
    process.kill()
    process.wait()
    killed = Counter(f"{room.state(id) or 'not begun'} when killed" for id in due)
    time.sleep(1.5)
    for server in room.servers.values():
        server("fault", clear=True)
    room.leases_run_out()
    process = room.readout()
    until(lambda: all(room.state(id) in ENDS and over(room, id) for id in due), 180)
    process.terminate()
    process.wait()
    return killed + compared(room, due)


def over(room: Newsroom, id: str) -> bool:
    """Whether the digest's delivery has ended."""
    return room.store.digests.history(id, 1)[0].again is None


def compared(room: Newsroom, due: dict[str, tuple[str, str]]) -> Counter[str]:
    """How many deliveries ended how, and how many of their parts stand there once, twice or never."""
    counted: Counter[str] = Counter()
    for id, (platform, channel) in due.items():
        delivery = room.store.digests.history(id, 1)[0]
        there = room.servers[platform]("messages", channel=channel)["messages"]
        counted[delivery.state] += 1
        for part in range(1, delivery.pages + 1):
            number = sum(f"{id}-{delivery.key}-{part}" in json.dumps(message) for message in there)
            counted[{0: "parts lost", 1: "parts once"}.get(number, "parts twice")] += 1
    return counted


def main() -> int:
    """Do so many runs and print what came of them; 1 where a part is lost or twice."""
    runs, seed = int(os.environ.get("RUNS", "20")), int(os.environ.get("SEED", "1"))
    dice, total = random.Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        room = Newsroom(Path(folder))
        try:
            for number in range(1, runs + 1):
                total += one_run(room, dice)
                print(f"{number:3} {dict(sorted(total.items()))}", flush=True)
        finally:
            room.close()
    return int(bool(total["parts lost"] or total["parts twice"] or total["failed"] or total["missed"]))


if __name__ == "__main__":
    sys.exit(main())
