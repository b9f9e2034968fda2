"""One poll of one feed: what is kept of it, and when it is asked for again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.crews import Bench
from bot.loading import load_topic
from bot.settings import BUNDLED
from bot.sources import parsing
from bot.sources.answers import fresh_for
from bot.sources.intervals import DAY, FIRST, HOUR
from bot.sources.retrieved import Retrieved, Unretrievable
from bot.sources.retrieving import Poll, Retrieving
from bot.storage.feed_contract import StoredFeed

NOW = datetime(2021, 6, 1, 12, tzinfo=UTC)
URL = "https://news.example/rss"
ITEM = "<item><title>{0}</title><link>https://news.example/{0}</link><guid>{0}</guid></item>"
RSS = "<rss version='2.0'><channel><title>News</title>{}</channel></rss>"
PAGE = b"<title>Maduro speaks</title><article><p>" + b"Venezuela's president spoke of talks in Caracas. " * 20


class Web:
    """Gives one answer after another."""

    def __init__(self, *answers: Retrieved | Unretrievable) -> None:
        self.answers = list(answers)

    async def get(
        self, url: str, *, etag: str = "", modified: str = "", most: int | None = None
    ) -> Retrieved:
        answer = self.answers.pop(0)
        if isinstance(answer, Unretrievable):
            raise answer
        return answer


@pytest.fixture(scope="module")
def parser_of() -> Iterator[Bench]:
    made = Bench(1, parsing.start, (load_topic(BUNDLED / "venezuela"),))
    yield made
    made.close()


def feed(**known: object) -> StoredFeed:
    base = {"key": 1, "topic": "venezuela", "url": URL, "origin": URL, "added": NOW, "due": NOW}
    return StoredFeed.model_validate(base | {"interval": FIRST, "kind": "feed"} | known)


def came(data: bytes | str = b"", **more: object) -> Retrieved:
    whole = data.encode() if isinstance(data, str) else data
    return Retrieved.model_validate({"url": URL, "status": 200, "data": whole} | more)


async def polled(parser: Bench, known: StoredFeed, *answers: Retrieved | Unretrievable) -> Poll:
    return await Retrieving(Web(*answers), parser, lambda: NOW).poll(known)


def pause(poll: Poll) -> float:
    return (poll.kept.due - NOW).total_seconds()


async def test_a_feed_gives_its_items_and_what_it_is(parser_of: Bench) -> None:
    found = await polled(parser_of, feed(kind=""), came(RSS.format(ITEM.format("a")), etag="e"))
    assert (found.outcome, found.kept.kind, found.kept.title, found.kept.etag) == (
        "read",
        "feed",
        "News",
        "e",
    )
    assert [item.document for item in found.items] == ["news.example/a"]


async def test_the_same_bytes_are_not_parsed_whether_the_host_says_so_or_not(parser_of: Bench) -> None:
    data = RSS.format(ITEM.format("a"))
    first = await polled(parser_of, feed(), came(data))
    known = feed(hash=first.kept.hash)
    for answer in (came(data), came(unchanged=True, status=304)):
        again = await polled(parser_of, known, answer)
        assert (again.outcome, again.items, again.kept.hash) == ("unchanged", (), first.kept.hash)
        assert again.kept.interval > known.interval


async def test_a_host_is_left_alone_while_its_answer_is_fresh_but_no_longer_than_an_hour(
    parser_of: Bench,
) -> None:
    known = feed(interval=300.0)
    for fresh, interval in ((0.0, 375.0), (1800.0, 1800.0), (DAY, HOUR)):
        found = await polled(parser_of, known, came(unchanged=True, status=304, fresh=fresh))
        assert found.kept.interval == interval
        assert interval <= pause(found) <= 1.2 * interval


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("max-age=600", 600), ("public, MAX-AGE=60", 60), ("s-maxage=60", 0), ("no-cache", 0), ("", 0)],
)
def test_what_a_host_says_of_freshness(header: str, seconds: float) -> None:
    assert fresh_for({"Cache-Control": header}) == seconds


async def test_what_passes_is_tried_again_soon_and_what_is_gone_has_ended(parser_of: Bench) -> None:
    failing = await polled(parser_of, feed(), Unretrievable("failing", "It fails."))
    assert (failing.outcome, failing.kept.trouble, failing.kept.succeeded) == ("failed", "It fails.", False)
    assert 60 <= pause(failing) <= 72
    busy = await polled(parser_of, feed(), Unretrievable("busy", "It is busy.", retry_after=7200))
    assert 7200 <= pause(busy) <= 8640
    gone = await polled(parser_of, feed(), Unretrievable("gone", "It is gone.", lasting=True))
    assert (gone.outcome, gone.kept.gone) == ("gone", True)


async def test_an_error_page_in_a_feeds_place_is_a_failure(parser_of: Bench) -> None:
    found = await polled(parser_of, feed(), came(PAGE, content_type="text/html"))
    assert (found.outcome, found.kept.cause) == ("failed", "garbled")
    assert "web page" in found.kept.trouble


async def test_a_page_is_read_as_one_until_a_feed_is_there(parser_of: Bench) -> None:
    found = await polled(parser_of, feed(kind=""), came(PAGE, content_type="text/html"))
    assert (found.kept.kind, [item.key for item in found.items]) == ("page", ["page"])
    assert found.kept.interval == FIRST
    later = await polled(parser_of, feed(kind="page"), came(RSS.format(ITEM.format("a"))))
    assert later.kept.kind == "feed"


@pytest.mark.parametrize("data", [b"", b"neither a feed nor markup", b'{"version": 1}'])
async def test_what_is_neither_feed_nor_page_is_told_of_as_a_feed(parser_of: Bench, data: bytes) -> None:
    found = await polled(parser_of, feed(kind=""), came(data))
    assert found.outcome == "failed" or found.kept.kind == "page"
    assert "Give a file" not in found.kept.trouble


async def test_an_index_leads_to_its_sitemaps_and_one_that_fails_stops_no_other(parser_of: Bench) -> None:
    head = "<?xml version='1.0'?>"
    names = ("archive", "news-1", "news-2")
    maps = "".join(f"<sitemap><loc>https://news.example/{name}.xml</loc></sitemap>" for name in names)
    space = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
    found = await polled(
        parser_of,
        feed(kind=""),
        came(f"{head}<sitemapindex {space}>{maps}</sitemapindex>"),
        Unretrievable("failing", "It fails."),
        came(f"{head}<urlset {space}><url><loc>https://news.example/b</loc></url></urlset>"),
        came(f"{head}<urlset {space}><url><loc>https://news.example/c</loc></url></urlset>"),
    )
    assert found.kept.kind == "index"
    assert [item.document for item in found.items] == ["news.example/b", "news.example/c"]


async def test_an_address_that_moved_for_good_is_kept(parser_of: Bench) -> None:
    there = "https://new.example/rss"
    found = await polled(parser_of, feed(), came(RSS.format(""), url=there, moved=there))
    assert found.kept.moved == there
    assert found.kept.due - NOW < timedelta(hours=1)
