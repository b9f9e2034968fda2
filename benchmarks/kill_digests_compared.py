"""What stands in the channels after a round, against the ledger: each part once, in place, as recorded."""

from __future__ import annotations

from collections import Counter, defaultdict

from benchmarks.channels_compared import LOST, REPEATED, Standing
from benchmarks.kill_digests_news import TOPIC
from benchmarks.kill_digests_newsroom import ALONE, PLATFORMS, Newsroom
from bot.digests.delivering_content import restored
from bot.digests.values import Digest
from bot.messages import Lines, Reply


class Comparing:
    """Compares a newsroom's rounds, one after the other; ``faults`` says what was found to be wrong."""

    def __init__(self, room: Newsroom) -> None:
        self._room = room
        self._told: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.faults: list[str] = []

    def round(self, number: int) -> Counter[str]:
        """How the windows of a round ended, and what is lost or repeated; then the channels are emptied."""
        counted: Counter[str] = Counter()
        there = {(each.platform, each.channel) for each in self._room.digests}
        standing = Standing(there, self._room.messages, TOPIC)
        for digest in self._room.digests:
            counted["windows"] += 1
            counted.update(self._window(digest, number, standing))
        counted[REPEATED] += standing.unknown()
        self.faults += standing.faults
        for name in PLATFORMS:
            rules = self._room.servers[name]("violations")["violations"]
            counted.update(f"{name}'s rule: {each['what']}" for each in rules)
            self._room.servers[name]("reset")
        return counted

    def _wrong(self, what: str) -> int:
        self.faults.append(what)
        return 1

    # ---- a window

    def _window(self, digest: Digest, number: int, standing: Standing) -> Counter[str]:
        run = self._room.news.run(number)
        history = self._room.store.digests.history(digest.id, 2)
        named = f"{digest.platform} {digest.id} round {number}"
        if not history or history[0].end != run or history[0].again is not None:
            return Counter({LOST: self._wrong(f"{named}: not in the ledger, or not over")})
        delivery = history[0]
        counted: Counter[str] = Counter({delivery.state: 1})
        if len(history) > 1 and delivery.since != history[1].cutoff:
            counted[LOST] += self._wrong(f"{named}: begins elsewhere than the one before ended")
        if delivery.state == "failed":
            counted[LOST] += self._wrong(f"{named}: {delivery.why}")
        if delivery.state == "skipped" and not self._may_be_skipped(digest, number):
            counted[LOST] += self._wrong(f"{named}: skipped, though something was new")
        if delivery.state == "sent":
            counted += standing.parts(digest, delivery, named)
            counted[REPEATED] += self._told_again(digest, restored(delivery.content), named)
        return counted

    def _may_be_skipped(self, digest: Digest, number: int) -> bool:
        alone = digest.channel == self._room.channels[digest.platform][ALONE]
        return digest.when_empty == "silent" and (self._room.news.empty(number) or not alone)

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
