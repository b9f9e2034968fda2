"""Platforms are served side by side: one that falls comes back, one that is refused stops nobody."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
from collections.abc import Sequence

import aiohttp
import pytest
import stamina

from bot import running
from bot.app import App
from bot.messages import (
    Finding,
    HttpRequest,
    HttpResponse,
    PlatformSettings,
    Refused,
    Route,
    Service,
    Unreachable,
)
from bot.settings import Settings, load_settings


class Platform:
    """A platform of our own, which fails as often as it is told to."""

    def __init__(self, settings: PlatformSettings, *failures: Exception, slow: float = 0.0) -> None:
        self.failures = list(failures)
        self.slow = slow
        self.runs = 0
        self.serving = asyncio.Event()
        self.asked_to_stop = asyncio.Event()
        self.finished = False

    @property
    def ready(self) -> bool:
        return self.serving.is_set()

    async def run(self, service: Service) -> None:
        self.runs += 1
        if self.failures:
            raise self.failures.pop(0)
        self.serving.set()
        await self.asked_to_stop.wait()
        await asyncio.sleep(self.slow)
        self.finished = True

    async def stop(self) -> None:
        self.asked_to_stop.set()

    def routes(self, service: Service) -> Sequence[Route]:
        async def echo(request: HttpRequest) -> HttpResponse:
            return HttpResponse(201, request.body, {"X-Seen": request.headers["x-mine"]})

        return (Route("POST", "/echo", echo, most=1000),)

    async def examine(self) -> Sequence[Finding]:
        return ()


@pytest.fixture
def settings() -> Settings:
    return load_settings(web_port=0)


@pytest.fixture
def platform(settings: Settings) -> Platform:
    return Platform(settings.of_platforms())


async def served(app: App, settings: Settings, said: list[str], **platforms: Platform) -> None:
    await asyncio.wait_for(running.run(app, settings, platforms, said.append), 30)


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


async def test_a_platform_that_falls_comes_back(app: App, settings: Settings) -> None:
    fallen = Platform(settings.of_platforms(), Unreachable("Nobody answers."), ValueError("a bug"))
    with stamina.set_testing(True, attempts=10):
        task = asyncio.create_task(served(app, settings, [], fallen=fallen))
        await asyncio.wait_for(fallen.serving.wait(), 10)
    end()
    await task
    assert fallen.runs == 3


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


async def test_the_web_port_tells_health_readiness_and_figures(
    app: App, free_port: int, platform: Platform
) -> None:
    settings = load_settings(web_port=free_port)
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
    app: App, free_port: int, platform: Platform
) -> None:
    taken = await asyncio.start_server(lambda *_: None, "127.0.0.1", free_port)
    async with taken:
        with pytest.raises(running.BotError, match=f"READOUT_WEB_PORT: port {free_port}"):
            await served(app, load_settings(web_port=free_port), [], mine=platform)


async def test_answers_are_counted_by_command(app: App, free_port: int, platform: Platform) -> None:
    from dataclasses import replace

    from bot.messages import Command
    from bot.metrics import Metrics

    metrics = Metrics()
    counted = replace(app, metrics=metrics)
    await counted.answer(Command(text="help", platform="slack"))
    await counted.answer(Command(text="xyzzy", platform="slack"))
    page = metrics.page().decode()
    assert 'readout_answers_total{command="help",ok="true",platform="slack"} 1.0' in page
    assert 'readout_answers_total{command="",ok="false",platform="slack"} 1.0' in page
