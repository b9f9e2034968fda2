"""Posting to the strict servers, over real sockets, on good days and bad ones: once, whatever happens."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
import pytest_asyncio

from adapters.discord.adapter import Discord
from adapters.slack.adapter import Slack
from bot.messages import (
    NEW,
    ChannelGone,
    NotAllowed,
    Place,
    Post,
    Posting,
    Reply,
    Throttled,
    Unfit,
    Unreachable,
    Unsure,
)
from tests.adapters.discord.keeping import Desk
from tests.adapters.slack.workspace import settings
from tests.adapters.terminal.replies import BRIEF
from tests.conformance.conftest import SECRETS, Driver, Start

pytestmark = pytest.mark.asyncio(loop_scope="module")

PLATFORMS = ("discord", "slack")
MATCH = {"discord": r"POST /channels/\d+/messages$", "slack": "chat.postMessage"}


@dataclass(frozen=True)
class Newsroom:
    """One platform's posting, and its server."""

    platform: str
    server: Driver
    posting: Posting
    workspace: str

    def fault(self, kind: str, **more: Any) -> None:
        """What is wrong with the next post."""
        self.server("fault", kind=kind, match=MATCH[self.platform], **more)

    def place(self, channel: str = "digest", **more: str) -> Place:
        id = self.server("state")["channels"][channel]
        return Place(workspace=self.workspace, channel=id, **more)

    def there(self, key: str, channel: str = "digest") -> list[dict[str, Any]]:
        """The messages that bear a key, as the server keeps them."""
        found = self.server("messages", channel=channel)["messages"]
        return [message for message in found if key in json.dumps(message)]

    async def found(self, key: str, place: Place | None = None) -> str | None:
        found = await self.posting.find(place or self.place(), key, datetime.now(UTC) - timedelta(minutes=1))
        return found.message if found else None


def post(key: str, reply: Reply = BRIEF, **more: Any) -> Post:
    return Post(key=key, reply=reply, topic="strait", **more)


@pytest.fixture(scope="module")
def servers(start_server: Start) -> dict[str, Driver]:
    return {
        "discord": start_server("discord")[0],
        "slack": start_server("slack", "--no-rate-limits")[0],
    }


@pytest_asyncio.fixture(params=PLATFORMS, scope="module", loop_scope="module")
async def signed_in(request: pytest.FixtureRequest, servers: dict[str, Driver]) -> AsyncIterator[Newsroom]:
    """In this process; once for all tests, since Discord lets nobody sign in often."""
    platform = request.param
    server = servers[platform]
    base = f"http://127.0.0.1:{server.port}"
    given = settings(
        base,
        DISCORD_API_BASE=f"{base}/api/v10",
        DISCORD_GATEWAY_URL=f"ws://127.0.0.1:{server.port}/gateway",
        **SECRETS,
    )
    before = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    adapter = Discord(given) if platform == "discord" else Slack(given)
    running = asyncio.create_task(adapter.run(Desk()))
    async with asyncio.timeout(30):
        while not adapter.ready:
            if running.done():
                await running
            await asyncio.sleep(0.05)
    yield Newsroom(platform, server, adapter.posting, _workspace(platform, server))
    await adapter.stop()
    await asyncio.wait_for(running, 10)
    discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = before


@pytest.fixture
def newsroom(signed_in: Newsroom) -> Iterator[Newsroom]:
    yield signed_in
    signed_in.server("fault", clear=True)
    found = signed_in.server("violations")
    assert found["violations"] == []
    assert {lint["what"] for lint in found["lints"]} <= {"channel_not_found"}  # asked for on purpose


def _workspace(platform: str, server: Driver) -> str:
    if platform == "slack":
        return "T0STANDIN"
    return str(next(iter(server("state")["guilds"])))


async def test_a_post_is_there_once_and_is_found_by_its_key(newsroom: Newsroom) -> None:
    posted = await newsroom.posting.post(newsroom.place(), post("ab12-1"))
    (message,) = newsroom.there("ab12-1")
    assert posted.message == str(message.get("id") or message["ts"])
    assert "Norland: where it stands" in message["_text"]
    assert await newsroom.found("ab12-1") == posted.message
    assert await newsroom.found("ab12-2") is None


