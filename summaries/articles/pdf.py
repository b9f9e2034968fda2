"""From a PDF to an article: its text with paragraphs rejoined, its title and date where they are sane."""

from __future__ import annotations

import hashlib
import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from summaries.articles.addresses import canonical, document_of
from summaries.articles.dating import FEED, Dated, decide, read_date
from summaries.articles.decoding import storable
from summaries.articles.layout import looks_like_title
from summaries.articles.lines import paragraph_bounds
from summaries.articles.masthead import language_code
from summaries.articles.mojibake import mended
from summaries.articles.told import Told
from summaries.articles.tree import plain
from summaries.errors import UnreadableArticle
from summaries.model import Article

if TYPE_CHECKING:
    from pypdf import Configuration, PdfReader

LARGEST, MOST_PAGES, LONGEST = 25_000_000, 200, 1_000_000
"""Bytes, pages and code points of text of the largest PDF that is read; long reports have a hundred pages."""

MOST_CONTENT = 10_000_000
"""Bytes of what all pages draw, unpacked; a page of words has 10,000, and pypdf reads a million a second."""

METADATA = "the PDF's metadata"

_MOST_ROOTS = 50  # objects tried for the missing root of a damaged file; for each the whole file is searched
_STREAM = 20_000_000  # bytes of one stream when it is unpacked; a page of words has a tenth of a percent
_AS_TEXT = "Save its words as a plain text file in UTF-8, and give that."
_NO_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint)|untitled|slide \d|document\d*$|title$|\W*\d*\W*$"
    r"|.*\.(?:docx?|pdf|indd|qxd|rtf|pptx?|xlsx?)$)",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(r"^(?:user|admin\w*|owner|unknown|author|pc|root|.*@.*|\W*)$", re.IGNORECASE)
_PDF_DATE = re.compile(r"D?:?(\d{4})(\d\d)(\d\d)")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|página|pág\.|стр\.)\s*)?\d{1,4}(?:\s*(?:/|of|de|из|\|)\s*\d{1,4})?\W*|[ivxlc]{1,6}",
    re.IGNORECASE,
)
_EDGE = 2  # lines at the top and the bottom of a page that may be its running header and footer
_HYPHENATED = re.compile(r"([\w.]+)[-\u2010\u00ad]$")


def read_pdf(data: bytes, told: Told, name: str) -> tuple[Article, ...]:
    """The article of a PDF's bytes; ``name`` is what messages call it. Raises UnreadableArticle.

    An encrypted PDF is read where it opens without a password. Its own date is when the file was made, so it
    is inferred, a day, and gives way to what the feed told.
    """
    if len(data) > LARGEST:
        raise UnreadableArticle(
            f"{name} is too large to be one article: it has {len(data) / 1e6:.0f} MB.", _AS_TEXT
        )
    pages, about = _opened(data, name)
    text = mended(storable("\n\n".join(paragraphs(pages))))
    if len(re.findall(r"\w{2,}", text)) < 5:
        raise UnreadableArticle(
            f"{name} is a PDF of pictures of pages, without text.",
            "Run it through text recognition (OCR), or give its words as a plain text file.",
        )
    url = canonical(told.url)
    document = document_of(url) or told.id or f"pdf-{hashlib.sha256(data).hexdigest()[:12]}"
    when, basis = _published(told, about.get("/CreationDate", ""))
    title, byline = (mended(plain(storable(about.get(key, "")))) for key in ("/Title", "/Author"))
    first = text.split("\n", 1)[0]
    title = "" if _NO_TITLE.match(title) else title[:400]
    return (
        Article(
            id=document,
            document=document,
            title=title or told.title or (first if looks_like_title(first) else ""),
            byline="" if _NO_AUTHOR.match(byline) else byline[:200],
            publisher=told.publisher,
            url=url,
            language=language_code(about.get("/Lang", "")) or language_code(told.language) or "en",
            published=when,
            published_basis=basis,
            text=text,
        ),
    )


def paragraphs(pages: Sequence[str]) -> list[str]:
    """The paragraphs of pages of text: running headers, footers and page numbers gone, lines rejoined."""
    lines = "\n".join(line for page in _without_running_lines(pages) for line in page)
    known = frozenset(re.findall(r"[\w-]+", lines.casefold()))
    bounds = paragraph_bounds(lines, lambda line: False)
    return [_joined(lines[start:end].splitlines(), known) for start, end in bounds]


def _joined(lines: Sequence[str], known: frozenset[str]) -> str:
    """One paragraph of several lines; a word hyphenated at a line's end is whole again.

    The hyphen stays where the text has the word with it elsewhere, or where it isn't between small letters.
    """
    parts: list[str] = []
    for line in map(plain, lines):
        before = parts.pop() if parts else ""
        cut = _HYPHENATED.search(before)
        after = re.match(r"\w+", line)
        if not cut or not after:
            parts += [before, " "] if before else []
        elif _is_cut(cut[1], after[0], known):
            parts.append(before[: cut.end(1)])
        else:
            parts.append(before)
        parts.append(line)
    return "".join(parts)


