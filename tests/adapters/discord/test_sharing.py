"""Processes share Discord's shards out: each server is one's, and they sign in by turns."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime

import pytest
from pydantic import SecretStr

from adapters.discord import Discord, client, identifying
from bot.messages import (
    CommandDescription,
    NotAllowed,
    Note,
    Place,
    PlatformSettings,
    Post,
    Refused,
    Reply,
    TopicDescription,
    Unreachable,
)
from tests.adapters.discord import gateway
from tests.adapters.discord.gateway import Gateway, guild_of
from tests.adapters.discord.keeping import Desk

HERE, THERE = guild_of(0, 2), guild_of(1, 2)
TOPIC = TopicDescription(
    id="venezuela", title="Venezuela", commands=(CommandDescription(name="latest", summary="What is new."),)
)
QUIET = Reply(title="Norland", blocks=(Note(text="Nothing new since yesterday."),))


class Shared(Desk):
    """The desk of all processes, which notes who asked it what."""

    def __init__(self, turns: dict[tuple[str, str], float], kept: dict[tuple[str, str], str]) -> None:
        super().__init__((TOPIC,), answers=lambda command: QUIET)
        self.turns, self.kept_things = turns, kept

    def asked_from(self) -> list[str]:
        return [command.workspace for command in self.asked]


class Silent(Desk):
    """The desk of a process whose store does not answer."""

    async def turn(self, space: str, key: str, apart: float, patience: float) -> float | None:
        raise ConnectionError


class Process:
    """A Discord adapter with a desk of its own, before a store that all share."""

    def __init__(self, discord: Gateway, shards: str, store: Shared) -> None:
        values = {name: value for name, value in discord.settings.items() if name != "DISCORD_TOKEN"}
        secrets = {"DISCORD_TOKEN": SecretStr(gateway.TOKEN)}
        values["READOUT_DISCORD_SHARDS"] = shards
        self.adapter = Discord(PlatformSettings(data="/", values=values, secrets=secrets))
        self.desk = Shared(store.turns, store.kept_things)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        running = asyncio.create_task(self.adapter.run(self.desk))
        try:
            await until(lambda: self.adapter.ready or running.done())
            if running.done():
                running.result()
            yield
        finally:
            await self.adapter.stop()
            await asyncio.wait((running,))


async def until(what: Callable[[], object]) -> None:
    async with asyncio.timeout(30):
        while not what():  # noqa: ASYNC110 it is looked at, not told of
            await asyncio.sleep(0.02)


@pytest.fixture
async def discord(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Gateway]:
    """Two servers of two shards; sessions have to be 0.4 s apart."""
    monkeypatch.setattr(identifying, "APART", 0.6)
    async with Gateway({HERE: HERE + 1, THERE: THERE + 1}, window=0.4).open() as made:
        yield made


@pytest.fixture
async def two(discord: Gateway) -> AsyncIterator[tuple[Process, Process]]:
    store = Shared({}, {})
    first, second = Process(discord, "0/2", store), Process(discord, "1/2", store)
    async with together(first, second):
        yield first, second


@asynccontextmanager
async def together(*processes: Process) -> AsyncIterator[None]:
    """All of them, begun at once."""
    async with AsyncExitStack() as stack:
        await asyncio.gather(*(stack.enter_async_context(one.serving()) for one in processes))
        yield


async def test_each_server_is_answered_by_the_process_that_has_its_shard(
    discord: Gateway, two: tuple[Process, Process]
) -> None:
    first, second = two
    asked = [await discord.slash(guild, "latest") for guild in (HERE, THERE, THERE, None)]
    said = [await discord.say(guild, f"<@{gateway.US}> latest") for guild in (HERE, THERE, None)]
    await until(lambda: all(discord.answers[id] for id in asked))
    await until(lambda: sum(map(len, discord.posted.values())) == 3)
    assert first.desk.asked_from() == [str(HERE), "", str(HERE), ""]
    assert second.desk.asked_from() == [str(THERE), str(THERE), str(THERE)]
    assert [len(discord.answers[id]) for id in asked] == [1] * 4
    assert discord.refused == []
    replies = [message["nonce"] for channel in discord.posted.values() for message in channel]
    assert sorted(replies) == sorted(map(str, said))
    assert sorted(one.shard for one in discord.sessions) == [(0, 2), (1, 2)]
    assert discord.early == []  # though both began at once
    assert discord.registered == 1

    await discord.drop(1)
    again = await discord.slash(THERE, "latest")
    await until(lambda: discord.answers[again])
    assert [(one.shard, one.resumed) for one in discord.sessions if one.resumed] == [((1, 2), 1)]
    assert second.desk.counted["reconnect"] == 1


async def test_as_many_sign_in_at_once_as_discord_says(
    discord: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identifying, "APART", 25.0)
    discord.at_once, discord.window, store = 2, 20.0, Shared({}, {})
    async with together(Process(discord, "0/2", store), Process(discord, "1/2", store)):
        assert discord.early == []
        assert set(store.turns) == {("discord-sessions", f"{gateway.APPLICATION}:{n}") for n in (0, 1)}


async def test_a_shard_whose_turn_is_far_off_tries_again_later() -> None:
    desk = Shared({}, {})
    await desk.turn("discord-sessions", "1:0", 90.0, 0.0)
    with pytest.raises(TimeoutError):
        await identifying.Sessions().turn(desk, 1, 0)


async def test_while_the_store_is_silent_a_shard_signs_in_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(identifying, "APART", 0.0)
    await identifying.Sessions().turn(Silent(), 1, 0)


async def test_a_bot_that_has_no_sessions_left_today_asks_for_none(discord: Gateway) -> None:
    discord.left = 0
    process = Process(discord, "0/2", Shared({}, {}))
    with pytest.raises(Unreachable, match=r"no more sessions of this bot for 2\.0 hours"):
        await process.adapter.run(process.desk)
    assert discord.sessions == []


async def test_another_process_takes_the_place_of_one_that_is_gone(discord: Gateway) -> None:
    store = Shared({}, {})
    async with Process(discord, "1/2", store).serving():
        pass
    lost = await discord.slash(THERE, "latest")
    other = Process(discord, "1/2", store)
    async with other.serving():
        asked = await discord.slash(THERE, "latest")
        await until(lambda: discord.answers[asked])
    assert other.desk.asked_from() == [str(THERE)]
    assert discord.answers[lost] == []
    assert (discord.early, discord.registered) == ([], 0)


async def test_a_session_that_discord_has_ended_is_begun_anew_by_turns(
    discord: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_ANEW", (0.1, 0.2))
    async with Process(discord, "1/2", Shared({}, {})).serving():
        discord.sessions[0].id = "forgotten"
        await discord.drop(1)
        await until(lambda: len(discord.sessions) == 2)
        await until(lambda: discord.sessions[1].told)
    assert discord.early == []


# ---- what is posted and corrected


def place(discord: Gateway, guild: int) -> Place:
    return Place(workspace=str(guild), channel=str(discord.channel(guild)))


POST = Post(key="ab12-1", reply=QUIET, topic="venezuela")


async def test_any_process_may_correct_and_alert_on_any_server(
    discord: Gateway, two: tuple[Process, Process]
) -> None:
    first, second = (one.adapter.posting for one in two)
    there = place(discord, THERE)
    posted = await second.post(there, POST)
    await first.edit(there, posted, POST.model_copy(update={"note": "Corrected."}))
    (message,) = discord.posted[discord.channel(THERE)]
    assert message["content"] == "Corrected."
    assert await first.find(there, "ab12-1", datetime(2024, 1, 1, tzinfo=UTC)) == posted
    alert = await first.post(there, POST.model_copy(update={"key": "alert-1"}))
    assert [message["id"] for message in discord.posted[discord.channel(THERE)]] == [
        posted.message,
        alert.message,
    ]

    discord.roles = gateway.SHOWN
    with pytest.raises(NotAllowed, match="Embed Links"):
        await first.post(there, POST.model_copy(update={"key": "alert-2"}))
    assert len(discord.posted[discord.channel(THERE)]) == 2


@pytest.mark.parametrize(("code", "wanted"), [(4010, "other shards"), (4011, "more shards")])
async def test_shards_that_discord_does_not_take_are_refused_with_the_cure(
    discord: Gateway, code: int, wanted: str
) -> None:
    discord.close = code
    process = Process(discord, "0/2", Shared({}, {}))
    with pytest.raises(Refused, match=f"Discord wants {wanted} of this bot. Set READOUT_DISCORD_SHARDS"):
        await process.adapter.run(process.desk)
