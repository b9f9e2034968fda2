"""Discord's shards over processes, as an operator starts them: one is killed with a post in hand."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.digests.ledger import written
from bot.storage.contract import Store
from tests.adapters.discord.gateway import Gateway, guild_of
from tests.bot.digests.test_delivering import digest
from tests.bot.jobs.test_roles_together import ROOT, all_sent, environment_of

HERE, THERE = guild_of(0, 2), guild_of(1, 2)
EACH = 3
PATIENCE = 150.0

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts ``readout`` in a hurry, with an environment of its own."""
    running: list[subprocess.Popen[bytes]] = []

    def started(command: str, **environment: str) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "tests.bot.jobs.hasty", *command.split()]
        running.append(subprocess.Popen(words, cwd=ROOT, env={**os.environ, **environment}))
        return running[-1]

    yield started
    for one in running:
        one.kill()
        one.wait()


def set_up(store: Store, discord: Gateway) -> list[str]:
    """Digests of both servers that are due; their ids."""
    due = datetime.now(UTC) - timedelta(minutes=1)
    ids = []
    for number, guild in enumerate((HERE, THERE) * EACH):
        where = {"platform": "discord", "workspace": str(guild), "channel": str(discord.channel(guild))}
        made = digest(f"00{number:02}", topic="strait", when_empty="say", **where)
        assert store.digests.create(written(made), at=due - timedelta(hours=2), due=due)
        ids.append(made.id)
    return ids


async def until(what: Callable[[], object], seconds: float = PATIENCE) -> None:
    async with asyncio.timeout(seconds):
        while not await asyncio.to_thread(what):  # noqa: ASYNC110 it is looked at, not told of
            await asyncio.sleep(0.1)


async def until_told(discord: Gateway, guild: int, words: str) -> None:
    """Until ``status`` says so there."""
    said = ""
    async with asyncio.timeout(PATIENCE):
        while words not in said:
            asked = await discord.slash(guild, "status", "strait")
            await until(lambda asked=asked: discord.answers[asked])
            said = str(discord.answers[asked])
            await asyncio.sleep(0.3)


async def test_a_shards_process_that_is_killed_as_it_posts_loses_nothing_and_repeats_nothing(
    url: str, store: Store, tmp_path: Path, pack: Path, start: Start
) -> None:
    async with Gateway({HERE: HERE + 1, THERE: THERE + 1}).open() as discord:
        ids = set_up(store, discord)
        given = environment_of(url, tmp_path / "data", READOUT_TOPICS=str(pack), READOUT_POLL="off")
        given |= discord.settings
        start("worker --queues compose", **given)
        first = start("run --only scheduler,discord", **given, READOUT_DISCORD_SHARDS="0/2")
        second = start("run --only discord", **given, READOUT_DISCORD_SHARDS="1/2")

        def kill() -> None:
            if len(discord.posted[discord.channel(THERE)]) == 2:
                second.kill()

        discord.after = kill
        await until(lambda: second.poll() is not None)
        assert second.returncode == -signal.SIGKILL
        await until_told(discord, HERE, "shards 1 of 2 are nobody’s.")
        assert len(discord.posted[discord.channel(THERE)]) == 2

        third = start("run --only discord", **given, READOUT_DISCORD_SHARDS="1/2")
        await until(lambda: all_sent(store, ids))
        await until_told(discord, THERE, "shards 0-1 of 2 are served, by 2 processes.")
        for one in (first, third):
            one.send_signal(signal.SIGTERM)
        assert [await asyncio.to_thread(one.wait, 20) for one in (first, third)] == [0, 0]
    posts = {guild: discord.posted[discord.channel(guild)] for guild in (HERE, THERE)}
    assert [len(found) for found in posts.values()] == [EACH, EACH]
    assert discord.repeated == []
    assert discord.early == []
    assert discord.registered == 1
