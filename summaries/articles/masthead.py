"""What stands at the head of a page: title, byline, publisher, language, address and the dates it states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summaries.articles.dating import ADDRESS, METADATA, TEXT, Dated, date_in_address, read_date
from summaries.articles.structured import Node, names, said
from summaries.articles.tree import Element, plain, words
from summaries.when import When

LONGEST_TITLE, LONGEST_NAME = 400, 200

_MONTH = 31
_TITLES = ("og:title", "twitter:title", "dc.title", "headline")
_AUTHORS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "article.author",
)
_SITES = ("og:site_name", "application-name", "publisher", "article:publisher", "dc.publisher")
_LANGUAGES = ("content-language", "language", "og:locale", "dc.language")
_DATES = (
    *(
        "article:published_time",
        "article:published",
        "og:article:published_time",
        "datepublished",
        "publishdate",
    ),
    *(
        "publish-date",
        "publish_date",
        "pubdate",
        "publication_date",
        "parsely-pub-date",
        "sailthru.date",
        "ptime",
    ),
    *(
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "dc.date",
        "article.published",
        "originalpublicationdate",
    ),
    *(
        "article_date_original",
        "published-date",
        "rnews:datepublished",
        "cxenseparse:recs:publishtime",
        "date",
    ),
)
_SEPARATED = re.compile(r"\s+[|–—»·•-]\s+|\s*[|»]\s*|\s::\s")
_BY = re.compile(r"^\s*(?:by|by:|written by|por|par|автор:?|text:)\s+", re.IGNORECASE)
_NO_NAME = re.compile(r"https?://|www\.|@|^admin$|^staff$|[<>{}\[\]\\|]", re.IGNORECASE)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2,4}))?(?:[-_.].*)?")
_BYLINES = (
    "//*[@rel='author' or @itemprop='author']",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' byline ')"
    " or contains(concat(' ', normalize-space(@class), ' '), ' author ') or contains(@class, 'author-name')]",
)
_TIME_KEYS = ("datetime", "data-timestamp", "data-time", "data-published", "time")
_TIMES = (
    "//*[self::time or self::dateformat or @data-timestamp or @data-published]"
    "[(@* or normalize-space()) and not(ancestor::nav or ancestor::aside or ancestor::footer"
    " or ancestor::*[contains(@class, 'comment') or contains(@class, 'elated')])]"
)


class Masthead(NamedTuple):
    """What a page says of itself; empty where it is silent. ``addresses`` in order of trust."""

    title: str
    heading: str
    byline: str
    publisher: str
    language: str
    addresses: Sequence[str]
    dates: Sequence[Dated]
    meta: dict[str, str]


def read_masthead(tree: Element, article: Node, own: str) -> Masthead:
    """Gather what the page ``tree`` says of itself, with its JSON-LD ``article``; ``own`` is its address."""
    meta = _meta(tree)
    heading = _heading(tree)
    publisher = meta_value(meta, *_SITES) or said(article, "publisher", "sourceOrganization", "provider")
    if _NO_NAME.search(publisher):
        publisher = ""
    addresses = _addresses(tree, meta, article)
    return Masthead(
        title=_title(tree, meta, article, heading, publisher)[:LONGEST_TITLE],
        heading=heading,
        byline=_byline(tree, meta, article),
        publisher=publisher[:LONGEST_NAME],
        language=_language(tree, meta, article),
        addresses=addresses,
        dates=tuple(_dates(tree, meta, article, [own, *addresses])),
        meta=meta,
    )


def meta_value(meta: dict[str, str], *keys: str) -> str:
    """The first of these that the page's metadata holds; "" for none."""
    return next((meta[key] for key in keys if meta.get(key)), "")


def language_code(written: str) -> str:
    """A language as pages declare it (``en_US``, ``pt-br``, ``ES``) as a code; "" where it is none."""
    found = _LANGUAGE.fullmatch(written.split(",", maxsplit=1)[0].strip())
    if not found or found[1].lower() in {"und", "mul", "zxx"}:
        return ""
    region = found[2] or ""
    return found[1].lower() + (f"-{region.upper() if len(region) == 2 else region.title()}" if region else "")


