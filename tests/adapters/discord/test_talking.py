"""What people do on Discord, and what they see: commands, buttons, menus, mentions, direct messages."""

from __future__ import annotations

import gc
import json
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from structlog.testing import capture_logs

from adapters.discord.client import Client
from bot.logs import kept as kept_log
from bot.messages import NotNow, Reply
from tests.adapters.discord.conftest import Noted, Server, parts, text
from tests.adapters.discord.reading import seen


async def stance(server: Server, who: Any, **options: Any) -> Any:
    return await who.slash(server.general, "venezuela stance", **{"actor": "russia", **options})


def labels(message: Any) -> list[str]:
    return [part["label"] for part in parts(message) if "label" in part]


# ---- commands ----------------------------------------------------------------------------------------


async def test_a_command_is_answered_for_all_to_see(server: Server) -> None:
    got = await stance(server, server.bob)
    assert not got.ephemeral
    assert text(got.response).startswith("Russia: where it stands")


async def test_a_private_answer_is_for_who_asks_and_can_be_shared(server: Server) -> None:
    got = await stance(server, server.bob, private=True)
    assert got.ephemeral
    shared = await server.press(server.bob, got.response, "Share")
    assert not shared.ephemeral
    assert text(shared.response) == text(got.response)


async def test_a_server_chooses_private_answers_and_one_command_says_otherwise(server: Server) -> None:
    said = await server.mara.slash(server.general, "venezuela-admin settings", private=True)
    assert "whoever asks alone" in text(said.response)
    assert (await stance(server, server.bob)).ephemeral
    assert not (await stance(server, server.bob, private=False)).ephemeral
    elsewhere = server.env.create_guild()
    channel, carol = (
        elsewhere.create_text_channel("hall"),
        elsewhere.add_member(server.env.create_user("carol")),
    )
    assert not (await carol.slash(channel, "venezuela overview")).ephemeral
    await server.mara.slash(server.general, "venezuela-admin settings", private=False)
    assert not (await stance(server, server.bob)).ephemeral


async def test_actors_are_offered_by_their_other_names(server: Server) -> None:
    offered = await server.bob.autocomplete(server.general, "venezuela stance", "actor", "mosc")
    assert offered[0]["value"] == "russia"
    assert len(await server.bob.autocomplete(server.general, "venezuela stance", "actor", "")) <= 25


@pytest.mark.parametrize("typed", ["\u202eaissur\u200b", "x" * 4000, "<@1> @everyone", "\x00", "“”"])
async def test_whatever_is_typed_into_a_field_is_answered(server: Server, typed: str) -> None:
    await server.bob.autocomplete(server.general, "venezuela quotes", "on", typed, actor="russia")
    got = await server.bob.slash(server.general, "venezuela search", words=typed)
    assert "\u202e" not in text(got.response)
    assert got.response.embeds[0].colour is not None


# ---- buttons and menus -------------------------------------------------------------------------------


async def test_pages_turn_in_place_for_who_asked_and_privately_for_another(server: Server) -> None:
    got = await stance(server, server.bob)
    turned = await server.press(server.bob, got.response, "More")
    assert "Page 2 of" in text(turned.response)
    assert turned.response.id == got.response.id
    other = await server.press(server.mara, got.response, "Back")
    assert other.ephemeral
    assert "Page 1 of" in text(other.response)


async def test_a_source_is_shown_to_who_asks_for_it(server: Server) -> None:
    got = await server.bob.slash(server.general, "venezuela quotes", actor="lavrov")
    (menu,) = (part for part in parts(got.response) if part["type"] == 3)
    shown = await server.mara.select(got.response, [menu["options"][0]["value"]])
    assert shown.ephemeral
    assert "nothing to do with democracy" in seen(text(shown.response))


async def test_a_suggestion_asks_what_follows(server: Server) -> None:
    got = await stance(server, server.bob)
    (label,) = (each for each in labels(got.response) if each.startswith("Compare"))
    assert "side by side" in text((await server.press(server.bob, got.response, label)).response)


async def test_buttons_of_old_messages_work_after_a_restart(server: Server, service: Noted) -> None:
    words = "military intervention " * 40
    got = await stance(server, server.bob)
    searched = await server.bob.slash(server.general, "venezuela search", words=words, private=True)
    again = Client(service, None)
    again.shard_count = 1
    await server.env.restart_bot(again)
    assert "Page 2 of" in text((await server.press(server.bob, got.response, "More")).response)
    for label in set(labels(searched.response)) & {"Share"}:
        shared = await server.press(server.bob, searched.response, label)
        assert text(shared.response) == text(searched.response)


