"""How a piece of evidence reads as a line: whose words, in which marks, with which small print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from summaries.briefs.material import Material
from summaries.briefs.utterances import Utterance, first_told
from summaries.languages import base, language_name
from summaries.model import (
    Development,
    Grade,
    Kind,
    Line,
    Part,
    Quotation,
    Quoted,
    Remark,
    Role,
    Span,
    StanceStatement,
    Words,
)
from summaries.when import When

GRADES = {
    Grade.DIRECT: "direct quote",
    Grade.MIXED: "partly quoted",
    Grade.INDIRECT: "in the reporter’s words",
    Grade.INSTITUTION: "official, as reported",
    Grade.REPORTED: "reported",
    Grade.ANALYST: "analyst’s view",
}

LONGEST = 420
"""Code points of article shown in one line; longer passages are cut at a sentence or a word."""

_FINITE = re.compile(
    r"(?:(?:ha[sd]|have|also|then|later|again|once)\s+)*"
    r"(?:\w+ed|said|says|told|tells|wrote|writes|spoke|made|gave|went on to \w+|\w+(?:ns|ts|ms|es|rs|ds))"
    r"(?:\s+(?:about|against|at|for|how|of|on|out|that|to|whether|why|with))*",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][”’\"']?\s")
_PRONOUNS = {"he", "she", "they", "it", "who", "which"}
_LOOSE_END = ", ;:\n\t"
_SPLICE = 60


def quoted_line(material: Material, said: Utterance, *, longest: int = LONGEST) -> Line:
    """An utterance: who, the words, and from where; other wordings are cited and, if verbatim, counted."""
    best = said.best
    parts = _speech(best, longest)
    label = _who(material, best, parts[0])
    told = first_told(material, said)
    return Line(
        parts=(*parts, *_variant(said)),
        citations=_unique(tuple(span for q in said.all for span in _cited(q))),
        label=label,
        joint=_joint(best, label, parts[0]),
        note=small_print(material, best.said, told, best.grade, (q.content[0].article for q in said.all)),
        grade=best.grade,
        when=material.dated(best.said, told),
    )


def stance_line(
    material: Material, statement: StanceStatement, copies: Sequence[StanceStatement] = ()
) -> Line:
    """A stance that is reported rather than quoted, in the article's own words; quoted words as such.

    ``copies`` say the same in copies of the article: they are cited, too.
    """
    spoken = statement.grade is Grade.DIRECT and statement.quotation is not None
    shown = statement.span if spoken else _clause(statement)
    return Line(
        parts=passage(shown, spoken=spoken),
        citations=_unique((shown, statement.span, *(copy.span for copy in copies))),
        label=_holder(material, statement, shown, spoken),
        note=small_print(
            material,
            statement.said,
            shown.article,
            statement.grade,
            (shown.article, *(copy.span.article for copy in copies)),
        ),
        position=statement.position,
        grade=statement.grade,
        when=material.dated(statement.said, shown.article),
    )


def event_line(material: Material, development: Development) -> Line:
    """A development in the words of the article that tells it best, with all who tell it cited."""
    shown = development.spans[0]
    return Line(
        parts=passage(shown),
        citations=development.spans,
        label=str(development.when) if development.when.start else "",
        note=" · ".join(
            word
            for word in (
                "date inferred" if development.when.inferred and development.when.start else "",
                _told_by(material, (span.article for span in development.spans)),
            )
            if word
        ),
        when=development.when,
    )


def remark_line(material: Material, remark: Remark) -> Line:
    """What an article observes, as that article's view."""
    source = material.sources.get(remark.span.article)
    author = " in ".join(name for name in (source.byline, source.publisher) if name) if source else ""
    return Line(
        parts=passage(remark.span),
        citations=(remark.span,),
        label=author,
        grade=Grade.ANALYST,
        when=material.published(remark.span.article),
    )


