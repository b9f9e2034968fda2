"""A feed's elements pruned to those that are read, each no longer than such a thing ever is."""

from __future__ import annotations

from typing import Any

from lxml import etree

MOST_PARTS = 40
"""Elements of one item that are kept: news items have ten or twenty."""

_ATOM = ("http://www.w3.org/2005/atom", "http://purl.org/atom/ns#")
_XML = "{http://www.w3.org/XML/1998/namespace}"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
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
    "title": 4_000,
    "link": 4_000,
    "id": 4_000,
    "description": 4_000,
    "language": 40,
    "publisher": 200,
    "ttl": 20,
    "updateperiod": 20,
    "updatefrequency": 20,
    "new-feed-url": 4_000,
    "newlocation": 4_000,
}
_ATTRIBUTES = frozenset(
    (
        "href",
        "rel",
        "type",
        "mode",
        "url",
        "isPermaLink",
        "version",
        _XML + "lang",
        _XML + "base",
        f"{{{_RDF}}}about",
    )
)
_NESTED = {"author": ("name",), "source": ("title", "link", "id")}
_MARKUP = ("description", "summary", "content", "encoded", "title", "subtitle")


def prune(item: Any) -> None:
    """Take from an item (an lxml element) all that is not read.

    Markup that stands as elements becomes words of markup, as feeds otherwise carry it. Descriptions that
    belong to a picture or film count only where the item has none of its own.
    """
    _adopt_media(item)
    _keep(item, _WORDS)


def prune_head(root: Any) -> Any:
    """The same for a feed without its items; gives the element that the items belong into."""
    channel = next((child for child in root if parts_of(child)[0] == "channel"), None)
    if channel is not None:
        root[:] = [channel]
        _plain(root)
    _keep(root if channel is None else channel, _OF_FEEDS)
    return root if channel is None or parts_of(root)[0] == "rdf" else channel


def _keep(element: Any, lengths: dict[str, int]) -> None:
    """Keep the first children of those names; a feed's own wrong namespace counts as none."""
    own, kept = parts_of(element)[1], 0
    for child in list(element):
        name, space = parts_of(child)
        if name in lengths and (space in _SPACES or space == own) and kept < MOST_PARTS:
            _shorten(child, name, lengths[name])
            _rename_author(child, name)
            _settle_permalink(child, name)
            _plain(child)
            kept += 1
        else:
            element.remove(child)
    _plain(element)
    element.text = None


def _plain(element: Any) -> None:
    """Take an element out of a namespace that is not one of feeds', and drop what stands behind it."""
    space, name = split_tag(element)
    if space.lower() not in _SPACES and space != _RDF:
        element.tag = name
    element.tail = None
    for key in element.attrib:
        if key not in _ATTRIBUTES or len(element.get(key)) > 4_000:
            del element.attrib[key]


def _shorten(element: Any, name: str, most: int) -> None:
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
        element.tag = (
            f"{{{split_tag(element)[0]}}}contributor" if len(element) else f"{{{_DUBLIN_CORE}}}contributor"
        )


def _settle_permalink(element: Any, name: str) -> None:
    """Say of an id that is no web address that it is none; unless told, feedparser makes one of it."""
    if name == "guid" and not (element.text or "").strip().startswith(("http://", "https://")):
        element.set("isPermaLink", "false")


def _keep_nested(element: Any, names: tuple[str, ...]) -> None:
    """The first of each element that is read inside of another, as words only."""
    found: dict[str, Any] = {}
    for child in list(element):
        name = parts_of(child)[0]
        if name in names and name not in found and _WORDS.get(name):
            found[name] = child
            _flatten(child, name)
            child.text = (child.text or "")[: min(_WORDS[name], 1_000)]
            _plain(child)
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
        part.tag = split_tag(part)[1]
    etree.cleanup_namespaces(element)
    return str(etree.tostring(element, encoding="unicode", method="html"))


def _adopt_media(item: Any) -> None:
    """Rename Media RSS's title and description to the item's own, where it has none."""
    has = {parts_of(child)[0] for child in item if not parts_of(child)[1].startswith(_MEDIA)}
    for element in list(item.iter(etree.Element))[:200]:
        name, space = parts_of(element)
        if space.startswith(_MEDIA) and name in ("title", "description") and name not in has:
            has.add(name)
            element.tag = name if not _is_atom(item) else f"{{{split_tag(item)[0]}}}" + _in_atom(name)
            element.attrib.clear()
            element.tail = None
            item.append(element)


def _is_atom(item: Any) -> bool:
    return parts_of(item)[1] in _ATOM


def _in_atom(name: str) -> str:
    return "summary" if name == "description" else name


def parts_of(element: Any) -> tuple[str, str]:
    """An element's name and namespace in small letters; ("", "") for comments and instructions."""
    space, name = split_tag(element)
    return name.lower(), space.lower()


def split_tag(element: Any) -> tuple[str, str]:
    """An element's namespace and name as written. Broken markup leaves names that are none (":")."""
    tag = element.tag if isinstance(element.tag, str) else ""
    space, brace, name = tag.rpartition("}")
    return space.removeprefix("{"), name if brace else tag
