"""Retrieving: what an address gives, what it means when it gives nothing, and how politely it is asked."""

from __future__ import annotations

import asyncio
import gzip
import time
import zlib
from email.utils import formatdate

import pytest

from bot.settings import Settings
from bot.sources.answers import retry_after
from bot.sources.fetching import Fetcher, Retrieved, agent_of
from tests.bot.sources.rogue import Asked, answer, fetcher, redirect, refusal, serving, tried


async def test_a_page_is_got_whole_with_what_was_said_of_it():
    async with serving() as server, fetcher() as getting:
        server.pages = {
            "/a": answer(
                200,
                b"<p>News</p>",
                content_type="text/html; charset=utf-8",
                etag='W/"7"',
                last_modified="Mon, 06 May 2019 06:00:00 GMT",
            )
        }
        got = await getting.get(server.url("/a#part"))
        assert got == Retrieved(
            url=server.url("/a"),
            status=200,
            data=b"<p>News</p>",
            content_type="text/html; charset=utf-8",
            etag='W/"7"',
            modified="Mon, 06 May 2019 06:00:00 GMT",
        )


async def test_a_second_request_asks_only_for_what_is_new():
    async with serving() as server, fetcher() as getting:
        server.pages = {"/a": b"HTTP/1.1 304 Not Modified\r\n\r\n"}
        got = await getting.get(server.url("/a"), etag='"7"', modified="Mon, 06 May 2019 06:00:00 GMT")
        assert (got.unchanged, got.status, got.data) == (True, 304, b"")
        assert (got.etag, got.modified) == ('"7"', "Mon, 06 May 2019 06:00:00 GMT")
        asked = server.asked[-1].headers
        assert asked["if-none-match"] == '"7"'
        assert asked["if-modified-since"] == "Mon, 06 May 2019 06:00:00 GMT"


async def test_the_host_is_told_who_asks_and_where_to_complain():
    async with serving() as server, fetcher() as getting:
        server.pages = {"/a": answer(200, b"a")}
        await getting.get(server.url("/a"))
        assert {one.headers["user-agent"] for one in server.asked} == {"Readout/0.1 (+news@desk.example)"}


def test_without_a_contact_the_agent_claims_none():
    assert agent_of("") == "Readout/0.1.0"
    assert agent_of("https://desk.example/bot") == "Readout/0.1.0 (+https://desk.example/bot)"


async def test_the_settings_make_a_fetcher():
    async with serving() as server:
        server.pages = {"/a": answer(200, b"a")}
        settings = Settings(fetch_allow=f"127.0.0.1:{server.port}", contact="me@desk.example", fetch_pause=0)  # type: ignore[arg-type]
        async with Fetcher.of(settings) as getting:
            assert (await getting.get(server.url("/a"))).data == b"a"
        assert server.asked[-1].headers["user-agent"] == "Readout/0.1.0 (+me@desk.example)"


# --- redirects ---


async def test_a_permanent_redirect_tells_the_new_address():
    async with serving() as server, fetcher() as getting:
        server.pages = {"/a": redirect("/b"), "/b": redirect("c?d=e", 308), "/c?d=e": answer(200, b"c")}
        got = await getting.get(server.url("/a"))
        assert (got.url, got.moved, got.data) == (server.url("/c?d=e"), server.url("/c?d=e"), b"c")


@pytest.mark.parametrize("status", [302, 303, 307])
async def test_one_passing_redirect_on_the_way_and_nothing_has_moved(status):
    async with serving() as server, fetcher() as getting:
        server.pages = {"/a": redirect("/b"), "/b": redirect("/c", status), "/c": answer(200, b"c")}
        got = await getting.get(server.url("/a"))
        assert (got.url, got.moved) == (server.url("/c"), "")


async def test_an_unchanged_page_may_have_moved_too():
    async with serving() as server, fetcher() as getting:
        server.pages = {"/a": redirect("/b"), "/b": b"HTTP/1.1 304 Not Modified\r\n\r\n"}
        got = await getting.get(server.url("/a"), etag='"7"')
        assert (got.unchanged, got.moved) == (True, server.url("/b"))


