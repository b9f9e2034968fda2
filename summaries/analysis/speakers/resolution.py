"""Speakers: who said the words found, in which office and for which side; unknown rather than guessed."""

from __future__ import annotations

from collections.abc import Sequence

from summaries.analysis.attribution import Attribution, Place
from summaries.analysis.contents import Contents
from summaries.analysis.dates import DateMention, date_of
from summaries.analysis.document import Document
from summaries.analysis.grammar import start_of
from summaries.analysis.speakers.acts import act_of
from summaries.analysis.speakers.antecedents import Speakers
from summaries.analysis.speakers.speaker import SURE_ENOUGH, Speaker
from summaries.model import Grade, Kind, Quotation, Role, Span
from summaries.when import When

_GRADES = {Kind.DIRECT: Grade.DIRECT, Kind.MIXED: Grade.MIXED, Kind.INDIRECT: Grade.INDIRECT}
_ROLE_GRADES = {
    Role.SPOKESPERSON: Grade.INSTITUTION,
    Role.INSTITUTION: Grade.INSTITUTION,
    Role.ACTOR: Grade.INSTITUTION,
    Role.ANALYST: Grade.ANALYST,
    Role.ANONYMOUS: Grade.REPORTED,
    Role.UNKNOWN: Grade.REPORTED,
}


def resolve(
    document: Document, attributions: Sequence[Attribution], dates: Sequence[DateMention]
) -> tuple[Quotation, ...]:
    """The attributions as quotations, with speaker, office, act, grade, date and issues, in the same order.

    A speaker less sure than ``SURE_ENOUGH`` is left unknown.
    """
    speakers, contents = Speakers(document, attributions), Contents(attributions)
    found = [_sure(speakers.speaker(attribution)) for attribution in attributions]
    return tuple(
        _quotation(document, attribution, speaker, contents, dates)
        for attribution, speaker in zip(attributions, found, strict=True)
    )


def _sure(speaker: Speaker) -> Speaker:
    return speaker if speaker.confidence >= SURE_ENOUGH else Speaker(confidence=speaker.confidence)


def _quotation(
    document: Document,
    attribution: Attribution,
    speaker: Speaker,
    contents: Contents,
    dates: Sequence[DateMention],
) -> Quotation:
    context = _context(document, attribution)
    content = tuple(document.span(start, end) for start, end in attribution.content)
    return Quotation(
        kind=attribution.kind,
        type=attribution.type,
        content=content,
        context=context,
        speaker=document.span(*attribution.source) if attribution.source else None,
        cue=document.span(*attribution.cue) if attribution.cue else None,
        name=speaker.name,
        person=speaker.person,
        actor=speaker.actor,
        office=speaker.office,
        role=speaker.role,
        act=act_of(_cue_words(document, attribution.cue), content[0].text),
        grade=_grade(attribution, speaker, contents),
        confidence=speaker.confidence,
        said=_said(document, attribution, context, dates),
        issues=_issues(document, attribution, context),
    )


def _cue_words(document: Document, cue: Place | None) -> tuple[str, ...]:
    """The lemmas of the cue: ("call", "for")."""
    sentence = document.sentence_at(cue[0]) if cue else None
    if cue is None or sentence is None or sentence.parse is None:
        return ()
    return tuple(t.lemma_.lower() for t in sentence.parse if cue[0] <= start_of(sentence, t) < cue[1])


def _grade(attribution: Attribution, speaker: Speaker, contents: Contents) -> Grade:
    """How well it is sourced; what stands inside another's words is only reported."""
    grade = _ROLE_GRADES.get(speaker.role, _GRADES[attribution.kind])
    if attribution.cue is not None and any(o is not attribution for o in contents.holding(attribution.cue)):
        return max(grade, Grade.REPORTED)
    return grade


def _context(document: Document, attribution: Attribution) -> Span:
    places = [*attribution.content]
    if not attribution.turn:  # a label may stand pages before what is still its turn
        places += [place for place in (attribution.source, attribution.cue) if place is not None]
    start = min(place[0] for place in places)
    end = max(place[1] for place in places)
    first, last = document.sentence_at(start), document.sentence_at(end - 1)
    if first is not None:
        start = min(start, first.start)
    if last is not None:
        end = max(end, last.end)
    return document.span(start, end)


def _said(document: Document, attribution: Attribution, context: Span, dates: Sequence[DateMention]) -> When:
    """When it was said, by the dates round the words; dates within them are about something else."""
    outside = [d for d in dates if not any(a <= d.start and d.end <= b for a, b in attribution.content)]
    return date_of(document, outside, context.start, context.end)


def _issues(document: Document, attribution: Attribution, context: Span) -> tuple[str, ...]:
    found = [
        id
        for start, end in attribution.content
        for mention in document.mentions_in(start, end)
        if mention.kind == "issue"
        for id in mention.ids
    ]
    if not found and attribution.kind is Kind.DIRECT:
        mentions = document.mentions_in(context.start, context.end)
        found = [id for mention in mentions if mention.kind == "issue" for id in mention.ids]
    return tuple(dict.fromkeys(found))
