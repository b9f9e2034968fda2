"""Where a simulated month's digests are posted: channels of our own with faults, and strict servers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import NamedTuple

from bot.messages import NEW, Place, Post, Posted, Posting, Reply, Throttled, Unreachable, Unsure

OWN = "chat"
"""The platform whose channels are in this process."""

POST_FAULTS, LOOK_FAULTS = 0.04, 0.03
"""How many posts, and looks into a channel, go wrong."""

_LINES_A_PAGE = 12

Now = Callable[[], datetime]


class Died(BaseException):
    """The process is dead: nothing more of it runs."""


class Stands(NamedTuple):
    """A message that stands in a channel, by the key that it bears; ``at`` is None where nobody knows."""

    channel: str
    key: str
    text: str
    at: datetime | None = None


class Life:
    """One process: it dies after so many more steps, if at all, and then every step of it does."""

    def __init__(self) -> None:
        self.steps = 0
        self.dies_at = 0
        self.sending = 0

    @property
    def dead(self) -> bool:
        """Whether it has died."""
        return bool(self.dies_at) and self.steps >= self.dies_at

    def step(self) -> None:
        """One step further. Raises Died."""
        self.steps += 1
        if self.dead:
            raise Died

    async def elsewhere(self, work: Callable[[], object]) -> object:
        """Work for the store: it may die before, or after."""
        self.step()
        done = work()
        self.step()
        return done


class Rooms:
    """Channels in this process. ``away`` is until when all of them are out of reach."""

    def __init__(self, now: Now, dice: Random) -> None:
        self._now, self._dice = now, dice
        self.standing: dict[str, list[Stands]] = defaultdict(list)
        self.faults: Counter[str] = Counter()
        self.away = datetime.min.replace(tzinfo=UTC)

    def pages(self, reply: Reply) -> int:
        """A page for so many lines."""
        lines = sum(len(getattr(block, "lines", ())) for block in reply.blocks)
        return 1 + lines // _LINES_A_PAGE

    async def post(self, place: Place, post: Post) -> Posted:
        """Take it, or do what is wrong."""
        fault = self._fault(POST_FAULTS, ("429", "500", "disconnect", "refused", "lost reply"))
        if fault == "429":
            raise Throttled(self._dice.uniform(1, 90))
        if fault in ("away", "refused"):
            raise Unreachable("There is no connection.")
        if fault in ("500", "disconnect"):
            raise Unsure("It may have been posted.")
        text = post.reply.model_dump_json() if post.page == 1 else ""
        self.standing[place.channel].append(Stands(place.channel, post.key, text, self._now()))
        if fault == "lost reply":
            raise Unsure("It may have been posted.")
        return self._posted(place, len(self.standing[place.channel]))

    async def find(self, place: Place, key: str, since: datetime) -> Posted | None:
        """Look through what stands there."""
        fault = self._fault(LOOK_FAULTS, ("429 to a look", "500 to a look"))
        if fault == "429 to a look":
            raise Throttled(self._dice.uniform(1, 90))
        if fault:
            raise Unreachable("There is no connection.")
        for number, one in enumerate(self.standing[place.channel], start=1):
            if one.key == key and one.at is not None and one.at >= since:
                return self._posted(place, number)
        return None

    async def edit(self, place: Place, posted: Posted, post: Post) -> None:
        """Nothing is corrected here."""

    async def tell(self, workspace: str, user: str, reply: Reply) -> None:
        """Nobody is told anything here."""

    def _fault(self, chance: float, kinds: tuple[str, ...]) -> str:
        if self._now() < self.away:
            self.faults["away"] += 1
            return "away"
        if self._dice.random() >= chance:
            return ""
        kind = self._dice.choice(kinds)
        self.faults[kind] += 1
        return kind

    @staticmethod
    def _posted(place: Place, number: int) -> Posted:
        return Posted(message=str(number), thread=str(number) if place.thread == NEW else place.thread)


class Line:
    """A process's connection to a platform: it may die before a post is taken, or before it hears of it.

    ``since`` tells at which instant of the platform's clock a reading of the simulated one was.
    """

    def __init__(self, posting: Posting, life: Life, since: Callable[[datetime], datetime]) -> None:
        self._posting, self._life, self._since = posting, life, since

    def pages(self, reply: Reply) -> int:
        """See ``Posting``."""
        return self._posting.pages(reply)

    async def post(self, place: Place, post: Post) -> Posted:
        """See ``Posting``."""
        self._life.step()
        self._life.sending += 1
        try:
            posted = await self._posting.post(place, post)
        finally:
            self._life.sending -= 1
        self._life.step()
        return posted

    async def find(self, place: Place, key: str, since: datetime) -> Posted | None:
        """See ``Posting``."""
        self._life.step()
        self._life.sending += 1
        try:
            return await self._posting.find(place, key, self._since(since))
        finally:
            self._life.sending -= 1

    async def edit(self, place: Place, posted: Posted, post: Post) -> None:
        """See ``Posting``."""
        await self._posting.edit(place, posted, post)

    async def tell(self, workspace: str, user: str, reply: Reply) -> None:
        """See ``Posting``."""
        self._life.step()
        await self._posting.tell(workspace, user, reply)


KEY = re.compile(r'(?:ro~|"(?:key|nonce|text)": ")([0-9a-z]{4}-\d+-\d+)(?=[:"\\])')
"""Where a message bears the key of a part, as JSON: in metadata, custom ids, a nonce or a footer."""
