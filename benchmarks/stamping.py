"""A million articles from a few thousand: each text is stamped with another name and another day.

What the store would keep of a generated article is worked out once, by the store's own code, with holes where
its id, its day and the names of its citations stand. Filling those in takes a hundredth of the time. Texts
recur, then: words are as common as in generated articles, but two rare words stand together often or never.
Copies are not looked for: each text has marks as if it were like no other.
"""

from __future__ import annotations

import hashlib
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import NamedTuple

from benchmarks.generate import DAYS, FIRST_DAY, Vocabulary, Writer
from bot.storage import order
from bot.storage.cabinet import facet_form, rank_form
from bot.storage.filing import Facet, Filed, cited, filed, pieces
from bot.storage.passages import passages
from bot.storage.words import forms
from summaries.model import Quotation, citation_id
from summaries.topics import Topic

TEMPLATES = 2_000
_ID, _DAY = "generated-name", date(2019, 7, 15)
_MONTHS_END = -1

FacetKey = Callable[[Facet], int]
"""The key of a facet, made where there is none."""


class EvidenceRow(NamedTuple):
    """A row of evidence with what follows from it: its facets' keys and its words."""

    position: int
    article: int
    kind: str
    type: str
    actor: str
    person: str
    known: int
    payload: str
    rank: int
    facets: tuple[int, ...]
    words: str


class ParagraphRow(NamedTuple):
    """A row of paragraphs with the paragraph's words."""

    position: int
    article: int
    start: int
    stop: int
    words: str


@dataclass
class Month:
    """All that a month adds, each list in the order of its rows' keys."""

    articles: list[tuple[int, str, int, str, str, bytes, str, str]] = field(default_factory=list)
    evidence: list[EvidenceRow] = field(default_factory=list)
    paragraphs: list[ParagraphRow] = field(default_factory=list)
    citations: list[tuple[int, int, int, int]] = field(default_factory=list)


class _Piece(NamedTuple):
    kind: str
    type: str
    actor: str
    person: str
    payload: str
    day: int
    rank: int
    place: int
    facets: tuple[int, ...]
    words: str


class _Template:
    """What the store keeps of an article, with holes."""

    def __init__(self, writer: Writer, facet: FacetKey) -> None:
        writer.id = _ID
        self.article, evidence = writer.write()
        ready = [filed(piece, _DAY.toordinal()) for piece in pieces(evidence)]
        self.paragraphs = list(passages(self.article.text))
        spans = [(span.start, span.end) for one in ready for span in cited(one.piece)]
        self.places = list(dict.fromkeys((*self.paragraphs, *spans)))
        self._numbers = {place: number for number, place in enumerate(self.places)}
        self.quoted = [self._place(one) for one in ready if isinstance(one.piece, Quotation)]
        self.pieces = [self._piece(one, facet) for one in ready]
        self.words = [" ".join(forms(self.article.text[start:stop])) for start, stop in self.paragraphs]
        self.source = self._holed(self.article.source.model_dump_json(exclude_defaults=True))
        self.text = self.article.text.encode()

    def _place(self, one: Filed) -> int:
        span = cited(one.piece)[0]
        return self._numbers[span.start, span.end]

    def _piece(self, one: Filed, facet: FacetKey) -> _Piece:
        keys = tuple(facet(each) for each in one.facets)
        marks = [rank_form(one.rank), *map(facet_form, keys)] if one.words else []
        ago = order.age(one.position) - order.age(order.position(_DAY.toordinal(), 0, 0))
        return _Piece(
            kind=one.facets[0].kind,
            type=str(getattr(one.piece, "type", None) or ""),
            actor=getattr(one.piece, "actor", None) or "",
            person=getattr(one.piece, "person", None) or "",
            payload=self._holed(one.payload),
            day=ago if ago >= 0 else _MONTHS_END,
            rank=one.rank,
            place=self._place(one),
            facets=keys,
            words=" ".join((*marks, *one.words)),
        )

    def _holed(self, text: str) -> str:
        text = text.replace("%", "%%").replace(_ID, "%(id)s")
        for name, day in _days(_DAY).items():
            text = text.replace(f'"{day}"', f'"%({name})s"')
        for number in self.quoted:
            text = text.replace(f'"{citation_id(_ID, *self.places[number])}"', f'"%(c{number})s"')
        return text


