"""``readout`` with leases, heartbeats and looks of seconds instead of minutes: for tests, and nothing else.

What is due for a dead process's work in half a minute, or two, comes in seconds then; all else is as ever.
"""

from __future__ import annotations

from datetime import timedelta

from bot.cli import main
from bot.digests import delivering, delivering_one
from bot.jobs import names, worker

EVERY_SECOND = "* * * * * *"


def hurry() -> None:
    """Have everything that waits wait for seconds."""
    # In the same order as ever: a post is given up before its claim can run out.
    delivering.LEASE, delivering_one.AT_LEAST, delivering_one.SENDING = timedelta(seconds=12), 6.0, 5.0
    quick = names.Tempo(
        heartbeat=0.5, lost=2.5, look=EVERY_SECOND, take_over=EVERY_SECOND, pause=0.3, longest=2.0
    )
    vars(worker)["Tempo"] = lambda: quick


if __name__ == "__main__":
    hurry()
    main()
