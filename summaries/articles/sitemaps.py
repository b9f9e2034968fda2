"""Sitemaps (sitemaps.org), those of news (Google's extension of 2012), and sitemaps of sitemaps."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import Any

from summaries.articles.feed_cutting import places_of
from summaries.articles.feed_items import RawItem, items_of, undated
from summaries.articles.feed_links import web_address
from summaries.articles.feed_mending import letters
from summaries.articles.feed_pruning import parts_of
from summaries.articles.feed_values import FeedReading
from summaries.errors import UnreadableFeed

MOST_PAGES = 50_000
"""Pages, or sitemaps, of one sitemap: what sitemaps.org allows."""
_ROOT = re.compile(r"<((?:[\w.-]{1,30}:)?(?:urlset|sitemapindex))(?=[\s>])[^<>]{0,5000}>?", re.IGNORECASE)
_ENTRY = re.compile(r"<((?:[\w.-]{1,30}:)?(?:url|sitemap))(?=[\s/>])", re.IGNORECASE)
_LONGEST, _LONGEST_ENTRY = 4_000, 100_000


def read_sitemap(text: str, url: str) -> FeedReading:
    """The reading of a sitemap that came from ``url``, in its own order. Raises UnreadableFeed.

    A page's date is the publication that the news extension states, never ``lastmod``, which says when the
    page was changed: that is ``updated``.
    """
    root = _ROOT.search(text)
    if root is None:
        raise UnreadableFeed("This sitemap cannot be read.", "Check the address in a browser.")
    entries, faults = _entries(text, root)
    if "sitemapindex" in root[1].lower():
        addresses = (web_address(entry.get("loc", ""), url) for entry in entries)
        return FeedReading(
            kind="index", sitemaps=tuple(dict.fromkeys(a for a in addresses if a)), faults=faults
        )
    raws = [_raw(entry) for entry in entries]
    told, left_out = items_of(raws, url)
    items = tuple(item for item in told if item.told.url)
    if none := len(told) - len(items):
        faults = (
            *faults,
            f"{none:,} of the pages {'was' if none == 1 else 'were'} left out: no web address.",
        )
    faults = (*faults, *left_out, *undated(raws))
    return FeedReading(kind="sitemap", publisher=_publisher(raws), items=items, faults=faults)


def _entries(text: str, root: re.Match[str]) -> tuple[list[dict[str, str]], tuple[str, ...]]:
    """What each entry says, read one by one, so that a large sitemap takes little memory."""
    first = _ENTRY.search(text, root.end())
    if first is None:
        return [], ()
    places = list(islice(places_of(text, first[1], first.start()), MOST_PAGES + 1))
    read = _reader(root)
    whole = [text[start:end] for start, end in places[:MOST_PAGES] if 0 < end - start <= _LONGEST_ENTRY]
    entries = [fields for fields in map(read, whole) if fields]
    if len(places) > MOST_PAGES:
        return entries, (f"The entries after the first {MOST_PAGES:,} were left out.",)
    if not places[-1][1]:
        return entries, ("The sitemap ends inside an entry, which was left out.",)
    return entries, ()


def _reader(root: re.Match[str]) -> Callable[[str], dict[str, str]]:
    """Reads the text of an entry, with the root's tag round it for its namespaces."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    opening, closing = root[0].rstrip("/>") + ">", f"</{root[1]}>"

    def read(entry: str) -> dict[str, str]:
        try:
            around = etree.fromstring(opening + entry + closing, parser)
        except (etree.XMLSyntaxError, ValueError):
            return {}
        return _fields(around) if around is not None else {}

    return read


def _fields(entry: Any) -> dict[str, str]:
    """The words of each element of an entry, the first of each name; pictures and films are passed over."""
    fields: dict[str, str] = {}
    for element in islice(entry.iter(), 100):
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
