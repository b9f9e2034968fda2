"""Developments: happenings and figures in a sentence's parse -> telling -> one development for each event."""

from summaries.analysis.developments.finding import find

__all__ = ["find"]
