"""What a button means, in its value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.states import SPACE, Deed, State, read
from tests.adapters.discord.keeping import Desk


@given(st.sampled_from(Deed), st.text(max_size=4000), st.integers(1, 9999))
async def test_a_state_is_read_as_it_was_spelled(deed: Deed, line: str, page: int) -> None:
    desk, state = Desk(), State(deed, line, page)
    if state.key:
        await desk.keep(SPACE, state.key, line)
    assert len(state.spelled()) <= 150
    assert await read(desk, state.spelled()) == state


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "x",
        "a",
        "z1:/strait latest",
        "a:/strait",
        "a99999:/strait",
        "a1;/strait",
        "a-1:/strait",
        "a1#nothing",
        "9" * 2000,
    ],
)
async def test_a_forged_value_means_nothing(forged: str) -> None:
    assert await read(Desk(), forged) is None


async def test_page_nought_is_the_first() -> None:
    assert await read(Desk(), "p0:/strait latest") == State(Deed.PAGE, "/strait latest", 1)


async def test_a_long_command_that_is_forgotten_means_nothing() -> None:
    assert await read(Desk(), State(Deed.ANSWER, "/strait " + "a" * 500).spelled()) is None
