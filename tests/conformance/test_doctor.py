"""``readout doctor``, before servers that stand in for Discord and Slack."""

from __future__ import annotations

import json
import subprocess
import threading
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.conftest import READOUT, SECRETS, Driver, Start, bare, where
from tests.ports import free_port

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


@pytest.fixture
def powerless(servers: tuple[Driver, Driver]) -> Iterator[int]:
    """The port of a Discord on which no role may do anything."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = f"http://127.0.0.1:{servers[0].port}{self.path}"
            headers = {name: self.headers[name] for name in ("Authorization", "User-Agent")}
            with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
                body = json.dumps(deprived(json.load(answer))).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", free_port()), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def deprived(answer: Any) -> Any:
    """The answer with every role's permissions gone."""
    for role in answer if isinstance(answer, list) else answer.get("roles", ()):
        if isinstance(role, dict) and "permissions" in role:
            role["permissions"] = "0"
    return answer


def test_doctor_tells_which_permissions_are_missing_on_discord(doctor: Doctor, powerless: int) -> None:
    ran = doctor(DISCORD_API_BASE=f"http://127.0.0.1:{powerless}/api/v10")
    assert ran.returncode == 1
    told = " ".join(ran.stdout.split())
    assert "Permissions are missing: " in told
    for name in ("view channel", "send messages", "embed links", "read message history"):
        assert name in told.replace("read messages", "view channel")
    assert "Give them to Readout's role" in told


def test_doctor_looks_whether_alerts_can_be_posted(
    doctor: Doctor, servers: tuple[Driver, Driver], complete: Driver
) -> None:
    guild, discord = next(iter(servers[0]("state")["guilds"])), servers[0]("state")["channels"]
    slack = complete("state")["channels"]
    good = doctor(READOUT_ALERTS=f"slack:T0STANDIN/{slack['general']},discord:{guild}/{discord['general']}")
    assert good.returncode == 0, good.stdout
    assert "is there" in good.stdout
    assert "may be posted to" in good.stdout
    bad = doctor(READOUT_ALERTS=f"slack:T0OTHER/{slack['general']},discord:{guild}/{discord['readonly']}")
    assert bad.returncode == 1
    assert "is of the workspace T0STANDIN" in bad.stdout
    assert "Permissions are missing: send messages" in bad.stdout
    gone = doctor(READOUT_ALERTS=f"slack:T0STANDIN/C0NONE,discord:{guild}/{guild}")
    assert gone.returncode == 1
    assert "The channel is gone" in gone.stdout
    assert "cannot be seen" in gone.stdout
