"""A speaker as found: who, for which side, in which quality, and how sure."""

from __future__ import annotations

from dataclasses import dataclass

from summaries.model import Role

SURE_ENOUGH = 0.5
"""Below this confidence a speaker is unknown: a real quote on the wrong speaker is worse than none."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks; None and UNKNOWN for what is not known.

    ``pronoun`` is "he" or "she" where known. ``single`` is False for several people or a body, whom "he"
    cannot mean. ``confidence`` is 0 to 1.
    """

    name: str | None = None
    person: str | None = None
    actor: str | None = None
    office: str = ""
    role: Role = Role.UNKNOWN
    confidence: float = 1.0
    pronoun: str = ""
    single: bool = False


NOBODY = Speaker(confidence=0.0)