async def test_a_redirect_in_a_circle_is_named():
    async with serving() as server, fetcher() as getting:
        server.pages = {"/a": redirect("/b"), "/b": redirect("/a")}
        refused = await refusal(getting, server.url("/a"))
        assert refused.kind == "failing"
        assert "circle" in refused.problem
        assert server.paths() == ["/a", "/b"]


async def test_more_than_five_redirects_are_not_followed():
    async with serving() as server, fetcher() as getting:
        server.pages = {f"/{n}": redirect(f"/{n + 1}") for n in range(10)} | {"/5": answer(200, b"five")}
        assert (await getting.get(server.url("/0"))).data == b"five"
        server.pages["/5"] = redirect("/6")
        assert "more than 5" in (await refusal(getting, server.url("/0"))).problem


async def test_a_refresh_in_the_page_leads_nowhere():
    page = b'<meta http-equiv="refresh" content="0; url=/b">'
    async with serving() as server, fetcher() as getting:
        server.pages = {"/a": answer(200, page, refresh="0; url=/b")}
        assert (await getting.get(server.url("/a"))).data == page


def test_from_https_to_http_is_followed_and_noted_but_nothing_has_moved():
    from yarl import URL

    from bot.sources.addresses import Allowed
    from bot.sources.answers import Way

    way = Way(URL("https://news.example/a"), 1.0)
    way.follow(Allowed(), 301, "http://news.example/a")
    assert (str(way.here), way.downgraded, way.moved) == ("http://news.example/a", True, "")


# --- what a status means ---


@pytest.mark.parametrize(
    ("status", "kind", "lasting"),
    [
        (410, "gone", True),
        (404, "missing", False),
        (400, "missing", False),
        (401, "refused", False),
        (402, "refused", False),
        (403, "refused", False),
        (451, "refused", False),
        (429, "busy", False),
        (503, "busy", False),
        (500, "failing", False),
        (502, "failing", False),
        (599, "failing", False),
        (300, "garbled", False),
        (999, "failing", False),
    ],
)
async def test_each_status_has_its_meaning(status, kind, lasting):
    async with serving() as server, fetcher() as getting:
        server.pages = {"/a": answer(status, b"x")}
        refused = await refusal(getting, server.url("/a"))
        assert (refused.kind, refused.lasting, refused.retry_after) == (kind, lasting, None)
        assert str(status) in refused.problem


async def test_a_host_that_asks_for_time_gets_it():
    """Nothing else is asked of it either, and others are not held up."""
    async with serving() as server, serving("127.0.0.2") as other, fetcher() as getting:
        server.pages = {"/a": answer(429, retry_after="120"), "/b": answer(200, b"b")}
        other.pages = {"/b": answer(200, b"b")}
        assert (await refusal(getting, server.url("/a"))).retry_after == 120
        refused = await refusal(getting, server.url("/b"))
        assert refused.kind == "busy"
        assert 110 < (refused.retry_after or 0) <= 120
        assert server.paths() == ["/a"]
        assert (await getting.get(other.url("/b", "127.0.0.2"))).data == b"b"


async def test_those_who_wait_hear_at_once_that_a_host_wants_rest():
    async with serving() as server, fetcher(pause=0.3) as getting:
        server.pages = {"/a": answer(429, retry_after="120")}
        began = time.monotonic()
        errors = await asyncio.gather(*(refusal(getting, server.url("/a")) for _ in range(6)))
        assert {error.kind for error in errors} == {"busy"}
        assert time.monotonic() - began < 1.4  # one pause, not five
        assert server.paths() == ["/a"]


async def test_a_host_that_asks_for_a_moment_is_waited_for():
    async with serving() as server, fetcher() as getting:
        server.pages = {"/a": answer(503, retry_after="1"), "/b": answer(200, b"b")}
        began = time.monotonic()
        refused = await refusal(getting, server.url("/a"))
        assert refused.retry_after == 1
        assert (await getting.get(server.url("/b"))).data == b"b"
        assert time.monotonic() - began > 0.9


