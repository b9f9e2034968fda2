"""Posting to channels, threads, forums and announcements of a Discord in this process without nonces."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

import discord
import pytest

from adapters.discord.client import Client
from adapters.discord.places import Servers
from adapters.discord.posting import DiscordPosting, SignedIn
from adapters.discord.wire import Denied, Pace, Wire
from bot.messages import (
    NEW,
    ChannelGone,
    Command,
    NotAllowed,
    Note,
    Place,
    Post,
    Posted,
    Reply,
    Unreachable,
    Unsure,
)
from tests.adapters.discord.conftest import Server, text
from tests.adapters.terminal.replies import BRIEF

HOUR = timedelta(hours=1)
QUIET = Reply(title="Norland", blocks=(Note(text="Nothing new since yesterday."),))


class InProcess(Wire):
    """Requests answered by the Discord in this process; ``lose`` says what gets lost of the next post."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._pace = Pace()
        self.lose = ""
        self.refuse: list[Denied] = []
        self.sent: list[str] = []
        self.answers: dict[str, Any] = {}
        self.bodies: list[Mapping[str, Any]] = []

    async def _sent(self, method: str, path: str, body: Mapping[str, Any] | None) -> Any:
        self.sent.append(f"{method} {path}")
        self.bodies.append(body or {})
        if f"{method} {path}" in self.answers:
            return self.answers[f"{method} {path}"]
        if method != "GET" and self.refuse:
            raise self.refuse.pop(0)
        lost, self.lose = (self.lose, "") if method == "POST" else ("", self.lose)
        if lost == "request":
            raise ConnectionResetError
        way, _, query = path.partition("?")
        how: dict[str, Any] = {"json": body} if body is not None else {}
        if query:
            how["params"] = dict(pair.split("=") for pair in query.split("&"))
        try:
            answer = await self._client.http.request(discord.http.Route(method, way), **how)
        except discord.HTTPException as error:
            raise Denied(error.status, error.code) from error
        if lost == "receipt":
            raise ConnectionResetError
        return answer


