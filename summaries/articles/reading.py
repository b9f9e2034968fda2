"""From the bytes of a file, or a row of JSON Lines, to an article. Pure: the files are read elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from summaries.articles.decoding import LARGEST, decode, storable
from summaries.articles.layout import looks_like_title
from summaries.articles.metadata import DATES, Metadata, metadata_from, metadata_name, parse_metadata, stem
from summaries.errors import UnreadableArticle
from summaries.model import Article
from summaries.when import When

__all__ = [
    "Metadata",
    "metadata_name",
    "parse_metadata",
    "read_file",
    "read_jsonl_row",
    "read_path_bytes",
    "read_text",
]

_NOT_YET = {
    ".pdf": "a PDF",
    ".html": "a web page (HTML)",
    ".htm": "a web page (HTML)",
    ".xhtml": "a web page (HTML)",
}
_JSON_LINES = (".jsonl", ".ndjson")
_SHAPE = 'Write {"id": "…", "text": "…"}, and, where known, title, url, publisher, published and language.'


def read_text(data: bytes, metadata: Metadata) -> Article:
    """Make an article of a text file's bytes.

    The text is what the bytes decode to, unchanged (see ``decode`` for stray NULs). Without a title in the
    metadata, the first line is taken for one if it looks like one. Raises UnreadableArticle.
    """
    text = decode(data, metadata.id)
    if not any(map(str.isalnum, text)):
        raise UnreadableArticle(
            f"{metadata.id} holds no words.", "Give a file that holds the article's words."
        )
    known = dict(metadata)
    return Article(**{**known, "title": metadata.title or _first_line(text)}, document=metadata.id, text=text)


def read_path_bytes(name: str, data: bytes, metadata: Metadata | None = None) -> Article:
    """Make an article of the file ``name`` (a name or a path, only its last part counts) that holds ``data``.

    Without metadata its id is the file's name without suffix, and its publication is unknown. Raises
    UnreadableArticle.
    """
    lower = name.lower()
    for suffix, kind in _NOT_YET.items():
        if lower.endswith(suffix):
            raise UnreadableArticle(
                f"{name} is {kind}, which is not read yet.",
                "Save its words as a plain text file in UTF-8, and give that.",
            )
    return read_text(data, metadata or Metadata(id=_printable(stem(name))))


def read_file(
    name: str, data: bytes, metadata: Mapping[str, Any] | None = None
) -> Iterator[Article | UnreadableArticle]:
    """Give the articles of a file: one of a text, one a row of JSON Lines, in order.

    ``metadata`` is what was read beside the file, unchecked; JSON Lines carry their own. What cannot be read
    comes as the error, in its place, so that the rest goes on.
    """
    if name.lower().endswith(_JSON_LINES):
        yield from _rows(name, data)
        return
    try:
        known = metadata_from(metadata, metadata_name(name)) if metadata else None
        yield read_path_bytes(name, data, known)
    except UnreadableArticle as error:
        yield error


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


def _printable(name: str) -> str:
    return "".join(c if c.isprintable() else "_" for c in name)
