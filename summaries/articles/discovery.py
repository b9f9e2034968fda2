"""Finding a site's feeds from the markup of one of its pages. Nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from summaries.articles.feed_items import line_of
from summaries.articles.feed_links import host_of, web_address
from summaries.articles.feed_values import FoundFeed

LARGEST_PAGE = 3_000_000
"""Characters of a page that are searched; feeds are announced in its head."""
MOST_FOUND = 30
MOST_LOOKED_AT = 5_000
"""Links of a page that are looked at; front pages have a few hundred."""
USUAL = (
    "/feed/",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feed.json",
    "/news-sitemap.xml",
    "/sitemap-news.xml",
    "/sitemap.xml",
)
"""Where feeds and sitemaps often are: WordPress, Drupal, Hugo, Jekyll, and publishers' own systems."""

_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "text/rss+xml",
    "application/x-rss+xml",
)
_SAYS_SO = re.compile(
    r"\b(?:rss|atom feed|news ?feed|fuente rss|flux rss|rss-канал|подписка rss)\b", re.IGNORECASE
)
_LOOKS_SO = re.compile(
    r"(?:/(?:rss|feeds?|atom)/?$|/(?:rss|feeds?)/[^?#]{1,80}\.(?:xml|rss)$|(?:rss|atom|feed)[\w-]{0,20}\.(?:xml|rdf|json|aspx|php)$|\.rss$)",
    re.IGNORECASE,
)
_OF_COMMENTS = re.compile(r"/comments?/|comments? feed|comentarios|commentaires|comentários", re.IGNORECASE)


def feeds_in_page(text: str, url: str) -> tuple[FoundFeed, ...]:
    """The feeds that a page announces, then those it links to, then the usual addresses of its site.

    Feeds of readers' comments come last of the announced ones. The usual addresses are no more than that:
    they may not exist.
    """
    page = _page(text[:LARGEST_PAGE])
    if page is None:
        return _each_once(_candidates(url))
    base = _base(page, url)
    announced = sorted(
        _announced(page, base), key=lambda feed: bool(_OF_COMMENTS.search(f"{feed.url} {feed.title}"))
    )
    return _each_once((*announced, *_linked(page, base), *_candidates(url)))


def _page(text: str) -> Any:
    from lxml import etree

    # Bytes, because lxml refuses text that declares its encoding.
    try:
        return etree.fromstring(
            text.encode("utf-8", "replace"),
            etree.HTMLParser(
                no_network=True, recover=True, huge_tree=False, remove_comments=True, encoding="utf-8"
            ),
        )
    except (etree.XMLSyntaxError, ValueError):
        return None


def _base(page: Any, url: str) -> str:
    """The address that relative links of the page start from."""
    given = next((element.get("href") for element in page.iter("base") if element.get("href")), "")
    return web_address(given, url) or url


def _announced(page: Any, base: str) -> Iterator[FoundFeed]:
    for link in islice(page.iter("link"), MOST_LOOKED_AT):
        relation = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").lower().partition(";")[0].strip()
        address = web_address(link.get("href") or "", base)
        if address and ("feed" in relation or ("alternate" in relation and kind in _TYPES)):
            yield FoundFeed(url=address, title=line_of(link.get("title") or "", 200), kind="announced")


def _linked(page: Any, base: str) -> Iterator[FoundFeed]:
    """Links whose words say RSS, or whose address looks like a feed's, of the same site or a feed service."""
    for anchor in islice(page.iter("a"), MOST_LOOKED_AT):
        href = anchor.get("href") or ""
        if not href or len(href) > 2_000:
            continue
        said = line_of(" ".join((anchor.get("title") or "", *islice(anchor.itertext(), 10))), 200)
        path = href.partition("?")[0].partition("#")[0]
        if _LOOKS_SO.search(path) or (_SAYS_SO.search(said) and len(said) < 60):
            address = web_address(href, base)
            if address and _is_near(address, base):
                yield FoundFeed(url=address, title=said, kind="linked")


def _is_near(address: str, base: str) -> bool:
    """Whether an address is of the page's site or of a service that publishes feeds for others."""
    host, home = host_of(address), host_of(base)
    services = ("feeds.feedburner.com", "feedpress.me", "feeds.feedblitz.com")
    return host in services or ".".join(host.split(".")[-2:]) == ".".join(home.split(".")[-2:])


def _candidates(url: str) -> Iterator[FoundFeed]:
    home = web_address(url)
    if home:
        top = "{0.scheme}://{0.netloc}".format(urlsplit(home))
        yield from (FoundFeed(url=urljoin(top, path), kind="candidate") for path in USUAL)


def _each_once(found: Iterable[FoundFeed]) -> tuple[FoundFeed, ...]:
    first: dict[str, FoundFeed] = {}
    for feed in found:
        first.setdefault(feed.url, feed)
    sure = [feed for feed in first.values() if feed.kind != "candidate"][:MOST_FOUND]
    return (*sure, *(feed for feed in first.values() if feed.kind == "candidate"))