@lru_cache(maxsize=64)
def _days(day: date) -> dict[str, str]:
    """The days that an article of that day can name, by the names of their holes."""
    last = day.replace(day=monthrange(day.year, day.month)[1])
    ago = {f"d{number}": (day - timedelta(days=number)).isoformat() for number in range(3)}
    return ago | {"first": day.replace(day=1).isoformat(), "last": last.isoformat()}


class Press:
    """Prints ``count`` articles on a topic, newest first, month by month."""

    def __init__(self, topic: Topic, count: int, facet: FacetKey, *, seed: int = 1) -> None:
        self._count = count
        words, some = Vocabulary(topic), min(TEMPLATES, max(1, count // 3))
        writers = (Writer(topic, words, number, Random(f"{seed}/{number}"), _DAY) for number in range(some))
        self._templates = [_Template(writer, facet) for writer in writers]
        self._taken: dict[tuple[str, int], set[int]] = {}

    def months(self) -> Iterator[Month]:
        """What each month adds. A piece of the last days of the month before comes with that month."""
        now, following = Month(), Month()
        month = _day(0, self._count).replace(day=1)
        for number in range(self._count):
            day = _day(number, self._count)
            if day < month:
                yield _sorted(now)
                now, following, month = following, Month(), day.replace(day=1)
                end = _days(day)["last"]
                self._taken = {
                    k: v for k, v in self._taken.items() if k[1] <= date.fromisoformat(end).toordinal()
                }
            self._stamp(number, day, now, following)
        yield _sorted(now)
        yield _sorted(following)

    def _stamp(self, number: int, day: date, now: Month, following: Month) -> None:
        template = self._templates[number % len(self._templates)]
        id, key, known = f"generated-{number:06}", number + 1, day.toordinal()
        numbers = [_number(id, start, stop) for start, stop in template.places]
        holes = _days(day) | {"id": id}
        for place in template.quoted:
            holes[f"c{place}"] = order.spelled(numbers[place])
        now.articles.append(
            (
                key,
                id,
                known,
                template.source % holes,
                template.article.hash,
                template.text,
                template.article.publisher,
                template.article.language,
            )
        )
        now.citations += [(numbers[n], key, start, stop) for n, (start, stop) in enumerate(template.places)]
        begins = day.replace(day=1).toordinal()
        ends = date.fromisoformat(holes["last"]).toordinal()
        for piece in template.pieces:
            of, rank = known - piece.day, piece.rank
            if piece.day == _MONTHS_END:
                of, rank = ends, ends - begins
            place = self._free("evidence", of, order.position(of, rank, numbers[piece.place]))
            row = EvidenceRow(place, key, *piece[:4], known, piece.payload % holes, rank, *piece[8:])
            (now if of >= begins else following).evidence.append(row)
        for n, ((start, stop), words) in enumerate(zip(template.paragraphs, template.words, strict=True)):
            where = self._free("paragraphs", known, order.position(known, 0, numbers[n]))
            now.paragraphs.append(ParagraphRow(where, key, start, stop, words))

    def _free(self, table: str, day: int, position: int) -> int:
        """The next free position, as in the store."""
        taken = self._taken.setdefault((table, day), set())
        while position in taken:
            position += 1
        taken.add(position)
        return position


def marks(count: int, each: int, seed: int = 1) -> Iterator[list[tuple[int, int]]]:
    """Fingerprints of ``count`` articles that are like no other, in order, many at a time."""
    import numpy

    random = numpy.random.default_rng(seed)
    drawn = numpy.sort(random.integers(0, 2**63 - 1, count * each, dtype=numpy.int64))
    articles = numpy.repeat(numpy.arange(1, count + 1, dtype=numpy.int32), each)
    random.shuffle(articles)
    for start in range(0, len(drawn), 100_000):
        some = slice(start, start + 100_000)
        yield list(zip(drawn[some].tolist(), articles[some].tolist(), strict=True))


def _day(number: int, count: int) -> date:
    return FIRST_DAY + timedelta(days=DAYS - 1 - number * DAYS // count)


def _number(id: str, start: int, stop: int) -> int:
    """The number that the citation id of a place spells, see ``summaries.model.citation_id``."""
    return int.from_bytes(hashlib.sha256(f"{id}\0{start}\0{stop}".encode()).digest()[:5])


def _sorted(month: Month) -> Month:
    month.evidence.sort()
    month.paragraphs.sort()
    month.citations.sort()
    return month
