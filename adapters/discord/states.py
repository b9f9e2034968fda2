"""What a button or a menu means, in its custom id: a command to answer and the page to show.

Ids outlive restarts and old messages. A command that is too long for one is kept in the store under a short
key. Nobody gains anything by forging one: a command is answered as if its presser had typed it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from adapters.discord import limits
from bot.messages import Service

SPACE = "discord-lines"
TEMPLATE = r"ro(?:~[\w-]+)?:(?P<deed>[a-z]):(?P<page>[0-9]{1,4}):(?P<form>[=#])(?P<line>.*)"


class Deed(StrEnum):
    """What pressing does."""

    ANSWER = "a"  # a new answer
    PAGE = "p"  # another page of this one
    SHARE = "s"  # the same answer for everybody
    EVIDENCE = "e"  # the stored passage of the chosen citation, only for who asked


@dataclass(frozen=True)
class State:
    """``line`` is a command without its slash (for EVIDENCE the topic alone); pages count from 1."""

    deed: Deed
    line: str
    page: int = 1

    async def spelled(self, service: Service) -> str:
        """The custom id."""
        whole = f"ro:{self.deed}:{self.page}:={self.line}"
        if limits.CUSTOM_ID.holds(whole):
            return whole
        key = hashlib.sha256(self.line.encode("utf-8", "replace")).hexdigest()[:32]
        await service.keep(SPACE, key, self.line)
        return f"ro:{self.deed}:{self.page}:#{key}"


async def read(service: Service, deed: str, page: str, form: str, line: str) -> State | None:
    """The state that a custom id spells; None for a forged one, or one whose command is forgotten."""
    known = await service.kept(SPACE, line) if form == "#" else line
    if known is None or deed not in list(Deed):
        return None
    return State(Deed(deed), known, max(1, int(page)))