NOW = 1_557_122_400.0


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "120"}, 120),
        ({"Retry-After": " 0 "}, 0),
        ({"Retry-After": "99999999"}, 86400),
        ({"Retry-After": "9" * 5000}, None),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "1.5"}, None),
        ({"Retry-After": "²"}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": formatdate(NOW + 60, usegmt=True)}, 60),
        ({"Retry-After": formatdate(NOW - 60, usegmt=True)}, 0),
        ({"Retry-After": formatdate(NOW + 1e6, usegmt=True)}, 86400),
        ({"Retry-After": "Mon, 99 Foo 2019 06:00:00 GMT"}, None),
        ({"Retry-After": "Mon, 06 May 99999999 06:00:00 GMT"}, None),
    ],
)
def test_the_time_to_wait_is_seconds_or_a_date_and_a_day_at_most(headers, seconds):
    assert retry_after(headers, NOW) == seconds


def test_a_host_whose_clock_is_wrong_is_taken_at_its_own_clock():
    skewed = {"Retry-After": formatdate(NOW + 7260, usegmt=True), "Date": formatdate(NOW + 7200, usegmt=True)}
    assert retry_after(skewed, NOW) == 60


async def test_a_host_that_takes_no_connection_is_failing():
    async with serving() as server:
        url = server.url("/a")
    async with fetcher() as getting:
        refused = await refusal(getting, url)
    assert (refused.kind, refused.lasting) == ("failing", False)
    assert "takes no connection" in refused.problem


async def test_a_name_that_leads_nowhere_is_failing():
    from tests.bot.sources.rogue import Names

    async with fetcher(look_up=Names()) as getting:
        refused = await refusal(getting, "http://nowhere.example/")
    assert (refused.kind, refused.lasting) == ("failing", False)
    assert "leads nowhere" in refused.problem


# --- bodies ---


def deflated(data: bytes, window: int) -> bytes:
    packer = zlib.compressobj(wbits=window)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("", b"news" * 9000),
        ("identity", b"news" * 9000),
        ("gzip", gzip.compress(b"news" * 9000)),
        ("x-gzip", gzip.compress(b"news" * 9000)),
        ("GZIP", gzip.compress(b"news" * 4000) + gzip.compress(b"news" * 5000)),
        ("gzip", gzip.compress(b"news" * 9000) + bytes(100)),
        ("deflate", deflated(b"news" * 9000, 15)),
        ("deflate", deflated(b"news" * 9000, -15)),
    ],
    ids=["plain", "identity", "gzip", "x-gzip", "two members", "zeros behind", "zlib", "raw deflate"],
)
async def test_a_body_is_unpacked(encoding, data):
    async with serving() as server, fetcher() as getting:
        server.pages = {"/a": answer(200, data, content_encoding=encoding)}
        assert (await getting.get(server.url("/a"))).data == b"news" * 9000


@pytest.mark.parametrize("encoding", ["", "gzip"])
async def test_a_sitemap_in_a_gzip_file_is_unpacked(encoding):
    file = gzip.compress(b"<urlset/>")
    async with serving() as server, fetcher() as getting:
        body = gzip.compress(file) if encoding else file
        server.pages = {
            "/map.xml.gz": answer(200, body, content_encoding=encoding, content_type="application/gzip")
        }
        assert (await getting.get(server.url("/map.xml.gz"))).data == b"<urlset/>"


@pytest.mark.parametrize(
    ("encoding", "data"), [("", b"abcdef"), ("gzip", gzip.compress(b"abcdef"))], ids=["plain", "gzip"]
)
async def test_a_body_may_be_just_as_large_as_the_limit(encoding, data):
    async with serving() as server, fetcher() as getting:
        server.pages = {"/a": answer(200, data, content_encoding=encoding)}
        most = max(6, len(data))
        assert (await getting.get(server.url("/a"), most=most)).data == b"abcdef"
        assert (await refusal(getting, server.url("/a"), most=5)).kind == "too-large"


@pytest.mark.parametrize(
    ("content_type", "size", "got"),
    [
        ("text/html", 5_000_000, True),
        ("text/html", 5_000_001, False),
        ("application/xhtml+xml", 5_000_001, False),
        ("application/rss+xml; charset=utf-8", 9_000_000, True),
        ("text/xml", 10_000_001, False),
        ("application/pdf", 12_000_000, True),
        ("application/pdf", 30_000_001, False),
    ],
)
async def test_how_much_is_read_depends_on_what_it_is(content_type, size, got):
    async with serving() as server, fetcher() as getting:
        server.pages = {"/a": answer(200, bytes(size), content_type=content_type)}
        found = await tried(getting, server.url("/a"))
        assert isinstance(found, Retrieved) is got


