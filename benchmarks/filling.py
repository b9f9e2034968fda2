"""Filling a SQLite or PostgreSQL database with stamped articles, as quickly as the database takes them."""

from __future__ import annotations

import gc
import sqlite3
import time
from array import array
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import islice
from typing import Any

import psycopg

from benchmarks.generate import STORED
from benchmarks.stamping import EvidenceRow, Month, Press, marks
from bot.storage import open_store, order, tables
from bot.storage.cabinet import topic_form
from bot.storage.copying import escaped, quoted, words_row
from bot.storage.database import understood
from bot.storage.events import stamp
from bot.storage.filing import Facet
from bot.storage.rebuilding import stripped
from summaries.topics import Topic

MARKS = 65
"""Fingerprints of an article of that length."""

_TOPIC = 1  # the key of the only topic
_DAYS = (
    "INSERT INTO days (topic, known, articles) "
    "SELECT topic, known, count(*) FROM readings GROUP BY topic, known"
)
_STAMP = stamp(STORED)


def fill(url: str, topic: Topic, count: int, *, say: Callable[[str], None] = lambda _: None) -> float:
    """Fill an empty database with ``count`` articles; the seconds that it took."""
    began = time.perf_counter()
    address, _ = understood(url)
    open_store(url).close()
    gc.disable()  # nothing here refers to itself, and to look for that takes a third of the time
    try:
        if address.drivername == "sqlite":
            _fill_sqlite(str(address.database), topic, count, say)
        else:
            _fill_postgres(url, topic, count, say)
    finally:
        gc.enable()
    return time.perf_counter() - began


def _ahead(months: Iterator[Month]) -> Iterator[Month]:
    """The months, each stamped by a thread while the one before is taken in."""
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, months, None)
        while (month := coming.result()) is not None:
            coming = thread.submit(next, months, None)
            yield month


class _Facets:
    """Keys of facets, in the order in which they are first met."""

    def __init__(self) -> None:
        self.keys: dict[Facet, int] = {}

    def __call__(self, facet: Facet) -> int:
        return self.keys.setdefault(facet, len(self.keys) + 1)

    def rows(self) -> Iterator[tuple[Any, ...]]:
        return ((key, _TOPIC, *facet) for facet, key in self.keys.items())


def _readings(month: Month) -> Iterator[tuple[Any, ...]]:
    for key, _, known, *_, publisher, language in month.articles:
        yield _TOPIC, key, "generated", _STAMP, True, known, known, known, publisher, language


def _articles(month: Month) -> Iterator[tuple[Any, ...]]:
    for key, id, _, source, hash, text, *_ in month.articles:
        yield key, id, id, 1, hash, source, text


def _evidence(rows: Iterable[EvidenceRow]) -> Iterator[tuple[Any, ...]]:
    for one in rows:
        yield one.position, _TOPIC, *one[1:7], False, one.payload


# ---- SQLite


def _fill_sqlite(path: str, topic: Topic, count: int, say: Callable[[str], None]) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000", "threads = 2"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("BEGIN")
    indexes = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql > ''")
    made_again = indexes.fetchall()
    for name, _ in made_again:
        connection.execute(f"DROP INDEX {name}")
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    _Sqlite(connection, say).fill(topic, count)
    connection.execute(_DAYS)
    for _, sql in triggers:
        connection.execute(sql)
    for name, sql in made_again:
        say(f"index {name}")
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


class _Sqlite:
    """Rows into SQLite. What lies in another order than it comes in is kept in memory, 12 bytes a row."""

    def __init__(self, connection: sqlite3.Connection, say: Callable[[str], None]) -> None:
        self._connection, self._say = connection, say
        self._listing: dict[int, tuple[array[int], array[int]]] = {}

    def fill(self, topic: Topic, count: int) -> None:
        self._insert("topics", [(_TOPIC, topic.id)])
        facets = _Facets()
        press = Press(topic, count, facets)
        self._insert("facets", facets.rows())
        for name in ("quotation_words", "paragraph_words"):  # larger pieces, that need less merging
            self._connection.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('hashsize', 33554432)")  # noqa: S608 our own name
        for month in _ahead(press.months()):
            self._month(month)
        self._list()
        for some in marks(count, MARKS):
            self._insert("fingerprints", some)
        self._connection.execute("UPDATE revision SET number = 1")

    def _month(self, month: Month) -> None:
        self._say(f"{len(month.articles):,} articles")
        self._insert("articles", _articles(month))
        self._insert("readings", _readings(month))
        self._insert("evidence", _evidence(month.evidence))
        self._insert("citations", ((_TOPIC, *row) for row in month.citations))
        paragraphs = month.paragraphs
        self._insert("paragraphs", ((p[0], _TOPIC, *p[1:4], True) for p in paragraphs))
        form = topic_form(_TOPIC)
        self._words("paragraph_words", ((p.position, f"{form} {p.words}") for p in paragraphs))
        self._words("quotation_words", ((e.position, e.words) for e in month.evidence if e.words))
        for one in month.evidence:
            for key in one.facets:
                positions, known = self._listing.setdefault(key, (array("q"), array("i")))
                positions.append(one.position)
                known.append(one.known)

    def _list(self) -> None:
        self._say("listing")
        for key, (positions, known) in sorted(self._listing.items()):
            rows = zip(positions, known, strict=True)
            self._insert("listing", ((key, p, order.rank(p), day) for p, day in rows))

    def _insert(self, name: str, rows: Iterable[tuple[Any, ...]]) -> None:
        columns = tables.metadata.tables[name].c.keys()
        holes = ", ".join("?" for _ in columns)
        self._connection.executemany(
            f"INSERT OR IGNORE INTO {name} ({quoted(columns)}) VALUES ({holes})",  # noqa: S608 our own names only
            rows,
        )

    def _words(self, name: str, rows: Iterable[tuple[Any, ...]]) -> None:
        self._connection.executemany(
            f"INSERT INTO {name} (rowid, words) VALUES (?, ?)",  # noqa: S608 our own names only
            rows,
        )