async def test_a_post_whose_receipt_got_lost_is_found_and_not_posted_twice(newsroom: Newsroom) -> None:
    newsroom.fault("reply_lost")
    with pytest.raises(Unsure):
        await newsroom.posting.post(newsroom.place(), post("lost-1"))
    (message,) = newsroom.there("lost-1")
    assert await newsroom.found("lost-1") == str(message.get("id") or message["ts"])


@pytest.mark.parametrize("fault", ["drop", "500", "502"])
async def test_a_post_that_got_lost_on_its_way_is_not_found_and_then_posted_once(
    newsroom: Newsroom, fault: str
) -> None:
    key = f"way-{fault}"
    newsroom.fault(fault)
    with pytest.raises(Unsure):
        await newsroom.posting.post(newsroom.place(), post(key))
    assert await newsroom.found(key) is None
    await newsroom.posting.post(newsroom.place(), post(key))
    assert len(newsroom.there(key)) == 1


async def test_a_short_wait_is_waited_and_a_long_one_is_told(newsroom: Newsroom) -> None:
    newsroom.fault("429", retry_after=1)
    await newsroom.posting.post(newsroom.place(), post("short-1"))
    newsroom.fault("429", retry_after=40)
    with pytest.raises(Throttled) as told:
        await newsroom.posting.post(newsroom.place("general"), post("long-1"))
    assert 30 <= told.value.retry_after <= 50
    assert len(newsroom.there("short-1")) == 1
    assert newsroom.there("long-1", "general") == []


async def test_a_post_is_corrected_where_it_stands_and_keeps_its_key(newsroom: Newsroom) -> None:
    posted = await newsroom.posting.post(newsroom.place(), post("edit-1"))
    better = BRIEF.model_copy(update={"title": "Norland: corrected"})
    for _ in range(2):
        await newsroom.posting.edit(
            newsroom.place(), posted, post("edit-1", better, note="A quotation was taken back.")
        )
    (message,) = newsroom.there("edit-1")
    assert "Norland: corrected" in message["_text"]
    assert "A quotation was taken back." in message["_text"]
    assert "where it stands" not in message["_text"]
    assert await newsroom.found("edit-1") == posted.message


async def test_what_concerns_one_person_is_told_to_them_alone(newsroom: Newsroom) -> None:
    alice = next(id for id, name in _users(newsroom).items() if name == "alice")
    await newsroom.posting.tell(newsroom.workspace, alice, BRIEF.model_copy(update={"title": "Paused"}))
    assert any("Paused" in m["_text"] for m in _said_to(newsroom, alice))


async def test_a_channel_that_is_not_there_is_gone(newsroom: Newsroom) -> None:
    nowhere = Place(
        workspace=newsroom.workspace, channel="42" if newsroom.platform == "discord" else "C0NONE"
    )
    with pytest.raises(ChannelGone):
        await newsroom.posting.post(nowhere, post("gone-1"))


async def test_nothing_is_posted_where_readout_is_not_allowed_to(newsroom: Newsroom) -> None:
    with pytest.raises(NotAllowed) as told:
        await newsroom.posting.post(newsroom.place("readonly"), post("deny-1"))
    assert told.value.permission in ("Send Messages", "post to the channel")
    assert told.value.cure


async def test_a_key_that_is_sent_again_within_minutes_is_one_message_on_discord(newsroom: Newsroom) -> None:
    """Slack knows nothing of the kind: there, only looking first keeps a post from being there twice."""
    place = newsroom.place()
    first = await newsroom.posting.post(place, post("again-1"))
    second = await newsroom.posting.post(place, post("again-1"))
    assert (first == second) is (newsroom.platform == "discord")


async def test_a_channel_that_goes_and_a_permission_that_is_lost_are_told_apart(newsroom: Newsroom) -> None:
    place = _new_channel(newsroom)
    await asyncio.sleep(0.5)  # until the gateway has told of it
    await newsroom.posting.post(place, post("before-1"))
    _forbid(newsroom, place)
    with pytest.raises(NotAllowed):
        await newsroom.posting.post(place, post("deny-2"))
    _close(newsroom, place)
    await asyncio.sleep(0.5)
    with pytest.raises(ChannelGone):
        await newsroom.posting.post(place, post("gone-2"))


