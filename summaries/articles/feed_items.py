"""What feeds of all kinds have in common: items get clean words, an address, dates and their own key."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from summaries.articles.feed_dates import feed_date
from summaries.articles.feed_links import web_address
from summaries.articles.feed_mending import letters, printable
from summaries.articles.feed_values import FeedItem
from summaries.articles.mojibake import mended
from summaries.articles.told import Told

LONGEST_TITLE = 500
LONGEST_SUMMARY = 2_000
FULL_TEXT = 1_000
"""Characters of words from which a feed's content is taken for the whole article. Teasers are a paragraph or
two: WordPress cuts its own after 55 words (some 350 characters), and newsrooms seldom write one over 700; a
story of 1,000 has some 160 words, a wire's shortest. A mistake costs one request where the content was whole,
or the rest of an article where it was not, so what ends as teasers do never counts."""
FULL_DESCRIPTION = 2_000
"""The same for the element that is meant for a summary."""

_TAG = re.compile(r"<[^<>]{0,5000}>")
_NOT_SHOWN = re.compile(r"<(script|style)\b[^<]{0,20000}</\1\s*>", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:p|br|div|li|[uo]l|h\d|t[rd]|blockquote|figure|figcaption)\b[^<>]{0,1000}>", re.IGNORECASE
)
_MORE = (
    "read more|read on|read the (?:full|rest) [^.]{0,40}|continue reading.{0,80}|leer m[áa]s.{0,40}"
    "|ver m[áa]s.{0,40}|seguir leyendo.{0,40}|sigue leyendo.{0,40}|leia mais.{0,40}|lire la suite.{0,40}"
    "|читать далее.{0,40}|weiterlesen.{0,40}"
)
_CUT_OFF = re.compile(rf"(?:…|\.{{3}}|\[\s?(?:…|\.{{3}})\s?\]|{_MORE})\W{{0,5}}$", re.IGNORECASE)
# WordPress writes it below every item, whole or not.
_FOOTER = re.compile(
    r"\s(?:The post|La entrada|El cargo|O post|L[’']article) .{1,400}"
    r" (?:appeared first on|se publicó primero en|aparece primero en|apareceu primeiro em|est apparu en)"
    r" .{1,200}$"
)
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].{1,20})?", re.IGNORECASE)
_LANGUAGES = {"eng": "en", "spa": "es", "por": "pt", "fra": "fr", "fre": "fr", "rus": "ru", "zho": "zh"}
# Ids that many feeds make anew each time: UUIDs, digests, and milliseconds.
_OPAQUE = re.compile(
    r"(?:urn:uuid:)?\{?[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\}?|[0-9a-f]{24,64}|\d{13,20}",
    re.IGNORECASE,
)


class RawItem(NamedTuple):
    """An item as its format has it, nothing cleaned yet; "" where it has nothing."""

    id: str = ""
    link: str = ""
    title: str = ""
    byline: str = ""
    publisher: str = ""
    language: str = ""
    published: str = ""
    updated: str = ""
    summary: str = ""
    content: str = ""
    plain_title: bool = False
    from_update: bool = False


def items_of(
    raws: Iterable[RawItem], base: str, language: str = "", publisher: str = ""
) -> tuple[tuple[FeedItem, ...], tuple[str, ...]]:
    """The items, each with its own key, in the feed's order, and what was left out.

    Left out are items that say nothing (no address, no title, no text) and items that stand there twice.
    """
    known = [_item(raw, base, language, publisher) for raw in raws]
    kept = [item for item in known if item.told.url or item.told.title or item.told.summary or item.html]
    alike = list(dict.fromkeys(kept))
    return _with_keys(alike), tuple(_left_out(known, kept, alike))


def words_of(markup: str, most: int = LONGEST_SUMMARY) -> str:
    """The words of markup on one line, at most so many characters; cut at a word, with "…"."""
    return mended(shortened(" ".join(_without_tags(markup[: most * 20]).split()), most))


def shortened(text: str, most: int) -> str:
    """The text, or its first words that fit ``most`` characters with an ellipsis."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def line_of(text: str, most: int = LONGEST_TITLE) -> str:
    """Plain words on one line, without control characters, at most so many characters."""
    return mended(shortened(" ".join(printable(text[: most * 4]).split()), most))


def language_code(words: str) -> str:
    """ISO 639-1 of "es-VE", "en_US", "spa"; "" for what is none."""
    words = words.strip()
    found = _LANGUAGE.fullmatch(words)
    return found[1].lower() if found else _LANGUAGES.get(words.lower(), "")


