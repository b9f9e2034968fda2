"""Feeds made to hurt, or badly broken: each gives what there is, or one clear error, in seconds."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summaries.articles.feeds import FeedReading, find_feeds, read_feed
from summaries.errors import UnreadableFeed

URL = "https://news.example/feed"
OPEN = "<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>"
CLOSE = "</channel></rss>"
SECONDS = 10.0
"""What any reading may take on a slow and busy machine; most take a tenth of it."""


def item(n: object) -> str:
    return f"<item><title>Story {n}</title><link>/{n}</link></item>"


def read(text: str | bytes, content_type: str = "application/xml") -> FeedReading:
    data = text.encode() if isinstance(text, str) else text
    start = time.process_time()
    try:
        return read_feed(data, URL, content_type)
    finally:
        assert time.process_time() - start < SECONDS


def titles(reading: FeedReading) -> list[str]:
    return [item.told.title for item in reading.items]


def billion_laughs() -> str:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    laughing = "<item><title>&a9;</title></item>"
    return f'<!DOCTYPE x [<!ENTITY a0 "ha">{levels}]>{OPEN}{laughing}{item(2)}{CLOSE}'


def quadratic_blowup() -> str:
    declared = f'<!DOCTYPE x [<!ENTITY a "{"x" * 50_000}">]>'
    return f"{declared}{OPEN}<item><title>{'&a;' * 50_000}</title></item>{CLOSE}"


def external_entity() -> str:
    return (
        f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{OPEN}<item><title>&a;</title>'
        f"<link>/a</link></item>{CLOSE}"
    )


@pytest.mark.parametrize("bomb", [billion_laughs, quadratic_blowup, external_entity])
def test_an_entity_is_never_more_than_the_letters_that_name_it(bomb: Callable[[], str]) -> None:
    reading = read(bomb())
    assert reading.items[0].told.title.startswith("&a")
    assert len(reading.items[0].told.title) <= 500
    assert "root:" not in reading.model_dump_json()


def test_entities_in_sitemaps_stay_what_they_are() -> None:
    bomb = billion_laughs().partition(OPEN)[0]
    page = "<urlset><url><loc>https://news.example/1</loc><x>&a9;</x></url></urlset>"
    assert [item.told.url for item in read(bomb + page).items] == ["https://news.example/1"]


def test_of_thirty_thousand_items_the_first_are_read() -> None:
    reading = read(OPEN + "".join(map(item, range(30_000))) + CLOSE)
    assert len(reading.items) == 5_000
    assert reading.faults == ("The items after the first 5,000 were left out.",)


def test_an_item_of_two_megabytes_is_left_out_alone() -> None:
    big = f"<item><title>Big</title><description>{'x ' * 1_000_000}</description></item>"
    reading = read(OPEN + item(1) + big + item(2) + CLOSE)
    assert titles(reading) == ["Story 1", "Story 2"]
    assert reading.faults == ("1 item was left out: over 1 MB each.",)


def test_a_feed_without_end_is_read_up_to_a_size() -> None:
    endless = OPEN + item(1) + f"<item><title>Big</title><description>{'x ' * 5_000_000}"
    reading = read(endless)
    assert titles(reading) == ["Story 1"]
    assert reading.faults == (
        "The feed is too large and was read in part.",
        "The feed ends inside an item, which was left out.",
    )


def test_what_was_whole_before_the_end_of_a_truncated_feed_counts() -> None:
    whole = OPEN + item(1) + item(2)
    for cut in range(len(whole), len(whole) + len(item(3)) - 1):
        reading = read((whole + item(3))[:cut])
        assert titles(reading) == ["Story 1", "Story 2"]
        assert reading.faults in ((), ("The feed ends inside an item, which was left out.",))


@pytest.mark.parametrize(
    "junk",
    [
        "<",
        "<a ",
        "&",
        "&amp;",
        "<![CDATA[",
        "<!--",
        "<!",
        "<?",
        "<b>",
        "<title>",
        "<item>",
        "<item/>",
        "</item>",
        "<item a='b' ",
        "<author>" + "a" * 190 + "</author>",
        "<pubDate>" + "1 " * 50 + "</pubDate>",
        "&#99999999999999999999;",
        "<description>&lt;p",
        "<link/><",
        "]]>",
        "<media:title>x</media:title>",
    ],
)
@pytest.mark.parametrize("inside", [True, False])
def test_repeating_what_confuses_parsers_costs_seconds_at_most(junk: str, inside: bool) -> None:
    repeated = junk * (400_000 // len(junk))
    text = (
        f"{OPEN}<item><title>Odd {repeated}</title></item>{item(2)}" if inside else OPEN + repeated + item(2)
    )
    reading = read(text)
    assert len(reading.items) <= 5_000


def test_a_bomb_of_compression_is_unpacked_no_further_than_the_limit() -> None:
    with pytest.raises(UnreadableFeed, match="neither a feed nor a web page"):
        read(gzip.compress(bytes(80_000_000)))


def test_a_compressed_feed_is_read_and_a_cut_one_up_to_the_cut() -> None:
    packed = gzip.compress((OPEN + "".join(map(item, range(1_500))) + CLOSE).encode())
    assert len(read(packed).items) == 1_500
    part = read(packed[: len(packed) // 2])
    assert 100 < len(part.items) < 1_500
    assert part.faults[0] == "The feed is too large and was read in part."
    with pytest.raises(UnreadableFeed, match="compressed file, and it is damaged"):
        read(b"\x1f\x8b\x08" + b"broken" * 20)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The feed is empty"),
        (b" \n ", "The feed is empty"),
        (bytes(range(256)) * 100, "neither a feed nor a web page"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "neither a feed nor a web page"),
        (b"Not found", r"neither a feed nor a web page \(it is called application/xml\)"),
        (b"<opml version='2.0'><body/></opml>", "list of feeds"),
        (b'{"error": "no"}', "no JSON Feed"),
        (b"[1, 2]", "no JSON Feed"),
        (b"[" * 200_000, "damaged"),
        (b'{"items": [' + b"[" * 200_000, "damaged"),
        (b"<html><body><p>Hello</p></body></html>", "web page, not a feed, and it announces none"),
        (b"<rss", "neither a feed"),
        (b"<rss></rss>", "nothing in it"),
    ],
)
def test_what_is_no_feed_gets_one_clear_sentence_and_a_cure(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFeed, match=said) as caught:
        read(data)
    assert caught.value.cure.endswith(".")


def test_bytes_that_name_a_file_do_not_open_it() -> None:
    with pytest.raises(UnreadableFeed):
        read_feed(b"/etc/passwd", URL)


PARTS = st.sampled_from(
    [
        *("<rss>", "<channel>", "<item>", "</item>", "</channel>", "<title>", "</title>", "<link>"),
        *("</link>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "</entry>", "<div>"),
        *("<content type='xhtml'>", "<guid>", "</guid>", "<pubDate>", "</pubDate>", "<![CDATA[", "]]>"),
        *("<!--", "-->", "&amp;", "&#x0;", "<urlset>", "<url>", "<loc>", "</loc>", "</url>", "<author>"),
        *("<sitemapindex>", "<source url='x'>", "</source>", "<rdf:RDF>", "<dc:creator>", "</dc:creator>"),
        *("<media:title>", "<category/>", "</feed>", '{"items": [', '{"id": ', "1", "]", "}", '"a"', ","),
        *("http://x/", "<!DOCTYPE html>", "<link href='/a'", "<cloud/>", "<image>", "<textInput>", "<svg>"),
        *("<math>", "xml:base='//['", "mode='base64'>", ">", "\n", "<updated>", "0000-00-00", "</updated>"),
    ]
)
MARKUP = st.lists(PARTS | st.text(max_size=8), max_size=40).map("".join).map(str.encode)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300) | MARKUP)
def test_any_bytes_give_a_reading_or_the_error(data: bytes) -> None:
    try:
        reading = read(data)
    except UnreadableFeed:
        pass  # the one error that is allowed
    else:
        keys = [item.key for item in reading.items]
        assert len(set(keys)) == len(keys)
        assert all(keys)
        assert all(item.told.url == "" or item.told.url.startswith("http") for item in reading.items)
    assert isinstance(find_feeds(data, URL), tuple)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_damage_to_a_good_feed_leaves_a_reading_or_the_error(data: st.DataObject) -> None:
    good = (OPEN + "".join(map(item, range(4))) + CLOSE).encode()
    place = data.draw(st.integers(0, len(good)))
    junk, gone = data.draw(st.binary(max_size=12)), data.draw(st.integers(0, 30))
    try:
        reading = read(good[:place] + junk + good[place + gone :])
    except UnreadableFeed:
        assert place < len("<?xml version='1.0'?><rss version='2.0'>")
    else:
        assert len(reading.items) >= 2
