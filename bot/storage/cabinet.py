"""The filing cabinet of one topic: evidence and its headings, put in and taken out in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, insert, select, text, update

from bot.storage import order, tables
from bot.storage.database import Dialect
from bot.storage.filing import Facet, Filed, cited, filed, revived, touched

Heading = tuple[int, Facet]
"""A topic's key and a facet: what a row of ``facets`` stands for, for good."""

Paragraphs = dict[tuple[int, int], tuple[str, list[str]]]
"""Start and end of each paragraph, with its citation id and the forms of its words."""

_evidence, _listing, _facet = tables.evidence.c, tables.listing.c, tables.facets.c
_CHUNK = 500  # values in one IN list: SQLite's oldest limit is 999
_TABLES = (
    tables.readings,
    tables.evidence,
    tables.listing,
    tables.paragraphs,
)  # those that others point to come first
_TAKEN = {
    table.name: select(table.c.position).where(table.c.position.in_(bindparam("wanted", expanding=True)))
    for table in (tables.evidence, tables.paragraphs)
}
_KEY = select(_facet.key).where(
    *(_facet[name] == bindparam(name) for name in ("topic", "kind", "actor", "person", "about"))
)


class Cabinet:
    """Evidence, paragraphs and citations of one topic.

    Rows are gathered and written by ``finish``, which has to be called before the transaction is committed.
    """

    def __init__(
        self,
        connection: Connection,
        dialect: Dialect,
        topic: str,
        facets: Mapping[Heading, int] | None = None,
    ) -> None:
        """``facets`` are keys known from earlier transactions; ``new_facets`` will be those met in this."""
        self.connection = connection
        self.dialect = dialect
        self.topic = _topic_key(connection, topic)
        self._documents: set[str] = set()
        self.new_facets: dict[Heading, int] = {}
        self._facets = facets or {}
        self._withheld = set(map(order.spelled, connection.scalars(select(tables.withheld.c.number))))
        self._pieces: list[tuple[Filed, dict[str, Any]]] = []
        self._found: list[tuple[int, dict[str, Any], list[str]]] = []
        self._rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in _TABLES}
        self._numbers: dict[str, list[tuple[int, ...]]] = {"listing": [], "citations": []}
        self._words: dict[str, list[dict[str, Any]]] = {"quotation_words": [], "paragraph_words": []}

    def begin(self, document: str) -> None:
        """Turn to a document. If another of its versions was just gathered, it is written first."""
        if document in self._documents:
            self.finish()
        self._documents.add(document)

    def put_reading(self, row: dict[str, Any]) -> None:
        """File what the topic made of an article."""
        self._rows["readings"].append(row | {"topic": self.topic})

    def put(self, article: int, known: int, ready: Sequence[Filed]) -> None:
        """File an article's evidence; what is quarantined is filed, and not listed."""
        hidden = touched([one.piece for one in ready], self._withheld)
        for i, one in enumerate(ready):
            row = {"known": known, "withheld": i in hidden}
            self._pieces.append((one, row | _columns(one) | self._mine(article)))
        self._cite(article, ((s.start, s.end, s.id) for one in ready for s in cited(one.piece)))

    def take_out(self, article: int) -> None:
        """Forget an article's evidence; its citations stay."""
        self.finish()
        mine = self._of(tables.evidence, article)
        self._unlist(self.connection.scalars(select(_evidence.position).where(*mine)).all())
        self.connection.execute(delete(tables.evidence).where(*mine))

    def settle(self, article: int) -> None:
        """List and unlist an article's evidence after the quarantine changed."""
        mine = self._of(tables.evidence, article)
        rows = self.connection.execute(select(tables.evidence).where(*mine)).all()
        found = [revived(row.kind, row.payload) for row in rows]
        hidden = touched(found, self._withheld)
        for i, row in enumerate(rows):
            if row.withheld == (i in hidden):
                continue
            self._unlist([row.position])
            if i not in hidden:
                self._list(filed(found[i], row.known), row.position, row.known)
            here = _evidence.position == row.position
            self.connection.execute(update(tables.evidence).where(here).values(withheld=i in hidden))

    def put_paragraphs(self, article: int, known: int, found: Paragraphs) -> None:
        """Make these the paragraphs by which an article is found."""
        for (start, stop), (id, forms) in found.items():
            row = {"start": start, "stop": stop, "live": True} | self._mine(article)
            self._found.append((order.position(known, 0, order.number(id) or 0), row, forms))
        self._cite(article, ((start, stop, id) for (start, stop), (id, _) in found.items()))

    def change_paragraphs(self, article: int, known: int, found: Paragraphs) -> None:
        """The same for an article that has some already.

        Rows are kept for good and only switched on and off: what a full-text index has taken in is costly
        to take out, and an article's paragraphs hardly change but with its date.
        """
        self.finish()
        table, column = tables.paragraphs, tables.paragraphs.c
        mine = self._of(table, article)
        self.connection.execute(update(table).where(*mine).values(live=False))
        age = order.age(order.position(known, 0, 0))
        same = {
            (row.start, row.stop): row.position
            for row in self.connection.execute(select(table).where(*mine))
            if order.age(row.position) == age and (row.start, row.stop) in found
        }
        for some in _chunks(list(same.values())):
            self.connection.execute(update(table).where(column.position.in_(some)).values(live=True))
        self.put_paragraphs(
            article, known, {place: what for place, what in found.items() if place not in same}
        )

    def finish(self) -> None:
        """Write what was gathered."""
        self._place_pieces()
        self._place_paragraphs()
        for table in _TABLES:
            self._write(insert(table), self._rows[table.name])
        for table in (tables.listing, tables.citations):
            self._write_numbers(table, self._numbers[table.name])
        for name, rows in self._words.items():
            rows.sort(key=lambda row: int(row["position"]))  # FTS5 starts a segment wherever it goes back
            self._write(text(self.dialect.words(name).insert), rows)

    # ---- within

    def _place_pieces(self) -> None:
        places = self._free(tables.evidence, [one.position for one, _ in self._pieces])
        for (one, row), position in zip(self._pieces, places, strict=True):
            self._rows["evidence"].append(row | {"position": position})
            if not row["withheld"]:
                self._list(one, position, row["known"])
        self._pieces.clear()

    def _place_paragraphs(self) -> None:
        places = self._free(tables.paragraphs, [wanted for wanted, _, _ in self._found])
        for (_, row, forms), position in zip(self._found, places, strict=True):
            self._rows["paragraphs"].append(row | {"position": position})
            self._index("paragraph_words", position, [topic_form(self.topic), *forms])
        self._found.clear()

    def _write(self, statement: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self.connection.execute(statement, rows)
            rows.clear()

    def _write_numbers(self, table: Table, rows: list[tuple[int, ...]]) -> None:
        """Two rows in three are of these tables, and have nothing that SQLAlchemy need look at."""
        if rows:
            values = ", ".join(self.dialect.placeholder for _ in table.c)
            self.connection.exec_driver_sql(
                f"INSERT INTO {table.name} ({', '.join(table.c.keys())}) VALUES ({values}) "  # noqa: S608 our own names only
                "ON CONFLICT DO NOTHING",
                rows,
            )
            self._numbers[table.name] = []

    def _list(self, one: Filed, position: int, known: int) -> None:
        keys = [self._facet(facet) for facet in one.facets]
        self._numbers["listing"] += [(key, position, one.rank, known) for key in keys]
        if one.words:
            marks = [rank_form(one.rank), *map(facet_form, keys)]
            self._index("quotation_words", position, [*marks, *one.words])

    def _unlist(self, positions: Sequence[int]) -> None:
        if positions:
            rows = [{"position": position} for position in positions]
            self.connection.execute(text(self.dialect.words("quotation_words").delete), rows)
        for some in _chunks(positions):
            self.connection.execute(delete(tables.listing).where(_listing.position.in_(some)))

    def _cite(self, article: int, places: Iterable[tuple[int, int, str]]) -> None:
        """Remember places (start, end, id) for ``source ID``, for ever."""
        self._numbers["citations"] += [
            (self.topic, order.number(id) or 0, article, start, stop)
            for start, stop, id in dict.fromkeys(places)
        ]

    def _facet(self, facet: Facet) -> int:
        heading = (self.topic, facet)
        key = self._facets.get(heading) or self.new_facets.get(heading)
        if key is None:
            values = {"topic": self.topic, **facet._asdict()}
            key = self.connection.scalar(_KEY, values) or _inserted(self.connection, tables.facets, values)
            self.new_facets[heading] = key
        return key

    def _free(self, table: Table, wanted: Sequence[int]) -> list[int]:
        """The positions wanted, each moved to the next free one where it is taken.

        Several stances read from one clause want the same; they stay in the order they came in.
        """
        free: list[int] = []
        taken = self._taken(table, wanted)
        for position in wanted:
            place = position
            while place in taken:
                place += 1
            taken.add(place)
            free.append(place)
        moved = [new for new, old in zip(free, wanted, strict=True) if new != old]
        return self._free(table, free) if self._taken(table, moved) else free

    def _taken(self, table: Table, wanted: Sequence[int]) -> set[int]:
        found: set[int] = set()
        for some in _chunks(wanted):
            found.update(self.connection.scalars(_TAKEN[table.name], {"wanted": some}))
        return found

    def _index(self, name: str, position: int, forms: Iterable[str]) -> None:
        self._words[name].append({"position": position, "words": " ".join(forms)})

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


def _columns(one: Filed) -> dict[str, Any]:
    return {
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
