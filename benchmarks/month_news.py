"""Invented news of a simulated month: each article bears one statement, known by a word of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from typing import NamedTuple

from summaries.analysis.pipeline import Analyser
from summaries.model import Article, Evidence
from summaries.topics import Actor, Issue, Person, Topic
from summaries.when import When

SPEAKERS = (
    ("marsh", "Ada Fenwick", "the Marsh Council"),
    ("upland", "Bertil Kraus", "the Upland League"),
    ("port", "Corinna Vale", "the Port Authority"),
    ("guild", "Dmitri Olsen", "the Pilots' Guild"),
)

TOPIC = Topic(
    id="estuary",
    title="The estuary",
    actors=(
        Actor(id="marsh", name="Marsh Council"),
        Actor(id="upland", name="Upland League"),
        Actor(id="port", name="Port Authority"),
        Actor(id="guild", name="Pilots' Guild"),
    ),
    people=tuple(
        Person(id=name.lower().replace(" ", "-"), name=name, actor=actor) for actor, name, _ in SPEAKERS
    ),
    issues=(Issue(id="dredging", name="Dredging", terms=("dredging",)),),
)

_WE = "we they nobody everybody pilots clerks our_engineers the_wardens two_witnesses your_readers"
_DID = "counted painted forgot measured borrowed inspected sketched photographed weighed carried cleaned"
_WHAT = (
    "barges lanterns buoys ledgers anchors sluices bridges herons signals maps ropes barrels kettles gauges"
)
_WHERE = "beside under behind opposite above near along outside below inside around"
_WHEN = "before_dawn at_noon in_heavy_rain during_supper after_church by_lamplight between_tides in_silence"
_WHY = "with_borrowed_tools for_a_small_fee without_any_hurry as_in_other_years on_their_own_account by_hand"
_SYLLABLES = ("ka", "re", "mon", "ti", "lo", "ver", "san", "du", "pel", "or", "gi", "fan", "tu", "bre", "mi")


class Piece(NamedTuple):
    """An article, when it arrives, and what its analysis found; ``mark`` stands in its statement."""

    at: datetime
    actor: str
    mark: str
    article: Article
    evidence: Evidence


@cache
def news(start: datetime, days: int, a_day: int, seed: int) -> tuple[Piece, ...]:
    """Articles in the order of their arrival, analysed as all that Readout stores.

    An article in whose analysis the statement is not found for its speaker's side is left out: this measures
    deliveries.
    """
    whole, seconds, dice = list[Piece](), days * 86_400, Random(seed)
    instants = sorted(start + timedelta(seconds=dice.randrange(seconds)) for _ in range(days * a_day))
    written = [_written(number, at, dice) for number, at in enumerate(instants)]
    found = Analyser(TOPIC).analyse([article for _, _, article in written])
    for at, (actor, mark, article), evidence in zip(instants, written, found, strict=True):
        told = [q for q in evidence.quotations if mark in q.content[0].text]
        if [q.actor for q in told] == [actor]:
            whole.append(Piece(at, actor, mark, article, evidence))
    return tuple(whole)


def _written(number: int, at: datetime, dice: Random) -> tuple[str, str, Article]:
    actor, name, office = dice.choice(SPEAKERS)
    mark, day = _name(dice), at.astimezone(UTC).date()
    said = " ".join(_clauses(mark, dice))
    said = said[0].upper() + said[1:]
    text = (
        f"Notes from {_name(dice)}\n\n{name} of {office} met reporters in {_name(dice)} on {day:%A}.\n\n"
        f"“{said},” {name} said.\n\n{_filler(dice)}\n"
    )
    article = Article(
        id=f"month-{number:05}",
        document=f"month-{number:05}",
        title=text.split("\n", 1)[0],
        publisher=dice.choice(("The Tide", "Harbour Post", "Upland Mail", "The Beacon")),
        url=f"https://example.org/month-{number:05}",
        published=When.day(day),
        text=text,
    )
    return actor, mark, article


def _clauses(mark: str, dice: Random) -> Iterator[str]:
    """Two clauses about nothing that anybody could be for or against."""
    yield from (_of(_WE, dice), _of(_DID, dice), str(dice.randrange(12, 990)), _of(_WHAT, dice))
    yield from (_of(_WHERE, dice), mark, _of(_WHEN, dice), "and", _of(_WE, dice), _of(_DID, dice))
    yield from ("the", _of(_WHAT, dice), "of", _name(dice), _of(_WHY, dice))


def _filler(dice: Random) -> str:
    return " ".join(
        f"The {_of(_WHAT, dice)} of {_name(dice)} are {dice.choice(('old', 'blue', 'heavy', 'well known'))}."
        for _ in range(4)
    )


def _of(words: str, dice: Random) -> str:
    return dice.choice(words.split()).replace("_", " ")


def _name(dice: Random) -> str:
    return "".join(dice.choices(_SYLLABLES, k=5)).title()
