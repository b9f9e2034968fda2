"""``readout`` as it is, but in a hurry: claims and signatures of seconds, so that a death is noticed soon."""

from __future__ import annotations

from datetime import timedelta

from bot import cli, roster
from bot.digests import delivering, delivering_one
from bot.jobs import worker
from tests.bot.jobs.clerk import TEMPO

if __name__ == "__main__":
    delivering.LEASE, delivering_one.AT_LEAST = timedelta(seconds=6), 1.0
    roster.BEAT, roster.LASTS = 1.0, timedelta(seconds=8)
    worker.Tempo = lambda: TEMPO  # type: ignore[misc, assignment]
    cli.main()
