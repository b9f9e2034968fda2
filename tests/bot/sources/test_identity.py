"""Whose article it is: nobody makes, changes or forestalls one of another's, whatever he says of himself."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.sources.listing import address_item, listed
from bot.sources.taking import PutOff
from bot.storage import open_store
from bot.storage.contract import Store
from bot.storage.feed_contract import ListedItem, Settled
from summaries.articles.feeds import read_feed
from summaries.model import Article
from tests.bot.sources.test_taking import TEXT, Desk, Web, page

VICTIM = "https://agency.example/2021/06/01/talks"
NAME = "agency.example/2021/06/01/talks"
ROGUE = "https://rogue.example/feed"
LIES = 2 * TEXT.replace("would not", "would gladly")  # long enough for a feed's whole text


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'readout.db'}")
    yield opened
    opened.close()


@pytest.fixture
async def desk(store: Store) -> AsyncIterator[Desk]:
    made = Desk(store, Web())
    made.web.pages[VICTIM] = page()
    yield made
    await made.intake.close()


def rss(link: str, text: str = "", guid: str = "1", title: str = "Maduro speaks") -> bytes:
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>R</title>'
        f"<item><title>{title}</title><guid isPermaLink='false'>{guid}</guid>"
        f"{link and f'<link>{link}</link>'}"
        f"<content:encoded><![CDATA[{text}]]></content:encoded></item></channel></rss>"
    ).encode()


def items(desk: Desk, data: bytes, came_from: str = ROGUE) -> tuple[ListedItem, ...]:
    return listed(read_feed(data, came_from), desk.feed.model_copy(update={"origin": came_from}), came_from)


def stored(desk: Desk, became: Settled | PutOff | None) -> Article:
    assert isinstance(became, Settled)
    assert became.article, became
    return desk.store.articles([became.article])[became.article]


async def test_a_feed_that_carries_a_text_for_anothers_address_is_not_believed(desk: Desk) -> None:
    desk.list(*items(desk, rss(VICTIM, LIES)))
    article = stored(desk, await desk.take())
    assert (article.id, "gladly" in article.text) == (NAME, False)


async def test_a_feed_makes_no_new_version_of_anothers_article(desk: Desk) -> None:
    desk.list(address_item(VICTIM))
    real = stored(desk, await desk.take())
    for turn in range(3):
        desk.list(*items(desk, rss(VICTIM, LIES, title=f"Now {turn}")))
        await desk.take(hours=1)
    assert list(desk.store.articles([NAME, f"{NAME}@2"])) == [NAME]
    assert desk.store.articles([NAME])[NAME].text == real.text


async def test_a_feed_carries_the_text_of_its_own_site_and_of_its_own_address_only(desk: Desk) -> None:
    (own,) = items(desk, rss("https://www.rogue.example/a", LIES))
    (other,) = items(desk, rss("https://rogue.example.agency.example/a", LIES))
    (far,) = items(desk, rss("https://rogue.example/a", LIES), came_from="https://cdn.example/feed")
    assert own.body is not None
    assert (other.body, far.body) == (None, None)


CLAIMS = (
    f'<link rel="canonical" href="{VICTIM}">',
    f'<meta property="og:url" content="{VICTIM}">',
    '<script type="application/ld+json">'
    + json.dumps({"@type": "NewsArticle", "url": VICTIM, "@id": VICTIM, "mainEntityOfPage": VICTIM})
    + "</script>",
    f'<base href="{VICTIM}"><link rel="canonical" href="">',
    f'<meta http-equiv="refresh" content="0; url={VICTIM}">',
    '<link rel="canonical" href="https://rogue.example:8443/talks">',
)


async def test_a_page_is_known_by_the_address_it_came_from_whatever_it_claims(desk: Desk) -> None:
    for number, claim in enumerate(CLAIMS):
        url = f"https://rogue.example/{number}"
        desk.web.pages[url] = f"<head>{claim}</head>".encode() + page(LIES)
        desk.list(address_item(url))
        article = stored(desk, await desk.take())
        assert (article.document, article.url) == (url.removeprefix("https://"), url), claim


async def test_an_item_without_an_address_is_known_by_its_feeds(desk: Desk) -> None:
    for number, claim in enumerate(CLAIMS):
        called = '<meta property="og:site_name" content="Reuters">'
        desk.list(*items(desk, rss("", called + claim + LIES, guid=f"{NAME}{number}")))
        article = stored(desk, await desk.take())
        assert (article.document, article.url) == (f"rogue.example/feed#{NAME}{number}", ""), claim
        assert article.publisher == "rogue.example"


async def test_what_stands_at_anothers_address_is_read_although_a_copy_was_first(desk: Desk) -> None:
    url = "https://rogue.example/a"
    desk.web.pages[url] = f'<link rel="canonical" href="{VICTIM}">'.encode() + page()
    desk.list(address_item(url))
    await desk.take()
    desk.list(address_item(VICTIM))
    became = await desk.take()
    assert isinstance(became, Settled)
    assert (became.outcome, became.article) == ("new", NAME)
