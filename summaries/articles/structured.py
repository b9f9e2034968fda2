"""What a page says of itself for machines: JSON-LD in the words of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any, TypeAlias

from summaries.articles.tree import Element, plain

Node: TypeAlias = Mapping[str, Any]
"""One thing that JSON-LD tells of."""

ARTICLES = frozenset(
    {
        *("Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle"),
        *("BackgroundNewsArticle", "ReviewNewsArticle", "AskPublicNewsArticle", "AdvertiserContentArticle"),
        *("SatiricalArticle", "ScholarlyArticle", "TechArticle", "BlogPosting", "LiveBlogPosting"),
        *("SocialMediaPosting", "Report", "Interview"),
    }
)
LISTS = frozenset(["CollectionPage", "ItemList", "SearchResultsPage", "ProfilePage", "CategoryCodeSet"])
GALLERIES = frozenset(["ImageGallery", "MediaGallery", "Gallery"])

_MOST_BYTES = 2_000_000
_MOST_NODES = 2_000
_DEEPEST = 6
# Not the items of lists: those are other pages.
_BELOW = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")
_TAG = re.compile(r"<[^<>]{0,500}>")


def nodes_of(tree: Element) -> tuple[Node, ...]:
    """Everything that the page's JSON-LD tells of, in order; what is malformed is left out."""
    found: list[Node] = []
    left = _MOST_BYTES
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = script.text or ""
        left -= len(text)
        if left < 0:
            break
        found.extend(_nodes(_read(text), _DEEPEST))
    return tuple(found[:_MOST_NODES])


def types(node: Node) -> frozenset[str]:
    """The types of a thing, without the vocabulary's address."""
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return frozenset(str(name).rpartition("/")[2] for name in kinds if isinstance(name, str))


def article_of(nodes: tuple[Node, ...]) -> Node:
    """The first article or gallery, one with a headline or a text before others; {} for none."""
    articles = [node for node in nodes if types(node) & (ARTICLES | GALLERIES)]
    told = (node for node in articles if node.get("headline") or node.get("articleBody") or node.get("name"))
    return next(told, articles[0] if articles else {})


def said(node: Node, *keys: str) -> str:
    """The first of these that holds words, on one line; a thing's name where it is a thing."""
    for key in keys:
        for name in names(node.get(key)):
            return name
    return ""


def names(value: object) -> list[str]:
    """The names in a value: of strings themselves, of things their ``name``, of lists each one's."""
    if isinstance(value, str):
        text = plain(unescape(value))
        return [text] if text else []
    if isinstance(value, dict):
        return names(value.get("name") or value.get("@value"))
    if isinstance(value, list):
        return [name for one in value[:20] if not isinstance(one, list) for name in names(one)]
    return []


def text_of(node: Node, *keys: str) -> str:
    """A longer text of a thing, its paragraphs apart, without markup; "" where there is none."""
    for key in keys:
        if isinstance(value := node.get(key), str) and value.strip():
            return _paragraphs(value)
    return ""


def is_true(value: object) -> bool | None:
    """A truth in any of the ways pages write it; None where it is neither."""
    written = str(value).strip().rpartition("/")[2].lower()
    return {"true": True, "false": False}.get(written)


def _paragraphs(value: str) -> str:
    value = re.sub(r"(?i)<br\s*/?>|</(?:p|div|li|h\d|blockquote)>", "\n", value)
    value = unescape(unescape(_TAG.sub("", value)))
    lines = (plain(line) for line in value.splitlines())
    return "\n\n".join(line for line in lines if line)


def _read(text: str) -> object:
    for attempt in (text, _WRAPPING.sub("", text), re.sub(r",\s{0,50}([}\]])", r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: object, depth: int) -> Iterator[Node]:
    if isinstance(value, list):
        for one in value[:_MOST_NODES]:
            if depth:
                yield from _nodes(one, depth - 1)
    elif isinstance(value, dict):
        yield value
        for key in _BELOW:
            if depth and isinstance(value.get(key), dict | list):
                yield from _nodes(value[key], depth - 1)
