"""Discord on its bad days, over real sockets: lost lines, limits, late and doubled deliveries, refusals."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from tests.conformance.conftest import (
    CALLBACK,
    DISCORD_TOKEN,
    STANCE,
    Bot,
    Driver,
    Start,
    StartBot,
    Wait,
    answered,
    nobody_writes,
    signed_in,
    stance,
)

US = "<@910000000000000001>"
SECRET_WORDS = "xylophone quartz"


@pytest.fixture(scope="module")
def discord(start_server: Start) -> Driver:
    driver, _ = start_server("discord", "--heartbeat-ms", "2000")
    return driver


@pytest.fixture(scope="module")
def bot(discord: Driver, start_bot: StartBot) -> Bot:
    made = start_bot(**signed_in(discord))
    assert discord("wait_ready", command="venezuela", timeout_s=60)["ok"]
    return made


@pytest.fixture(scope="module", autouse=True)
def half_open(start_server: Start, start_bot: StartBot) -> Driver:
    """A Discord that says nothing from the beginning on. discord.py waits for a minute, in which the other
    tests run.
    """
    driver, _ = start_server("discord", "--heartbeat-ms", "5000")
    start_bot(**signed_in(driver))
    assert driver("wait_ready", command="venezuela", timeout_s=60)["ok"]
    driver("gateway", action="zombie")
    return driver


@pytest.fixture(autouse=True)
def faultless(discord: Driver) -> Iterator[None]:
    yield
    discord("fault", clear=True)
    discord.faultless()


def counters(driver: Driver) -> dict[str, int]:
    return dict(driver("state")["counters"])


def posted(driver: Driver, after: str) -> list[str]:
    """What Readout posted to the channel since then."""
    time.sleep(0.5)
    found = driver("messages", channel="general", after=after)["messages"]
    return [m["_text"] for m in found if m["author"]["id"] == "910000000000000001"]


# ---- the line ----------------------------------------------------------------------------------------


def test_a_dropped_line_is_resumed_and_what_came_meanwhile_is_answered(discord: Driver, bot: Bot) -> None:
    before = counters(discord)
    discord("gateway", action="drop")
    got = stance(discord)
    assert answered(got)
    assert counters(discord).get("resume", 0) == before.get("resume", 0) + 1
    assert counters(discord)["identify"] == before["identify"]
    assert 'what="reconnect"' in bot.page("/metrics")[1]


def test_discord_asks_for_a_reconnect_and_gets_one(discord: Driver, bot: Bot, wait: Wait) -> None:
    before = counters(discord).get("resume", 0)
    discord("gateway", action="reconnect")
    wait(lambda: counters(discord).get("resume", 0) > before, 30)
    assert answered(stance(discord))


def test_an_invalid_session_begins_a_new_one(discord: Driver, bot: Bot, wait: Wait) -> None:
    before = counters(discord)["identify"]
    discord("gateway", action="invalid_session", resumable=False)
    wait(lambda: counters(discord)["identify"] > before and ready(discord), 30)
    assert answered(stance(discord))


def test_a_server_that_refuses_for_a_while_is_tried_again(discord: Driver, bot: Bot, wait: Wait) -> None:
    discord("gateway", action="drop", refuse_s=3)
    wait(lambda: not ready(discord), 10)
    wait(lambda: ready(discord), 30)
    assert answered(stance(discord))
    assert bot.process.poll() is None


def ready(driver: Driver) -> bool:
    return any(session["connected"] and session["valid"] for session in driver("state")["sessions"])


# ---- requests ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["drop", "reply_lost", "500", "502"])
def test_a_first_response_that_fails_once_is_sent_again_and_seen_once(
    discord: Driver, bot: Bot, kind: str
) -> None:
    discord("fault", kind=kind, match=CALLBACK)
    got = stance(discord)
    assert answered(got)
    assert got["first_response_ms"] < 3000
    assert len(got["messages"]) == 1
    forgive_second(discord)


def forgive_second(driver: Driver) -> None:
    """Where the thanks for a response were lost, a second one is the only way to learn that it arrived."""
    found = driver("violations", clear=True)["violations"]
    assert [violation["what"] for violation in found] in ([], ["double-ack"])


@pytest.mark.parametrize("kind", ["drop", "reply_lost"])
def test_a_page_turns_although_the_connection_breaks(discord: Driver, bot: Bot, kind: str) -> None:
    stance(discord)
    discord("fault", kind=kind, match=CALLBACK)
    turned = discord("click", label="More", user="bob", channel="general")
    assert "Page 2 of" in turned["user_sees"]
    forgive_second(discord)


@pytest.mark.parametrize("kind", ["drop", "reply_lost", "500", "502", "429"])
def test_a_mention_is_answered_once_whatever_breaks(discord: Driver, bot: Bot, kind: str) -> None:
    after = discord("mark")["after"]
    discord("fault", kind=kind, match="POST /channels/", retry_after=0.5)
    discord("message", content=f"{US} stance russia", channel="general", user="alice")
    assert discord("wait_message", channel="general", after=after, timeout_s=30)["ok"]
    assert len(posted(discord, after)) == 1


@pytest.mark.parametrize("everywhere", [False, True])
def test_a_limit_is_waited_for(discord: Driver, bot: Bot, everywhere: bool) -> None:
    discord("fault", kind="429", match=CALLBACK, retry_after=1, **({"global": True} if everywhere else {}))
    got = stance(discord)
    assert answered(got)
    assert got["first_response_ms"] >= 1000


def left(driver: Driver) -> int:
    """How often the first fault that was asked for is still to come."""
    return int(driver("state")["faults"][0]["count"])


def test_a_limit_by_the_network_before_discord_is_counted_and_no_storm(
    discord: Driver, bot: Bot, wait: Wait
) -> None:
    discord("fault", kind="429", match="POST /channels/", cloudflare=True, count=3)
    after = discord("mark")["after"]
    discord("message", content=f"{US} stance russia", channel="general", user="alice")
    wait(lambda: left(discord) < 3 and 'what="rate_limited"' in bot.page("/metrics")[1], 20)
    assert posted(discord, after) == []
    assert left(discord) == 2


def test_a_slow_server_still_gets_its_answer(discord: Driver, bot: Bot) -> None:
    discord("fault", kind="slow", match=CALLBACK, delay_s=1)
    assert answered(stance(discord))


def test_a_lost_permission_is_told_once_and_nothing_is_tried_again(
    discord: Driver, bot: Bot, wait: Wait
) -> None:
    discord("fault", kind="403", code=50013, match="POST /channels/", count=5)
    discord("message", content=f"{US} stance russia", channel="general", user="alice")
    wait(lambda: "Readout may not answer there." in status(discord), 20)
    assert left(discord) == 4


def status(driver: Driver) -> str:
    return str(driver("slash", path=["venezuela", "status"], user="bob", channel="general")["user_sees"])


def test_a_channel_without_embeds_gets_a_sentence(discord: Driver, bot: Bot) -> None:
    after = discord("mark")["after"]
    discord("message", content=f"{US} stance russia", channel="noembeds", user="alice")
    told = discord("wait_message", channel="noembeds", after=after, timeout_s=30)["messages"]
    assert "may not embed links" in str(told)


def test_nothing_is_answered_twice_after_a_resume(discord: Driver, bot: Bot) -> None:
    after = discord("mark")["after"]
    discord("message", content=f"{US} stance russia", channel="general", user="alice")
    assert discord("wait_message", channel="general", after=after, timeout_s=30)["ok"]
    discord("gateway", action="drop")
    assert answered(stance(discord))
    assert len([text for text in posted(discord, after) if "Russia" in text]) == 2


def test_words_of_four_thousand_letters_and_unseen_signs_are_answered(discord: Driver, bot: Bot) -> None:
    for words in ("sanctions " * 390, "\u202e\u200bsanctions", "[x](https://example.org) @everyone <@&1>"):
        got = discord(
            "slash", path=["venezuela", "search"], options={"words": words}, user="bob", channel="general"
        )
        assert got["ok"]
        assert "\u202e" not in got["user_sees"]


def test_a_button_of_a_server_that_readout_left_is_answered_calmly(discord: Driver, bot: Bot) -> None:
    added = discord("guild", add="Second", channel="second")
    discord("slash", **STANCE, user="bob", channel="second")
    discord("guild", guild=added["guild"], joined=False)
    got = discord("click", label="More", user="bob", channel="second")
    assert got["ok"]
    assert "removed from the server" in " ".join(bot.ask("status").split())
    assert "removed from the server" not in status(discord)  # of another server


def test_what_people_typed_and_the_token_are_in_no_log(discord: Driver, bot: Bot) -> None:
    discord("fault", kind="400", match=CALLBACK)
    discord(
        "slash", path=["venezuela", "search"], options={"words": SECRET_WORDS}, user="bob", channel="general"
    )
    discord("violations", clear=True)  # the refusal was the server's, and nobody was answered
    told = bot.log() + (bot.data / "stderr.txt").read_text()
    assert '"reference"' in told
    tokens = [record["token"] for record in interactions(discord)]
    assert not [word for word in (DISCORD_TOKEN, *SECRET_WORDS.split(), *tokens) if word and word in told]


def interactions(driver: Driver) -> list[dict[str, Any]]:
    records = driver("log", n=5000)["records"]
    return [r["d"] for r in records if r.get("t") == "INTERACTION_CREATE" and r.get("d")]


# ---- slow answers ------------------------------------------------------------------------------------


REPORTED = "yz7x8ra0"
REPORT: dict[str, Any] = {
    "path": ["venezuela", "report"],
    "options": {"id": REPORTED, "why": "slow", "private": True},
    "user": "bob",
    "channel": "general",
}


@dataclass(frozen=True)
class Slow:
    """A command that is being answered: its interaction, and what its sender will have seen."""

    id: str
    seen: Future[dict[str, Any]]


@contextmanager
def slow_report(driver: Driver, bot: Bot, wait: Wait, **more: Any) -> Iterator[Slow]:
    """A command that was announced, and cannot be answered before this ends: it waits for the right to
    write. Its trace is taken back, since what is withheld already is reported without writing.
    """
    known = {record["id"] for record in interactions(driver)}
    with ThreadPoolExecutor() as people:
        with nobody_writes(bot):
            seen = people.submit(driver, "slash", **REPORT, **more)
            wait(lambda: any(r["id"] not in known for r in interactions(driver)), 20)
            (id,) = (record["id"] for record in interactions(driver) if record["id"] not in known)
            wait(lambda: driver("interaction", id=id)["ack_type"] == 5, 20)
            yield Slow(id, seen)
        seen.result()
    undo = REPORT | {"options": {"action": "undo", "id": REPORTED, "why": "slow", "private": True}}
    wait(lambda: "is taken back" in driver("slash", **undo)["user_sees"], 20)


def test_an_answer_that_takes_more_than_a_second_is_announced(discord: Driver, bot: Bot, wait: Wait) -> None:
    with slow_report(discord, bot, wait) as asked:
        pass
    got = asked.seen.result()
    assert 900 < got["first_response_ms"] < 3000
    assert f"Reported {REPORTED}" in got["user_sees"]
    lints = discord("violations", clear=True)["lints"]
    assert [lint["fields"] for lint in lints] == [["tts"]]  # which discord.py adds to every edit


def test_an_answer_that_comes_after_a_quarter_of_an_hour_is_counted(
    discord: Driver, bot: Bot, wait: Wait
) -> None:
    with slow_report(discord, bot, wait, wait_s=3) as asked:
        assert discord("age", id=asked.id, seconds=901)["ok"]
    wait(lambda: 'what="too_late"' in bot.page("/metrics")[1], 20)
    assert "thinking" in discord("interaction", id=asked.id)["user_sees"]
    discord("violations", clear=True)  # the server counts it as ours, and so do we


def test_a_half_open_line_is_noticed_and_replaced(half_open: Driver, wait: Wait) -> None:
    wait(lambda: counters(half_open).get("resume", 0) > 0, 75)
    half_open("gateway", action="unzombie")
    assert answered(stance(half_open))
    half_open.faultless()
