"""Discord and Slack in one process: what happens to one is nothing to the other."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from tests.conformance.conftest import LIMITLESS, SECRETS, Both, Driver, Start, StartBot, Wait, where
from tests.conformance.houses import changed

TYPED = "zanzibarian quixotry"
"""Words that nobody but a user of ours writes."""


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


def test_nothing_that_was_typed_and_no_token_comes_into_the_log(serve: Callable[..., Both]) -> None:
    both = serve(**LIMITLESS, READOUT_LOG="debug")
    both.on_discord("search", words=TYPED)
    both.on_slack(f"search {TYPED}")
    both.discord("message", content=f"<@910000000000000001> search {TYPED}", channel="general", user="bob")
    both.slack(
        "event", type="app_mention", text=f"<@U0STANDBOT> search {TYPED}", channel="general", user="alice"
    )
    changed(both.bot.database, "DROP TABLE listing")
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
