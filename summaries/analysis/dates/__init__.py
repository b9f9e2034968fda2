"""Dates in a text: forms -> expressions -> resolution -> clause: which date goes with which words."""

from summaries.analysis.dates.clause import BOUNDS, date_of
from summaries.analysis.dates.context import DateMention
from summaries.analysis.dates.finding import dates_in, find_dates

__all__ = ["BOUNDS", "DateMention", "date_of", "dates_in", "find_dates"]
