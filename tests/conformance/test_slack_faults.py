"""Slack at its worst, over real sockets: lost, slow, repeated, refused and forged."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.conformance.conftest import LIMITLESS, Bot, Driver, Start, StartBot, Wait
from tests.ports import free_port

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-standin-bot", "SLACK_SIGNING_SECRET": "standin-signing-secret"}
SOCKET = TOKENS | {"SLACK_APP_TOKEN": "xapp-1-standin-app"}
QUICK = {"settle_ms": 150, "wait_s": 15}


@dataclass(frozen=True)
class Desk:
    """A workspace, the bot in it, and the strict server's process."""

    slack: Driver
    bot: Bot
    server: subprocess.Popen[bytes]

    @property
    def ready(self) -> bool:
        try:
            return self.bot.page("/readyz")[0] == 200
        except OSError:
            return False

    def asked(self, text: str = "stance russia", **how: Any) -> dict[str, Any]:
        return self.slack("slash", command="/venezuela", text=text, user="alice", **QUICK | how)

    def mentioned(self, **how: Any) -> dict[str, Any]:
        return self.slack("event", type="app_mention", text="latest", user="alice", **QUICK | how)

    def counted(self, what: str) -> int:
        found = re.search(rf'platform="slack",what="{what}"}} (\d+)', self.bot.page("/metrics")[1])
        return int(found[1]) if found else 0

    def calls(self, method: str) -> int:
        return int(self.slack("state")["counters"].get(method, 0))

    def moments(self, method: str) -> list[float]:
        """When that method was called, in milliseconds of the server's clock."""
        records = self.slack("log", n=5000)["records"]
        return [r["ms"] for r in records if r["kind"] == "api" and r["method"] == method]


@pytest.fixture(scope="module")
def together(start_server: Start, start_bot: StartBot, wait: Wait) -> Callable[..., Desk]:
    def start(*options: str, web_port: int = 0, ready: bool = True, **tokens: str) -> Desk:
        driver, server = start_server("slack", *options)
        port = web_port or free_port()
        base = f"http://127.0.0.1:{driver.port}/api/"
        bot = start_bot(SLACK_API_BASE=base, READOUT_WEB_PORT=str(port), **LIMITLESS, **tokens)
        desk = Desk(driver, bot, server)
        if ready:
            wait(lambda: desk.ready, 60)
        return desk

    return start


@pytest.fixture(scope="module")
def desk(together: Callable[..., Desk]) -> Desk:
    return together(**SOCKET)


@pytest.fixture(scope="module")
def by_requests(together: Callable[..., Desk]) -> Desk:
    port = free_port()
    events = f"http://127.0.0.1:{port}/slack/events"
    return together("--mode", "http", "--events-url", events, web_port=port, **TOKENS)