def _meta(tree: Element) -> dict[str, str]:
    """The page's ``meta`` elements, the first of each name counting."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = (
            element.get("property")
            or element.get("name")
            or element.get("itemprop")
            or element.get("http-equiv")
        )
        if key and (value := plain(element.get("content") or "")[:2_000]):
            found.setdefault(key.strip().lower(), value)
    return found


def _heading(tree: Element) -> str:
    found = (words(element, LONGEST_TITLE) for element in tree.iter("h1"))
    return next((heading for heading in found if heading), "")


def _title(tree: Element, meta: dict[str, str], article: Node, heading: str, publisher: str) -> str:
    window = next((words(element, LONGEST_TITLE) for element in tree.iter("title")), "")
    stated = said(article, "headline") or meta_value(meta, *_TITLES) or (heading if len(heading) > 5 else "")
    return _without_site(stated, publisher) if stated else _without_site(window, publisher, window=True)


def _without_site(title: str, publisher: str, *, window: bool = False) -> str:
    """The title without the name of the site at its end; in a window's title the last part is one."""
    places = list(_SEPARATED.finditer(title))
    if not places:
        return title
    last, rest = title[places[-1].end() :], title[: places[-1].start()]
    short = len(last.split()) <= 4 and len(rest.split()) > len(last.split())
    named = bool(publisher) and last.casefold() in publisher.casefold()
    return rest if rest and (named or (window and short)) else title


def _byline(tree: Element, meta: dict[str, str], article: Node) -> str:
    for found in _credits(tree, meta, article):
        people = [name for name in (_BY.sub("", one).strip(" ,;") for one in found) if _is_name(name)]
        if people:
            return _joined(list(dict.fromkeys(people)))[:LONGEST_NAME]
    return ""


def _credits(tree: Element, meta: dict[str, str], article: Node) -> Iterator[list[str]]:
    """Names of authors from each place that may hold them, in order of trust; looked for when needed."""
    yield names(article.get("author") or article.get("creator"))
    yield [meta_value(meta, *_AUTHORS)]
    for path in _BYLINES:
        yield [words(element, LONGEST_NAME) for element in tree.xpath(path)[:5]]


def _is_name(name: str) -> bool:
    return 2 < len(name) <= 100 and not _NO_NAME.search(name) and len(name.split()) <= 12


def _joined(people: list[str]) -> str:
    return people[0] if len(people) == 1 else f"{', '.join(people[:-1])} and {people[-1]}"


def _language(tree: Element, meta: dict[str, str], article: Node) -> str:
    told = [tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang"), tree.get("xml:lang")]
    told += [said(article, "inLanguage"), *(meta.get(key) for key in _LANGUAGES)]
    return next((code for one in told if one and (code := language_code(one))), "")


def _addresses(tree: Element, meta: dict[str, str], article: Node) -> list[str]:
    links = [
        link.get("href") or "" for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower()
    ]
    found = [*links[:2], meta.get("og:url", ""), said(article, "url")]
    return [address for address in found if address]


def _dates(tree: Element, meta: dict[str, str], article: Node, addresses: list[str]) -> Iterator[Dated]:
    """The dates that the page states, those in its text kept only where they go with that in its address."""
    for written in (*names(article.get("datePublished")), *names(article.get("dateCreated"))):
        yield Dated(read_date(written), METADATA)
    for element in tree.xpath("//*[@itemprop='datePublished']")[:2]:
        yield Dated(
            read_date(element.get("content") or element.get("datetime") or words(element, 100)), METADATA
        )
    for key in _DATES:
        if key in meta:
            yield Dated(read_date(meta[key]), METADATA)
    in_address = Dated(
        next((when for url in addresses if (when := date_in_address(url)).start), When()), ADDRESS
    )
    in_text = Dated(_first_time(tree), TEXT)
    yield from (in_text, in_address) if _go_together(in_text.when, in_address.when) else (in_address, in_text)


def _go_together(text: When, address: When) -> bool:
    return not (text.start and address.start) or abs((text.start - address.start).days) <= _MONTH


def _first_time(tree: Element) -> When:
    for element in tree.xpath(_TIMES)[:5]:
        written = (element.get(key) for key in _TIME_KEYS)
        when = read_date(next((value for value in written if value), "") or words(element, 100))
        if when.start:
            return when
    return When()
