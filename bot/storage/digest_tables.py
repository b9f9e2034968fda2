"""The tables of digests: what channels have, what was delivered there, and what they have been told.

Times are stamps (``events.stamp``).
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    text,
)

from bot.storage.tables import Words, metadata


def _to(column: str) -> ForeignKey:
    return ForeignKey(column, ondelete="CASCADE")


# ``due`` is NULL while a digest is not active.
digests = Table(
    "digests",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("topic", Words, nullable=False),
    Column("platform", Words, nullable=False),
    Column("workspace", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("thread", Words, nullable=False),
    Column("who", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("cutoff", Words, nullable=False),
    Column("ran", Words, nullable=False),
    Column("due", Words),
    Column("made", Words, nullable=False),
    Column("changed", Words, nullable=False),
    Index("digests_place", "platform", "workspace", "channel"),
    Index("digests_due", "due"),
    Index("digests_ran", "ran"),
)

# A digest's terms, as they were at each of its versions: deliveries keep those they began with.
digest_versions = Table(
    "digest_versions",
    metadata,
    Column("digest", Integer, _to("digests.key"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("terms", Words, nullable=False),
    Column("who", Words, nullable=False),
    Column("at", Words, nullable=False),
    PrimaryKeyConstraint("digest", "version"),
)

_UNDER_WAY = text("again IS NOT NULL")

# ``again`` is when a delivery may be claimed: when its next try is due, or when the lease of ``holder`` runs
# out. NULL once it is over.
deliveries = Table(
    "deliveries",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("digest", Integer, _to("digests.key"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("end", Words, nullable=False),
    Column("since", Words, nullable=False),
    Column("cutoff", Words, nullable=False),
    Column("deadline", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("content", Words, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("opened", Words, nullable=False),
    Column("again", Words),
    Column("settled", Words),
    Column("holder", Words, nullable=False),
    Column("turn", Integer, nullable=False),
    UniqueConstraint("digest", "end"),
    Index("deliveries_again", "again"),
    Index("deliveries_holder", "holder"),
    Index("deliveries_settled", "settled"),
    Index("deliveries_under_way", "digest", sqlite_where=_UNDER_WAY, postgresql_where=_UNDER_WAY),
)

posts = Table(
    "posts",
    metadata,
    Column("delivery", Integer, _to("deliveries.key"), nullable=False),
    Column("part", Integer, nullable=False),
    Column("message", Words, nullable=False),
    Column("thread", Words, nullable=False),
    Column("at", Words, nullable=False),
    PrimaryKeyConstraint("delivery", "part"),
)

# What a channel was told, by keys that the digest's composer makes.
told = Table(
    "told",
    metadata,
    Column("topic", Words, nullable=False),
    Column("platform", Words, nullable=False),
    Column("workspace", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("key", Words, nullable=False),
    Column("delivery", Integer, _to("deliveries.key"), nullable=False),
    Column("at", Words, nullable=False),
    PrimaryKeyConstraint("topic", "platform", "workspace", "channel", "key"),
    Index("told_delivery", "delivery"),
)
