"""robots.txt: read once a day, obeyed to the letter, and no way to do harm."""

from __future__ import annotations

import asyncio
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from bot.sources.retrieved import Retrieved, Unretrievable
from bot.sources.robots import LONGEST_DELAY, MOST, Robots, read_rules
from tests.bot.sources.rogue import Asked, answer, fetcher, redirect, refusal, serving, tried


def allows(text: str, path: str) -> bool:
    return read_rules(text).allow(URL(f"http://news.example{path}"))


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /private/", "/private/a", False),
        ("User-agent: *\nDisallow: /private/", "/public/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: other\nUser-agent: readout\nDisallow: /", "/a", False),
        ("User-agent: Readout/0.1\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: readout\nAllow: /", "/a", True),
        ("User-agent: readout\nDisallow: /x\n\nUser-agent: *\nDisallow: /", "/a", True),
        ("User-agent: other\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", True),
        ("User-agent: *\nDisallow: /news\nAllow: /news/open", "/news/open/1", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", True),
        ("USERAGENT : *\nDisalow : /a # no", "/a", False),
        ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", "/a", False),
        ("User-agent: *\nCrawl-delay: 2\nDisallow: /a", "/a", False),
        ("User-agent: *\rDisallow: /a", "/a", False),
        ("User-agent: *\nUser-agent: other\nDisallow: /a", "/a", False),
        ("User-agent: *\nAllow: /b\nUser-agent: other\nDisallow: /a", "/a", True),
        ("Disallow: /a", "/a", True),
        ("<html><body>User-agent: * Disallow: /</body></html>", "/a", True),
        ("User-agent: *\nDisallow: /ä", "/%C3%A4", False),
    ],
)
def test_the_rules_are_those_of_the_standard(text, path, allowed):
    assert allows(text, path) is allowed


def test_a_crawl_delay_is_obeyed_up_to_a_limit():
    assert read_rules("User-agent: *\nCrawl-delay: 7").delay == 7
    assert read_rules("User-agent: *\nCrawl-delay: 86400").delay == LONGEST_DELAY
    assert read_rules("User-agent: *\nCrawl-delay: -3\nDisallow: /x").delay == 0
    assert read_rules("User-agent: other\nCrawl-delay: 7").delay == 0


async def test_it_is_asked_for_once_and_before_anything_else():
    async with serving() as server, fetcher() as getting:
        server.robots = answer(200, b"User-agent: *\nDisallow: /private/")
        server.pages = {"/a": answer(200, b"a"), "/private/a": answer(200, b"secret")}
        await asyncio.gather(*(getting.get(server.url("/a")) for _ in range(5)))
        refused = await refusal(getting, server.url("/private/a"))
        assert (refused.kind, refused.lasting) == ("robots", False)
        assert 86_000 < (refused.retry_after or 0) <= 86_400
        assert [one.path for one in server.asked] == ["/robots.txt", *["/a"] * 5]


