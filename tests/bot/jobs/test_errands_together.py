"""What somebody asks for in one process and another does bears one id in the logs of both."""

from __future__ import annotations

import asyncio
import json
import secrets
import signal
from pathlib import Path
from typing import Any

import aiohttp

from benchmarks.newsserver import World, serving
from bot.storage.contract import Store
from tests.adapters.slack.workspace import Workspace
from tests.bot.jobs.test_roles_together import environment_of, started, with_feeds
from tests.ports import free_port

LAG = 'readout_article_lag_seconds_bucket{le="+Inf",since="listed"}'


def lines(folder: Path) -> list[dict[str, Any]]:
    """What a process's log has."""
    log = folder / "readout.log"
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()] if log.exists() else []


async def test_one_id_leads_from_a_command_on_slack_to_the_jobs_of_a_worker(
    url: str, store: Store, tmp_path: Path
) -> None:
    world, trigger = World(1, 4, seed=5, faults=False), f"13345224609.738474920.{secrets.token_hex(16)}"
    bot, worker = tmp_path / "bot", tmp_path / "worker"
    async with serving(world), Workspace().open() as slack:
        folder = with_feeds(tmp_path / "pack", world)
        given = {"READOUT_TOPICS": str(folder), "READOUT_LOG": "info"}
        tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
        reached = {"SLACK_API_BASE": f"{slack.url}/api/"}
        environment = environment_of(url, bot, **given, **tokens, **reached)
        with started(environment, ["run --only slack"]) as (process,):
            async with asyncio.timeout(60):
                while not slack.sockets:  # noqa: ASYNC110 it is connected by itself
                    await asyncio.sleep(0.1)
                asked = slack.slash("feeds refresh", command="/venezuela", trigger_id=trigger)
                await slack.send(asked)
                while not slack.responses:  # noqa: ASYNC110 it answers by itself
                    await asyncio.sleep(0.1)
            process.send_signal(signal.SIGTERM)
            await asyncio.to_thread(process.wait, 30)
        answered = [line for line in lines(bot) if line["event"] == "answered"]
        assert [(line["command"], line["ok"]) for line in answered] == [("feeds", True)]
        errand = answered[0]["errand"]
        port = free_port()
        environment = environment_of(url, worker, **given, READOUT_WEB_PORT=str(port))
        with started(environment, ["worker --queues poll,retrieve,analyse"]):
            async with asyncio.timeout(100):
                while not {"poll", "retrieve", "analyse"} <= queues(worker, errand):  # noqa: ASYNC110 see its log
                    await asyncio.sleep(0.2)
            async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as web, asyncio.timeout(60):
                ready = await (await web.get("/readyz")).json()
                figures = ""
                while LAG not in figures:  # the last of the articles may still be analysed
                    await asyncio.sleep(0.2)
                    figures = await (await web.get("/metrics")).text()
    assert ready == {"ready": True, "parts": {"database": True}}
    assert 'readout_process_info{roles="worker-analyse,worker-poll,worker-retrieve"' in figures
    assert 'readout_job_seconds_count{outcome="done",queue="poll"} 1.0' in figures
    assert errand.startswith("slack-")
    assert trigger not in (bot / "readout.log").read_text() + (worker / "readout.log").read_text()


def queues(folder: Path, errand: str) -> set[str]:
    """The queues of the jobs that were done on that errand."""
    done = [line for line in lines(folder) if line["event"] == "job done"]
    return {line["queue"] for line in done if line["errand"] == errand}
