"""What the bytes of a page or a file are: a web page, a PDF, a mail, a feed or text."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum

_SAMPLE = 4_096


class Kind(StrEnum):
    """What is read in a way of its own."""

    HTML = "a web page"
    PDF = "a PDF"
    MAIL = "a mail"
    FEED = "a feed"
    TEXT = "text"


_PDF = re.compile(rb".{0,1024}?%PDF-\d", re.DOTALL)
_HTML = re.compile(
    rb"(?:<\?xml\b[^>]{0,400}\?>|<!--(?:(?!-->).)*+-->|\s)*+"
    rb"<(?:!doctype\s+html|html)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_PART = re.compile(
    rb"(?:<\?xml\b[^>]{0,400}\?>|<!--(?:(?!-->).)*+-->|\s)*+"
    rb"<(?:head|body|meta|title|script|link|base|frameset|article|main|div|p|h1|table)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rb"<[a-zA-Z!/]")
_FEED = re.compile(
    rb"(?:<\?[^>]{0,400}\?>|<!--(?:(?!-->).)*+-->|<!doctype\b[^>]{0,400}>|\s)*+<(?:rss|feed|rdf:rdf|urlset|sitemapindex)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_HEADERS = re.compile(
    rb"(?:From [^\r\n]{1,200}\r?\n)?"
    rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\r\n]{0,2000}(?:\r?\n[ \t][^\r\n]{0,2000}){0,100}\r?\n){2,}"
)
_MAIL_NAMES = re.compile(
    rb"^(?:from|to|subject|date|message-id|mime-version|received|return-path|delivered-to|content-type|list-id):",
    re.IGNORECASE | re.MULTILINE,
)
_SUFFIXES = {".html": Kind.HTML, ".htm": Kind.HTML, ".xhtml": Kind.HTML, ".pdf": Kind.PDF, ".eml": Kind.MAIL}
_TYPES = {
    "text/html": Kind.HTML,
    "application/xhtml+xml": Kind.HTML,
    "application/pdf": Kind.PDF,
    "message/rfc822": Kind.MAIL,
}


def kind_of(data: bytes, *, content_type: str = "", name: str = "") -> Kind:
    """Say what the bytes are: by what they begin with where that is plain, then by type, then by name."""
    head = _plain_head(data)
    if (found := _certain(head)) is not None:
        return found
    if content_type.lower().startswith("text/plain") or name.lower().endswith((".txt", ".md")):
        return Kind.TEXT
    if _PART.match(head) or head.startswith(b"<!--"):
        return Kind.HTML
    told = _TYPES.get(content_type.partition(";")[0].strip().lower())
    told = told or next((kind for suffix, kind in _SUFFIXES.items() if name.lower().endswith(suffix)), None)
    if headers := _HEADERS.match(head):
        known = {found.lower() for found in _MAIL_NAMES.findall(headers[0])}
        if len(known) >= 2 or (known and told is Kind.MAIL):
            return Kind.MAIL
    return Kind.HTML if told is Kind.HTML and _TAG.search(data) else Kind.TEXT


def _certain(head: bytes) -> Kind | None:
    """What the bytes are beyond doubt, whatever they are called."""
    patterns = ((Kind.PDF, _PDF), (Kind.FEED, _FEED), (Kind.HTML, _HTML))
    return next((kind for kind, pattern in patterns if pattern.match(head)), None)


def _plain_head(data: bytes) -> bytes:
    """The first bytes without a mark, those of UTF-16 as ASCII."""
    head = data[:_SAMPLE].lstrip(b"\x00 \t\r\n")
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        head = head.removeprefix(mark)
    half = len(head) // 2
    return head.replace(b"\x00", b"") if half and head.count(0) > 0.4 * half else head.lstrip()