async def test_a_body_without_a_length_ends_with_the_connection():
    async def act(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.0 200 OK\r\n\r\nold news")

    async with serving() as server, fetcher() as getting:
        server.pages = {"/a": act}
        assert (await getting.get(server.url("/a"))).data == b"old news"


async def test_an_answer_with_nothing_in_it_is_empty():
    async with serving() as server, fetcher() as getting:
        server.pages = {
            "/a": b"HTTP/1.1 204 No Content\r\n\r\n",
            "/b": answer(200, b"", content_encoding="gzip"),
        }
        assert (await getting.get(server.url("/a"))).data == b""
        assert (await getting.get(server.url("/b"))).data == b""


# --- many at once ---


async def test_a_host_is_asked_one_thing_at_a_time():
    async def act(_: Asked, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.01)
        writer.write(answer(200, b"a"))

    async with serving() as server, fetcher() as getting:
        server.pages = {f"/{n}": act for n in range(10)}
        await asyncio.gather(*(getting.get(server.url(f"/{n}")) for n in range(10)))
        assert server.busiest == 1
        assert server.paths() == [f"/{n}" for n in range(10)]


async def test_many_hosts_are_asked_at_once_but_no_more_than_allowed():
    async def act(_: Asked, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.02)
        writer.write(answer(200, b"a"))

    async with serving("0.0.0.0") as server, fetcher(connections=5) as getting:  # noqa: S104
        server.pages = {"/": act, "/robots.txt": act}
        await asyncio.gather(*(getting.get(server.url("/", f"127.0.0.{n}")) for n in range(1, 30)))
        assert server.busiest == 5


async def test_between_two_requests_to_a_host_there_is_a_pause():
    async with serving() as server, fetcher(pause=0.6) as getting:
        server.pages = {"/a": redirect("/b"), "/b": answer(200, b"b"), "/c": answer(200, b"c")}
        await getting.get(server.url("/a"))
        await getting.get(server.url("/c"))
        robots, first, second, third = (one.at for one in server.asked)
        assert second - robots < 0.55  # robots.txt and a redirect are part of one request
        assert third - second > 0.59
        assert first < second


async def test_who_gives_up_waiting_leaves_the_queue_in_order():
    async def act(_: Asked, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.05)
        writer.write(answer(200, b"a"))

    async with serving() as server, fetcher() as getting:
        server.pages = {f"/{n}": act for n in range(6)}
        asking = [asyncio.create_task(getting.get(server.url(f"/{n}"))) for n in range(6)]
        await asyncio.sleep(0.07)
        for task in (asking[0], asking[1], asking[3]):
            task.cancel()
        done = await asyncio.gather(*asking, return_exceptions=True)
        assert [isinstance(one, Retrieved) for one in done[2:]] == [True, False, True, True]
        assert len(getting._hosts) == 0


async def test_asking_a_thousand_hosts_leaves_nothing_behind():
    most = 0

    async def act(_: Asked, writer: asyncio.StreamWriter) -> None:
        nonlocal most
        writer.write(answer(200, b"a"))
        assert getting._session is not None
        assert getting._session.connector is not None
        most = max(most, sum(map(len, getting._session.connector._conns.values())))  # type: ignore[attr-defined]

    async with serving("0.0.0.0") as server, fetcher() as getting:  # noqa: S104
        server.pages = {"/": act}
        urls = [server.url("/", f"127.2.{n // 250}.{n % 250 + 1}") for n in range(1000)]
        got = await asyncio.gather(*(getting.get(url) for url in urls))
        assert {one.data for one in got} == {b"a"}
        assert len(getting._hosts) == 0
        assert most <= 250
        assert getting._session is not None
        assert getting._session.connector is not None
        assert not any(getting._session.connector._conns.values())  # type: ignore[attr-defined]
