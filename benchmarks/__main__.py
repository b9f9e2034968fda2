"""``make bench``: every figure of docs/benchmarks.md, measured here and now."""

from __future__ import annotations

import os
import platform
import sys
from datetime import UTC, datetime

from benchmarks import analysis, commands, startup


def main() -> None:
    """Print the machine, the date and the tables."""
    print(f"Readout benchmarks, {datetime.now(UTC):%d %B %Y}")
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, ", end="")
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n")
    commands.main()
    print()
    startup.main()
    print()
    analysis.main()
    sys.stdout.flush()


if __name__ == "__main__":
    main()
