"""What is sent arrives once, whatever happens on the way."""

from __future__ import annotations

import asyncio
import logging

import pytest

from tests.adapters.discord.keeping import Desk
from tests.adapters.slack.conftest import Delivery
from tests.adapters.slack.workspace import US, Workspace


async def test_a_rate_limit_on_a_message_is_waited_for(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    slack.next["chat.postMessage"].append(429)
    await deliver(slack.event("app_mention", text=f"<@{US}> latest"))
    assert len(slack.posted) == 1
    assert desk.counted["rate_limited"] == 1


async def test_a_rate_limit_on_a_response_is_waited_for(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    slack.next["response_url"].append(429)
    await deliver(slack.slash("latest"))
    assert len(slack.responses) == 1
    assert desk.counted["rate_limited"] == 1


@pytest.mark.parametrize("thread", ["7.1", ""])
async def test_a_message_whose_receipt_is_lost_is_found_and_not_posted_again(
    deliver: Delivery, slack: Workspace, desk: Desk, thread: str
) -> None:
    slack.next["chat.postMessage"].append("receipt lost")
    if thread:
        await deliver(slack.event("app_mention", text=f"<@{US}> latest", ts=thread))
    else:
        await deliver(slack.event("message", channel_type="im", text="latest"))
    assert len(slack.posted) == len(slack.named("chat.postMessage")) == 1
    looked = slack.named("conversations.replies" if thread else "conversations.history")
    assert len(looked) == 1


@pytest.mark.parametrize("instead", ["lost", 500, 503])
async def test_a_message_that_is_lost_is_posted_again(
    deliver: Delivery, slack: Workspace, desk: Desk, instead: object
) -> None:
    slack.next["chat.postMessage"].append(instead)
    await deliver(slack.event("app_mention", text=f"<@{US}> latest"))
    assert len(slack.posted) == 1
    assert desk.counted["lost"] == 1


async def test_where_we_may_not_look_nothing_is_posted_twice(deliver: Delivery, slack: Workspace) -> None:
    slack.next["chat.postMessage"].append("receipt lost")
    slack.next["conversations.replies"].append("missing_scope")
    await deliver(slack.event("app_mention", text=f"<@{US}> latest"))
    assert len(slack.named("chat.postMessage")) == 1


async def test_a_response_whose_receipt_is_lost_is_not_sent_again(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    slack.next["response_url"].append("receipt lost")
    await deliver(slack.slash("latest"))
    assert len(slack.named("response_url")) == 1
    assert desk.counted["lost"] == 1


async def test_a_private_response_that_slack_could_not_take_is_sent_again(
    deliver: Delivery, slack: Workspace
) -> None:
    slack.next["response_url"].append(500)
    await deliver(slack.slash("latest"))
    assert len(slack.responses) == 1


async def test_a_public_response_that_slack_may_have_taken_is_not_sent_again(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    slack.next["response_url"].append(500)
    await deliver(slack.press("s1:/strait stance norland"))
    assert len(slack.named("response_url")) == 1
    assert desk.counted["refused_response"] == 1


async def test_a_response_that_comes_too_late_is_counted_and_not_repeated(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    slack.next["response_url"].append(404)
    await deliver(slack.slash("latest"))
    assert len(slack.named("response_url")) == 1
    assert desk.counted["refused_response"] == 1


async def test_stopping_waits_for_an_answer_that_waits_for_slack(deliver: Delivery, slack: Workspace) -> None:
    slack.next["chat.postMessage"].append(0.3)
    payload = slack.event("app_mention", text=f"<@{US}> latest")
    task = asyncio.ensure_future(deliver(payload))
    await asyncio.wait_for(task, 3)
    assert len(slack.posted) == 1


async def test_what_is_logged_holds_neither_words_nor_tokens(
    deliver: Delivery, slack: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for wanted in (500, "xoxb-secret-reason"):
        slack.next["chat.postMessage"].append(wanted)
        await deliver(slack.event("app_mention", text=f"<@{US}> very private words"))
    slack.next["response_url"].append(500)
    await deliver(slack.slash("very private words"))
    await deliver(slack.press("p1:/strait very private words") | {"type": "unheard of"})
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("asyncio")]
    assert "private" not in " ".join(ours)
    assert "xoxb-1" not in " ".join(ours)


async def test_what_is_said_in_a_thread_is_asked_from_there(
    deliver: Delivery, slack: Workspace, desk: Desk
) -> None:
    await deliver(slack.event("app_mention", text=f"<@{US}> digest add daily at 8", thread_ts="7.1"))
    await deliver(slack.event("app_mention", text=f"<@{US}> digest add daily at 9"))
    assert [command.thread for command in desk.asked] == ["7.1", ""]
