"""What is said of digests that did not come: to whoever set one up, and to whoever runs Readout."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.messages import Note, Reply, Table
from bot.storage.notice_contract import Notice, Unalerted

_REASON = 140
_WHAT = {"paused": "paused", "missed": "missed", "failed": "failed", "uncorrected": "not corrected"}


def paused(id: str, topic: str, why: str) -> Reply:
    """What whoever set a digest up is told, once, when it was paused."""
    return Reply(
        title=f"Your digest {id} is paused.",
        blocks=(Note(text=why), Note(text=f"“/{topic} digest resume {id}” in its channel starts it again.")),
        acted=True,
    )


def alert(found: Unalerted) -> Reply:
    """What administrators are told: the first few digests, and how many more there are."""
    blocks: list[Note | Table] = [
        Table(headers=("digest", "where", "when", "what", "why"), rows=tuple(map(_row, found.first)))
    ]
    if more := found.number - len(found.first):
        blocks.append(Note(text=f"And {more:,} more, which “digest history” and “status” tell."))
    title = "1 digest needs a look" if found.number == 1 else f"{found.number:,} digests need a look"
    return Reply(title=title, blocks=tuple(blocks), acted=True)


def _row(notice: Notice) -> tuple[str, ...]:
    digest = notice.digest
    where = f"{digest.platform} {'/'.join(part for part in (digest.workspace, digest.channel) if part)}"
    why = notice.why if len(notice.why) <= _REASON else f"{notice.why[: _REASON - 1]}…"
    return (digest.id, where, _minute(notice.end or notice.made), _WHAT[notice.kind], why)


def _minute(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
