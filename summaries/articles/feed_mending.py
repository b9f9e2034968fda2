"""Broken markup of a feed made whole: known elements closed, everything else words, no entity but letters."""

from __future__ import annotations

import html
import re
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}
"""The namespaces that feeds use without saying so, by their usual prefixes."""

_KNOWN = (
    "rss|channel|feed|rdf|title|link|description|guid|pubdate|author|category|source|enclosure|comments|item|entry|id"
    "|updated|published|issued|modified|created|summary|content|name|uri|email|language|ttl|copyright|image|url"
    "|generator|lastbuilddate|managingeditor|webmaster|docs|subtitle|tagline|rights|logo|icon|redirect|newlocation"
)
_TOKEN = re.compile(
    rf"<!\[CDATA\[|<!--|<[!?]|<(/?)((?:{'|'.join(PREFIXES)}):[\w.-]{{1,40}}|{_KNOWN})(?=[\s/>])([^<>]{{0,20000}})>",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"([A-Za-z_][\w.-]{0,40}(?::[\w.-]{1,40})?)\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)')")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENDLESS = re.compile(r"&#[xX]?[0-9a-fA-F]{9,};?")
_HALF = re.compile(
    r"&#(?:0*(?:5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3])|[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2})"
    r"(?![0-9a-fA-F]);?"
)
_ENDS = {"<![CDATA[": "]]>", "<!--": "-->", "<!": ">", "<?": ">"}


class Mended(NamedTuple):
    """Well-formed markup as far as it goes, and the elements still open at its end, outermost first."""

    text: str
    open: tuple[str, ...]

    @property
    def closing(self) -> str:
        """The tags that close what is open."""
        return "".join(f"</{tag}>" for tag in reversed(self.open))


def printable(text: str) -> str:
    """The text without the characters that XML has no place for."""
    return _UNPRINTABLE.sub("", text)


def without_halves(text: str) -> str:
    """The text with references to half a character (&#xD800;) replaced: lxml takes them and then fails."""
    return _HALF.sub("\ufffd", text)


def mend(text: str) -> Mended:
    """Make any text well-formed. Elements that feeds do not have (a stray <p>) become words: "&lt;p&gt;".

    Comments, declarations and instructions are dropped with all they define. Linear in the text's length.
    """
    pieces: list[str] = []
    opened: list[str] = []
    place = 0
    while found := _TOKEN.search(text, place):
        pieces.append(_words(text[place : found.start()]))
        place = found.end()
        if (end := _ENDS.get(found[0].upper())) is not None:
            past = (
                _doctype_end(text, place)
                if text[place : place + 7].upper() == "DOCTYPE"
                else text.find(end, place)
            )
            inside = text[place : past if past >= 0 else len(text)]
            pieces.append(escape(inside) if end == "]]>" else "")
            place = past + len(end) if past >= 0 else len(text)
        else:
            pieces.append(_tag(found, opened))
    pieces.append(_words(text[place:]))
    return Mended("".join(pieces), tuple(opened))


def _doctype_end(text: str, place: int) -> int:
    """Where the last character of a document type stands; what it declares ends before."""
    close, inner = text.find(">", place), text.find("[", place)
    if 0 <= inner < close:
        last = re.compile(r"\]\s*>").search(text, inner)
        return last.end() - 1 if last else -1
    return close


def _tag(found: re.Match[str], opened: list[str]) -> str:
    """The tag as it may stand here; ``opened`` is kept."""
    name = found[2]
    if not found[1]:
        attributes = {key: first or second for key, first, second in _ATTRIBUTE.findall(found[3])}
        empty = found[3].rstrip().endswith("/")
        opened.extend(() if empty else (name,))
        written = "".join(
            f" {key}={quoteattr(letters(value))}" for key, value in attributes.items() if _may(key)
        )
        return f"<{name}{written}{'/' if empty else ''}>"
    if name not in opened:
        return ""
    closed = ""
    while opened:
        closed += f"</{opened[-1]}>"
        if opened.pop() == name:
            break
    return closed


def _may(key: str) -> bool:
    prefix = key.partition(":")[0]
    return ":" not in key or prefix in PREFIXES or prefix in ("xml", "xmlns")


def _words(text: str) -> str:
    """The text with every mark written out, and named entities as the letters that they are."""
    return escape(letters(text))


def letters(text: str) -> str:
    """The text with entities and character references as the letters that they are."""
    if "&" not in text:
        return text
    return printable(html.unescape(_ENDLESS.sub("\ufffd", text)))
