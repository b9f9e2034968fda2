"""What the store promises about corrections: each message that shows what was reported is edited."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal, Protocol

from pydantic import AwareDatetime

from bot.storage.digest_contract import StoredDelivery
from summaries.model import Value

CorrectionState = Literal["waiting", "corrected", "restored", "failed"]
"""``failed``: given up. ``restored``: it shows again all that it showed when it was posted."""


class Withdrawal(Value):
    """Which passages a delivery showed that are withdrawn now, by citation id; ``at`` the latest review."""

    citations: frozenset[str] = frozenset()
    at: AwareDatetime | None = None


class Correction(Value):
    """A delivery to be edited so that it shows nothing ``withdrawn``; nothing of that is: as it was posted.

    ``wanted`` names this wish, and ``turn`` this claim.
    """

    delivery: StoredDelivery
    withdrawn: frozenset[str]
    at: AwareDatetime
    wanted: int
    tries: int
    turn: int


class Corrected(Value):
    """How a delivery's correction stands: since ``at``; ``why`` says why not, where it could not be made."""

    state: CorrectionState
    why: str = ""
    at: AwareDatetime


class Corrections(Protocol):
    """Corrections of what was posted. Synchronous; safe to call from several threads and processes.

    They are wanted by ``Store.quarantine`` and ``Store.restore`` in the same transaction.
    """

    def withdrawal(self, delivery: int) -> Withdrawal:
        """What of a delivery's recorded content must not be shown."""
        ...

    def claim(
        self, *, at: AwareDatetime, until: AwareDatetime, platforms: Collection[str], limit: int
    ) -> tuple[Correction, ...]:
        """Corrections to make now, the longest waiting first, of deliveries that are over."""
        ...

    def finish(
        self,
        correction: Correction,
        state: CorrectionState,
        *,
        why: str = "",
        at: AwareDatetime,
        quiet: bool = False,
    ) -> bool:
        """Note that it is made or given up; False where somebody else has it by now.

        Where another review came meanwhile, it is to be made again at once. Administrators are to be alerted
        of what was given up, unless ``quiet``ly.
        """
        ...

    def fail(self, correction: Correction, why: str, *, again: AwareDatetime, counts: bool = True) -> bool:
        """Let go of it until ``again``; False as for ``finish``."""
        ...

    def of(self, digest: str) -> Mapping[int, Corrected]:
        """The corrections of a digest's deliveries, by the key of the delivery."""
        ...

    def mend(self, *, at: AwareDatetime) -> None:
        """Free what a clock set back would put off for long."""
        ...
