"""Feeds and pages as bytes, in the shapes in which they are found."""

from __future__ import annotations

import gzip
import json
from email.utils import format_datetime
from html import escape

from benchmarks.newsserver.world import START, Feed, Page, World

TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json",
    "sitemap": "application/xml",
    "sitemap.gz": "application/gzip",
}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def feed_bytes(world: World, feed: Feed) -> bytes:
    """What a feed says at this hour."""
    pages = world.shown(feed)
    if feed.kind == "json":
        return _json(world, feed, pages)
    text = {"rss": _rss, "atom": _atom}.get(feed.kind, _sitemap)(world, feed, pages)
    data = text.encode()
    return gzip.compress(data, 1, mtime=0) if feed.kind == "sitemap.gz" else data


def page_bytes(world: World, page: Page) -> bytes:
    """An article's page, with what stands round it."""
    prose = world.prose(page)
    address = world.address(page.host, page.path)
    body = "\n".join(f"<p>{escape(text)}</p>" for text in prose.paragraphs)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(page.title)} | The {_title(page.host)}</title>
<link rel="canonical" href="{address}">
<meta property="og:type" content="article"><meta property="og:site_name" content="The {_title(page.host)}">
<meta property="article:published_time" content="{page.at.isoformat()}">
<meta name="author" content="{prose.author}"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav>
<main><article><h1>{escape(page.title)}</h1>
<p class="byline">By {prose.author}</p><time datetime="{page.at.isoformat()}">{page.at:%d %B %Y}</time>
{body}
</article></main><aside><h2>Most read</h2><ul><li><a href="/a">The week in pictures</a></li></ul></aside>
<footer><p>All rights reserved. Sign up for our newsletter.</p></footer></body></html>
""".encode()


def _title(host: str) -> str:
    return f"Invented Courier {host.replace('127.', '').replace('.', '-')}"


def _link(world: World, feed: Feed, page: Page) -> str:
    """Another's item is linked with a word about where the reader came from."""
    tracked = "?utm_source=rss&utm_medium=feed" if page.host != feed.host else ""
    return world.address(page.host, page.link) + tracked


def _rss(world: World, feed: Feed, pages: tuple[Page, ...]) -> str:
    items = "".join(
        f"<item><title>{escape(page.title)}</title><link>{escape(_link(world, feed, page))}</link>"
        f'<guid isPermaLink="false">item-{page.number}</guid><pubDate>{format_datetime(page.at)}</pubDate>'
        f"<description>{escape(page.title)}.</description>{_whole(world, page) if feed.full else ''}</item>\n"
        for page in pages
    )
    end = "" if feed.manner == "unfinished" else "</channel></rss>\n"
    return (
        f'{_HEAD}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>The {_title(feed.host)}</title><link>{world.address(feed.host, '/')}</link>"
        f"<description>News</description><language>en</language>\n{items}{end}"
    )


def _whole(world: World, page: Page) -> str:
    body = "".join(f"<p>{escape(text)}</p>" for text in world.prose(page).paragraphs)
    return f"<content:encoded><![CDATA[{body}]]></content:encoded>"


def _atom(world: World, feed: Feed, pages: tuple[Page, ...]) -> str:
    entries = "".join(
        f'<entry><title>{escape(page.title)}</title><link href="{escape(_link(world, feed, page))}"/>'
        f"<id>urn:item:{page.number}</id><updated>{page.at.isoformat()}</updated>"
        f"<published>{page.at.isoformat()}</published><summary>{escape(page.title)}.</summary></entry>\n"
        for page in pages
    )
    end = "" if feed.manner == "unfinished" else "</feed>\n"
    return (
        f'{_HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
        f"<title>The {_title(feed.host)}</title><id>urn:feed:{feed.number}</id>"
        f"<updated>{START.isoformat()}</updated>\n{entries}{end}"
    )


def _json(world: World, feed: Feed, pages: tuple[Page, ...]) -> bytes:
    items = [
        {
            "id": f"item-{page.number}",
            "url": _link(world, feed, page),
            "title": page.title,
            "summary": page.title,
            "content_text": f"{page.title}.",
            "date_published": page.at.isoformat(),
        }
        for page in pages
    ]
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"The {_title(feed.host)}",
        "language": "en",
    }
    return json.dumps({**head, "items": items}).encode()


def _sitemap(world: World, feed: Feed, pages: tuple[Page, ...]) -> str:
    urls = "".join(
        f"<url><loc>{escape(_link(world, feed, page))}</loc><news:news><news:publication><news:name>"
        f"The {_title(feed.host)}</news:name><news:language>en</news:language></news:publication>"
        f"<news:publication_date>{page.at.isoformat()}</news:publication_date>"
        f"<news:title>{escape(page.title)}</news:title></news:news></url>\n"
        for page in pages
    )
    return (
        f'{_HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{urls}</urlset>\n'
    )