@pytest.fixture(autouse=True)
def faultless(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    for name in {"desk", "by_requests"} & set(request.fixturenames):
        found = request.getfixturevalue(name)
        try:
            found.slack.faultless()
        finally:
            found.slack("reset")  # faults, and the limits too: Slack opens fifteen sockets a minute


# ---- the socket


@pytest.mark.parametrize("how", [{"action": "drop"}, {"action": "close", "code": 1011}])
def test_a_lost_socket_comes_back(desk: Desk, wait: Wait, how: dict[str, Any]) -> None:
    before = desk.counted("reconnect")
    desk.slack("socket", **how)
    wait(lambda: desk.counted("reconnect") == before + 1, 20)
    assert desk.asked()["ok"]


def test_a_socket_that_is_refused_for_a_while_makes_it_unready_and_comes_back(desk: Desk, wait: Wait) -> None:
    desk.slack("socket", action="drop", refuse_s=3)
    wait(lambda: not desk.ready, 3)
    wait(lambda: desk.ready, 30)
    assert desk.asked()["ok"]


@pytest.mark.parametrize("reason", ["refresh_requested", "warning", "link_disabled", "too_many_websockets"])
def test_slack_may_ask_for_another_connection_at_any_time(desk: Desk, wait: Wait, reason: str) -> None:
    before = desk.counted("reconnect")
    desk.slack("socket", action="disconnect", reason=reason)
    wait(lambda: desk.counted("reconnect") == before + 1, 20)
    assert desk.asked()["ok"]
    wait(lambda: desk.slack("state")["sockets"] == 1, 20)


def test_a_half_open_socket_is_noticed_and_comes_back(desk: Desk, wait: Wait) -> None:
    os.kill(desk.server.pid, signal.SIGSTOP)
    try:
        wait(lambda: not desk.ready, 40)
    finally:
        os.kill(desk.server.pid, signal.SIGCONT)
    wait(lambda: desk.ready, 40)
    assert desk.asked()["ok"]


def test_a_rate_limit_on_opening_a_socket_is_kept_to(desk: Desk, wait: Wait) -> None:
    before = desk.counted("reconnect")
    desk.slack("fault", kind="429", match="apps.connections.open", retry_after=1)
    desk.slack("socket", action="drop")
    wait(lambda: desk.counted("reconnect") == before + 1, 20)
    refused, opened = desk.moments("apps.connections.open")[-2:]
    assert opened - refused >= 1000


def test_a_failure_in_opening_a_socket_is_tried_again(desk: Desk, wait: Wait) -> None:
    for kind in ("500", "drop", "html"):
        desk.slack("fault", kind=kind, match="apps.connections.open")
    before = desk.counted("reconnect")
    desk.slack("socket", action="drop")
    wait(lambda: desk.counted("reconnect") == before + 1, 30)
    assert desk.slack("state")["faults"] == []


# ---- sending


def test_a_rate_limit_on_a_message_costs_time_and_no_answer(desk: Desk) -> None:
    desk.slack("fault", kind="429", match="chat.postMessage", retry_after=1)
    got = desk.mentioned(channel="general")
    assert [output["kind"] for output in got["outputs"]] == ["message"]


def test_a_rate_limit_on_a_response_costs_time_and_no_answer(desk: Desk) -> None:
    desk.slack("fault", kind="429", match="response_url", retry_after=1)
    got = desk.asked()
    assert got["response_url_uses"] == 1
    assert "Russia: where it stands" in got["user_sees"]


@pytest.mark.parametrize("kind", ["reply_lost", "500", "drop", "html"])
def test_a_message_arrives_once_whatever_becomes_of_it(desk: Desk, kind: str) -> None:
    desk.slack("fault", kind=kind, match="chat.postMessage")
    got = desk.mentioned(channel="digest", settle_ms=2000)
    assert [output["kind"] for output in got["outputs"]] == ["message"]


def test_a_response_that_slack_could_not_take_is_sent_again(desk: Desk) -> None:
    desk.slack("fault", kind="500", match="response_url")
    assert "Russia: where it stands" in desk.asked()["user_sees"]


def test_a_slow_slack_is_waited_for(desk: Desk) -> None:
    desk.slack("fault", kind="slow", match="response_url", delay_s=2)
    got = desk.asked()
    assert got["ack_ms"] < 3000
    assert "Russia: where it stands" in got["user_sees"]


@pytest.mark.parametrize("channel", ["archived", "outside", "readonly"])
def test_a_channel_that_takes_nothing_is_told_in_the_status_and_not_tried_again(
    desk: Desk, wait: Wait, channel: str
) -> None:
    before = desk.calls("chat.postMessage")
    assert desk.mentioned(channel=channel, wait_s=0.5)["outputs"] == []
    named = f"slack channel {desk.slack('state')['channels'][channel]}"
    wait(lambda: named in desk.asked("status")["user_sees"], 20)
    assert desk.calls("chat.postMessage") == before + 1


# ---- deliveries


def test_a_delivery_repeated_is_answered_once(desk: Desk) -> None:
    got = desk.mentioned(channel="general", duplicate=3)
    assert len(got["outputs"]) == 1
    assert len(got["deliveries"]) == 4


def test_a_delivery_repeated_after_a_reconnect_is_answered_once(desk: Desk, wait: Wait) -> None:
    assert len(desk.mentioned(channel="digest", event_id="EvTWICE")["outputs"]) == 1
    before = desk.counted("reconnect")
    desk.slack("socket", action="drop")
    wait(lambda: desk.counted("reconnect") == before + 1, 20)
    assert desk.mentioned(channel="digest", event_id="EvTWICE", wait_s=1)["outputs"] == []


@pytest.mark.parametrize(
    "forgery", [{"tamper": True}, {"unsigned": True}, {"secret": "another"}, {"age_s": 360}, {"age_s": -360}]
)
def test_what_slack_did_not_sign_just_now_is_refused(by_requests: Desk, forgery: dict[str, Any]) -> None:
    got = by_requests.asked(**forgery)
    assert got["ack_status"] == 401
    assert got["outputs"] == []


def test_slacks_challenge_is_answered(by_requests: Desk) -> None:
    assert by_requests.slack("url_verification")["ok"]


def test_a_request_repeated_is_answered_once(by_requests: Desk) -> None:
    assert len(by_requests.mentioned(channel="general", duplicate=2)["outputs"]) == 1


def test_a_body_of_ten_megabytes_is_refused_and_harms_nothing(by_requests: Desk) -> None:
    address = f"http://127.0.0.1:{by_requests.bot.web_port}/slack/events"
    request = urllib.request.Request(address, b"x" * 10_000_000)
    with pytest.raises((urllib.error.HTTPError, urllib.error.URLError)) as refused:
        urllib.request.urlopen(request, timeout=10)
    assert getattr(refused.value, "code", 413) == 413
    if isinstance(refused.value, urllib.error.HTTPError):
        refused.value.close()
    assert by_requests.asked()["ok"]


# ---- starting and stopping


def test_a_refused_token_ends_with_one_line_that_tells_the_cure(together: Callable[..., Desk]) -> None:
    wrong = together(ready=False, **SOCKET | {"SLACK_BOT_TOKEN": "xoxb-wrong-token"})
    assert wrong.bot.process.wait(60) != 0
    told = (wrong.bot.data / "stderr.txt").read_text()
    assert "slack: Slack refuses the token (invalid_auth). Copy SLACK_BOT_TOKEN" in told
    assert "xoxb-wrong-token" not in told + wrong.bot.log()


def test_a_refused_token_leaves_the_other_platform_alone(
    together: Callable[..., Desk], start_server: Start, wait: Wait
) -> None:
    discord, _ = start_server("discord")
    both = together(
        ready=False,
        DISCORD_API_BASE=f"http://127.0.0.1:{discord.port}/api/v10",
        DISCORD_GATEWAY_URL=f"ws://127.0.0.1:{discord.port}/gateway",
        DISCORD_TOKEN="standin.discord.token",
        **SOCKET | {"SLACK_APP_TOKEN": "xapp-wrong-token"},
    )
    assert discord("wait_ready", command="venezuela", timeout_s=60)["ok"]
    wait(lambda: '"slack": false' in both.bot.page("/readyz")[1], 30)
    got = discord("slash", path=["venezuela", "latest"], options={}, user="bob", channel="general")
    assert "newest first" in got["user_sees"]
    wait(lambda: "slack: Slack refuses the token" in (both.bot.data / "stderr.txt").read_text(), 30)


@pytest.mark.parametrize("mode", ["socket", "requests"])
def test_what_is_being_answered_is_finished_before_it_ends(
    together: Callable[..., Desk], wait: Wait, mode: str
) -> None:
    port = free_port()
    events = ("--mode", "http", "--events-url", f"http://127.0.0.1:{port}/slack/events")
    made = together(
        *(events if mode == "requests" else ()),
        web_port=port,
        **TOKENS if events and mode == "requests" else SOCKET,
    )
    made.slack("fault", kind="429", match="response_url", retry_after=4)
    assert made.asked(wait_s=0.1)["outputs"] == []
    begun = time.monotonic()
    made.bot.process.terminate()
    assert made.bot.process.wait(15) == 0
    assert time.monotonic() - begun < 10
    seen = made.slack("messages", channel="general", as_user="alice")["messages"]
    assert "Russia: where it stands" in seen[-1]["_text"]
    made.slack.faultless()


def test_nothing_that_was_typed_and_no_token_is_in_the_log(desk: Desk, by_requests: Desk) -> None:
    for each in (desk, by_requests):
        log = each.bot.log() + (each.bot.data / "stderr.txt").read_text()
        assert not re.search(r"xoxb-standin|xapp-1-standin|standin-signing|ticket=|stance russia", log)
        assert "Unclosed" not in log
        assert "Traceback" not in log
