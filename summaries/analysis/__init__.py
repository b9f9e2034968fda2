"""From an article to its evidence: quotations, speakers, stances, dates, developments."""

ANALYSER = "rules-1"
"""Names this way of analysing. Stored beside evidence, so that a better analyser knows what to do again."""
