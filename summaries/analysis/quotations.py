"""Quotations: which words an article attributes, to whom, and by which cue; by place only."""

from __future__ import annotations

from summaries.analysis.attribution import Attribution
from summaries.analysis.direct import find_direct
from summaries.analysis.document import Document


def find(document: Document) -> tuple[Attribution, ...]:
    """All attributions of a parsed document, in the order of their content."""
    return find_direct(document)
