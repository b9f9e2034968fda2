"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make every table of the first version."""
    _kept()
    _found()
    _reviewed()
    _words()
    op.bulk_insert(sa.table("revision", sa.column("key"), sa.column("number")), [{"key": 1, "number": 0}])


def _to(column: str) -> sa.ForeignKey:
    return sa.ForeignKey(column, ondelete="CASCADE")


def _topic_and_article() -> list[sa.Column[int]]:
    return [
        sa.Column("topic", sa.Integer, _to("topics.key"), nullable=False),
        sa.Column("article", sa.Integer, _to("articles.key"), nullable=False),
    ]


def _kept() -> None:
    op.create_table(
        "topics",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", _WORDS, nullable=False, unique=True),
    )
    op.create_table(
        "articles",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", _WORDS, nullable=False, unique=True),
        sa.Column("document", _WORDS, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("document", "version"),
    )
    op.create_table(
        "readings",
        *_topic_and_article(),
        sa.Column("analyser", _WORDS, nullable=False),
        sa.Column("stored", sa.Text, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
        sa.Column("known", sa.Integer, nullable=False),
        sa.Column("first", sa.Integer),
        sa.Column("last", sa.Integer),
        sa.Column("publisher", _WORDS, nullable=False),
        sa.Column("language", _WORDS, nullable=False),
        sa.PrimaryKeyConstraint("topic", "article"),
    )
    covered = ["topic", "current", "known", "publisher", "language", "first", "last"]
    op.create_index("readings_covered", "readings", covered)
    op.create_index("readings_first", "readings", ["topic", "current", "first"])
    op.create_index("readings_last", "readings", ["topic", "current", "last"])


def _found() -> None:
    op.create_table(
        "evidence",
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        *_topic_and_article(),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("actor", _WORDS, nullable=False),
        sa.Column("person", _WORDS, nullable=False),
        sa.Column("known", sa.Integer, nullable=False),
        sa.Column("withheld", sa.Boolean, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_index("evidence_article", "evidence", ["article", "topic"])
    op.create_table(
        "facets",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("topic", sa.Integer, _to("topics.key"), nullable=False),
        sa.Column("kind", _WORDS, nullable=False),
        sa.Column("actor", _WORDS, nullable=False),
        sa.Column("person", _WORDS, nullable=False),
        sa.Column("about", _WORDS, nullable=False),
        sa.UniqueConstraint("topic", "kind", "actor", "person", "about"),
    )
    op.create_table(
        "listing",
        sa.Column("facet", sa.Integer, _to("facets.key"), nullable=False),
        sa.Column("position", sa.BigInteger, _to("evidence.position"), nullable=False),
        sa.Column("rank", sa.SmallInteger, nullable=False),
        sa.Column("known", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("facet", "position"),
        sqlite_with_rowid=False,
    )
    op.create_index("listing_best", "listing", ["facet", "rank", "position", "known"])
    op.create_index("listing_position", "listing", ["position"])
    op.create_table(
        "paragraphs",
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        *_topic_and_article(),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("stop", sa.Integer, nullable=False),
        sa.Column("live", sa.Boolean, nullable=False),
    )
    op.create_index("paragraphs_article", "paragraphs", ["article", "topic"])


def _reviewed() -> None:
    topic, article = _topic_and_article()
    op.create_table(
        "citations",
        topic,
        sa.Column("number", sa.BigInteger, nullable=False),
        article,
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("stop", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("topic", "number", "article", "start", "stop"),
        sqlite_with_rowid=False,
    )
    op.create_table("withheld", sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False))
    op.create_table(
        "reviews",
        sa.Column("key", sa.Integer, primary_key=True),
        *(sa.Column(name, _WORDS, nullable=False) for name in ("citation", "action", "who", "why")),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("pieces", sa.Integer, nullable=False),
    )
    op.create_index("reviews_citation", "reviews", ["citation"])
    op.create_table(
        "events",
        sa.Column("key", sa.Integer, primary_key=True),
        *(sa.Column(name, _WORDS, nullable=False) for name in ("at", "source", "outcome", "detail")),
    )
    op.create_index("events_at", "events", ["at"])
    op.create_table(
        "revision",
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.BigInteger, nullable=False),
    )


def _words() -> None:
    if op.get_bind().dialect.name == "sqlite":
        # Words come ready made (bot/storage/words.py), so the plainest tokenizer will do. Paragraphs are
        # found by rowid and never taken out, so neither their words nor places of words are kept.
        common = "detail=none, columnsize=0, tokenize = \"ascii tokenchars '_'\""
        op.execute(f"CREATE VIRTUAL TABLE paragraph_words USING fts5(words, content='', {common})")
        op.execute(f"CREATE VIRTUAL TABLE quotation_words USING fts5(words, {common})")
        return
    for name in ("paragraph_words", "quotation_words"):
        op.execute(f"CREATE TABLE {name} (position BIGINT PRIMARY KEY, words tsvector NOT NULL)")
        op.execute(f"CREATE INDEX {name}_found ON {name} USING gin (words) WITH (fastupdate = off)")
