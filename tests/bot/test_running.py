"""Platforms are served side by side: one that falls comes back, one that is refused stops nobody."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import aiohttp
import pytest

from bot import running, supervision
from bot.app import App
from bot.messages import (
    Command,
    Finding,
    HttpRequest,
    HttpResponse,
    PlatformSettings,
    Refused,
    Reply,
    Route,
    Service,
    Table,
    Unreachable,
)
from bot.settings import Settings
from bot.threads import MOST_WAITING
from tests import ports


class Platform:
    """A platform of our own, which fails as often as it is told to."""

    def __init__(self, settings: PlatformSettings, *failures: BaseException, slow: float = 0.0) -> None:
        self.failures = list(failures)
        self.slow = slow
        self.runs = 0
        self.service: Service | None = None
        self.serving = asyncio.Event()
        self.asked_to_stop = asyncio.Event()
        self.finished = False

    @property
    def ready(self) -> bool:
        return self.serving.is_set()

    async def run(self, service: Service) -> None:
        self.runs += 1
        self.service = service
        if self.failures:
            raise self.failures.pop(0)
        self.serving.set()
        await self.asked_to_stop.wait()
        await asyncio.sleep(self.slow)
        self.finished = True

    async def stop(self) -> None:
        self.asked_to_stop.set()

    @property
    def posting(self) -> None:
        return None

    def routes(self, service: Service) -> Sequence[Route]:
        async def echo(request: HttpRequest) -> HttpResponse:
            return HttpResponse(201, request.body, {"X-Seen": request.headers["x-mine"]})

        return (Route("POST", "/echo", echo, most=1000),)

    async def examine(self) -> Sequence[Finding]:
        return ()


@pytest.fixture
def settings(pack: Path, tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", database_url=None, topics=(str(pack),), web_port=0)


@pytest.fixture
def platform(settings: Settings) -> Platform:
    return Platform(settings.of_platforms())


async def served(app: App, settings: Settings, said: list[str], **platforms: Platform) -> None:
    await asyncio.wait_for(running.run(app, settings, platforms, said.append), 30)


async def until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 what is waited for is seen from outside only
            await asyncio.sleep(0.01)


def rows_of(reply: Reply, header: str) -> Iterator[tuple[str, ...]]:
    return (
        row
        for block in reply.blocks
        if isinstance(block, Table) and header in block.headers
        for row in block.rows
    )


def end() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


async def test_sigterm_lets_every_platform_finish(app: App, settings: Settings) -> None:
    one, other = (Platform(settings.of_platforms(), slow=0.2) for _ in range(2))
    task = asyncio.create_task(served(app, settings, [], one=one, other=other))
    await one.serving.wait()
    await other.serving.wait()
    end()
    await task
    assert one.finished
    assert other.finished


async def test_what_does_not_finish_is_ended(
    app: App, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "PATIENCE", 0.2)
    stuck = Platform(settings.of_platforms(), slow=60)
    task = asyncio.create_task(served(app, settings, [], stuck=stuck))
    await stuck.serving.wait()
    end()
    await task
    assert not stuck.finished


async def test_a_platform_that_refuses_us_leaves_the_other_alone(
    app: App, settings: Settings, platform: Platform
) -> None:
    said: list[str] = []
    refused = Platform(settings.of_platforms(), Refused("The token is wrong.", "Make a new one."))
    task = asyncio.create_task(served(app, settings, said, refused=refused, good=platform))
    await platform.serving.wait()
    await asyncio.sleep(0.05)
    assert not task.done()
    end()
    await task
    assert refused.runs == 1
    assert "refused: The token is wrong. Make a new one." in said


async def test_when_all_are_refused_it_says_so(app: App, settings: Settings) -> None:
    refused = Platform(settings.of_platforms(), Refused("The token is wrong."))
    with pytest.raises(running.NothingLeft, match="No platform"):
        await served(app, settings, [], refused=refused)


async def test_a_platform_that_falls_comes_back(
    app: App, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervision, "SHORTEST_PAUSE", 0.01)
    said: list[str] = []
    falls = (Unreachable("Nobody answers."), Unreachable("Nobody answers."), ValueError("secret"))
    fallen = Platform(settings.of_platforms(), *falls, asyncio.CancelledError())
    task = asyncio.create_task(served(app, settings, said, fallen=fallen))
    await asyncio.wait_for(fallen.serving.wait(), 20)
    end()
    await task
    assert fallen.runs == 5
    assert said[0] == "fallen: Nobody answers. Trying again until it works."
    assert said.count(said[0]) == 1
    assert "secret" not in str(said)
    assert [event.source for event in app.context.store.events(9)] == ["fallen", "fallen"]


async def test_a_stop_does_not_wait_for_the_next_try(
    app: App, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervision, "SHORTEST_PAUSE", 60.0)
    lost = Platform(settings.of_platforms(), Unreachable("Nobody answers."))
    said: list[str] = []
    task = asyncio.create_task(served(app, settings, said, lost=lost))
    await until(lambda: bool(said))
    end()
    await asyncio.wait_for(task, 10)
    assert lost.runs == 1


async def test_after_a_long_service_a_fall_is_the_first_one_again(
    app: App, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervision, "SHORTEST_PAUSE", 0.001)
    monkeypatch.setattr(supervision, "HEALTHY", -1.0)
    falls = [Unreachable("Nobody answers.") for _ in range(20)]  # else the last pauses would be minutes
    fallen = Platform(settings.of_platforms(), *falls)
    task = asyncio.create_task(served(app, settings, [], fallen=fallen))
    await asyncio.wait_for(fallen.serving.wait(), 20)
    end()
    await task


async def test_a_connection_that_is_lost_for_long_is_told_once_and_so_is_its_return(
    app: App, settings: Settings, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervision, "GLANCE", 0.01)
    said: list[str] = []
    task = asyncio.create_task(served(app, settings, said, mine=platform))
    await until(lambda: "mine: connected" in said)
    platform.serving.clear()
    await until(lambda: "mine: connection lost; it comes back by itself" in said)
    platform.serving.set()
    await until(lambda: "mine: connected again" in said)
    end()
    await task
    assert len(said) == 4  # and that it stops


async def test_status_tells_which_platforms_are_connected(
    app: App, settings: Settings, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervision, "GLANCE", 0.01)
    refused = Platform(settings.of_platforms(), Refused("The token is wrong."))
    said: list[str] = []
    task = asyncio.create_task(served(app, settings, said, mine=platform, refused=refused))
    await until(lambda: len(said) == 2)
    assert platform.service is not None
    reply = await platform.service.answer(Command(text="status", platform="mine"))
    end()
    await task
    rows = dict(row for row in rows_of(reply, "platform"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", rows["mine"])
    assert rows["refused"] == "not connected: The token is wrong."


async def test_a_signal_while_a_platform_hangs_in_its_start_ends_it_in_time(
    app: App, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_LEAVING", 0.1)

    class Hanging(Platform):
        async def run(self, service: Service) -> None:
            self.serving.set()
            await asyncio.Event().wait()

    hanging = Hanging(settings.of_platforms())
    task = asyncio.create_task(served(app, settings, [], hanging=hanging))
    await hanging.serving.wait()
    end()
    await asyncio.wait_for(task, 10)


async def test_a_platform_that_cannot_even_stop_does_not_keep_the_other_from_it(
    app: App, settings: Settings, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_LEAVING", 0.1)

    class Clumsy(Platform):
        async def stop(self) -> None:
            raise ValueError("a bug")

    task = asyncio.create_task(
        served(app, settings, [], mine=platform, clumsy=Clumsy(settings.of_platforms()))
    )
    await platform.serving.wait()
    end()
    await asyncio.wait_for(task, 10)
    assert platform.finished


async def test_slow_answers_leave_room_for_completion(
    app: App, settings: Settings, platform: Platform
) -> None:
    """However many answers are waited for, what has threads of its own comes at once."""
    release = threading.Event()
    task = asyncio.create_task(served(app, settings, [], mine=platform))
    await platform.serving.wait()
    service = platform.service
    assert isinstance(service, App)
    assert service.threads is not None
    stuck = [asyncio.create_task(service.threads.run(lambda: release.wait(10))) for _ in range(MOST_WAITING)]
    assert await asyncio.wait_for(service.kept("space", "key"), 5) is None
    late = [asyncio.create_task(service.answer(Command(text="help", platform="mine"))) for _ in range(9)]
    busy = [reply for reply in await asyncio.gather(*late[-2:]) if reply.title.startswith("Many people")]
    release.set()
    assert all(await asyncio.gather(*stuck))
    assert len(busy) == 2
    assert (await late[0]).ok
    end()
    await task


STUCK = """
import asyncio, sys, threading, time
from pathlib import Path
from bot import running
from bot.app import open_app
from bot.settings import Settings
from tests.bot.test_running import Platform

