"""Mojibake is mended where that is sure, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.articles.mojibake import mended


@pytest.mark.parametrize("misread", ["cp1252", "latin-1"])
def test_words_misread_once_are_whole_again(misread: str) -> None:
    words = "Inés Vélez declaró en Caracas que el señor Muñoz también vendrá mañana."
    assert mended(words.encode().decode(misread)) == words


def test_cyrillic_words_misread_are_whole_again() -> None:
    words = "Паромы снова пойдут в понедельник, сообщил мэр."
    assert mended(words.encode().decode("latin-1")) == words


@pytest.mark.parametrize(
    "words",
    [
        "“Curly quotes” and ‘single’ ones – with dashes — and an ellipsis… stay.",
        "Ångström, Âge, Ãlvaro, SÃO PAULO, ÐÐ and naïve façades.",
        "Ålund’s mayor: «Nous sommes prêts» – “Wir sind bereit”.",
        "Он сказал: «Мы готовы». РФ, США, ГРУ.",
        "ﬁne ﬂow, ｆｕｌｌ width, &amp; &lt;tags&gt;, a\u00a0space",
        "Line\r\nends\nof\u2028every kind\r",
    ],
)
def test_what_is_no_mojibake_stays_as_it_is(words: str) -> None:
    assert mended(words) == words


@given(st.text(st.characters(codec="utf-8", categories=["L", "P", "Z", "N"]), max_size=80))
def test_what_is_mended_holds_no_less_than_words(text: str) -> None:
    assert any(map(str.isalnum, mended(text))) or not any(map(str.isalnum, text))


_WORDS = [
    *("Vélez", "señor", "São", "França", "«", "»", "“", "”", "‘", "’", "–", "—", "…", "œuvre", "où", "ça"),
    *("Ångström", "Âge", "façades", "naïve", "Паромы", "СССР", "США", "«СССР»", "„Übung“", "‚so‘", "Łódź"),
    *("Dvořák", "Atatürk’s", "Ðorđe", "Ñandú", "ÉTÉ", "À", "Â", "Å", "É.", "Î?", "Ç!", "forêt…", "là»"),
]


@given(st.lists(st.sampled_from(_WORDS)), st.sampled_from([" ", "\n", " – "]))
def test_words_of_european_languages_and_their_quotation_marks_are_never_changed(
    words: list[str], between: str
) -> None:
    text = between.join(words)
    assert mended(text) == text
