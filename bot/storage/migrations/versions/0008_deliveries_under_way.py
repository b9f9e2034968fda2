"""Whether a digest has a delivery under way is found without reading all that it had."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    under_way = sa.text("again IS NOT NULL")
    op.create_index(
        "deliveries_under_way",
        "deliveries",
        ["digest"],
        sqlite_where=under_way,
        postgresql_where=under_way,
    )
