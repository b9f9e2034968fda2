"""The measurement of reading without supervision, cut short: killed twice, nothing lost, nothing repeated."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_killed_in_the_midst_of_two_polls_nothing_is_lost_and_nothing_stored_twice() -> None:
    sizes = {
        "FEEDS": "10",
        "PAGES": "80",
        "KILLS": "2",
        "POLLS": "0",
        "ON_TOPIC": "40",
        "PARAGRAPHS": "2",
        "SEED": "11",
        "FAULTS": "0",
        "ANALYSTS": "1",
    }
    environment = {**os.environ, **{f"SOAK_{name}": value for name, value in sizes.items()}}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.soak_sources"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    last = done.stdout.splitlines()[-1]
    items = last.split(",")[0].removeprefix("items ")
    assert int(items) > 10
    assert last == f"items {items}, stored once {items}, lost 0, repeated 0"
