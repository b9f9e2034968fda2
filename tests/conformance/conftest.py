"""Readout as users run it, signed in to strict servers that stand in for Discord and Slack.

The servers are looked for in the folder that READOUT_STRICT_SERVERS names, else in ``shared/platform`` beside
the project. Where there are none, these tests are skipped. See ``houses`` for READOUT_CONFORMANCE.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.bot.storage.conftest import server as database_server
from tests.conformance.houses import WORKERS, Alone, House, Staffed, nobody_writes_to
from tests.ports import free_port

__all__ = ["database_server"]

ROOT = Path(__file__).parents[2]
SERVERS = Path(os.environ.get("READOUT_STRICT_SERVERS", ROOT.parent / "shared" / "platform"))
READOUT = Path(sys.executable).parent / "readout"

Answer = dict[str, Any]


@dataclass(frozen=True)
class Driver:
    """Does to a server what a person or the platform would do."""

    port: int

    def __call__(self, deed: str, **what: Any) -> Answer:
        """One deed; the answer is what a person would see, and how long it took."""
        address = f"http://127.0.0.1:{self.port}/_control/{deed}"
        request = urllib.request.Request(
            address, json.dumps(what).encode(), {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=90) as answer:
                return dict(json.load(answer))
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{deed} {what}: {error.read().decode()}") from error

    def faultless(self) -> None:
        """Nothing that Readout sent broke a rule, or was ugly."""
        found = self("violations")
        assert found["violations"] == []
        assert found["lints"] == []


@dataclass(frozen=True)
class Bot:
    """A running ``readout run``."""

    process: subprocess.Popen[str]
    web_port: int
    data: Path
    house: House

    @property
    def database(self) -> str:
        """The URL of its database."""
        return self.house.database(self.data)

    def page(self, path: str) -> tuple[int, str]:
        """A page of the web port."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.web_port}{path}", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def ask(self, command: str) -> str:
        """What whoever runs it is answered at the terminal."""
        asked = [READOUT, "ask", command]
        given = bare() | self.house.settings(self.data) | {"READOUT_DATA": str(self.data)}
        return subprocess.run(
            asked, env=given, check=True, capture_output=True, text=True, timeout=120
        ).stdout

    def log(self) -> str:
        """All that was logged."""
        file = self.data / "readout.log"
        return file.read_text() if file.exists() else ""


DISCORD_TOKEN = "standin.discord.token"
SECRETS = {
    "DISCORD_TOKEN": DISCORD_TOKEN,
    "SLACK_BOT_TOKEN": "xoxb-standin-bot",
    "SLACK_APP_TOKEN": "xapp-1-standin-app",
    "SLACK_SIGNING_SECRET": "standin-signing-secret",
}
LIMITLESS = {"READOUT_USER_RATE": "0", "READOUT_CHANNEL_RATE": "0"}
Wait = Callable[[Callable[[], bool], float], None]
Start = Callable[..., tuple[Driver, subprocess.Popen[bytes]]]
StartBot = Callable[..., Bot]


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder into which the bundled articles were read."""
    data = tmp_path_factory.mktemp("seeded")
    environment = bare() | {"READOUT_DATA": str(data)}
    subprocess.run([READOUT, "ask", "status"], env=environment, check=True, capture_output=True, timeout=120)
    return data


@pytest.fixture(scope="module")
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Starts one of the strict servers, and ends it."""
    running: list[subprocess.Popen[bytes]] = []

    def start(platform: str, *options: str, port: int = 0) -> tuple[Driver, subprocess.Popen[bytes]]:
        program = SERVERS / f"{platform}_standin.py"
        if not program.is_file():
            pytest.skip(f"there is no strict server for {platform} in {SERVERS}")
        port = port or free_port()
        log = tmp_path_factory.mktemp(platform) / "log.jsonl"
        words = [sys.executable, str(program), "serve", "--port", str(port), "--log", str(log), *options]
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        running.append(process)
        _wait(lambda: _listens(port), 60)
        return Driver(port), process

    yield start
    for process in running:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def staffed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> House:
    """Where all Readouts of this run live."""
    if not WORKERS:
        return Alone()
    given = bare() | {"READOUT_DATA": str(tmp_path_factory.mktemp("template"))}
    return Staffed(request.getfixturevalue("database_server"), READOUT, given)


@pytest.fixture(scope="module")
def house(staffed: House) -> Iterator[House]:
    """The same, with those sent home whom this module has called."""
    yield staffed
    staffed.close()


