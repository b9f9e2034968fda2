"""From a brief to a reply: numbered citations, and the last check of every line before it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import structlog

from bot import messages
from bot.messages import (
    Block,
    Citation,
    Heading,
    Lines,
    Part,
    Reply,
    ReplyLine,
    SourceEntry,
    Sources,
    Style,
    Suggestions,
)
from summaries.briefs import holds
from summaries.briefs.verify import line_holds
from summaries.model import Article, Brief, Coverage, Form, Line, Quoted, Section, Source
from summaries.publishers import whose_word
from summaries.topics import Topic
from summaries.when import When

_PUBLISHERS = 4
_SUGGESTIONS = 5
_FORMS = {Form.ENTRY: "live blog", Form.GALLERY: "captions", Form.STUB: "beginning only"}
"""What a footnote says of an article that is none, or not all of one."""


def present(
    brief: Brief,
    articles: Mapping[str, Article],
    *,
    topic: Topic | None = None,
    suggestions: Mapping[str, str] | None = None,
    notes: Sequence[str] = (),
) -> Reply:
    """Say a brief in blocks that every platform can show.

    ``articles`` are the stored articles that it cites, by id. Each line is checked against them once more;
    one that fails is left out, logged and counted in a note. ``suggestions`` are complete commands to go on
    with, and what buttons say for them; the source of the first citation is added. ``notes`` come before
    everything else. ``topic`` is the brief's, whose pack knows publishers.
    """
    numbers: dict[str, int] = {}
    blocks: list[Block] = [messages.Note(text=text) for text in notes]
    sections, failed = _checked(brief, articles)
    for section in sections:
        blocks += _section(section, numbers)
    said = [note.text for note in brief.notes]
    about = list(_about(brief, brief.dropped + failed))
    blocks += (messages.Note(text=text) for text in (about + said if brief.covers else said + about))
    if numbers:
        blocks.append(_sources(brief, articles, numbers, topic))
    offered = dict(islice((suggestions or {}).items(), _SUGGESTIONS))
    offered |= dict.fromkeys(_first_source(brief, sections), "")
    if offered:
        blocks.append(Suggestions(commands=tuple(offered), labels=tuple(offered.values())))
    return Reply(title=brief.title, blocks=tuple(blocks))


# ---- the last check ----------------------------------------------------------------------------------


def _checked(brief: Brief, articles: Mapping[str, Article]) -> tuple[list[Section], int]:
    """The sections without the lines that fail, and how many those are."""
    kept: list[Section] = []
    failed = 0
    for section in brief.sections:
        good: list[Line] = []
        for line in section.lines:
            if line_holds(line, articles):
                good.append(line)
            else:
                failed += 1
                _log(brief, line, articles)
        if good or section.note:
            kept.append(section.model_copy(update={"lines": tuple(good)}))
    return kept, failed


def _log(brief: Brief, line: Line, articles: Mapping[str, Article]) -> None:
    places = [
        f"{span.article}:{span.start}-{span.end}" for span in line.citations if not holds(span, articles)
    ]
    structlog.get_logger().warning(
        "line left out: its citation does not match the stored article",
        command=brief.command,
        topic=brief.topic,
        places=places,
    )


# ---- lines -------------------------------------------------------------------------------------------


def _section(section: Section, numbers: dict[str, int]) -> Iterator[Block]:
    yield Heading(text=section.title)
    if section.lines:
        yield Lines(lines=tuple(_line(line, numbers) for line in section.lines))
    if section.note:
        yield messages.Note(text=section.note.text)


def _line(line: Line, numbers: dict[str, int]) -> ReplyLine:
    parts = [Part(text=line.label, style=Style.LABEL), Part(text=line.joint)] if line.label else []
    parts += _parts(line)
    if line.note:
        parts.append(Part(text=f" ({line.note})", style=Style.FAINT))
    citations = tuple(
        Citation(
            id=span.id,
            number=numbers.setdefault(span.article, len(numbers) + 1),
            article=span.article,
            start=span.start,
            end=span.end,
            text=span.text,
        )
        for span in line.citations
    )
    return ReplyLine(
        parts=tuple(parts), citations=citations, position=str(line.position) if line.position else ""
    )


def _parts(line: Line) -> Iterator[Part]:
    """The words in their styles. The brief has put spoken words in quotation marks already."""
    for part in line.parts:
        if isinstance(part, Quoted):
            style = Style.HIGHLIGHT if part.highlight else Style.QUOTE if part.spoken else Style.PLAIN
            yield Part(text=part.text, style=style)
        else:
            yield Part(text=part.text)


# ---- what the brief rests on -------------------------------------------------------------------------


def _about(brief: Brief, dropped: int) -> Iterator[str]:
    if dropped == 1:
        yield "1 line was left out: its source no longer matches."
    elif dropped:
        yield f"{dropped} lines were left out: their sources no longer match."
    if note := coverage_note(brief):
        yield note


def coverage_note(brief: Brief) -> str:
    """What there was to go by: "9 articles (2 stories) by 2 publishers (A; B), May to June 2019.".

    Of a digest, when it came in; "" where nothing did, which the digest says itself.
    """
    known = brief.coverage
    if brief.command == "digest" and not known.articles:
        return ""
    window = [f"since {When.day(brief.since)}"] if brief.since else []
    window += [f"as known on {When.day(brief.as_of)}"] if brief.as_of else []
    if not known.articles:
        if window:
            return f"No article is stored, {', '.join(window)}."
        return "No article is stored for this topic yet: “readout ingest” reads articles in."
    articles = "1 article" if known.articles == 1 else f"{known.articles:,} articles"
    articles = f"{brief.covers[:1].upper()}{brief.covers[1:]}: {articles}" if brief.covers else articles
    return ", ".join([articles + _told(known) + _by(known.publishers), *months(known), *window]) + "."


def _told(coverage: Coverage) -> str:
    """How many stories the articles tell, where some are copies of others."""
    if not coverage.copies:
        return ""
    stories = coverage.articles - coverage.copies
    return " (1 story)" if stories == 1 else f" ({stories:,} stories)"


def _by(publishers: Sequence[str]) -> str:
    if not publishers:
        return ""
    if len(publishers) == 1:
        return f" by {publishers[0]}"
    shown = "; ".join(publishers[:_PUBLISHERS])
    more = f" and {len(publishers) - _PUBLISHERS:,} more" if len(publishers) > _PUBLISHERS else ""
    return f" by {len(publishers):,} publishers ({shown}{more})"


def months(coverage: Coverage) -> Iterator[str]:
    """The months from the first to the last publication, "May to June 2019"; nothing when not known."""
    first, last = coverage.first.start, coverage.last.end
    if first is None or last is None:
        return
    if (first.year, first.month) == (last.year, last.month):
        yield f"{first:%B %Y}"
    elif first.year == last.year:
        yield f"{first:%B} to {last:%B %Y}"
    else:
        yield f"{first:%B %Y} to {last:%B %Y}"


def _sources(
    brief: Brief, articles: Mapping[str, Article], numbers: Mapping[str, int], topic: Topic | None
) -> Sources:
    known: dict[str, Source] = {source.id: source for source in brief.sources}
    return Sources(
        entries=tuple(_entry(number, known.get(id) or articles[id], topic) for id, number in numbers.items())
    )


def _entry(number: int, source: Source, topic: Topic | None) -> SourceEntry:
    published = source.published
    publisher = whose_word(topic, source.url, source.publisher)
    inferred = ", inferred" if published.inferred and published.start else ""
    return SourceEntry(
        number=number,
        article=source.id,
        title=source.title,
        publisher=source.publisher or (publisher.name if publisher else ""),
        whose=publisher.described if publisher else "",
        form=_FORMS.get(source.form, ""),
        byline=source.byline,
        date=f"{published}{inferred}",
        url=source.url,
    )


def _first_source(brief: Brief, sections: Iterable[Section]) -> Iterator[str]:
    first = next((line.citations[0] for section in sections for line in section.lines), None)
    if first and brief.command != "source":
        yield f"/{brief.topic} source {first.id}"
