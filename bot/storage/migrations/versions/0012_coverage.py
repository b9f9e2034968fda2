"""How many articles a topic has of each day is counted by the database itself, whichever version writes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# What is current counts; the last of a day takes the day's row away.
_MORE = (
    "INSERT INTO days (topic, known, articles) SELECT new.topic, new.known, 0 WHERE NOT EXISTS "
    "(SELECT 1 FROM days WHERE topic = new.topic AND known = new.known)",
    "UPDATE days SET articles = articles + 1 WHERE topic = new.topic AND known = new.known",
)
_LESS = (
    "UPDATE days SET articles = articles - 1 WHERE topic = old.topic AND known = old.known",
    "DELETE FROM days WHERE topic = old.topic AND known = old.known AND articles = 0",
)
_WHEN = {
    "insert": ("AFTER INSERT", "new.current", _MORE),
    "delete": ("AFTER DELETE", "old.current", _LESS),
    "no_more": ("AFTER UPDATE OF current, known, topic", "old.current", _LESS),
    "from_now": ("AFTER UPDATE OF current, known, topic", "new.current", _MORE),
}


def upgrade() -> None:
    """Make the table of days, what counts them, and the indexes that say who told and from when to when."""
    op.create_table(
        "days",
        sa.Column("topic", sa.Integer, sa.ForeignKey("topics.key", ondelete="CASCADE"), nullable=False),
        sa.Column("known", sa.Integer, nullable=False),
        sa.Column("articles", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("topic", "known"),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO days (topic, known, articles) "
        "SELECT topic, known, count(*) FROM readings WHERE current GROUP BY topic, known"
    )
    for name, (when, condition, steps) in _WHEN.items():
        _count(name, when, condition, "; ".join(steps))
    op.create_index("readings_publisher", "readings", ["topic", "current", "publisher", "known"])
    op.create_index("readings_language", "readings", ["topic", "current", "language", "known"])
    op.create_index("readings_first_last", "readings", ["topic", "current", "first", "last"])
    op.create_index("readings_last_first", "readings", ["topic", "current", "last", "first"])
    spread = sa.text("first < last")
    of = ["topic", "current", "last", "first"]
    op.create_index("readings_spread", "readings", of, sqlite_where=spread, postgresql_where=spread)
    op.drop_index("readings_first", "readings")  # the longer ones serve whom these served
    op.drop_index("readings_last", "readings")


def _count(name: str, when: str, condition: str, steps: str) -> None:
    trigger = f"CREATE TRIGGER days_{name} {when} ON readings FOR EACH ROW WHEN ({condition})"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"{trigger} BEGIN {steps}; END")
        return
    op.execute(
        f"CREATE FUNCTION readout_days_{name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$BEGIN {steps}; RETURN NULL; END$$"
    )
    op.execute(f"{trigger} EXECUTE FUNCTION readout_days_{name}()")
