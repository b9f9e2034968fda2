"""A feed's elements pruned to those that are read, each no longer than such a thing ever is."""

from __future__ import annotations

from typing import Any

from lxml import etree

MOST_PARTS = 40
"""Elements of one item that are kept: news items have ten or twenty."""

_ATOM = ("http://www.w3.org/2005/atom", "http://purl.org/atom/ns#")
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss"
_SPACES = frozenset(
    (
        "",
        *_ATOM,
        "http://purl.org/rss/1.0/",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://channel.netscape.com/rdf/simple/0.9/",
        "http://backend.userland.com/rss2",
        _DUBLIN_CORE,
        "http://purl.org/dc/terms/",
        "http://purl.org/rss/1.0/modules/content/",
        "http://rssnamespace.org/feedburner/ext/1.0",
        "http://purl.org/rss/1.0/modules/syndication/",
        "http://www.itunes.com/dtds/podcast-1.0.dtd",
    )
)
_WORDS = {
    **dict.fromkeys(("title",), 4_000),
    **dict.fromkeys(("link", "guid", "id", "origlink", "uri"), 4_000),
    **dict.fromkeys(("description", "summary", "content", "encoded"), 1_000_000),
    **dict.fromkeys(("author", "creator", "name", "publisher", "source"), 200),
    **dict.fromkeys(("pubdate", "date", "published", "updated", "issued", "modified", "created"), 100),
    "language": 40,
}
_OF_FEEDS = {
    **_WORDS,
    "description": 4_000,
    "subtitle": 4_000,
    "ttl": 20,
    "updateperiod": 20,
    "updatefrequency": 20,
    "new-feed-url": 4_000,
    "newlocation": 4_000,
}
_NESTED = {"author": ("name",), "source": ("title", "link", "id")}
_MARKUP = ("description", "summary", "content", "encoded", "title", "subtitle")


def prune(item: Any, space: str) -> None:
    """Take from an item (an lxml element) all that is not read; ``space`` is its feed's own namespace.

    Markup that stands as elements becomes words of markup, as feeds otherwise carry it. Descriptions that
    belong to a picture or film count only where the item has none of its own.
    """
    _adopt_media(item)
    _keep(item, _WORDS, _SPACES | {space.lower()}, MOST_PARTS)


def prune_head(channel: Any, space: str) -> None:
    """The same for what stands before the items, in the element that holds the items."""
    _keep(channel, _OF_FEEDS, _SPACES | {space.lower()}, MOST_PARTS)


def _keep(element: Any, lengths: dict[str, int], spaces: frozenset[str], most: int) -> None:
    kept = 0
    for child in list(element):
        name, space = parts_of(child)
        if name in lengths and space in spaces and kept < most:
            _shorten(child, name, lengths[name])
            _rename_author(child, name)
            child.tail = None
            kept += 1
        else:
            element.remove(child)
    element.text = None


def _shorten(element: Any, name: str, most: int) -> None:
    for key, value in element.attrib.items():
        if len(value) > 4_000:
            del element.attrib[key]
    if nested := _NESTED.get(name):
        _keep_nested(element, nested)
    elif len(element):
        _flatten(element, name)
    if element.text and len(element.text) > most:
        element.text = element.text[:most]


def _rename_author(element: Any, name: str) -> None:
    """Call an author a contributor, whose words feedparser leaves alone.

    In an author's it looks for an address with an expression that takes a time as the square of their length.
    """
    if name in ("author", "creator"):
        space = etree.QName(element).namespace
        element.tag = f"{{{space}}}contributor" if len(element) else f"{{{_DUBLIN_CORE}}}contributor"


def _keep_nested(element: Any, names: tuple[str, ...]) -> None:
    """The first of each element that is read inside of another, as words only."""
    found: dict[str, Any] = {}
    for child in list(element):
        name = parts_of(child)[0]
        if name in names and name not in found and _WORDS.get(name):
            found[name] = child
            _flatten(child, name)
            child.text = (child.text or "")[: min(_WORDS[name], 1_000)]
        else:
            element.remove(child)


def _flatten(element: Any, name: str) -> None:
    """Turn child elements into words: of markup where markup may stand, else plain."""
    if name in _MARKUP:
        inner = "".join((escaped(element.text), *(_bare(child) for child in element)))
        if element.get("type") not in (None, "html", "text/html"):
            element.set("type", "html")
        element.attrib.pop("mode", None)
    else:
        inner = "".join(element.itertext())
    for child in list(element):
        element.remove(child)
    element.text = inner


def escaped(text: str | None) -> str:
    """Plain words as markup."""
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _bare(element: Any) -> str:
    """An element's markup in HTML's own names, without namespaces."""
    if not isinstance(element.tag, str):
        return escaped(element.tail)
    for part in element.iter(etree.Element):
        part.tag = etree.QName(part).localname
    etree.cleanup_namespaces(element)
    return str(etree.tostring(element, encoding="unicode", method="html"))


def _adopt_media(item: Any) -> None:
    """Rename Media RSS's title and description to the item's own, where it has none."""
    has = {parts_of(child)[0] for child in item if not parts_of(child)[1].startswith(_MEDIA)}
    for element in list(item.iter(etree.Element))[:200]:
        name, space = parts_of(element)
        if space.startswith(_MEDIA) and name in ("title", "description") and name not in has:
            has.add(name)
            element.tag = (
                name if not _is_atom(item) else f"{{{etree.QName(item).namespace}}}" + _in_atom(name)
            )
            element.attrib.clear()
            element.tail = None
            item.append(element)


def _is_atom(item: Any) -> bool:
    return parts_of(item)[1] in _ATOM


def _in_atom(name: str) -> str:
    return "summary" if name == "description" else name


def parts_of(element: Any) -> tuple[str, str]:
    """An element's name and namespace in small letters; ("", "") for comments and instructions."""
    if not isinstance(element.tag, str):
        return "", ""
    name = etree.QName(element)
    return name.localname.lower(), (name.namespace or "").lower()
