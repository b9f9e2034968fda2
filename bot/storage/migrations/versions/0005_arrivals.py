"""An index by which the articles that a topic took in within a window are found."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("readings_stored", "readings", ["topic", "current", "stored"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("readings_stored", "readings")
