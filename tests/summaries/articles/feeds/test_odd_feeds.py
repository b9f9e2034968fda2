"""Feeds that are odd, wrong or mislabelled: each gives what there is, and a line for what was left out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from summaries.articles.feeds import FeedItem, FeedReading, read_feed
from summaries.errors import UnreadableFeed

URL = "https://news.example/feed"


def rss(items: str, head: str = "") -> str:
    return f"<rss version='2.0'><channel><title>News</title>{head}{items}</channel></rss>"


def item(**parts: str) -> str:
    return "<item>" + "".join(f"<{name}>{value}</{name}>" for name, value in parts.items()) + "</item>"


def read(text: str | bytes, content_type: str = "application/rss+xml", url: str = URL) -> FeedReading:
    return read_feed(text.encode() if isinstance(text, str) else text, url, content_type)


def only(text: str) -> FeedItem:
    (found,) = read(rss(text)).items
    return found


def keys(text: str) -> list[str]:
    return [found.key for found in read(rss(text)).items]


# ---- what names an item --------------------------------------------------------------------------------


def test_an_item_is_named_by_its_id_else_its_address_else_its_title_and_date() -> None:
    assert only(item(guid="7 at news", link="/a", title="A")).key == "7 at news"
    assert only(item(link="/a?utm_source=rss", title="A")).key == "https://news.example/a"
    named = only(item(title="A", pubDate="Mon, 06 May 2019 10:00:00 GMT")).key
    assert named == only(item(title="A", pubDate="2019-05-06T10:00:00+00:00")).key
    assert named != only(item(title="A", pubDate="2019-05-07T10:00:00Z")).key


def test_different_items_with_one_id_get_keys_of_their_own() -> None:
    assert keys(item(guid="x", link="/a") + item(guid="x", link="/b")) == [
        "https://news.example/a",
        "https://news.example/b",
    ]
    assert (
        len(set(keys(item(guid="x", title="A") + item(guid="x", title="B") + item(guid="x", title="C")))) == 3
    )
    same_address = item(guid="x", link="/a", title="A") + item(guid="x", link="/a", title="B")
    assert len(set(keys(same_address))) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("6f1c7a52-0d5c-4a94-a1c5-0d5f3a1b2c3d", "0d5f3a1b-0d5c-4a94-a1c5-6f1c7a521111"),
        ("d41d8cd98f00b204e9800998ecf8427e", "9e107d9d372bb6826bd81d3542a419d6"),
        ("1557136800000", "1557136860000"),
        ("https://news.example/a#1", "https://news.example/a#2"),
        ("https://news.example/a?t=1557136800", "https://news.example/a?t=1557136999"),
    ],
)
def test_an_id_that_may_change_each_time_gives_way_to_the_address(first: str, second: str) -> None:
    again = [
        only(f"<item><guid isPermaLink='false'>{id}</guid><link>/a</link></item>") for id in (first, second)
    ]
    assert again[0].key == again[1].key == "https://news.example/a"


def test_an_item_that_stands_there_twice_is_read_once() -> None:
    reading = read(rss(item(link="/a", title="A") * 3))
    assert len(reading.items) == 1
    assert reading.faults == ("2 items were left out: in the feed twice.",)


def test_an_item_that_says_nothing_is_left_out() -> None:
    reading = read(rss(item(guid="1", pubDate="2019-05-06") + item(link="/a")))
    assert [found.told.url for found in reading.items] == ["https://news.example/a"]
    assert reading.faults == ("1 item was left out: no address, no title and no text.",)


def test_an_item_without_a_link_keeps_its_words() -> None:
    found = only(item(description="Only words, &lt;b&gt;bold&lt;/b&gt; ones."))
    assert (found.told.url, found.told.title, found.told.summary) == ("", "", "Only words, bold ones.")


# ---- addresses -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/a", "https://news.example/a"),
        ("a", "https://news.example/a"),
        ("//other.example/a", "https://other.example/a"),
        (" https://news.example/a\n ", "https://news.example/a"),
        ("HTTPS://news.example/a", "https://news.example/a"),
        ("https://news.example/a?id=3&amp;utm_source=rss&amp;utm_medium=x", "https://news.example/a?id=3"),
        ("https://news.example/a#xtor=RSS-1", "https://news.example/a"),
        ("https://www.google.com/url?rct=j&amp;url=https://a.example/b&amp;ct=ga", "https://a.example/b"),
        (
            "http://www.bing.com/news/apiclick.aspx?ref=x&amp;url=https%3a%2f%2fa.example%2fb",
            "https://a.example/b",
        ),
        (
            "https://www.google.com/url?url=javascript:alert(1)",
            "https://www.google.com/url?url=javascript:alert(1)",
        ),
        ("javascript:alert(1)", ""),
        ("java&#10;script:alert(1)", ""),
        ("JavaScript:alert(1)", ""),
        ("data:text/html,hello", ""),
        ("file:///etc/passwd", ""),
        ("feed:https://news.example/", ""),
        ("ftp://news.example/a", ""),
        ("mailto:ann@news.example", ""),
        ("http://", ""),
        ("http://[", ""),
        ("http://news.example:port/", ""),
        ("https://ann:secret@news.example/", ""),
        ("https://news.example/" + "a" * 3000, ""),
    ],
)
def test_only_whole_web_addresses_are_told(link: str, address: str) -> None:
    assert only(item(link=link, title="A")).told.url == address


def test_feedburners_redirect_gives_way_to_the_address_it_stands_for() -> None:
    burnt = (
        "<item><title>A</title><link>http://feedproxy.google.com/~r/news/~3/x/</link>"
        "<feedburner:origLink>https://news.example/a</feedburner:origLink></item>"
    )
    assert only(burnt).told.url == "https://news.example/a"


def test_a_base_in_the_feed_that_is_no_web_address_changes_nothing() -> None:
    text = rss(item(link="a", title="A")).replace("<rss", "<rss xml:base='file:///etc/'")
    assert read(text).items[0].told.url in ("https://news.example/a", "")


# ---- what the bytes are --------------------------------------------------------------------------------


def test_a_feed_that_is_called_a_web_page_is_read() -> None:
    assert len(read(rss(item(link="/a")), "text/html; charset=utf-8").items) == 1
    assert len(read("\n  <br/>Warning: php\n<?xml version='1.0'?>" + rss(item(link="/a")), "").items) == 1


def test_a_web_page_in_a_feeds_place_tells_the_feeds_that_it_announces() -> None:
    page = (
        "<!DOCTYPE html><html><head><link rel='alternate' type='application/rss+xml' href='/rss.xml'>"
        "<link rel='alternate' type='application/atom+xml' href='https://news.example/atom'></head></html>"
    )
    with pytest.raises(UnreadableFeed, match="This is a web page, not a feed") as caught:
        read(page, "application/rss+xml")
    assert caught.value.announced == ("https://news.example/rss.xml", "https://news.example/atom")
    assert "It announces https://news.example/rss.xml or https://news.example/atom" in caught.value.cure


@pytest.mark.parametrize(
    ("encoding", "declared", "header"),
    [
        ("utf-8", "utf-8", "text/xml"),
        ("utf-8", "iso-8859-1", "text/xml"),
        ("utf-8", "utf-8", "text/xml; charset=iso-8859-1"),
        ("utf-8-sig", "windows-1252", ""),
        ("iso-8859-1", "iso-8859-1", "text/xml"),
        ("cp1252", "utf-8", "application/xml; charset=windows-1252"),
        ("cp1252", "iso-8859-1", ""),
        ("utf-16", "utf-16", ""),
        ("utf-16-le", "utf-16", ""),
        ("utf-16-be", "utf-16", "text/xml"),
    ],
)
def test_letters_are_right_whatever_is_claimed_of_them(encoding: str, declared: str, header: str) -> None:
    text = f"<?xml version='1.0' encoding='{declared}'?>" + rss(item(title="Elección: “mañana”"))
    if encoding == "iso-8859-1":
        text = text.replace("“", "«").replace("”", "»")
    assert read(text.encode(encoding), header).items[0].told.title.replace("«", "“").replace("»", "”") == (
        "Elección: “mañana”"
    )


@pytest.mark.parametrize(
    ("title", "encoding"),
    [
        ("Лавров: переговоры продолжатся", "windows-1251"),
        ("Лавров: переговоры продолжатся", "koi8-r"),
        ("中国外交部发言人", "gb2312"),
        ("中國外交部發言人", "big5"),
        ("日本語の見出し", "iso-2022-jp"),
    ],
)
def test_cyrillic_chinese_and_japanese_in_their_old_encodings(title: str, encoding: str) -> None:
    text = f"<?xml version='1.0' encoding='{encoding}'?>" + rss(item(title=title))
    assert read(text.encode(encoding), "text/xml").items[0].told.title == title


def test_a_few_broken_bytes_do_not_turn_the_rest_into_another_encoding() -> None:
    data = rss(item(title="Mañana sí", link="/a") + item(title="Después también", link="/b")).encode()
    broken = data.replace("sí".encode(), "sí".encode()[:-1])
    titles = [found.told.title for found in read(broken).items]
    assert titles == ["Mañana s\ufffd", "Después también"]


def test_letters_that_came_wrong_already_are_mended() -> None:
    found = only(
        item(title="El señor Vélez".encode().decode("cp1252"), description="“Sí”, dijo él en Cúcuta")
    )
    assert (found.told.title, found.told.summary) == ("El señor Vélez", "“Sí”, dijo él en Cúcuta")


# ---- markup that is broken -----------------------------------------------------------------------------


def test_one_broken_item_is_mended_and_the_others_are_not_touched() -> None:
    broken = (
        "<item><title>Cats & dogs &nbsp;&eacute;</title><link>/b?a=1&b=2</link>"
        "<description><p>Hi<br></description></item>"
    )
    reading = read(rss(item(title="A", link="/a") + broken + item(title="C", link="/c")))
    assert [found.told.title for found in reading.items] == ["A", "Cats & dogs é", "C"]
    assert reading.items[1].told.url == "https://news.example/b?a=1&b=2"
    assert reading.items[1].told.summary == "Hi"
    assert reading.faults == ("1 item was not well-formed, and read as far as possible.",)


def test_elements_that_are_never_closed_do_not_swallow_what_follows() -> None:
    reading = read(
        "<rss><channel><title>News<item><title>A<link>/a</link><item><title>B</title><link>/b</link></item>"
    )
    assert [found.told.title for found in reading.items][1] == "B"
    assert [found.told.url for found in reading.items][1] == "https://news.example/b"


def test_prefixes_that_nobody_declared_are_understood() -> None:
    text = "<item><title>A</title><dc:creator>Ann</dc:creator><media:description>x</media:description></item>"
    assert only(text).told.byline == "Ann"


def test_an_items_tag_inside_its_text_is_text() -> None:
    tricky = "<item><title>A</title><description><![CDATA[see <item> and </item> here]]></description></item>"
    assert only(tricky + "").told.summary == "see and here"


# ---- what a feed says of itself ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "seconds"),
    [
        ("<ttl>15</ttl>", 900.0),
        ("<ttl>0</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("<ttl>99999999999</ttl>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 1_800.0),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", 86_400.0),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 3_600.0),
        ("", None),
    ],
)
def test_how_often_a_feed_wants_to_be_read(head: str, seconds: float | None) -> None:
    assert read(rss(item(link="/a"), head)).every == seconds


def test_where_a_feed_says_it_has_moved_to() -> None:
    moved = "<itunes:new-feed-url>https://new.example/feed</itunes:new-feed-url>"
    assert read(rss(item(link="/a"), moved)).moved == "https://new.example/feed"
    assert read(rss(item(link="/a"), moved.replace("https:", "file:"))).moved == ""
    assert read(rss(item(link="/a"), moved.replace("https://new.example/feed", URL))).moved == ""


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("ann@news.example (Ann Example)", "Ann Example"),
        ("Ann Example &lt;ann@news.example&gt;", "Ann Example"),
        ("ann@news.example", ""),
        ("By Ann Example", "Ann Example"),
    ],
)
def test_an_author_is_a_name_and_no_address(author: str, byline: str) -> None:
    assert only(item(title="A", author=author)).told.byline == byline


def test_dates_that_cannot_be_read_are_counted_and_one_is_shown() -> None:
    reading = read(
        rss(item(title="A", pubDate="soon") + item(title="B", pubDate="0000-00-00") + item(title="C"))
    )
    assert [found.told.published.start for found in reading.items] == [None, None, None]
    assert reading.faults == ("2 items have a date that cannot be read, such as “soon”.",)


def test_a_date_in_the_future_is_the_callers_to_judge() -> None:
    from summaries.articles.feeds import plausible

    found = only(item(title="A", pubDate="Mon, 06 May 2030 10:00:00 GMT"))
    assert found.told.published.iso() == "2030-05-06T10:00:00+00:00"
    assert plausible(found.told.published, datetime(2019, 5, 6, tzinfo=UTC)).start is None


@pytest.mark.parametrize(("length", "whole"), [(999, False), (1_000, True)])
def test_content_is_the_article_from_a_thousand_characters_of_words_on(length: int, whole: bool) -> None:
    words = ("word " * 300)[: length - 1] + "."
    text = f"<item><title>A</title><content:encoded>&lt;p&gt;{words}&lt;/p&gt;</content:encoded></item>"
    assert bool(only(text).html) is whole


@pytest.mark.parametrize(
    "end", ["…", "[&amp;#8230;]", "...", "Read more", "Leer más", "Continue reading Tarn votes &amp;rarr;"]
)
def test_content_that_ends_as_teasers_do_is_not_the_article(end: str) -> None:
    words = "word " * 300 + end
    text = f"<item><title>A</title><content:encoded>&lt;p&gt;{words}&lt;/p&gt;</content:encoded></item>"
    assert only(text).html == ""
