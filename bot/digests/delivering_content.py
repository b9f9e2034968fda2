"""What one delivery says and where: composed once for all that are told alike, kept as text, put in posts."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from datetime import datetime

from bot.digests.composing import Composed, Gathered, gather, sharing_key, tell
from bot.digests.telling import covered
from bot.digests.values import Contents, Digest
from bot.messages import NEW, Place, Post, Reply
from bot.storage.contract import Store
from bot.storage.digest_contract import StoredDelivery
from summaries.topics import Topic

_CALLED = re.compile(r"<[@!](?:!|subteam\^)?(&?[A-Za-z0-9]+)(?:[|^][^>]*)?>|@?(here|everyone)")
_GROUP = "<!subteam^"


class Kitchen:
    """Composes digests; equal ones, which are due together, once. To be used from threads.

    What it remembers is for one round: a passage that is withdrawn must not be in the next.
    """

    def __init__(self, store: Store, topics: Mapping[str, Topic]) -> None:
        self._store = store
        self._topics = topics
        self._turn = threading.Lock()
        self._gathered: dict[str, Gathered] = {}
        self._composed: dict[str, Composed] = {}
        self.made = 0
        """How many digests were composed, and not taken from what was composed already."""

    def compose(self, delivery: StoredDelivery, digest: Digest) -> Composed:
        """What the delivery tells its channel, as it has been told until now. KeyError: no such topic."""
        with self._turn:
            gathered = self._gather(digest.topic, digest.contents, delivery.since, delivery.cutoff)
            where = (digest.platform, digest.workspace, digest.channel)
            told = self._store.digests.told(
                digest.topic, *where, gathered.candidates | gathered.reviewed.keys()
            )
            covers = covered(digest, delivery.since, delivery.digest)
            key = sharing_key(digest.contents, delivery.since, delivery.cutoff, told, covers)
            if key not in self._composed:
                self.made += 1
                self._composed[key] = tell(
                    self._store, digest.contents, gathered, lambda keys: told & set(keys), covers
                )
            return self._composed[key]

    def clear(self) -> None:
        """Forget what was composed."""
        with self._turn:
            self._gathered.clear()
            self._composed.clear()

    def _gather(self, topic: str, contents: Contents, since: datetime, cutoff: datetime) -> Gathered:
        key = sharing_key(contents, since, cutoff)
        if key not in self._gathered:
            self._gathered[key] = gather(self._store, self._topics[topic], contents, since, cutoff)
        return self._gathered[key]


def kept(reply: Reply) -> str:
    """The reply as text that ``restored`` reads back."""
    return reply.model_dump_json(round_trip=True)


def restored(content: str) -> Reply:
    """The reply that was kept; whoever presses a button under it gives no command anew."""
    return Reply.model_validate_json(content).model_copy(update={"acted": True})


def place(delivery: StoredDelivery, digest: Digest, title: str, part: int) -> Place:
    """Where a part goes: after the first of a thread of its own, to that thread."""
    first = next((post for post in delivery.posts if post.part == 1), None)
    thread = first.thread if first and part > 1 else ""
    return Place(
        workspace=digest.workspace,
        channel=digest.channel,
        thread=thread or digest.thread or (NEW if digest.threaded else ""),
        title=title,
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


def called(mention: str) -> str:
    """Whom a mention calls, as ``Post.mention`` takes it; "" for a mere word, which calls nobody."""
    found = _CALLED.fullmatch(mention)
    if found is None:
        return ""
    whom = found[1] or found[2]
    return f"&{whom}" if mention.startswith(_GROUP) else {"channel": "everyone"}.get(whom, whom)
