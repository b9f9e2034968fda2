"""A digest set up on Discord: whom it mentions is real and allowed, its place of the kind asked for."""

from __future__ import annotations

from typing import Any

import discord
import pytest
import simcord

from bot.storage.digest_contract import StoredDigest
from tests.adapters.discord.conftest import Server, text


async def previewed(server: Server, who: Any, words: str, channel: Any = None) -> str:
    got = await who.slash(
        channel or server.general, "venezuela digest", action="preview", id_or_when=f"daily at 8 UTC {words}"
    )
    return text(got.response)


async def added(server: Server, channel: Any, words: str) -> StoredDigest:
    """The digest that was set up in a channel; it is removed again."""
    digests = server.service.context.store.digests
    before = {each.id for each in digests.listing()}
    got = await server.mara.slash(channel, "venezuela digest", action="add", id_or_when=words)
    assert "is set up" in text(got.response), text(got.response)
    (made,) = (each for each in digests.listing() if each.id not in before)
    await server.mara.slash(channel, "venezuela digest", action="remove", id_or_when=made.id)
    return made


@pytest.mark.parametrize("typed", ["@news desk", "News Desk", "<@&{}>", "<@&{}|whatever>"])
async def test_a_role_is_mentioned_however_it_is_named(server: Server, typed: str) -> None:
    desk = server.guild.create_role("News Desk", mentionable=True)
    server.guild.create_role("News", mentionable=True)
    words = f"mention {typed.format(desk.id)} on russia"
    assert "on Russia, mention @News-Desk" in await previewed(server, server.bob, words)
    made = await added(server, server.general, f"daily at 8 UTC {words}")
    assert f"<@&{desk.id}|News-Desk>" in made.terms


async def test_a_member_is_mentioned_by_the_name_they_have_there(server: Server) -> None:
    assert "mention @bob" in await previewed(server, server.mara, f"mention <@{server.bob.id}>")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("@nobody-here", "calls nobody"),
        ("<@&123456789012345678>", "no such role"),
        ("<@123456789012345678>", "Nobody here has that id"),
        ("@everyone", "You may not mention @everyone"),
        ("here", "You may not mention @here"),
        ("@secret", "You may not mention the role secret"),
    ],
)
async def test_a_mention_that_could_not_be_posted_is_refused_with_its_cure(
    server: Server, typed: str, answer: str
) -> None:
    server.guild.create_role("secret")
    assert answer in await previewed(server, server.bob, f"mention {typed}")


async def test_who_may_mention_everyone_may_have_a_digest_do_it_where_readout_may_too(server: Server) -> None:
    loud = discord.Permissions(mention_everyone=True, manage_channels=True)
    ann = server.guild.add_member(
        server.env.create_user("ann"), roles=[server.guild.create_role("Loud", permissions=loud)]
    )
    us = server.client.user
    forbidden = {us: discord.PermissionOverwrite(mention_everyone=False)}
    quiet = server.guild.create_text_channel("quiet", overwrites=forbidden)  # type: ignore[arg-type]
    assert "Readout may not mention @everyone here." in await previewed(
        server, ann, "mention everyone", quiet
    )
    allowed = {us: discord.PermissionOverwrite(mention_everyone=True)}
    open_ = server.guild.create_text_channel("open", overwrites=allowed)  # type: ignore[arg-type]
    assert "mention @everyone" in await previewed(server, ann, "mention everyone", open_)


async def test_a_digest_that_could_not_be_posted_is_not_set_up(server: Server) -> None:
    silent = {server.client.user: discord.PermissionOverwrite(send_messages=False)}
    closed = server.guild.create_text_channel("closed", overwrites=silent)  # type: ignore[arg-type]
    got = await server.mara.slash(closed, "venezuela digest", action="add", id_or_when="daily at 8 UTC")
    assert "Readout may not post here." in text(got.response)
    assert "Send Messages" in text(got.response)
    assert server.service.context.store.digests.listing("discord", "", str(closed.id)) == ()
    assert "daily at 08:00" in await previewed(server, server.mara, "", closed)


async def test_a_digest_set_up_in_a_thread_goes_there(server: Server) -> None:
    thread = server.env.backend.create_thread(server.general.id, "talk", server.bob.id)
    inside = simcord.ChannelHandle(server.env, server.guild, thread)
    made = await added(server, inside, "daily at 8 UTC")
    assert (made.channel, made.thread) == (str(server.general.id), str(thread.id))


async def test_a_digest_in_a_forum_is_asked_for_in_one_of_its_posts(server: Server) -> None:
    forum = server.guild.create_forum_channel("forum")
    thread = server.env.backend.create_thread(forum.id, "talk", server.bob.id)
    inside = simcord.ChannelHandle(server.env, server.guild, thread)
    made = await added(server, inside, "daily at 8 UTC in a forum")
    assert made.channel == str(forum.id)
    assert '"forum":true' in made.terms
    assert "This channel is no forum." in await previewed(server, server.mara, "in a forum")


async def test_only_an_announcement_channel_publishes(server: Server) -> None:
    news = server.guild.create_news_channel("news")
    assert '"publish":true' in (await added(server, news, "daily at 8 UTC publish")).terms
    assert "announcement channel" in await previewed(server, server.mara, "publish")


async def test_a_mention_in_a_message_is_settled_as_in_a_command(server: Server) -> None:
    desk = server.guild.create_role("desk", mentionable=True)
    await server.bob.send(
        server.general, f"{server.us} venezuela digest preview daily at 8 UTC mention <@&{desk.id}>"
    )
    assert "mention @desk" in text(server.general.history()[-1])
    await server.bob.send(server.general, f"{server.us} venezuela digest preview daily at 8 UTC mention here")
    assert "You may not mention @here" in text(server.general.history()[-1])


async def test_the_digests_of_a_channel_are_offered_while_typing(server: Server) -> None:
    got = await server.mara.slash(
        server.general, "venezuela digest", action="add", id_or_when="weekdays at 9 UTC"
    )
    id = text(got.response).split()[1]
    offered = await server.mara.autocomplete(
        server.general, "venezuela digest", "id_or_when", f"{id} ", action="edit"
    )
    assert [each["value"] for each in offered] == [f"{id} weekdays at 09:00 UTC"]
    assert (
        await server.mara.autocomplete(server.other, "venezuela digest", "id_or_when", "", action="pause")
        == []
    )
    await server.mara.slash(server.general, "venezuela digest", action="remove", id_or_when=id)
