"""From the bytes of a file, or a row of JSON Lines, to an article. Pure: the files are read elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from summaries.articles.addresses import canonical, document_of
from summaries.articles.dating import FEED
from summaries.articles.decoding import LARGEST, decode, decode_declared, storable
from summaries.articles.kinds import Kind, kind_of
from summaries.articles.layout import looks_like_title
from summaries.articles.mail import read_mail
from summaries.articles.masthead import language_code
from summaries.articles.metadata import DATES, Metadata, metadata_from, metadata_name, parse_metadata, stem
from summaries.articles.mojibake import mended
from summaries.articles.pages import encodings, read_html
from summaries.articles.pdf import read_pdf
from summaries.articles.told import Told
from summaries.errors import UnreadableArticle
from summaries.languages import in_its_language
from summaries.model import Article
from summaries.model.articles import Form
from summaries.when import When

__all__ = [
    "Metadata",
    "metadata_name",
    "parse_metadata",
    "read_file",
    "read_jsonl_row",
    "read_page",
    "read_path_bytes",
    "read_text",
]

_JSON_LINES = (".jsonl", ".ndjson")
_SHAPE = 'Write {"id": "…", "text": "…"}, and, where known, title, url, publisher, published and language.'


def read_text(data: bytes, metadata: Metadata) -> Article:
    """Make an article of a text file's bytes.

    The text is what the bytes decode to, unchanged (see ``decode`` for stray NULs). Without a title in the
    metadata, the first line is taken for one if it looks like one. Raises UnreadableArticle.
    """
    text = decode(data, metadata.id)
    _refuse_what_says_nothing(text, metadata.id)
    known = dict(metadata)
    return Article(**{**known, "title": metadata.title or _first_line(text)}, document=metadata.id, text=text)


def read_page(data: bytes, told: Told) -> tuple[Article, ...]:
    """The articles of a page, a PDF, a mail or a text, whichever the bytes are: one, or those of a live blog.

    An article's id and document are its canonical address without scheme (see ``document_of``), for an entry
    with its fragment; without an address, ``told.id``. Its language is the text's own, where that is
    sure, whatever the page declares. Mojibake is mended, and nothing else changed in what
    the page says. The same bytes told of in the same way give the same articles. Raises UnreadableArticle.
    """
    kind = kind_of(data, content_type=told.content_type, name=document_of(told.url) or told.id)
    read = _READERS[kind](data, told, told.url or told.id or "The page")
    return tuple(in_its_language(article) for article in read)


def read_path_bytes(name: str, data: bytes, metadata: Metadata | None = None) -> Article:
    """Make an article of the file ``name`` (a name or a path, only its last part counts) that holds ``data``.

    Without metadata its id is the file's name without suffix, and its publication is unknown. Raises
    UnreadableArticle.
    """
    return read_text(data, metadata or Metadata(id=_printable(stem(name))))


def read_file(
    name: str, data: bytes, metadata: Mapping[str, Any] | None = None
) -> Iterator[Article | UnreadableArticle]:
    """Give the articles of a file: one of a text, one a row of JSON Lines, in order.

    A page, a PDF or a mail is known by what it holds, whatever its name says. ``metadata`` is what was read
    beside the file, unchecked, and counts more than what the file says of itself; JSON Lines carry their own.
    What cannot be read comes as the error, in its place, so that the rest goes on.
    """
    if name.lower().endswith(_JSON_LINES):
        yield from _rows(name, data)
        return
    try:
        known = metadata_from(metadata, metadata_name(name)) if metadata else None
        kind = kind_of(data, name=name)
        if kind is Kind.TEXT:
            read: Iterable[Article] = [read_path_bytes(name, data, known)]
        else:
            read = _described(_READERS[kind](data, _told(name, known), name), known, metadata or {})
        yield from read if "language" in (metadata or {}) else map(in_its_language, read)
    except UnreadableArticle as error:
        yield error


def _told(name: str, known: Metadata | None) -> Told:
    return Told(id=known.id if known else _printable(stem(name)), url=known.url if known else "")


def _described(
    articles: tuple[Article, ...], known: Metadata | None, given: Mapping[str, Any]
) -> Iterator[Article]:
    """The articles with what stands beside the file in place of what the page says of itself."""
    fields = {key: value for key, value in dict(known or ()).items() if key in given and key != "id"}
    if "published" in fields:
        fields["published_basis"] = known.published_basis if known else ""
    for article in articles:
        entry = article.id[article.id.find("#") :] if article.form is Form.ENTRY else ""
        named = {"id": known.id + entry, "document": known.id + entry} if known and "id" in given else {}
        yield article.model_copy(update={**fields, **named})


def read_jsonl_row(row: str | bytes) -> Article:
    """Make an article of ``{"id", "text", "title"?, "url"?, "publisher"?, "published"?, "language"?}``.

    The id is kept and offsets are those of the text given: a NUL or half a surrogate pair, which no store
    holds, is replaced by U+FFFD one for one. Other keys are ignored, and so is an address that is not
    http or https. Raises UnreadableArticle.
    """
    values = _json_object(row)
    for key, needed in (("id", True), ("text", True), *((key, False) for key in _ROW_OPTIONS)):
        value = values.get(key)
        if not isinstance(value, str) and (needed or value is not None):
            raise UnreadableArticle(f"“{key}” is missing or is no string.", _SHAPE)
    if not values["id"].strip() or not any(map(str.isalnum, values["text"])):
        raise UnreadableArticle("The id is empty, or the text holds no words.", _SHAPE)
    if len(values["text"]) > LARGEST:
        raise UnreadableArticle("The text is too long to be one article.", "Split it into articles.")
    known = {key: storable(values[key]) for key in ("id", *_ROW_OPTIONS) if values.get(key)}
    known.pop("published", None)
    if not known.get("url", "").startswith(("http://", "https://")):
        known.pop("url", None)
    return Article(
        **known,
        document=known["id"],
        text=storable(values["text"]),
        published=_row_date(values.get("published")),
    )


_ROW_OPTIONS = ("title", "url", "publisher", "published", "language")


def _rows(name: str, data: bytes) -> Iterator[Article | UnreadableArticle]:
    for number, row in enumerate(data.split(b"\n"), start=1):
        if not row.strip():
            continue
        try:
            yield read_jsonl_row(row)
        except UnreadableArticle as error:
            yield UnreadableArticle(f"{name}, line {number}: {error.problem}", error.cure)


def _json_object(row: str | bytes) -> dict[str, Any]:
    try:
        values = json.loads(row.decode("utf-8-sig") if isinstance(row, bytes) else row.lstrip("\ufeff"))
    except UnicodeDecodeError as error:
        raise UnreadableArticle("This line is not UTF-8 text.", "Save the file again as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableArticle(f"This line is not JSON ({error}).", _SHAPE) from error
    if not isinstance(values, dict):
        raise UnreadableArticle("This line is not a JSON object.", _SHAPE)
    return values


def _row_date(published: str | None) -> When:
    try:
        return When.parse(published or "")
    except (ValueError, OverflowError) as error:
        raise UnreadableArticle("“published” is no date.", f"Write {DATES}, or leave it out.") from error


def _first_line(text: str) -> str:
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return first if looks_like_title(first) else ""


def _read_plain(data: bytes, told: Told, name: str) -> tuple[Article, ...]:
    """A text that came with no markup; what was told of it stands for what a page says of itself."""
    text = mended(storable(decode_declared(data, name, encodings(b"", told.content_type))))
    _refuse_what_says_nothing(text, name)
    url = canonical(told.url)
    document = document_of(url) or told.id or "page"
    known = told.model_dump(include={"byline", "publisher"})
    return (
        Article(
            **known,
            id=document,
            document=document,
            title=told.title or _first_line(text),
            url=url,
            language=language_code(told.language) or "en",
            published=told.published,
            published_basis=FEED if told.published.start else "",
            text=text,
        ),
    )


def _refuse_feed(data: bytes, told: Told, name: str) -> tuple[Article, ...]:
    raise UnreadableArticle(
        f"{name} is a feed or a map of a site, not an article.", "Add it as a feed, or give its articles."
    )


_READERS: Mapping[Kind, Callable[[bytes, Told, str], tuple[Article, ...]]] = {
    Kind.HTML: read_html,
    Kind.PDF: read_pdf,
    Kind.MAIL: read_mail,
    Kind.FEED: _refuse_feed,
    Kind.TEXT: _read_plain,
}


def _refuse_what_says_nothing(text: str, name: str) -> None:
    if not any(map(str.isalnum, text)):
        raise UnreadableArticle(f"{name} holds no words.", "Give a file that holds the article's words.")


def _printable(name: str) -> str:
    return "".join(c if c.isprintable() else "_" for c in name)
