"""Socket Mode: a connection that is kept up."""

from __future__ import annotations

import aiohttp
import pytest

from adapters.slack.app import make_app
from adapters.slack.socket import Socket, kept_up
from tests.adapters.discord.keeping import Desk
from tests.adapters.slack.test_adapter import until
from tests.adapters.slack.workspace import Workspace, settings


async def test_a_half_open_socket_is_noticed_by_its_silence(slack: Workspace, desk: Desk) -> None:
    slack.deaf = True
    async with aiohttp.ClientSession() as session:
        app = make_app(desk, settings(slack.url, SLACK_BOT_TOKEN="t", SLACK_APP_TOKEN="a"), session)
        socket = Socket(app, "a", lambda: desk.count("slack", "reconnect"), heartbeat=0.4)
        async with kept_up(socket):
            await until(lambda: socket.up)
            slack.deaf = False
            await until(lambda: len(slack.sockets) == 2 and socket.up)
            assert desk.counted["reconnect"] == 1
            await slack.send(slack.slash("latest"))
            await until(lambda: slack.responses)


@pytest.mark.parametrize("reason", ["link_disabled", "too_many_websockets"])
async def test_a_socket_that_slack_takes_away_is_opened_anew(
    slack: Workspace, desk: Desk, reason: str
) -> None:
    async with aiohttp.ClientSession() as session:
        app = make_app(desk, settings(slack.url, SLACK_BOT_TOKEN="t", SLACK_APP_TOKEN="a"), session)
        socket = Socket(app, "a", lambda: None)
        async with kept_up(socket):
            await until(lambda: socket.up)
            await slack.sockets[0].send_json({"type": "disconnect", "reason": reason})
            await until(lambda: len(slack.sockets) == 2 and socket.up)


async def test_what_is_no_message_of_slacks_is_left_alone(slack: Workspace, desk: Desk) -> None:
    async with aiohttp.ClientSession() as session:
        app = make_app(desk, settings(slack.url, SLACK_BOT_TOKEN="t", SLACK_APP_TOKEN="a"), session)
        async with kept_up(Socket(app, "a", lambda: None)) as task:
            await until(lambda: slack.sockets)
            await slack.sockets[0].send_str("[1]")
            await slack.sockets[0].send_json({"type": "unheard of"})
            await slack.send(slack.slash("latest"))
            await until(lambda: slack.responses)
            assert not task.done()
