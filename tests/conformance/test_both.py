"""Discord and Slack in one process: what happens to one is nothing to the other."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.conftest import READOUT, Bot, Driver, Start, StartBot, bare

SECRETS = {
    "DISCORD_TOKEN": "standin.discord.token",
    "SLACK_BOT_TOKEN": "xoxb-standin-bot",
    "SLACK_APP_TOKEN": "xapp-1-standin-app",
    "SLACK_SIGNING_SECRET": "standin-signing-secret",
}
LIMITLESS = {"READOUT_USER_RATE": "0", "READOUT_CHANNEL_RATE": "0"}
TYPED = "zanzibarian quixotry"
"""Words that nobody but a user of ours writes."""

Wait = Callable[[Callable[[], bool], float], None]


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


def lines_of(text: str) -> set[str]:
    """The words of an answer's lines, whatever their marks: letters and digits alone."""
    return {re.sub(r"\W+", " ", line).strip().casefold() for line in text.splitlines()} - {""}


def test_one_process_serves_both_and_says_the_same_on_each(serve: Callable[..., Both]) -> None:
    both = serve(**LIMITLESS)
    said = "have nothing to do with democracy"
    for seen in (both.on_discord("quotes", actor="lavrov"), both.on_slack("quotes lavrov")):
        assert seen["ok"]
        assert said in seen["user_sees"]
    nothing = (both.on_discord("stance", actor="atlantis"), both.on_slack("stance atlantis"))
    titles = [re.search(r"[^*\n]*atlantis[^*\n]*", seen["user_sees"]) for seen in nothing]
    assert all(titles)
    status = both.on_slack("status")["user_sees"]
    assert re.search(r"discord.*\d{4}-\d\d-\d\d \d\d:\d\d", status)
    assert "Next post: none scheduled" in status
    metrics = both.bot.page("/metrics")[1]
    for name in ("discord", "slack"):
        assert f'readout_platform_connected{{platform="{name}"}} 1.0' in metrics
        assert f'readout_answers_total{{command="quotes",ok="true",platform="{name}"}} 1.0' in metrics
    assert both.told().count("connected") == 2
    both.discord.faultless()
    both.slack.faultless()


def test_who_asks_too_often_is_told_so_kindly_on_both(serve: Callable[..., Both]) -> None:
    both = serve(READOUT_USER_RATE="1")
    for ask in (lambda: both.on_discord("latest"), lambda: both.on_slack("latest")):
        assert "newest first" in ask()["user_sees"]
        assert "A little slower, please" in ask()["user_sees"]
    metrics = both.bot.page("/metrics")[1]
    for name in ("discord", "slack"):
        assert f'readout_platform_events_total{{platform="{name}",what="limited"}} 1.0' in metrics


@pytest.mark.parametrize(
    ("wrong", "refused", "serving"),
    [
        ({"DISCORD_TOKEN": "wrong.discord.token"}, "discord", "slack"),
        ({"SLACK_BOT_TOKEN": "xoxb-wrong-token"}, "slack", "discord"),
        ({"SLACK_APP_TOKEN": "xapp-wrong-token"}, "slack", "discord"),
    ],
)
def test_a_wrong_token_does_not_stop_the_other_platform(
    serve: Callable[..., Both], wait: Wait, wrong: dict[str, str], refused: str, serving: str
) -> None:
    both = serve(ready=(serving,), **LIMITLESS, **wrong)
    wait(lambda: f"{refused}: " in both.told() and "refuses" in both.told(), 60)
    assert both.readiness() == {"database": True, serving: True, refused: False}
    answer = both.on_slack("latest") if serving == "slack" else both.on_discord("latest")
    assert "newest first" in answer["user_sees"]
    assert (
        "refuses"
        in (both.on_slack("status") if serving == "slack" else both.on_discord("status"))["user_sees"]
    )
    assert not any(token in both.told() + both.bot.log() for token in wrong.values())
    assert both.bot.process.poll() is None


