"""Work in other processes: what is lost, what is too slow, and who is left alone by it."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.crews import Bench, Crew, Lost, TooLong

MEGABYTE = 1024**2


def ready(*_: object) -> None:
    """Nothing to make ready."""


def double(number: int) -> int:
    return 2 * number


def crash(_: int) -> int:
    os._exit(1)


def hang(seconds: float) -> int:
    time.sleep(seconds)
    return 0


def devour(size: int) -> int:
    return len(bytearray(size))


def fail(_: int) -> int:
    raise ValueError("no such number")


def number_of(_: int) -> int:
    return os.getpid()


@pytest.fixture
def crew() -> Iterator[Crew]:
    made = Crew(1, ready)
    yield made
    made.close()


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench(2, ready, memory=600 * MEGABYTE, nice=1)
    yield made
    made.close()


def test_after_a_crash_and_a_hang_the_crew_goes_on(crew: Crew) -> None:
    with pytest.raises(Lost):
        crew.result(crew.submit(crash, 1), 20)
    with pytest.raises(TooLong):
        crew.result(crew.submit(hang, 60), 2)
    assert crew.result(crew.submit(double, 21), 20) == 42


def test_an_error_of_the_work_is_handed_on(crew: Crew) -> None:
    with pytest.raises(ValueError, match="no such number"):
        crew.result(crew.submit(fail, 1), 20)


async def test_what_crashes_or_hangs_takes_only_its_own_process(bench: Bench) -> None:
    await asyncio.gather(bench.do(hang, 0.3, 20), bench.do(hang, 0.3, 20))  # both are up now
    hung = asyncio.create_task(bench.do(hang, 60, 1.0))
    crashed = asyncio.create_task(bench.do(crash, 1, 20))
    others = [asyncio.create_task(bench.do(double, n, 20)) for n in range(10)]
    assert await asyncio.gather(*others) == [2 * n for n in range(10)]
    with pytest.raises(Lost):
        await crashed
    with pytest.raises(TooLong):
        await hung
    assert await bench.do(double, 4, 20) == 8


@pytest.mark.skipif(sys.platform != "linux", reason="only here is the limit sure to hold")
async def test_what_eats_memory_is_stopped(bench: Bench) -> None:
    with pytest.raises(Lost):
        await bench.do(devour, 2_000 * MEGABYTE, 20)
    assert await bench.do(devour, MEGABYTE, 20) == MEGABYTE


async def test_resting_processes_end_and_come_back(bench: Bench) -> None:
    first = await bench.do(number_of, 0, 20)
    bench.rest()
    assert await bench.do(number_of, 0, 20) != first


def test_processes_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import time\n"
        "from bot.crews import Crew\n"
        "from tests.bot.test_crews import number_of, ready\n"
        "if __name__ == '__main__':\n"
        "    crew = Crew(1, ready)\n"
        "    print(crew.result(crew.submit(number_of, 0), 20), flush=True)\n"
        "    time.sleep(60)\n"
    )
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    parent = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        text=True,
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and _runs(child):
        time.sleep(0.02)
    assert not _runs(child)


def _runs(process: int) -> bool:
    state = Path(f"/proc/{process}/stat")
    try:
        return state.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
