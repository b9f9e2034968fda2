"""The list of first names: how names are written in it, and what is left out."""

from __future__ import annotations

import pytest

from summaries.analysis.speakers.first_names import _pronouns
from training.first_names import OWN, UNTOLD, latin


@pytest.mark.parametrize(
    ("name", "written"),
    [("Élodie", "elodie"), ("Łukasz", "lukasz"), ("Дмитрий", "dmitry"), ("Юлия", "yuliya"), ("李", None)],
)
def test_names_are_written_in_plain_letters(name: str, written: str | None) -> None:
    assert latin(name) == written


def test_the_list_holds_our_own_names_and_none_that_mislead() -> None:
    listed = _pronouns()
    assert all(listed[name] == pronoun for pronoun, names in OWN.items() for name in names.split())
    assert not listed.keys() & set(UNTOLD.split())
