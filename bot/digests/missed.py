"""What a digest says of those before it that were not sent: when they were due, and why not."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.digests.schedule import preview
from bot.messages import Note, Reply
from bot.storage.digest_contract import StoredDelivery

MOST = 20
"""So many are looked for; where there are more, it says "or more"."""

_NAMED = 3


def missed_note(unsaid: Sequence[StoredDelivery], zone: str) -> Note | None:
    """One note on what ``Digests.unsaid`` gives, by a zone's clock; None where that is nothing."""
    if not unsaid:
        return None
    clock, rows = ZoneInfo(zone), sorted(unsaid, key=lambda row: row.end)
    named = preview(tuple(row.end.astimezone(clock) for row in rows[-_NAMED:]))
    why = rows[-1].why
    if len(rows) == 1:
        whole = " whole" if rows[0].posts else ""
        return Note(text=f"The digest of {named} ({zone}) was not sent{whole}. {why}".strip())
    count = f"{len(rows)} digests" + (" or more" if len(rows) >= MOST else "")
    last = "" if len(rows) <= _NAMED else "the last "
    return Note(text=f"{count} were not sent: {last}{named} ({zone}). {why}".strip())


def with_missed(content: str, unsaid: Sequence[StoredDelivery], zone: str) -> str:
    """A digest's content, as it is kept, with the note above it; unchanged where nothing was missed."""
    note = missed_note(unsaid, zone)
    if note is None:
        return content
    reply = Reply.model_validate_json(content)
    return reply.model_copy(update={"blocks": (note, *reply.blocks)}).model_dump_json(round_trip=True)
