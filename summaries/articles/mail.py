"""From a mail to an article: a newsletter, or an article that somebody sent."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from itertools import islice
from typing import NamedTuple

from summaries.articles.addresses import canonical, document_of
from summaries.articles.dating import Dated, decide, read_date
from summaries.articles.decoding import LARGEST, decode_declared, storable
from summaries.articles.masthead import language_code
from summaries.articles.mojibake import mended
from summaries.articles.pages import read_html
from summaries.articles.pdf import read_pdf
from summaries.articles.told import Told
from summaries.articles.tree import plain
from summaries.errors import UnreadableArticle
from summaries.model import Article

DATE = "the mail's date"
_CURE = "Save its words as a plain text file in UTF-8, and give that."
_MOST_PARTS, _MOST_BOUNDARIES = 100, 5_000
# The standard parser of these headers needs the square of their length.
_TYPES = re.compile(
    rb"^(content-(?:type|disposition)[ \t]*:)((?>[^\r\n]*+(?:\r?\n[ \t][^\r\n]*+)*+))",
    re.IGNORECASE | re.MULTILINE,
)
_LONGEST_TYPE = 2_000
_LONGEST_HEAD = 200_000
_BLANK = re.compile(rb"\n\r?\n|\r\r")
_WHOLE = 60  # words of a plain text part that make it the mail, whatever the HTML part says beside it
_SIGNATURE = re.compile(r"^-- ?\r?\n", re.MULTILINE)
_LINK_LINE = re.compile(r"^\s*[<(\[]?https?://\S+[>)\]]?\s*$", re.MULTILINE)
_PREFIX = re.compile(r"^(?:(?:re|fwd?|aw|wg|rv|tr)\s*:\s*)+", re.IGNORECASE)


class _Heard(NamedTuple):
    """What the headers tell, over what was told before, and where the date is known from."""

    told: Told
    basis: str


def read_mail(data: bytes, told: Told, name: str) -> tuple[Article, ...]:
    """The article of a mail's bytes; ``name`` is what messages call it. Raises UnreadableArticle.

    Its plain text counts, or else its HTML part, or else a PDF or HTML attachment. Who sent it is the byline,
    the list or house it came from the publisher.
    """
    if len(data) > LARGEST * 2:
        raise UnreadableArticle(f"{name} is too large: it has {len(data) / 1e6:.0f} MB.", _CURE)
    if data.count(b"\n--") > _MOST_BOUNDARIES or _has_endless_head(data):
        raise UnreadableArticle(f"{name} is a mail of far too many parts or headers.", _CURE)
    try:
        mail = BytesParser(EmailMessage, policy=policy.default).parsebytes(_TYPES.sub(_shortened, data))
        parts = list(islice(_parts(mail), _MOST_PARTS))
        heard = _heard(mail, told)
    except Exception as error:  # the parser of headers raises whatever a malformed one makes Python raise
        raise UnreadableArticle(f"{name} is a damaged mail.", _CURE) from error
    for content_type, content in parts:
        if (
            content_type.startswith("text/plain")
            and len((text := _plain_text(content, content_type, name)).split()) >= _WHOLE
        ):
            return (_article(text, heard, data),)
    refusals: list[UnreadableArticle] = []
    for content_type, content in sorted(parts, key=lambda part: _ORDER.index(part[0].partition(";")[0])):
        try:
            return _read(content_type, content, heard, name, data)
        except UnreadableArticle as error:
            refusals.append(error)
    if refusals:
        raise refusals[0]
    raise UnreadableArticle(
        f"{name} is a mail without a text.", "Give a mail that holds the article's words."
    )


def _has_endless_head(data: bytes) -> bool:
    return len(data) > _LONGEST_HEAD and not _BLANK.search(data, 0, _LONGEST_HEAD)


def _shortened(header: re.Match[bytes]) -> bytes:
    value = header[2]
    return header[0] if len(value) <= _LONGEST_TYPE else header[1] + value[:_LONGEST_TYPE].split(b"\n")[0]


_ORDER = ("text/html", "text/plain", "application/pdf")


def _read(content_type: str, content: bytes, heard: _Heard, name: str, data: bytes) -> tuple[Article, ...]:
    if content_type.startswith("text/plain"):
        return (_article(_plain_text(content, content_type, name), heard, data),)
    silent = heard.told.model_copy(update={"content_type": content_type})
    read = read_pdf if content_type.startswith("application/pdf") else read_html
    found = read(content, silent, name)
    known = _fields(heard, data)
    title = heard.told.title or found[0].title
    return tuple(
        article.model_copy(update={**known, "title": title, "language": article.language})
        for article in found[:1]
    )


def _parts(mail: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """The parts that may hold the article, those of an attached mail too, with their type and encoding."""
    for part in mail.walk():
        kind = part.get_content_type()
        if kind not in _ORDER or part.is_multipart():
            continue
        if part.get_content_disposition() == "attachment" and kind == "text/plain":
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content.strip():
            flowed = "; format=flowed" if str(part.get_param("format", "")).lower() == "flowed" else ""
            yield f"{kind}; charset={part.get_content_charset('')}{flowed}", content


def _heard(mail: EmailMessage, told: Told) -> _Heard:
    sender, address = parseaddr(_header(mail, "From"))
    listed = plain(re.sub(r"<[^>]*>", "", _header(mail, "List-Id"))).strip(' "')
    newsletter = bool(listed or mail["List-Unsubscribe"])
    house = _header(mail, "Organization") or address.rpartition("@")[2].removeprefix("www.")
    when, basis = decide(told.published, [Dated(read_date(_header(mail, "Date")), DATE)])
    told = Told(
        url=told.url,  # a header that names an address could name anybody's
        id=told.id or _header(mail, "Message-ID").strip("<> "),
        title=_PREFIX.sub("", _header(mail, "Subject")) or told.title,
        byline=told.byline if newsletter else sender or told.byline,
        publisher=told.publisher or (sender or listed if newsletter else house),
        language=_header(mail, "Content-Language") or told.language,
        published=when,
    )
    return _Heard(told, basis)


def _header(mail: EmailMessage, name: str) -> str:
    """A header's words on one line; "" where it is missing or cannot be understood."""
    try:
        return plain(storable(str(mail[name] or "")))[:400]
    except Exception:  # the parser of headers raises whatever a malformed one makes Python raise
        return ""


def _plain_text(content: bytes, content_type: str, name: str) -> str:
    charset = content_type.partition("charset=")[2].partition(";")[0]
    text = mended(storable(decode_declared(content, name, [charset] if charset else [])))
    if "format=flowed" in content_type:
        text = re.sub(r"(?<=\S) \r?\n(?=[^\s>])", " ", text)
    text = _SIGNATURE.split(text)[0]
    return _LINK_LINE.sub("", text).replace("\r\n", "\n").strip() + "\n"


def _article(text: str, heard: _Heard, data: bytes) -> Article:
    if not any(map(str.isalnum, text)):
        raise UnreadableArticle("The mail holds no words.", "Give a mail that holds the article's words.")
    return Article.model_validate({**_fields(heard, data), "text": text})


def _fields(heard: _Heard, data: bytes) -> dict[str, object]:
    told, basis = heard
    url = canonical(told.url)
    document = document_of(url) or told.id or f"mail-{hashlib.sha256(data).hexdigest()[:12]}"
    return {
        "id": document,
        "document": document,
        "title": mended(told.title),
        "byline": mended(told.byline),
        "publisher": mended(told.publisher),
        "url": url,
        "language": language_code(told.language) or "en",
        "published": told.published,
        "published_basis": basis,
    }
