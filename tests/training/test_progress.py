"""A stage of training says how far it is."""

import re

import pytest

from training.progress import Progress


def lines(
    capsys: pytest.CaptureFixture[str], sizes: list[int], losses: list[float] | None = None
) -> list[str]:
    progress = Progress("second", sizes)
    for number in range(len(sizes)):
        progress.step(losses[number] if losses else None)
    return capsys.readouterr().out.splitlines()


def test_a_line_comes_every_fifty_steps_and_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    told = lines(capsys, [100] * 120)
    assert [line.split()[1] for line in told] == ["50/120", "100/120", "120/120"]


def test_time_to_go_is_measured_by_words_left_and_ends_at_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    told = lines(capsys, [10] * 50 + [10_000] * 50)
    early, late = (float(re.findall(r"([\d.,]+) pieces/s", line)[0].replace(",", "")) for line in told)
    assert late > early > 0
    assert told[-1].endswith("0.0 min to go")


def test_the_loss_told_is_an_average_that_the_last_steps_lead(capsys: pytest.CaptureFixture[str]) -> None:
    [_, told] = lines(capsys, [1] * 100, [1.0] * 50 + [0.0] * 50)
    loss = float(told.split("loss ")[1].split(",")[0])
    assert 0.3 < loss < 0.4
