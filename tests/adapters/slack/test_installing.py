"""Workspaces that install the app by OAuth."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from adapters.slack.answering import CountingApp
from adapters.slack.app import make_app
from adapters.slack.installing import Pending
from adapters.slack.requests import routes_for
from bot.messages import HttpRequest, HttpResponse, PlatformSettings
from tests.adapters.discord.keeping import Desk
from tests.adapters.slack.workspace import SIGNING, US, Workspace, settings, signed

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")  # slack_sdk


class Clocked(Desk):
    """A desk on which what is kept for a time runs out."""

    def __init__(self) -> None:
        super().__init__()
        self.now = timedelta()
        self.until: dict[tuple[str, str], timedelta] = {}

    async def keep(self, space: str, key: str, value: str, lasting: timedelta | None = None) -> None:
        await super().keep(space, key, value)
        if lasting:
            self.until[space, key] = self.now + lasting

    async def kept(self, space: str, key: str) -> str | None:
        over = self.until.get((space, key), timedelta.max) <= self.now
        return None if over else await super().kept(space, key)


class Site:
    """The web port, as browsers and Slack see it."""

    def __init__(self, app: CountingApp, given: PlatformSettings) -> None:
        self._routes = {route.path: route.handle for route in routes_for(given, lambda: app)}
        self._app = app

    async def get(self, path: str, query: str = "", cookie: str = "") -> HttpResponse:
        return await self._routes[path](HttpRequest("GET", path, query, {"cookie": cookie}, b""))

    async def begun(self) -> tuple[str, str]:
        """An installation begun in a browser: its state and its cookie."""
        page = await self.get("/slack/install")
        state = re.search(rb"state=([\w-]+)", page.body)
        assert state is not None
        return state[1].decode(), page.headers["Set-Cookie"].split(";")[0]

    async def post(self, request: HttpRequest) -> HttpResponse:
        response = await self._routes["/slack/events"](request)
        await self._app.finished()
        return response


@pytest.fixture
def clocked() -> Clocked:
    return Clocked()


@pytest.fixture
async def site(slack: Workspace, clocked: Clocked) -> AsyncIterator[Site]:
    given = settings(
        slack.url, SLACK_CLIENT_ID="1.2", SLACK_CLIENT_SECRET="client-secret", SLACK_SIGNING_SECRET=SIGNING
    )
    async with aiohttp.ClientSession() as session:
        yield Site(make_app(clocked, given, session), given)


def of_team(event: dict[str, Any], team: str) -> dict[str, Any]:
    return event | {"team_id": team, "authorizations": [event["authorizations"][0] | {"team_id": team}]}


async def installed(site: Site, code: str) -> HttpResponse:
    state, cookie = await site.begun()
    return await site.get("/slack/oauth_redirect", f"code={code}&state={state}", cookie)


async def test_the_way_to_install_asks_for_our_scopes_on_the_server_that_the_settings_name(
    site: Site, slack: Workspace
) -> None:
    page = await site.get("/slack/install")
    assert page.status == 200
    text = page.body.decode()
    assert f"{slack.url}/oauth/v2/authorize" in text
    assert "chat:write" in text
    assert "client-secret" not in text


async def test_a_workspace_that_installed_the_app_is_answered_with_its_own_token(
    site: Site, slack: Workspace, clocked: Clocked
) -> None:
    assert (await installed(site, "T1")).status == 200
    assert (await installed(site, "T2")).status == 200
    event = of_team(slack.event("app_mention", text=f"<@{US}> latest"), "T2")
    assert (await site.post(signed(event))).status == 200
    used = [token for (name, _), token in zip(slack.calls, slack.tokens, strict=True) if "post" in name]
    assert used == ["xoxb-of-T2"]
    assert clocked.asked[0].workspace == "T2"


async def test_who_we_are_in_a_workspace_is_asked_once(site: Site, slack: Workspace) -> None:
    await installed(site, "T1")
    before = len(slack.named("auth.test"))
    for _ in range(3):
        await site.post(signed(slack.event("app_mention", text=f"<@{US}> latest")))
    assert len(slack.named("auth.test")) == before + 1


async def test_a_workspace_that_installed_nothing_gets_no_answer(
    site: Site, slack: Workspace, clocked: Clocked
) -> None:
    await installed(site, "T1")
    await site.post(signed(of_team(slack.event("app_mention", text=f"<@{US}> latest"), "T9")))
    assert clocked.asked == []
    assert slack.posted == []


async def test_an_installation_is_finished_once(site: Site, clocked: Clocked) -> None:
    state, cookie = await site.begun()
    query = f"code=T1&state={state}"
    assert (await site.get("/slack/oauth_redirect", query, cookie)).status == 200
    assert (await site.get("/slack/oauth_redirect", query, cookie)).status == 401


async def test_an_installation_is_finished_in_the_browser_that_began_it(site: Site, slack: Workspace) -> None:
    state, _ = await site.begun()
    _, other = await site.begun()
    for cookie in ("", other):
        answer = await site.get("/slack/oauth_redirect", f"code=T1&state={state}", cookie)
        assert answer.status == 400
    assert slack.named("oauth.v2.access") == []


async def test_an_installation_is_finished_within_ten_minutes(
    site: Site, slack: Workspace, clocked: Clocked
) -> None:
    state, cookie = await site.begun()
    clocked.now += timedelta(minutes=10)
    answer = await site.get("/slack/oauth_redirect", f"code=T1&state={state}", cookie)
    assert answer.status == 401
    assert slack.named("oauth.v2.access") == []


async def test_a_state_that_nobody_gave_out_is_refused(clocked: Clocked) -> None:
    assert not await Pending(clocked).async_consume("made up")


@pytest.mark.parametrize("query", ["error=access_denied", "state=x", "", "code=%00&state=%ff"])
async def test_a_broken_way_back_is_told_calmly(site: Site, query: str) -> None:
    answer = await site.get("/slack/oauth_redirect", query)
    assert answer.status in (200, 400)
    assert b"Traceback" not in answer.body


async def test_a_refused_code_installs_nothing(site: Site, slack: Workspace, clocked: Clocked) -> None:
    slack.next["oauth.v2.access"].append("invalid_code")
    assert (await installed(site, "T1")).status == 401
    assert not [key for space, key in clocked.kept_things if space == "slack-installations"]


@pytest.mark.parametrize("event", ["app_uninstalled", "tokens_revoked"])
async def test_a_workspace_that_takes_the_app_away_is_forgotten(
    site: Site, slack: Workspace, clocked: Clocked, event: str
) -> None:
    await installed(site, "T1")
    await installed(site, "T2")
    what = {"tokens": {"bot": [US]}} if event == "tokens_revoked" else {}
    await site.post(signed(slack.event(event, **what)))
    kept = [key for space, key in clocked.kept_things if space == "slack-installations"]
    assert kept == ["-:T2"]
