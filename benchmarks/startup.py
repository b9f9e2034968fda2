"""How long `readout` takes from the shell to the answer, as a fresh process, and how much memory it holds."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

READOUT = Path(sys.executable).parent / "readout"
RUNS = 9
COMMANDS = (
    ("ask", "/venezuela stance russia"),
    ("ask", "/venezuela quotes lavrov", "--json"),
    ("run",),
    ("doctor", "--quick"),
    ("--version",),
)


def main() -> None:
    """Print a row for each command: median and slowest. The first start reads articles and stands apart."""
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "READOUT_DATA": data, "DATABASE_URL": ""}
        first = _seconds(("run",), environment)
        print(f"First start, the bundled articles read and analysed: {first:.2f} s\n")
        print(f"{'fresh process':45} {'median':>8} {'slowest':>8}")
        for command in COMMANDS:
            runs = [_seconds(command, environment) for _ in range(RUNS)]
            shown = " ".join(("readout", *command))
            print(f"{shown:45} {statistics.median(runs):6.2f} s {max(runs):6.2f} s")
        print(f"\nMost memory that an answering process held: {_memory(environment)} MB")


def _seconds(command: tuple[str, ...], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(
        [READOUT, *command], env=environment, input=b"/venezuela latest\n", capture_output=True, check=True
    )
    return time.perf_counter() - start


def _memory(environment: dict[str, str]) -> int:
    """Megabytes, asked of a process that has only this one child."""
    code = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], input=b'/venezuela stance russia\\n' * 50, stdout=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, READOUT, "run"], env=environment, capture_output=True, check=True
    )
    unit = 1 if sys.platform == "darwin" else 1024
    return int(ran.stdout) * unit // 1024**2


if __name__ == "__main__":
    main()
