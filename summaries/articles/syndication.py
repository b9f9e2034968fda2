"""RSS and Atom of every version, by feedparser, which is only given what is well-formed and of a known size.

feedparser opens files and fetches addresses when it is given words, and a file even when it is given bytes
that happen to be a name; here it gets a stream. Its lenient parser, its guesses of encodings and its regular
expressions take time without bound on hostile input, so that it never sees any: every item is checked alone,
mended where it must be, and pruned of what is not read.
"""

from __future__ import annotations

import html
import io
import re
from typing import Any

from summaries.articles.feed_cutting import MOST_ITEMS, cut
from summaries.articles.feed_items import (
    RawItem,
    byline_of,
    items_of,
    language_code,
    line_of,
    undated,
    words_of,
)
from summaries.articles.feed_links import web_address
from summaries.articles.feed_mending import PREFIXES, mend
from summaries.articles.feed_pruning import prune, prune_head
from summaries.articles.feed_values import FeedReading
from summaries.errors import UnreadableFeed

_ROOT = re.compile(r"<(?:[\w.-]{1,30}:)?(?:rss|feed|rdf|channel|redirect)(?=[\s>])", re.IGNORECASE)
_OPENING = re.compile(r"<([\w:.-]{1,60})[^<>]{0,20000}>")
_PREFIX = re.compile(r"\bxmlns:([\w.-]{1,40})")
_LONGEST_HEAD = 200_000
SHORTEST, LONGEST = 60.0, 30 * 86_400.0
"""Seconds between readings that a feed may ask for; what is less or more is taken for a mistake."""
_PERIODS = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}


def read_syndication(text: str, url: str) -> FeedReading:
    """The reading of an RSS or Atom text that came from ``url``. Raises UnreadableFeed."""
    start = _ROOT.search(text)
    pieces = cut(text[start.start() :] if start else text)
    root, container = _head(pieces.head)
    whole, mended, lost = _sound(pieces.items, _opening(pieces.head))
    container.extend(whole)
    parsed = _parsed(root, url)
    if not parsed["entries"] and not parsed["feed"]:
        raise UnreadableFeed(
            "This is no feed that can be read: there is nothing in it.", "Check the address in a browser."
        )
    return _reading(parsed, url, (*pieces.faults, *_damage(mended, lost)))


def _head(head: str) -> tuple[Any, Any]:
    """The feed without its items, as elements: its root, and the element that the items belong into."""
    from lxml import etree

    mended = mend(head[:_LONGEST_HEAD])
    text = _with_prefixes(mended.text) + mended.closing
    try:
        root = etree.fromstring(text, _parser(recover=True))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise UnreadableFeed("This is no feed that can be read.", "Check the address in a browser.")
    return root, prune_head(root)


def _opening(head: str) -> tuple[str, str]:
    """A tag to put before an item so that it can be read alone, and one to put behind it."""
    found = _OPENING.search(_with_prefixes(mend(head[:_LONGEST_HEAD]).text))
    return (
        (found[0].removesuffix("/>").removesuffix(">") + ">", f"</{found[1]}>")
        if found
        else ("<rss>", "</rss>")
    )


def _with_prefixes(head: str) -> str:
    """The head, whose first tag also says what the usual prefixes mean if it does not."""
    tag = _OPENING.search(head)
    if not tag:
        return head
    said = set(_PREFIX.findall(tag[0]))
    more = "".join(f' xmlns:{prefix}="{space}"' for prefix, space in PREFIXES.items() if prefix not in said)
    end = tag.end() - (2 if tag[0].endswith("/>") else 1)
    return head[:end] + more + head[end:]


def _parser(recover: bool = False) -> Any:
    """Entities stay unresolved, nothing is loaded, and libxml2's own limits of depth and size hold."""
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )


def _sound(items: tuple[str, ...], around: tuple[str, str]) -> tuple[list[Any], int, int]:
    """The items as elements, pruned; how many of them had to be mended, and how many could not be."""
    parser = _parser()
    whole, mended, lost = [], 0, 0
    for item in items:
        element = _element(item, around, parser)
        if element is None:
            repaired = mend(item)
            element = _element(repaired.text + repaired.closing, around, parser)
            mended += element is not None
        if element is None:
            lost += 1
            continue
        prune(element)
        whole.append(element)
    return whole, mended, lost


