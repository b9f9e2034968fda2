"""What the time of analysis goes into, step by step, in one process."""

from __future__ import annotations

import time
from collections.abc import Sequence

from summaries.analysis import developments, quotations, remarks, speakers, stances, tagging
from summaries.analysis.dates import find_dates
from summaries.analysis.parsing import get_used_to, load_language
from summaries.analysis.pipeline import Analyser
from summaries.model import Article
from summaries.topics import Topic

ROUNDS = 3


def shares(topic: Topic, articles: Sequence[Article]) -> dict[str, float]:
    """Each step's share of the processor's time, in the order of the river; they add up to 1."""
    analyser = Analyser(topic)
    _once(analyser, articles, _Clock())
    clock = _Clock()
    for _ in range(ROUNDS):
        _once(analyser, articles, clock)
    spent = dict(clock.spent)
    spent["quotations"] -= spent["tagger"]  # they ask the tagger too
    return {step: seconds / sum(spent.values()) for step, seconds in spent.items()}


class _Clock:
    """The processor's seconds of each step: from one stop to the next."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._since = time.process_time()

    def stop(self, step: str) -> None:
        """Say which step the time since the last stop belongs to."""
        since, self._since = self._since, time.process_time()
        self.spent[step] = self.spent.get(step, 0.0) + self._since - since


def _once(analyser: Analyser, articles: Sequence[Article], clock: _Clock) -> None:
    get_used_to(article.text for article in articles)
    with load_language().memory_zone():
        documents = analyser.prepare(articles)
        clock.stop("layout, names and parse")
        tagging.mark(documents)
        clock.stop("tagger")
        found = quotations.find_all(documents)
        clock.stop("quotations")
        for document, attributions in zip(documents, found, strict=True):
            dates = find_dates(document)
            clock.stop("dates")
            quoted = speakers.resolve(document, attributions, dates)
            clock.stop("speakers")
            stances.find(document, quoted, dates)
            clock.stop("stances")
            developments.find(document, quoted, dates)
            clock.stop("developments")
            remarks.find(document, quoted)
            clock.stop("remarks")
