"""Several processes before one store serve one Slack: each delivery is answered once, whoever gets it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import aiohttp
import pytest

from adapters.slack.adapter import Slack
from adapters.slack.states import Deed, State
from bot.messages import HttpRequest
from bot.metrics import Metrics
from bot.web import serving
from tests.adapters.discord.keeping import Desk
from tests.adapters.slack.conftest import TOPICS
from tests.adapters.slack.test_adapter import SOCKET, until
from tests.adapters.slack.test_app import DIGEST, submitted
from tests.adapters.slack.workspace import SIGNING, US, Workspace, settings, signed
from tests.adapters.terminal.replies import BRIEF
from tests.balancer import Balancer

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")  # slack_sdk

ONE = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": SIGNING}
MANY = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "client-secret", "SLACK_SIGNING_SECRET": SIGNING}


class Site:
    """Two processes with desks of their own before one store, and a balancer before both."""

    def __init__(self, slack: Workspace, given: Mapping[str, str]) -> None:
        self._slack, self._given = slack, given
        self.desks = [Desk(TOPICS, answers=lambda command: BRIEF) for _ in range(2)]
        for desk in self.desks:
            desk.kept_things, desk.turns = self.desks[0].kept_things, self.desks[0].turns

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Site]:
        async with AsyncExitStack() as stack:
            ports = [await stack.enter_async_context(self._process(desk)) for desk in self.desks]
            before = Balancer([f"http://127.0.0.1:{port}" for port in ports])
            self.balancer = await stack.enter_async_context(before.open())
            self.session = await stack.enter_async_context(
                aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
            )
            yield self

    @asynccontextmanager
    async def _process(self, desk: Desk) -> AsyncIterator[int]:
        adapter = Slack(settings(self._slack.url, **self._given))
        task = asyncio.create_task(adapter.run(desk))
        try:
            await until(lambda: adapter.ready)
            async with serving("127.0.0.1", 0, adapter.routes(desk), Metrics(), _ready) as port:
                yield port
        finally:
            await adapter.stop()
            await asyncio.gather(task, return_exceptions=True)

    async def post(self, payload: dict[str, Any], **headers: str) -> int:
        """What Slack sends, to whichever process is next; the status."""
        request: HttpRequest = signed(payload, **headers)
        url = f"{self.balancer.url}{request.path}"
        async with self.session.post(url, data=request.body, headers=dict(request.headers)) as answer:
            await answer.read()
            return answer.status

    @property
    def asked(self) -> list[int]:
        """How much each process was asked."""
        return [len(desk.asked) for desk in self.desks]


async def _ready() -> Mapping[str, bool]:
    return {}


@pytest.fixture
async def site(slack: Workspace) -> AsyncIterator[Site]:
    async with Site(slack, ONE).open() as made:
        yield made


async def test_what_is_sent_to_either_process_in_turn_is_answered_once_each(
    site: Site, slack: Workspace
) -> None:
    for number in range(4):
        assert await site.post(slack.slash(f"latest {number}d")) == 200
    await until(lambda: len(slack.responses) == 4)
    assert site.asked == [2, 2]


async def test_a_button_is_understood_by_a_process_that_has_not_made_it(site: Site, slack: Workspace) -> None:
    state = State(Deed.ANSWER, f"/strait search {'long words ' * 300}".strip())
    assert state.key
    await site.desks[0].keep("slack-lines", state.key, state.line)
    for _ in range(2):
        assert await site.post(slack.press(state.spelled())) == 200
    await until(lambda: len(slack.responses) == 2)
    assert [[command.text for command in desk.asked] for desk in site.desks] == [[state.line]] * 2


async def test_a_form_is_opened_by_one_process_and_taken_by_the_other(site: Site, slack: Workspace) -> None:
    assert await site.post(slack.press("strait", action="readout-add-digest")) == 200
    await until(lambda: slack.named("views.open"))
    assert await site.post(submitted("readout-digest", DIGEST)) == 200
    await until(lambda: slack.named("views.publish"))
    assert site.desks[1].asked[0].text == "/strait digest add weekdays at 08:00 on norland"
    assert await site.post(slack.event("app_home_opened", tab="home")) == 200
    await until(lambda: len(slack.named("views.publish")) == 2)
    assert site.balancer.went == [0, 1, 0]


async def test_what_slack_repeats_to_the_other_process_is_answered_once(site: Site, slack: Workspace) -> None:
    for desk in site.desks:
        desk.slow = 0.3
    event = slack.event("app_mention", text=f"<@{US}> latest")
    again = {"x-slack-retry-reason": "http_timeout"}
    tries = (site.post(event, **again, **{"x-slack-retry-num": str(number)}) for number in range(4))
    assert await asyncio.gather(*tries) == [200] * 4
    await until(lambda: slack.posted)
    assert sum(site.asked) == len(slack.posted) == 1
    assert sorted(site.balancer.went) == [0, 0, 1, 1]


async def installed(site: Site) -> int:
    """A workspace installs the app in a browser that each request of leads elsewhere; the last status."""
    async with site.session.get(f"{site.balancer.url}/slack/install") as page:
        state = re.search(r"state=([\w-]+)", await page.text())
        cookie = page.headers["Set-Cookie"].split(";")[0]
    assert state is not None
    back = f"{site.balancer.url}/slack/oauth_redirect?code=T1&state={state[1]}"
    async with site.session.get(back, headers={"Cookie": cookie}) as page:
        return page.status


async def test_an_installation_is_begun_at_one_process_and_finished_at_the_other(slack: Workspace) -> None:
    async with Site(slack, MANY).open() as site:
        assert await installed(site) == 200
        assert site.balancer.went == [0, 1]
        for number in range(2):  # and the token is known to both
            event = slack.event("app_mention", text=f"<@{US}> latest", ts=f"{number}.1")
            assert await site.post(event) == 200
        await until(lambda: len(slack.posted) == 2)
        assert site.asked == [1, 1]


async def test_a_workspace_that_leaves_at_one_process_is_gone_at_the_other(slack: Workspace) -> None:
    async with Site(slack, MANY).open() as site:
        await installed(site)
        await site.post(slack.event("app_mention", text=f"<@{US}> latest"))
        await until(lambda: slack.posted)
        await site.post(slack.event("app_uninstalled"))
        for number in range(2):
            await site.post(slack.event("app_mention", text=f"<@{US}> latest", ts=f"{number}.1"))
        assert sum(site.asked) == len(slack.posted) == 1


async def test_slack_may_spread_deliveries_over_the_sockets_of_processes(slack: Workspace) -> None:
    desks = [Desk(TOPICS, answers=lambda command: BRIEF) for _ in range(2)]
    desks[1].kept_things = desks[0].kept_things
    async with AsyncExitStack() as stack:
        for desk in desks:
            await stack.enter_async_context(_connected(slack, desk))
        for number in range(4):
            await slack.send(slack.slash("latest"), id=f"e{number}", socket=number % 2)
        repeated = slack.event("app_mention", text=f"<@{US}> latest")
        for number in range(2):  # what the first was thought to have lost
            await slack.send(repeated, kind="events_api", id=f"r{number}", socket=number)
        await until(lambda: len(slack.acknowledged) == 6)
        await until(lambda: len(slack.responses) == 4 and slack.posted)
    assert [len(desk.asked) for desk in desks] in ([3, 2], [2, 3])
    assert len(slack.posted) == 1


@asynccontextmanager
async def _connected(slack: Workspace, desk: Desk) -> AsyncIterator[None]:
    adapter = Slack(settings(slack.url, **SOCKET))
    task = asyncio.create_task(adapter.run(desk))
    try:
        await until(lambda: adapter.ready)
        yield
    finally:
        await adapter.stop()
        await asyncio.gather(task, return_exceptions=True)