@pytest.fixture(scope="module")
def start_bot(tmp_path_factory: pytest.TempPathFactory, seeded: Path, house: House) -> Iterator[StartBot]:
    """Starts ``readout run`` with an environment of its own, and ends it."""
    running: list[subprocess.Popen[str]] = []

    def start(data: Path | None = None, **environment: str) -> Bot:
        if data is None:
            data = tmp_path_factory.mktemp("bot")
            shutil.copytree(seeded, data, dirs_exist_ok=True)
        web_port = int(environment.pop("READOUT_WEB_PORT", 0)) or free_port()
        given = bare() | house.settings(data) | {"READOUT_DATA": str(data), **environment}
        house.staff(data, READOUT, given | {"READOUT_WEB_PORT": "0"})
        given["READOUT_WEB_PORT"] = str(web_port)
        with (data / "stderr.txt").open("a") as told:
            process = subprocess.Popen(
                [READOUT, "run"], env=given, text=True, stdin=subprocess.DEVNULL, stdout=told, stderr=told
            )
        running.append(process)
        return Bot(process, web_port, data, house)

    yield start
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def bare() -> dict[str, str]:
    """The environment without any setting of Readout's but one: nothing reaches for the feeds of the pack."""
    theirs = ("DISCORD_", "SLACK_", "READOUT_", "DATABASE_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(theirs)}
    return kept | {"READOUT_POLL": "off"}


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait(what: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.05)


@pytest.fixture(scope="session")
def wait() -> Wait:
    """Waits until something is so, at most so many seconds."""
    return _wait


# ---- Discord alone

CALLBACK = "POST /interactions/"
STANCE: dict[str, Any] = {"path": ["venezuela", "stance"], "options": {"actor": "russia"}}


def signed_in(driver: Driver, **more: str) -> dict[str, str]:
    return {
        "DISCORD_API_BASE": f"http://127.0.0.1:{driver.port}/api/v10",
        "DISCORD_GATEWAY_URL": f"ws://127.0.0.1:{driver.port}/gateway",
        "DISCORD_TOKEN": DISCORD_TOKEN,
        "READOUT_USER_RATE": "0",
        "READOUT_CHANNEL_RATE": "0",
    } | more


def stance(driver: Driver, **more: Any) -> dict[str, Any]:
    return driver("slash", **STANCE, user="bob", channel="general", **more)


def answered(got: dict[str, Any]) -> bool:
    return bool(got["ok"]) and "Russia: where it stands" in got["user_sees"]


# ---- both platforms at once


@dataclass
class Both:
    """A Readout that is signed in to both servers."""

    discord: Driver
    slack: Driver
    bot: Bot

    def readiness(self) -> dict[str, bool]:
        """The parts that have to be ready."""
        try:
            return dict(json.loads(self.bot.page("/readyz")[1])["parts"])
        except OSError:
            return {}

    def told(self) -> str:
        """What whoever runs it was told."""
        return (self.bot.data / "stderr.txt").read_text()

    def on_discord(self, command: str, user: str = "bob", **options: str) -> dict[str, Any]:
        return self.discord(
            "slash", path=["venezuela", command], options=options, user=user, channel="general"
        )

    def on_slack(self, text: str, user: str = "alice") -> dict[str, Any]:
        return self.slack("slash", command="/venezuela", text=text, user=user)


def where(discord: Driver, slack: Driver) -> dict[str, str]:
    return {
        "DISCORD_API_BASE": f"http://127.0.0.1:{discord.port}/api/v10",
        "DISCORD_GATEWAY_URL": f"ws://127.0.0.1:{discord.port}/gateway",
        "SLACK_API_BASE": f"http://127.0.0.1:{slack.port}/api/",
    }


@pytest.fixture(scope="module")
def servers(start_server: Start) -> tuple[Driver, Driver]:
    return start_server("discord")[0], start_server("slack")[0]


@pytest.fixture
def serve(servers: tuple[Driver, Driver], start_bot: StartBot, wait: Wait) -> Iterator[Callable[..., Both]]:
    """Starts a Readout on both servers; ends it after the test."""
    made: list[Both] = []

    def start(ready: tuple[str, ...] = ("discord", "slack"), **settings: str) -> Both:
        both = Both(*servers, start_bot(**(where(*servers) | SECRETS | settings)))
        made.append(both)
        wait(lambda: all(both.readiness().get(name) for name in ready), 60)
        return both

    yield start
    for both in made:
        both.bot.process.terminate()
        both.bot.process.wait(20)


@contextmanager
def nobody_writes(bot: Bot) -> Iterator[None]:
    """Until this ends, whatever writes to the bot's database waits."""
    with nobody_writes_to(bot.database):
        yield
