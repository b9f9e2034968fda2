"""Under which headings a piece of evidence is filed: plain values in, plain values out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.storage import order
from bot.storage.words import forms
from summaries.model import Development, Evidence, Quotation, Remark, Span, StanceStatement
from summaries.when import When

Piece = Quotation | StanceStatement | Development | Remark

_SHORT = 8  # letters of a citation id that is no long one

QUOTATION, STANCE, REMARK = "quotation", "stance", "remark"
DEVELOPMENT, UNDATED = "development", "undated"

_MODELS: dict[str, type[Piece]] = {
    QUOTATION: Quotation,
    STANCE: StanceStatement,
    DEVELOPMENT: Development,
    UNDATED: Development,
    REMARK: Remark,
}


class Facet(NamedTuple):
    """One question that can be asked of a topic's evidence; "" is "any". ``about``: an issue or a target."""

    kind: str
    actor: str = ""
    person: str = ""
    about: str = ""


@dataclass(frozen=True)
class Filed:
    """A piece with all that its rows need. ``position`` may still have to give way to another's."""

    piece: Piece
    payload: str
    position: int
    rank: int
    facets: tuple[Facet, ...]
    words: tuple[str, ...] = ()


def pieces(evidence: Evidence) -> tuple[Piece, ...]:
    """Everything in the evidence, each value once."""
    return tuple(
        dict.fromkeys((*evidence.quotations, *evidence.stances, *evidence.developments, *evidence.remarks))
    )


def filed(piece: Piece, known: int) -> Filed:
    """File a piece of an article that was surely published by the day ``known``."""
    payload = piece.model_dump_json(exclude_defaults=True)
    number = order.number(piece.id) or 0
    match piece:
        case Quotation():
            rank, day = int(piece.grade), _spoken(piece.said, known)
            words = tuple(forms(" ".join(span.text for span in piece.content)))
            facets = tuple(_quotation_facets(piece))
            return Filed(piece, payload, order.position(day, rank, number), rank, facets, words)
        case StanceStatement():
            rank, day = int(piece.grade), _spoken(piece.said, known)
            facets = tuple(_stance_facets(piece))
        case Development():
            rank = max(piece.when.span_of_days - 1, 0)
            day = piece.when.end.toordinal() if piece.when.end else known
            kind = DEVELOPMENT if piece.when.end else UNDATED
            facets = tuple(Facet(kind, actor) for actor in dict.fromkeys(("", *piece.actors)))
        case Remark():
            rank, day = 0, known
            actors = dict.fromkeys(("", *piece.actors))
            facets = tuple(Facet(REMARK, actor, about=piece.kind) for actor in actors)
    rank = min(rank, order.MAX_RANK)
    return Filed(piece, payload, order.position(day, rank, number), rank, facets)


def revived(kind: str, payload: str) -> Piece:
    """The piece that a row keeps; pydantic's ValidationError when it is not what it was."""
    return _MODELS[kind].model_validate_json(payload)


def cited(piece: Piece) -> tuple[Span, ...]:
    """The places that a brief may cite for this piece, its own id's first."""
    match piece:
        case Quotation():
            return (*piece.content, piece.context)
        case StanceStatement():
            return (piece.span, piece.context)
        case Development():
            return piece.spans
        case Remark():
            return (piece.span,)


def touched(found: Sequence[Piece], ids: Collection[str]) -> set[int]:
    """Which pieces cite one of ``ids``, short or long, or are stances read from a quotation that does."""
    begun = {id[:_SHORT]: id for id in ids if len(id) > _SHORT}
    hit = {
        i
        for i, piece in enumerate(found)
        if any(span.id in ids or (span.id in begun and span.long_id in ids) for span in cited(piece))
    }
    quoted = {found[i].id for i in hit if isinstance(found[i], Quotation)}
    return hit | {
        i for i, piece in enumerate(found) if isinstance(piece, StanceStatement) and piece.quotation in quoted
    }


def under(evidence: Evidence, article: str) -> Evidence:
    """The same evidence of the same text under another article id."""
    renamed = Evidence.model_validate(_renamed(evidence.model_dump(), evidence.article, article))
    ids = {old.id: new.id for old, new in zip(evidence.quotations, renamed.quotations, strict=True)}
    stances = tuple(
        stance.model_copy(update={"quotation": ids.get(stance.quotation or "", stance.quotation)})
        for stance in renamed.stances
    )
    return renamed.model_copy(update={"stances": stances})


def _spoken(said: When, known: int) -> int:
    """Nobody is quoted before speaking: what was said "in May" and printed on the 12th is of the 12th."""
    return min(said.end.toordinal(), known) if said.end else known


def _quotation_facets(quotation: Quotation) -> Iterator[Facet]:
    for about in dict.fromkeys(("", *quotation.issues)):
        yield Facet(QUOTATION, about=about)
        if quotation.actor:
            yield Facet(QUOTATION, actor=quotation.actor, about=about)
        if quotation.person:
            yield Facet(QUOTATION, person=quotation.person, about=about)


def _stance_facets(stance: StanceStatement) -> Iterator[Facet]:
    yield Facet(STANCE, about=stance.target)
    yield Facet(STANCE, actor=stance.actor, about=stance.target)
    if stance.person:
        yield Facet(STANCE, person=stance.person, about=stance.target)


def _renamed(value: object, old: str, new: str) -> object:
    match value:
        case dict():
            return {
                key: new if key == "article" and inner == old else _renamed(inner, old, new)
                for key, inner in value.items()
            }
        case list() | tuple():
            return [_renamed(inner, old, new) for inner in value]
        case _:
            return value
