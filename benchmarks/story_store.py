"""How long it takes to find a text's story among many: by the number of texts stored.

Usage: python -m benchmarks.story_store [COUNT ...]

The texts stored are of words drawn by Zipf's law, with the common phrases of running English among them; the
texts looked for are edited copies of some, and others. Beyond the first few thousand texts only marks are
stored, drawn so that those which texts share by chance are as common as among the first. Only what stories
cost is measured: reading a text's print, finding and comparing candidates, writing marks.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from statistics import median, quantiles

from sqlalchemy import Connection, func, insert, select

from benchmarks.newsroom import tellings
from benchmarks.newsroom.editing import edited
from benchmarks.tables import table
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.stories import join
from summaries.articles.likeness import fingerprint
from summaries.model import Article

SIZES = (3_000, 30_000, 100_000)
_ASKED, _BATCH, _READ = 200, 500, 3_000
Marks = tuple[int, ...]
HEADS = ("texts stored", "milliseconds, median", "p99", "of that the print", "copies found", "file, MB")


def report(sizes: tuple[int, ...]) -> str:
    """The table; one database that grows."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "stories.db"
        database = Database(f"sqlite:///{file}")
        texts = _texts(Random(1))
        stored, known = 0, list[Marks]()
        for size in sizes:
            for first in range(stored, size, _BATCH):
                some = [next(texts) if first < _READ else "" for _ in range(min(_BATCH, size - first))]
                found = [_marks(text) for text in some] if first < _READ else _drawn(known, len(some), first)
                known += found if first < _READ else []
                _fill(database, first, some, found)
            stored = size
            rows.append([f"{size:,}", *_measured(database, size), file.stat().st_size / 1e6])
        database.close()
    return table(HEADS, rows)


def _marks(text: str) -> Marks:
    found = fingerprint(text)
    return (found.equal or 0, *found.marks)


@cache
def _counted(known: tuple[Marks, ...]) -> Counter[int]:
    return Counter(mark for marks in known for mark in marks)


def _drawn(known: list[Marks], count: int, seed: int) -> list[Marks]:
    """Marks as texts like the known ones have: what several have in common, as often; else new ones."""
    dice = Random(f"marks {seed}")
    counted = _counted(tuple(known))
    return [
        tuple(
            mark if counted[mark := dice.choice(known)[band]] > 1 else dice.getrandbits(63)
            for band in range(len(known[0]))
        )
        for _ in range(count)
    ]


def _fill(database: Database, first: int, texts: list[str], found: list[Marks]) -> None:
    """Store texts that copy nothing, without looking for what they copy."""
    articles, marks = [], []
    for key, (text, ones) in enumerate(zip(texts, found, strict=True), start=first + 1):
        articles.append({"key": key, **_row(f"stored-{key}", text)})
        marks += [{"mark": mark, "article": key} for mark in dict.fromkeys(ones)]
    with database.writing() as connection:
        connection.execute(insert(tables.articles), articles)
        connection.execute(insert(tables.fingerprints), marks)


def _measured(database: Database, size: int) -> tuple[float, float, float, str]:
    """The times of saving copies of texts that are stored, and of others, beside ``size`` texts."""
    dice = Random(size)
    fresh = _texts(dice)
    again = _texts(Random(1))
    known = [next(again) for _ in range(_ASKED // 2)]
    asked = [edited(text, dice.uniform(0.1, 0.4), str(n)) for n, text in enumerate(known)]
    asked += [next(fresh) for _ in range(_ASKED // 2)]
    spent, prints = [], []
    with database.writing() as connection:
        for number, text in enumerate(asked):
            fingerprint.cache_clear()
            began = time.process_time()
            fingerprint(text)
            prints.append(time.process_time() - began)
            began = time.process_time()
            _store(connection, database, f"asked-{size}-{number}", text)
            spent.append(prints[-1] + time.process_time() - began)
        count = tables.stories.c.document.like(f"asked-{size}-%")
        found = len(connection.execute(tables.stories.select().where(count)).all())
    milliseconds = [1000 * value for value in spent]
    share = 1000 * median(prints)
    return median(milliseconds), quantiles(milliseconds, n=100)[98], share, f"{found} of {_ASKED // 2}"


def _store(connection: Connection, database: Database, id: str, text: str) -> None:
    made = connection.execute(insert(tables.articles), {"key": _key(connection), **_row(id, text)})
    key = int((made.inserted_primary_key or (0,))[0])
    join(connection, database.dialect, key, Article(id=id, document=id, text=text))


def _key(connection: Connection) -> int:
    """Above those that texts stored later will have."""
    return max(10**7, connection.scalar(select(func.max(tables.articles.c.key))) or 0) + 1


def _row(id: str, text: str) -> dict[str, object]:
    return {"id": id, "document": id, "version": 1, "hash": "", "source": "{}", "text": text.encode()}


def _texts(dice: Random) -> Iterator[str]:
    """Texts of some 180 words in six paragraphs, without end."""
    common = [word for telling in tellings()[:20] for word in telling.body.split()][:3000]
    words = [*dict.fromkeys(common), *(f"w{number}" for number in range(20_000))]
    weights = list(accumulate(1 / (rank + 1) for rank in range(len(words))))
    while True:
        paragraphs = [" ".join(dice.choices(words, cum_weights=weights, k=30)).capitalize() for _ in range(6)]
        yield "A headline\n\n" + ".\n\n".join(paragraphs) + "."


if __name__ == "__main__":
    print(report(tuple(map(int, sys.argv[1:])) or SIZES))
