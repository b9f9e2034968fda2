"""Notices of digests that did not come, and corrections of what was posted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _to(column: str) -> sa.ForeignKey:
    return sa.ForeignKey(column, ondelete="CASCADE")


def upgrade() -> None:
    """Make the five tables."""
    _notices()
    _alerts()
    _shown()
    _withdrawn()
    _corrections()


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("digest", sa.Integer, _to("digests.key"), nullable=False),
        sa.Column("kind", _WORDS, nullable=False),
        sa.Column("end", _WORDS),
        sa.Column("why", _WORDS, nullable=False),
        sa.Column("who", _WORDS, nullable=False),
        sa.Column("made", _WORDS, nullable=False),
        sa.Column("again", _WORDS),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("outcome", _WORDS, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("notices_digest", "notices", ["digest"])
    op.create_index("notices_made", "notices", ["made"])
    op.create_index("notices_again", "notices", ["again"])


def _alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("platform", _WORDS, nullable=False),
        sa.Column("workspace", _WORDS, nullable=False),
        sa.Column("channel", _WORDS, nullable=False),
        sa.Column("topic", _WORDS, nullable=False),
        sa.Column("upto", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("content", _WORDS, nullable=False),
        sa.Column("made", _WORDS, nullable=False),
        sa.Column("state", _WORDS, nullable=False),
        sa.Column("why", _WORDS, nullable=False),
        sa.Column("again", _WORDS),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("message", _WORDS, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("alerts_place", "alerts", ["platform", "workspace", "channel", "key"])
    op.create_index("alerts_again", "alerts", ["again"])


def _shown() -> None:
    op.create_table(
        "shown",
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("delivery", sa.Integer, _to("deliveries.key"), nullable=False),
        sa.PrimaryKeyConstraint("number", "delivery"),
    )
    op.create_index("shown_delivery", "shown", ["delivery"])


def _withdrawn() -> None:
    op.create_table(
        "withdrawn",
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("report", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("number", "report"),
    )
    op.create_index("withdrawn_report", "withdrawn", ["report"])


def _corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("delivery", sa.Integer, _to("deliveries.key"), primary_key=True, autoincrement=False),
        sa.Column("wanted", sa.Integer, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("at", _WORDS, nullable=False),
        sa.Column("state", _WORDS, nullable=False),
        sa.Column("why", _WORDS, nullable=False),
        sa.Column("again", _WORDS),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("edited", _WORDS),
    )
    op.create_index("corrections_again", "corrections", ["again"])
