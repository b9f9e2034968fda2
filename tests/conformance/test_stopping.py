"""SIGTERM at any moment: what is being answered arrives, and the process ends within ten seconds."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.conformance.conftest import LIMITLESS, SECRETS, Both, Driver, StartBot, Wait, nobody_writes, where


def ended(both: Both, wait: Wait) -> float:
    """When it was told to end, and had said that it would."""
    begun = time.monotonic()
    both.bot.process.send_signal(signal.SIGTERM)
    wait(lambda: "stopping" in both.told(), 20)
    return begun


ON: dict[str, tuple[Callable[[Both], dict[str, Any]], Callable[[Both], bool]]] = {
    "discord": (
        lambda both: both.on_discord("report", id="yz7x8ra0", why="slow"),
        lambda both: deferred(both.discord),
    ),
    "slack": (lambda both: both.on_slack("report yz7x8ra0 slow"), lambda both: acknowledged(both.slack)),
}
"""How to ask for what writes, and whether the platform knows that the answer comes later."""


@pytest.mark.parametrize("platform", ON)
def test_what_waits_for_the_database_is_answered_before_the_end(
    serve: Callable[..., Both], wait: Wait, platform: str
) -> None:
    both, (ask, waits) = serve(**LIMITLESS), ON[platform]
    with ThreadPoolExecutor() as people:
        with nobody_writes(both.bot):
            asked = people.submit(ask, both)
            wait(lambda: waits(both), 20)
            begun = ended(both, wait)
        assert both.bot.process.wait(20) == 0
        assert time.monotonic() - begun < 10
        assert "Reported yz7x8ra0" in asked.result()["user_sees"]


def deferred(discord: Driver) -> bool:
    """Whether Discord was told that an answer will come later."""
    sent = [r for r in discord("log", n=5000)["records"] if r["kind"] == "rest" and r["body"]]
    return any(r["path"].startswith("/interactions/") and r["body"].get("type") == 5 for r in sent)


def acknowledged(slack: Driver) -> bool:
    """Whether Slack was thanked for what it delivered."""
    return any(r["kind"] == "socket_in" for r in slack("log", n=5000)["records"])


def test_what_slack_is_slow_to_take_arrives_there_before_the_end(
    serve: Callable[..., Both], wait: Wait
) -> None:
    both = serve(**LIMITLESS)
    both.slack("fault", kind="slow", match="response_url", delay_s=3)
    with ThreadPoolExecutor() as people:
        asked = people.submit(both.on_slack, "stance russia")
        wait(lambda: not both.slack("state")["faults"], 20)
        begun = ended(both, wait)
        assert both.bot.process.wait(20) == 0
        assert time.monotonic() - begun < 10
        assert "Russia: where it stands" in asked.result()["user_sees"]


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
