"""Digests, their deliveries, and what channels have been told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _to(column: str) -> sa.ForeignKey:
    return sa.ForeignKey(column, ondelete="CASCADE")


def upgrade() -> None:
    """Make the five tables."""
    _digests()
    _digest_versions()
    _deliveries()
    _posts()
    _told()


def _digests() -> None:
    op.create_table(
        "digests",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", _WORDS, nullable=False, unique=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("topic", _WORDS, nullable=False),
        sa.Column("platform", _WORDS, nullable=False),
        sa.Column("workspace", _WORDS, nullable=False),
        sa.Column("channel", _WORDS, nullable=False),
        sa.Column("thread", _WORDS, nullable=False),
        sa.Column("who", _WORDS, nullable=False),
        sa.Column("state", _WORDS, nullable=False),
        sa.Column("why", _WORDS, nullable=False),
        sa.Column("cutoff", _WORDS, nullable=False),
        sa.Column("ran", _WORDS, nullable=False),
        sa.Column("due", _WORDS),
        sa.Column("made", _WORDS, nullable=False),
        sa.Column("changed", _WORDS, nullable=False),
    )
    op.create_index("digests_place", "digests", ["platform", "workspace", "channel"])
    op.create_index("digests_due", "digests", ["due"])
    op.create_index("digests_ran", "digests", ["ran"])


def _digest_versions() -> None:
    op.create_table(
        "digest_versions",
        sa.Column("digest", sa.Integer, _to("digests.key"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("terms", _WORDS, nullable=False),
        sa.Column("who", _WORDS, nullable=False),
        sa.Column("at", _WORDS, nullable=False),
        sa.PrimaryKeyConstraint("digest", "version"),
    )


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("digest", sa.Integer, _to("digests.key"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("end", _WORDS, nullable=False),
        sa.Column("since", _WORDS, nullable=False),
        sa.Column("cutoff", _WORDS, nullable=False),
        sa.Column("deadline", _WORDS, nullable=False),
        sa.Column("state", _WORDS, nullable=False),
        sa.Column("why", _WORDS, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("content", _WORDS, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("opened", _WORDS, nullable=False),
        sa.Column("again", _WORDS),
        sa.Column("settled", _WORDS),
        sa.Column("holder", _WORDS, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.UniqueConstraint("digest", "end"),
    )
    op.create_index("deliveries_again", "deliveries", ["again"])
    op.create_index("deliveries_holder", "deliveries", ["holder"])
    op.create_index("deliveries_settled", "deliveries", ["settled"])


def _posts() -> None:
    op.create_table(
        "posts",
        sa.Column("delivery", sa.Integer, _to("deliveries.key"), nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("message", _WORDS, nullable=False),
        sa.Column("thread", _WORDS, nullable=False),
        sa.Column("at", _WORDS, nullable=False),
        sa.PrimaryKeyConstraint("delivery", "part"),
    )


def _told() -> None:
    op.create_table(
        "told",
        sa.Column("topic", _WORDS, nullable=False),
        sa.Column("platform", _WORDS, nullable=False),
        sa.Column("workspace", _WORDS, nullable=False),
        sa.Column("channel", _WORDS, nullable=False),
        sa.Column("key", _WORDS, nullable=False),
        sa.Column("delivery", sa.Integer, _to("deliveries.key"), nullable=False),
        sa.Column("at", _WORDS, nullable=False),
        sa.PrimaryKeyConstraint("topic", "platform", "workspace", "channel", "key"),
    )
    op.create_index("told_delivery", "told", ["delivery"])