class Desk:
    """Posting, signed in to a server with a channel, a forum and an announcement channel."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.wire = InProcess(server.client)
        self.posting = DiscordPosting()
        service = cast("Any", server.service)
        self.posting.signed_in(SignedIn(service, self.wire, Servers(server.client)))
        self.forum = server.guild.create_forum_channel("readings")
        self.news = server.guild.create_news_channel("news")

    def place(self, channel: Any = None, **more: Any) -> Place:
        where = channel or self.server.general
        return Place(workspace=str(self.server.guild.id), channel=str(where.id), **more)

    async def find(self, place: Place, key: str) -> Posted | None:
        return await self.posting.find(place, key, self.server.env.now() - HOUR)


def post(key: str = "ab12-1", reply: Reply = BRIEF, **more: Any) -> Post:
    return Post(key=key, reply=reply, topic="venezuela", **more)


@pytest.fixture
async def desk(server: Server) -> Desk:
    made = Desk(server)
    await server.env.settle()
    return made


# ---- channels


async def test_a_post_is_found_although_discord_has_forgotten_its_nonce(desk: Desk) -> None:
    posted = await desk.posting.post(desk.place(), post())
    (message,) = desk.server.general.history()
    assert message.nonce is None
    assert await desk.find(desk.place(), "ab12-1") == posted == Posted(message=str(message.id))
    assert await desk.find(desk.place(), "ab12-11") is None


async def test_readers_see_nothing_of_the_key(desk: Desk) -> None:
    await desk.posting.post(desk.place(), post())
    (message,) = desk.server.general.history()
    assert "ab12" not in message.content + text(message)


async def test_a_menu_with_a_key_shows_the_source_all_the_same(desk: Desk) -> None:
    reply = await desk.server.service.answer(_asked("/venezuela quotes lavrov"))
    await desk.posting.post(desk.place(), post(reply=reply))
    (message,) = desk.server.general.history()
    (menu,) = (part for part in _parts(message) if part["type"] == 3)
    assert "ab12-1" in menu["custom_id"]
    shown = await desk.server.mara.select(message, [menu["options"][0]["value"]])
    assert "no longer works" not in text(shown.response)
    assert shown.ephemeral


async def test_a_page_without_buttons_bears_its_key_in_small_print(desk: Desk) -> None:
    posted = await desk.posting.post(desk.place(), post(reply=QUIET))
    (message,) = desk.server.general.history()
    assert message.embeds[0].footer.text == "ab12-1"
    assert await desk.find(desk.place(), "ab12-1") == posted


async def test_an_older_post_is_not_looked_for(desk: Desk) -> None:
    await desk.posting.post(desk.place(), post())
    assert await desk.posting.find(desk.place(), "ab12-1", desk.server.env.now() + HOUR) is None


async def test_another_ones_message_with_our_key_is_not_ours(desk: Desk) -> None:
    await desk.server.bob.send(desk.server.general, "ab12-1")
    assert await desk.find(desk.place(), "ab12-1") is None


async def test_a_channel_too_full_to_look_through_leaves_it_unsure(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.discord.posting._PAGE", 2)
    monkeypatch.setattr("adapters.discord.posting._PAGES", 2)
    await desk.posting.post(desk.place(), post())
    for n in range(3):
        await desk.server.bob.send(desk.server.general, f"{n}")
    assert await desk.find(desk.place(), "ab12-1")
    await desk.server.bob.send(desk.server.general, "4")
    with pytest.raises(Unsure):
        await desk.find(desk.place(), "ab12-1")


async def test_every_page_is_a_message_of_its_own(desk: Desk) -> None:
    reply = await desk.server.service.answer(_asked("/venezuela stance russia"))
    for page in (1, 2):
        await desk.posting.post(desk.place(), post(f"ab12-{page}", reply, page=page))
    shown = [text(message) for message in desk.server.general.history()]
    assert len(set(shown)) == 2
    labels = {part.get("label") for message in desk.server.general.history() for part in _parts(message)}
    assert not labels & {"More", "Back"}


async def test_a_post_that_was_deleted_is_not_posted_again(desk: Desk) -> None:
    desk.wire.refuse = [Denied(404, 10008)]  # what Discord says to a nonce whose message was deleted
    assert await desk.posting.post(desk.place(), post()) == Posted(message="")


# ---- threads


async def test_the_first_post_begins_a_thread_that_the_next_stands_in(desk: Desk) -> None:
    first = await desk.posting.post(desk.place(thread=NEW), post())
    assert first.thread == first.message
    place = desk.place(thread=first.thread)
    assert await desk.find(place, "ab12-2") is None
    second = await desk.posting.post(place, post("ab12-2"))
    third = await desk.posting.post(place, post("ab12-3"))
    (thread,) = desk.server.general.threads
    assert str(thread.id) == first.thread
    assert thread.name == BRIEF.title
    assert await desk.find(place, "ab12-2") == second
    assert await desk.find(place, "ab12-3") == third
    assert await desk.find(desk.place(thread=NEW), "ab12-1") == first


async def test_a_thread_that_was_begun_by_a_lost_request_is_not_begun_twice(desk: Desk) -> None:
    first = await desk.posting.post(desk.place(thread=NEW), post())
    place = desk.place(thread=first.thread)
    await desk.posting.post(place, post("ab12-2"))
    desk.wire.refuse = [
        Denied(404, 10003),
        Denied(400, 160004),
    ]  # it is there already
    third = await desk.posting.post(place, post("ab12-3"))
    assert len(desk.server.general.threads) == 1
    assert await desk.find(place, "ab12-3") == third


# ---- forums


async def test_a_post_in_a_forum_has_its_title_and_is_found_whatever_got_lost(desk: Desk) -> None:
    place = desk.place(desk.forum, thread=NEW, title="Norland, 5 May")
    desk.wire.lose = "request"
    with pytest.raises(Unsure):
        await desk.posting.post(place, post())
    assert await desk.find(place, "ab12-1") is None
    desk.wire.lose = "receipt"
    with pytest.raises(Unsure):
        await desk.posting.post(place, post())
    (thread,) = desk.forum.threads
    assert thread.name == "Norland, 5 May"
    found = await desk.find(place, "ab12-1")
    (first,) = thread.history()
    assert found == Posted(message=str(first.id), thread=str(thread.id))
    await desk.posting.edit(place, found, post(note="Corrected."))
    assert "Corrected." in thread.history()[0].content
    within = desk.place(desk.forum, thread=found.thread)
    second = await desk.posting.post(within, post("ab12-2"))
    assert await desk.find(within, "ab12-2") == second


# ---- announcements


async def test_an_announcement_is_published_only_if_asked(desk: Desk) -> None:
    await desk.posting.post(desk.place(desk.news), post())
    assert not any("crosspost" in each for each in desk.wire.sent)
    await desk.posting.post(desk.place(desk.news, publish=True), post("ab12-2"))
    assert desk.wire.sent[-1].endswith("/crosspost")


# ---- what is in the way


@pytest.mark.parametrize(
    ("denied", "named"),
    [
        ("view_channel", "View Channel"),
        ("send_messages", "Send Messages"),
        ("embed_links", "Embed Links"),
        ("read_message_history", "Read Message History"),
    ],
)
async def test_each_missing_permission_is_named_before_anything_is_sent(
    desk: Desk, denied: str, named: str
) -> None:
    assert desk.server.client.user is not None
    deny = discord.PermissionOverwrite(**{denied: False})
    shut = desk.server.guild.create_text_channel("shut", overwrites={desk.server.client.user: deny})
    await desk.server.env.settle()
    with pytest.raises(NotAllowed) as told:
        await desk.posting.post(desk.place(shut), post())
    assert told.value.permission == named
    assert desk.wire.sent == []
    with pytest.raises(NotAllowed):
        await desk.find(desk.place(shut), "ab12-1")


async def test_a_channel_that_the_gateway_has_not_told_of_yet_is_not_given_up(desk: Desk) -> None:
    id = 1456074443980899999
    desk.wire.answers[f"GET /channels/{id}"] = {"id": str(id), "guild_id": str(desk.server.guild.id)}
    with pytest.raises(Unreachable):
        await desk.posting.post(Place(workspace=str(desk.server.guild.id), channel=str(id)), post())
    desk.wire.answers[f"GET /channels/{id}"] = {"id": str(id), "guild_id": "42"}
    with pytest.raises(ChannelGone):
        await desk.posting.post(Place(workspace=str(desk.server.guild.id), channel=str(id)), post())


async def test_a_deleted_channel_and_a_server_left_are_told_apart(desk: Desk) -> None:
    with pytest.raises(ChannelGone, match="channel is gone"):
        await desk.posting.post(Place(workspace=str(desk.server.guild.id), channel="42"), post())
    with pytest.raises(ChannelGone, match="removed from the server"):
        await desk.posting.post(Place(workspace="42", channel="43"), post())


@pytest.mark.parametrize(
    ("mention", "content", "allowed"),
    [
        ("7", "<@7>", {"parse": [], "users": ["7"]}),
        ("&7", "<@&7>", {"parse": [], "roles": ["7"]}),
        ("here", "@here", {"parse": ["everyone"]}),
        ("", "", {"parse": []}),
    ],
)
async def test_only_whom_the_post_names_may_be_called(
    desk: Desk, mention: str, content: str, allowed: dict[str, Any]
) -> None:
    await desk.posting.post(desk.place(), post(mention=mention))
    (message,) = desk.server.general.history()
    assert message.content == content
    assert desk.wire.bodies[-1]["allowed_mentions"] == allowed


def _asked(line: str) -> Command:
    return Command(text=line)


def _parts(message: discord.Message) -> list[dict[str, Any]]:
    rows = [row.to_dict() for row in message.components]
    return [cast("dict[str, Any]", part) for row in rows for part in cast("Any", row)["components"]]
