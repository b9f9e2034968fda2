"""What a button means is in its custom id, or in the store under it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.states import TEMPLATE, Deed, State, read
from adapters.length import units
from tests.adapters.discord.keeping import Desk

STATES = st.builds(State, st.sampled_from(Deed), st.text(max_size=200), st.integers(1, 9999))


async def heard(desk: Desk, custom_id: str) -> State | None:
    found = re.fullmatch(TEMPLATE, custom_id, re.DOTALL)
    return await read(desk, **found.groupdict()) if found else None


@given(STATES)
async def test_a_custom_id_fits_and_is_read_as_it_was_meant(state: State) -> None:
    desk = Desk()
    custom_id = await state.spelled(desk)
    assert units(custom_id) <= 100
    assert await heard(desk, custom_id) == state


@pytest.mark.parametrize(("letters", "kept"), [(92, 0), (93, 1)])
async def test_a_hundred_letters_stand_in_the_id_and_more_in_the_store(letters: int, kept: int) -> None:
    desk = Desk()
    custom_id = await State(Deed.ANSWER, "a" * letters).spelled(desk)
    assert units(custom_id) <= 100
    assert len(desk.kept_things) == kept


async def test_a_command_that_is_forgotten_is_no_state() -> None:
    desk = Desk()
    custom_id = await State(Deed.PAGE, "strait search " + "x" * 4000, 2).spelled(desk)
    desk.kept_things.clear()
    assert await heard(desk, custom_id) is None


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "ro:",
        "ro:z:1:=strait",
        "ro:p:-1:=strait",
        "ro:p:99999:=strait",
        "ro:p:1:strait",
        "xx:p:1:=strait",
        "ro:pp:1:=strait",
        "ro:p:1:#no-such-key",
    ],
)
async def test_a_forged_id_is_no_state(forged: str) -> None:
    assert await heard(Desk(), forged) is None


async def test_pages_count_from_one() -> None:
    assert await heard(Desk(), "ro:p:0:=strait latest") == State(Deed.PAGE, "strait latest", 1)


@given(st.text(max_size=100))
async def test_any_id_is_read_or_refused_and_never_a_crash(custom_id: str) -> None:
    state = await heard(Desk(), custom_id)
    assert state is None or state.page >= 1
