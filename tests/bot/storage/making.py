"""Small articles and their evidence, made of values as a test needs them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.storage.contract import Outcome, Store
from summaries.model import (
    Article,
    Development,
    Evidence,
    Grade,
    Kind,
    Position,
    Quotation,
    QuotationType,
    Remark,
    RemarkKind,
    Span,
    StanceStatement,
)
from summaries.when import When

TOPIC = "freedonia"
AT = datetime(2021, 6, 1, 12, tzinfo=UTC)


def day(text: str) -> date:
    """An ISO date."""
    return date.fromisoformat(text)


def article(id: str, text: str, published: str = "2020-05-10", **more: str) -> Article:
    """An article; ``published`` as ``When.parse`` reads it."""
    described = {"document": id, "title": "", "publisher": "The Gazette"} | more
    return Article(id=id, text=text, published=When.parse(published), **described)


def words(of: Article, text: str) -> Span:
    """Where those words stand first."""
    start = of.text.index(text)
    return of.span(start, start + len(text))


def quotation(
    of: Article,
    text: str,
    *,
    actor: str | None = "freedonia",
    person: str | None = None,
    said: str = "",
    grade: Grade = Grade.DIRECT,
    issues: tuple[str, ...] = (),
    type: QuotationType = QuotationType.STATEMENT,
) -> Quotation:
    """A quotation of those words of the article; its context is the whole text."""
    return Quotation(
        kind=Kind.DIRECT,
        type=type,
        content=(words(of, text),),
        context=of.span(0, len(of.text)),
        actor=actor,
        person=person,
        said=When.parse(said),
        grade=grade,
        issues=issues,
    )


def stance(
    of: Article,
    text: str,
    target: str,
    *,
    actor: str = "freedonia",
    said: str = "",
    grade: Grade = Grade.INDIRECT,
    quoted: Quotation | None = None,
) -> StanceStatement:
    """A stance shown by those words of the article."""
    return StanceStatement(
        actor=actor,
        target=target,
        position=Position.OPPOSES,
        said=When.parse(said),
        grade=grade,
        span=words(of, text),
        context=of.span(0, len(of.text)),
        quotation=quoted.id if quoted else None,
    )


def development(of: Article, text: str, when: str, actors: tuple[str, ...] = ()) -> Development:
    """A development told by those words of the article."""
    return Development(when=When.parse(when), actors=actors, spans=(words(of, text),))


def remark(of: Article, text: str, *actors: str, kind: RemarkKind = RemarkKind.OBSTACLE) -> Remark:
    """A remark made in those words of the article."""
    return Remark(kind=kind, actors=actors, span=words(of, text))


def evidence(of: Article, *pieces: Quotation | StanceStatement | Development | Remark) -> Evidence:
    """The pieces as evidence of the article."""
    return Evidence(
        article=of.id,
        quotations=tuple(p for p in pieces if isinstance(p, Quotation)),
        stances=tuple(p for p in pieces if isinstance(p, StanceStatement)),
        developments=tuple(p for p in pieces if isinstance(p, Development)),
        remarks=tuple(p for p in pieces if isinstance(p, Remark)),
    )


def put(
    store: Store,
    of: Article,
    *pieces: Quotation | StanceStatement | Development | Remark,
    topic: str = TOPIC,
    analyser: str = "1",
    at: datetime = AT,
) -> Outcome:
    """Place and save the article with these pieces."""
    place = store.place(topic, of, analyser)
    found = evidence(of, *pieces).model_copy(update={"article": place.article.id})
    return store.save(topic, place, found, analyser=analyser, at=at)
