"""JSON Feed, versions 1.0 and 1.1 (jsonfeed.org), whole or cut off."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from summaries.articles.feed_cutting import LONGEST_ITEM, MOST_ITEMS
from summaries.articles.feed_items import RawItem, byline_of, items_of, language_code, line_of, undated
from summaries.articles.feed_links import web_address
from summaries.articles.feed_mending import printable
from summaries.articles.feed_values import FeedReading
from summaries.articles.syndication import markup_of
from summaries.errors import UnreadableFeed

_ITEMS = re.compile(r'"items"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_CURE = "Give the address of an RSS, Atom or JSON feed, or of the page that announces it."


def read_json_feed(text: str, url: str) -> FeedReading:
    """The reading of a JSON feed that came from ``url``. Raises UnreadableFeed."""
    feed, faults = _feed(text)
    if not isinstance(entries := feed.get("items"), list):
        raise UnreadableFeed("This is JSON, but no JSON Feed: it has no list of items.", _CURE)
    raws = [_raw(entry) for entry in entries[:MOST_ITEMS] if isinstance(entry, Mapping)]
    more = list(faults)
    if len(entries) > MOST_ITEMS:
        more.append(f"The items after the first {MOST_ITEMS:,} were left out.")
    if odd := min(len(entries), MOST_ITEMS) - len(raws):
        more.append(f"{odd:,} of the items {'was' if odd == 1 else 'were'} left out: no JSON object.")
    language = language_code(_text(feed, "language"))
    items, left_out = items_of(raws, url, language)
    return FeedReading(
        title=line_of(_text(feed, "title"), 200),
        home=web_address(_text(feed, "home_page_url"), url),
        language=language,
        items=items,
        faults=(*more, *left_out, *undated(raws)),
    )


def _feed(text: str) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        return {"items": _whole_items(text)}, ("The feed is damaged; the items before the damage were read.",)
    if isinstance(feed, Mapping):
        return feed, ()
    raise UnreadableFeed("This is JSON, but no JSON Feed.", _CURE)


def _whole_items(text: str) -> list[Any]:
    """The items that are whole in a text that is not; UnreadableFeed if there is none."""
    items: list[Any] = []
    found = _ITEMS.search(text)
    place = found.end() if found else len(text)
    read = json.JSONDecoder().raw_decode
    while place < len(text) and len(items) <= MOST_ITEMS:
        place = _BETWEEN.match(text, place).end()  # type: ignore[union-attr]  # it matches nothing, too
        try:
            item, place = read(text, place)
        except (ValueError, RecursionError):
            break
        items.append(item)
    if not items:
        raise UnreadableFeed("This looks like JSON, but it is damaged.", "Try again later.")
    return items


def _raw(entry: Mapping[str, Any]) -> RawItem:
    content = _text(entry, "content_html") or markup_of(_text(entry, "content_text"))
    id = entry.get("id")
    return RawItem(
        id=str(id)
        if isinstance(id, str | int) and not isinstance(id, bool) and len(repr(id)) < 2_000
        else "",
        link=_text(entry, "url") or _text(entry, "external_url") or _address(id),
        title=_text(entry, "title"),
        plain_title=True,
        byline=", ".join(dict.fromkeys(_authors(entry))),
        language=_text(entry, "language"),
        published=_text(entry, "date_published"),
        updated=_text(entry, "date_modified"),
        summary=markup_of(_text(entry, "summary")),
        content=content if len(content) <= LONGEST_ITEM else "",
    )


def _address(id: object) -> str:
    return id if isinstance(id, str) and id.startswith(("http://", "https://")) else ""


def _authors(entry: Mapping[str, Any]) -> list[str]:
    """The names of ``authors`` (1.1), else of ``author`` (1.0)."""
    authors = entry.get("authors")
    listed = authors[:20] if isinstance(authors, list) else [entry.get("author")]
    return [
        byline_of(name)
        for author in listed
        if isinstance(author, Mapping) and (name := _text(author, "name"))
    ]


def _text(values: Mapping[str, Any], key: str) -> str:
    value = values.get(key)
    return printable(value) if isinstance(value, str) else ""
