"""The commands as an operator starts them: a scheduler, a reader and an analyst on one PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.newsserver import World, serving
from bot.settings import BUNDLED
from bot.storage.contract import Store
from tests.bot.jobs.test_workers import column, until_read

ROOT = Path(__file__).parents[3]


def pack(folder: Path, world: World) -> Path:
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


async def test_a_scheduler_and_workers_read_what_a_pack_names(url: str, store: Store, tmp_path: Path) -> None:
    world = World(3, 9, seed=5, faults=False)
    async with serving(world):
        environment = {
            "DATABASE_URL": url,
            "READOUT_DATA": str(tmp_path / "data"),
            "READOUT_TOPICS": str(pack(tmp_path / "pack", world)),
            "READOUT_JOBS": "workers",
            "READOUT_POLL": "on",
            "READOUT_FETCH_ALLOW": "127.0.0.0/8",
            "READOUT_FETCH_PAUSE": "0",
            "READOUT_WEB_PORT": "0",
        }
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
