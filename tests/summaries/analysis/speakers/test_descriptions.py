"""Whom offices, descriptions and short forms mean, and when they mean nobody."""

from __future__ import annotations

import pytest

from summaries.model import Quotation
from tests.summaries.analysis.reading import read


def last(text: str, published: str = "2019-05-20") -> Quotation:
    return read(text, published)[-1]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tomas Lind, a fisherman, sold his boat. The 53-year-old said ships would stay.", "Tomas Lind"),
        ("Otto Brandt met Rui Carvao. The Belmoran prime minister said ships would stay.", "Rui Carvao"),
        ("Otto Brandt flew home. The Arlandic president said ships would stay.", "Otto Brandt"),
        ("Brandt met Sollen. The president said ships would stay.", "Otto Brandt"),
        ("Brandt met Sollen. The minister said ships would stay.", "Mira Sollen"),
        ("Governor Ann Cole spoke. The governor said ships would stay.", "Ann Cole"),
        ("French President Luc Moreau came. The French president said ships would stay.", "Luc Moreau"),
        ("Ambassador Ana Prado arrived. The diplomat said ships would stay.", "Ana Prado"),
    ],
)
def test_a_description_means_the_one_it_fits(text: str, name: str | None) -> None:
    assert last(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The 53-year-old said ships would stay.", None),
        ("A senior Arlandic official who asked not to be named said ships would stay.", None),
        ("Sources close to Brandt said ships would stay.", None),
        ("Her office said ships would stay.", None),
        ("President Luc Moreau came to see Brandt. The president said ships would stay.", None),
        ("Sen. Ana Prado arrived with Rep. Ivo Rand. The lawmaker said ships would stay.", None),
        ("Brandt’s wife said ships would stay.", None),
    ],
)
def test_a_description_that_fits_several_or_nobody_is_nobody(text: str, name: str | None) -> None:
    assert last(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The former Arlandic president said ships would stay.", None),
        ("The Arlandic president-elect said ships would stay.", None),
        ("The acting Arlandic president said ships would stay.", None),
        ("The then Arlandic foreign minister said ships would stay.", None),
        ("The then-foreign minister of Arland said ships would stay.", None),
        ("The Arlandic deputy foreign minister said ships would stay.", None),
    ],
)
def test_who_holds_an_office_no_longer_or_not_yet_is_not_its_holder(text: str, name: str | None) -> None:
    assert last(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The World Health Organization met. The WHO said ships would stay.", "World Health Organization"),
        (
            "The Arlandic Foreign Ministry met reporters. The ministry said ships would stay.",
            "Arlandic Foreign Ministry",
        ),
        ("The Coast Guard Agency met. The agency said ships would stay.", "Coast Guard Agency"),
        ("The Ministry of Fisheries met. The ministry said ships would stay.", "Ministry of Fisheries"),
        ("The Ministry of Fisheries met the Ministry of Trade. The ministry said ships would stay.", None),
    ],
)
def test_a_short_form_means_the_body_named_in_full(text: str, name: str | None) -> None:
    assert last(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sollen issued a statement on Friday. The statement said ships would stay.", "Mira Sollen"),
        ("Belmora sent a note to the embassy. The note said ships would stay.", "Belmora"),
        ("The statement said ships would stay.", None),
    ],
)
def test_a_statement_speaks_for_who_issued_it(text: str, name: str | None) -> None:
    assert last(text).name == name


@pytest.mark.parametrize(
    ("text", "published", "name"),
    [
        ("The Arlandic foreign minister said ships would stay.", "2010-01-01", None),
        ("The Arlandic president said ships would stay.", "", None),
        ("Otto Brandt came. The Arlandic president said ships would stay.", "", "Otto Brandt"),
    ],
)
def test_an_office_without_a_date_is_only_that_of_who_is_named(
    text: str, published: str, name: str | None
) -> None:
    assert last(text, published).name == name


@pytest.mark.parametrize(
    "text",
    [
        "Sollen was ill. Her office said ships would stay.",
        "Sollen was ill. Her spokesman said ships would stay.",
        "Arland is waiting. Its foreign ministry said ships would stay.",
    ],
)
def test_who_speaks_for_an_owner_speaks_for_the_owners_side(text: str) -> None:
    found = last(text)
    assert (found.name, found.actor) == (None, "arland")