running.PATIENCE, running.LAST = 0.2, 1.0
begun = threading.Event()

def work():
    begun.set()
    time.sleep(120)

class Stuck(Platform):
    async def run(self, service):
        stuck = service.threads.run(work) if sys.argv[3] == "answer" else asyncio.to_thread(work)
        self.work = asyncio.create_task(stuck)
        while not begun.is_set():
            await asyncio.sleep(0.01)
        print("stuck", flush=True)
        await super().run(service)

settings = Settings(data=Path(sys.argv[1]), database_url=None, topics=(sys.argv[2],), web_port=0)
with open_app(settings) as app:
    running.serve(app, settings, {"stuck": Stuck(settings.of_platforms())}, print)
"""


@pytest.mark.parametrize("kind", ["answer", "memory"])
def test_a_thread_that_never_ends_does_not_keep_the_process_from_it(
    pack: Path, tmp_path: Path, kind: str
) -> None:
    words = [sys.executable, "-c", STUCK, str(tmp_path / "data"), str(pack), kind]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "stuck\n"
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=60)
    log = tmp_path / "data" / "readout.log"
    assert "a thread was still at work" in told + (log.read_text() if log.exists() else "")
    assert process.returncode == 1


@pytest.fixture
def free_port() -> int:
    return ports.free_port()


async def test_the_web_port_tells_health_readiness_and_figures(
    app: App, settings: Settings, free_port: int, platform: Platform
) -> None:
    settings = settings.model_copy(update={"web_port": free_port})
    task = asyncio.create_task(served(app, settings, [], mine=platform))
    await platform.serving.wait()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{free_port}") as web:
        async with web.get("/healthz") as answer:
            assert answer.status == 200
        async with web.get("/readyz") as answer:
            assert (answer.status, json.loads(await answer.text())["parts"]) == (
                200,
                {"database": True, "mine": True},
            )
        async with web.get("/metrics") as answer:
            assert "process_resident_memory_bytes" in await answer.text()
        async with web.post("/echo", data=b"hello", headers={"X-Mine": "yes"}) as answer:
            assert (answer.status, await answer.read(), answer.headers["X-Seen"]) == (201, b"hello", "yes")
        async with web.post("/echo", data=b"a" * 1001, headers={"X-Mine": "yes"}) as answer:
            assert answer.status == 413
        platform.serving.clear()
        async with web.get("/readyz") as answer:
            assert answer.status == 503
    end()
    await task


async def test_a_port_that_is_taken_is_told_with_its_cure(
    app: App, settings: Settings, free_port: int, platform: Platform
) -> None:
    taken = await asyncio.start_server(lambda *_: None, "127.0.0.1", free_port)
    async with taken:
        with pytest.raises(running.BotError, match=f"READOUT_WEB_PORT: port {free_port}"):
            await served(app, settings.model_copy(update={"web_port": free_port}), [], mine=platform)


async def test_answers_are_counted_by_command(app: App) -> None:
    from dataclasses import replace

    from bot.metrics import Metrics

    metrics = Metrics()
    counted = replace(app, metrics=metrics)
    await counted.answer(Command(text="help", platform="slack"))
    await counted.answer(Command(text="xyzzy", platform="slack"))
    page = metrics.page().decode()
    assert 'readout_answers_total{command="help",ok="true",platform="slack"} 1.0' in page
    assert 'readout_answers_total{command="",ok="false",platform="slack"} 1.0' in page
