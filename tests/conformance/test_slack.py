"""Slack, over real sockets: Socket Mode, and signed requests."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import pytest

from tests.balancer import balanced
from tests.conformance.conftest import LIMITLESS, Bot, Driver, Start, StartBot, Wait
from tests.conformance.houses import WORKERS
from tests.ports import free_port


@pytest.fixture(scope="module", params=["socket", "requests", *(["balanced"] if WORKERS else [])])
def slack(request: pytest.FixtureRequest, start_server: Start, start_bot: StartBot, wait: Wait) -> Any:
    """Slack with Readout signed in: over a socket, by requests, or by requests to two processes in turn."""
    port, number = free_port(), 2 if request.param == "balanced" else 1
    events = f"http://127.0.0.1:{port}/slack/events"
    options = () if request.param == "socket" else ("--mode", "http", "--events-url", events)
    driver, _ = start_server("slack", *options)
    tokens = {"SLACK_BOT_TOKEN": "xoxb-standin-bot", "SLACK_SIGNING_SECRET": "standin-signing-secret"}
    if request.param == "socket":
        tokens["SLACK_APP_TOKEN"] = "xapp-1-standin-app"
    given = tokens | LIMITLESS | {"SLACK_API_BASE": f"http://127.0.0.1:{driver.port}/api/"}
    ports, bots = ([port] if number == 1 else [free_port() for _ in range(number)]), list[Bot]()
    for own in ports:
        data = bots[0].data if bots else None
        bots.append(start_bot(data, READOUT_WEB_PORT=str(own), **given))
        wait(lambda bot=bots[-1]: _ready(bot), 60)
    with balanced([f"http://127.0.0.1:{own}" for own in ports], port) if number > 1 else nullcontext():
        assert driver("wait_ready", timeout_s=60)["ok"]
        yield driver


def _ready(bot: Bot) -> bool:
    try:
        return bot.page("/readyz")[0] == 200
    except OSError:
        return False


@pytest.fixture(autouse=True)
def faultless(slack: Driver):
    yield
    slack.faultless()


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("", "Venezuela: the situation"),
        ("overview", "Venezuela: the situation"),
        ("stance russia", "Russia: where it stands"),
        ("compare russia usa", "side by side"),
        ("tensions", "Tensions"),
        ("latest", "newest first"),
        ("timeline", "Timeline"),
        ("quotes lavrov", "nothing to do with democracy"),
        ("search military", "Search: military"),
        ("source yz7x8ra0", "nothing to do with democracy"),
        ("check have nothing to do with democracy", "Verbatim"),
        ("status", "Stored"),
        ("help stance", "Where an actor stands"),
        ("what does Russia say about intervention?", "Russia"),
        ("stance atlantis", "atlantis"),
        ("stance &lt;!channel&gt; <@U0ALICE001|alice>", "alice"),
    ],
)
def test_every_command_is_answered_to_who_asks_alone(slack: Driver, text: str, seen: str) -> None:
    got = slack("slash", command="/venezuela", text=text, user="alice")
    assert got["ok"]
    assert got["ack_ms"] < 3000
    assert got["user_sees"].startswith("[only you can see this]")
    assert seen in got["user_sees"]


def test_an_answer_is_posted_to_the_channel_on_demand(slack: Driver) -> None:
    slack("slash", command="/venezuela", text="stance russia", user="alice")
    got = slack("action", text="Post to channel", user="alice")
    assert "Russia: where it stands" in got["user_sees"]
    assert "only you" not in got["user_sees"]


def test_pages_turn_in_place(slack: Driver) -> None:
    slack("slash", command="/venezuela", text="stance russia", user="alice")
    assert "Page 2 of" in slack("action", text="More", user="alice")["user_sees"]
    assert "Page 1 of" in slack("action", text="Back", user="alice")["user_sees"]


def test_a_repeated_event_is_answered_once(slack: Driver) -> None:
    got = slack(
        "event",
        type="app_mention",
        text="<@U0STANDBOT> stance russia",
        channel="general",
        user="alice",
        duplicate=2,
        retry_delays_s=[0, 1],
    )
    assert [output["kind"] for output in got["outputs"]] == ["message"]


def test_the_apps_own_page_is_drawn(slack: Driver) -> None:
    assert slack("event", type="app_home_opened", user="alice", tab="home")["ok"]
    assert "Add a digest" in str(slack("home", user="alice"))


def test_a_digest_is_set_up_in_the_apps_own_page_and_paused_there(slack: Driver) -> None:
    slack("event", type="app_home_opened", user="alice", tab="home")
    slack("action", text="Add a digest", home_of="alice", user="alice")
    slack("view_submit", values={"when": "weekdays at 08:00 Europe/Oslo", "channel": "general"})
    drawn = str(slack("home", user="alice"))
    assert "weekdays at 08:00, Europe/Oslo" in drawn
    id = drawn.partition("Pause ")[2][:4]
    slack("action", text=f"Pause {id}", home_of="alice", user="alice")
    assert "paused" in str(slack("home", user="alice"))
