"""The direct quotations of an article in Spanish, Portuguese, French or Russian."""

from __future__ import annotations

import re
from collections.abc import Mapping

from summaries.analysis.foreign.attributed import Attributed
from summaries.analysis.foreign.attribution import Attribution
from summaries.analysis.foreign.cast import Cast
from summaries.analysis.foreign.dates import Dates
from summaries.analysis.foreign.french import FRENCH
from summaries.analysis.foreign.marks import find_marked
from summaries.analysis.foreign.names import Names, tokenise
from summaries.analysis.foreign.portuguese import PORTUGUESE
from summaries.analysis.foreign.russian import RUSSIAN
from summaries.analysis.foreign.spanish import SPANISH
from summaries.analysis.foreign.tongue import Tongue
from summaries.articles.layout import Block, BlockKind, layout
from summaries.articles.noise import Reason
from summaries.model import Article, Evidence, Grade, Kind, Quotation, Role
from summaries.topics import Topic

LANGUAGES: Mapping[str, Tongue] = {tongue.code: tongue for tongue in (SPANISH, PORTUGUESE, FRENCH, RUSSIAN)}
"""The languages that are read for direct quotations, by ISO 639-1 code."""

_SURELY_NOISE = (Reason.REPEATED, Reason.DOUBLED_TITLE, Reason.CREDIT)
_QUOTED = re.compile(r"[«“„\"]\s*\w+\W+\w+\W+\w+|^\s*[—–-]\s?\w")
_BODIES = (Role.INSTITUTION, Role.ACTOR, Role.SPOKESPERSON)


_PLACE = r"[A-ZÀ-ÞА-ЯЁ][^\n«“\"„—–:]{2,60}?"
_AGENCIES = (
    r"\((?:EFE|AFP|Lusa|Reuters|AP|ANSA|Xinhua|DPA|Europa Press)\)|/ТАСС/|РИА Новости|/Интерфакс/|Интерфакс"
)
_DATELINE = re.compile(
    rf"{_PLACE}(?:[,.]\s)?(?:[–-]\s)?(?:{_AGENCIES})[.,]?\s*[—–-]*\s*"
    rf"|{_PLACE}\.\s?[—–-]+\s+|[A-ZÀ-ÞА-ЯЁ ,]{{4,40}}\s[—–-]+\s"
)


class Reader:
    """Reads articles in one of ``LANGUAGES`` for one topic; takes no model."""

    def __init__(self, topic: Topic, language: str) -> None:
        self._topic, self._tongue = topic, LANGUAGES[language]
        self._names = Names(topic, language)

    def read(self, article: Article) -> Evidence:
        """The direct quotations of an article; it has no stances and no developments in these languages."""
        blocks = layout(article.text, article.title)
        told = [block for block in blocks if self._tells(block, article)]
        places = [(_after_dateline(article.text, block), block.end) for block in told]
        cast = Cast(self._topic, self._tongue, self._names, article.text, places)
        dates = Dates(article, self._tongue, places)
        marked = find_marked(article.text, places)
        found = Attribution(article, cast, dates, marked).all()
        return Evidence(
            article=article.id, quotations=tuple(self._quotation(article, each) for each in found)
        )

    def _tells(self, block: Block, article: Article) -> bool:
        """Whether a block is prose: noise is told by English words, so what quotes somebody is none."""
        if block.kind is BlockKind.PARAGRAPH:
            return True
        if (block.kind is BlockKind.TITLE and article.title) or block.reason in _SURELY_NOISE:
            return False
        words = article.text[block.start : block.end]
        return words[:1] in "«»" or (
            bool(_QUOTED.search(words)) and self._tongue.cue.search(words) is not None
        )

    def _quotation(self, article: Article, found: Attributed) -> Quotation:
        speaker = found.speaker
        return Quotation(
            kind=Kind.DIRECT,
            content=tuple(article.span(*piece) for piece in found.pieces),
            context=article.span(*found.context),
            speaker=article.span(*found.source) if found.source else None,
            cue=article.span(*found.cue) if found.cue else None,
            name=speaker.name,
            person=speaker.person,
            actor=speaker.actor,
            office=speaker.office,
            role=speaker.role,
            grade=Grade.INSTITUTION if speaker.role in _BODIES else Grade.DIRECT,
            said=found.said,
            issues=self._issues(article, found),
        )

    def _issues(self, article: Article, found: Attributed) -> tuple[str, ...]:
        names = (
            name
            for start, end in found.pieces
            for name in self._names.find(tokenise(article.text, start, end))
            if name.kind == "issue"
        )
        return tuple(dict.fromkeys(id for name in names for id in name.ids))


def _after_dateline(text: str, block: Block) -> int:
    """Where a paragraph begins to tell, after its place, day and agency."""
    found = _DATELINE.match(text, block.start, block.end)
    return found.end() if found is not None else block.start
