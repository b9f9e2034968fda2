"""The tables of corrections: which passages each delivery shows, which are withdrawn, what is to be edited.

Passages are numbers of citation ids (``order.number``). Times are stamps (``events.stamp``).
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table

from bot.storage.tables import Words, metadata


def _delivery() -> ForeignKey:
    return ForeignKey("deliveries.key", ondelete="CASCADE")


# What each delivery shows, kept with its content.
shown = Table(
    "shown",
    metadata,
    Column("number", BigInteger, nullable=False),
    Column("delivery", Integer, _delivery(), nullable=False),
    PrimaryKeyConstraint("number", "delivery"),
    Index("shown_delivery", "delivery"),
)

# A passage that is shown no more, since ``report`` was reported: that passage itself, or another from which
# the same statement was read.
withdrawn = Table(
    "withdrawn",
    metadata,
    Column("number", BigInteger, nullable=False),
    Column("report", BigInteger, nullable=False),
    PrimaryKeyConstraint("number", "report"),
    Index("withdrawn_report", "report"),
)

# A delivery whose messages are edited. ``wanted`` grows with each review that concerns it, ``done`` is the
# one that stands in the channel, ``at`` the time of the latest. ``again`` is when it may be claimed, NULL
# once all is done or given up.
corrections = Table(
    "corrections",
    metadata,
    Column("delivery", Integer, _delivery(), primary_key=True, autoincrement=False),
    Column("wanted", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("at", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("again", Words),
    Column("tries", Integer, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("edited", Words),
    Index("corrections_again", "again"),
)
