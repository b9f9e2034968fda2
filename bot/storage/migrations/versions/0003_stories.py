"""Which documents tell one story, and what copies are found by.

Articles stored before have no marks until they are analysed anew: only then do copies find them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables of fingerprints and of stories."""
    op.create_table(
        "fingerprints",
        sa.Column("mark", sa.BigInteger, nullable=False),
        sa.Column("article", sa.Integer, sa.ForeignKey("articles.key", ondelete="CASCADE"), nullable=False),
        sa.PrimaryKeyConstraint("mark", "article"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "stories",
        sa.Column("document", _WORDS, primary_key=True),
        sa.Column("story", _WORDS, nullable=False),
    )
    op.create_index("stories_story", "stories", ["story"])
