"""The order of analysis; every judgement is elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from summaries.analysis import developments, quotations, remarks, speakers, stances
from summaries.analysis.attribution import Attribution
from summaries.analysis.dates import find_dates
from summaries.analysis.document import Document, prepare
from summaries.analysis.foreign import LANGUAGES, Reader
from summaries.analysis.parsing import get_used_to, load_language, parse
from summaries.analysis.parts import LONGEST, Part, cut, join, moved
from summaries.analysis.relevance import can_matter
from summaries.languages import base, in_its_language, language_name
from summaries.model import Article, Evidence
from summaries.names import NameFinder
from summaries.topics import Topic

TOGETHER = 60_000
"""Code points read together, some 16 articles: the parser is fastest on a few hundred sentences at a time."""


class Analyser:
    """Finds the evidence in articles, for one topic. Loads the language model at the first article.

    Articles of more than ``longest`` code points are read part by part.
    """

    def __init__(self, topic: Topic, longest: int = LONGEST) -> None:
        self.topic, self._longest = topic, longest
        self._names = NameFinder(topic)
        self._readers: dict[str, Reader] = {}

    def analyse(self, articles: Iterable[Article]) -> Iterator[Evidence]:
        """The evidence of each article, in order. The same article always gives the same evidence."""
        found: list[Evidence] = []
        for batch in _batches(part for article in articles for part in self._cut(article)):
            for part, evidence in zip(batch, self._read(batch), strict=True):
                found.append(moved(evidence, part.offset) if part.offset else evidence)
                if part.is_last:
                    yield join(found)
                    found = []

    def _cut(self, article: Article) -> Iterator[Part]:
        return cut(in_its_language(article), self._longest)

    def _read(self, parts: Sequence[Part]) -> list[Evidence]:
        """The evidence of parts in whatever languages; the model is for the English ones."""
        english = iter(self._in_english([part for part in parts if _language(part) == "en"]))
        return [next(english) if _language(part) == "en" else self._in_another(part) for part in parts]

    def _in_another(self, part: Part) -> Evidence:
        language = _language(part)
        if language in LANGUAGES:
            return self._readers.setdefault(language, Reader(self.topic, language)).read(part.article)
        note = f"{language_name(language)} is not analysed."
        return Evidence(article=part.article.id, notes=(note,))

    def _in_english(self, parts: Sequence[Part]) -> list[Evidence]:
        if not parts:
            return []
        get_used_to(part.article.text for part in parts)
        with load_language().memory_zone():
            documents = self._parsed(prepare(p.article, self.topic, self._names, p.blocks) for p in parts)
            found = quotations.find_all(documents)
            return [find_evidence(d, a) for d, a in zip(documents, found, strict=True)]

    def prepare(self, articles: Iterable[Article]) -> list[Document]:
        """Lay out and parse whole articles, inside a memory zone of the caller's where there are many."""
        return self._parsed(prepare(article, self.topic, self._names) for article in articles)

    def _parsed(self, laid_out: Iterable[Document]) -> list[Document]:
        documents = list(laid_out)
        parse((d, s) for d in documents for s in d.sentences if can_matter(d, s))
        return documents


def _language(part: Part) -> str:
    return base(part.article.language) or "en"


def _batches(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Up to ``TOGETHER`` code points each, and one part at least."""
    batch: list[Part] = []
    length = 0
    for part in parts:
        if batch and length + len(part.article.text) > TOGETHER:
            yield batch
            batch, length = [], 0
        batch.append(part)
        length += len(part.article.text)
    if batch:
        yield batch


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
