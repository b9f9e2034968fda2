from __future__ import annotations

import pytest

from adapters.cells import named


@pytest.mark.parametrize(
    ("name", "cell", "told"),
    [
        ("next", "Mon 23 Nov 08:00", "next Mon 23 Nov 08:00"),
        ("next", "paused: over the holidays", "paused: over the holidays"),
        ("lines", "12", "12 lines"),
        ("state", "posted", "posted"),
        ("", "2026-11-22 10:00", "2026-11-22 10:00"),
    ],
)
def test_a_cell_has_the_name_of_its_column_where_it_needs_that(name: str, cell: str, told: str) -> None:
    assert named(name, cell) == told
