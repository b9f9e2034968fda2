"""The tables of a store, for SQLite and PostgreSQL alike; the migrations make them.

Words are indexed in ``paragraph_words`` and ``quotation_words``, which each database makes in its own way
(see ``sqlite.py`` and ``postgres.py``). Days are proleptic ordinals (``date.toordinal``). ``position`` is
the number that puts evidence in order, see ``order.py``.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine

# The newest migration. Kept here so that opening an up-to-date database needs no Alembic, which takes a
# third of a second to import; a test holds it to the migrations.
HEAD = "0012"

# The oldest migration whose programs may go on with these tables (see ``upgrading``). Only what takes
# something away, or gives it another meaning, raises it, once no program in use needs it; a test compares.
OLDEST = "0008"

metadata = MetaData()


class Words(TypeDecorator[str]):
    """Text that is compared by code point on both databases, so that both give the same order.

    What no database takes (NUL, half characters) becomes U+FFFD: a question that holds it finds nothing,
    instead of failing. Articles that hold it in their ids are refused before.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        """Text, in PostgreSQL with the collation of code points."""
        collation = "C" if dialect.name == "postgresql" else None
        return dialect.type_descriptor(Text(collation=collation))

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The value as it is sent."""
        if value is None or (value.isascii() and "\0" not in value):
            return value
        return value.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


def _to(column: str) -> ForeignKey:
    return ForeignKey(column, ondelete="CASCADE")


topics = Table(
    "topics",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
)

# One row for each version of each text, for ever. ``source`` is the article without its text, as JSON;
# ``text`` is UTF-8 in bytes, since text columns of the two databases disagree about NUL.
articles = Table(
    "articles",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("document", Words, nullable=False),
    Column("version", Integer, nullable=False),
    Column("hash", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("text", LargeBinary, nullable=False),
    UniqueConstraint("document", "version"),
)

SPREAD = text("first < last")
"""Published in a month, a year, some time or other: not on one day."""

# What a topic made of an article. ``known`` is the day by whose end it was surely published, else stored;
# ``first`` and ``last`` the first and last possible day of publication. ``stored`` is when the topic took in
# this text (a stamp, see ``events.stamp``); a new analysis of it leaves that as it was.
readings = Table(
    "readings",
    metadata,
    Column("topic", Integer, _to("topics.key"), nullable=False),
    Column("article", Integer, _to("articles.key"), nullable=False),
    Column("analyser", Words, nullable=False),
    Column("stored", Text, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("known", Integer, nullable=False),
    Column("first", Integer),
    Column("last", Integer),
    Column("publisher", Words, nullable=False),
    Column("language", Words, nullable=False),
    PrimaryKeyConstraint("topic", "article"),
    Index("readings_covered", "topic", "current", "known", "publisher", "language", "first", "last"),
    Index("readings_publisher", "topic", "current", "publisher", "known"),
    Index("readings_language", "topic", "current", "language", "known"),
    Index("readings_first_last", "topic", "current", "first", "last"),
    Index("readings_last_first", "topic", "current", "last", "first"),
    Index(
        "readings_spread", "topic", "current", "last", "first", sqlite_where=SPREAD, postgresql_where=SPREAD
    ),
    Index("readings_stored", "topic", "current", "stored"),
    Index("readings_article", "article"),
)

# How many current readings a topic has of each day: kept by triggers (migration 0012), so that whoever
# writes need not know of it.
days = Table(
    "days",
    metadata,
    Column("topic", Integer, _to("topics.key"), nullable=False),
    Column("known", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
    PrimaryKeyConstraint("topic", "known"),
    sqlite_with_rowid=False,
)

# A quotation, stance or development: the value as JSON, and what it may be chosen by.
evidence = Table(
    "evidence",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("topic", Integer, _to("topics.key"), nullable=False),
    Column("article", Integer, _to("articles.key"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("actor", Words, nullable=False),
    Column("person", Words, nullable=False),
    Column("known", Integer, nullable=False),
    Column("withheld", Boolean, nullable=False),
    Column("payload", Text, nullable=False),
    Index("evidence_article", "article", "topic"),
)

# What can be asked for: all quotations of an actor, all stances of an actor on a target, and so on. "" is
# "any".
facets = Table(
    "facets",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("topic", Integer, _to("topics.key"), nullable=False),
    Column("kind", Words, nullable=False),
    Column("actor", Words, nullable=False),
    Column("person", Words, nullable=False),
    Column("about", Words, nullable=False),
    UniqueConstraint("topic", "kind", "actor", "person", "about"),
)

AHEAD = text("position < (CAST(3652059 - known AS BIGINT) << 41)")
"""Of a later day than it was known (see ``order``): what was announced, and what is told of a whole month."""

# Each facet's pieces, newest first by primary key, best first by index: a command reads as many rows as it
# shows. Withheld pieces are not listed.
listing = Table(
    "listing",
    metadata,
    Column("facet", Integer, _to("facets.key"), nullable=False),
    Column("position", BigInteger, _to("evidence.position"), nullable=False),
    Column("rank", SmallInteger, nullable=False),
    Column("known", Integer, nullable=False),
    PrimaryKeyConstraint("facet", "position"),
    Index("listing_best", "facet", "rank", "position", "known"),
    Index("listing_position", "position"),
    Index("listing_ahead", "facet", "position", "known", sqlite_where=AHEAD, postgresql_where=AHEAD),
    sqlite_with_rowid=False,
)

# Every place that was ever cited, by the number its citation id spells; forgotten with its article only.
citations = Table(
    "citations",
    metadata,
    Column("topic", Integer, _to("topics.key"), nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("article", Integer, _to("articles.key"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    PrimaryKeyConstraint("topic", "number", "article", "start", "stop"),
    Index("citations_article", "article"),
    sqlite_with_rowid=False,
)

paragraphs = Table(
    "paragraphs",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("topic", Integer, _to("topics.key"), nullable=False),
    Column("article", Integer, _to("articles.key"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("live", Boolean, nullable=False),
    Index("paragraphs_article", "article", "topic"),
)

# The citation ids whose evidence is withheld now, and who withheld or restored what, when and why.
withheld = Table(
    "withheld",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
)
reviews = Table(
    "reviews",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("citation", Words, nullable=False),
    Column("action", Words, nullable=False),
    Column("who", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("at", Text, nullable=False),
    Column("pieces", Integer, nullable=False),
    Index("reviews_citation", "citation"),
)

# The citations whose articles are kept for ever, see ``pinning``.
pins = Table(
    "pins",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
)

events = Table(
    "events",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("at", Words, nullable=False),
    Column("source", Words, nullable=False),
    Column("outcome", Words, nullable=False),
    Column("detail", Words, nullable=False),
    Index("events_at", "at"),
)

# One row: counts the transactions that changed what briefs are made of.
revision = Table(
    "revision",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
)

# What platforms remember between two starts, by space and key; ``until`` is when it has run out.
keepsakes = Table(
    "keepsakes",
    metadata,
    Column("space", Words, nullable=False),
    Column("key", Words, nullable=False),
    Column("value", Text, nullable=False),
    Column("until", Words),
    PrimaryKeyConstraint("space", "key"),
    Index("keepsakes_until", "until"),
)

# What texts are found by that may be copies of each other: each text has some dozens of ``mark``s (see
# ``summaries.articles.likeness``), of which copies share at least one.
fingerprints = Table(
    "fingerprints",
    metadata,
    Column("mark", BigInteger, nullable=False),
    Column("article", Integer, _to("articles.key"), nullable=False),
    PrimaryKeyConstraint("mark", "article"),
    Index("fingerprints_article", "article"),
    sqlite_with_rowid=False,
)

# The documents that have copies elsewhere, and what those have in common: ``story`` is the smallest of their
# names. A document that is alone has no row.
stories = Table(
    "stories",
    metadata,
    Column("document", Words, primary_key=True),
    Column("story", Words, nullable=False),
    Index("stories_story", "story"),
)

# What is read regularly, and how it stands. Times are stamps (``events.stamp``); ``holder`` works on it until
# ``lease``.
feeds = Table(
    "feeds",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("topic", Integer, _to("topics.key"), nullable=False),
    Column("url", Words, nullable=False),
    Column("origin", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("publisher", Words, nullable=False),
    Column("language", Words, nullable=False),
    Column("who", Words, nullable=False),
    Column("pack", Boolean, nullable=False),
    Column("added", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("etag", Words, nullable=False),
    Column("modified", Words, nullable=False),
    Column("hash", Words, nullable=False),
    Column("tried", Words),
    Column("succeeded", Words),
    Column("due", Words, nullable=False),
    Column("interval", Float, nullable=False),
    Column("every", Float, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("failing", Words),
    Column("cause", Words, nullable=False),
    Column("trouble", Words, nullable=False),
    Column("stored", Integer, nullable=False),
    Column("duplicate", Integer, nullable=False),
    Column("off_topic", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("holder", Words, nullable=False),
    Column("lease", Words),
    UniqueConstraint("topic", "origin"),
    Index("feeds_due", "state", "due"),
    Index("feeds_holder", "holder"),
)

# What feeds have listed. ``due`` is when to read it, NULL for never again; ``body`` its text where the feed
# carried it, until it is read.
items = Table(
    "items",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("feed", Integer, _to("feeds.key"), nullable=False),
    Column("name", Words, nullable=False),
    Column("document", Words, nullable=False),
    Column("host", Words, nullable=False),
    Column("mark", Words, nullable=False),
    Column("told", Text, nullable=False),
    Column("body", LargeBinary),
    Column("outcome", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("article", Words, nullable=False),
    Column("listed", Words, nullable=False),
    Column("seen", Words, nullable=False),
    Column("tried", Words, nullable=False),
    Column("due", Words),
    Column("tries", Integer, nullable=False),
    Column("read", Integer, nullable=False),
    Column("etag", Words, nullable=False),
    Column("modified", Words, nullable=False),
    Column("holder", Words, nullable=False),
    Column("lease", Words),
    UniqueConstraint("feed", "name"),
    Index("items_due", "due"),
    Index("items_document", "document"),
    Index("items_seen", "seen"),
    Index("items_holder", "holder"),
)
