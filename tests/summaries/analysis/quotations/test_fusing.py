"""What becomes of the tagger's attributions beside those of the rules."""

from __future__ import annotations

from collections.abc import Sequence

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


def tagged(words: Sequence[str], cue: str, source: str | None) -> Attribution:
    return Attribution(
        content=tuple(map(place, words)),
        source=place(source) if source else None,
        cue=place(cue),
        kind=Kind.INDIRECT,
        type=QuotationType.STATEMENT,
        confidence=0.99,
    )


def fused(*found: Attribution) -> list[Attribution]:
    [document] = Analyser(topic()).prepare([Article(id="a", document="a", text=TEXT)])
    return list(fuse(document, found, list(find_direct(document)), list(find_reported(document))))


def test_a_cue_of_quoted_words_does_not_take_those_of_the_cue_before() -> None:
    words = ["to bring every boat back before nightfall", "“The storm is here.”"]
    assert not fused(tagged(words, "adding:", "Brandt"))


def test_pieces_of_what_one_cue_attributes_are_one() -> None:
    pieces = (
        tagged(["the crews"], "urged", "Brandt"),
        tagged(["to bring every boat back before nightfall"], "the crews", None),
    )
    [found] = fused(*pieces)
    assert [TEXT[start:end] for start, end in found.content] == [
        "the crews to bring every boat back before nightfall"
    ]
    assert found.source == place("Brandt")


def test_words_in_marks_beside_others_with_no_source_and_no_known_cue_are_nobodys() -> None:
    text = "The reef was charted as the “Needle” by the first crews. Brandt rang the bell."
    [document] = Analyser(topic()).prepare([Article(id="a", document="a", text=text)])
    start, cue = text.index("the “Needle”"), text.index("charted")
    found = Attribution(
        content=((start, start + 12),),
        source=None,
        cue=(cue, cue + 7),
        kind=Kind.MIXED,
        type=QuotationType.STATEMENT,
        confidence=0.99,
    )
    assert not list(fuse(document, [found], [], []))
