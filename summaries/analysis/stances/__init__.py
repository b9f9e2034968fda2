"""Stances: clauses -> links and signs -> polarity -> voices: who takes which position on what."""

from summaries.analysis.stances.finding import find

__all__ = ["find"]
