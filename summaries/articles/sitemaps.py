"""Sitemaps (sitemaps.org), those of news (Google's extension of 2012), and sitemaps of sitemaps."""

from __future__ import annotations

import re
from typing import Any

from summaries.articles.feed_items import RawItem, items_of, undated
from summaries.articles.feed_links import web_address
from summaries.articles.feed_mending import letters
from summaries.articles.feed_pruning import parts_of
from summaries.articles.feed_values import FeedReading
from summaries.errors import UnreadableFeed

MOST_PAGES = 50_000
"""Pages, or sitemaps, of one sitemap: what sitemaps.org allows."""
_ROOT = re.compile(r"<(?:[\w.-]{1,30}:)?(?:urlset|sitemapindex)(?=[\s>])", re.IGNORECASE)
_ENTRY = re.compile(r"</(?:[\w.-]{1,30}:)?(?:url|sitemap)\s{0,9}>", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:[\w.-]{1,30}:)?(?:urlset|sitemapindex)\s{0,9}>\s*$", re.IGNORECASE)
_LONGEST = 4_000


def read_sitemap(text: str, url: str) -> FeedReading:
    """The reading of a sitemap that came from ``url``, in its own order. Raises UnreadableFeed.

    A page's date is the publication that the news extension states, never ``lastmod``, which says when the
    page was changed: that is ``updated``.
    """
    start = _ROOT.search(text)
    root, faults = _elements(text[start.start() :] if start else text)
    entries = [child for child in root if parts_of(child)[0] in ("url", "sitemap")]
    if len(entries) > MOST_PAGES:
        faults = (*faults, f"The entries after the first {MOST_PAGES:,} were left out.")
    if parts_of(root)[0] == "sitemapindex":
        return _index(entries[:MOST_PAGES], url, faults)
    listed = [_raw(_fields(entry)) for entry in entries[:MOST_PAGES]]
    raws = [raw for raw in listed if web_address(raw.link, url)]
    if none := len(listed) - len(raws):
        faults = (
            *faults,
            f"{none:,} of the pages {'was' if none == 1 else 'were'} left out: no web address.",
        )
    items, left_out = items_of(raws, url)
    faults = (*faults, *left_out, *undated(raws))
    return FeedReading(kind="sitemap", publisher=_publisher(raws), items=items, faults=faults)


def _elements(text: str) -> tuple[Any, tuple[str, ...]]:
    """The root element, and what was lost. What stands after the last whole entry does not count."""
    from lxml import etree

    whole, faults = text, tuple[str, ...]()
    if not _CLOSED.search(text[-200:]):
        last = None
        for last in _ENTRY.finditer(text):  # noqa: B007 - only the last one is wanted
            pass
        whole = text[: last.end()] if last else text
        faults = ("The sitemap ends early; the entries before its end were read.",)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(whole, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFeed("This sitemap cannot be read.", "Check the address in a browser.") from error
    if root is None:
        raise UnreadableFeed("This sitemap cannot be read.", "Check the address in a browser.")
    return root, faults


def _index(entries: list[Any], url: str, faults: tuple[str, ...]) -> FeedReading:
    addresses = (web_address(_fields(entry).get("loc", ""), url) for entry in entries)
    return FeedReading(kind="index", sitemaps=tuple(dict.fromkeys(a for a in addresses if a)), faults=faults)


def _fields(entry: Any) -> dict[str, str]:
    """The words of each element of an entry, the first of each name; pictures and films are passed over."""
    fields: dict[str, str] = {}
    for element in entry.iter():
        name, space = parts_of(element)
        if "image" in space or "video" in space or not element.text:
            continue
        fields.setdefault(name, letters(element.text[:_LONGEST]).strip())
    return fields


def _raw(fields: dict[str, str]) -> RawItem:
    return RawItem(
        link=fields.get("loc", ""),
        title=fields.get("title", ""),
        publisher=fields.get("name", ""),
        language=fields.get("language", ""),
        published=fields.get("publication_date", ""),
        updated=fields.get("lastmod", ""),
    )


def _publisher(raws: list[RawItem]) -> str:
    """The publication's name if all pages are of one."""
    names = {raw.publisher for raw in raws}
    return names.pop()[:120] if len(names) == 1 else ""