# ---- PostgreSQL

_KEYED = ("citations", "listing")
"""Tables whose rows come in another order than that of their keys: these are made afterwards, too."""


def _fill_postgres(url: str, topic: Topic, count: int, say: Callable[[str], None]) -> None:
    plain = url.replace("postgresql+psycopg:", "postgresql:")
    names = [*tables.metadata.tables, "quotation_words", "paragraph_words"]
    with psycopg.connect(plain) as connection:
        connection.execute("SET synchronous_commit = off")
        connection.execute("SET maintenance_work_mem = '1GB'")
        connection.execute("SET max_parallel_maintenance_workers = 2")
        with stripped(connection, names, told=lambda name, _: say(f"indexes of {name}")):
            for name in _KEYED:
                connection.execute(f"ALTER TABLE {name} DROP CONSTRAINT {name}_pkey")
            _Postgres(connection, say).fill(topic, count)
            connection.execute(_DAYS)
            for name in _KEYED:
                say(f"key of {name}")
                key = quoted(tables.metadata.tables[name].primary_key.columns.keys())
                connection.execute(f"ALTER TABLE {name} ADD PRIMARY KEY ({key})")
    with psycopg.connect(plain, autocommit=True) as connection:
        say("statistics")
        connection.execute("VACUUM ANALYZE")


class _Postgres:
    """Rows into PostgreSQL by COPY, in the order in which they come."""

    def __init__(self, connection: psycopg.Connection[Any], say: Callable[[str], None]) -> None:
        self._connection, self._say = connection, say

    def fill(self, topic: Topic, count: int) -> None:
        self._copy("topics", [f"{_TOPIC}\t{topic.id}\n"])
        facets = _Facets()
        press = Press(topic, count, facets)
        self._copy("facets", ("\t".join(map(str, row)) + "\n" for row in facets.rows()))
        for month in _ahead(press.months()):
            self._month(month)
        for some in marks(count, MARKS):
            self._copy("fingerprints", (f"{mark}\t{article}\n" for mark, article in some))
        self._connection.execute("UPDATE revision SET number = 1")
        for name, last in (("topics", 1), ("facets", len(facets.keys)), ("articles", count)):
            self._connection.execute("SELECT setval(pg_get_serial_sequence(%s, 'key'), %s)", [name, last])

    def _month(self, month: Month) -> None:
        self._say(f"{len(month.articles):,} articles")
        evidence, paragraphs = month.evidence, month.paragraphs
        self._copy(
            "articles",
            (
                f"{key}\t{id}\t{id}\t1\t{hash}\t{escaped(source)}\t\\\\x{text.hex()}\n"
                for key, id, _, source, hash, text, *_ in month.articles
            ),
        )
        self._copy(
            "readings",
            ("\t".join(map(escaped, map(str, row))) + "\n" for row in _readings(month)),
        )
        self._copy(
            "evidence",
            (
                f"{e[0]}\t{_TOPIC}\t{e[1]}\t{e[2]}\t{e[3]}\t{e[4]}\t{e[5]}\t{e[6]}\tf\t{escaped(e[7])}\n"
                for e in evidence
            ),
        )
        self._copy("citations", (f"{_TOPIC}\t%d\t%d\t%d\t%d\n" % row for row in month.citations))
        self._copy(
            "listing",
            (f"{key}\t{e.position}\t{e.rank}\t{e.known}\n" for e in evidence for key in e.facets),
        )
        self._copy(
            "paragraphs",
            (f"{p[0]}\t{_TOPIC}\t{p[1]}\t{p[2]}\t{p[3]}\tt\n" for p in paragraphs),
        )
        form = topic_form(_TOPIC)
        self._copy("paragraph_words", (_lexemes(p.position, f"{form} {p.words}") for p in paragraphs))
        self._copy("quotation_words", (_lexemes(e.position, e.words) for e in evidence if e.words))

    def _copy(self, name: str, lines: Iterable[str]) -> None:
        word_table = name.endswith("_words")
        columns = ("position", "words") if word_table else tables.metadata.tables[name].c.keys()
        rest = iter(lines)
        statement = f"COPY {name} ({quoted(columns)}) FROM STDIN"
        with self._connection.cursor() as cursor, cursor.copy(statement) as copy:
            while some := list(islice(rest, 2_000)):
                copy.write("".join(some))


@lru_cache(maxsize=100_000)
def _vector(words: str) -> str:
    """The same words recur with each of a template's articles."""
    return words_row(0, words.split(" ")).partition("\t")[2]


def _lexemes(position: int, words: str) -> str:
    return f"{position}\t{_vector(words)}"
