"""Direct quotations in Spanish, Portuguese, French and Russian: words, speakers, dates, without a parser."""

from __future__ import annotations

from summaries.analysis.foreign.finding import LANGUAGES, Reader

__all__ = ["LANGUAGES", "Reader"]
