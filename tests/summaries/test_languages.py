"""Which language a text is in: told when sure, never guessed, and never hidden by a default."""

from __future__ import annotations

import pytest

from summaries.analysis.foreign import LANGUAGES
from summaries.languages import QUOTED, in_its_language, language_name, language_of
from summaries.model import Article

SPANISH = "El canciller aseguró que su país no va a ceder ante las presiones de ningún gobierno extranjero."
TEXTS = {
    "en": "The foreign minister said that his country would not give in to the pressure of any government.",
    "es": SPANISH,
    "pt": "O chanceler afirmou que o seu país não vai ceder às pressões de nenhum governo estrangeiro.",
    "fr": "Le ministre a assuré que son pays ne céderait aux pressions d’aucun gouvernement étranger.",
    "ru": "Министр заявил, что его страна не поддастся давлению никакого иностранного правительства.",
    "de": "Der Minister sagte, sein Land werde dem Druck keiner fremden Regierung jemals nachgeben.",
    "uk": "Міністр заявив, що його країна не поступиться тиску жодного іноземного уряду.",
}


def article(text: str, language: str = "en") -> Article:
    return Article(id="a", document="a", text=text, language=language)


@pytest.mark.parametrize("code", list(TEXTS))
def test_a_sentence_of_news_is_enough(code: str) -> None:
    assert language_of(TEXTS[code]) == code
    assert language_of(TEXTS[code] * 500) == code


@pytest.mark.parametrize(
    "text", ["", "…", "Nicolás Maduro", "12.04.2019 — 14:30", "Caracas, Venezuela", "\udcff" * 90]
)
def test_a_name_or_a_heap_of_figures_is_in_no_language(text: str) -> None:
    assert language_of(text) == ""


def test_a_hint_decides_close_calls_and_no_others() -> None:
    assert language_of(SPANISH, hint="en") == "es"
    assert language_of(SPANISH, hint="es-MX") == "es"
    assert language_of("Nicolás Maduro Caracas", hint="es") == ""


def test_a_default_does_not_hide_what_a_text_is_written_in() -> None:
    assert in_its_language(article(SPANISH)).language == "es"
    assert in_its_language(article(TEXTS["en"], "es")).language == "en"


def test_what_is_stated_stays_where_the_text_does_not_tell_otherwise() -> None:
    short = article("«No», dijo.", "es")
    assert in_its_language(short) is short
    brazilian = article(TEXTS["pt"], "pt-BR")
    assert in_its_language(brazilian) is brazilian


def test_languages_are_called_by_their_english_names() -> None:
    assert [language_name(code) for code in ("es", "pt-BR", "fr", "ru", "xx")] == [
        *("Spanish", "Portuguese", "French", "Russian"),
        "xx",
    ]


def test_the_languages_that_briefs_call_read_are_those_that_are() -> None:
    assert set(QUOTED) == set(LANGUAGES)
