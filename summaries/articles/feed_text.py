"""From a feed's bytes to its characters: unpacked, cut to a size, decoded, and what kind of thing it is."""

from __future__ import annotations

import codecs
import re
import zlib

from summaries.articles.decoding import storable
from summaries.errors import UnreadableFeed

LARGEST = 50_000_000
"""Bytes of a sitemap after unpacking, as sitemaps.org has it; what comes after is left out."""
LARGEST_FEED = 10_000_000
"""Characters of a feed that are read: ten times the largest of newspapers' own feeds."""

_TRY_AGAIN = "Check the address in a browser; if it shows a feed there, try again later."
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PATTERNS = (
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
    (b"<\0r\0", "utf-16-le"),
    (b"{\0", "utf-16-le"),
)
_DECLARED = re.compile(rb"^\s{0,20}<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,30})", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,30})", re.IGNORECASE)
_STATEFUL = ("iso2022", "iso-2022", "hz")  # plain ASCII to look at, so that they must be asked for by name
_KNOWN = re.compile(
    r"utf-?_?8|utf-?_?(?:16|32)(?:-?_?[bl]e)?|iso-?_?8859[-_]\d+|latin[-_]?\d|cp\d+|windows[-_]\d+|koi8[-_][rut]"
    r"|gbk?|gb2312|gb18030|big5(?:hkscs)?|euc[-_](?:jp|kr|cn)|shift_?-?jis|us-ascii|ascii|mac[-_]\w+|iso-?2022[-_]\w+|hz"
    r"|tis-?620",
    re.IGNORECASE,
)
_AS_BROWSERS_DO = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-9": "cp1254",
}
_SAMPLE = 50_000
_FEW = 0.001


def unpacked(data: bytes) -> tuple[bytes, bool]:
    """The bytes themselves or what is packed in them by gzip, and whether they are cut at ``LARGEST``.

    What was whole before damage or an early end is given. Raises UnreadableFeed where nothing was.
    """
    if not data.startswith(b"\x1f\x8b"):
        return data[:LARGEST], len(data) > LARGEST
    machine = zlib.decompressobj(wbits=31)
    pieces, size, rest = [], 0, data
    try:
        while rest and size <= LARGEST and not machine.eof:
            piece = machine.decompress(rest, 1 << 16)
            pieces.append(piece)
            size, rest = size + len(piece), machine.unconsumed_tail
    except zlib.error as error:
        if not size:
            raise UnreadableFeed("This is a compressed file, and it is damaged.", _TRY_AGAIN) from error
        return b"".join(pieces), True
    if not size:
        raise UnreadableFeed("This is a compressed file with nothing in it.", _TRY_AGAIN)
    return b"".join(pieces)[:LARGEST], size > LARGEST or not machine.eof


def decoded(data: bytes, content_type: str) -> str:
    """The characters, whatever encodings are claimed; what no encoding explains becomes U+FFFD.

    A byte order mark decides. Then UTF-8, if the bytes are that: nothing else looks like it by chance. Then
    the header, the XML declaration, a guess, and Windows-1252 at last.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _storable(data[len(mark) :].decode(encoding, "replace"))
    claimed = [name for name in (_by_pattern(data), *_claims(data, content_type)) if name]
    if not any(name.startswith((*_STATEFUL, "utf-16", "utf-32")) for name in claimed):
        claimed.insert(0, "utf-8")
    for encoding in dict.fromkeys(claimed):
        if (text := _read_as(data, encoding)) is not None:
            return _storable(text)
    return _storable(_read_as(data, _guess(data)) or data.decode("cp1252", "replace"))


def _storable(text: str) -> str:
    return storable(text.replace("\0", "\ufffd"))


def _by_pattern(data: bytes) -> str:
    return next((encoding for start, encoding in _PATTERNS if data.startswith(start)), "")


def _claims(data: bytes, content_type: str) -> tuple[str, ...]:
    header, declared = _CHARSET.search(content_type), _DECLARED.search(data[:400])
    names = (header[1] if header else "", declared[1].decode("ascii", "replace") if declared else "")
    return tuple(_codec(name) for name in names if _KNOWN.fullmatch(name))


def _codec(name: str) -> str:
    try:
        plain = codecs.lookup(name).name
    except LookupError:
        return ""
    return _AS_BROWSERS_DO.get(plain, plain)


def _read_as(data: bytes, encoding: str) -> str | None:
    """The text in that encoding if all but a few of its characters are; a cut last character is none."""
    if not encoding:
        return None
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    except LookupError:
        return None
    wrong, marked = text.count("\ufffd"), sum(1 for character in text[:_SAMPLE] if character > "\x7f")
    return text if wrong <= max(2, _FEW * len(text)) and 2 * wrong < max(marked, 5) else None


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best else ""
