"""What platforms remember between two starts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table of keepsakes."""
    op.create_table(
        "keepsakes",
        sa.Column("space", _WORDS, nullable=False),
        sa.Column("key", _WORDS, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("until", _WORDS),
        sa.PrimaryKeyConstraint("space", "key"),
    )
    op.create_index("keepsakes_until", "keepsakes", ["until"])