def in_text(remark: Remark) -> tuple[str, int]:
    """A sort key: remarks in the order in which their article makes them."""
    return (remark.span.article, remark.span.start)


def passage(span: Span, *, spoken: bool = False, longest: int = LONGEST) -> tuple[Part, ...]:
    """An article's words, in quotation marks when ``spoken``, cut where they are too long for a line."""
    shown, cut = _cut(_trim(span), longest)
    words: tuple[Part, ...] = (Quoted(span=shown, spoken=spoken),)
    if cut:
        words = (*words, Words(text=" …"))
    return (Words(text="“"), *words, Words(text="”")) if spoken else words


def speaker(material: Material, quotation: Quotation) -> str:
    """Who speaks: name and office at the time, else the words by which the article names the source."""
    name = material.person(quotation.person) if quotation.person else quotation.name
    if name:
        office = _title(material, quotation)
        return f"{name}, {office}" if office else name
    if quotation.office and quotation.actor:
        return f"{quotation.office} ({material.actor(quotation.actor)})"
    if quotation.speaker:
        words = quotation.speaker.text.strip()
        return words[:1].upper() + words[1:]
    return material.actor(quotation.actor) if quotation.actor else "Speaker not known"


def _title(material: Material, quotation: Quotation) -> str:
    """The office as the topic words it, so that one office reads alike in every line."""
    offices = next((p.offices for p in material.topic.people if p.id == quotation.person), ())
    said = quotation.office.casefold()
    return next((o.title for o in offices if said.endswith(o.title.casefold())), quotation.office)


def small_print(
    material: Material, said: When, article: str, grade: Grade, tellers: Iterable[str] = ()
) -> str:
    """Date and grade: "said 5 May 2019, inferred · direct quote · 2 publishers"; ``tellers`` are articles."""
    if said.start:
        date = f"{said}, inferred" if said.inferred else str(said)
    else:
        published = material.published(article)
        date = f"published {published}" if published.start else "undated"
    told = _told_by(material, tellers)
    return " · ".join(word for word in (date, GRADES[grade], foreign(material, article), told) if word)


def foreign(material: Material, article: str) -> str:
    """The language of an article's words, "" for English."""
    source = material.sources.get(article)
    code = base(source.language) if source else ""
    return f"in {language_name(code)}" if code not in ("", "en") else ""


def _told_by(material: Material, articles: Iterable[str]) -> str:
    """How many publishers tell it, and of how few stories, where some print the same text; "" for one."""
    told = tuple(articles)
    publishers = {material.publisher(article) for article in told}
    stories = {material.story(article) for article in told}
    if len(publishers) < 2:
        return ""
    if len(stories) >= len(publishers):
        return f"{len(publishers)} publishers"
    return f"{len(publishers)} publishers ({len(stories)} {'story' if len(stories) == 1 else 'stories'})"


def _speech(quotation: Quotation, longest: int) -> tuple[Part, ...]:
    if quotation.kind is not Kind.DIRECT:
        return passage(_from_cue(quotation), longest=longest)
    parts: list[Part] = []
    for number, span in enumerate(quotation.content):
        parts += [Words(text=" … ")] if number else []
        parts += passage(span, spoken=True, longest=longest)
    return tuple(parts)


def _cited(quotation: Quotation) -> tuple[Span, ...]:
    """The quoted words themselves; for reported ones the passage, in which the cue stands too."""
    return quotation.content if quotation.kind is Kind.DIRECT else (quotation.context,)


def _names_itself(quotation: Quotation) -> bool:
    """Whether a report is told from its source on: "Moscow, however, has denied ...", not "he warned ..."."""
    source, cue = quotation.speaker, quotation.cue
    if quotation.role is Role.PERSON or quotation.role is Role.UNKNOWN or source is None or cue is None:
        return False
    return 0 <= cue.start - source.end <= _SPLICE and source.text.casefold() not in _PRONOUNS


