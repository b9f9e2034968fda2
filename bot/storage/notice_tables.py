"""The tables of notices: what went wrong with digests, whom it is told to, and the alerts made of it.

Times are stamps (``events.stamp``). Keys are never given twice, since an alert remembers how far it tells.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from bot.storage.tables import Words, metadata

# ``end`` is the run that was missed or failed, NULL for a pause. ``again`` is when ``who`` may be told, NULL
# where nobody is to be told any more; ``outcome`` how that went.
notices = Table(
    "notices",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("digest", Integer, ForeignKey("digests.key", ondelete="CASCADE"), nullable=False),
    Column("kind", Words, nullable=False),
    Column("end", Words),
    Column("why", Words, nullable=False),
    Column("who", Words, nullable=False),
    Column("made", Words, nullable=False),
    Column("again", Words),
    Column("tries", Integer, nullable=False),
    Column("outcome", Words, nullable=False),
    Index("notices_digest", "digest"),
    Index("notices_made", "made"),
    Index("notices_again", "again"),
    sqlite_autoincrement=True,
)

# One message to one channel, that tells ``number`` notices up to the one of key ``upto``. ``again`` is when
# it may be claimed, NULL once it is over.
alerts = Table(
    "alerts",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("platform", Words, nullable=False),
    Column("workspace", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("topic", Words, nullable=False),
    Column("upto", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("content", Words, nullable=False),
    Column("made", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("again", Words),
    Column("tries", Integer, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("message", Words, nullable=False),
    Index("alerts_place", "platform", "workspace", "channel", "key"),
    Index("alerts_again", "again"),
    sqlite_autoincrement=True,
)
