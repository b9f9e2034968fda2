"""The check that every line holds: made against the stored articles, and failing closed."""

from __future__ import annotations

from collections.abc import Mapping

from summaries.model import Article, Brief, Line, Quoted, Span


def holds(span: Span, articles: Mapping[str, Article]) -> bool:
    """Whether the stored article has exactly these words at this place (code point for code point)."""
    article = articles.get(span.article)
    return article is not None and article.text[span.start : span.end] == span.text


def line_holds(line: Line, articles: Mapping[str, Article]) -> bool:
    """Whether every citation of a line, and every word it quotes, is in the stored articles."""
    quoted = (part.span for part in line.parts if isinstance(part, Quoted))
    return all(holds(span, articles) for span in (*line.citations, *quoted))


def verify(brief: Brief, articles: Mapping[str, Article]) -> Brief:
    """The brief without the lines that fail; ``dropped`` counts them, ``sources`` are those still cited.

    ``articles`` must hold every article the brief cites: a citation of one that is missing fails.
    """
    sections = []
    dropped = brief.dropped
    for section in brief.sections:
        kept = tuple(line for line in section.lines if line_holds(line, articles))
        dropped += len(section.lines) - len(kept)
        if kept or section.note:
            sections.append(section.model_copy(update={"lines": kept}))
    checked = brief.model_copy(update={"sections": tuple(sections), "dropped": dropped})
    cited = set(checked.cited())
    sources = tuple(source for source in brief.sources if source.id in cited)
    return checked.model_copy(update={"sources": sources})