def test_when_both_refuse_it_ends_with_a_sentence_and_a_code(
    servers: tuple[Driver, Driver], start_bot: StartBot
) -> None:
    tokens = SECRETS | {"DISCORD_TOKEN": "wrong.discord.token", "SLACK_BOT_TOKEN": "xoxb-wrong-token"}
    bot = start_bot(**(where(*servers) | tokens))
    assert bot.process.wait(60) == 1
    told = (bot.data / "stderr.txt").read_text()
    assert "readout: No platform could be served. `readout doctor` tells" in told
    assert "Traceback" not in told


def test_a_server_that_restarts_is_found_again_while_the_other_goes_on(
    start_server: Start, start_bot: StartBot, wait: Wait
) -> None:
    discord, discord_server = start_server("discord")
    slack, slack_server = start_server("slack")
    both = Both(discord, slack, start_bot(**(where(discord, slack) | SECRETS | LIMITLESS)))
    wait(lambda: both.bot.process.poll() is None and all(both.readiness().values() or [False]), 60)

    slack_server.kill()
    slack_server.wait()
    assert "newest first" in both.on_discord("latest")["user_sees"]
    wait(lambda: not both.readiness()["slack"], 30)
    assert both.readiness()["discord"]
    start_server("slack", port=slack.port)
    wait(lambda: both.readiness()["slack"], 90)
    assert slack("wait_ready")["ok"]
    assert "newest first" in both.on_slack("latest")["user_sees"]

    discord_server.kill()
    discord_server.wait()
    assert "newest first" in both.on_slack("latest")["user_sees"]
    wait(lambda: not both.readiness()["discord"], 30)
    start_server("discord", port=discord.port)
    wait(lambda: both.readiness()["discord"], 90)
    wait(lambda: both.told().count("connection lost") == both.told().count("connected again"), 30)
    metrics = both.bot.page("/metrics")[1]
    assert 'readout_platform_connected{platform="slack"} 1.0' in metrics
    assert re.search(r'platform="discord",what="(reconnect|restart)"} [1-9]', metrics)


def test_sigterm_lets_answers_be_finished_and_ends_within_ten_seconds(serve: Callable[..., Both]) -> None:
    both = serve(**LIMITLESS)
    both.slack("fault", kind="slow", match="response_url", delay_s=2)
    begun = time.monotonic()
    both.bot.process.send_signal(signal.SIGTERM)
    assert both.bot.process.wait(12) == 0
    assert time.monotonic() - begun < 10
    both.slack("fault", clear=True)


def test_sigterm_while_a_platform_does_not_answer_ends_the_start_too(
    servers: tuple[Driver, Driver], start_bot: StartBot, wait: Wait
) -> None:
    discord, slack = servers
    discord("fault", kind="slow", match="GET /users/@me", delay_s=60)
    slack("fault", kind="slow", match="auth.test", delay_s=60)
    bot = start_bot(**(where(discord, slack) | SECRETS))
    wait(lambda: not discord("state")["faults"] and not slack("state")["faults"], 60)
    begun = time.monotonic()
    bot.process.send_signal(signal.SIGTERM)
    try:
        assert bot.process.wait(15) == 0
        assert time.monotonic() - begun < 10
    finally:
        discord("fault", clear=True)
        slack("fault", clear=True)


def test_nothing_that_was_typed_and_no_token_comes_into_the_log(serve: Callable[..., Both]) -> None:
    both = serve(**LIMITLESS, READOUT_LOG="debug")
    both.on_discord("search", words=TYPED)
    both.on_slack(f"search {TYPED}")
    both.discord("message", content=f"<@910000000000000001> search {TYPED}", channel="general", user="bob")
    both.slack(
        "event", type="app_mention", text=f"<@U0STANDBOT> search {TYPED}", channel="general", user="alice"
    )
    database = both.bot.data / "readout.db"
    break_it = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript('DROP TABLE listing')"
    subprocess.run(["python3", "-c", break_it, str(database)], check=True)
    for seen in (both.on_discord("quotes", actor=TYPED), both.on_slack(f"stance russia on {TYPED}")):
        assert seen["user_sees"]
    for seen in (both.on_discord("latest"), both.on_slack("latest")):
        assert "Traceback" not in seen["user_sees"]
    written = both.bot.log()
    assert written
    for word in (*TYPED.split(), *SECRETS.values(), "ticket="):
        assert word not in written, word
    for line in written.splitlines():
        assert {"event", "level", "timestamp"} <= set(json.loads(line))


