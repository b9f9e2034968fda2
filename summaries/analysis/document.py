"""An article made ready for analysis: its paragraphs, sentences, quotation marks and names, by offset."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from summaries.analysis.datelines import dateline_end
from summaries.analysis.marks import Marks, find_marks
from summaries.articles.layout import Block, layout
from summaries.articles.sentences import sentences
from summaries.model import Article, Span
from summaries.names import Mention, NameFinder
from summaries.topics import Topic


@dataclass(slots=True)
class Sentence:
    """A sentence from ``start`` to ``end`` (code points of the article) in paragraph number ``paragraph``.

    ``parse`` is spaCy's analysis of just these characters (so a token's place in the article is ``start`` +
    ``token.idx``), set by the parser for sentences that can matter, else None.
    """

    index: int
    start: int
    end: int
    paragraph: int
    parse: Doc | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, title or heading from ``start`` to ``end``; its sentences are ``first`` to ``last``."""

    index: int
    start: int
    end: int
    kind: str
    first: int
    last: int  # excluded


@dataclass(frozen=True, slots=True)
class Document:
    """What the steps of analysis share. Noise is not in it; offsets are those of the article's text."""

    article: Article
    topic: Topic
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    marks: tuple[Marks, ...]
    mentions: tuple[Mention, ...]
    _starts: tuple[int, ...] = field(repr=False)

    @property
    def text(self) -> str:
        """The article's text, unchanged."""
        return self.article.text

    def span(self, start: int, end: int) -> Span:
        """The words from ``start`` to ``end`` as evidence."""
        return self.article.span(start, end)

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds this code point, or the last one that starts before it; None before all."""
        place = bisect_right(self._starts, offset) - 1
        return self.sentences[place] if place >= 0 else None

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The paragraph of ``sentence_at``."""
        sentence = self.sentence_at(offset)
        return self.paragraphs[sentence.paragraph] if sentence else None

    def sentences_of(self, paragraph: Paragraph) -> Sequence[Sentence]:
        """The sentences of a paragraph, in order."""
        return self.sentences[paragraph.first : paragraph.last]

    def mentions_in(self, start: int, end: int) -> Sequence[Mention]:
        """The names and issue words that lie wholly between two offsets, in order."""
        first = bisect_left(self.mentions, start, key=lambda m: m.start)
        last = bisect_left(self.mentions, end, key=lambda m: m.start)
        return [m for m in self.mentions[first:last] if m.end <= end]

    def inside_marks(self, start: int, end: int) -> Marks | None:
        """The outermost pair of quotation marks round all of this, if any."""
        return next(
            (m for m in self.marks_touching(start, end) if m.inner_start <= start and end <= m.inner_end),
            None,
        )

    def marks_touching(self, start: int, end: int) -> Sequence[Marks]:
        """The outermost pairs of quotation marks that share something with these code points, in order."""
        last = bisect_left(self.marks, end, key=lambda m: m.start)
        first = bisect_left(self.marks, start, 0, last, key=lambda m: m.start)
        while first and (self.marks[first - 1].depth or self.marks[first - 1].end > start):
            first -= 1
        return [m for m in self.marks[first:last] if m.depth == 0 and m.end > start]


def prepare(
    article: Article, topic: Topic, names: NameFinder, blocks: Sequence[Block] | None = None
) -> Document:
    """Lay out an article for analysis, without parsing it yet; ``blocks`` where its layout is known."""
    paragraphs: list[Paragraph] = []
    cut: list[Sentence] = []
    for block in layout(article.text, article.title) if blocks is None else blocks:
        if block.kind == "noise":
            continue
        first = len(cut)
        told = dateline_end(article.text, block.start, block.end)
        if told > block.start:
            cut.append(Sentence(len(cut), block.start, told, len(paragraphs)))
        for start, end in sentences(article.text, told, block.end):
            cut.append(Sentence(len(cut), start, end, len(paragraphs)))
        paragraphs.append(Paragraph(len(paragraphs), block.start, block.end, block.kind, first, len(cut)))
    return Document(
        article=article,
        topic=topic,
        paragraphs=tuple(paragraphs),
        sentences=tuple(cut),
        marks=find_marks(article.text, [(p.start, p.end) for p in paragraphs]),
        mentions=_within(names.find(article.text, article.published), paragraphs),
        _starts=tuple(sentence.start for sentence in cut),
    )


def _within(mentions: Sequence[Mention], paragraphs: Sequence[Paragraph]) -> tuple[Mention, ...]:
    starts = [paragraph.start for paragraph in paragraphs]
    kept = []
    for mention in mentions:
        place = bisect_right(starts, mention.start) - 1
        if place >= 0 and mention.end <= paragraphs[place].end:
            kept.append(mention)
    return tuple(kept)
