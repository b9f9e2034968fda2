"""Which of Discord's shards a process has, where several processes share them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SPELLED = re.compile(r"(\d{1,5}(?:-\d{1,5})?(?:,\d{1,5}(?:-\d{1,5})?)*)/(\d{1,5})")
_TIMESTAMP = 22  # bits of an id below its time, which Discord's formula leaves out


@dataclass(frozen=True)
class Shards:
    """The shards of a process, ``mine`` of ``count``; a count of 0: all that Discord asks for."""

    mine: tuple[int, ...] = ()
    count: int = 0

    @property
    def first(self) -> bool:
        """Whether the first shard is among them: direct messages come to it."""
        return not self.count or 0 in self.mine

    def of(self, guild: str) -> int:
        """The shard of a server (Discord's developer documentation, "Gateway", "Sharding Formula")."""
        number = int(guild) if guild.isascii() and guild.isdecimal() else 0
        return (number >> _TIMESTAMP) % self.count if self.count else 0

    @property
    def share(self) -> float:
        """How much of all there is belongs to this process."""
        return len(self.mine) / self.count if self.count else 1.0

    def has(self, guild: str) -> bool:
        """Whether the events of that server come to this process."""
        return not self.count or self.of(guild) in self.mine


def shards_of(spelled: str) -> Shards:
    """What ``0-3/16`` spells, or ``0,4-7/16``; all where it is empty. ValueError for anything else."""
    if not spelled:
        return Shards()
    found = _SPELLED.fullmatch(spelled.replace(" ", ""))
    if not found:
        raise ValueError(spelled)
    count, mine = int(found[2]), set[int]()
    for part in found[1].split(","):
        first, _, last = part.partition("-")
        mine.update(range(int(first), int(last or first) + 1))
    if not mine or max(mine) >= count:
        raise ValueError(spelled)
    return Shards(tuple(sorted(mine)), count)
