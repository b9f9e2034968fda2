"""Direct quotations, speakers, actors and dates in Spanish, Portuguese, French and Russian, without a parser."""

from __future__ import annotations

from summaries.analysis.foreign.finding import LANGUAGES, Reader

__all__ = ["LANGUAGES", "Reader"]
