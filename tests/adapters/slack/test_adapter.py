"""Slack as a platform: started, kept up, stopped, and started again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from adapters.slack.adapter import Slack
from bot.messages import Refused, Unreachable
from tests.adapters.discord.keeping import Desk
from tests.adapters.slack.workspace import SIGNING, Workspace, settings, signed

SOCKET = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
REQUESTS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": SIGNING}


async def until(what: Callable[[], object], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not what():  # noqa: ASYNC110 what is waited for is another program's state
            await asyncio.sleep(0.01)


@asynccontextmanager
async def running(
    slack: Workspace, desk: Desk, given: dict[str, str]
) -> AsyncIterator[tuple[Slack, asyncio.Task[None]]]:
    adapter = Slack(settings(slack.url, **given))
    task = asyncio.create_task(adapter.run(desk))
    try:
        await until(lambda: adapter.ready or task.done())
        yield adapter, task
    finally:
        await adapter.stop()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture(autouse=True)
async def nothing_left_behind() -> AsyncIterator[None]:
    before = asyncio.all_tasks()
    yield
    await until(lambda: all("aiohttp/web" in str(task) for task in _since(before)))  # the server's own


def _since(before: set[asyncio.Task[Any]]) -> Iterable[asyncio.Task[Any]]:
    return asyncio.all_tasks() - before - {asyncio.current_task()}


async def test_it_is_ready_once_slack_has_greeted_it(slack: Workspace, desk: Desk) -> None:
    slack.hello = False
    adapter = Slack(settings(slack.url, **SOCKET))
    task = asyncio.create_task(adapter.run(desk))
    await until(lambda: slack.sockets)
    await asyncio.sleep(0.1)
    assert not adapter.ready
    await slack.sockets[0].send_json({"type": "hello"})
    await until(lambda: adapter.ready)
    await adapter.stop()
    await task
    assert not adapter.ready


async def test_a_command_over_the_socket_is_acknowledged_and_answered(slack: Workspace, desk: Desk) -> None:
    async with running(slack, desk, SOCKET):
        await slack.send(slack.slash("latest"), id="e7")
        await until(lambda: slack.responses)
        await until(lambda: slack.acknowledged == [{"envelope_id": "e7"}])


async def test_a_dropped_socket_is_noticed_and_comes_back(slack: Workspace, desk: Desk) -> None:
    async with running(slack, desk, SOCKET) as (adapter, _):
        transport = slack.sockets[0]._req.transport  # type: ignore[union-attr]
        transport.abort()
        await until(lambda: len(slack.sockets) == 2 and adapter.ready)
        assert desk.counted["reconnect"] == 1
        await slack.send(slack.slash("latest"))
        await until(lambda: slack.responses)


async def test_a_socket_that_slack_wants_replaced_is_used_until_there_is_another(
    slack: Workspace, desk: Desk
) -> None:
    async with running(slack, desk, SOCKET) as (adapter, _):
        old = slack.sockets[0]
        await old.send_json({"type": "disconnect", "reason": "refresh_requested"})
        await old.send_json(
            {"type": "slash_commands", "envelope_id": "late", "payload": slack.slash("latest")}
        )
        await until(lambda: len(slack.sockets) == 2 and adapter.ready)
        await until(lambda: slack.responses)
        await until(lambda: {"envelope_id": "late"} in slack.acknowledged)
        await until(lambda: old.closed)


async def test_a_delivery_repeated_on_another_socket_is_answered_once(slack: Workspace, desk: Desk) -> None:
    async with running(slack, desk, SOCKET) as (adapter, _):
        event = slack.event("app_mention", text="latest")
        await slack.send(event, "events_api", "e1")
        await until(lambda: slack.posted)
        await slack.sockets[0].close()
        await until(lambda: len(slack.sockets) == 2 and adapter.ready)
        await slack.send(event, "events_api", "e2")
        await until(lambda: {"envelope_id": "e2"} in slack.acknowledged)
        assert len(slack.posted) == 1


async def test_every_connection_has_an_address_of_its_own(slack: Workspace, desk: Desk) -> None:
    slack.next["link"].extend([408, 503])
    async with running(slack, desk, SOCKET) as (adapter, _):
        assert adapter.ready
        assert slack.reused == 0
        assert len(slack.named("apps.connections.open")) == 3


@pytest.mark.parametrize("instead", [429, 500, "internal_error", "lost"])
async def test_opening_a_socket_is_tried_until_it_works(
    slack: Workspace, desk: Desk, instead: object
) -> None:
    slack.next["apps.connections.open"].append(instead)
    async with running(slack, desk, SOCKET) as (adapter, _):
        assert adapter.ready


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
@pytest.mark.parametrize("word", ["invalid_auth", "token_revoked"])
async def test_a_refused_token_ends_it_with_the_cure(
    slack: Workspace, desk: Desk, method: str, word: str
) -> None:
    slack.next[method].append(word)
    async with running(slack, desk, SOCKET) as (adapter, task):
        with pytest.raises(Refused, match=f"Slack refuses the token .{word}.*api.slack.com/apps"):
            await task
        assert not adapter.ready


async def test_a_token_refused_later_ends_it_too(slack: Workspace, desk: Desk) -> None:
    async with running(slack, desk, SOCKET) as (_, task):
        slack.next["apps.connections.open"].append("account_inactive")
        await slack.sockets[0].close()
        with pytest.raises(Refused):
            await task


async def test_it_can_be_run_again_after_a_failure(slack: Workspace, desk: Desk) -> None:
    adapter = Slack(settings(slack.url, **SOCKET))
    slack.next["auth.test"].append(500)
    with pytest.raises(Unreachable, match="status 500"):
        await adapter.run(desk)
    task = asyncio.create_task(adapter.run(desk))
    await until(lambda: adapter.ready)
    await adapter.stop()
    await task


async def test_a_slack_that_is_not_there_is_unreachable(desk: Desk) -> None:
    with pytest.raises(Unreachable, match="cannot be reached"):
        await Slack(settings("http://127.0.0.1:9", **SOCKET)).run(desk)


@pytest.mark.parametrize(
    ("given", "cure"),
    [({"SLACK_BOT_TOKEN": "t"}, "SLACK_APP_TOKEN"), ({"SLACK_APP_TOKEN": "t"}, "SLACK_BOT_TOKEN")],
)
async def test_half_of_the_settings_is_refused_with_the_cure(
    slack: Workspace, desk: Desk, given: dict[str, str], cure: str
) -> None:
    with pytest.raises(Refused, match=cure):
        await Slack(settings(slack.url, **given)).run(desk)


@pytest.mark.parametrize("given", [SOCKET, REQUESTS])
async def test_stopping_waits_for_what_is_being_answered(
    slack: Workspace, desk: Desk, given: dict[str, str]
) -> None:
    desk.slow = 0.5
    async with running(slack, desk, given) as (adapter, task):
        if given is SOCKET:
            await slack.send(slack.slash("latest"))
        else:
            (route,) = adapter.routes(desk)
            assert (await route.handle(signed(slack.slash("latest")))).status == 200
        await until(lambda: desk.asked)
        assert slack.responses == []
        await adapter.stop()
        assert len(slack.responses) == 1
        assert task.done()


async def test_stopping_takes_nothing_new(slack: Workspace, desk: Desk) -> None:
    desk.slow = 0.3
    async with running(slack, desk, REQUESTS) as (adapter, _):
        (route,) = adapter.routes(desk)
        await route.handle(signed(slack.slash("latest")))
        stop = asyncio.create_task(adapter.stop())
        await asyncio.sleep(0)
        assert not adapter.ready
        assert (await route.handle(signed(slack.slash("more")))).status == 503
        await stop
        assert len(slack.responses) == 1


async def test_stopping_what_never_ran_is_at_once(slack: Workspace) -> None:
    await asyncio.wait_for(Slack(settings(slack.url, **SOCKET)).stop(), 1)


async def test_cancelling_it_leaves_nothing_open(slack: Workspace, desk: Desk) -> None:
    async with running(slack, desk, SOCKET) as (adapter, task):
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert not adapter.ready
