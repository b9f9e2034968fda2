"""From bytes to characters: by mark, by pattern, by guess, and no further than one can be sure."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from charset_normalizer import CharsetMatch, from_bytes

from summaries.errors import UnreadableArticle

LARGEST = 10_000_000
"""Bytes of the largest text that is read; a long book has a tenth of it."""

_AS_TEXT = "Save its words as a plain text file in UTF-8, and give that."
_AS_UTF8 = "Save it again as UTF-8, and give that."
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ\x00", "a compressed file"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file"),
    (b"Rar!\x1a", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
)
# The longer mark first: UTF-32's little-endian one begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4_096
_GUESSED_SAMPLE = 200_000
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_MOST_CONTROLS = 0.01
_FEW_CONTROLS = 8
_WESTERN = frozenset("“”‘’„‚«»–—…•·€£§©®°™´¡¿ªº½¼¾\xa0ŒœŠšŽžŸ") | frozenset(map(chr, range(0xC0, 0x100)))
_FOREIGN_INSIDE = re.compile(r"\w[¡¿×÷]\w")
_WESTERN_SHARE = 0.2
_MOST_CHAOS = 0.1
_NEAR = 0.05


def decode(data: bytes, name: str) -> str:
    """Give the characters of a text file; line ends and everything else stay as they are.

    A byte order mark decides, then the pattern of NUL bytes (UTF-16), then UTF-8, then a guess which has to
    be sure of itself. A stray NUL becomes U+FFFD, so that every store can hold the text. Raises
    UnreadableArticle for what is empty, larger than ``LARGEST``, no text, or in an unclear encoding.
    """
    _refuse_what_is_no_text(data, name)
    text = _decoded(data, name)
    controls = len(_CONTROLS.findall(text))
    if controls > max(_FEW_CONTROLS, _MOST_CONTROLS * len(text)):
        raise UnreadableArticle(f"{name} is no text: it is full of control characters.", _AS_TEXT)
    return storable(text)


def decode_declared(data: bytes, name: str, declared: Sequence[str]) -> str:
    """Give the characters of a page or a mail that says in which encoding it is.

    A byte order mark decides (no declaration is right beside one), then the first of the ``declared`` names
    in which every byte can be read, then what ``decode`` goes by. A declaration of an encoding with one byte
    a character is passed over where the bytes are UTF-8, which they never are by chance. What is UTF-8 but
    for a few bytes is read with U+FFFD in their place. Raises UnreadableArticle.
    """
    _refuse_what_is_no_text(data, name)
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return _decoded(data, name)
    for encoding in declared:
        if text := _as_declared(data, encoding):
            return text
    return _spoilt_utf_8(data, declared) or _decoded(data, name)


def _spoilt_utf_8(data: bytes, declared: Sequence[str]) -> str:
    """UTF-8 with a few bytes that are not: as declared, or as most letters beyond ASCII show; else ""."""
    text = data.decode("utf-8", "replace")
    spoilt = text.count("\ufffd")
    told = any(encoding.strip().lower() in {"utf-8", "utf8"} for encoding in declared)
    if told and spoilt <= _MOST_SPOILT * len(text):
        return text
    return text if 0 < _PROOF * spoilt <= len(_BEYOND_ASCII.findall(text)) else ""


def _as_declared(data: bytes, encoding: str) -> str:
    encoding = _ALIASES.get(encoding.strip().lower(), encoding.strip())
    try:
        codec = codecs.lookup(encoding)
        if codec.name in _NO_CHARSETS or not codec._is_text_encoding:
            return ""
        if codec.name != "utf-8" and not codec.name.startswith(("utf-16", "utf-32")) and _is_utf_8(data):
            return data.decode("utf-8")
        return data.decode(codec.name)
    except (LookupError, ValueError):
        return ""


def _is_utf_8(data: bytes) -> bool:
    try:
        return not data.decode("utf-8").isascii() and not _ESCAPES.search(data)
    except UnicodeDecodeError:
        return False


# As browsers read these names (https://encoding.spec.whatwg.org/#names-and-labels).
_ALIASES = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii", "ansi"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
    **dict.fromkeys(("ks_c_5601-1987", "euc-kr", "korean"), "cp949"),
    **dict.fromkeys(("win-1251", "windows1251", "cp-1251"), "cp1251"),
    **dict.fromkeys(("utf8", "utf_8", "unicode-1-1-utf-8"), "utf-8"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("tis-620", "iso-8859-11"), "cp874"),
}
_NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7", "undefined"})
_ESCAPES = re.compile(rb"\x1b\$")  # of ISO-2022-JP, which is ASCII to the eye
_MOST_SPOILT = 0.002
_PROOF = 3
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f\ufffd]")


def storable(text: str) -> str:
    """The text with what no store holds (NUL, half a surrogate pair) replaced one for one by U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text)


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def _refuse_what_is_no_text(data: bytes, name: str) -> None:
    if not data:
        raise UnreadableArticle(f"{name} is empty.", "Give a file that holds the article's words.")
    if len(data) > LARGEST:
        raise UnreadableArticle(
            f"{name} is too large to be one article: it has {len(data) / 1e6:.0f} MB.",
            f"Split it into one file for each article, of {LARGEST / 1e6:.0f} MB at most.",
        )
    if kind := next((kind for magic, kind in _MAGIC if data.startswith(magic)), ""):
        raise UnreadableArticle(f"{name} is {kind}, not text.", _AS_TEXT)


def _decoded(data: bytes, name: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, name)
    if encoding := _by_nul_bytes(data[:_SAMPLE]):
        return _strictly(data, encoding, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _guessed(data, name, error)


def _by_nul_bytes(sample: bytes) -> str:
    """UTF-16 without a mark: nearly every other byte of Western text is NUL, always on the same side."""
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if half and odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if half and even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableArticle(
            f"{name} begins as {encoding.upper()} but is not: its byte {error.start} cannot be read.",
            _AS_UTF8,
        ) from error


def _guessed(data: bytes, name: str, cause: UnicodeDecodeError) -> str:
    """The text in the one encoding that fits; UnreadableArticle where none or several do."""
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = ""
    if western and _is_western(western):
        return western
    sample = data[:_GUESSED_SAMPLE]
    matches = [match for match in from_bytes(sample) if match.chaos <= _MOST_CHAOS]
    if not matches or any(_rivals(matches[0], other) for other in matches[1:]):
        raise UnreadableArticle(
            f"{name} is not UTF-8 (its byte {cause.start} is not), and its encoding is not clear.",
            _AS_UTF8,
        ) from cause
    return _strictly(data, matches[0].encoding, name)


def _is_western(text: str) -> bool:
    """Whether text read as Windows-1252 looks Western: few letters with marks, all of them usual."""
    marked = [character for character in text if character > "\x7f"]
    usual = _WESTERN.issuperset(marked) and not _FOREIGN_INSIDE.search(text)
    return usual and len(marked) < _WESTERN_SHARE * len(text)


def _rivals(best: CharsetMatch, other: CharsetMatch) -> bool:
    """Whether another reading is nearly as likely and reads otherwise."""
    near = other.chaos - best.chaos < _NEAR and best.coherence - other.coherence < _NEAR
    return near and str(other) != str(best)
