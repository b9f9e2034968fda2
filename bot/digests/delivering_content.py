"""What one delivery says and where: kept as text, put in posts."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.digests.mentions import called
from bot.digests.values import Digest
from bot.messages import NEW, Place, Post, Reply
from bot.storage.digest_contract import StoredDelivery

_TITLE = 70
"""Letters of a thread's title before its date; Discord takes 100 in all."""


def kept(reply: Reply) -> str:
    """The reply as text that ``restored`` reads back."""
    return reply.model_dump_json(round_trip=True)


def restored(content: str) -> Reply:
    """The reply that was kept; whoever presses a button under it gives no command anew."""
    return Reply.model_validate_json(content).model_copy(update={"acted": True})


def place(delivery: StoredDelivery, digest: Digest, title: str, part: int) -> Place:
    """Where a part goes: after the first of a thread of its own, to that thread. Its title has the date."""
    first = next((post for post in delivery.posts if post.part == 1), None)
    thread = first.thread if first and part > 1 else ""
    own = NEW if digest.threaded else "" if digest.forum else digest.thread
    short = title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"
    day = delivery.end.astimezone(ZoneInfo(digest.schedule.zone))
    return Place(
        workspace=digest.workspace,
        channel=digest.channel,
        thread=thread or own,
        title=f"{short}, {day.day} {day:%B %Y, %H:%M}",
        publish=digest.publish,
    )


def post(delivery: StoredDelivery, digest: Digest, reply: Reply, part: int) -> Post:
    """A part as it is posted; the first one calls whom the digest mentions."""
    return Post(
        key=key(delivery, part),
        reply=reply,
        page=part,
        topic=digest.topic,
        mention=called(digest.mention) if part == 1 else "",
    )


def key(delivery: StoredDelivery, part: int) -> str:
    """The name of a part, for ever."""
    return f"{delivery.digest.id}-{delivery.key}-{part}"


def errand_of_delivery(digest: str, key: int) -> str:
    """The errand of a delivery in the log: what the keys of its posts begin with."""
    return f"delivery-{digest}-{key}"
