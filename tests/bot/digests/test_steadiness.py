"""A clock that was set is not trusted for a while."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.digests.steadiness import Steadiness


class Machine:
    """A machine whose clock can be set."""

    def __init__(self) -> None:
        self.shown, self.passed = datetime(2026, 11, 22, tzinfo=UTC), 0.0
        self.steadiness = Steadiness(lambda: self.shown, lambda: self.passed)

    def wait(self, seconds: float, *, shown: float | None = None) -> float:
        self.passed += seconds
        self.shown += timedelta(seconds=seconds if shown is None else shown)
        return self.steadiness.look()


def test_a_clock_that_goes_right_is_trusted_longer_and_longer() -> None:
    machine = Machine()
    assert [machine.wait(30) for _ in range(4)] == [30, 60, 90, 120]
    assert machine.wait(30, shown=31.5) == 150  # set slowly by the network's time


@pytest.mark.parametrize("shown", [-3600, 3660, 0, 31 * 86400])
def test_a_clock_that_is_set_begins_anew(shown: float) -> None:
    machine = Machine()
    machine.wait(500)
    assert machine.wait(60, shown=shown) == 0
    assert machine.wait(60) == 60


def test_what_waits_for_a_clock_that_goes_right_comes_once_each_time_that_it_does() -> None:
    machine = Machine()
    told = []
    for shown in (60, 60, 60, 60, -900, 60, 60, 60):
        machine.wait(60, shown=shown)
        told.append((machine.steadiness.once(120), machine.steadiness.once(180)))
    assert told == [
        (False, False),
        (True, False),
        (False, True),
        (False, False),
        (False, False),
        (False, False),
        (True, False),
        (False, True),
    ]