def _element(item: str, around: tuple[str, str], parser: Any) -> Any:
    """The item as an element, None where it is not well-formed."""
    from lxml import etree

    try:
        root = etree.fromstring(around[0] + item + around[1], parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    element = root[0] if len(root) else None
    if element is not None:
        element.tail = None
    return element


def _damage(mended: int, lost: int) -> tuple[str, ...]:
    lines = ((mended, "not well-formed, and read as far as possible"), (lost, "left out: not well-formed"))
    return tuple(f"{n:,} {'item was' if n == 1 else 'items were'} {what}." for n, what in lines if n)


def _parsed(root: Any, url: str) -> Any:
    """What feedparser makes of it. Its cleaning of markup is off: nothing here is shown as markup, ever."""
    import feedparser
    from lxml import etree

    etree.cleanup_namespaces(root)
    data = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        return feedparser.parse(
            io.BytesIO(data), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
        )
    except Exception as error:  # it names none that it raises, and one odd feed must not stop the others
        raise UnreadableFeed("This feed cannot be read.", "Check it with a feed validator.") from error


def _reading(parsed: Any, url: str, faults: tuple[str, ...]) -> FeedReading:
    feed, atom = parsed["feed"], parsed["version"].startswith("atom")
    raws = [_raw(entry, atom) for entry in parsed["entries"][:MOST_ITEMS]]
    language = language_code(_text(feed, "language"))
    items, left_out = items_of(raws, url, language)
    publisher = words_of(_text(feed, "publisher"), 120)
    return FeedReading(
        title=_name(feed),
        home=web_address(_text(feed, "link"), url),
        language=language,
        publisher="" if "@" in publisher else publisher,
        items=items,
        every=_every(feed),
        moved=_moved(feed, url),
        faults=(*faults, *left_out, *undated(raws)),
    )


def _raw(entry: Any, atom: bool) -> RawItem:
    """An entry of feedparser's as the format has it. Atom asks for no date but that of the last change."""
    published, updated = _text(entry, "published") or _text(entry, "created"), _text(entry, "updated")
    title, plain = _title(entry)
    publisher = _text(entry.get("source"), "title")
    return RawItem(
        id=_text(entry, "id"),
        link=_link(entry),
        title=title.removesuffix(f" - {publisher}"),
        plain_title=plain,
        byline=_byline(entry),
        publisher=words_of(publisher, 120),
        language=_text(entry, "language") or _text(entry.get("title_detail"), "language"),
        published=published or updated,
        updated=updated,
        from_update=atom and not published,
        summary=_summary(entry),
        content=_content(entry),
    )


def _text(values: Any, key: str) -> str:
    """A value that is words; "" for what is not there, or is something else in a feed that is odd."""
    value = dict.get(values, key) if isinstance(values, dict) else None
    return value if isinstance(value, str) else ""


def _name(feed: Any) -> str:
    title, plain = _title(feed)
    return line_of(title, 200) if plain else words_of(title, 200)


def _title(values: Any) -> tuple[str, bool]:
    """The title, and whether it is plain words rather than markup."""
    title = _text(values, "title")
    return title, _text(values.get("title_detail"), "type") == "text/plain"


def _link(entry: Any) -> str:
    """The address of the article: where FeedBurner got it from, the link, or an id that is an address."""
    links = (_text(link, "href") for link in entry.get("links", ()) if _text(link, "rel") == "alternate")
    id = _text(entry, "id")
    choices = (
        _text(entry, "feedburner_origlink"),
        _text(entry, "link"),
        *links,
        id if id.startswith("http") else "",
    )
    return next((choice for choice in choices if choice), "")


def _byline(entry: Any) -> str:
    """The authors' names, which pruning has put under another name."""
    names = (_text(author, "name") for author in entry.get("contributors", ()))
    return ", ".join(dict.fromkeys(byline_of(name) for name in names if name))


def _summary(entry: Any) -> str:
    """The summary as markup; "" where feedparser has only copied the content there, without its kind."""
    kind = _text(entry.get("summary_detail"), "type")
    summary = _text(entry, "summary") if kind else ""
    return markup_of(summary) if kind == "text/plain" else summary


def _content(entry: Any) -> str:
    """The longest content as markup."""
    contents = [(_text(content, "value"), _text(content, "type")) for content in entry.get("content", ())]
    value, kind = max(contents, key=lambda content: len(content[0]), default=("", ""))
    return markup_of(value) if kind == "text/plain" else value


def markup_of(text: str) -> str:
    """Plain text as markup: a paragraph for each."""
    return "".join(
        f"<p>{html.escape(part, quote=False)}</p>" for part in re.split(r"\n\s*\n", text) if part.strip()
    )


def _every(feed: Any) -> float | None:
    """Seconds between readings, of ttl (minutes) or the syndication module; None where not said or absurd."""
    ttl, period = _text(feed, "ttl"), _PERIODS.get(_text(feed, "sy_updateperiod").lower())
    times = _text(feed, "sy_updatefrequency")
    seconds = 0.0
    if ttl.isdecimal():
        seconds = int(ttl) * 60.0
    elif period:
        seconds = period / max(1, int(times) if times.isdecimal() else 1)
    return seconds if SHORTEST <= seconds <= LONGEST else None


def _moved(feed: Any, url: str) -> str:
    names = ("newlocation", "itunes_new-feed-url")
    moved = next((web_address(_text(feed, name), url) for name in names if _text(feed, name)), "")
    return moved if moved != url else ""
