"""The main text of a web page, as paragraphs, headings and items of lists, without what stands round it."""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Iterator
from functools import cache

from summaries.articles.tree import Element, drop, plain, words

ENOUGH = 80
"""Words below which a second, slower look is taken for a text that the first may have missed."""

_NOISE = (
    "//figcaption | //del | //s | //strike | //template | //noscript | //button | //dialog"
    " | //*[@hidden or @aria-hidden='true'][count(.//p) < 4]"
    " | //*[self::p or self::div or self::span or self::small or self::section or self::ul or self::aside]"
    "[re:test(@class, '(^|[\\s_-])(wp-caption-text|caption|photo-?credit|image-credit|newsletter|read-?more"
    "|also-?read|related(-\\w+)?|share(-\\w+)?|social(-\\w+)?|sharedaddy|paywall-\\w+|ad-slot"
    "|advert(isement)?|promo(-\\w+)?|recirc(-\\w+)?|signup|sign-up|visually-hidden|sr-only"
    "|screen-reader-text)([\\s_]|$)', 'i')][count(.//p) < 4 and not(.//h1)]"
)
_INSIDE_PROSE = "//p//time | //li[string-length(normalize-space()) > 60]//time | //p//label | //p//data"
_BLOCKS = frozenset(
    {
        *(
            "p",
            "head",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "list",
            "item",
            "li",
            "quote",
            "blockquote",
            "table",
        ),
        *("row", "cell", "td", "div", "code", "lb", "br"),
    }
)
_NOT_READ = ("noscript", "header", "template", "select")
_READ = "//body//*[self::p or self::h2 or self::h3 or self::li or self::blockquote or self::pre or self::td]"
_UNREAD = "|".join(
    f"//{tag}" for tag in (*("script", "style", "nav", "footer", "aside", "form", "svg"), *_NOT_READ)
)
_SENTENCE = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_CELL_WORDS = 8
_LEAST_SHARE = 0.5
_RE = {"re": "http://exslt.org/regular-expressions"}


def tidy(tree: Element) -> Element:
    """A copy of a page's tree without captions, deleted words, boxes and buttons inside the article."""
    tidied = copy.deepcopy(tree)
    drop(_noise()(tidied))
    for element in tidied.xpath(_INSIDE_PROSE):
        element.drop_tag()
    return tidied


def main_text(tree: Element, given: str = "") -> str:
    """The paragraphs of the article in a tidied tree, a blank line between them; "" where none is found.

    Found by trafilatura, fast and for precision. Where that finds little, the text that the page ``given`` to
    machines counts if it is clearly longer (its own is put in by scripts), or else a second look, for balance
    and with trafilatura's fallbacks, if that finds clearly more.
    """
    first = _extracted(tree, precisely=True)
    if len(first.split()) >= ENOUGH and len(first) >= _LEAST_SHARE * _shown(tree):
        return first
    if len(given.split()) > 1.5 * len(first.split()):
        return given
    second = _extracted(tree, precisely=False)
    return second if len(second) > 1.2 * len(first) else first


def walked_text(tree: Element) -> str:
    """The paragraphs of a page in order, by a plain walk: for pages too large or too deep for more."""
    drop(tree.xpath(_UNREAD))
    found: list[str] = []
    for element in tree.xpath(_READ):
        inner = next(element.iterdescendants("p", "li", "blockquote", "td"), None)
        text = words(element, 20_000) if inner is None else ""
        if len(text.split()) >= _CELL_WORDS or (text and element.tag in {"p", "h2", "h3"}):
            found.append(text)
    if not found:
        found = [line for text in tree.itertext() if len((line := plain(text)).split()) >= _CELL_WORDS]
    return "\n\n".join(found)


def text_of_element(element: Element) -> str:
    """All paragraphs inside one element, a blank line between them; for parts known to be the article's."""
    part = copy.deepcopy(element)
    part.tail = None
    drop(part.xpath(_UNREAD.replace("//", ".//")))
    drop(part.xpath(".//time | .//figure | .//button"))
    return "\n\n".join(_blocks(part))


def _shown(tree: Element) -> int:
    """How many code points stand in the page's paragraphs that are neither beside nor below the article."""
    shown = (
        p for p in tree.iter("p") if next(p.iterancestors("aside", "footer", "nav", "form"), None) is None
    )
    return sum(sum(map(len, p.itertext())) for p in shown)


def _extracted(tree: Element, *, precisely: bool) -> str:
    extract = _extractor()
    found = extract(tree, fast=precisely, favor_precision=precisely, include_comments=False)
    return "\n\n".join(_blocks(found.body)) if found is not None else ""


def _blocks(body: Element) -> Iterator[str]:
    """The text of each block in document order; an item of a list with its bullet, a cell only of prose."""
    from lxml import etree

    pending: list[str] = []
    inside: list[str] = [body.tag]
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        block = tag in _BLOCKS
        if block:
            yield from _flushed(pending, inside[-1])
        if event == "start":
            if block:
                inside.append(tag)
            pending.append(element.text or "")
        else:
            if block:
                inside.pop()
            if element is not body:
                pending.append(element.tail or "")
    yield from _flushed(pending, "p")


def _flushed(pending: list[str], tag: str) -> Iterator[str]:
    text = plain("".join(pending))
    pending.clear()
    if not text:
        return
    if tag in {"cell", "row", "table", "td"} and not _is_prose(text):
        return
    yield f"• {text}" if tag in {"item", "li"} else text


def _is_prose(text: str) -> bool:
    return len(text.split()) >= _CELL_WORDS and bool(_SENTENCE.search(text))


@cache
def _noise() -> Element:
    from lxml import etree

    return etree.XPath(_NOISE, namespaces=_RE)


@cache
def _extractor() -> Element:
    """Trafilatura's function, its log switched off: it would repeat what pages say."""
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan", "readability", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return trafilatura.bare_extraction
