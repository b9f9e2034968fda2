"""What becomes of the tagger's attributions beside those of the rules."""

from __future__ import annotations

from summaries.analysis.attribution import Attribution, Place
from summaries.analysis.pipeline import Analyser
from summaries.analysis.quotations.direct import find_direct
from summaries.analysis.quotations.fusing import fuse
from summaries.analysis.quotations.reported import find_reported
from summaries.model import Article, Kind, QuotationType
from tests.summaries.analysis.reading import topic

TEXT = "Brandt urged the crews to bring every boat back before nightfall, adding: “The storm is here.”"


def place(words: str) -> Place:
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_a_cue_of_quoted_words_does_not_take_those_of_the_cue_before() -> None:
    [document] = Analyser(topic()).prepare([Article(id="a", document="a", text=TEXT)])
    joined = Attribution(
        content=(place("to bring every boat back before nightfall"), place("“The storm is here.”")),
        source=place("Brandt"),
        cue=place("adding:"),
        kind=Kind.MIXED,
        type=QuotationType.STATEMENT,
        confidence=0.99,
    )
    direct, ruled = list(find_direct(document)), list(find_reported(document))
    assert not list(fuse(document, [joined], direct, ruled))
