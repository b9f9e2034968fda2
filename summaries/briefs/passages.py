"""Passages of articles: the one round a citation, and those that a search found."""

from __future__ import annotations

from collections.abc import Mapping

from summaries.briefs.lines import LONGEST, foreign
from summaries.briefs.material import Material
from summaries.model import Article, Brief, Hit, Line, Part, Quoted, Section, Source, Span, Words

_ROUND = 400
"""Code points shown before and after cited words, widened to whole words."""
_HITS = 12


def source(material: Material, spans: tuple[Span, ...], articles: Mapping[str, Article]) -> Brief:
    """The stored passage round each cited place, the cited words highlighted."""
    known = [span for span in spans if span.article in articles]
    sections = [
        Section(title=_about(material, span), lines=(_in_context(span, articles[span.article]),))
        for span in known
    ]
    notes = ["Several passages share this id; all are shown."] if len(known) > 1 else []
    title = f"Source {spans[0].id}" if spans else "Source"
    return material.brief("source", title, sections, notes)


def search(material: Material, words: str, hits: tuple[Hit, ...]) -> Brief:
    """Passages that hold the words, in the order given, the words highlighted."""
    lines = tuple(_hit(material, hit) for hit in hits[:_HITS])
    notes = [] if lines else [f"Nothing stored holds all of: {words}. Fewer words find more."]
    return material.brief("search", f"Search: {words}", [Section(title="Passages", lines=lines)], notes)


def _about(material: Material, span: Span) -> str:
    source = material.sources.get(span.article)
    return (source.title or source.id) if source else span.article


def _in_context(span: Span, article: Article) -> Line:
    start, end = _widened(article.text, span.start - _ROUND, span.end + _ROUND)
    whole = article.span(start, end)
    return Line(parts=_marked(whole, (span,), article), citations=(span, whole))


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = max(0, start), min(len(text), end)
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _marked(whole: Span, marked: tuple[Span, ...], article: Article) -> tuple[Part, ...]:
    parts: list[Part] = [Words(text="… ")] if whole.start > 0 else []
    at = whole.start
    for span in sorted(marked, key=lambda s: s.start):
        if span.start < at:
            continue
        if span.start > at:
            parts.append(Quoted(span=article.span(at, span.start)))
        parts.append(Quoted(span=span, highlight=True))
        at = span.end
    if at < whole.end:
        parts.append(Quoted(span=article.span(at, whole.end)))
    return (*parts, Words(text=" …")) if whole.end < len(article.text) else tuple(parts)


def _hit(material: Material, hit: Hit) -> Line:
    source = material.sources.get(hit.passage.article)
    shown = _window(hit)
    return Line(
        parts=_pieces(shown, tuple(m for m in hit.matches if shown.holds(m))),
        citations=(hit.passage,),
        label=(source.publisher or source.title) if source else "",
        note=" · ".join(
            word for word in (_published(source), foreign(material, hit.passage.article)) if word
        ),
        when=source.published if source else None,
    )


def _published(source: Source | None) -> str:
    return f"published {source.published}" if source and source.published.start else ""


def _window(hit: Hit) -> Span:
    """The part of a long paragraph round its first match."""
    passage = hit.passage
    if len(passage.text) <= LONGEST:
        return passage
    first = hit.matches[0].start - passage.start if hit.matches else 0
    start, end = _widened(passage.text, first - LONGEST // 3, first + LONGEST * 2 // 3)
    return Span(
        article=passage.article,
        start=passage.start + start,
        end=passage.start + end,
        text=passage.text[start:end],
    )


def _pieces(shown: Span, matches: tuple[Span, ...]) -> tuple[Part, ...]:
    parts: list[Part] = []
    at = shown.start
    for match in sorted(matches, key=lambda m: m.start):
        if match.start < at:
            continue
        if match.start > at:
            parts.append(_plain(shown, at, match.start))
        parts.append(Quoted(span=match, highlight=True))
        at = match.end
    if at < shown.end:
        parts.append(_plain(shown, at, shown.end))
    return tuple(parts)


def _plain(shown: Span, start: int, end: int) -> Quoted:
    text = shown.text[start - shown.start : end - shown.start]
    return Quoted(span=Span(article=shown.article, start=start, end=end, text=text))