async def test_a_bot_that_was_removed_says_so_and_posts_again_when_it_is_back(newsroom: Newsroom) -> None:
    if newsroom.platform == "slack":
        newsroom.fault("error", error="account_inactive")
    else:
        newsroom.server("guild", joined=False)
        await asyncio.sleep(0.5)
    with pytest.raises(ChannelGone, match="removed from the"):
        await newsroom.posting.post(newsroom.place(), post("kicked-1"))
    if newsroom.platform == "discord":
        newsroom.server("guild", joined=True)
        await asyncio.sleep(0.5)
    await newsroom.posting.post(newsroom.place(), post("kicked-1"))
    assert len(newsroom.there("kicked-1")) == 1


async def test_in_a_public_channel_without_us_a_lost_post_is_looked_for_all_the_same(
    newsroom: Newsroom,
) -> None:
    if newsroom.platform == "discord":
        pytest.skip("nobody joins a channel on Discord")
    place = newsroom.place("outside")
    newsroom.server("channel", channel="outside", set={"is_member": False})
    assert await newsroom.found("out-1", place) is None
    posted = await newsroom.posting.post(place, post("out-1"))
    assert await newsroom.found("out-1", place) == posted.message


async def test_a_thread_holds_the_posts_that_follow_the_first(newsroom: Newsroom) -> None:
    if newsroom.platform == "discord":
        pytest.skip("the strict server knows no threads: see the tests in process")
    first = await newsroom.posting.post(newsroom.place(thread=NEW), post("thread-1"))
    within = newsroom.place(thread=first.thread)
    assert await newsroom.found("thread-2", within) is None
    newsroom.fault("reply_lost")
    with pytest.raises(Unsure):
        await newsroom.posting.post(within, post("thread-2"))
    (message,) = newsroom.there("thread-2")
    assert message["thread_ts"] == first.message
    assert await newsroom.found("thread-2", within) == message["ts"]


async def test_whom_the_platform_cannot_know_is_not_mentioned(newsroom: Newsroom) -> None:
    with pytest.raises(Unfit):
        await newsroom.posting.post(newsroom.place(), post("who-1", mention="bob"))


async def test_the_mention_calls_whom_it_names(newsroom: Newsroom) -> None:
    bob = next(id for id, name in _users(newsroom).items() if name == "bob")
    await newsroom.posting.post(newsroom.place(), post("call-1", mention=bob))
    (message,) = newsroom.there("call-1")
    assert f"<@{bob}>" in json.dumps(message)


async def test_who_is_not_signed_in_posts_nothing() -> None:
    place = Place(workspace="1", channel="2")
    for adapter in (Discord(settings("http://127.0.0.1:1")), Slack(settings("http://127.0.0.1:1"))):
        with pytest.raises(Unreachable):
            await adapter.posting.post(place, post("early-1"))


def _new_channel(newsroom: Newsroom) -> Place:
    made = newsroom.server("channel", name="short-lived")["channel"]
    return Place(workspace=newsroom.workspace, channel=made["id"])


def _forbid(newsroom: Newsroom, place: Place) -> None:
    if newsroom.platform == "slack":
        newsroom.server("channel", channel=place.channel, set={"_restricted": True})
    else:
        newsroom.server("channel", channel=place.channel, deny=["SEND_MESSAGES"])


def _close(newsroom: Newsroom, place: Place) -> None:
    if newsroom.platform == "slack":
        newsroom.server("channel", channel=place.channel, set={"is_archived": True})
    else:
        newsroom.server("channel", channel=place.channel, delete=True)


def _users(newsroom: Newsroom) -> dict[str, str]:
    """Names by ids."""
    found = newsroom.server("state")["users"]
    return {id: name for name, id in found.items()}


def _said_to(newsroom: Newsroom, user: str) -> list[dict[str, Any]]:
    return list(newsroom.server("messages", dm=True, user=_users(newsroom)[user])["messages"])
