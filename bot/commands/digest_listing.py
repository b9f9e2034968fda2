"""Digests and their deliveries as tables: for ``digest list``, ``digest history`` and ``status``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.commands.alerting import alerting
from bot.commands.context import Context
from bot.commands.digest_finding import visible
from bot.digests.ledger import read
from bot.digests.schedule import preview
from bot.digests.telling import describe
from bot.digests.telling import spell as spell_terms
from bot.digests.values import Digest
from bot.errors import BotError
from bot.messages import Block, Command, Heading, Note, Table
from bot.storage.correction_contract import Corrected
from bot.storage.digest_contract import StoredDelivery, StoredDigest

LATE = timedelta(minutes=5)
"""How long after its time a digest that was not posted counts as late."""

_LOOKED_AT = 25  # digests whose deliveries status reads, those with the latest run
_SHOWN = 10
_CORRECTED = {
    "waiting": "to be corrected",
    "corrected": "corrected",
    "restored": "corrected and restored",
    "failed": "not corrected",
}
_STATES = {
    "due": "waiting",
    "sending": "being posted",
    "sent": "posted",
    "skipped": "nothing was new",
    "missed": "missed",
    "failed": "failed",
}


def readable(stored: StoredDigest) -> Digest | None:
    """The digest of a row; None where its time zone no longer exists on this machine."""
    try:
        return read(stored)
    except (BotError, ValueError):
        return None


def said(context: Context, stored: StoredDigest) -> str:
    """When a digest comes and what it holds, for people."""
    digest = readable(stored)
    if digest is None:
        return "its time zone is not known on this machine"
    topic = context.topics.get(stored.topic)
    try:
        return describe(digest.terms, topic) if topic else spell_terms(digest.terms)
    except KeyError:  # an actor or an issue that the topic has no more
        return spell_terms(digest.terms)


def local(at: datetime | None, stored: StoredDigest) -> str:
    """An instant on the digest's own clock: "Mon 23 Nov 08:00"; "" for none."""
    if at is None:
        return ""
    digest = readable(stored)
    if digest is None:
        return f"{preview((at.astimezone(UTC),))} UTC"
    try:
        return preview((at.astimezone(ZoneInfo(digest.schedule.zone)),))
    except ZoneInfoNotFoundError:
        return f"{preview((at.astimezone(UTC),))} UTC"


def place(stored: StoredDigest) -> str:
    """Where a digest goes, by the platform's own names: "slack T1/C1"."""
    where = "/".join(part for part in (stored.workspace, stored.channel) if part)
    return f"{stored.platform} {where}"


def listed(context: Context, digests: Sequence[StoredDigest], *, places: bool) -> Table:
    """A row for each digest; with ``places``, where it goes."""
    headers = ("id", "comes", "next") + (("where",) if places else ())
    rows = tuple(
        (each.id, _what(context, each), _next(each)) + ((place(each),) if places else ()) for each in digests
    )
    return Table(headers=headers, rows=rows)


def _what(context: Context, stored: StoredDigest) -> str:
    topic = f"/{stored.topic}: " if len(context.topics) > 1 else ""
    return f"{topic}{said(context, stored)}"


def _next(stored: StoredDigest) -> str:
    if stored.state == "active":
        return local(stored.due, stored)
    return f"{stored.state}: {stored.why}" if stored.why else stored.state


def delivered(
    stored: StoredDigest,
    deliveries: Sequence[StoredDelivery],
    corrections: Mapping[int, Corrected],
) -> Table:
    """A row for each delivery: when it was due, how it stands, how many lines it had, and why.

    ``corrections`` are those of what was posted, by the delivery's key.
    """
    return Table(
        headers=("when", "state", "lines", "why"),
        rows=tuple(
            (
                local(each.end, stored),
                *_standing_now(each, stored, corrections.get(each.key)),
            )
            for each in deliveries
        ),
    )


def _standing_now(
    delivery: StoredDelivery, stored: StoredDigest, correction: Corrected | None
) -> tuple[str, str, str]:
    """How a delivery stands, with its lines and why; of one that was posted, whether it was corrected."""
    state, lines = state_of(delivery), lines_in(delivery.content)
    if correction is None or not delivery.posts:
        return state, lines, delivery.why
    told = f"{_CORRECTED[correction.state]} (reviewed {local(correction.at, stored)})"
    return f"{state}, {told}", lines, correction.why or delivery.why


def state_of(delivery: StoredDelivery) -> str:
    """How a delivery stands, in words."""
    trying = delivery.state == "failed" and delivery.again is not None
    return "failed, tried again" if trying else _STATES[delivery.state]


def lines_in(content: str) -> str:
    """How many cited lines were recorded to be posted; "" where nothing was."""
    try:
        found = json.loads(content) if content else None
    except ValueError:
        return ""
    return "" if found is None else str(_count(found))


def _count(value: Any) -> int:
    if isinstance(value, list):
        return sum(map(_count, value))
    if not isinstance(value, dict):
        return 0
    if value.get("kind") == "lines":
        return len(value.get("lines", ()))
    return sum(map(_count, value.values()))


# ---- status ------------------------------------------------------------------------------------------


def standing(context: Context, command: Command) -> Iterator[Block]:
    """What ``status`` says: the next post and the last, and what is late, failed or paused and why."""
    here = visible(context, command)
    yield Heading(text="Digests")
    coming = min((each for each in here if each.due), key=lambda each: str(each.due), default=None)
    if coming is None:
        yield Note(text="Next post: none scheduled.")
        if not here:
            yield from alerting(context, command, digests=False)
            return
    else:
        yield Note(text=f"Next post: {local(coming.due, coming)} ({_zone(coming)}), digest {coming.id}.")
    looked = sorted(here, key=lambda each: each.ran, reverse=True)[:_LOOKED_AT]
    past = [(each, done) for each in looked for done in context.store.digests.history(each.id, 5)]
    posted = [(each, done) for each, done in past if done.state == "sent"]
    if posted:
        last, done = max(posted, key=lambda pair: pair[1].end)
        yield Note(text=f"Last post: {local(done.end, last)} ({_zone(last)}), digest {last.id}.")
    else:
        yield Note(text="Last post: none yet.")
    yield from alerting(context, command, digests=True)
    if rows := tuple(_troubles(context, here, looked))[:_SHOWN]:
        yield Heading(text="Digests that did not come")
        yield Table(headers=("digest", "when", "state", "why"), rows=rows)


def _troubles(
    context: Context, here: Sequence[StoredDigest], looked: Sequence[StoredDigest]
) -> Iterator[tuple[str, ...]]:
    for each in here:
        if each.state == "paused":
            yield (each.id, "", "paused", each.why)
    before = context.now() - LATE
    seen = {each.id for each in here}
    late = context.store.digests.late(before=before)
    for each in late.digests:
        if each.id in seen:
            yield (each.id, local(each.due, each), "late", "Nothing was posted at its time.")
    held = {done.key: done for done in late.deliveries if done.digest.id in seen}
    for each in looked:
        for done in context.store.digests.unsaid(each.id, 3):
            held.setdefault(done.key, done)
    for done in held.values():
        late_too = done.state in ("due", "sending")
        yield (
            done.digest.id,
            local(done.end, done.digest),
            "late" if late_too else state_of(done),
            done.why or "It is not over.",
        )


def _zone(stored: StoredDigest) -> str:
    digest = readable(stored)
    return digest.schedule.zone if digest else "UTC"
