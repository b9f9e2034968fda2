"""What is to be kept for ever, and indexes: of what belongs to an article, and of what is told ahead."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage import order

revision = "0011"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of pins, with what was reported so far, and four indexes."""
    pins = op.create_table("pins", sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False))
    reported = op.get_bind().execute(sa.text("SELECT DISTINCT citation FROM reviews")).scalars()
    numbers = sorted({number for id in reported if (number := order.number(id)) is not None})
    op.bulk_insert(pins, [{"number": number} for number in numbers])
    for table in ("readings", "citations", "fingerprints"):
        op.create_index(f"{table}_article", table, ["article"])
    ahead = sa.text("position < (CAST(3652059 - known AS BIGINT) << 41)")
    of = ["facet", "position", "known"]
    op.create_index("listing_ahead", "listing", of, sqlite_where=ahead, postgresql_where=ahead)
