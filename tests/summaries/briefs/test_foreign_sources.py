"""Words in another language are shown with its name, and a brief on positions says what it could not read."""

from __future__ import annotations

import pytest

from summaries.briefs import Material, quotes, stance
from summaries.briefs.silence import half_read
from summaries.model import Coverage
from tests.summaries.briefs.conftest import TOPIC, Desk

SAID = "No vamos a llenar la presa"


def material(language: str, languages: tuple[str, ...]) -> Material:
    desk = Desk()
    desk.article("eco", f"«{SAID}», dijo Ada Brook.", "El Eco", "2021-03-05")
    source = desk.articles["eco"].source.model_copy(update={"language": language})
    return Material(
        topic=TOPIC,
        quotations=(desk.said("ada-brook", SAID, "eco"),),
        sources={"eco": source},
        coverage=Coverage(articles=1, languages=languages),
    )


@pytest.mark.parametrize(("language", "shown"), [("es", True), ("es-MX", True), ("en", False), ("", False)])
def test_a_quotation_says_its_language_unless_it_is_english(language: str, shown: bool) -> None:
    (line,) = quotes(material(language, (language,)), person="ada-brook").lines()
    assert SAID in line.text
    assert ("in Spanish" in line.note) is shown


def test_a_brief_on_positions_says_which_articles_were_read_for_quotations_only() -> None:
    notes = [note.text for note in stance(material("es", ("de", "en", "es", "fr")), "upland").notes]
    assert notes[-1] == (
        "Articles in Spanish and French were read for quotations only; "
        "articles in German are stored but not analysed."
    )


@pytest.mark.parametrize(
    ("languages", "told"),
    [
        ((), []),
        (("en",), []),
        (("en-GB", ""), []),
        (("pt-BR",), ["Articles in Portuguese were read for quotations only."]),
        (("de", "it", "zh"), ["Articles in German, Italian and Chinese are stored but not analysed."]),
    ],
)
def test_nothing_is_said_where_all_is_english(languages: tuple[str, ...], told: list[str]) -> None:
    assert half_read(Coverage(languages=languages)) == told
