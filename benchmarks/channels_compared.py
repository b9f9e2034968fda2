"""What stands in the channels of both platforms, against what a ledger recorded: each part once, in place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import adapters.discord.pages
from adapters.paging import settled
from adapters.slack.cards import card
from bot.digests.delivering_content import restored
from bot.digests.values import Digest
from bot.messages import Reply
from bot.storage.digest_contract import StoredDelivery

LOST, REPEATED = "lost", "repeated"

Messages = Callable[[str, str], list[dict[str, Any]]]
"""What stands in a channel of a platform, oldest first."""


class Standing:
    """The messages of each part, with the channels they stand in; ``faults`` says what is wrong with them."""

    def __init__(self, channels: Iterable[tuple[str, str]], messages: Messages, topic: str) -> None:
        self._found: dict[tuple[str, int, int], list[tuple[str, dict[str, Any]]]] = defaultdict(list)
        self._topic = topic
        self.faults: list[str] = []
        for platform, channel in channels:
            for message in messages(platform, channel):
                key = part_of(platform, message) or (f"{platform} without a key", 0, 0)
                self._found[key].append((channel, message))

    def wrong(self, what: str) -> int:
        """Remember that; 1, to be counted."""
        self.faults.append(what)
        return 1

    def parts(self, digest: Digest, delivery: StoredDelivery, named: str) -> Counter[str]:
        """How many parts of a delivery that was sent stand there, are lost, or are there again."""
        counted: Counter[str] = Counter()
        reply, there = restored(delivery.content), []
        for part in range(1, delivery.pages + 1):
            found = self._found.pop((digest.id, delivery.key, part), [])
            if len(found) > 1:
                counted[REPEATED] += self.wrong(f"{named}: part {part} stands there {len(found)} times")
            if not found:
                counted[LOST] += self.wrong(f"{named}: part {part} of {delivery.pages} is not there")
                continue
            channel, message = found[0]
            counted["parts"] += 1
            there.append(message)
            if channel != digest.channel or not self._as_recorded(digest.platform, message, reply, part):
                counted[LOST] += self.wrong(f"{named}: part {part} is not what was recorded")
        if not _in_order(digest, there):
            counted[LOST] += self.wrong(f"{named}: not in order, or not in its thread")
        return counted

    def unknown(self) -> int:
        """How many parts stand there of which no delivery was asked for."""
        return sum(
            self.wrong(f"{len(found)} of {key}, which no window knows") for key, found in self._found.items()
        )

    def _as_recorded(self, platform: str, message: dict[str, Any], reply: Reply, part: int) -> bool:
        """Whether a message is, to the byte, what the recorded reply has on that page."""
        if platform == "slack":
            made = card(settled(reply), f"/{self._topic}", part)
            blocks = [{name: each[name] for name in each if name != "block_id"} for each in message["blocks"]]
            return bool(message["text"] == made.text and blocks == made.blocks)
        page = adapters.discord.pages.pages(settled(reply))[part - 1]
        (embed,) = message["embeds"]
        footer = str((embed.get("footer") or {}).get("text", ""))
        return (
            embed.get("title") == page.title
            and embed.get("description") == page.text
            and page.footer in footer
        )


def _in_order(digest: Digest, messages: list[dict[str, Any]]) -> bool:
    """Whether the parts follow each other, on Slack in the thread that the first one began, if any."""
    if digest.platform == "discord":
        times = [int(message["id"]) for message in messages]
        return times == sorted(times)
    times = [message["ts"] for message in messages]
    thread = times[0] if digest.threaded and times else None
    threads = [message.get("thread_ts") for message in messages]
    first = not threads or threads[0] in (None, thread)
    return times == sorted(times) and first and all(each == thread for each in threads[1:])


def part_of(platform: str, message: dict[str, Any]) -> tuple[str, int, int] | None:
    """Which part of which digest's which delivery a message is, by the key that it bears."""
    if platform == "discord":
        key = str(message.get("nonce") or "")
    else:
        key = str(((message.get("metadata") or {}).get("event_payload") or {}).get("key", ""))
    digest, _, numbers = key.partition("-")
    delivery, _, part = numbers.partition("-")
    return (digest, int(delivery), int(part)) if delivery.isdecimal() and part.isdecimal() else None