Doctor = Callable[..., subprocess.CompletedProcess[str]]
CLOSED = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def complete(start_server: Start, tmp_path_factory: pytest.TempPathFactory) -> Driver:
    """Slack, with the app installed as its manifest says."""
    printed = subprocess.run([READOUT, "manifest", "slack"], env=bare(), capture_output=True, check=True)
    manifest = tmp_path_factory.mktemp("manifest") / "manifest.json"
    manifest.write_bytes(printed.stdout)
    return start_server("slack", "--manifest", str(manifest))[0]


@pytest.fixture
def doctor(servers: tuple[Driver, Driver], complete: Driver, seeded: Path) -> Doctor:
    """Runs ``readout doctor`` with these words and settings."""

    def run(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        given = where(servers[0], complete) | SECRETS | settings | {"READOUT_DATA": str(seeded)}
        ran = subprocess.run(
            [READOUT, "doctor", *words],
            env=bare() | given,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
        shown = ran.stdout + ran.stderr
        assert "Unclosed" not in shown
        assert not any(given[name] in shown for name in SECRETS)
        return ran

    return run


def test_doctor_finds_nothing_wrong_where_all_is_in_order(doctor: Doctor) -> None:
    ran = doctor()
    assert ran.returncode == 0, ran.stdout
    assert "Socket Mode can be opened" in ran.stdout
    assert "commands and permissions are in order" in ran.stdout


@pytest.mark.parametrize(
    ("settings", "wrong", "cure"),
    [
        ({"DISCORD_TOKEN": "wrong.discord.token"}, "Discord refuses the token", "discord.com/developers"),
        ({"SLACK_BOT_TOKEN": "xoxb-wrong-token"}, "Slack refuses SLACK_BOT_TOKEN", "xoxb-"),
        ({"SLACK_APP_TOKEN": "xapp-wrong-token"}, "Slack refuses SLACK_APP_TOKEN", "connections:write"),
        ({"SLACK_API_BASE": f"{CLOSED}/api/"}, "Slack cannot be reached", "SLACK_API_BASE"),
        ({"DISCORD_API_BASE": f"{CLOSED}/api/v10"}, "Discord cannot be reached", "DISCORD_API_BASE"),
    ],
)
def test_doctor_tells_what_is_wrong_with_its_cure(
    doctor: Doctor, settings: dict[str, str], wrong: str, cure: str
) -> None:
    ran = doctor(**settings)
    assert ran.returncode == 1
    finding = ran.stdout[ran.stdout.index(wrong) :]
    assert cure in " ".join(finding.splitlines()[:2])
    assert ran.stdout.count("wrong  ") == 1, ran.stdout
    assert doctor("--quick", **settings).returncode == 0


def test_doctor_tells_a_missing_scope_on_slack(doctor: Doctor, start_server: Start) -> None:
    bare_app, _ = start_server("slack", "--scopes", "commands,chat:write")
    ran = doctor(SLACK_API_BASE=f"http://127.0.0.1:{bare_app.port}/api/")
    assert "Missing: app_mentions:read" in ran.stdout
    assert "readout manifest slack" in ran.stdout
    assert ran.returncode == 1


def test_doctor_tells_a_missing_scope_on_discord(doctor: Doctor, servers: tuple[Driver, Driver]) -> None:
    servers[0]("fault", kind="403", code=50001, match="/commands", count=5)
    ran = doctor()
    servers[0]("fault", clear=True)
    assert "The scope applications.commands is missing" in ran.stdout
    assert "readout invite discord" in ran.stdout
