"""What the search for quotations hands on: words, who is named as their source, and the cue between them."""

from __future__ import annotations

from dataclasses import dataclass

from summaries.model import Kind, QuotationType

Place = tuple[int, int]
"""Code points: start, end (excluded)."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words attributed to a source, by place only; who the source is, is the next step's question.

    ``content`` has several places for a quotation that is split. A direct one lies between its marks, marks
    excluded. ``source`` and ``cue`` are None where the text names none. ``confidence`` is 0 to 1. ``turn``
    tells that it is somebody's turn in a transcript or an interview: ``source`` is the label, or None where
    whoever is interviewed answers.
    """

    kind: Kind
    type: QuotationType
    content: tuple[Place, ...]
    source: Place | None
    cue: Place | None
    confidence: float = 1.0
    turn: bool = False