async def test_where_a_redirect_leads_robots_txt_is_obeyed_too():
    async with serving() as server, fetcher() as getting:
        server.robots = answer(200, b"User-agent: *\nDisallow: /private/")
        server.pages = {"/a": redirect("/private/a"), "/private/a": answer(200, b"secret")}
        assert (await refusal(getting, server.url("/a"))).kind == "robots"
        assert server.paths() == ["/a"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
async def test_where_there_is_none_nothing_is_asked(status):
    async with serving() as server, fetcher() as getting:
        server.robots = answer(status, b"User-agent: *\nDisallow: /")
        server.pages = {"/a": answer(200, b"a")}
        assert (await getting.get(server.url("/a"))).data == b"a"


@pytest.mark.parametrize(
    ("status", "kind"), [(500, "failing"), (502, "failing"), (503, "busy"), (429, "busy")]
)
async def test_where_it_cannot_be_read_the_host_is_left_alone(status, kind):
    async with serving() as server, fetcher() as getting:
        server.robots = answer(status)
        server.pages = {"/a": answer(200, b"a")}
        for _ in range(3):
            refused = await refusal(getting, server.url("/a"))
            assert refused.kind == kind
            assert 290 < (refused.retry_after or 0) <= 300
        assert [one.path for one in server.asked] == ["/robots.txt"]


async def test_it_may_be_found_through_redirects():
    async with serving() as server, serving() as other, fetcher() as getting:
        server.robots = redirect("/here.txt", 302)
        server.pages = {"/here.txt": redirect(other.url("/there.txt")), "/a": answer(200, b"a")}
        other.pages = {"/there.txt": answer(200, b"User-agent: *\nDisallow: /a")}
        assert (await refusal(getting, server.url("/a"))).kind == "robots"


async def test_two_hosts_that_send_each_other_for_it_do_not_wait_for_ever():
    async with serving() as one, serving("127.0.0.2") as two, fetcher() as getting:
        one.robots = redirect(two.url("/robots.txt", "127.0.0.2"))
        two.robots = redirect(one.url("/robots.txt"))
        async with asyncio.timeout(3):
            found = await asyncio.gather(
                tried(getting, one.url("/")), tried(getting, two.url("/", "127.0.0.2"))
            )
        assert all(isinstance(error, Unretrievable) for error in found)


async def test_only_the_beginning_of_an_endless_one_is_read():
    async def endless(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /private/\n")
        while True:
            writer.write(b"# and so on\n" * 1000)
            await writer.drain()

    async with serving() as server, fetcher() as getting:
        server.pages = {"/robots.txt": endless, "/a": answer(200, b"a")}
        assert isinstance(await tried(getting, server.url("/a")), Retrieved)
        assert (await refusal(getting, server.url("/private/a"))).kind == "robots"


async def test_a_day_later_it_is_asked_for_again():
    clock, asked = [0.0], 0

    async def ask(_: URL) -> bytes:
        nonlocal asked
        asked += 1
        return b"User-agent: *\nDisallow: /a"

    robots = Robots(ask, clock=lambda: clock[0])
    for clock[0] in (0.0, 86_000.0, 86_500.0):
        await robots.delay(URL("http://news.example/b"))
    assert asked == 2


async def test_what_is_kept_is_bounded_whatever_hosts_send(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.sources.robots._MOST_HELD", 1_000_000)

    async def ask(url: URL) -> bytes:
        return f"User-agent: *\nDisallow: /{url.raw_host}\n".encode() + b"Disallow: /abc\n" * 100

    robots = Robots(ask)
    for number in range(100):
        await robots.delay(URL(f"http://host-{number}.example/"))
    assert robots._held <= 1_000_000
    assert 10 < len(robots._kept) < 60
    assert not robots._asking


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"User-agent: a{n}\n" for n in range(15_000)) + "User-agent: *\n" + "Disallow: /a\n" * 15_000,
        "User-agent: *\n" + "".join(f"Disallow: /{'*a' * 10}{n}\n" for n in range(14_000)),
        "User-agent: *\nDisallow: /" + "*a" * 200_000,
        "User-agent: *\nDisallow: /" + "$" * 200_000,
        "User-agent: *\nDisallow: " + " " * 400_000 + "x",
        "User-agent:" * 40_000,
        "\n" * 500_000,
        " \t" * 250_000,
    ],
)
def test_a_hostile_one_costs_little(text):
    text = text[:MOST]
    tracemalloc.start()
    began = time.process_time()
    try:
        read_rules(text).allow(URL("http://news.example/" + "a" * 1500))
        assert time.process_time() - began < 10
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()


@given(st.text(alphabet="user-agent:disallow *\n$/#%é\r\t0.9", max_size=200))
def test_no_text_at_all_makes_the_reader_stumble(text):
    assert read_rules(text).delay >= 0
    assert read_rules(f"User-agent: *\n{text}").allow(URL("http://news.example/a")) in {True, False}
