"""The two articles that come with the program: unchanged, described, and laid out rightly."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from summaries.articles.layout import layout
from summaries.articles.metadata import parse_metadata
from summaries.articles.reading import read_path_bytes
from summaries.articles.sentences import sentences
from summaries.model import Article
from summaries.when import Precision

FOLDER = Path(__file__).parents[3] / "seeds" / "venezuela" / "articles"
CGTN = "cgtn-us-russia-stance-on-venezuela"
GRI = "global-risk-insights-us-and-russia-developments-in-venezuela"


def read(name: str) -> Article:
    metadata = parse_metadata((FOLDER / f"{name}.toml").read_bytes(), f"{name}.toml")
    return read_path_bytes(f"{name}.txt", (FOLDER / f"{name}.txt").read_bytes(), metadata)


def blocks(article: Article) -> list[tuple[str, str]]:
    found = layout(article.text, article.title)
    return [((block.reason or block.kind).value, article.text[block.start : block.end]) for block in found]


@pytest.mark.parametrize(
    ("name", "digest"),
    [
        (CGTN, "a012575cb980e2f877cded5d1968e4b0edd4f4e7fa1d98e4e101e2c7a40882cd"),
        (GRI, "c313e83cd3b4591969c196958775a7621d477f5ce56633407051936f7a026257"),
    ],
)
def test_the_texts_are_unchanged(name: str, digest: str) -> None:
    data = (FOLDER / f"{name}.txt").read_bytes()
    assert hashlib.sha256(data).hexdigest() == digest
    assert read(name).hash == digest


def test_every_text_has_its_metadata_beside_it() -> None:
    assert (
        {path.stem for path in FOLDER.glob("*.txt")}
        == {path.stem for path in FOLDER.glob("*.toml")}
        == {CGTN, GRI}
    )


def test_the_first_is_dated_by_inference_and_has_no_address() -> None:
    article = read(CGTN)
    assert (article.id, article.publisher, article.byline, article.url) == (CGTN, "CGTN", "Nayan Seth", "")
    assert article.published.iso() == "2019-05-06/2019-05-11"
    assert article.published.inferred
    assert article.published_basis


def test_the_second_is_dated_to_the_month() -> None:
    article = read(GRI)
    assert (article.publisher, article.byline) == ("Global Risk Insights", "Rowan Hart")
    assert article.published.precision is Precision.MONTH
    assert article.published.start == date(2019, 6, 1)
    assert article.url.endswith("/2019/06/us-and-russia-developments-in-venezuela/")


def test_the_first_is_its_paragraphs_without_captions_and_page_furniture() -> None:
    found = blocks(read(CGTN))
    assert [kind for kind, _ in found[:4]] == ["title", "byline", "list literal", "video length"]
    assert Counter(kind for kind, _ in found[4:]) == {"paragraph": 11, "caption": 4}
    alone = [words for kind, words in found if kind == "paragraph" and words.startswith('"')]
    assert len(alone) == 3


def test_the_second_is_its_paragraphs_without_doubled_title_and_author_box() -> None:
    found = blocks(read(GRI))
    kinds = [kind for kind, _ in found]
    assert kinds[:3] == ["title", "doubled title", "paragraph"]
    assert kinds[-4:] == ["categories", "author box", "author box", "author box"]
    assert [words for kind, words in found if kind == "heading"] == [
        "The recent conflict in Venezuela",
        "The US and Russia in conversation",
    ]
    assert kinds.count("paragraph") == 9


def test_their_sentences_are_found() -> None:
    for name, count in ((CGTN, 23), (GRI, 47)):
        article = read(name)
        prose = [b for b in layout(article.text, article.title) if b.kind == "paragraph"]
        assert sum(len(sentences(article.text, b.start, b.end)) for b in prose) == count
