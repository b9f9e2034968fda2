"""Finding feeds from a page: what it announces, what it links to, what is only usual."""

from __future__ import annotations

import time

from summaries.articles.feeds import FoundFeed, find_feeds

URL = "https://www.tarn.example/news/today.html"


def page(head: str = "", body: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def found(data: bytes, kind: str, url: str = URL) -> list[str]:
    return [feed.url for feed in find_feeds(data, url, "text/html") if feed.kind == kind]


def link(href: str, type: str = "application/rss+xml", title: str = "") -> str:
    return f'<link rel="alternate" type="{type}" title="{title}" href="{href}">'


def test_announced_feeds_come_first_and_those_of_comments_last_of_them() -> None:
    head = link("/comments/feed/", title="Comments Feed") + link("/feed/", title="Tarn &raquo; Feed")
    head += link("/atom.xml", "application/atom+xml") + link(
        "/feed.json", "application/feed+json; charset=utf-8"
    )
    feeds = find_feeds(page(head), URL, "text/html")
    assert feeds[0] == FoundFeed(url="https://www.tarn.example/feed/", title="Tarn » Feed", kind="announced")
    assert found(page(head), "announced") == [
        f"https://www.tarn.example{path}" for path in ("/feed/", "/atom.xml", "/feed.json", "/comments/feed/")
    ]


def test_what_is_announced_for_other_uses_is_no_feed() -> None:
    head = (
        link("/es/", "text/html")
        + '<link rel="stylesheet" href="/rss.css">'
        + link("/oembed", "application/json+oembed")
    )
    assert found(page(head), "announced") == []


def test_addresses_start_from_the_pages_base_and_only_web_addresses_count() -> None:
    head = (
        '<base href="https://cdn.tarn.example/x/">'
        + link("rss.xml")
        + link("javascript:alert(1)")
        + link("file:///a")
    )
    assert found(page(head), "announced") == ["https://cdn.tarn.example/x/rss.xml"]


def test_links_that_say_rss_or_look_like_a_feed_are_found_on_the_same_site() -> None:
    body = (
        '<a href="/service/subscribe">RSS</a> <a href="/world/rss.xml">World</a> <a href="/feed">Follow</a>'
        '<a href="https://feeds.feedburner.com/tarn">Our RSS feed</a> <a href="https://b.example/rss">RSS</a>'
        '<a href="/2019/05/06/what-rss-was">What RSS was, and why so many people still miss it after all</a>'
    )
    assert found(page(body=body), "linked") == [
        "https://www.tarn.example/service/subscribe",
        "https://www.tarn.example/world/rss.xml",
        "https://www.tarn.example/feed",
        "https://feeds.feedburner.com/tarn",
    ]


def test_usual_addresses_are_only_candidates_and_come_last() -> None:
    feeds = find_feeds(page(link("/feed/")), URL, "text/html")
    candidates = [feed.url for feed in feeds if feed.kind == "candidate"]
    assert "https://www.tarn.example/sitemap.xml" in candidates
    assert "https://www.tarn.example/feed/" not in candidates
    assert [feed.kind for feed in feeds] == ["announced"] + ["candidate"] * len(candidates)


def test_a_feed_leads_to_itself() -> None:
    rss = b"<rss version='2.0'><channel><title>Tarn</title><item><link>/a</link></item></channel></rss>"
    assert find_feeds(rss, "https://tarn.example/feed", "text/html") == (
        FoundFeed(url="https://tarn.example/feed", title="Tarn", kind="feed"),
    )
    index = b"<sitemapindex><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>"
    assert [feed.kind for feed in find_feeds(index, "https://tarn.example/sitemap.xml")] == ["index"]


def test_what_is_neither_page_nor_feed_leads_nowhere() -> None:
    assert find_feeds(b"", URL) == find_feeds(b"%PDF-1.4", URL) == find_feeds(b"{}", URL) == ()


def test_a_page_made_to_hurt_is_searched_in_seconds() -> None:
    start = time.process_time()
    for junk in ("<a href='/rss'>", "<div>", "<link rel=alternate type=application/rss+xml href=/x>", "<a "):
        find_feeds(page(body=junk * (1_500_000 // len(junk))), URL)
    assert time.process_time() - start < 10
    assert len(found(page(body="".join(f'<a href="/{n}/rss.xml">x</a>' for n in range(500))), "linked")) == 30
