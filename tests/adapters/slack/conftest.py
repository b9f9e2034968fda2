"""A small Slack over real sockets, and Readout's app signed in to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from slack_bolt.response import BoltResponse

from adapters.slack.answering import CountingApp
from adapters.slack.app import make_app
from bot.messages import CommandDescription, TopicDescription
from tests.adapters.discord.keeping import Desk
from tests.adapters.slack.workspace import Workspace, bolted, settings
from tests.adapters.terminal.replies import BRIEF

TOPICS = (
    TopicDescription(
        id="strait",
        title="The Strait",
        commands=(
            CommandDescription(name="stance", summary="Where an actor stands."),
            CommandDescription(name="digest", summary="Digests.", administrative=True),
            CommandDescription(name="feeds", summary="Feeds.", administrative=True),
        ),
    ),
)


@pytest.fixture
async def slack() -> AsyncIterator[Workspace]:
    async with Workspace().open() as made:
        yield made


@pytest.fixture
def desk() -> Desk:
    """A service that answers every command with the same brief."""
    return Desk(TOPICS, answers=lambda command: BRIEF)


@dataclass(frozen=True)
class Delivery:
    """Hands Bolt what Slack would deliver, and waits until it is answered."""

    app: CountingApp

    async def __call__(self, payload: dict[str, Any]) -> BoltResponse:
        response = await self.app.async_dispatch(bolted(payload))
        await self.app.finished()
        return response


@pytest.fixture
async def deliver(slack: Workspace, desk: Desk) -> AsyncIterator[Delivery]:
    given = settings(slack.url, SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1")
    async with aiohttp.ClientSession() as session:
        yield Delivery(make_app(desk, given, session))