@pytest.mark.parametrize(
    "custom_id",
    ["", "ro:z:1:=x", "ro:p:1:#gone", "something:else", "ro:e:1:=venezuela", "ro:a:1:=atlantis x"],
)
async def test_a_forged_button_gets_a_calm_sentence(server: Server, custom_id: str) -> None:
    data = {"custom_id": custom_id, "component_type": 2}
    got = await server.bob._dispatch_interaction(
        simcord.enums.InteractionType.MESSAGE_COMPONENT, server.general, data
    )
    assert got.ephemeral
    assert text(got.response)
    assert service_errors(server) == []


async def test_a_menu_with_forged_values_answers_for_the_first(server: Server) -> None:
    values = [f"{number:08}" for number in range(40)]
    data = {"custom_id": "ro:e:1:=venezuela", "component_type": 3, "values": values}
    got = await server.bob._dispatch_interaction(
        simcord.enums.InteractionType.MESSAGE_COMPONENT, server.general, data
    )
    assert "00000000" in text(got.response)
    assert service_errors(server) == []


def service_errors(server: Server) -> list[str]:
    return [what for what in server.service.counted if what == "error"]


# ---- who may do what ---------------------------------------------------------------------------------


async def test_the_review_is_for_who_manages_channels(server: Server) -> None:
    refused = await server.bob.slash(server.general, "venezuela review")
    assert "for administrators" in text(refused.response)
    assert "Nothing waits" in text((await server.mara.slash(server.general, "venezuela review")).response)


async def test_the_administrative_command_is_hidden_from_others(server: Server) -> None:
    assert "venezuela-admin" not in server.bob.available_commands(server.general)
    assert "Nothing waits" in text(
        (await server.mara.slash(server.general, "venezuela-admin review")).response
    )


async def test_a_server_opens_administration_to_a_member_by_its_own_settings(server: Server) -> None:
    commands = await server.client.http.get_global_commands(server.client.application_id or 0)
    (id,) = (int(command["id"]) for command in commands if command["name"] == "venezuela-admin")
    server.guild.set_command_permissions(id, {server.bob: True})
    assert "Nothing waits" in text(
        (await server.bob.slash(server.general, "venezuela-admin review")).response
    )


async def test_nobody_administrates_in_direct_messages(server: Server) -> None:
    user = server.env.create_user("dora")
    assert "does not work in direct messages" in text((await user.slash("venezuela review")).response)


# ---- mentions and messages ---------------------------------------------------------------------------


def last(channel: Any) -> discord.Message:
    return channel.history()[-1]


async def test_a_mention_is_answered_as_a_reply_that_pings_nobody(server: Server) -> None:
    asked = await server.bob.send(server.general, f"{server.us} stance russia")
    answer = last(server.general)
    assert text(answer).startswith("Russia: where it stands")
    assert answer.reference is not None
    assert answer.reference.message_id == asked.id
    sent = server.env.http_requests[-1].json
    assert sent["allowed_mentions"] == {"parse": [], "replied_user": False}


async def test_a_mention_alone_is_greeted(server: Server) -> None:
    await server.bob.send(server.general, server.us)
    assert "/venezuela" in text(last(server.general))


@pytest.mark.parametrize("content", ["stance russia", "@everyone stance russia", "hello"])
async def test_what_is_not_for_readout_is_left_alone(server: Server, content: str) -> None:
    sent = await server.bob.send(server.general, content)
    assert last(server.general).id == sent.id


async def test_other_bots_and_webhooks_are_not_answered(server: Server) -> None:
    bot = server.guild.add_member(server.env.create_user("machine", bot=True))
    sent = await bot.send(server.general, f"{server.us} stance russia")
    assert last(server.general).id == sent.id


async def test_a_direct_message_is_answered(server: Server) -> None:
    user = server.env.create_user("dora")
    await user.send_dm("what does Russia say about intervention?")
    assert "Russia" in text(user.dm_channel.last_message)


async def test_markup_and_mentions_in_a_question_do_nothing(server: Server) -> None:
    await server.bob.send(server.general, f"{server.us} search <@{server.mara.id}> **x** \u202e\u200b")
    answer = last(server.general)
    assert "<@" not in text(answer).replace(r"\<@", "")
    assert not answer.mentions


async def test_a_question_of_four_thousand_letters_is_answered_calmly(server: Server) -> None:
    await server.bob.send(server.general, f"{server.us} search " + "sanctions " * 190)
    assert "Search" in text(last(server.general))


# ---- other kinds of channels -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["thread", "post", "news"])
async def test_threads_forum_posts_and_announcement_channels_are_like_others(
    server: Server, kind: str
) -> None:
    channel = channel_of(server, kind)
    got = await server.bob.slash(channel, "venezuela overview")
    assert text(got.response).startswith("Venezuela")
    await server.bob.send(channel, f"{server.us} stance russia")
    assert text(last(channel)).startswith("Russia: where it stands")
    assert server.service.troubles == []


