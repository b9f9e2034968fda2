"""A database that was filled at once holds what the store itself would have kept of the same articles."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select, text

from benchmarks.filling import fill
from benchmarks.generate import STORED
from bot.storage import open_store
from bot.storage.contract import Outcome, Place
from bot.storage.database import Database
from bot.storage.filing import revived
from bot.storage.tables import metadata
from summaries.model import Article, Development, Evidence, Quotation, Remark, Source, StanceStatement
from summaries.topics import parse_topic
from tests.bot.storage.conftest import emptied, migrated, postgres, server
from tests.bot.storage.test_plans import TOPIC_PACK

__all__ = ["emptied", "migrated", "postgres", "server"]  # fixtures of the store's tests, for these too

ARTICLES = 90
MADE_UP = {"fingerprints", "stories"}
"""Stamped texts recur, and are given marks as if they were like no other."""


def test_filling_sqlite_is_like_saving_each_article(tmp_path: Path) -> None:
    url, other = f"sqlite:///{tmp_path / 'filled.db'}", f"sqlite:///{tmp_path / 'saved.db'}"
    fill(url, parse_topic(TOPIC_PACK), ARTICLES)
    save_again(url, other)
    assert contents(url) == contents(other)
    assert quotation_words(url) == quotation_words(other)
    assert found(url) == found(other)


def test_filling_postgresql_is_like_filling_sqlite(tmp_path: Path, postgres: str, migrated: str) -> None:
    url = f"sqlite:///{tmp_path / 'filled.db'}"
    fill(url, parse_topic(TOPIC_PACK), ARTICLES)
    fill(postgres, parse_topic(TOPIC_PACK), ARTICLES)
    assert contents(postgres) == contents(url)
    assert found(postgres) == found(url)
    before = words(postgres, "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1")
    assert any("listing_pkey" in row[0] for row in before)
    one = open_store(postgres)
    place = Place(article=Article(id="later", document="later", text="Later.\n"), outcome=Outcome.NEW)
    one.save("freedonia", place, Evidence(article="later"), analyser="1", at=STORED)
    assert one.coverage("freedonia").articles == ARTICLES + 1
    one.close()


def save_again(url: str, other: str) -> None:
    """Save the articles of a filled database through a store, in the same order."""
    database, store = Database(url), open_store(other)
    with database.reading() as connection:
        pairs = [
            (Place(article=article, outcome=Outcome.NEW), evidence(connection, key, article.id))
            for key, article in articles(connection)
        ]
    database.close()
    store.save_many("freedonia", pairs, analyser="generated", at=STORED)
    store.close()


def articles(connection: Connection) -> list[tuple[int, Article]]:
    table = metadata.tables["articles"]
    rows = connection.execute(select(table).order_by(table.c.key))
    return [
        (row.key, Article(**vars(Source.model_validate_json(row.source)), text=bytes(row.text).decode()))
        for row in rows
    ]


def evidence(connection: Connection, key: int, id: str) -> Evidence:
    """What was found in an article. Order decides who gives way where two want one position."""
    table = metadata.tables["evidence"].c
    rows = connection.execute(
        select(table.kind, table.payload).where(table.article == key).order_by(table.position)
    )
    pieces = [revived(row.kind, row.payload) for row in rows]
    return Evidence(
        article=id,
        quotations=tuple(p for p in pieces if isinstance(p, Quotation)),
        stances=tuple(p for p in pieces if isinstance(p, StanceStatement)),
        developments=tuple(p for p in pieces if isinstance(p, Development)),
        remarks=tuple(p for p in pieces if isinstance(p, Remark)),
    )


def contents(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the tables that hold articles and evidence; facets by what they are, not by their keys."""
    database = Database(url)
    with database.reading() as connection:
        facets = {row.key: tuple(row)[1:] for row in connection.execute(select(metadata.tables["facets"]))}
        rows = {
            name: sorted(map(tuple, connection.execute(select(table))))
            for name, table in metadata.tables.items()
            if name not in MADE_UP and name != "facets"
        }
    database.close()
    rows["listing"] = sorted((facets[row[0]], *row[1:]) for row in rows["listing"])
    return rows | {"facets": sorted(facets.values())}


def words(url: str, query: str) -> list[tuple[Any, ...]]:
    database = Database(url)
    with database.reading() as connection:
        rows = [tuple(row) for row in connection.execute(text(query))]
    database.close()
    return rows


def quotation_words(url: str) -> list[tuple[Any, ...]]:
    """The words of quotations, but for the keys of their facets, which follow the order of saving."""
    rows = words(url, "SELECT rowid, words FROM quotation_words ORDER BY 1")
    return [(position, re.sub(r"_f\d+", "_f", text)) for position, text in rows]


def found(url: str) -> list[object]:
    """What questions by words find."""
    store = open_store(url)
    answers = [store.search("freedonia", asked, limit=30) for asked in ("the oil", "sanctions", "and", "ka")]
    answers.append(store.quotations("freedonia", words="the", limit=100))  # type: ignore[arg-type]
    store.close()
    assert answers[0]
    return list(answers)
