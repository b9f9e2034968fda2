"""A title that names whom or what it is for is nobody's name."""

from __future__ import annotations

import pytest

from tests.summaries.analysis.reading import read


@pytest.mark.parametrize(
    "who",
    ["Special O.S. Representative for Tarnland Ada Ruiz", "The Special Envoy for Tarnland"],
)
def test_a_title_with_its_country_is_not_taken_for_a_name(who: str) -> None:
    [quotation] = read(f"{who} said the road was open.")
    assert quotation.name in (None, "Ada Ruiz")


def test_a_title_before_a_name_leaves_the_name() -> None:
    [quotation] = read("Special Representative Ada Ruiz said the road was open.")
    assert quotation.name == "Ada Ruiz"
