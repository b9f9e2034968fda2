"""What a button or a menu means, in its value: a command to answer and the page to show.

Values outlive restarts and old messages. Nobody gains anything by forging one: a command is answered as if
its presser had typed it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from adapters.slack import limits

ACTION = "readout"
"""What every action id of ours begins with."""

_SPELLED = re.compile(r"([a-z])(\d{1,4}):(.*)", re.DOTALL)


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

    def spelled(self) -> str:
        """The value; what is too long for one is cut, and then not understood, which the answer says."""
        return limits.VALUE.cut(f"{self.deed}{self.page}:{self.line}")


def read(value: str) -> State | None:
    """The state that a value spells; None for a forged one."""
    found = _SPELLED.fullmatch(value)
    if found is None or found[1] not in list(Deed):
        return None
    return State(Deed(found[1]), found[3], max(1, int(found[2])))
