"""Corrections of what a channel was told: what was withdrawn since, given back, or is told otherwise now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from summaries.briefs.digest_keys import event_keys
from summaries.briefs.digest_news import News
from summaries.briefs.digest_period import Period
from summaries.briefs.lines import event_line
from summaries.briefs.material import Material
from summaries.briefs.one_event import merged, numbers
from summaries.model import Development, Line, Note, Section, Source, Span, Value


class Reviewed(Value):
    """What became, within the window, of passages that were told before it.

    ``withdrawn``: reported, and no longer used. ``restored``: reported before, found right, and used again.
    ``sources`` are of their articles, where those of the period are not all.
    """

    withdrawn: tuple[Span, ...] = ()
    restored: tuple[Span, ...] = ()
    sources: Mapping[str, Source] = {}


def corrections(news: News, reviewed: Reviewed) -> Section:
    """Events whose numbers are others now, as they were told and as they are; and what was reviewed."""
    lines = tuple(line for pair in _retold(news) for line in pair)
    told = news.now.model_copy(update={"sources": {**news.now.sources, **reviewed.sources}})
    sentences = [
        *_sentence(told, "Withdrawn since it was posted, and under review", reviewed.withdrawn),
        *_sentence(told, "Reviewed, and stands as it was posted", reviewed.restored),
    ]
    note = Note(text=" ".join(sentences)) if sentences else None
    return Section(title="Corrections of what was posted", lines=lines, note=note)


def _retold(news: News) -> Iterator[tuple[Line, ...]]:
    """Events that the channel was told, of which new articles give other numbers."""
    for event in news.events:
        shown = event.spans[0]
        if news.told.isdisjoint(event_keys(event)):
            continue
        if news.period.was_known(shown) or news.period.is_late(shown.article):
            continue
        was = news.period.once(as_known, event)
        if was is None:
            continue
        if numbers(was) and numbers(event) and numbers(was) != numbers(event):
            lines = news.selection.lines((event_line(news.now, was), _only(news, event)), 2)
            if len(lines) == 2:
                yield tuple(_headed(word, line) for word, line in zip(("Before", "Now"), lines, strict=True))


def as_known(period: Period, event: Development) -> Development | None:
    """The event as it was told by what was stored before the period."""
    ids = {span.id for span in event.spans}
    known = [d for d in period.before.developments if any(span.id in ids for span in d.spans)]
    return next(iter(merged(period.before, known)), None)


def _only(news: News, event: Development) -> Line:
    """The event as the window's articles tell it."""
    new = tuple(span for span in event.spans if not news.period.was_known(span))
    return event_line(news.now, event.model_copy(update={"spans": new}))


def _headed(word: str, line: Line) -> Line:
    return line.model_copy(update={"label": f"{word}, {line.label}" if line.label else word})


def _sentence(material: Material, what: str, spans: Iterable[Span]) -> list[str]:
    told = sorted({f"{span.id}{_source(material, span)}" for span in spans})
    return [f"{what}: {', '.join(told)}."] if told else []


def _source(material: Material, span: Span) -> str:
    published = material.published(span.article)
    words = [material.publisher(span.article), str(published) if published.start else ""]
    return f" ({', '.join(word for word in words if word)})"