def _is_cut(before: str, after: str, known: frozenset[str]) -> bool:
    """Whether the hyphen between the halves of a word is only the line's end."""
    small = before[-1].islower() and after[0].islower()
    return small and f"{before}-{after}".casefold() not in known


def _without_running_lines(pages: Sequence[str]) -> Iterator[list[str]]:
    split = [[line for line in page.splitlines() if line.strip()] for page in pages]
    edges = Counter(
        key for lines in split for key in {_key(line) for line in (*lines[:_EDGE], *lines[-_EDGE:])}
    )
    running = {key for key, count in edges.items() if key and count >= max(2, len(pages) / 2)}
    for lines in split:
        last = len(lines) - _EDGE
        yield [
            line
            for place, line in enumerate(lines)
            if _EDGE <= place < last or not (_key(line) in running or _PAGE_NUMBER.fullmatch(line.strip()))
        ]


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", plain(line)).casefold()


def _published(told: Told, made: str) -> Dated:
    if told.published.start:
        return Dated(told.published, FEED)
    found = _PDF_DATE.match(made.strip())
    day = read_date("-".join(found.groups())) if found else told.published
    dated = [Dated(day.model_copy(update={"inferred": True}), METADATA)] if day.start else []
    return decide(told.published, dated)


def _opened(data: bytes, name: str) -> tuple[list[str], dict[str, str]]:
    """The text of each page, and the metadata; every error of a damaged file as UnreadableArticle."""
    from pypdf import apply_configuration

    try:
        with apply_configuration(_limits()):
            reader = _reader(data, name)
            return _pages(reader, name), _about(reader)
    except UnreadableArticle:
        raise
    except Exception as error:  # pypdf raises whatever a damaged file makes Python raise
        raise UnreadableArticle(f"{name} is a damaged PDF, or one made to do damage.", _AS_TEXT) from error


def _reader(data: bytes, name: str) -> PdfReader:
    from pypdf import PasswordType, PdfReader

    # Without its end, which says where the rest is, pypdf looks for the objects by itself.
    whole = data if b"%%EOF" in data else data + b"\nstartxref\n0\n%%EOF\n"
    reader = PdfReader(io.BytesIO(whole), strict=False, root_object_recovery_limit=_MOST_ROOTS)
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise UnreadableArticle(
            f"{name} is an encrypted PDF that asks for a password.", "Save it without one, and give that."
        )
    if len(reader.pages) > MOST_PAGES:
        raise UnreadableArticle(
            f"{name} is too long to be one article: it has {len(reader.pages)} pages.",
            f"Give the pages that matter, {MOST_PAGES} at most.",
        )
    return reader


def _pages(reader: PdfReader, name: str) -> list[str]:
    found: list[str] = []
    drawn = length = 0
    for page in reader.pages:
        content = page.get_contents()
        drawn += len(content.get_data()) if content is not None else 0
        if drawn <= MOST_CONTENT:
            found.append(page.extract_text())
            length += len(found[-1])
        if drawn > MOST_CONTENT or length > LONGEST:
            raise UnreadableArticle(f"{name} is too long to be one article.", "Give the pages that matter.")
    return found


def _about(reader: PdfReader) -> dict[str, str]:
    """The document's own metadata, and nothing where it is damaged: the text counts."""
    try:
        about = {key: str(value) for key, value in (reader.metadata or {}).items()}
        return {**about, "/Lang": str(reader.root_object.get("/Lang", ""))}
    except Exception:
        return {}


@cache
def _limits() -> Configuration:
    """Pypdf's bounds, tightened to those of an article; its log, which repeats the file, is switched off."""
    from pypdf import Configuration

    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    return Configuration(
        maximum_declared_stream_length=_STREAM,
        array_based_stream_maximum_output_length=_STREAM,
        lzw_maximum_output_length=_STREAM,
        run_length_maximum_output_length=_STREAM,
        zlib_maximum_output_length=_STREAM,
        brotli_maximum_output_length=_STREAM,
        image_maximum_buffer_size=_STREAM,
        jbig2_maximum_output_length=1_000_000,
        jbig2dec_binary=None,
        zlib_maximum_recovery_input_length=1_000_000,
        stream_decoding_work_maximum_length=60_000_000,
        stream_parsing_work_maximum_count=400_000,
        xmp_maximum_input_length=500_000,
        page_tree_maximum_entries=10_000,
        xform_maximum_invocations_per_extraction=500,
        stream_filters_maximum_length=4,
        disable_legacy_handling=True,
    )
