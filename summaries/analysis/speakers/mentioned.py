"""What the topic's names at a place tell: which one stands there, and which one side they are of."""

from __future__ import annotations

import re
from bisect import bisect_left

from summaries.analysis.attribution import Place
from summaries.analysis.document import Document
from summaries.names import Mention

_REGION = re.compile(r"\s+(?:state|city|town|province|region|district|village|island) of\b")
"""What only tells where somebody is, after the adjective of a country: "police in the Indian state of"."""
_NEAR = 6
"""How many names before a place may still reach into it."""


def mention_at(document: Document, at: Place, kind: str) -> Mention | None:
    """The name of a kind ("person", "office", "actor") that reaches into a place."""
    after = bisect_left(document.mentions, at[1], key=lambda m: m.start)
    near = document.mentions[max(0, after - _NEAR) : after]
    return next((m for m in near if m.kind == kind and at[0] < m.end), None)


def only_side(document: Document, source: Place) -> str | None:
    """The one side that a noun phrase names; None for none or several."""
    found = [
        m
        for m in document.mentions_in(*source)
        if m.kind in ("actor", "office", "person") and not _REGION.match(document.text, m.end)
    ]
    sides = {m.actor or "" for m in found}
    return sides.pop() or None if len(sides) == 1 else None
