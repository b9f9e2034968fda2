"""Discord: what is sent when Readout starts and stops, and what a refusal looks like."""

from __future__ import annotations

import re
import shutil
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conformance.conftest import (
    CALLBACK,
    Bot,
    Driver,
    Start,
    StartBot,
    Wait,
    answered,
    signed_in,
    stance,
)


def puts(driver: Driver) -> list[str]:
    records = driver("log", n=20000)["records"]
    return [
        r["path"]
        for r in records
        if r["kind"] == "rest" and r["method"] == "PUT" and r["path"].endswith("/commands")
    ]


def stopped(bot: Bot) -> float:
    begun = time.monotonic()
    bot.process.send_signal(signal.SIGTERM)
    assert bot.process.wait(15) == 0
    return time.monotonic() - begun


@pytest.fixture
def other(start_server: Start) -> Driver:
    """A Discord of this test's own."""
    driver, _ = start_server("discord")
    return driver


def test_commands_are_sent_when_they_changed_or_were_lost_and_only_then(
    other: Driver, start_server: Start, start_bot: StartBot, tmp_path: Path, seeded: Path, wait: Wait
) -> None:
    data = tmp_path / "data"
    shutil.copytree(seeded, data)
    for sent in (1, 1):
        bot = start_bot(data, **signed_in(other))
        assert other("wait_ready", command="venezuela", timeout_s=60)["ok"]
        wait(lambda bot=bot: is_ready(bot), 30)
        assert len(puts(other)) == sent
        stopped(bot)
        time.sleep(3)  # Discord takes one sign-in in five seconds
    forgetful, _ = start_server("discord")
    bot = start_bot(data, **signed_in(forgetful))
    assert forgetful("wait_ready", command="venezuela", timeout_s=60)["ok"]
    assert len(puts(forgetful)) == 1
    stopped(bot)
    other.faultless()


def is_ready(bot: Bot) -> bool:
    try:
        return bot.page("/readyz")[0] == 200
    except OSError:
        return False


def test_a_development_server_has_the_commands_to_itself(other: Driver, start_bot: StartBot) -> None:
    bot = start_bot(**signed_in(other, DISCORD_DEVELOPMENT_GUILD="920000000000000000"))
    assert other("wait_ready", command="venezuela", timeout_s=60)["ok"]
    assert [path.rpartition("/applications/")[2] for path in puts(other)] == [
        "910000000000000001/guilds/920000000000000000/commands"
    ]
    assert answered(stance(other))
    stopped(bot)
    other.faultless()


def test_the_end_waits_for_an_answer_under_way(other: Driver, start_bot: StartBot, wait: Wait) -> None:
    bot = start_bot(**signed_in(other))
    assert other("wait_ready", command="venezuela", timeout_s=60)["ok"]
    other("fault", kind="slow", match=CALLBACK, delay_s=1.5)
    with ThreadPoolExecutor() as people:
        asking = people.submit(stance, other)
        wait(lambda: not other("state")["faults"], 20)  # it is being taken
        assert stopped(bot) < 10
        assert answered(asking.result())


def test_a_wrong_token_is_told_with_its_cure(other: Driver, start_bot: StartBot) -> None:
    bot = start_bot(**signed_in(other, DISCORD_TOKEN="wrong.discord.token"))
    assert bot.process.wait(60) != 0
    told = (bot.data / "stderr.txt").read_text()
    assert "Discord refuses the token." in told
    assert "discord.com/developers" in told
    assert "wrong.discord.token" not in told + bot.log()
    other("violations", clear=True)  # a wrong token is what this test sends


def test_intents_that_discord_refuses_are_told_with_their_cure(other: Driver, start_bot: StartBot) -> None:
    bot = start_bot(**signed_in(other))
    assert other("wait_ready", command="venezuela", timeout_s=60)["ok"]
    other("gateway", action="close", code=4014)
    assert bot.process.wait(60) != 0
    told = (bot.data / "stderr.txt").read_text()
    assert "Discord refuses the intents that Readout asks for." in told
    assert "Readout needs no privileged intent" in told


def test_a_wrong_token_leaves_the_other_platform_alone(
    other: Driver, start_server: Start, start_bot: StartBot, wait: Wait
) -> None:
    slack, _ = start_server("slack")
    bot = start_bot(
        **signed_in(other, DISCORD_TOKEN="wrong.discord.token"),
        SLACK_API_BASE=f"http://127.0.0.1:{slack.port}/api/",
        SLACK_BOT_TOKEN="xoxb-standin-bot",
        SLACK_APP_TOKEN="xapp-1-standin-app",
        SLACK_SIGNING_SECRET="standin-signing-secret",
    )
    assert slack("wait_ready", timeout_s=60)["ok"]
    wait(lambda: "refuses the token" in (bot.data / "stderr.txt").read_text(), 60)
    assert "Russia" in slack("slash", command="/venezuela", text="stance russia", user="alice")["user_sees"]
    assert re.search(
        r'readout_platform_events_total\{platform="discord",what="refused"\} 1', bot.page("/metrics")[1]
    )
    other("violations", clear=True)
