"""Feeds, and the items they have listed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _to(column: str) -> sa.ForeignKey:
    return sa.ForeignKey(column, ondelete="CASCADE")


def upgrade() -> None:
    """Make both tables."""
    _feeds()
    _items()


def _feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("topic", sa.Integer, _to("topics.key"), nullable=False),
        sa.Column("url", _WORDS, nullable=False),
        sa.Column("origin", _WORDS, nullable=False),
        sa.Column("kind", _WORDS, nullable=False),
        sa.Column("title", _WORDS, nullable=False),
        sa.Column("publisher", _WORDS, nullable=False),
        sa.Column("language", _WORDS, nullable=False),
        sa.Column("who", _WORDS, nullable=False),
        sa.Column("pack", sa.Boolean, nullable=False),
        sa.Column("added", _WORDS, nullable=False),
        sa.Column("state", _WORDS, nullable=False),
        sa.Column("etag", _WORDS, nullable=False),
        sa.Column("modified", _WORDS, nullable=False),
        sa.Column("hash", _WORDS, nullable=False),
        sa.Column("tried", _WORDS),
        sa.Column("succeeded", _WORDS),
        sa.Column("due", _WORDS, nullable=False),
        sa.Column("interval", sa.Float, nullable=False),
        sa.Column("every", sa.Float, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("failing", _WORDS),
        sa.Column("cause", _WORDS, nullable=False),
        sa.Column("trouble", _WORDS, nullable=False),
        sa.Column("stored", sa.Integer, nullable=False),
        sa.Column("duplicate", sa.Integer, nullable=False),
        sa.Column("off_topic", sa.Integer, nullable=False),
        sa.Column("refused", sa.Integer, nullable=False),
        sa.Column("holder", _WORDS, nullable=False),
        sa.Column("lease", _WORDS),
        sa.UniqueConstraint("topic", "origin"),
    )
    op.create_index("feeds_due", "feeds", ["state", "due"])
    op.create_index("feeds_holder", "feeds", ["holder"])


def _items() -> None:
    op.create_table(
        "items",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("feed", sa.Integer, _to("feeds.key"), nullable=False),
        sa.Column("name", _WORDS, nullable=False),
        sa.Column("document", _WORDS, nullable=False),
        sa.Column("host", _WORDS, nullable=False),
        sa.Column("mark", _WORDS, nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary),
        sa.Column("outcome", _WORDS, nullable=False),
        sa.Column("why", _WORDS, nullable=False),
        sa.Column("article", _WORDS, nullable=False),
        sa.Column("listed", _WORDS, nullable=False),
        sa.Column("seen", _WORDS, nullable=False),
        sa.Column("tried", _WORDS, nullable=False),
        sa.Column("due", _WORDS),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("read", sa.Integer, nullable=False),
        sa.Column("etag", _WORDS, nullable=False),
        sa.Column("modified", _WORDS, nullable=False),
        sa.Column("holder", _WORDS, nullable=False),
        sa.Column("lease", _WORDS),
        sa.UniqueConstraint("feed", "name"),
    )
    op.create_index("items_due", "items", ["due"])
    op.create_index("items_document", "items", ["document"])
    op.create_index("items_seen", "items", ["seen"])
    op.create_index("items_holder", "items", ["holder"])
