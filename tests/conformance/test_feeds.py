"""Feeds from a conversation: added, read in the background, quoted in the next answers, removed again."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import web

from tests.conformance.conftest import DISCORD_TOKEN, LIMITLESS, ROOT, Bot, Start, StartBot, Wait

PAGE = """<!doctype html><html lang="en"><head><title>Envoy in the harbour</title>
<meta property="og:site_name" content="Quayside Gazette">
<meta property="article:published_time" content="2019-06-20T09:00:00Z"></head><body><article>
<h1>Envoy in the harbour</h1>
<p>Russian Foreign Minister Sergei Lavrov spoke on Venezuela after talks in Caracas.</p>
<p>“The lighthouse of Venezuela will be lit by Venezuelans,” Lavrov told reporters on the quay. “Sanctions
have never lit a lamp in any country, and they will not light one here.”</p>
<p>The opposition led by Juan Guaido had asked Moscow to end its support for the government in Caracas, and
the United States has said that its sanctions on PDVSA will stay.</p></article></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Quayside Gazette</title>
<language>en</language><item><title>Envoy in the harbour: Lavrov on Venezuela</title>
<link>{at}/envoy</link><guid>envoy</guid>
<pubDate>Thu, 20 Jun 2019 09:00:00 GMT</pubDate></item></channel></rss>"""
PLAIN = "<!doctype html><html><head><title>Nothing here</title></head><body><p>Closed.</p></body></html>"
Ask = Callable[[str, str], str]
SAID = "The lighthouse of Venezuela will be lit by Venezuelans"


@dataclass(frozen=True)
class Newsroom:
    """A news server of two pages and a feed on this machine."""

    at: str

    @property
    def feed(self) -> str:
        return f"{self.at}/rss.xml"


@pytest.fixture(scope="module")
def news() -> Iterator[Newsroom]:
    """Served from a thread: what reads it is another process."""
    loop = asyncio.new_event_loop()
    runner = loop.run_until_complete(_served())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    host, port = runner.addresses[0][:2]
    yield Newsroom(f"http://{host}:{port}")
    asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(20)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(20)
    loop.close()


async def _served() -> web.AppRunner:
    def page(text: str, kind: str) -> Callable[[web.Request], Any]:
        async def answer(request: web.Request) -> web.Response:
            return web.Response(text=text.replace("{at}", f"http://{request.host}"), content_type=kind)

        return answer

    app = web.Application()
    app.router.add_get("/rss.xml", page(FEED, "application/rss+xml"))
    app.router.add_get("/envoy", page(PAGE, "text/html"))
    app.router.add_get("/closed", page(PLAIN, "text/html"))
    runner = web.AppRunner(app, handle_signals=False)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The topic without its feeds, none of which may be reached from here."""
    folder = tmp_path_factory.mktemp("pack") / "venezuela"
    folder.mkdir()
    text = (ROOT / "seeds" / "venezuela" / "topic.toml").read_text(encoding="utf-8")
    (folder / "topic.toml").write_text(
        re.sub(r"(?ms)^\[\[feeds\]\].*?(?=^\[|\Z)", "", text), encoding="utf-8"
    )
    return str(folder)


def reading(start_bot: StartBot, pack: str, **signed_in: str) -> Bot:
    """A bot that reads feeds, those of this machine too."""
    here = {"READOUT_FETCH_ALLOW": "127.0.0.0/8", "READOUT_FETCH_PAUSE": "0", "READOUT_TOPICS": pack}
    return start_bot(READOUT_POLL="on", **here, **LIMITLESS, **signed_in)


def told_apart(ask: Ask, news: Newsroom) -> None:
    """Each address that can't be added is answered with its own cause."""
    for address, cause in {
        f"{news.at}/missing": "404",
        f"{news.at}/closed": "neither a feed",
        "http://10.0.0.1/rss": "private or reserved",
        "not an address": "needs the address of a feed",
    }.items():
        assert cause in ask("add", address), address


def arrives_and_leaves(ask: Ask, quotes: Callable[[], str], news: Newsroom, wait: Wait) -> None:
    """A feed is added, what it lists is quoted with its publisher, and it is removed again."""
    added = ask("add", news.feed)
    assert "Quayside Gazette (127.0.0.1) is read from now on." in added
    assert "a feed with 1 item, which seems to be about Venezuela. It is read now." in added
    wait(lambda: SAID in quotes(), 60)
    assert "Quayside Gazette" in quotes()
    assert "1 article" in ask("list", "")
    assert "is read already" in ask("add", news.feed)
    assert "is not read any more" in ask("remove", news.feed)
    assert "No feed is read" in ask("list", "")
    assert SAID in quotes()


def test_a_feed_added_in_slack_is_quoted_a_moment_later(
    start_server: Start, start_bot: StartBot, pack: str, news: Newsroom, wait: Wait
) -> None:
    slack, _ = start_server("slack")
    tokens = {"SLACK_BOT_TOKEN": "xoxb-standin-bot", "SLACK_APP_TOKEN": "xapp-1-standin-app"}
    reading(start_bot, pack, SLACK_API_BASE=f"http://127.0.0.1:{slack.port}/api/", **tokens)
    assert slack("wait_ready", timeout_s=60)["ok"]

    def said(text: str, user: str = "alice") -> str:
        return str(slack("slash", command="/venezuela", text=text, user=user)["user_sees"])

    def ask(action: str, address: str) -> str:
        return said(f"feeds {action} {address}")

    told_apart(ask, news)
    assert "administrator" in said(f"feeds add {news.feed}", user="bob")
    arrives_and_leaves(ask, lambda: said("quotes lavrov"), news, wait)
    slack("event", type="app_home_opened", user="alice", tab="home")
    slack("action", text="Add a feed", home_of="alice", user="alice")
    slack("view_submit", values={"address": news.feed})
    wait(lambda: "Quayside Gazette" in said("feeds list"), 20)
    slack.faultless()


def test_a_feed_added_on_discord_is_quoted_a_moment_later(
    start_server: Start, start_bot: StartBot, pack: str, news: Newsroom, wait: Wait
) -> None:
    discord, _ = start_server("discord")
    reading(
        start_bot,
        pack,
        DISCORD_API_BASE=f"http://127.0.0.1:{discord.port}/api/v10",
        DISCORD_GATEWAY_URL=f"ws://127.0.0.1:{discord.port}/gateway",
        DISCORD_TOKEN=DISCORD_TOKEN,
    )
    assert discord("wait_ready", command="venezuela", timeout_s=60)["ok"]

    def said(command: str, user: str = "alice", **options: str) -> str:
        path = ["venezuela", command]
        return str(discord("slash", path=path, options=options, user=user, channel="general")["user_sees"])

    def ask(action: str, address: str, user: str = "alice") -> str:
        return said("feeds", user, action=action, **({"address": address} if address else {}))

    told_apart(ask, news)
    assert "administrator" in ask("add", news.feed, user="bob")
    arrives_and_leaves(ask, lambda: said("quotes", actor="lavrov"), news, wait)
    discord.faultless()
