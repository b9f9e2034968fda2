"""Discord, over real sockets."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.conformance.conftest import READOUT, Bot, Driver, Start, StartBot

US = "<@910000000000000001>"


@pytest.fixture(scope="module")
def discord(start_server: Start) -> Driver:
    driver, _ = start_server("discord")
    return driver


@pytest.fixture(scope="module")
def bot(discord: Driver, start_bot: StartBot) -> Bot:
    made = start_bot(
        DISCORD_API_BASE=f"http://127.0.0.1:{discord.port}/api/v10",
        DISCORD_GATEWAY_URL=f"ws://127.0.0.1:{discord.port}/gateway",
        DISCORD_TOKEN="standin.discord.token",
        READOUT_USER_RATE="0",
        READOUT_CHANNEL_RATE="0",
    )
    assert discord("wait_ready", command="venezuela", timeout_s=60)["ok"]
    return made


@pytest.fixture(autouse=True)
def faultless(bot: Bot, discord: Driver):
    yield
    discord.faultless()


@pytest.mark.parametrize(
    ("command", "options", "seen"),
    [
        ("overview", {}, "Venezuela: the situation"),
        ("stance", {"actor": "russia"}, "Russia: where it stands"),
        ("compare", {"actor": "russia", "other": "usa"}, "side by side"),
        ("tensions", {}, "Tensions"),
        ("latest", {}, "newest first"),
        ("timeline", {}, "Timeline"),
        ("quotes", {"actor": "lavrov"}, "nothing to do with democracy"),
        ("search", {"words": "military"}, "Search: military"),
        ("source", {"id": "yz7x8ra0"}, "nothing to do with democracy"),
        ("check", {"words": "have nothing to do with democracy"}, "Verbatim"),
        ("status", {}, "Stored"),
        ("help", {"command": "stance"}, "Where an actor stands"),
        ("stance", {"actor": "atlantis"}, "atlantis"),
    ],
)
def test_every_command_is_answered_in_time(discord: Driver, command: str, options: dict, seen: str) -> None:
    got = discord("slash", path=["venezuela", command], options=options, user="bob", channel="general")
    assert got["ok"]
    assert got["first_response_ms"] < 3000
    assert seen in got["user_sees"]


def test_a_private_answer_is_seen_by_who_asks_alone(discord: Driver) -> None:
    options = {"actor": "russia", "private": True}
    got = discord("slash", path=["venezuela", "stance"], options=options, user="bob", channel="general")
    assert got["ephemeral"]
    shared = discord("click", label="Share", user="bob")
    assert not shared["ephemeral"]


def test_choices_are_offered_while_typing(discord: Driver) -> None:
    got = discord("autocomplete", path=["venezuela", "stance"], focused="actor", value="mosc")
    assert got["choices"][0]["value"] == "russia"


def test_pages_turn_in_place_for_who_asked_and_privately_for_others(discord: Driver) -> None:
    options = {"actor": "russia"}
    discord("slash", path=["venezuela", "stance"], options=options, user="bob", channel="general")
    assert discord("click", label="More", user="bob")["ack_type"] == 7
    assert discord("click", label="Back", user="alice")["ephemeral"]


def test_a_mention_is_answered(discord: Driver) -> None:
    after = discord("mark")["after"]
    discord("message", content=f"{US} stance russia", channel="general", user="alice")
    answered = discord("wait_message", channel="general", after=after, timeout_s=30)
    assert "Russia: where it stands" in str(answered)


def examined(discord: Driver, data: Path, token: str, **more: str) -> str:
    """What the doctor prints."""
    environment = {
        **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME")},
        "DISCORD_API_BASE": f"http://127.0.0.1:{discord.port}/api/v10",
        "DISCORD_TOKEN": token,
        "READOUT_DATA": str(data),
        **more,
    }
    told = subprocess.run(
        [READOUT, "doctor"],
        env=environment,
        cwd=data,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return told.stdout + told.stderr


def test_the_doctor_finds_all_in_order(discord: Driver, seeded: Path) -> None:
    told = examined(discord, seeded, "standin.discord.token")
    assert "standin-bot, in 1 server" in told
    assert "commands and permissions are in order" in told


def test_the_doctor_tells_a_wrong_token(discord: Driver, seeded: Path) -> None:
    told = examined(discord, seeded, "wrong.discord.token")
    assert "Discord refuses the token." in told
    assert "wrong.discord.token" not in told
    discord("violations", clear=True)  # a wrong token is what this test sends


def test_the_doctor_tells_a_topic_that_can_have_no_command(
    discord: Driver, seeded: Path, tmp_path: Path
) -> None:
    id = "a-strait-with-a-very-long-name"
    (tmp_path / "topic.toml").write_text(f'id = "{id}"\ntitle = "T"\n[[actors]]\nid = "x"\nname = "X"\n')
    told = examined(discord, seeded, "standin.discord.token", READOUT_TOPICS=str(tmp_path))
    assert f"discord topic {id}" in told
    assert "Shorten the id in its topic.toml." in told


def test_a_digest_is_set_up_with_options_and_removed_again_by_whoever_manages_the_channel(
    discord: Driver,
) -> None:
    def said(user: str, **options: str) -> str:
        path = ["venezuela", "digest"]
        return str(discord("slash", path=path, options=options, user=user, channel="general")["user_sees"])

    asked = {"action": "add", "id_or_when": "weekdays at 08:00 Europe/Oslo on russia, usa"}
    assert "administrators" in said("bob", **asked)
    made = said("alice", **asked)
    assert "weekdays at 08:00, Europe/Oslo, on Russia and the United States" in made
    id = made.partition("Digest ")[2][:4]
    assert id in said("bob", action="list")
    assert "is removed" in said("alice", action="remove", id_or_when=id)
