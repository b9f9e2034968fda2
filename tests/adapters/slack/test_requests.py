"""What comes to the web port: signed requests, and all others."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import aiohttp
import pytest

from adapters.slack.app import make_app
from adapters.slack.requests import routes_for
from bot.messages import HttpRequest, HttpResponse
from tests.adapters.discord.keeping import Desk
from tests.adapters.slack.workspace import SIGNING, Workspace, settings, signed

Post = Callable[[HttpRequest], Awaitable[HttpResponse]]


@pytest.fixture
async def post(slack: Workspace, desk: Desk) -> AsyncIterator[Post]:
    given = settings(slack.url, SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET=SIGNING)
    async with aiohttp.ClientSession() as session:
        app = make_app(desk, given, session)
        (route,) = routes_for(given, lambda: app)

        async def posted(request: HttpRequest) -> HttpResponse:
            response = await route.handle(request)
            await app.finished()
            return response

        yield posted


async def test_a_signed_command_is_answered(post: Post, slack: Workspace) -> None:
    assert (await post(signed(slack.slash("latest")))).status == 200
    assert len(slack.responses) == 1


async def test_slacks_challenge_is_answered(post: Post) -> None:
    response = await post(signed({"type": "url_verification", "challenge": "abc", "token": "x"}))
    assert (response.status, json.loads(response.body)) == (200, {"challenge": "abc"})


async def test_a_delivery_that_slack_repeats_is_answered_once(post: Post, slack: Workspace) -> None:
    event = slack.event("app_mention", text="latest")
    for number in range(3):
        headers = {"x-slack-retry-num": str(number), "x-slack-retry-reason": "http_timeout"}
        assert (await post(signed(event, **headers))).status == 200
    assert len(slack.posted) == 1


@pytest.mark.parametrize("what", ["other secret", "old", "from tomorrow", "tampered", "unsigned"])
async def test_what_slack_did_not_sign_now_is_refused(
    post: Post, slack: Workspace, desk: Desk, what: str
) -> None:
    command = slack.slash("latest")
    requests = {
        "other secret": signed(command, secret="other"),
        "old": signed(command, age=301),
        "from tomorrow": signed(command, age=-86_400),
        "tampered": replace(signed(command), body=signed(command).body + b"&x=1"),
        "unsigned": replace(signed(command), headers={"content-type": "application/json"}),
    }
    assert (await post(requests[what])).status == 401
    assert desk.asked == []


@pytest.mark.parametrize("at", ["", "abc", "١٢٣", "-1", "1e9", "9" * 400, "nan"])
@pytest.mark.parametrize("by", ["", "v0=", "v0=é", "\x00"])
async def test_no_signature_however_odd_gets_anything_done(
    post: Post, slack: Workspace, desk: Desk, at: str, by: str
) -> None:
    forged = HttpRequest(
        "POST",
        "/slack/events",
        "",
        {"content-type": "application/json", "x-slack-request-timestamp": at, "x-slack-signature": by},
        json.dumps({"type": "event_callback", "response_url": f"{slack.url}/respond/1"}).encode(),
    )
    assert (await post(forged)).status == 401
    assert desk.asked == []
    assert slack.calls == []


UNREADABLE = [b"{", b"\xff\xfe", b"[1]", b"payload=%7B", b"payload=[]", b'{"event": 1}', b"[" * 100_000]


@pytest.mark.parametrize("body", UNREADABLE, ids=range(len(UNREADABLE)))
async def test_what_cannot_be_read_is_refused(post: Post, desk: Desk, body: bytes) -> None:
    headers = {"content-type": "application/json"} if body[:1] in b"{[" else {}
    marks = signed({"type": "url_verification"}).headers
    response = await post(HttpRequest("POST", "/slack/events", "", {**marks, **headers}, body))
    assert response.status in (400, 401)
    assert desk.asked == []


async def test_signed_nonsense_is_refused_and_harms_nothing(post: Post, slack: Workspace) -> None:
    odd = {"type": "view_submission", "view": {}, "trigger_id": "t"}
    assert (await post(signed(odd))).status in (400, 404)
    assert (await post(signed(slack.slash("latest")))).status == 200


async def test_nothing_is_taken_while_readout_is_not_ready(slack: Workspace) -> None:
    given = settings(slack.url, SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET=SIGNING)
    (route,) = routes_for(given, lambda: None)
    response = await route.handle(signed(slack.slash("latest")))
    assert (response.status, response.headers["Retry-After"]) == (503, "5")


def test_paths_are_served_for_what_is_set_up_alone() -> None:
    def paths(**given: str) -> list[str]:
        return [route.path for route in routes_for(settings("http://x", **given), lambda: None)]

    assert paths(SLACK_BOT_TOKEN="t", SLACK_APP_TOKEN="a") == []
    assert paths(SLACK_BOT_TOKEN="t", SLACK_SIGNING_SECRET="s") == ["/slack/events"]
    assert paths(SLACK_BOT_TOKEN="t", SLACK_SIGNING_SECRET="s", SLACK_CLIENT_SECRET="c") == ["/slack/events"]
    both = ["/slack/install", "/slack/oauth_redirect"]
    assert paths(SLACK_CLIENT_SECRET="c", SLACK_SIGNING_SECRET="s") == ["/slack/events", *both]
    assert paths(SLACK_CLIENT_SECRET="c", SLACK_APP_TOKEN="a") == both
