"""Posting to a small Slack over real sockets: once, found by its key, corrected, or refused for a reason."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.oauth.installation_store import Installation

from adapters.slack.installing import Installations
from adapters.slack.posting import SignedIn, SlackPosting
from bot.messages import (
    NEW,
    ChannelGone,
    NotAllowed,
    Place,
    Post,
    Posted,
    Problem,
    Refused,
    Throttled,
    Unfit,
    Unreachable,
    Unsure,
)
from tests.adapters.discord.keeping import Desk
from tests.adapters.slack.workspace import CHANNEL, TEAM, Workspace, settings
from tests.adapters.terminal.replies import BRIEF

EVER = datetime(1970, 1, 2, tzinfo=UTC)
PLACE = Place(workspace=TEAM, channel=CHANNEL)


def post(key: str = "ab12-1", **more: Any) -> Post:
    return Post(key=key, reply=BRIEF, topic="strait", **more)


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as made:
        yield made


@pytest.fixture
def posting(slack: Workspace, desk: Desk, session: aiohttp.ClientSession) -> SlackPosting:
    made = SlackPosting()
    made.signed_in(SignedIn(desk, settings(slack.url, SLACK_BOT_TOKEN="xoxb-1"), session))
    return made


async def test_a_post_bears_its_key_as_metadata_and_unfolds_no_links(
    slack: Workspace, posting: SlackPosting
) -> None:
    posted = await posting.post(PLACE, post())
    (sent,) = slack.posted
    assert posted == Posted(message="1.0")
    assert sent["metadata"] == {"event_type": "readout_digest", "event_payload": {"key": "ab12-1"}}
    assert "ab12-1" not in json.dumps(sent["blocks"]) + sent["text"]
    assert str(sent["unfurl_links"]) == str(sent["unfurl_media"]) in ("False", "0", "false")


async def test_the_first_post_of_a_thread_stands_in_the_channel_and_the_next_below_it(
    slack: Workspace, posting: SlackPosting
) -> None:
    place = PLACE.model_copy(update={"thread": NEW})
    first = await posting.post(place, post())
    assert first == Posted(message="1.0", thread="1.0")
    await posting.post(PLACE.model_copy(update={"thread": first.thread}), post("ab12-2"))
    assert "thread_ts" not in slack.posted[0]
    assert slack.posted[1]["thread_ts"] == "1.0"


async def test_a_lost_receipt_leaves_it_unsure_and_posts_nothing_again(
    slack: Workspace, posting: SlackPosting
) -> None:
    slack.next["chat.postMessage"].append("receipt lost")
    with pytest.raises(Unsure):
        await posting.post(PLACE, post())
    assert len(slack.named("chat.postMessage")) == len(slack.posted) == 1


@pytest.mark.parametrize("fault", ["lost", 500, 503, "fatal_error", "internal_error", "request_timeout"])
async def test_what_may_have_been_done_is_unsure(slack: Workspace, posting: SlackPosting, fault: Any) -> None:
    slack.next["chat.postMessage"].append(fault)
    with pytest.raises(Unsure):
        await posting.post(PLACE, post())
    assert len(slack.named("chat.postMessage")) == 1


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("channel_not_found", ChannelGone),
        ("is_archived", ChannelGone),
        ("thread_not_found", ChannelGone),
        ("account_inactive", ChannelGone),
        ("restricted_action_read_only_channel", NotAllowed),
        ("missing_scope", NotAllowed),
        ("msg_too_long", Unfit),
        ("msg_blocks_too_long", Unfit),
        ("invalid_blocks", Unfit),
        ("invalid_auth", Refused),
        ("some_new_word", Unreachable),
    ],
)
async def test_what_slack_did_not_do_is_told_apart(
    slack: Workspace, posting: SlackPosting, word: str, kind: type[Problem]
) -> None:
    slack.next["chat.postMessage"].append(word)
    with pytest.raises(kind):
        await posting.post(PLACE, post())
    assert slack.posted == []


async def test_a_short_wait_is_waited(slack: Workspace, posting: SlackPosting) -> None:
    slack.next["chat.postMessage"].append(429)
    await posting.post(PLACE, post())
    assert len(slack.posted) == 1


async def test_a_slack_that_limits_on_and_on_is_told(slack: Workspace, posting: SlackPosting) -> None:
    slack.next["chat.postMessage"].extend([429] * 3)
    with pytest.raises(Throttled):
        await posting.post(PLACE, post())
    assert slack.posted == []


async def test_a_public_channel_is_joined_where_that_is_needed(
    slack: Workspace, posting: SlackPosting
) -> None:
    await posting.post(PLACE, post())
    slack.next["conversations.history"].append("not_in_channel")
    slack.posted[0]["ts"] = "90000.5"
    assert await posting.find(PLACE, "ab12-1", EVER) == Posted(message="90000.5")
    assert slack.named("conversations.join") == [{"channel": CHANNEL}]


@pytest.mark.parametrize("why", ["missing_scope", "method_not_supported_for_channel_type"])
async def test_who_may_not_join_asks_for_an_invitation(
    slack: Workspace, posting: SlackPosting, why: str
) -> None:
    slack.next["conversations.history"].append("not_in_channel")
    slack.next["conversations.join"].append(why)
    with pytest.raises(NotAllowed, match="/invite"):
        await posting.find(PLACE, "ab12-1", EVER)


async def test_only_the_same_key_since_then_is_found(slack: Workspace, posting: SlackPosting) -> None:
    slack.next["conversations.history"].extend([_history("90000.1"), _history("90000.1")])
    assert await posting.find(PLACE, "ab12-2", EVER) is None
    late = datetime.fromtimestamp(90000, UTC) + timedelta(hours=1)
    assert await posting.find(PLACE, "ab12-1", late) is None


async def test_a_thread_that_is_gone_holds_nothing(slack: Workspace, posting: SlackPosting) -> None:
    slack.next["conversations.replies"].append("thread_not_found")
    assert await posting.find(PLACE.model_copy(update={"thread": "1.0"}), "ab12-1", EVER) is None


async def test_where_nothing_can_be_looked_at_it_is_not_taken_for_missing(
    slack: Workspace, posting: SlackPosting
) -> None:
    for faults in (["lost", "lost"], [500], ["channel_not_found"]):  # aiohttp reads once more by itself
        slack.next["conversations.history"].extend(faults)
        with pytest.raises((Unreachable, ChannelGone)):
            await posting.find(PLACE, "ab12-1", EVER)


async def test_a_correction_keeps_the_key_and_calls_nobody(slack: Workspace, posting: SlackPosting) -> None:
    changed = post(note="A <quotation> was taken back.", mention="U7")
    await posting.edit(PLACE, Posted(message="1.0"), changed)
    (sent,) = slack.named("chat.update")
    assert sent["ts"] == "1.0" or sent["ts"] == 1.0
    assert sent["metadata"]["event_payload"] == {"key": "ab12-1"}
    assert sent["blocks"][0]["elements"][0]["text"] == "A <quotation> was taken back."
    assert "U7" not in json.dumps(sent)


@pytest.mark.parametrize(
    ("mention", "called"),
    [("U7", "<@U7>"), ("&S7", "<!subteam^S7>"), ("here", "<!here>"), ("everyone", "<!channel>")],
)
async def test_only_whom_the_post_names_is_called(
    slack: Workspace, posting: SlackPosting, mention: str, called: str
) -> None:
    await posting.post(PLACE, post(mention=mention))
    assert slack.posted[0]["blocks"][0]["text"]["text"] == called
    assert slack.posted[0]["text"].startswith(called)


async def test_each_workspace_is_posted_to_with_its_own_token(
    slack: Workspace, desk: Desk, session: aiohttp.ClientSession
) -> None:
    store = Installations(desk)
    ours = Installation(team_id=TEAM, enterprise_id="E1", user_id="U1", bot_token="xoxb-theirs")
    await store.async_save(ours)
    posting = SlackPosting()
    posting.signed_in(SignedIn(desk, settings(slack.url, SLACK_CLIENT_SECRET="s"), session))
    await posting.post(PLACE, post())
    assert slack.tokens[-1] == "xoxb-theirs"
    await store.async_delete_installation(enterprise_id="E1", team_id=TEAM)
    with pytest.raises(ChannelGone, match="removed from the workspace"):
        await posting.post(PLACE, post("ab12-2"))


async def test_one_person_is_told_in_a_direct_message(slack: Workspace, posting: SlackPosting) -> None:
    await posting.tell(TEAM, "U7", BRIEF)
    assert slack.posted[0]["channel"] == "U7"


def _history(ts: str) -> Any:
    metadata = {"event_type": "readout_digest", "event_payload": {"key": "ab12-1"}}
    return web.json_response({"ok": True, "messages": [{"ts": ts, "metadata": metadata}], "has_more": False})
