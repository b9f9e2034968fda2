"""Speakers: the article's cast -> antecedents and identity -> resolution: who said the words found."""

from summaries.analysis.speakers.resolution import resolve

__all__ = ["resolve"]