def is_whole(markup: str, least: int = FULL_TEXT) -> bool:
    """Whether the markup has the words of a whole article: enough of them, and no sign of being cut off."""
    if len(markup) < least:
        return False
    words = " ".join(_without_tags(markup).split())
    words = words[:-700] + _FOOTER.sub("", words[-700:])
    return len(words) >= least and not _CUT_OFF.search(words[-120:])


def _without_tags(markup: str) -> str:
    if "<" in markup:
        markup = _TAG.sub("", _BLOCK.sub(" ", _NOT_SHOWN.sub(" ", markup)))
    return letters(markup)


def _item(raw: RawItem, base: str, language: str, publisher: str) -> FeedItem:
    """One item; its key is still the bare id, or "" where that is no good."""
    url = web_address(raw.link, base)
    title = line_of(raw.title) if raw.plain_title else words_of(raw.title, LONGEST_TITLE)
    published, updated = feed_date(raw.published), feed_date(raw.updated)
    if raw.from_update and published.start:
        published = published.model_copy(update={"inferred": True})
    html = (
        raw.content
        if is_whole(raw.content)
        else raw.summary
        if is_whole(raw.summary, FULL_DESCRIPTION)
        else ""
    )
    told = Told(
        url=url,
        title=title,
        byline=line_of(raw.byline, 300),
        publisher=line_of(raw.publisher, 120) or publisher,
        language=language_code(raw.language) or language,
        published=published,
        summary=words_of(raw.summary or raw.content),
    )
    return FeedItem(
        key=_steady(line_of(raw.id, 1_000), raw.link.strip(), url), told=told, html=html, updated=updated
    )


def byline_of(author: str) -> str:
    """The name in "ann@example.com (Ann Example)" or "Ann Example <ann@example.com>"; "" where none is."""
    words = line_of(words_of(author, 300), 300)
    if "@" not in words:
        return words.removeprefix("By ").removeprefix("by ")
    inside = re.search(r"\(([^()@]{2,200})\)", words)
    if inside:
        return inside[1].strip()
    return " ".join(word for word in words.split() if "@" not in word).strip(" ,<>()")


def _steady(id: str, link: str, url: str) -> str:
    """The id, if it can be trusted to be the same next time; "" where the address serves better.

    Ids that are the address with something after it (the BBC's "#0", which counts versions), and ids made
    of nothing but chance, are not trusted where there is an address.
    """
    if url and (_OPAQUE.fullmatch(id) or (link and id.startswith(link)) or id.startswith(url)):
        return ""
    return id


def _with_keys(items: Sequence[FeedItem]) -> tuple[FeedItem, ...]:
    """The items with keys that differ: the id, else the address, else a digest of title and date."""
    ids = Counter(item.key for item in items)
    taken: set[str] = set()
    keyed = []
    for item in items:
        key = next(key for key in _wanted(item, ids[item.key] == 1, len(taken)) if key and key not in taken)
        taken.add(key)
        keyed.append(item.model_copy(update={"key": key, "told": item.told.model_copy(update={"id": key})}))
    return tuple(keyed)


def _wanted(item: FeedItem, alone: bool, number: int) -> Iterator[str]:
    """What the item may be named by, best first; the last is no other item's."""
    if alone:
        yield item.key
    yield item.told.url
    yield _digest(item)
    yield _digest(item, whole=True)
    yield f"{_digest(item, whole=True)}-{number}"


def _digest(item: FeedItem, whole: bool = False) -> str:
    told = item.told
    said = (
        (told.title, told.published.iso() or told.summary)
        if not whole
        else (told.model_dump_json(), item.html)
    )
    return hashlib.sha256("\0".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _left_out(
    known: Sequence[FeedItem], kept: Sequence[FeedItem], alike: Sequence[FeedItem]
) -> Iterable[str]:
    if empty := len(known) - len(kept):
        yield f"{_items(empty)} left out: no address, no title and no text."
    if twice := len(kept) - len(alike):
        yield f"{_items(twice)} left out: in the feed twice."


def undated(raws: Sequence[RawItem]) -> tuple[str, ...]:
    """One line if items have dates that cannot be read, with the first of them."""
    wrong = [
        raw.published for raw in raws if raw.published.strip() and feed_date(raw.published).start is None
    ]
    if not wrong:
        return ()
    return (
        f"{_items(len(wrong), 'has', 'have')} a date that cannot be read, such as “{line_of(wrong[0], 40)}”.",
    )


def _items(number: int, one: str = "was", several: str = "were") -> str:
    return f"1 item {one}" if number == 1 else f"{number:,} items {several}"
