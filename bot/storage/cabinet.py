"""The filing cabinet of one topic: evidence and its headings, put in and taken out in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, select, text, update

from bot.storage import order, tables
from bot.storage.database import Dialect
from bot.storage.filing import Facet, Filed, Piece, cited, filed, revived, touched

_evidence, _listing, _facet = tables.evidence.c, tables.listing.c, tables.facets.c
Paragraphs = dict[tuple[int, int], tuple[str, list[str]]]
"""Start and end of each paragraph, with its citation id and the forms of its words."""

_CHUNK = 500  # values in one IN list: SQLite's oldest limit is 999


class Cabinet:
    """Evidence, paragraphs and citations of one topic. ``finish`` before the transaction is committed."""

    def __init__(self, connection: Connection, dialect: Dialect, topic: str) -> None:
        self.connection = connection
        self.dialect = dialect
        self.topic = _topic_key(connection, topic)
        self._facets: dict[Facet, int] = {}
        self._words: dict[str, list[dict[str, Any]]] = {"quotation_words": [], "paragraph_words": []}

    def put(self, article: int, known: int, ready: Sequence[Filed]) -> None:
        """File an article's evidence; what is quarantined is filed, and not listed."""
        hidden = touched([one.piece for one in ready], self._withheld([one.piece for one in ready]))
        places = self._free(tables.evidence, [one.position for one in ready])
        rows = [
            _row(one, position) | {"known": known, "withheld": i in hidden}
            for i, (one, position) in enumerate(zip(ready, places, strict=True))
        ]
        self._insert(tables.evidence, [row | self._mine(article) for row in rows])
        shown = [
            (one, place) for i, (one, place) in enumerate(zip(ready, places, strict=True)) if i not in hidden
        ]
        self._list(shown, known)
        self.cite(article, ((s.start, s.end, s.id) for one in ready for s in cited(one.piece)))

    def take_out(self, article: int) -> None:
        """Forget an article's evidence; its citations stay."""
        mine = self._of(tables.evidence, article)
        self._unlist(self.connection.scalars(select(_evidence.position).where(*mine)).all())
        self.connection.execute(delete(tables.evidence).where(*mine))

    def settle(self, article: int) -> None:
        """List and unlist an article's evidence after the quarantine changed."""
        rows = self.connection.execute(
            select(tables.evidence).where(*self._of(tables.evidence, article))
        ).all()
        found = [revived(row.kind, row.payload) for row in rows]
        hidden = touched(found, self._withheld(found))
        for i, row in enumerate(rows):
            if row.withheld == (i in hidden):
                continue
            self._unlist([row.position])
            if i not in hidden:
                self._list([(filed(found[i], row.known), row.position)], row.known)
            here = _evidence.position == row.position
            self.connection.execute(update(tables.evidence).where(here).values(withheld=i in hidden))

    def paragraphs(self, article: int, known: int, found: Paragraphs) -> None:
        """Make ``found`` (places to citation ids and words) the paragraphs by which an article is searched.

        Rows are kept for good and only switched on and off: what a full-text index has taken in is costly
        to take out, and an article's paragraphs change only when its date does.
        """
        table, column = tables.paragraphs, tables.paragraphs.c
        self.connection.execute(update(table).where(*self._of(table, article)).values(live=False))
        wanted = {place: order.position(known, 0, order.number(id) or 0) for place, (id, _) in found.items()}
        there = self.connection.execute(select(table).where(*self._of(table, article))).all()
        same = {
            (row.start, row.stop): row.position
            for row in there
            if order.age(row.position) == order.age(wanted.get((row.start, row.stop), order.OLDEST))
        }
        for some in _chunks(list(same.values())):
            self.connection.execute(update(table).where(column.position.in_(some)).values(live=True))
        new = [place for place in wanted if place not in same]
        places = self._free(table, [wanted[place] for place in new])
        self._insert(
            table,
            [
                {"position": position, "start": start, "stop": stop, "live": True} | self._mine(article)
                for (start, stop), position in zip(new, places, strict=True)
            ],
        )
        for place, position in zip(new, places, strict=True):
            self._index("paragraph_words", position, [topic_form(self.topic), *found[place][1]])
        self.cite(article, ((start, stop, id) for (start, stop), (id, _) in found.items()))

    def finish(self) -> None:
        """Write the full-text indexes, in their own order: FTS5 starts a segment wherever it goes back."""
        for name, rows in self._words.items():
            if rows:
                rows.sort(key=lambda row: row["position"])
                self.connection.execute(text(self.dialect.words(name).insert), rows)
                rows.clear()

    def cite(self, article: int, places: Iterable[tuple[int, int, str]]) -> None:
        """Remember places (start, end, id) for ``source ID``, for ever."""
        rows = [
            self._mine(article) | {"number": order.number(id), "start": start, "stop": stop}
            for start, stop, id in dict.fromkeys(places)
        ]
        if rows:
            self.connection.execute(self.dialect.insert_new(tables.citations), rows)

    # ---- within

    def _list(self, ready: Iterable[tuple[Filed, int]], known: int) -> None:
        rows = []
        for one, position in ready:
            keys = [self._facet(facet) for facet in one.facets]
            rows += [{"facet": key, "position": position, "rank": one.rank, "known": known} for key in keys]
            if one.words:
                marks = [rank_form(one.rank), *map(facet_form, keys)]
                self._index("quotation_words", position, [*marks, *one.words])
        self._insert(tables.listing, rows)

    def _unlist(self, positions: Sequence[int]) -> None:
        if not positions:
            return
        self.finish()
        rows = [{"position": position} for position in positions]
        self.connection.execute(text(self.dialect.words("quotation_words").delete), rows)
        for some in _chunks(positions):
            self.connection.execute(delete(tables.listing).where(_listing.position.in_(some)))

    def _facet(self, facet: Facet) -> int:
        if facet not in self._facets:
            values = {"topic": self.topic, **facet._asdict()}
            query = select(_facet.key).where(*(_facet[name] == value for name, value in values.items()))
            key = self.connection.scalar(query)
            self._facets[facet] = key or _inserted(self.connection, tables.facets, values)
        return self._facets[facet]

    def _withheld(self, found: Iterable[Piece]) -> set[str]:
        ids = {order.number(span.id) or 0: span.id for piece in found for span in cited(piece)}
        column = tables.withheld.c.number
        hit = (
            number
            for some in _chunks(list(ids))
            for number in self.connection.scalars(select(column).where(column.in_(some)))
        )
        return {ids[number] for number in hit}

    def _free(self, table: Table, wanted: Sequence[int]) -> list[int]:
        """The positions wanted, each moved to the next free one where it is taken (once in a blue moon)."""
        free = list(wanted)
        while clashing := self._clashing(table, free):
            for i in clashing:
                free[i] += 1
        return free

    def _clashing(self, table: Table, wanted: Sequence[int]) -> list[int]:
        seen: set[int] = set()
        for some in _chunks(wanted):
            seen.update(self.connection.scalars(select(table.c.position).where(table.c.position.in_(some))))
        clashing = []
        for i, position in enumerate(wanted):
            if position in seen:
                clashing.append(i)
            seen.add(position)
        return clashing

    def _index(self, name: str, position: int, forms: Iterable[str]) -> None:
        self._words[name].append({"position": position, "words": " ".join(forms)})

    def _insert(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            self.connection.execute(insert(table), rows)

    def _mine(self, article: int) -> dict[str, Any]:
        return {"topic": self.topic, "article": article}

    def _of(self, table: Table, article: int) -> tuple[ColumnElement[bool], ...]:
        return table.c.article == article, table.c.topic == self.topic


def topic_form(key: int) -> str:
    """The word by which a topic's paragraphs are found; no word of a text has an underscore."""
    return f"_t{key}"


def facet_form(key: int) -> str:
    """The word by which a facet's quotations are found."""
    return f"_f{key}"


def rank_form(rank: int) -> str:
    """The word by which a grade's quotations are found."""
    return f"_r{rank}"


def _row(one: Filed, position: int) -> dict[str, Any]:
    return {
        "position": position,
        "kind": one.facets[0].kind,
        "type": str(getattr(one.piece, "type", None) or ""),
        "actor": getattr(one.piece, "actor", None) or "",
        "person": getattr(one.piece, "person", None) or "",
        "payload": one.payload,
    }


def _topic_key(connection: Connection, topic: str) -> int:
    found = connection.scalar(select(tables.topics.c.key).where(tables.topics.c.id == topic))
    return found or _inserted(connection, tables.topics, {"id": topic})


def _inserted(connection: Connection, table: Table, values: dict[str, Any]) -> int:
    made = connection.execute(insert(table).values(values)).inserted_primary_key
    return int(made[0]) if made else 0


def _chunks(values: Sequence[int]) -> Iterator[Sequence[int]]:
    return (values[i : i + _CHUNK] for i in range(0, len(values), _CHUNK))
