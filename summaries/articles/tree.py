"""From the characters of a web page to its tree, with bounds on what it may cost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, TypeAlias

from summaries.errors import UnreadableArticle

Element: TypeAlias = Any
"""An element of lxml, which ships no types."""

MOST = 6_000_000
"""Code points of a page that are read; the largest news pages have half a million."""

MOST_ELEMENTS = 60_000
MOST_DEPTH = 120
"""A page beyond these is read by a plain walk over its paragraphs, at a cost in proportion to its size."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_SPACE = re.compile(r"[ \t\n\r\f\u200b\u2028\u2029\u00ad\ufeff]+")
# A whole tag as parsers read it: a quotation mark counts only behind a sign of equality.
_REST = r"""(?>[^>=]++|=\s*+(?>"[^"]*+"|'[^']*+'|[^\s>"']?+))*+>?+"""
_TAG = re.compile(
    rf"<!--(?>.*?(?:-->|\Z))|<(script|style)\b{_REST}((?>.*?(?=</(?:script|style)|\Z)))"
    rf"|<([a-zA-Z][a-zA-Z0-9-]{{0,40}}+){_REST}",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_LONG_TAG, _MOST_ATTRIBUTES = 2_000, 200
_INLINE = re.compile(
    r"</?(?:a|abbr|b|big|cite|code|em|font|i|ins|q|small|span|strong|sub|sup|tt|u)\b[^<>]*>", re.IGNORECASE
)
_FLATTENED = re.compile(
    r"</?(?:article|blockquote|center|dd|div|dl|dt|form|li|main|ol|section|table|tbody|td|th|tr|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_NEVER_READ = frozenset({"script", "style", "template", "svg", "iframe", "object", "canvas", "head"})


def parse_page(page: str, name: str) -> Element:
    """The tree of an HTML page; UnreadableArticle where there is none. Entities of a DTD are never expanded.

    The parser stops where elements are nested 256 deep, as they are where tags are left unclosed by the
    hundred; such a page is flattened first, so that what it says is not lost.
    """
    page = _TAG.sub(_cut_tag, _CONTROLS.sub("", page[:MOST]))
    tree = _tree(page, name)
    return _tree(_FLATTENED.sub("<br>", _INLINE.sub("", page)), name) if _deep()(tree) else tree


def _cut_tag(found: re.Match[str]) -> str:
    """The tag, bare where it has hundreds of attributes: the parser needs the square of their number."""
    written, inside = found[0], found[2] or ""
    tag, name = written[: len(written) - len(inside)], found[1] or found[3]
    if name is None or len(tag) < _LONG_TAG:
        return written
    bare = _QUOTED.sub("", tag)
    return written if len(bare.split()) + bare.count("/") < _MOST_ATTRIBUTES else f"<{name}>{inside}"


def _tree(page: str, name: str) -> Element:
    from lxml import etree, html

    try:
        tree = html.document_fromstring(page.encode(), parser=_parser())
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableArticle(
            f"{name} holds no web page that can be read.",
            "Save its words as a plain text file, and give that.",
        ) from error
    return tree


def is_vast(tree: Element) -> bool:
    """Whether a page has so many elements, or so deep, that only a plain walk over it is safe."""
    return bool(tree.xpath(f"count(//*) > {MOST_ELEMENTS}") or _deep()(tree))


def drop(elements: Iterable[Element]) -> None:
    """Take elements out of their tree, leaving the text that follows them."""
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()


def words(element: Element, most: int = 2_000) -> str:
    """The words inside an element on one line, up to ``most`` code points of them."""
    found: list[str] = []
    length = 0
    for text in element.itertext():
        found.append(text)
        length += len(text)
        if length > 4 * most:
            break
    return plain("".join(found))[:most]


def plain(text: str) -> str:
    """The text on one line, with single spaces and no soft hyphens."""
    return _SPACE.sub(" ", text.replace("\u00ad", "")).strip()


def visible_words(tree: Element, most: int = 4_000) -> str:
    """The first words of a page that its readers see, for recognising what kind of page it is."""
    from lxml import etree

    found: list[str] = []
    length = 0
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if event == "start" and element.tag in _NEVER_READ:
            walk.skip_subtree()
            continue
        text = (element.text if event == "start" else element.tail) or ""
        found.append(text)
        length += len(text)
        if length > 2 * most:
            break
    return plain(" ".join(found))[:most]


@cache
def _parser() -> Element:
    from lxml import html

    return html.HTMLParser(
        encoding="utf-8",
        huge_tree=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


@cache
def _deep() -> Element:
    from lxml import etree

    return etree.XPath("boolean(" + "/*" * MOST_DEPTH + ")")
