"""Articles and places in them. Frozen; offsets count code points."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from summaries.when import When


class Value(BaseModel):
    """A value: compared by content, never changed after it is made, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Form(StrEnum):
    """What an article is as a piece of writing, where that bears on how far it can be trusted to be whole."""

    ARTICLE = "article"
    ENTRY = "entry"  # one entry of a live blog
    GALLERY = "gallery"  # pictures with captions
    STUB = "stub"  # the beginning that a paywall shows


class Source(Value):
    """What a reader is told about an article: everything but its text.

    ``id`` names one version of one text for ever; ``document`` is what its versions share. ``story`` is what
    copies of one text share, whoever published them: the document that was first; "" where there is no other.
    It is the store's to say, and not part of what is stored with the article.
    """

    id: str = Field(min_length=1)
    document: str = Field(min_length=1)
    title: str = ""
    publisher: str = ""
    byline: str = ""
    url: str = ""
    language: str = "en"
    published: When = When()
    published_basis: str = ""
    form: Form = Form.ARTICLE
    story: str = ""


class Article(Source):
    """One version of one text, as stored. The text never changes; a revision is another Article."""

    text: str

    @property
    def hash(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def source(self) -> Source:
        """The article without its text."""
        return Source(**{name: getattr(self, name) for name in Source.model_fields})

    def span(self, start: int, end: int) -> Span:
        """The words from ``start`` to ``end`` (code points, end excluded), with their place."""
        return Span(article=self.id, start=start, end=end, text=self.text[start:end])


class Span(Value):
    """A place in an article and the words that stood there when it was made.

    The words are kept so that a later check against the stored article can fail; they are never
    typed, only cut out of ``Article.text[start:end]``.
    """

    article: str
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    text: str

    @model_validator(mode="after")
    def _holds_words(self) -> Self:
        if self.end <= self.start:
            raise ValueError("a span ends after it starts")
        if len(self.text) != self.end - self.start:
            raise ValueError("a span's words are as long as the span")
        return self

    @property
    def id(self) -> str:
        """Eight letters and digits that name this place for ``source ID``; see ``citation_id``."""
        return citation_id(self.article, self.start, self.end)

    @property
    def long_id(self) -> str:
        """Twelve letters and digits that begin with ``id``, for places that share theirs."""
        return long_citation_id(self.article, self.start, self.end)

    def holds(self, other: Span) -> bool:
        """Whether ``other`` lies inside this span of the same article."""
        return self.article == other.article and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point of the same article."""
        return self.article == other.article and self.start < other.end and other.start < self.end


_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


@lru_cache(maxsize=16_384)  # a brief asks for the same few hundred ids several times over
def citation_id(article: str, start: int, end: int) -> str:
    """Name a place by what it is, so that the same place has the same name on every machine.

    40 bits of SHA-256 in Crockford's base 32 (no i, l, o, u, so that it survives being read aloud): among
    100,000 citations two share a name with a probability of 0.5%; ``source`` then shows both.
    """
    return _spelled(article, start, end, 8)


def long_citation_id(article: str, start: int, end: int) -> str:
    """The same name with four letters more: 60 bits, by which places are told apart that share the short one.

    Of a million articles with thirty places each, some four hundred pairs do.
    """
    return _spelled(article, start, end, 12)


def _spelled(article: str, start: int, end: int, letters: int) -> str:
    digest = hashlib.sha256(f"{article}\0{start}\0{end}".encode("utf-8", "surrogatepass")).digest()
    bits = int.from_bytes(digest[:8])
    return "".join(_CROCKFORD[bits >> shift & 31] for shift in range(59, 59 - 5 * letters, -5))
