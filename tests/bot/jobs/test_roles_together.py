"""The commands as an operator starts them: a scheduler, a reader and an analyst on one PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from benchmarks.newsserver import World, serving
from bot.app import open_app
from bot.backlog import worker
from bot.digests.ledger import written
from bot.settings import BUNDLED, Settings
from bot.storage.contract import Store
from tests.adapters.slack.workspace import TEAM, Workspace
from tests.bot.digests.test_delivering import digest
from tests.bot.jobs.test_workers import column, until_read

ROOT = Path(__file__).parents[3]


def with_feeds(folder: Path, world: World) -> Path:
    """Venezuela's pack with other feeds, and no articles."""
    words = (BUNDLED / "venezuela" / "topic.toml").read_text("utf-8")
    kept = words.split("[[feeds]]")[0]
    feeds = "".join(f'[[feeds]]\nurl = "{address}"\n\n' for address in world.addresses())
    folder.mkdir()
    (folder / "topic.toml").write_text(f"{kept}\n{feeds}", "utf-8")
    return folder


@contextmanager
def started(environment: dict[str, str], commands: Sequence[str]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """``readout`` with each of these, in a process of its own."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", "from bot.cli import main; main()", *command.split()],
            cwd=ROOT,
            env={**os.environ, **environment},
        )
        for command in commands
    ]
    try:
        yield processes
    finally:
        for one in processes:
            one.kill()
            one.wait()


def environment_of(url: str, folder: Path, **more: str) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "READOUT_DATA": str(folder),
        "READOUT_JOBS": "workers",
        "READOUT_POLL": "on",
        "READOUT_DIGESTS": "on",
        "READOUT_FETCH_ALLOW": "127.0.0.0/8",
        "READOUT_FETCH_PAUSE": "0",
        "READOUT_WEB_PORT": "0",
        **more,
    }


def set_up(store: Store, number: int) -> list[str]:
    """Digests of channels of a Slack workspace that are due; their ids."""
    due = datetime.now(UTC) - timedelta(minutes=1)
    ids = [f"00{each:02}" for each in range(number)]
    for id in ids:
        made = digest(id, topic="strait", workspace=TEAM, channel=f"C0{id}", when_empty="say")
        assert store.digests.create(written(made), at=due - timedelta(hours=2), due=due)
    return ids


def all_sent(store: Store, ids: Sequence[str]) -> bool:
    found = [store.digests.history(id) for id in ids]
    return all(each and each[0].state == "sent" for each in found)


@pytest.mark.parametrize(
    "commands",
    [
        ["run --only scheduler", "run --only scheduler", *["worker --queues compose,deliver"] * 2],
        ["run --only scheduler,slack", "run --only slack", "worker --queues compose"],
    ],
)
async def test_digests_are_posted_once_by_workers_or_by_who_is_connected(
    url: str, store: Store, tmp_path: Path, pack: Path, commands: list[str]
) -> None:
    ids = set_up(store, 8)
    async with Workspace().open() as slack:
        environment = environment_of(
            url,
            tmp_path / "data",
            READOUT_TOPICS=str(pack),
            SLACK_BOT_TOKEN="xoxb-1",
            SLACK_APP_TOKEN="xapp-1",
            SLACK_API_BASE=f"{slack.url}/api/",
        )
        with started(environment, commands) as processes:
            async with asyncio.timeout(100):
                while not await asyncio.to_thread(all_sent, store, ids):  # noqa: ASYNC110 it is in the store
                    await asyncio.sleep(0.3)
            for one in processes:
                one.send_signal(signal.SIGTERM)
            ends = [await asyncio.to_thread(one.wait, 20) for one in processes]
    assert ends == [0] * len(commands)
    channels = [call["channel"] for call in slack.named("chat.postMessage")]
    assert sorted(channels) == [f"C0{id}" for id in ids]


@pytest.mark.parametrize(
    ("credentials", "said"),
    [
        ({}, "nothing is posted from here: set the credentials of the platforms as for `readout run`."),
        (
            {"discord_token": "x"},
            "nothing is posted from here: `readout run --only discord` posts to Discord itself.",
        ),
        ({"slack_bot_token": "x"}, None),
    ],
)
async def test_a_worker_that_can_post_nowhere_says_so(
    url: str, tmp_path: Path, pack: Path, credentials: dict[str, str], said: str | None
) -> None:
    given = {name: SecretStr(value) for name, value in credentials.items()}
    settings = Settings(data=tmp_path, database_url=SecretStr(url), topics=(str(pack),), poll="off", **given)
    stopping, heard = asyncio.Event(), list[str]()
    stopping.set()
    with open_app(settings) as app:
        await worker(app, settings, stopping, queues=("deliver",), concurrency=1, say=heard.append)
    assert heard == ([said] if said else [])


async def test_a_scheduler_and_workers_read_what_a_pack_names(url: str, store: Store, tmp_path: Path) -> None:
    world = World(3, 9, seed=5, faults=False)
    async with serving(world):
        folder = with_feeds(tmp_path / "pack", world)
        environment = environment_of(url, tmp_path / "data", READOUT_TOPICS=str(folder))
        commands = ("run --only scheduler", "worker --queues poll,retrieve", "worker --queues analyse")
        with started(environment, commands) as processes:
            async with asyncio.timeout(60):
                while not store.feeds.listing("venezuela"):  # noqa: ASYNC110 what is waited for is in the store
                    await asyncio.sleep(0.2)
            await until_read(store)
            for one in processes:
                one.send_signal(signal.SIGTERM)
            ends = [await asyncio.to_thread(one.wait, 20) for one in processes]
    assert ends == [0, 0, 0]
    stored = column(url, "SELECT document FROM articles ORDER BY document")
    assert stored == sorted(world.expected()["documents"])
    assert column(url, "SELECT id FROM procrastinate_workers") == []
