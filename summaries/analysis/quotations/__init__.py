"""Quotations: words in marks, words reported and words tagged -> finding: who is said to have said what."""

from summaries.analysis.quotations.finding import find, find_all

__all__ = ["find", "find_all"]
