"""A container asks whether Readout is well."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping

import pytest

from bot import web
from bot.health import NotWell, alive
from bot.metrics import Metrics
from bot.settings import Settings


async def ready() -> Mapping[str, bool]:
    return {}


def settings(**given: object) -> Settings:
    given = {"discord_token": "a.b.c", "web_host": "0.0.0.0"} | given  # noqa: S104 nothing listens
    return Settings.model_validate(given)


async def test_a_readout_that_answers_is_well() -> None:
    async with web.serving("127.0.0.1", 0, (), Metrics(), ready) as port:
        assert "answers" in await asyncio.to_thread(alive, settings(web_port=port))


def test_one_that_does_not_answer_is_not() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(NotWell, match=f"127.0.0.1:{port}/healthz does not answer"):
        alive(settings(web_port=port))


async def test_a_process_without_a_platform_is_asked_where_it_was_given_a_port() -> None:
    async with web.serving("127.0.0.1", 0, (), Metrics(), ready) as port:
        scheduler = settings(discord_token=None, web_port=port)
        assert "answers" in await asyncio.to_thread(alive, scheduler)


@pytest.mark.parametrize("without", [{"web_port": 0}, {"discord_token": None}])
def test_where_there_is_no_web_port_there_is_nothing_to_ask(without: dict[str, object]) -> None:
    assert alive(settings(**without)) == "no web port to ask"
