"""Positions: one number for day, rank and id."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.storage import order
from summaries.model import citation_id

days = st.dates()
ranks = st.integers(0, order.MAX_RANK)
ids = st.builds(citation_id, st.text(max_size=5), st.integers(0, 99), st.integers(100, 200))


@given(days, ranks, ids, days, ranks, ids)
def test_positions_are_in_the_contracts_order(
    day: date, rank: int, id: str, other_day: date, other_rank: int, other_id: str
) -> None:
    one = order.position(day.toordinal(), rank, order.number(id) or 0)
    other = order.position(other_day.toordinal(), other_rank, order.number(other_id) or 0)
    meant = (-day.toordinal(), rank, id[:7]) < (-other_day.toordinal(), other_rank, other_id[:7])
    assert (one < other) == meant
    assert order.NEWEST <= one <= order.OLDEST


@given(days, ranks, ids, days)
def test_a_window_is_a_range_of_positions(day: date, rank: int, id: str, border: date) -> None:
    position = order.position(day.toordinal(), rank, order.number(id) or 0)
    assert (position <= order.until(border)) == (day >= border)
    assert (position >= order.onwards(border)) == (day <= border)
    assert position <= order.until(None)
    assert position >= order.onwards(None)
    assert order.rank(position) == rank


@given(ids)
def test_an_id_is_spelled_by_its_number(id: str) -> None:
    number = order.number(id)
    assert number is not None
    assert order.spelled(number) == id


@given(ids, st.integers(0, 8))
def test_a_prefix_is_a_range_of_numbers(id: str, length: int) -> None:
    first, last = order.numbers(id[:length])
    assert first <= (order.number(id) or 0) <= last
    assert order.spelled(first).startswith(id[:length])
    assert order.spelled(last).startswith(id[:length])