def channel_of(server: Server, kind: str) -> Any:
    if kind == "news":
        return server.guild.create_news_channel("news")
    parent = server.general if kind == "thread" else server.guild.create_forum_channel("forum")
    thread = server.env.backend.create_thread(parent.id, "talk", server.bob.id)
    return simcord.ChannelHandle(server.env, server.guild, thread)


# ---- what goes wrong ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "code"), [(403, 50001), (403, 50013), (404, 10003)])
async def test_a_reply_that_is_forbidden_is_told_once_and_not_tried_again(
    server: Server, status: int, code: int
) -> None:
    server.env.inject_error("POST", "/channels/*/messages", status=status, code=code, times=None)
    before = len(server.env.http_requests)
    await server.bob.send(server.general, f"{server.us} stance russia")
    assert [channel for channel, _ in server.service.troubles] == [str(server.general.id)]
    assert len(server.env.http_requests) == before + 1
    assert service_errors(server) == []


async def test_where_embeds_are_not_allowed_a_sentence_says_so(server: Server) -> None:
    closed = server.guild.create_text_channel(
        "closed",
        overwrites={server.client.user: discord.PermissionOverwrite(embed_links=False)},  # type: ignore[dict-item]
    )
    await server.bob.send(closed, f"{server.us} stance russia")
    assert "may not embed links" in last(closed).content


async def test_a_deleted_channel_is_told_where_somebody_asked_and_nowhere_else(server: Server) -> None:
    await stance(server, server.bob)
    server.env.backend.delete_channel(server.other.id)
    await server.env.settle()
    assert server.service.troubles == []
    server.env.backend.delete_channel(server.general.id)
    await server.env.settle()
    assert server.service.troubles == [(str(server.general.id), "The channel was deleted.")]


async def test_a_deleted_thread_is_told_as_a_channel_is(server: Server) -> None:
    thread = channel_of(server, "thread")
    await server.bob.slash(thread, "venezuela overview")
    server.env.backend.delete_channel(thread.id)
    await server.env.settle()
    assert server.service.troubles == [(str(thread.id), "The channel was deleted.")]


async def test_being_removed_from_a_server_is_told(server: Server) -> None:
    server.env.backend.remove_guild(server.guild.id)
    await server.env.settle()
    assert server.service.troubles == [(str(server.guild.id), "Readout was removed from the server.")]


async def test_a_failure_is_told_calmly_with_a_reference_that_is_in_the_log(
    server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object, **__: object) -> Reply:
        raise RuntimeError("a bug")

    monkeypatch.setattr(server.service, "answer", broken, raising=False)
    got = await stance(server, server.bob)
    assert got.ephemeral
    assert "Something went wrong" in text(got.response)
    assert service_errors(server) == ["error"]


async def test_what_cannot_be_looked_up_now_is_told_calmly_and_not_logged_again(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> str:
        raise NotNow("I can't look anything up just now.", "Ask again.")

    monkeypatch.setattr(server.service, "kept", away, raising=False)
    with capture_logs() as logs:
        got = await stance(server, server.bob)
    assert got.ephemeral
    assert "I can't look anything up just now." in text(got.response)
    assert (logs, service_errors(server)) == ([], [])


async def test_an_interaction_that_comes_twice_is_no_failure(server: Server) -> None:
    server.env.inject_error("POST", "/interactions/*/callback", status=400, code=40060)
    await stance(server, server.bob)
    assert service_errors(server) == []


async def test_the_log_leads_from_an_interaction_and_from_a_message_by_their_ids(
    server: Server, tmp_path: Path
) -> None:
    with kept_log(tmp_path / "readout.log", level="info"):
        got = await stance(server, server.bob)
        said = await server.bob.send(server.general, f"{server.us} latest")
    lines = map(json.loads, (tmp_path / "readout.log").read_text().splitlines())
    told = [line["errand"] for line in lines if line["event"] == "answered"]
    assert told == [f"discord-{got._interaction.id}", f"discord-{said.id}"]


async def test_commands_are_registered_once_and_again_when_they_change(
    server: Server, service: Noted, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def restarted() -> int:
        client = Client(service, None)
        client.shard_count = 1
        before = puts(server)
        await server.env.restart_bot(client)
        return puts(server) - before

    assert await restarted() == 0
    (described,) = service.topics()
    changed = described.model_copy(update={"title": "Another title"})
    monkeypatch.setattr(service, "topics", lambda: (changed,), raising=False)
    assert await restarted() == 1
    assert await restarted() == 0


def puts(server: Server) -> int:
    return sum(request.method == "PUT" for request in server.env.http_requests)


def views() -> int:
    gc.collect()
    return sum(isinstance(each, discord.ui.View) for each in gc.get_objects())


async def test_nothing_is_kept_in_memory_of_what_was_answered(server: Server) -> None:
    await stance(server, server.bob)
    before = views()
    for _ in range(20):
        await stance(server, server.bob)
    assert not server.client._connection._view_store._views
    assert views() <= before + 1  # the last one may still be on its way; all twenty would be kept
