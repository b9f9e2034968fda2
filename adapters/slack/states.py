"""What a button or a menu means, in its value: a command to answer and the page to show.

Values outlive restarts and old messages. A command that is too long for one is kept in the store under a
short key. Nobody gains anything by forging one: a command is answered as if its presser had typed it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from adapters.slack import limits
from bot.messages import Service

ACTION = "readout"
"""What every action id of ours begins with."""

REPORT = "readout-report"
"""The action that opens the form for what is wrong with a quotation; its value is the command so far."""

SPACE = "slack-lines"
"""Where commands are kept that are too long for a value."""

_SPELLED = re.compile(r"([a-z])(\d{1,4})([:#])(.*)", re.DOTALL)


class Deed(StrEnum):
    """What pressing does."""

    ANSWER = "a"  # a new answer
    PAGE = "p"  # another page of this one
    POST = "s"  # the same answer for the whole channel
    EVIDENCE = "e"  # the stored passage of a citation, only for who asked


@dataclass(frozen=True)
class State:
    """``line`` is a whole command with its slash; pages count from 1."""

    deed: Deed
    line: str
    page: int = 1

    @property
    def key(self) -> str | None:
        """Under which the command has to be kept; None where it fits into the value."""
        if limits.VALUE.holds(self._whole):
            return None
        return hashlib.sha256(self.line.encode("utf-8", "replace")).hexdigest()[:32]

    def spelled(self) -> str:
        """The value. What bears a ``key`` means nothing until the command is kept under it."""
        return f"{self.deed}{self.page}#{self.key}" if self.key else self._whole

    @property
    def _whole(self) -> str:
        return f"{self.deed}{self.page}:{self.line}"


async def read(service: Service, value: str) -> State | None:
    """The state that a value spells; None for a forged one, or one whose command is forgotten."""
    found = _SPELLED.fullmatch(value)
    if found is None or found[1] not in list(Deed):
        return None
    line = await service.kept(SPACE, found[4]) if found[3] == "#" else found[4]
    return None if line is None else State(Deed(found[1]), line, max(1, int(found[2])))
