"""Live blogs: their entries, each with its own time, title, words and place on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from summaries.articles.addresses import fragment_of
from summaries.articles.dating import METADATA, TEXT, read_date
from summaries.articles.prose import text_of_element
from summaries.articles.structured import Node, said, text_of, types
from summaries.articles.tree import Element, plain, words
from summaries.when import When

FEWEST, MOST = 2, 1_000
"""Entries of a live blog: fewer than two are an article, of more the rest is left out."""

_SIGNS = re.compile(
    r"\blive(?:[ -]?blog)?\b|as it happened|minute[ -]by[ -]minute|en vivo|en direct\b|ao vivo"
    r"|минута за минутой|онлайн[- ]?трансляция|хроника дня",
    re.IGNORECASE,
)
_MARKED = (
    "boolean(//*[re:test(concat(@class, ' ', @id, ' ', @data-component),"
    " 'live-?(blog|entry|post|update|feed|page)', 'i')])"
)
_STAMPED = (
    "//*[@id and (self::article or self::section or self::li or self::div)][.//time]"
    "[not(re:test(concat(@class, ' ', @id), 'comment|reply|related|teaser|card', 'i'))]"
)
_RE = {"re": "http://exslt.org/regular-expressions"}
_FIT = re.compile(r"[^\w.:-]+")


class Entry(NamedTuple):
    """One entry: ``key`` names it on its page, ``basis`` says where its time is known from."""

    key: str
    title: str
    text: str
    published: When
    basis: str


def entries_of(tree: Element, nodes: tuple[Node, ...], title: str, url: str) -> tuple[Entry, ...]:
    """The entries of a live blog in the page's order; none where the page is no live blog."""
    found = tuple(_unique(_told(nodes)))
    if len(found) < FEWEST and (
        _SIGNS.search(f"{title} {url.replace('/', ' ')}") or tree.xpath(_MARKED, namespaces=_RE)
    ):
        found = tuple(_unique(_shown(tree)))
    return found[:MOST] if len(found) >= FEWEST else ()


def _told(nodes: tuple[Node, ...]) -> Iterator[Entry]:
    """The entries that the page's JSON-LD tells of."""
    for node in nodes:
        updates = node.get("liveBlogUpdate") if "LiveBlogPosting" in types(node) else None
        for update in updates if isinstance(updates, list) else [updates]:
            if isinstance(update, dict):
                yield _told_entry(update)


def _told_entry(update: Node) -> Entry:
    text = text_of(update, "articleBody", "text", "description")
    address = next(
        (value for key in ("url", "@id", "mainEntityOfPage") if isinstance(value := update.get(key), str)), ""
    )
    published = read_date(said(update, "datePublished", "dateCreated", "dateModified"))
    key = fragment_of(address) or address.rstrip("/").rpartition("/")[2] or published.iso()
    return Entry(key, said(update, "headline"), text, published, METADATA)


def _shown(tree: Element) -> Iterator[Entry]:
    """The entries that stand on the page as blocks with a name and a time, next to one another."""
    blocks = tree.xpath(_STAMPED, namespaces=_RE)[: 3 * MOST]
    parents = Counter(block.getparent() for block in blocks)
    if not parents or (most := parents.most_common(1)[0])[1] < FEWEST + 1:
        return
    for block in blocks:
        if block.getparent() is most[0]:
            yield _shown_entry(block)


def _shown_entry(block: Element) -> Entry:
    time = next(block.iter("time"))
    published = read_date(time.get("datetime") or words(time, 100))
    heading = next((words(h, 400) for h in block.iter("h1", "h2", "h3", "h4") if words(h, 400)), "")
    text = text_of_element(block)
    if heading and plain(text[: len(heading) + 2]).startswith(heading):
        text = text[len(heading) :].lstrip()
    return Entry(block.get("id") or "", heading, text, published, TEXT)


def _unique(entries: Iterator[Entry]) -> Iterator[Entry]:
    """The entries that hold words, each under a key of its own."""
    seen: Counter[str] = Counter()
    for entry in entries:
        if not any(map(str.isalnum, entry.text or entry.title)):
            continue
        key = _FIT.sub("-", entry.key)[:120].strip("-") or "entry"
        seen[key] += 1
        yield entry._replace(key=key if seen[key] == 1 else f"{key}-{seen[key]}")
