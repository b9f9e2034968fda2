"""The order of analysis; every judgement is elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from summaries.analysis import developments, quotations, remarks, speakers, stances
from summaries.analysis.attribution import Attribution
from summaries.analysis.dates import find_dates
from summaries.analysis.document import Document, prepare
from summaries.analysis.parsing import get_used_to, load_language, parse
from summaries.analysis.relevance import can_matter
from summaries.model import Article, Evidence
from summaries.names import NameFinder
from summaries.topics import Topic

BATCH = 16
"""Articles parsed together: the parser is fastest on a few hundred sentences at a time."""


class Analyser:
    """Finds the evidence in articles, for one topic. Loads the language model at the first article."""

    def __init__(self, topic: Topic) -> None:
        self.topic = topic
        self._names = NameFinder(topic)

    def analyse(self, articles: Iterable[Article]) -> Iterator[Evidence]:
        """The evidence of each article, in order. The same article always gives the same evidence."""
        waiting = iter(articles)
        while batch := list(islice(waiting, BATCH)):
            get_used_to(article.text for article in batch)
            with load_language().memory_zone():
                documents = self.prepare(batch)
                found = quotations.find_all(documents)
                yield from [find_evidence(d, a) for d, a in zip(documents, found, strict=True)]

    def prepare(self, articles: Iterable[Article]) -> list[Document]:
        """Lay out and parse articles, inside a memory zone of the caller's where there are many."""
        documents = [prepare(article, self.topic, self._names) for article in articles]
        parse((d, s) for d in documents for s in d.sentences if can_matter(d, s))
        return documents


def find_evidence(document: Document, attributions: Sequence[Attribution]) -> Evidence:
    """All that one parsed document holds, given what it attributes."""
    dates = find_dates(document)
    quoted = speakers.resolve(document, attributions, dates)
    return Evidence(
        article=document.article.id,
        quotations=quoted,
        stances=stances.find(document, quoted, dates),
        developments=developments.find(document, quoted, dates),
        remarks=remarks.find(document, quoted),
    )