def _who(material: Material, quotation: Quotation, first: Part) -> str:
    """The label: left out where the words begin with the source and with a capital."""
    if quotation.kind is not Kind.DIRECT and _names_itself(quotation):
        begins = (
            isinstance(first, Quoted) and quotation.speaker and first.span.start == quotation.speaker.start
        )
        return "" if begins and first.text[:1].isupper() else material.actor(quotation.actor or "")
    return speaker(material, quotation)


def _joint(quotation: Quotation, label: str, first: Part) -> str:
    """A comma or a space before words that go on from the label, a colon before the speaker’s own.

    A sentence that tells in passing what somebody said is announced as a report, not as his or her words.
    """
    cue = quotation.cue
    if isinstance(first, Quoted) and cue is not None and first.span.start == cue.start:
        return ", " if "," in label else " "
    return ": " if quotation.kind is Kind.DIRECT or not label else ", as reported: "


def _from_cue(quotation: Quotation) -> Span:
    """From the reporting verb to the end of what is reported; the whole passage where that doesn't read."""
    cue, context = quotation.cue, quotation.context
    first, last = quotation.content[0], quotation.content[-1]
    if cue is None or not (0 <= first.start - cue.end <= _SPLICE) or not _FINITE.fullmatch(cue.text.strip()):
        return context
    if not (context.start <= cue.start and last.end <= context.end):
        return context
    end = last.end
    if context.text[end - context.start : end - context.start + 1] in '”"»':
        end = min(end + 1, context.end)
    start = quotation.speaker.start if quotation.speaker and _names_itself(quotation) else cue.start
    return _part(context, max(start, context.start) - context.start, end - context.start)


def _variant(said: Utterance) -> tuple[Part, ...]:
    """The other wording that was printed in quotation marks, if one differs."""
    seen = said.best.words.casefold()
    for other in said.variants:
        if other.kind is not Kind.INDIRECT and other.words.casefold() not in seen:
            return (
                Words(text=" Also worded: "),
                *passage(other.content[0], spoken=other.kind is Kind.DIRECT),
            )
    return ()


def _clause(statement: StanceStatement) -> Span:
    """The clause where it stands by itself as a sentence would, else the sentence around it."""
    text = statement.span.text.lstrip()
    complete = text[:1].isupper() and len(text.split()) >= 4
    return statement.span if complete else statement.context


def _holder(material: Material, statement: StanceStatement, shown: Span, spoken: bool) -> str:
    """Whose stance it is, or who claims it, where the words themselves don't say so."""
    if statement.claimant is not None:
        who = statement.claimed_by
        return "" if not who or who.split()[-1] in shown.text else who
    name = material.person(statement.person) if statement.person else statement.name
    if spoken:
        office = material.office(statement.person, statement.said, shown.article) if statement.person else ""
        return f"{name}, {office}" if name and office else name or material.actor(statement.actor)
    return "" if not name or name.split()[-1] in shown.text else name


def _trim(span: Span) -> Span:
    text = span.text
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip(_LOOSE_END))
    if end <= start:
        return span
    return _part(span, start, end)


def _cut(span: Span, longest: int) -> tuple[Span, bool]:
    if len(span.text) <= longest:
        return span, False
    head = span.text[:longest]
    ends = [found.end() for found in _SENTENCE_END.finditer(head)]
    end = ends[-1] if ends and ends[-1] > longest // 4 else head.rfind(" ")
    return _part(span, 0, len(head[: end if end > 0 else longest].rstrip())), True


def _part(span: Span, start: int, end: int) -> Span:
    if (start, end) == (0, len(span.text)):
        return span
    return Span(
        article=span.article, start=span.start + start, end=span.start + end, text=span.text[start:end]
    )


def _unique(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Each place once, and none that lies inside another."""
    once = tuple(dict.fromkeys(spans))
    if len(once) == 1:
        return once
    return tuple(s for s in once if not any(other.holds(s) for other in once if other is not s))
