"""What the doctor says of Discord: each thing that is wrong, with its cure."""

from __future__ import annotations

import socket
from pathlib import Path

import discord
import pytest
from pydantic import SecretStr

from adapters.discord import Discord
from bot.messages import PlatformSettings


@pytest.fixture
def nobody_there(monkeypatch: pytest.MonkeyPatch) -> str:
    """An address where nothing listens; discord.py's own is put back at the end."""
    monkeypatch.setattr(discord.http.Route, "BASE", discord.http.Route.BASE)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"http://127.0.0.1:{taken.getsockname()[1]}/api/v10"


def settings(base: str, *topics: str) -> PlatformSettings:
    return PlatformSettings(
        data=Path(),
        topics=topics,
        secrets={"DISCORD_TOKEN": SecretStr("a.b.c")},
        values={"DISCORD_API_BASE": base},
    )


async def test_a_server_that_is_not_there_is_told_with_its_cure(nobody_there: str) -> None:
    (found,) = await Discord(settings(nobody_there)).examine()
    assert found.wrong.startswith("Discord cannot be reached")
    assert "DISCORD_API_BASE" in found.cure


async def test_a_topic_that_can_have_no_command_is_told_with_its_cure(nobody_there: str) -> None:
    found, _ = await Discord(settings(nobody_there, "strait", "strait-admin")).examine()
    assert found.what == "discord topic strait-admin"
    assert found.wrong == "It can have no slash commands."
    assert "topic.toml" in found.cure


def test_it_is_not_ready_before_it_runs() -> None:
    adapter = Discord(settings("http://127.0.0.1:1"))
    assert not adapter.ready
    assert adapter.routes(None) == ()  # type: ignore[arg-type]


async def test_stopping_what_never_ran_is_nothing(nobody_there: str) -> None:
    await Discord(settings(nobody_there)).stop()
