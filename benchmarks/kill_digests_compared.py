"""What stands in the channels after a round, against the ledger: each part once, in place, as recorded."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import adapters.discord.pages
from adapters.paging import settled
from adapters.slack.cards import card
from benchmarks.kill_digests_news import TOPIC
from benchmarks.kill_digests_newsroom import ALONE, PLATFORMS, Newsroom, part_of
from bot.digests.delivering_content import restored
from bot.digests.values import Digest
from bot.messages import Lines, Reply
from bot.storage.digest_contract import StoredDelivery

LOST, REPEATED = "lost", "repeated"

Standing = dict[tuple[str, int, int], list[tuple[str, dict[str, Any]]]]
"""The messages of each part, with the channels they stand in."""


class Comparing:
    """Compares a newsroom's rounds, one after the other; ``faults`` says what was found to be wrong."""

    def __init__(self, room: Newsroom) -> None:
        self._room = room
        self._told: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.faults: list[str] = []

    def round(self, number: int) -> Counter[str]:
        """How the windows of a round ended, and what is lost or repeated; then the channels are emptied."""
        counted: Counter[str] = Counter()
        standing = self._standing()
        for digest in self._room.digests:
            counted["windows"] += 1
            counted.update(self._window(digest, number, standing))
        for key, found in standing.items():
            counted[REPEATED] += self._wrong(f"{len(found)} of {key}, which no window knows")
        for name in PLATFORMS:
            rules = self._room.servers[name]("violations")["violations"]
            counted.update(f"{name}'s rule: {each['what']}" for each in rules)
            self._room.servers[name]("reset")
        return counted

    def _wrong(self, what: str) -> int:
        self.faults.append(what)
        return 1

    def _standing(self) -> Standing:
        standing: Standing = defaultdict(list)
        for platform, channel in {(each.platform, each.channel) for each in self._room.digests}:
            for message in self._room.messages(platform, channel):
                key = part_of(platform, message) or (f"{platform} without a key", 0, 0)
                standing[key].append((channel, message))
        return standing

    # ---- a window

    def _window(self, digest: Digest, number: int, standing: Standing) -> Counter[str]:
        run = self._room.news.run(number)
        history = self._room.store.digests.history(digest.id, 2)
        named = f"{digest.platform} {digest.id} round {number}"
        if not history or history[0].end != run or history[0].again is not None:
            return Counter({LOST: self._wrong(f"{named}: not in the ledger, or not over")})
        delivery = history[0]
        counted = Counter({delivery.state: 1})
        if len(history) > 1 and delivery.since != history[1].cutoff:
            counted[LOST] += self._wrong(f"{named}: begins elsewhere than the one before ended")
        if delivery.state == "failed":
            counted[LOST] += self._wrong(f"{named}: {delivery.why}")
        if delivery.state == "skipped" and not self._may_be_skipped(digest, number):
            counted[LOST] += self._wrong(f"{named}: skipped, though something was new")
        if delivery.state == "sent":
            counted += self._parts(digest, delivery, standing, named)
            counted[REPEATED] += self._told_again(digest, restored(delivery.content), named)
        return counted

    def _may_be_skipped(self, digest: Digest, number: int) -> bool:
        alone = digest.channel == self._room.channels[digest.platform][ALONE]
        return digest.when_empty == "silent" and (self._room.news.empty(number) or not alone)

    def _parts(
        self, digest: Digest, delivery: StoredDelivery, standing: Standing, named: str
    ) -> Counter[str]:
        counted: Counter[str] = Counter()
        reply, there = restored(delivery.content), []
        for part in range(1, delivery.pages + 1):
            found = standing.pop((digest.id, delivery.key, part), [])
            if len(found) > 1:
                counted[REPEATED] += self._wrong(f"{named}: part {part} stands there {len(found)} times")
            if not found:
                counted[LOST] += self._wrong(f"{named}: part {part} of {delivery.pages} is not there")
                continue
            channel, message = found[0]
            counted["parts"] += 1
            there.append(message)
            if channel != digest.channel or not _as_recorded(digest.platform, message, reply, part):
                counted[LOST] += self._wrong(f"{named}: part {part} is not what was recorded")
        if not _in_order(digest, there):
            counted[LOST] += self._wrong(f"{named}: not in order, or not in its thread")
        return counted

    def _told_again(self, digest: Digest, reply: Reply, named: str) -> int:
        """How many lines tell nothing but what other digests told the channel."""
        before = self._told[digest.platform, digest.channel]
        cited = [ids for block in reply.blocks if isinstance(block, Lines) for ids in cited_by(block)]
        again = sum(ids <= before for ids in cited)
        before.update(*cited)
        return self._wrong(f"{named}: {again} lines were told before") if again else 0


def cited_by(block: Lines) -> list[set[str]]:
    """What each line cites. Lines that stand against each other, as in a shift of position, tell one thing:
    the words before are there again to be compared with the words after.
    """
    cited = [{citation.id for citation in line.citations} for line in block.lines]
    return [set().union(*cited)] if any(line.position for line in block.lines) else cited


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


def _as_recorded(platform: str, message: dict[str, Any], reply: Reply, part: int) -> bool:
    """Whether a message is, to the byte, what the recorded reply has on that page."""
    if platform == "slack":
        made = card(settled(reply), f"/{TOPIC}", part)
        blocks = [{name: each[name] for name in each if name != "block_id"} for each in message["blocks"]]
        return bool(message["text"] == made.text and blocks == made.blocks)
    page = adapters.discord.pages.pages(settled(reply))[part - 1]
    (embed,) = message["embeds"]
    footer = str((embed.get("footer") or {}).get("text", ""))
    return (
        embed.get("title") == page.title and embed.get("description") == page.text and page.footer in footer
    )
